/* The amounts of a headline, marked in its title and summary and written on a line of their own. */
#include <stdio.h>
#include <string.h>

#include "market/statement.h"
#include "tui/model_press.h"

#define LINE_FIGURES 3 /* on the line; the rest is marked in the text */

/* A line of parts that stops whole when it is full. */
struct line {
	char *text;
	size_t size;
};

static void line_add(const struct line *line, const char *between, const char *part, size_t length)
{
	size_t used = strlen(line->text), gap = used ? strlen(between) : 0;
	if (used + gap + length >= line->size)
		return;
	memcpy(line->text + used, between, gap);
	memcpy(line->text + used + gap, part, length);
	line->text[used + gap + length] = '\0';
}

static void add_amount(const struct line *line, const char *text, const struct amount *a)
{
	static const char *const bounds[BOUNDS] = { [BOUND_UP_TO] = "up to ", [BOUND_AT_LEAST] = "at least " };
	char part[96];
	int length = snprintf(part, sizeof part, "%s%.*s%s", bounds[a->bound] ? bounds[a->bound] : "", (int)a->length,
			      text + a->offset, a->doubtful ? " ?" : "");
	if (length < (int)sizeof part && !strstr(line->text, part))
		line_add(line, " · ", part, (size_t)length);
}

/* "ORCL · capex plan", "NVDA → OAI · invest" */
static void add_statement(const struct line *line, const struct statement *s)
{
	char part[2 * STATEMENT_PARTY_SIZE + 64];
	bool both = *s->payer && *s->payee;
	/* Who invests, buys or signs does so with somebody; without the other one it is a guess. */
	if (!both && s->kind != STATEMENT_CAPEX_PLAN && s->kind != STATEMENT_RAISE)
		return;
	int length = snprintf(part, sizeof part, "%s%s%s · %s", s->payer, both ? " → " : "", s->payee,
			      statement_kind_name(s->kind));
	if (length < (int)sizeof part)
		line_add(line, " · ", part, (size_t)length);
}

static size_t mark(const char *text, enum language language, struct press_span spans[PRESS_FIGURES],
		   const struct line *line)
{
	struct amount amounts[PRESS_FIGURES];
	struct statement statement;
	size_t length = strlen(text), count = amounts_find(text, length, language, amounts, PRESS_FIGURES);
	bool is_first = !*line->text;
	for (size_t i = 0; i < count; i++) {
		spans[i] = (struct press_span){ amounts[i].offset, amounts[i].length };
		if (i < LINE_FIGURES && is_first)
			add_amount(line, text, &amounts[i]);
	}
	if (count && is_first && statements_find(text, length, amounts, count, &statement, 1))
		add_statement(line, &statement);
	return count;
}

void press_figures_find(struct press_figures *f, const struct headline *h)
{
	const struct line line = { f->text, sizeof f->text };
	enum language language = LANGUAGE_AUTO;
	*f = (struct press_figures){ .title_count = 0 };
	if (!language_named(h->language, &language))
		language = LANGUAGE_AUTO;
	f->title_count = mark(h->title, language, f->title, &line);
	f->summary_count = mark(h->summary, language, f->summary, &line);
}
