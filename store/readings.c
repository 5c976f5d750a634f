#include "store/internal.h"

#include <assert.h>
#include <stdlib.h>

#include "market/index_options.h"

static_assert(CAMPS == 2 && CAMP_MARCUS == 0 && CAMP_HUANG == 1, "the columns marcus and huang, in this order");

static int put_head(struct store *s, const struct reading *r, int64_t *id, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_READING_PUT, err))
		return -1;
	statement_bind_integer(&st, r->time);
	statement_bind_integer(&st, r->as_of);
	for (int camp = 0; camp < CAMPS; camp++)
		statement_bind_figure(&st, r->value[camp]);
	statement_bind_figure(&st, r->centre);
	statement_bind_figure(&st, r->sd);
	statement_bind_figure(&st, r->low);
	statement_bind_figure(&st, r->high);
	statement_bind_integer(&st, r->recomputed);
	statement_bind_text(&st, index_mean_name(r->options.mean));
	if (statement_run(&st, err))
		return -1;
	*id = sqlite3_last_insert_rowid(s->db);
	return 0;
}

static int put_component(struct store *s, int64_t id, const struct reading *r, enum component c, struct error *err)
{
	struct sql_statement st;
	char code[] = { component_code(c), '\0' };
	if (statement_start(&st, s, SQL_COMPONENT_PUT, err))
		return -1;
	statement_bind_integer(&st, id);
	statement_bind_text(&st, code);
	for (int camp = 0; camp < CAMPS; camp++)
		statement_bind_figure(&st, r->components[camp][c]);
	statement_bind_text(&st, r->sentence[c]);
	statement_bind_figure(&st, r->options.weight[c]);
	statement_bind_integer(&st, r->stale[c]);
	return statement_run(&st, err);
}

static int put_input(struct store *s, int64_t id, size_t position, const struct reading_input *input, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_INPUT_PUT, err))
		return -1;
	statement_bind_integer(&st, id);
	statement_bind_integer(&st, (int64_t)position);
	statement_bind_text(&st, input->name);
	statement_bind_figure(&st, input->value);
	statement_bind_text(&st, input->unit);
	statement_bind_integer(&st, input->as_of);
	statement_bind_text(&st, input->source);
	statement_bind_integer(&st, input->is_context);
	return statement_run(&st, err);
}

static int put_reading(struct store *s, const struct reading *r, struct error *err)
{
	int64_t id;
	if (put_head(s, r, &id, err))
		return -1;
	for (int c = 0; c < COMPONENTS; c++)
		if (put_component(s, id, r, (enum component)c, err))
			return -1;
	for (size_t i = 0; i < r->input_count && i < READING_INPUTS; i++)
		if (put_input(s, id, i, &r->inputs[i], err))
			return -1;
	return 0;
}

int store_put_reading(struct store *s, const struct reading *r, struct error *err)
{
	if (store_enter(s, err))
		return -1;
	return store_leave(s, put_reading(s, r, err), err);
}

static void read_head(struct sql_statement *st, struct reading *out, int64_t *id)
{
	*id = statement_integer(st);
	out->time = statement_integer(st);
	out->as_of = statement_integer(st);
	for (int camp = 0; camp < CAMPS; camp++)
		out->value[camp] = statement_figure(st);
	out->centre = statement_figure(st);
	out->sd = statement_figure(st);
	out->low = statement_figure(st);
	out->high = statement_figure(st);
	out->recomputed = statement_integer(st);
	index_mean_parse(&out->options.mean, statement_borrow(st));
}

static int get_head(struct store *s, struct reading *out, int64_t *id, bool *found, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_READING_GET, err))
		return -1;
	int row = statement_step(&st, err);
	if (row > 0) {
		*found = true;
		read_head(&st, out, id);
	}
	statement_finish(&st);
	return row < 0 ? -1 : 0;
}

/* COMPONENTS if there is none of that code. */
static int parse_component(const char *code)
{
	int c = 0;
	while (c < COMPONENTS && !(code[0] == component_code((enum component)c) && code[1] == '\0'))
		c++;
	return c;
}

static int get_components(struct store *s, int64_t id, struct reading *out, struct error *err)
{
	struct sql_statement st;
	int more;
	if (statement_start(&st, s, SQL_COMPONENTS_GET, err))
		return -1;
	statement_bind_integer(&st, id);
	while ((more = statement_step(&st, err)) > 0) {
		int c = parse_component(statement_borrow(&st));
		if (c == COMPONENTS)
			continue;
		for (int camp = 0; camp < CAMPS; camp++)
			out->components[camp][c] = statement_figure(&st);
		statement_text(&st, out->sentence[c], sizeof out->sentence[c]);
		out->options.weight[c] = statement_figure(&st);
		out->stale[c] = statement_integer(&st);
	}
	statement_finish(&st);
	return more;
}

