#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/utf8.h"
#include "fetch/yahoo.h"
#include "fetch/yahoo_read.h"
#include "market/fact_note.h"
#include "market/trailing.h"

#define SOURCE "yahoo-timeseries"
#define DAY_S 86400
#define MONTH_END_S (16 * DAY_S) /* ends of periods are rounded to the nearest end of a month */
#define POINTS 64                /* of one concept; Yahoo keeps four years and five quarters */

enum row_kind { FLOW, EARNING, LEVEL, SHARES };

static const struct row {
	const char *concept_name, *type; /* the type without its prefix */
	enum row_kind kind;
	int sign;
	const char *note; /* NULL none */
} rows[] = {
	{ "revenue", "TotalRevenue", FLOW, 1, NULL },
	{ "operating_income", "OperatingIncome", FLOW, 1, NULL },
	{ "net_income", "NetIncome", FLOW, 1, NULL },
	{ "eps", "DilutedEPS", EARNING, 1, NULL },
	{ "operating_cash_flow", "OperatingCashFlow", FLOW, 1, NULL },
	{ "capex", "CapitalExpenditure", FLOW, -1, NULL }, /* money spent, which Yahoo writes as negative */
	{ "shares", "OrdinarySharesNumber", SHARES, 1, "balance sheet" },
	{ "debt", "TotalDebt", LEVEL, 1, "with leases" },
	{ "cash", "CashCashEquivalentsAndShortTermInvestments", LEVEL, 1, NULL },
};
#define ROWS (sizeof rows / sizeof *rows)

enum prefix { TRAILING, QUARTERLY, ANNUAL, PREFIXES };
static const char *const prefixes[PREFIXES] = { "trailing", "quarterly", "annual" };

static bool is_year_kind(enum row_kind kind)
{
	return kind == FLOW || kind == EARNING;
}

/* ---- asking ---- */

int yahoo_timeseries_path(const char *symbol, char out[URL_SIZE])
{
	char escaped[SYMBOL_SIZE * 3];
	if (url_escape(symbol, escaped, sizeof escaped))
		return -1;
	int used = snprintf(out, URL_SIZE,
			    "/ws/fundamentals-timeseries/v1/finance/timeseries/%s?symbol=%s&type=", escaped, escaped);
	for (size_t i = 0; i < ROWS; i++)
		for (int p = is_year_kind(rows[i].kind) ? TRAILING : QUARTERLY; p < PREFIXES && used < URL_SIZE; p++)
			used += snprintf(out + used, (size_t)(URL_SIZE - used), "%s%s%s",
					 out[used - 1] == '=' ? "" : ",", prefixes[p], rows[i].type);
	/* From 2015 to 2100: all there is, and an address that stays the same from day to day. */
	if (used < URL_SIZE)
		used += snprintf(out + used, (size_t)(URL_SIZE - used),
				 "&period1=1420070400&period2=4102444800&merge=false");
	return used < URL_SIZE ? 0 : -1;
}

/* ---- points ---- */

struct point {
	enum prefix prefix;
	int64_t as_of;
	double value;
	char currency[CURRENCY_SIZE];
};

struct points {
	struct point items[POINTS];
	size_t count;
};

struct reading {
	const struct company *company;
	int64_t fetched;
	struct points of[ROWS];
	struct fact_list facts;
	bool out_of_memory;
};

/* An element may be null, and any part of one may be missing. */
static bool read_point(struct point *p, const cJSON *item, const struct reading *r)
{
	const char *date = json_string(item, "asOfDate"), *code = json_string(item, "currencyCode");
	p->value = json_number(json_member(item, "reportedValue"), "raw");
	if (!date || timestamp_parse_date(date, &p->as_of) || !isfinite(p->value) || p->as_of <= 0 ||
	    p->as_of > r->fetched + MONTH_END_S || !code || !currency_is_valid(code))
		return false;
	snprintf(p->currency, sizeof p->currency, "%s", code);
	return true;
}

static void read_points(struct reading *r, size_t row, enum prefix prefix, const cJSON *array)
{
	struct points *points = &r->of[row];
	const cJSON *item;
	cJSON_ArrayForEach(item, array)
	{
		struct point p = { .prefix = prefix };
		if (points->count < POINTS && cJSON_IsObject(item) && read_point(&p, item, r))
			points->items[points->count++] = p;
	}
}

static void read_type(struct reading *r, const char *type, const cJSON *result)
{
	for (size_t i = 0; i < ROWS; i++)
		for (enum prefix p = 0; p < PREFIXES; p++) {
			size_t length = strlen(prefixes[p]);
			if (!strncmp(type, prefixes[p], length) && !strcmp(type + length, rows[i].type)) {
				const cJSON *array = json_member(result, type);
				if (cJSON_IsArray(array))
					read_points(r, i, p, array);
				return;
			}
		}
}

