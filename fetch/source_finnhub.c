/* Prices of American shares one by one, with a key of the person's own. The key goes along in a field. */
#include <stdio.h>

#include "fetch/keyed.h"
#include "fetch/source_fallback.h"

static bool covers(const char *symbol)
{
	return *symbol != '\0';
}

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	static const struct fallback_plan plan = { "finnhub", covers, FALLBACK_FEW };
	if (!source_has_key(settings->keys.finnhub))
		return 0;
	return source_fallback_build(list, &source_finnhub, settings, &plan, err);
}

static int url(const struct source *s, char out[URL_SIZE])
{
	char escaped[SYMBOL_SIZE * 3];
	if (url_escape(s->asking[0], escaped, sizeof escaped))
		return -1;
	int n = snprintf(out, URL_SIZE, "https://%s/api/v1/quote?symbol=%s", s->class->hosts[0], escaped);
	return n < URL_SIZE ? 0 : -1;
}

static void prepare(const struct source *s, char address[URL_SIZE], struct http_request *request)
{
	(void)address;
	request->secret = s->settings->keys.finnhub;
	request->field = "X-Finnhub-Token: " HTTP_SECRET;
}

/* A symbol beyond the account's plan is answered with 403, as a key that is locked out is. */
static enum source_look look(const struct source *s, const struct http_response *answer, int64_t now, int *wait_s,
			     struct error *err)
{
	(void)s, (void)now;
	if (source_refuses_key(answer, "Finnhub", wait_s, err))
		return SOURCE_FAILS;
	bool beyond = answer->outcome == HTTP_ANSWERED && answer->status == 403 &&
		      finnhub_is_beyond_plan(buffer_text(&answer->body), answer->body.length);
	return beyond ? SOURCE_READ : SOURCE_JUDGE;
}

static int parse(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		 struct error *err)
{
	return finnhub_quote_parse(out, buffer_text(&answer->body), answer->body.length, s->asking[0], fetched, err);
}

const struct source_class source_finnhub = {
	.kind = "quotes",
	.accept = "application/json",
	.hosts = { "finnhub.io" },
	.datum = DATUM_PRICE,
	.rank = 2,
	.batch = 1,
	.may_be_empty = true,
	.names_no_currency = true,
	.allowance = { .a_minute = 60 },
	.prepare = prepare,
	.look = look,
	.build = build,
	.interval_s = source_fallback_interval_s,
	.url = url,
	.parse = parse,
};
