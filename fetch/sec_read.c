#include "fetch/sec_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/utf8.h"

#define DAY_S 86400
#define KEPT_S (4 * 366 * (int64_t)DAY_S) /* figures of more years back make no figure of ours */

/* ---- words ---- */

static bool read_digits(const char *bytes, size_t count, int *out)
{
	*out = 0;
	for (size_t i = 0; i < count; i++) {
		if (bytes[i] < '0' || bytes[i] > '9')
			return false;
		*out = *out * 10 + (bytes[i] - '0');
	}
	return true;
}

bool sec_read_date(const struct json_text *text, int64_t *time)
{
	const char *p = text->bytes;
	int year, month, day;
	if (text->length != 10 || p[4] != '-' || p[7] != '-' || !read_digits(p, 4, &year) ||
	    !read_digits(p + 5, 2, &month) || !read_digits(p + 8, 2, &day) || month < 1 || month > 12 || day < 1)
		return false;
	int64_t days = timestamp_days(year, month, day), same_year;
	int same_month, same_day;
	timestamp_civil(days, &same_year, &same_month, &same_day);
	*time = days * DAY_S;
	return same_year == year && same_month == month && same_day == day;
}

/* Up to ten digits, with zeros before them. */
static bool fill_cik(const char *digits, size_t length, char cik[CIK_SIZE])
{
	size_t zeros = CIK_SIZE - 1 - length;
	memset(cik, '0', zeros);
	memcpy(cik + zeros, digits, length);
	cik[CIK_SIZE - 1] = '\0';
	return strspn(cik, "0123456789") == CIK_SIZE - 1;
}

bool sec_read_cik(struct json_scan *s, char cik[CIK_SIZE])
{
	const struct json_scan before = *s;
	struct json_text text;
	double number;
	bool read = false;
	if (json_scan_text(s, &text)) {
		read = text.length && text.length < CIK_SIZE && fill_cik(text.bytes, text.length, cik);
	} else if (!s->failed) {
		*s = before;
		read = json_scan_number(s, &number) && number > 0 && number < 1e10;
		if (read)
			snprintf(cik, CIK_SIZE, "%010.0f", number);
	}
	if (!read)
		*cik = '\0';
	return read;
}

int sec_check_cik(const char *cik, const struct json_text *name, const struct company *company, struct error *err)
{
	char whose[80] = "", copy[80];
	if (!strcmp(cik, company->cik))
		return 0;
	if (name && !json_text_copy(name, copy, sizeof copy))
		safe_copy(whose, sizeof whose, copy);
	return error_set(err, "expected the figures of %s (CIK %s), got those of %s%s%s%s", company->symbol,
			 company->cik, *cik ? "CIK " : "nobody", cik, *whose ? ", " : "", whose);
}

/* Reports that carry accounts; prospectuses and proxy statements repeat figures of others. */
static bool is_report(const char *form)
{
	static const char *const forms[] = { "10-K",   "10-K/A", "10-KT",  "10-Q", "10-Q/A", "10-QT", "20-F",
					     "20-F/A", "40-F",   "40-F/A", "6-K",  "6-K/A",  "8-K",   "8-K/A" };
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (!strcmp(forms[i], form))
			return true;
	return false;
}

/* ---- observations ---- */

struct reader {
	struct json_scan scan;
	struct sec_observations *out;
	int64_t fetched;
	bool out_of_memory;
};

void sec_observations_release(struct sec_observations *o)
{
	free(o->items);
	*o = (struct sec_observations){ 0 };
}

static void append(struct reader *r, const struct sec_observation *item)
{
	struct sec_observations *o = r->out;
	if (o->count == o->capacity) {
		size_t capacity = o->capacity ? o->capacity * 2 : 64;
		struct sec_observation *items = realloc(o->items, capacity * sizeof *items);
		if (!items) {
			r->out_of_memory = true;
			return;
		}
		o->items = items;
		o->capacity = capacity;
	}
	o->items[o->count++] = *item;
}

