/* Prices of American shares when nobody else has them, with a key of the person's own. The service takes the key in
 * the address alone, and gives so few answers a day that they are spread over it. */
#include <stdio.h>

#include "fetch/keyed.h"
#include "fetch/source_fallback.h"

#define SYMBOLS 5 /* of the watchlists, the first: each is asked for five times a day */
#define DAY_S 86400

static bool covers(const char *symbol)
{
	return *symbol != '\0';
}

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	static const struct fallback_plan plan = { "alpha-vantage", covers, SYMBOLS };
	if (!source_has_key(settings->keys.alpha_vantage))
		return 0;
	return source_fallback_build(list, &source_alpha_vantage, settings, &plan, err);
}

static int interval_s(const struct source *s, int quote_interval_s)
{
	int spread = DAY_S / s->class->allowance.a_day * (int)s->symbol_count;
	return spread > quote_interval_s ? spread : quote_interval_s;
}

static int url(const struct source *s, char out[URL_SIZE])
{
	char escaped[SYMBOL_SIZE * 3];
	if (url_escape(s->asking[0], escaped, sizeof escaped))
		return -1;
	int n = snprintf(out, URL_SIZE, "https://%s/query?function=GLOBAL_QUOTE&symbol=%s&apikey=" HTTP_SECRET,
			 s->class->hosts[0], escaped);
	return n < URL_SIZE ? 0 : -1;
}

static void prepare(const struct source *s, char address[URL_SIZE], struct http_request *request)
{
	(void)address;
	request->secret = s->settings->keys.alpha_vantage;
}

static enum source_look look(const struct source *s, const struct http_response *answer, int64_t now, int *wait_s,
			     struct error *err)
{
	(void)s, (void)now;
	if (source_refuses_key(answer, "Alpha Vantage", wait_s, err))
		return SOURCE_FAILS;
	if (answer->outcome == HTTP_ANSWERED && answer->status == 200)
		*wait_s = alpha_vantage_limit_s(buffer_text(&answer->body), answer->body.length, err);
	return *wait_s ? SOURCE_FAILS : SOURCE_JUDGE;
}

static int parse(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		 struct error *err)
{
	return alpha_vantage_parse(out, buffer_text(&answer->body), answer->body.length, s->asking[0], fetched, err);
}

const struct source_class source_alpha_vantage = {
	.kind = "quotes",
	.accept = "application/json",
	.hosts = { "www.alphavantage.co" },
	.datum = DATUM_PRICE,
	.rank = 3,
	.batch = 1,
	.may_be_empty = true,
	.names_no_currency = true,
	.allowance = { .a_minute = 5, .a_day = 25 },
	.prepare = prepare,
	.look = look,
	.build = build,
	.interval_s = interval_s,
	.url = url,
	.parse = parse,
};