static const char *first_text(const cJSON *meta, const char *name)
{
	const cJSON *array = json_member(meta, name);
	const cJSON *first = cJSON_IsArray(array) ? array->child : NULL;
	return cJSON_IsString(first) ? first->valuestring : NULL;
}

static int read_result(struct reading *r, const cJSON *result, struct error *err)
{
	const cJSON *meta = json_member(result, "meta");
	const char *type = first_text(meta, "type"), *symbol = first_text(meta, "symbol");
	char got[40];
	if (!type || !symbol)
		return 0;
	if (strcmp(symbol, r->company->symbol) != 0) {
		safe_copy(got, sizeof got, symbol);
		return error_set(err, "expected the figures of %s, got those of %s", r->company->symbol, got);
	}
	read_type(r, type, result);
	return 0;
}

/* ---- facts ---- */

/* A period of so many months that ends with the month of its end. */
static int64_t start_of(int64_t end, int months)
{
	int64_t year;
	int month, day;
	timestamp_civil(end / DAY_S, &year, &month, &day);
	int64_t before = year * 12 + month - 1 - (months - 1);
	return timestamp_days(before / 12, (int)(before % 12) + 1, 1) * DAY_S;
}

/* The currency of the accounts if there are figures in it, else that of the newest figure. */
static void choose_currency(const struct reading *r, const struct points *points, char out[CURRENCY_SIZE])
{
	int64_t newest = INT64_MIN;
	*out = '\0';
	for (size_t i = 0; i < points->count; i++) {
		const struct point *p = &points->items[i];
		bool own = !strcmp(p->currency, r->company->currency);
		if (own || p->as_of > newest)
			memcpy(out, p->currency, CURRENCY_SIZE);
		newest = own ? INT64_MAX : p->as_of > newest ? p->as_of : newest;
	}
}

static const struct point *newest_point(const struct points *points, enum prefix prefix, const char *currency,
					int64_t before)
{
	const struct point *newest = NULL;
	for (size_t i = 0; i < points->count; i++) {
		const struct point *p = &points->items[i];
		if (p->prefix == prefix && p->as_of < before && (!currency || !strcmp(p->currency, currency)) &&
		    (!newest || p->as_of >= newest->as_of))
			newest = p;
	}
	return newest;
}

static void write_note(struct fact *f, const struct reading *r, const struct row *row, const char *words)
{
	const struct company *c = r->company;
	struct fact_note note;
	fact_note_init(&note, f->note);
	bool per_unit = row->kind == SHARES && c->shares_per_unit != 1;
	if (words || per_unit)
		fact_note_tag(&note, "derived");
	if (c->unrealised && (!strcmp(row->concept_name, "net_income") || !strcmp(row->concept_name, "eps")))
		fact_note_tag(&note, "unrealised");
	if (words)
		fact_note_say(&note, "%s", words);
	if (per_unit)
		fact_note_say(&note, "for receipts of %g common shares", c->shares_per_unit);
	if (row->note)
		fact_note_say(&note, "%s", row->note);
}

static void add_fact(struct reading *r, const struct row *row, const struct point *p, const char *period,
		     const char *words)
{
	struct fact f = { .value = p->value * row->sign, .as_of = p->as_of, .fetched = r->fetched };
	if (f.value == 0)
		f.value = 0; /* no minus before a nought */
	if (row->kind == SHARES)
		f.value /= r->company->shares_per_unit;
	snprintf(f.symbol, sizeof f.symbol, "%s", r->company->symbol);
	snprintf(f.concept, sizeof f.concept, "%s", row->concept_name);
	snprintf(f.source, sizeof f.source, SOURCE);
	snprintf(f.period, sizeof f.period, "%s", period);
	snprintf(f.unit, sizeof f.unit, "%s", row->kind == SHARES ? "shares" : p->currency);
	snprintf(f.origin, sizeof f.origin, "Yahoo fundamentals-timeseries, %s%s", prefixes[p->prefix], row->type);
	write_note(&f, r, row, words);
	r->out_of_memory |= fact_list_append(&r->facts, &f) != 0;
}

/* A year of what Yahoo gives as years and quarters. */
static bool find_year(const struct points *points, const char *currency, struct trailing *out)
{
	struct period_value periods[POINTS];
	size_t count = 0;
	for (size_t i = 0; i < points->count; i++) {
		const struct point *p = &points->items[i];
		if (p->prefix != TRAILING && !strcmp(p->currency, currency))
			periods[count++] = (struct period_value){ start_of(p->as_of, p->prefix == ANNUAL ? 12 : 3),
								  p->as_of, p->value, p->value };
	}
	return trailing_find(periods, count, out);
}

