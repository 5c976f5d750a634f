/* Observations to facts: which tag speaks for a concept, and what its newest year or instant is. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "fetch/payload.h"
#include "fetch/sec.h"
#include "fetch/sec_read.h"
#include "market/fact_note.h"
#include "market/trailing.h"

#define SOURCE "sec-facts"
#define DAY_S 86400
#define PERIODS 256 /* of one tag; no company files as many in the years that are kept */

/* ---- the observations of one tag ---- */

static int compare_times(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Tag by tag, unit by unit; within them the latest period first, and its latest filing last. */
static int compare_observations(const void *left, const void *right)
{
	const struct sec_observation *a = left, *b = right;
	int order = strcmp(a->taxonomy, b->taxonomy);
	if (!order)
		order = strcmp(a->tag, b->tag);
	if (!order)
		order = (int)a->per_share - (int)b->per_share;
	if (!order)
		order = strcmp(a->currency, b->currency);
	if (!order)
		order = compare_times(b->end, a->end);
	if (!order)
		order = compare_times(b->start, a->start);
	if (!order)
		order = compare_times(a->filed, b->filed);
	return order ? order : strcmp(a->accession, b->accession);
}

struct series {
	const struct sec_observation *items; /* of one tag and unit, sorted */
	size_t count;
};

static bool is_of_tag(const struct sec_observation *o, const struct sec_candidate *c, const char *tag)
{
	bool money = c->kind != SEC_SHARES;
	return !strcmp(o->tag, tag) && !strcmp(o->taxonomy, c->taxonomy) && o->per_share == (c->kind == SEC_EARNING) &&
	       (*o->currency != '\0') == money;
}

/* The currency of the accounts where it is there (others are conveniences of the reader); else the one
 * in which most was filed. */
static struct series choose_series(const struct sec_observations *all, const struct sec_candidate *c, const char *tag,
				   const char *currency)
{
	struct series best = { NULL, 0 };
	for (size_t i = 0, n; i < all->count; i += n) {
		const struct sec_observation *first = &all->items[i];
		for (n = 1; i + n < all->count && !strcmp(first[n].tag, first->tag) &&
			    !strcmp(first[n].taxonomy, first->taxonomy) && first[n].per_share == first->per_share &&
			    !strcmp(first[n].currency, first->currency);)
			n++;
		if (!is_of_tag(first, c, tag))
			continue;
		if (*currency && !strcmp(first->currency, currency))
			return (struct series){ first, n };
		if (n > best.count)
			best = (struct series){ first, n };
	}
	return best;
}

static bool is_one_period(const struct sec_observation *a, const struct sec_observation *b)
{
	return a->start == b->start && a->end == b->end;
}

/* ---- figures ---- */

struct figure {
	const struct sec_candidate *by; /* NULL: there is none */
	double value;
	int64_t start, end;
	enum trailing_kind kind;
	const struct sec_observation *parts[TRAILING_PARTS]; /* as in struct trailing; of an instant, both tags' */
	size_t part_count;
};

struct periods {
	struct period_value values[PERIODS];
	const struct sec_observation *newest[PERIODS]; /* the latest filing of each */
	size_t count;
};

/* Of each period what was filed last. */
static void gather_periods(struct periods *p, struct series s)
{
	p->count = 0;
	for (size_t i = 0, n; i < s.count && p->count < PERIODS; i += n) {
		const struct sec_observation *first = &s.items[i];
		for (n = 1; i + n < s.count && is_one_period(first, &first[n]);)
			n++;
		const struct sec_observation *last = &first[n - 1];
		if (!first->start)
			continue;
		p->values[p->count] = (struct period_value){ first->start, first->end, last->value, first->value };
		p->newest[p->count++] = last;
	}
}

static void take_trailing(struct figure *f, const struct periods *p, const struct trailing *t)
{
	f->kind = t->kind;
	f->value = t->value;
	f->start = t->start;
	f->end = t->end;
	f->part_count = t->part_count;
	for (size_t i = 0; i < t->part_count; i++)
		f->parts[i] = p->newest[t->parts[i]];
}

static bool find_year_figure(struct figure *f, const struct sec_candidate *c, struct series s)
{
	struct periods p;
	struct trailing t;
	gather_periods(&p, s);
	*f = (struct figure){ .by = c };
	if (!trailing_find(p.values, p.count, &t))
		return false;
	take_trailing(f, &p, &t);
	return true;
}

/* What was filed last of the newest instant, or of the shortest stretch that ends then. */
static const struct sec_observation *newest_level(struct series s, enum sec_kind kind)
{
	const struct sec_observation *newest = NULL;
	for (size_t i = 0; i < s.count; i++) {
		const struct sec_observation *o = &s.items[i];
		if (o->start && kind != SEC_SHARES)
			continue;
		if (newest && !is_one_period(newest, o))
			break;
		newest = o;
	}
	return newest;
}

static const struct sec_observation *level_at(struct series s, int64_t end)
{
	const struct sec_observation *found = NULL;
	for (size_t i = 0; i < s.count; i++)
		if (!s.items[i].start && s.items[i].end == end)
			found = &s.items[i];
	return found;
}

static bool find_level(struct figure *f, const struct sec_candidate *c, struct series s, struct series plus)
{
	const struct sec_observation *o = newest_level(s, c->kind), *more = NULL;
	for (size_t i = 0; c->plus && !more && i < s.count; i++) {
		o = s.items[i].start ? NULL : level_at(s, s.items[i].end);
		more = o ? level_at(plus, o->end) : NULL;
	}
	*f = (struct figure){ .by = c };
	if (!o || (c->plus && !more))
		return false;
	f->value = o->value + (more ? more->value : 0);
	f->start = o->start;
	f->end = o->end;
	f->parts[f->part_count++] = o;
	if (more)
		f->parts[f->part_count++] = more;
	return true;
}

static bool is_year_kind(enum sec_kind kind)
{
	return kind == SEC_FLOW || kind == SEC_EARNING;
}

static bool evaluate(struct figure *f, const struct sec_candidate *c, const struct sec_observations *all,
		     const struct company *company)
{
	struct series s = choose_series(all, c, c->tag, company->currency);
	if (!s.count)
		return false;
	if (is_year_kind(c->kind))
		return find_year_figure(f, c, s);
	struct series plus = { NULL, 0 };
	if (c->plus)
		plus = choose_series(all, c, c->plus, s.items->currency);
	return find_level(f, c, s, plus);
}

/* The later figure; of two of one day the one that is not zero (a tag that a company has left behind may
 * go on being filed as nil), else the row that stands first. */
static bool is_preferred(const struct figure *f, const struct figure *best)
{
	if (f->end != best->end)
		return f->end > best->end;
	return f->value != 0 && best->value == 0;
}

/* ---- facts ---- */

struct maker {
	struct fact_list *facts;
	const struct sec_observations *all;
	const struct company *company;
	int64_t fetched;
	bool out_of_memory;
};

static bool is_whole_year(const struct sec_observation *o)
{
	struct period_value p = { .start = o->start, .end = o->end };
	return o->start && period_is_year(&p);
}

static int year_of(int64_t time)
{
	int64_t year;
	int month, day;
	timestamp_civil(time / DAY_S, &year, &month, &day);
	return (int)year;
}

/* The number of a fiscal year as the firm counts. A report is of the year that is its newest; the years
 * before it in the same report are its comparisons. */
static int fiscal_year(struct series s, const struct sec_observation *year, const struct company *company)
{
	const struct sec_observation *report = NULL;
	int64_t newest = year->end;
	for (size_t i = 0; i < s.count; i++)
		if (is_one_period(&s.items[i], year)) {
			report = &s.items[i];
			break;
		}
	assert(report);
	for (size_t i = 0; i < s.count; i++)
		if (is_whole_year(&s.items[i]) && !strcmp(s.items[i].accession, report->accession) &&
		    s.items[i].end > newest)
			newest = s.items[i].end;
	int ended = year_of(year->end);
	int before = (int)((newest - year->end + 180 * (int64_t)DAY_S) / (365 * (int64_t)DAY_S));
	int number = report->year - before;
	if (report->year && number >= ended - 1 && number <= ended + 1)
		return number;
	return ended - company->year_by_start;
}

static void write_origin(struct fact *f, const struct figure *g)
{
	const struct sec_observation *newest = g->parts[0], *year = NULL;
	char date[TIMESTAMP_SIZE], earlier[40] = "";
	if (g->kind == TRAILING_ROLLED) {
		year = g->parts[0];
		newest = g->parts[1];
	}
	if (year && strcmp(year->accession, newest->accession) != 0)
		snprintf(earlier, sizeof earlier, ", %s %s", year->form, year->accession);
	timestamp_format_date(newest->filed, date);
	snprintf(f->origin, sizeof f->origin, "%s:%s%s%s%s, %s %s filed %s", g->by->taxonomy, g->by->tag,
		 g->by->plus ? " + " : "", g->by->plus ? g->by->plus : "", earlier, newest->form, newest->accession,
		 date);
}

static void write_note(struct fact *f, const struct figure *g, const struct company *company, const char *year)
{
	struct fact_note note;
	fact_note_init(&note, f->note);
	bool per_unit = company->shares_per_unit != 1 && (g->by->kind == SEC_SHARES || g->by->kind == SEC_EARNING);
	if (g->part_count > 1 || per_unit)
		fact_note_tag(&note, "derived");
	if (company->unrealised && (!strcmp(f->concept, "net_income") || !strcmp(f->concept, "eps")))
		fact_note_tag(&note, "unrealised");
	if (is_year_kind(g->by->kind) && g->kind == TRAILING_ROLLED)
		fact_note_rolled(&note, year, g->parts[0]->value, g->parts[1]->value, g->parts[2]->value);
	else if (is_year_kind(g->by->kind) && g->kind == TRAILING_QUARTERS)
		fact_note_say(&note, "four quarters");
	if (per_unit)
		fact_note_say(&note, "for receipts of %g common shares", company->shares_per_unit);
	if (g->by->note)
		fact_note_say(&note, "%s", g->by->note);
}

/* What a unit of a foreign company's symbol is worth in shares is not told: figures by the share are left out. */
static bool is_by_unknown_unit(const struct maker *m, const struct figure *g)
{
	bool by_share = g->by->kind == SEC_SHARES || g->by->kind == SEC_EARNING;
	return m->company->learned && by_share && strncmp(g->parts[0]->form, "10-", 3) != 0;
}

static void add_fact(struct maker *m, const struct figure *g, const char *period, const char *year)
{
	if (is_by_unknown_unit(m, g))
		return;
	struct fact f = { .value = g->value, .as_of = g->end, .fetched = m->fetched };
	snprintf(f.symbol, sizeof f.symbol, "%s", m->company->symbol);
	snprintf(f.concept, sizeof f.concept, "%s", g->by->concept_name);
	snprintf(f.source, sizeof f.source, SOURCE);
	snprintf(f.period, sizeof f.period, "%s", period);
	snprintf(f.unit, sizeof f.unit, "%s", g->by->kind == SEC_SHARES ? "shares" : g->parts[0]->currency);
	if (g->by->kind == SEC_SHARES)
		f.value /= m->company->shares_per_unit;
	if (g->by->kind == SEC_EARNING)
		f.value *= m->company->shares_per_unit;
	write_origin(&f, g);
	write_note(&f, g, m->company, year);
	m->out_of_memory |= fact_list_append(m->facts, &f) != 0;
}

/* The newest fiscal year that ends before; false: there is none. */
static bool find_fiscal_year(struct figure *f, const struct periods *p, const struct sec_candidate *by, int64_t before)
{
	for (size_t i = 0; i < p->count; i++) /* the latest first */
		if (p->values[i].end < before && period_is_year(&p->values[i])) {
			struct trailing t = { .value = p->values[i].value,
					      .start = p->values[i].start,
					      .end = p->values[i].end,
					      .parts = { i },
					      .part_count = 1 };
			*f = (struct figure){ .by = by };
			take_trailing(f, p, &t);
			return true;
		}
	return false;
}

static void add_years(struct maker *m, const struct figure *g)
{
	struct series s = choose_series(m->all, g->by, g->by->tag, g->parts[0]->currency);
	struct figure year;
	struct periods p;
	char label[16] = "";
	gather_periods(&p, s);
	int64_t before = INT64_MAX;
	for (int i = 0; i < 2 && find_fiscal_year(&year, &p, g->by, before); i++) {
		snprintf(label, sizeof label, "FY%d", fiscal_year(s, year.parts[0], m->company) % 10000);
		add_fact(m, &year, label, "");
		before = year.end;
	}
	if (g->kind == TRAILING_YEAR)
		return;
	*label = '\0';
	if (g->kind == TRAILING_ROLLED)
		snprintf(label, sizeof label, "FY%d", fiscal_year(s, g->parts[0], m->company) % 10000);
	add_fact(m, g, "TTM", label);
}

static const struct sec_candidate *make_concept(struct maker *m, const struct sec_candidate *c)
{
	const char *concept_name = c->concept_name;
	struct figure best = { .by = NULL }, f;
	for (; c->concept_name && !strcmp(c->concept_name, concept_name); c++)
		if (evaluate(&f, c, m->all, m->company) && (!best.by || is_preferred(&f, &best)))
			best = f;
	if (!best.by || best.end < m->fetched - SEC_LIVING_DAYS * (int64_t)DAY_S)
		return c;
	if (is_year_kind(best.by->kind))
		add_years(m, &best);
	else
		add_fact(m, &best, "", "");
	return c;
}

int sec_facts_make(struct fact_list *facts, const struct sec_observations *o, const struct company *company,
		   int64_t fetched)
{
	struct maker m = { .facts = facts, .all = o, .company = company, .fetched = fetched };
	if (o->count)
		qsort(o->items, o->count, sizeof *o->items, compare_observations);
	for (const struct sec_candidate *c = sec_candidates; c->concept_name;)
		c = make_concept(&m, c);
	return m.out_of_memory || fact_list_add_free_cash_flow(facts, company->symbol) ? -1 : 0;
}

int sec_facts_parse(struct batch *out, const char *bytes, size_t length, const struct company *company, int64_t fetched,
		    struct error *err)
{
	struct sec_observations observations = { 0 };
	struct fact_list facts = { 0 };
	int result = payload_check_json(bytes, length, err);
	if (!result)
		result = sec_observations_read(&observations, bytes, length, company, fetched, err);
	if (!result && sec_facts_make(&facts, &observations, company, fetched))
		result = error_set(err, "out of memory");
	if (!result && !facts.count)
		result = error_set(err, "expected figures of %s of the last %d days, got none that froth reads",
				   company->symbol, SEC_LIVING_DAYS);
	sec_observations_release(&observations);
	if (result) {
		fact_list_release(&facts);
		return -1;
	}
	batch_release(out);
	out->facts = facts;
	return 0;
}
