/* Prices of many symbols in one request, for those who have a session with Yahoo made for them. The steps of
 * the session are requests of this source, one after the other, and count for the host of the quotes: so they are
 * as far apart as its requests are, and are not made while it wants to rest. */
#include <stdio.h>

#include "fetch/source_fallback.h"
#include "fetch/yahoo.h"
#include "fetch/yahoo_session.h"

static bool covers(const char *symbol)
{
	return *symbol != '\0';
}

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	static const struct fallback_plan plan = { "yahoo-v7", covers, 0 };
	return settings->yahoo_session ? source_fallback_build(list, &source_yahoo_v7, settings, &plan, err) : 0;
}

static int their_name(const char *symbol, char *out, size_t size)
{
	return snprintf(out, size, "%s", symbol) < (int)size ? 0 : -1;
}

static int url(const struct source *s, char out[URL_SIZE])
{
	size_t used = (size_t)snprintf(
		out, URL_SIZE, "https://%s/v7/finance/quote?crumb=" HTTP_SECRET "&symbols=", s->class->hosts[s->host]);
	return used < URL_SIZE ? source_fallback_list(s, their_name, ",", out) : -1;
}

/* A step of the session; the crumb is asked of the host that the quotes are asked of. */
static void prepare_step(const struct source *s, char address[URL_SIZE], struct http_request *request)
{
	const struct yahoo_session *session = s->settings->yahoo_session;
	bool is_crumb = session->step == SESSION_CRUMB;
	if (is_crumb)
		snprintf(address, URL_SIZE, "https://%s" SESSION_CRUMB_PATH, s->class->hosts[s->host]);
	else
		snprintf(address, URL_SIZE, "%s", session->url);
	request->accept = is_crumb ? "text/plain, */*" : "text/html";
	request->form = session->step == SESSION_SUBMIT ? buffer_text(&session->form) : NULL;
	request->stays = true;
	request->is_private = true;
}

static void prepare(const struct source *s, char address[URL_SIZE], struct http_request *request)
{
	struct yahoo_session *session = s->settings->yahoo_session;
	if (session->step == SESSION_READY)
		request->secret = session->crumb;
	else
		prepare_step(s, address, request);
	yahoo_session_choose_cookies(session, address);
	request->cookies = session->cookies;
}

static enum source_look look_at_quote(struct yahoo_session *session, const struct http_response *answer)
{
	if (!yahoo_session_is_refused(answer)) {
		session->renewed = session->renewed && answer->status != 200;
		return SOURCE_JUDGE;
	}
	bool first = !session->renewed;
	yahoo_session_drop(session);
	session->renewed = true;
	return first ? SOURCE_AGAIN : SOURCE_JUDGE;
}

static enum source_look look(const struct source *s, const struct http_response *answer, int64_t now, int *wait_s,
			     struct error *err)
{
	static const enum source_look looks[] = {
		[SESSION_GOES_ON] = SOURCE_AGAIN,
		[SESSION_FAILS] = SOURCE_FAILS,
		[SESSION_JUDGE] = SOURCE_JUDGE,
	};
	struct yahoo_session *session = s->settings->yahoo_session;
	(void)wait_s;
	if (session->step == SESSION_READY)
		return look_at_quote(session, answer);
	return looks[yahoo_session_take(session, answer, now, err)];
}

static int parse(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		 struct error *err)
{
	return yahoo_v7_parse(out, buffer_text(&answer->body), answer->body.length,
			      (const char(*)[SYMBOL_SIZE])s->asking, s->asking_count, fetched, err);
}

const struct source_class source_yahoo_v7 = {
	.kind = "quotes",
	.accept = "application/json",
	.hosts = { "query1.finance.yahoo.com", "query2.finance.yahoo.com" },
	.datum = DATUM_PRICE,
	.rank = 1,
	.batch = YAHOO_V7_SYMBOLS,
	.may_be_empty = true,
	.prepare = prepare,
	.look = look,
	.build = build,
	.interval_s = source_fallback_interval_s,
	.url = url,
	.parse = parse,
};