static bool read_date(struct json_scan *s, int64_t *time)
{
	struct json_text text;
	return json_scan_text(s, &text) && sec_read_date(&text, time);
}

static bool read_word(struct json_scan *s, char *out, size_t size)
{
	struct json_text text;
	return json_scan_text(s, &text) && !json_text_copy(&text, out, size) && *out;
}

enum { HAS_END = 1, HAS_VALUE = 2, HAS_FILED = 4, HAS_FORM = 8, HAS_ACCESSION = 16, HAS_ALL = 31, IS_WRONG = 32 };

/* One member of an observation; the bit of what it gives. */
static int read_member(struct json_scan *s, const struct json_text *name, struct sec_observation *o)
{
	struct json_text text;
	double year;
	if (json_text_is(name, "end"))
		return read_date(s, &o->end) ? HAS_END : IS_WRONG;
	if (json_text_is(name, "start")) /* null is none: some copies of an answer write what is absent */
		return !json_scan_text(s, &text) || sec_read_date(&text, &o->start) ? 0 : IS_WRONG;
	if (json_text_is(name, "val"))
		return json_scan_number(s, &o->value) ? HAS_VALUE : IS_WRONG;
	if (json_text_is(name, "filed"))
		return read_date(s, &o->filed) ? HAS_FILED : IS_WRONG;
	if (json_text_is(name, "form"))
		return read_word(s, o->form, sizeof o->form) && is_report(o->form) ? HAS_FORM : IS_WRONG;
	if (json_text_is(name, "accn"))
		return read_word(s, o->accession, sizeof o->accession) ? HAS_ACCESSION : IS_WRONG;
	if (json_text_is(name, "fy"))
		o->year = json_scan_number(s, &year) && year > 1900 && year < 2200 ? (int)year : 0;
	else
		json_scan_skip(s);
	return 0;
}

static bool is_of_use(const struct reader *r, const struct sec_observation *o)
{
	return o->end >= r->fetched - KEPT_S && o->end <= r->fetched + DAY_S && o->filed <= r->fetched + DAY_S &&
	       o->filed >= o->end && (!o->start || o->start <= o->end);
}

static void read_observation(struct reader *r, struct sec_observation *o)
{
	struct json_text name;
	int has = 0;
	o->start = 0;
	o->year = 0;
	if (!json_scan_object(&r->scan))
		return;
	while (json_scan_member(&r->scan, &name))
		has |= read_member(&r->scan, &name, o);
	if (!r->scan.failed && has == HAS_ALL && is_of_use(r, o))
		append(r, o);
}

/* "USD", "shares" or "USD/shares"; other units measure nothing of ours. */
static bool read_unit(struct sec_observation *o, const struct json_text *unit)
{
	char text[16];
	*o->currency = '\0';
	o->per_share = false;
	if (json_text_copy(unit, text, sizeof text))
		return false;
	if (!strcmp(text, "shares"))
		return true;
	o->per_share = !strcmp(text + strcspn(text, "/"), "/shares");
	if (o->per_share)
		*strchr(text, '/') = '\0';
	if (!currency_is_valid(text))
		return false;
	snprintf(o->currency, sizeof o->currency, "%.3s", text);
	return true;
}

static void read_units(struct reader *r, struct sec_observation *o)
{
	struct json_text unit;
	if (!json_scan_object(&r->scan))
		return;
	while (json_scan_member(&r->scan, &unit)) {
		if (!read_unit(o, &unit)) {
			json_scan_skip(&r->scan);
			continue;
		}
		if (json_scan_array(&r->scan))
			while (json_scan_element(&r->scan))
				read_observation(r, o);
	}
}

/* ---- the document ---- */

