/* Prices of a few symbols in one request, with a key of the person's own. The key goes along in a field. */
#include <stdio.h>
#include <string.h>

#include "fetch/keyed.h"
#include "fetch/source_fallback.h"

#define SYMBOLS_A_REQUEST 8 /* each counts as one of the minute's */

static bool covers(const char *symbol)
{
	char name[TWELVE_DATA_SYMBOL_SIZE];
	return twelve_data_symbol(symbol, name, sizeof name) == 0;
}

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	static const struct fallback_plan plan = { "twelve-data", covers, FALLBACK_FEW };
	if (!source_has_key(settings->keys.twelve_data))
		return 0;
	return source_fallback_build(list, &source_twelve_data, settings, &plan, err);
}

static int url(const struct source *s, char out[URL_SIZE])
{
	snprintf(out, URL_SIZE, "https://%s/quote?symbol=", s->class->hosts[0]);
	return source_fallback_list(s, twelve_data_symbol, ",", out);
}

static void prepare(const struct source *s, char address[URL_SIZE], struct http_request *request)
{
	(void)address;
	request->secret = s->settings->keys.twelve_data;
	request->field = "Authorization: apikey " HTTP_SECRET;
}

static enum source_look look(const struct source *s, const struct http_response *answer, int64_t now, int *wait_s,
			     struct error *err)
{
	(void)s;
	if (source_refuses_key(answer, "Twelve Data", wait_s, err))
		return SOURCE_FAILS;
	if (answer->outcome == HTTP_ANSWERED && answer->status == 403)
		return SOURCE_READ;
	bool answered = answer->outcome == HTTP_ANSWERED && (answer->status == 200 || answer->status == 429);
	if (answered)
		*wait_s = twelve_data_limit_s(buffer_text(&answer->body), answer->body.length, now, err);
	return *wait_s ? SOURCE_FAILS : SOURCE_JUDGE;
}

static int parse(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		 struct error *err)
{
	return twelve_data_parse(out, buffer_text(&answer->body), answer->body.length,
				 (const char(*)[SYMBOL_SIZE])s->asking, s->asking_count, fetched, err);
}

const struct source_class source_twelve_data = {
	.kind = "quotes",
	.accept = "application/json",
	.hosts = { "api.twelvedata.com" },
	.datum = DATUM_PRICE,
	.rank = 2,
	.batch = SYMBOLS_A_REQUEST,
	.may_be_empty = true,
	.reads_404 = true,
	.allowance = { .a_minute = 8, .a_day = 800 },
	.prepare = prepare,
	.look = look,
	.build = build,
	.interval_s = source_fallback_interval_s,
	.url = url,
	.parse = parse,
};
