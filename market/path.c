#include "market/path.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/shipped.h"
#include "base/tsv.h"

#define FILE_NAME "paths.tsv"
#define GAP_S (14 * INT64_C(86400)) /* more between two closes: a week is missing */
#define NOWHERE ((size_t)-1)

enum column { KIND, PATH, DATE, VALUE, ADJUSTED, NOTE, SOURCE };

static const char *const columns[] = { [KIND] = "kind",         [PATH] = "path", [DATE] = "date",     [VALUE] = "value",
				       [ADJUSTED] = "adjusted", [NOTE] = "note", [SOURCE] = "source", NULL };

struct reader {
	struct old_paths *paths;
	struct tsv tsv;
};

void old_paths_release(struct old_paths *paths)
{
	for (size_t i = 0; i < paths->count; i++)
		free(paths->items[i].points);
	free(paths->items);
	*paths = (struct old_paths){ 0 };
}

const struct old_path *old_paths_find(const struct old_paths *paths, const char *name)
{
	for (size_t i = 0; i < paths->count; i++)
		if (!strcmp(paths->items[i].name, name))
			return &paths->items[i];
	return NULL;
}

/* ---- what must hold once all rows of a path are read ---- */

static int finish(const struct old_path *path, struct error *err)
{
	static const char *const marks[] = { "day0", "peak", "trough" };
	const size_t places[] = { path->day0, path->peak, path->trough };
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (places[i] == NOWHERE)
			return error_set(err, FILE_NAME ", path %s: expected a row \"%s\"", path->name, marks[i]);
	if (!(path->day0 < path->peak && path->peak < path->trough))
		return error_set(err, FILE_NAME ", path %s: expected day0, peak and trough in this order", path->name);
	for (size_t i = 0; i < path->count; i++)
		if (path->points[i].close > path->points[path->peak].close)
			return error_set(err, FILE_NAME ", path %s: expected no close above the peak", path->name);
	for (size_t i = path->peak; i < path->count; i++)
		if (path->points[i].close < path->points[path->trough].close)
			return error_set(err, FILE_NAME ", path %s: expected no close below the trough after the peak",
					 path->name);
	return 0;
}

static struct old_path *newest(const struct reader *r)
{
	return r->paths->count ? &r->paths->items[r->paths->count - 1] : NULL;
}

/* ---- rows ---- */

static int parse_path_fields(const struct tsv *t, struct old_path *path, struct error *err)
{
	if (tsv_text(t, PATH, true, path->name, sizeof path->name, err) ||
	    tsv_text(t, NOTE, true, path->title, sizeof path->title, err) ||
	    tsv_text(t, SOURCE, true, path->source, sizeof path->source, err) ||
	    tsv_text(t, ADJUSTED, true, path->adjusted, sizeof path->adjusted, err))
		return -1;
	if (strcmp(path->adjusted, "none") != 0 && strcmp(path->adjusted, "split+dividend") != 0)
		return tsv_refuse(t, ADJUSTED, err, "none or split+dividend");
	return tsv_refuse_used(t, KIND, DATE, VALUE, err);
}

static int parse_path(struct reader *r, struct error *err)
{
	struct old_path path = { .day0 = NOWHERE, .peak = NOWHERE, .trough = NOWHERE };
	const struct old_path *above = newest(r);
	if ((above && finish(above, err)) || parse_path_fields(&r->tsv, &path, err))
		return -1;
	if (old_paths_find(r->paths, path.name))
		return tsv_refuse(&r->tsv, PATH, err, "a name that no row \"path\" above has");
	struct old_path *items = realloc(r->paths->items, (r->paths->count + 1) * sizeof *items);
	if (!items)
		return error_set(err, "out of memory");
	r->paths->items = items;
	items[r->paths->count++] = path;
	return 0;
}

