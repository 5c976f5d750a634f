/* The text index, brought up to date at the end of each batch, inside the same transaction. */
#include "store/press.h"

#include <stdlib.h>
#include <string.h>

#define PLACE_TIME_LIMIT (INT64_C(1) << 34) /* year 2514 */
#define PLACE_ROW_MASK ((INT64_C(1) << PLACE_ROW_BITS) - 1)

int64_t place_from(int64_t time)
{
	if (time >= PLACE_TIME_LIMIT)
		time = PLACE_TIME_LIMIT - 1;
	if (time < -PLACE_TIME_LIMIT)
		time = -PLACE_TIME_LIMIT;
	return time * (INT64_C(1) << PLACE_ROW_BITS);
}

int64_t place_make(int64_t story_time, int64_t row)
{
	return place_from(story_time) + (row & PLACE_ROW_MASK);
}

/* ---- the batch ---- */

void press_batch_init(struct press_batch *b, struct store *s)
{
	*b = (struct press_batch){ .store = s };
}

void press_batch_release(struct press_batch *b)
{
	for (size_t i = 0; i < b->count; i++) {
		free(b->changes[i].title);
		free(b->changes[i].summary);
	}
	free(b->changes);
	press_batch_init(b, b->store);
}

static struct press_change *append(struct press_batch *b, int64_t row)
{
	if (b->count == b->capacity) {
		size_t wanted = b->capacity ? b->capacity * 2 : 16;
		struct press_change *moved = reallocarray(b->changes, wanted, sizeof *moved);
		if (!moved)
			return NULL;
		b->changes = moved;
		b->capacity = wanted;
	}
	b->changes[b->count] = (struct press_change){ .row = row };
	return &b->changes[b->count++];
}

int press_batch_add(struct press_batch *b, int64_t row, struct error *err)
{
	return append(b, row) ? 0 : error_set(err, "out of memory");
}

static bool has_change(const struct press_batch *b, int64_t row)
{
	for (size_t i = b->count; i-- > 0;)
		if (b->changes[i].row == row)
			return true;
	return false;
}

/* Fills the change from the item as it is; a row that is gone leaves it as it was. */
static int read_state(struct press_batch *b, struct press_change *change, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, b->store, SQL_HEADLINE_TEXT, err))
		return -1;
	statement_bind_integer(&st, change->row);
	int found = statement_step(&st, err);
	if (found > 0) {
		change->is_indexed = true;
		change->place = statement_integer(&st);
		change->title = statement_copy(&st);
		change->summary = statement_copy(&st);
	}
	statement_finish(&st);
	if (found > 0 && (!change->title || !change->summary))
		return error_set(err, "out of memory");
	return found < 0 ? -1 : 0;
}

int press_batch_touch(struct press_batch *b, int64_t row, struct error *err)
{
	if (has_change(b, row))
		return 0;
	struct press_change *change = append(b, row);
	return change ? read_state(b, change, err) : error_set(err, "out of memory");
}

/* ---- the index ---- */

struct text_step {
	int64_t place;
	bool adds;
	const char *title, *summary; /* borrowed */
};

static int compare_steps(const void *a, const void *b)
{
	const struct text_step *x = a, *y = b;
	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return x->adds - y->adds;
}

static int take_step(struct store *s, const struct text_step *step, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, step->adds ? SQL_TEXT_ADD : SQL_TEXT_DROP, err))
		return -1;
	statement_bind_integer(&st, step->place);
	statement_bind_text(&st, step->title);
	statement_bind_text(&st, step->summary);
	return statement_run(&st, err);
}

static bool is_same(const struct press_change *a, const struct press_change *b)
{
	return a->is_indexed == b->is_indexed && a->place == b->place && strcmp(a->title, b->title) == 0 &&
	       strcmp(a->summary, b->summary) == 0;
}

static size_t plan(const struct press_batch *before, const struct press_batch *after, struct text_step *steps)
{
	size_t count = 0;
	for (size_t i = 0; i < before->count; i++) {
		const struct press_change *was = &before->changes[i], *is = &after->changes[i];
		if (was->is_indexed && is->is_indexed && is_same(was, is))
			continue;
		if (was->is_indexed)
			steps[count++] = (struct text_step){ was->place, false, was->title, was->summary };
		if (is->is_indexed)
			steps[count++] = (struct text_step){ is->place, true, is->title, is->summary };
	}
	qsort(steps, count, sizeof *steps, compare_steps);
	return count;
}

static int take_steps(struct press_batch *b, const struct press_batch *after, struct error *err)
{
	struct text_step *steps = calloc(b->count * 2 + 1, sizeof *steps);
	if (!steps)
		return error_set(err, "out of memory");
	size_t count = plan(b, after, steps);
	int result = 0;
	for (size_t i = 0; i < count && !result; i++)
		result = take_step(b->store, &steps[i], err);
	free(steps);
	return result;
}

int press_batch_finish(struct press_batch *b, struct error *err)
{
	struct press_batch after;
	int result = 0;
	press_batch_init(&after, b->store);
	for (size_t i = 0; i < b->count && !result; i++) {
		struct press_change *change = append(&after, b->changes[i].row);
		result = change ? read_state(&after, change, err) : error_set(err, "out of memory");
	}
	if (!result)
		result = take_steps(b, &after, err);
	press_batch_release(&after);
	press_batch_release(b);
	return result;
}
