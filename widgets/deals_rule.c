#include "widgets/deals.h"

#include <stdio.h>
#include <string.h>

void deals_draw_rule(struct canvas *c, const char *title, enum deals_look look, const char *more)
{
	static const char *const looks[LOOKS] = {
		[LOOK_TABLE] = "‹table› circle energy",
		[LOOK_CIRCLE] = "table ‹circle› energy",
		[LOOK_ENERGY] = "table circle ‹energy›",
	};
	char right[FORMAT_SIZE * 4];
	int room = c->columns - canvas_columns(c, title) - 10;
	snprintf(right, sizeof right, "%s%s%s", more, *more ? " · " : "", looks[look]);
	if (canvas_columns(c, right) > room)
		snprintf(right, sizeof right, "%s", looks[look]);
	if (canvas_columns(c, right) > room)
		snprintf(right, sizeof right, "%s", canvas_columns(c, more) <= room ? more : "");
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