static int parse_day(const struct tsv *t, const struct old_path *path, struct path_point *point, struct error *err)
{
	int64_t last = path->count ? path->points[path->count - 1].time : 0;
	if (tsv_date(t, DATE, &point->time, err) || tsv_number(t, VALUE, 1e-6, 1e9, &point->close, err))
		return -1;
	if (!isfinite(point->close))
		return tsv_refuse(t, VALUE, err, "a close");
	if (path->count && point->time <= last)
		return tsv_refuse(t, DATE, err, "a day after that of the row above");
	if (path->count && point->time > last + GAP_S)
		return tsv_refuse(t, DATE, err, "a day at most two weeks after that of the row above");
	return 0;
}

static int parse_close(struct reader *r, struct error *err)
{
	const struct tsv *t = &r->tsv;
	struct old_path *path = newest(r);
	struct path_point point;
	if (!path || strcmp(path->name, tsv_field(t, PATH)) != 0)
		return tsv_refuse(t, PATH, err, "the name of the row \"path\" above");
	bool has_note = !strcmp(tsv_field(t, KIND), "day0");
	if (parse_day(t, path, &point, err) || tsv_refuse_used(t, KIND, ADJUSTED, ADJUSTED, err) ||
	    tsv_refuse_used(t, KIND, SOURCE, SOURCE, err) || (!has_note && tsv_refuse_used(t, KIND, NOTE, NOTE, err)))
		return -1;
	struct path_point *points = realloc(path->points, (path->count + 1) * sizeof *points);
	if (!points)
		return error_set(err, "out of memory");
	path->points = points;
	points[path->count++] = point;
	return 0;
}

/* A row of a day that is marked: its close belongs to the line too. */
static int parse_mark(struct reader *r, struct error *err)
{
	if (parse_close(r, err))
		return -1;
	struct old_path *path = newest(r);
	const char *kind = tsv_field(&r->tsv, KIND);
	size_t *place = !strcmp(kind, "day0") ? &path->day0 : !strcmp(kind, "peak") ? &path->peak : &path->trough;
	if (*place != NOWHERE)
		return tsv_refuse(&r->tsv, KIND, err, "one such row in a path");
	*place = path->count - 1;
	return place == &path->day0 ? tsv_text(&r->tsv, NOTE, true, path->event, sizeof path->event, err) : 0;
}

static int parse_row(struct reader *r, struct error *err)
{
	static const struct {
		const char *kind;
		int (*parse)(struct reader *r, struct error *err);
	} kinds[] = { { "path", parse_path },
		      { "close", parse_close },
		      { "day0", parse_mark },
		      { "peak", parse_mark },
		      { "trough", parse_mark } };
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!strcmp(kinds[i].kind, tsv_field(&r->tsv, KIND)))
			return kinds[i].parse(r, err);
	return tsv_refuse(&r->tsv, KIND, err, "path, close, day0, peak or trough");
}

static int parse_rows(struct reader *r, struct error *err)
{
	int status;
	while ((status = tsv_next(&r->tsv, err)) == 1)
		if (parse_row(r, err))
			return -1;
	if (status < 0)
		return -1;
	const struct old_path *last = newest(r);
	return last ? finish(last, err) : error_set(err, FILE_NAME ": expected a row \"path\"");
}

int old_paths_parse(struct old_paths *paths, const char *text, size_t length, struct error *err)
{
	*paths = (struct old_paths){ 0 };
	struct reader r = { .paths = paths };
	int status = tsv_open(&r.tsv, FILE_NAME, columns, text, length, err);
	if (status == 0)
		status = parse_rows(&r, err);
	if (status)
		old_paths_release(paths);
	return status ? -1 : 0;
}

int old_paths_load(struct old_paths *paths, struct error *err)
{
	const struct shipped_file *file = shipped_find(FILE_NAME);
	*paths = (struct old_paths){ 0 };
	return file ? old_paths_parse(paths, file->data, file->length, err)
		    : error_set(err, "this build holds no " FILE_NAME);
}