/* Puts the table's own words into o; false: the tag is none of ours. */
static bool find_tag(struct sec_observation *o, const char *taxonomy, const struct json_text *tag)
{
	for (const struct sec_candidate *c = sec_candidates; c->concept_name; c++) {
		if (strcmp(c->taxonomy, taxonomy) != 0)
			continue;
		o->taxonomy = c->taxonomy;
		o->tag = json_text_is(tag, c->tag) ? c->tag : c->plus && json_text_is(tag, c->plus) ? c->plus : NULL;
		if (o->tag)
			return true;
	}
	return false;
}

static void read_tag(struct reader *r, struct sec_observation *o)
{
	struct json_text name;
	if (!json_scan_object(&r->scan))
		return;
	while (json_scan_member(&r->scan, &name))
		if (json_text_is(&name, "units"))
			read_units(r, o);
		else
			json_scan_skip(&r->scan);
}

static void read_taxonomy(struct reader *r, const struct json_text *name)
{
	struct sec_observation o = { 0 };
	struct json_text tag;
	char taxonomy[16];
	if (json_text_copy(name, taxonomy, sizeof taxonomy))
		*taxonomy = '\0';
	if (!json_scan_object(&r->scan))
		return;
	while (json_scan_member(&r->scan, &tag))
		if (find_tag(&o, taxonomy, &tag))
			read_tag(r, &o);
		else
			json_scan_skip(&r->scan);
}

static bool read_facts(struct reader *r)
{
	struct json_text taxonomy;
	if (!json_scan_object(&r->scan))
		return false;
	while (json_scan_member(&r->scan, &taxonomy))
		read_taxonomy(r, &taxonomy);
	return true;
}

struct heading {
	char cik[CIK_SIZE];
	struct json_text entity;
	struct json_text taxonomy, tag; /* of companyconcept, the answer of one tag; no bytes: not named (yet) */
	bool has_facts;
};

/* The units of companyconcept's one tag, which stand behind its names. */
static bool read_concept(struct reader *r, const struct heading *h)
{
	struct sec_observation o = { 0 };
	char taxonomy[16];
	bool named = h->taxonomy.length && h->tag.length && !json_text_copy(&h->taxonomy, taxonomy, sizeof taxonomy);
	if (named && find_tag(&o, taxonomy, &h->tag))
		read_units(r, &o);
	else
		json_scan_skip(&r->scan);
	return named;
}

static void read_name(struct reader *r, struct json_text *name)
{
	if (!json_scan_text(&r->scan, name))
		*name = (struct json_text){ .bytes = "" };
}

static bool read_document(struct reader *r, struct heading *h)
{
	struct json_text name;
	if (!json_scan_object(&r->scan))
		return false;
	while (json_scan_member(&r->scan, &name)) {
		if (json_text_is(&name, "cik"))
			sec_read_cik(&r->scan, h->cik);
		else if (json_text_is(&name, "entityName"))
			read_name(r, &h->entity);
		else if (json_text_is(&name, "taxonomy"))
			read_name(r, &h->taxonomy);
		else if (json_text_is(&name, "tag"))
			read_name(r, &h->tag);
		else if (json_text_is(&name, "facts"))
			h->has_facts |= read_facts(r);
		else if (json_text_is(&name, "units"))
			h->has_facts |= read_concept(r, h);
		else
			json_scan_skip(&r->scan);
	}
	return true;
}

int sec_observations_read(struct sec_observations *o, const char *bytes, size_t length, const struct company *company,
			  int64_t fetched, struct error *err)
{
	struct reader r = { .out = o, .fetched = fetched };
	struct heading h = { .entity = { .bytes = "" }, .taxonomy = { .bytes = "" }, .tag = { .bytes = "" } };
	*o = (struct sec_observations){ 0 };
	json_scan_init(&r.scan, bytes, length);
	bool object = read_document(&r, &h);
	if (json_scan_end(&r.scan, err))
		return -1;
	if (!object || !h.has_facts)
		return error_set(err, "expected companyfacts of %s, got JSON without facts", company->symbol);
	if (sec_check_cik(h.cik, &h.entity, company, err))
		return -1;
	return r.out_of_memory ? error_set(err, "out of memory") : 0;
}