static void add_fiscal_year(struct reading *r, const struct row *row, const struct point *p)
{
	int64_t year;
	int month, day;
	char label[16];
	timestamp_civil(p->as_of / DAY_S, &year, &month, &day);
	snprintf(label, sizeof label, "FY%d", (int)(year - r->company->year_by_start) % 10000);
	add_fact(r, row, p, label, NULL);
}

static void add_years(struct reading *r, const struct row *row, const struct points *points)
{
	char currency[CURRENCY_SIZE];
	struct trailing made;
	choose_currency(r, points, currency);
	const struct point *given = newest_point(points, TRAILING, currency, INT64_MAX);
	const struct point *year = newest_point(points, ANNUAL, currency, INT64_MAX);
	bool has_made = find_year(points, currency, &made);
	int64_t last = year ? year->as_of : INT64_MIN;
	if (year) {
		const struct point *before = newest_point(points, ANNUAL, currency, year->as_of);
		add_fiscal_year(r, row, year);
		if (before)
			add_fiscal_year(r, row, before);
	}
	if (given && given->as_of > last && (!has_made || given->as_of >= made.end)) {
		add_fact(r, row, given, "TTM", NULL);
	} else if (has_made && made.end > last) {
		struct point sum = { .prefix = QUARTERLY, .as_of = made.end, .value = made.value };
		memcpy(sum.currency, currency, CURRENCY_SIZE);
		add_fact(r, row, &sum, "TTM", made.kind == TRAILING_ROLLED ? "fiscal year rolled on" : "four quarters");
	}
}

/* Accounts in another currency than the price's are those of a foreign company; how many of its shares one unit of the
 * symbol stands for, only the table knows. */
static bool is_by_unknown_unit(const struct reading *r, const struct point *p)
{
	const char *price = yahoo_currency_of(r->company->symbol);
	return !*r->company->currency && price && strcmp(price, p->currency) != 0;
}

static void add_level(struct reading *r, const struct row *row, const struct points *points)
{
	char code[CURRENCY_SIZE];
	choose_currency(r, points, code);
	const char *currency = row->kind == SHARES ? NULL : code;
	const struct point *quarter = newest_point(points, QUARTERLY, currency, INT64_MAX);
	const struct point *year = newest_point(points, ANNUAL, currency, INT64_MAX);
	const struct point *newest = !quarter || (year && year->as_of > quarter->as_of) ? year : quarter;
	if (newest && (row->kind != SHARES || (newest->value > 0 && !is_by_unknown_unit(r, newest))))
		add_fact(r, row, newest, "", NULL);
}

static int make_facts(struct reading *r)
{
	for (size_t i = 0; i < ROWS; i++)
		(is_year_kind(rows[i].kind) ? add_years : add_level)(r, &rows[i], &r->of[i]);
	return r->out_of_memory || fact_list_add_free_cash_flow(&r->facts, r->company->symbol) ? -1 : 0;
}

/* ---- the document ---- */

static int read_document(struct reading *r, const cJSON *json, struct error *err)
{
	const cJSON *results = json_member(json_member(json, "timeseries"), "result"), *result;
	if (yahoo_check_error(json, err))
		return -1;
	if (!cJSON_IsArray(results))
		return error_set(err, "expected timeseries.result, got JSON without it");
	cJSON_ArrayForEach(result, results) if (read_result(r, result, err)) return -1;
	return make_facts(r) ? error_set(err, "out of memory") : 0;
}

static int take(struct batch *out, struct reading *r, const cJSON *json, struct error *err)
{
	if (read_document(r, json, err)) {
		fact_list_release(&r->facts);
		return -1;
	}
	batch_release(out);
	out->facts = r->facts;
	if (!out->facts.count)
		snprintf(out->warning, sizeof out->warning, "Yahoo has no figures of %s", r->company->symbol);
	return 0;
}

int yahoo_timeseries_parse(struct batch *out, const char *bytes, size_t length, const struct company *company,
			   int64_t fetched, struct error *err)
{
	cJSON *json = payload_json(bytes, length, err);
	struct reading *r = json ? calloc(1, sizeof *r) : NULL;
	int result = -1;
	if (r) {
		r->company = company;
		r->fetched = fetched;
		result = take(out, r, json, err);
	} else if (json) {
		error_set(err, "out of memory");
	}
	free(r);
	cJSON_Delete(json);
	return result;
}