static int get_inputs(struct store *s, int64_t id, struct reading *out, struct error *err)
{
	struct sql_statement st;
	int more;
	if (statement_start(&st, s, SQL_INPUTS_GET, err))
		return -1;
	statement_bind_integer(&st, id);
	while ((more = statement_step(&st, err)) > 0 && out->input_count < READING_INPUTS) {
		struct reading_input *input = &out->inputs[out->input_count++];
		statement_text(&st, input->name, sizeof input->name);
		input->value = statement_figure(&st);
		statement_text(&st, input->unit, sizeof input->unit);
		input->as_of = statement_integer(&st);
		statement_text(&st, input->source, sizeof input->source);
		input->is_context = statement_integer(&st);
	}
	statement_finish(&st);
	return more < 0 ? -1 : 0;
}

static int get_reading(struct store *s, struct reading *out, bool *found, struct error *err)
{
	int64_t id = 0;
	if (get_head(s, out, &id, found, err))
		return -1;
	if (!*found)
		return 0;
	return get_components(s, id, out, err) || get_inputs(s, id, out, err) ? -1 : 0;
}

int store_get_reading(struct store *s, struct reading *out, bool *found, struct error *err)
{
	*found = false;
	reading_init(out);
	if (store_enter_read(s, err))
		return -1;
	int result = get_reading(s, out, found, err);
	store_leave_read(s);
	return result;
}

/* ---- history ---- */

/* A row of the history while the components are not there yet. */
struct past {
	int64_t id;
	struct reading reading;
};

static int read_past(struct sql_statement *st, void *item)
{
	struct past *p = item;
	reading_init(&p->reading);
	read_head(st, &p->reading, &p->id);
	return 0;
}

/* The newest first, as they are limited. */
static int get_heads(struct store *s, int64_t since, size_t limit, struct rows *rows, struct error *err)
{
	static const struct row_class class = { sizeof(struct past), read_past, NULL };
	struct sql_statement st;
	if (statement_start(&st, s, SQL_READINGS_GET, err))
		return -1;
	statement_bind_integer(&st, since);
	statement_bind_integer(&st, limit && limit <= INT64_MAX ? (int64_t)limit : -1);
	return statement_collect(&st, &class, rows, err);
}

static int get_past(struct store *s, int64_t since, size_t limit, struct reading **readings, size_t *count,
		    struct error *err)
{
	struct rows rows;
	if (get_heads(s, since, limit, &rows, err))
		return -1;
	struct past *past = rows.items;
	struct reading *out = calloc(rows.count + 1, sizeof *out);
	int result = out ? 0 : error_set(err, "out of memory");
	for (size_t i = 0; i < rows.count && result == 0; i++) {
		struct past *p = &past[rows.count - 1 - i];
		result = get_components(s, p->id, &p->reading, err) || get_inputs(s, p->id, &p->reading, err) ? -1 : 0;
		out[i] = p->reading;
	}
	free(past);
	if (result) {
		free(out);
		return -1;
	}
	*readings = out;
	*count = rows.count;
	return 0;
}

int store_get_readings(struct store *s, int64_t since, size_t limit, struct reading **readings, size_t *count,
		       struct error *err)
{
	*readings = NULL;
	*count = 0;
	if (store_enter_read(s, err))
		return -1;
	int result = get_past(s, since, limit, readings, count, err);
	store_leave_read(s);
	return result;
}

static int replace_recomputed(struct store *s, const struct reading *readings, size_t count, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_RECOMPUTED_DROP, err) || statement_run(&st, err))
		return -1;
	for (size_t i = 0; i < count; i++) {
		assert(readings[i].recomputed);
		if (put_reading(s, &readings[i], err))
			return -1;
	}
	return 0;
}

int store_replace_recomputed(struct store *s, const struct reading *readings, size_t count, struct error *err)
{
	if (store_enter(s, err))
		return -1;
	return store_leave(s, replace_recomputed(s, readings, count, err), err);
}

int store_get_first_reading_time(struct store *s, int64_t *time, struct error *err)
{
	struct sql_statement st;
	*time = 0;
	if (statement_start(&st, s, SQL_READING_FIRST, err))
		return -1;
	return statement_answer(&st, time, err);
}

static int read_point(struct sql_statement *st, void *item)
{
	struct reading_point *p = item;
	p->time = statement_integer(st);
	for (int camp = 0; camp < CAMPS; camp++)
		p->value[camp] = statement_figure(st);
	p->recomputed = statement_integer(st);
	statement_text(st, p->codes, sizeof p->codes);
	return 0;
}

int store_get_reading_points(struct store *s, size_t limit, struct reading_point **points, size_t *count,
			     struct error *err)
{
	static const struct row_class class = { sizeof(struct reading_point), read_point, NULL };
	struct sql_statement st;
	struct rows rows;
	*points = NULL;
	*count = 0;
	if (statement_start(&st, s, SQL_READING_POINTS, err))
		return -1;
	statement_bind_integer(&st, limit && limit <= INT64_MAX ? (int64_t)limit : -1);
	if (statement_collect(&st, &class, &rows, err))
		return -1;
	struct reading_point *p = rows.items;
	for (size_t i = 0; i < rows.count / 2; i++) {
		struct reading_point other = p[i];
		p[i] = p[rows.count - 1 - i];
		p[rows.count - 1 - i] = other;
	}
	*points = p;
	*count = rows.count;
	return 0;
}
