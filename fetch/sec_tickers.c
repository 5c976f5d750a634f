#include <stdio.h>
#include <string.h>

#include "fetch/payload.h"
#include "fetch/sec.h"
#include "fetch/sec_read.h"

/* One entry: {"cik_str":1045810,"ticker":"NVDA","title":"NVIDIA CORP"}. false: not a whole one. */
static bool read_entry(struct json_scan *s, char cik[CIK_SIZE], struct json_text *ticker)
{
	struct json_text name;
	bool has_cik = false, has_ticker = false;
	if (!json_scan_object(s))
		return false;
	while (json_scan_member(s, &name))
		if (json_text_is(&name, "cik_str"))
			has_cik = sec_read_cik(s, cik);
		else if (json_text_is(&name, "ticker"))
			has_ticker = json_scan_text(s, ticker);
		else
			json_scan_skip(s);
	return has_cik && has_ticker;
}

/* The wanted company of that ticker; only those whose number is to be learned. */
static const struct company *find_wanted(const struct company_list *companies, const struct json_text *ticker)
{
	for (size_t i = 0; i < companies->count; i++)
		if (companies->items[i].learned && json_text_is(ticker, companies->items[i].symbol))
			return &companies->items[i];
	return NULL;
}

static bool has_company(const struct batch *b, const char *symbol)
{
	for (size_t i = 0; i < b->company_count; i++)
		if (!strcmp(b->companies[i].symbol, symbol))
			return true;
	return false;
}

/* The list has one entry of a ticker; of two the first is believed. */
static int read_list(struct json_scan *s, const struct company_list *companies, struct batch *found, size_t *entries)
{
	struct json_text name, ticker;
	char cik[CIK_SIZE];
	if (!json_scan_object(s))
		return 0;
	while (json_scan_member(s, &name)) {
		if (!read_entry(s, cik, &ticker))
			continue;
		++*entries;
		const struct company *wanted = find_wanted(companies, &ticker);
		if (!wanted || has_company(found, wanted->symbol))
			continue;
		struct company c = *wanted;
		memcpy(c.cik, cik, sizeof c.cik);
		if (batch_add_company(found, &c))
			return -1;
	}
	return 0;
}

int sec_tickers_parse(struct batch *out, const char *bytes, size_t length, const struct company_list *companies,
		      struct error *err)
{
	struct json_scan s;
	struct batch found;
	size_t entries = 0;
	batch_init(&found);
	if (payload_check_json(bytes, length, err))
		return -1;
	json_scan_init(&s, bytes, length);
	int result =
		read_list(&s, companies, &found, &entries) ? error_set(err, "out of memory") : json_scan_end(&s, err);
	if (!result && !entries)
		result = error_set(err, "expected the SEC's list of tickers, got JSON without any");
	return batch_hand_over(out, &found, result);
}
