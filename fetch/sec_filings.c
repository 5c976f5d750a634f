#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "fetch/payload.h"
#include "fetch/sec.h"
#include "fetch/sec_read.h"

#define FILINGS 40 /* reports kept of an answer: more than a year's */

/* What may bring new figures. Half of what a large company files is about its insiders' shares. */
static bool is_report(const char *form)
{
	static const char *const forms[] = { "10-K", "10-K/A", "10-KT", "10-Q", "10-Q/A",
					     "20-F", "20-F/A", "40-F",  "6-K",  "8-K" };
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (!strcmp(forms[i], form))
			return true;
	return false;
}

enum { ACCESSION, FORM, FILED, REPORTED, ITEMS, XBRL, COLUMNS };

static bool is_accession(const char *text)
{
	struct fact probe = { .origin = "" };
	char filing[FILING_SIZE];
	snprintf(probe.origin, sizeof probe.origin, "%s", text);
	return strlen(text) == FILING_SIZE - 1 && fact_filing(&probe, filing);
}

static const char *text_of(const cJSON *item)
{
	return cJSON_IsString(item) ? item->valuestring : "";
}

static int64_t date_of(const cJSON *item)
{
	const char *text = text_of(item);
	struct json_text date = { .bytes = text, .length = strlen(text) };
	int64_t time;
	return sec_read_date(&date, &time) ? time : 0;
}

/* false: the row is no report, or not whole. */
static bool read_row(struct filing *f, const cJSON *const row[COLUMNS], const struct company *company, int64_t fetched)
{
	const char *form = text_of(row[FORM]);
	*f = (struct filing){ .filed = date_of(row[FILED]), .reported = date_of(row[REPORTED]) };
	if (!is_report(form) || !is_accession(text_of(row[ACCESSION])) || !f->filed || f->filed > fetched + 86400)
		return false;
	snprintf(f->symbol, sizeof f->symbol, "%s", company->symbol);
	snprintf(f->accession, sizeof f->accession, "%s", text_of(row[ACCESSION]));
	snprintf(f->form, sizeof f->form, "%s", form);
	safe_copy(f->items, sizeof f->items, text_of(row[ITEMS]));
	f->has_figures = cJSON_IsNumber(row[XBRL]) && row[XBRL]->valuedouble > 0;
	return true;
}

static const cJSON *next(const cJSON *item)
{
	return item ? item->next : NULL;
}

/* Parallel arrays, the latest filing first; read to the shortest of those that a row must have. */
static int read_rows(struct batch *out, const cJSON *recent, const struct company *company, int64_t fetched)
{
	static const char *const names[COLUMNS] = { "accessionNumber", "form",  "filingDate",
						    "reportDate",      "items", "isXBRL" };
	const cJSON *row[COLUMNS];
	for (int i = 0; i < COLUMNS; i++) {
		const cJSON *array = json_member(recent, names[i]);
		row[i] = cJSON_IsArray(array) ? array->child : NULL;
	}
	while (row[ACCESSION] && row[FORM] && row[FILED] && out->filing_count < FILINGS) {
		struct filing f;
		if (read_row(&f, row, company, fetched) && batch_add_filing(out, &f))
			return -1;
		for (int i = 0; i < COLUMNS; i++)
			row[i] = next(row[i]);
	}
	return 0;
}

static int check_company(const cJSON *json, const struct company *company, struct error *err)
{
	const cJSON *item = json_member(json, "cik");
	const char *name = json_string(json, "name");
	struct json_text whose = { .bytes = name, .length = name ? strlen(name) : 0 };
	char text[CIK_SIZE + 2], cik[CIK_SIZE] = "";
	struct json_scan s;
	if (cJSON_IsString(item))
		snprintf(text, sizeof text, "\"%s\"", item->valuestring);
	else
		snprintf(text, sizeof text, "%.0f", json_number(json, "cik"));
	json_scan_init(&s, text, strlen(text));
	sec_read_cik(&s, cik);
	return sec_check_cik(cik, name ? &whose : NULL, company, err);
}

static int read_filings(struct batch *out, const cJSON *json, const struct company *company, int64_t fetched,
			struct error *err)
{
	const cJSON *recent = json_member(json_member(json, "filings"), "recent");
	if (!recent)
		return error_set(err, "expected the filings of %s, got JSON without filings.recent", company->symbol);
	if (check_company(json, company, err))
		return -1;
	return read_rows(out, recent, company, fetched) ? error_set(err, "out of memory") : 0;
}

int sec_filings_parse(struct batch *out, const char *bytes, size_t length, const struct company *company,
		      int64_t fetched, struct error *err)
{
	cJSON *json = payload_json(bytes, length, err);
	if (!json)
		return -1;
	struct batch found;
	batch_init(&found);
	int result = read_filings(&found, json, company, fetched, err);
	cJSON_Delete(json);
	return batch_hand_over(out, &found, result);
}
