#include "widgets/deals.h"

#include <stdio.h>
#include <string.h>

/* "table ‹circle› energy candidates 3", in short "‹circle› candidates 3": how many wait for the person's word
 * shows from every look. */
static void format_looks(const struct view_model *m, enum deals_look look, bool is_short, char out[FORMAT_SIZE * 2])
{
	static const char *const names[LOOKS] = {
		[LOOK_TABLE] = "table",
		[LOOK_CIRCLE] = "circle",
		[LOOK_ENERGY] = "energy",
		[LOOK_CANDIDATES] = "candidates",
	};
	const size_t size = FORMAT_SIZE * 2, waiting = m->deals_view.candidate_count;
	int used = 0;
	for (int i = 0; i < LOOKS; i++) {
		bool is_shown = i == (int)look;
		if (is_short && !is_shown && !(i == LOOK_CANDIDATES && waiting))
			continue;
		used += snprintf(out + used, size - (size_t)used, "%s%s%s%s", used ? " " : "", is_shown ? "‹" : "",
				 names[i], is_shown ? "›" : "");
	}
	if (waiting)
		snprintf(out + used, size - (size_t)used, " %zu", waiting);
}

void deals_draw_rule(struct canvas *c, const struct view_model *m, const char *title, enum deals_look look,
		     const char *more)
{
	char looks[FORMAT_SIZE * 2], brief[FORMAT_SIZE * 2], right[FORMAT_SIZE * 4];
	int room = c->columns - canvas_columns(c, title) - 10;
	format_looks(m, look, false, looks);
	format_looks(m, look, true, brief);
	const struct {
		const char *more, *looks;
	} tries[] = { { more, looks }, { more, brief }, { "", looks }, { "", brief }, { more, "" }, { "", "" } };
	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		bool has_both = *tries[i].more && *tries[i].looks;
		snprintf(right, sizeof right, "%s%s%s", tries[i].more, has_both ? " · " : "", tries[i].looks);
		if (canvas_columns(c, right) <= room)
			break;
	}
	canvas_rule(c, 0, title, right);
}

struct canvas deals_line(struct canvas *c, int row, bool is_selected)
{
	struct canvas line = canvas_flagged(c, is_selected ? CELL_SELECTED : 0);
	if (is_selected) {
		canvas_fill(&line, row, 0, c->columns, ROLE_TEXT, " ");
		canvas_text(&line, row, 0, 1, ROLE_AMBER, "▌");
	}
	return line;
}

void format_bn(double amount, char out[FORMAT_SIZE])
{
	double billions = amount / 1e9;
	if (!isfinite(amount))
		snprintf(out, FORMAT_SIZE, "-");
	else if (billions >= 999.5)
		snprintf(out, FORMAT_SIZE, "%.0f,%03.0f", trunc(round(billions) / 1000), fmod(round(billions), 1000));
	else if (billions >= 99.95)
		snprintf(out, FORMAT_SIZE, "%.0f", billions);
	else
		snprintf(out, FORMAT_SIZE, "%.3g", billions);
}
