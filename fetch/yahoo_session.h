/* The session that Yahoo's v7 quotes want: a cookie, in Europe a consent, and a crumb that goes into the address.
 *
 *     START ── cookie ─────────────────────────────► CRUMB ──► READY
 *       │ no cookie: SECOND, another page ── cookie ──► │        │ 401
 *       └ sent to guce: CONSENT ─► form ─► SUBMIT ─► CONSENT     └──► START, once
 *
 * A state machine over answers: the source of v7 quotes asks what the next step is, makes the request, and brings
 * the answer here. Cookies and crumb are kept in memory for as long as the collector runs and written nowhere.
 * Owned by the collector; borrowed by its source through the settings. */
#ifndef FROTH_FETCH_YAHOO_SESSION_H
#define FROTH_FETCH_YAHOO_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"
#include "fetch/cookies.h"

#define SESSION_CRUMB_SIZE 64
#define SESSION_CRUMB_PATH "/v1/test/getcrumb" /* of either host of the quotes */
#define SESSION_HOPS 8                         /* redirects on the way through the consent, both directions together */

struct http_response;

enum session_step { SESSION_START, SESSION_SECOND, SESSION_CONSENT, SESSION_SUBMIT, SESSION_CRUMB, SESSION_READY };

struct yahoo_session {
	enum session_step step;
	char url[URL_SIZE];                 /* of the step; "" when ready */
	struct buffer form;                 /* what to post in step SUBMIT */
	char crumb[3 * SESSION_CRUMB_SIZE]; /* escaped; "" until it is known */
	struct cookie_jar jar;
	char cookies[COOKIES_FIELD_SIZE]; /* what goes along with the request under way */
	int64_t now;                      /* of the last answer */
	int hops;
	bool submitted; /* a consent was given in this round */
	bool renewed;   /* begun anew since the last good quote: not a second time */
};

void yahoo_session_init(struct yahoo_session *s);
void yahoo_session_release(struct yahoo_session *s);
/* Back to the start, everything forgotten but whether it was renewed. */
void yahoo_session_drop(struct yahoo_session *s);
/* For recordings, which hold no sessions: as if there were one. */
void yahoo_session_assume(struct yahoo_session *s);

/* Fills s->cookies with what goes to the URL. */
void yahoo_session_choose_cookies(struct yahoo_session *s, const char *url);

enum session_result {
	SESSION_GOES_ON, /* the next step is to be asked for at once */
	SESSION_FAILS,   /* err says what was expected; it begins anew the next time */
	SESSION_JUDGE,   /* the answer is a failure like that of any source; it begins anew the next time */
};
/* The answer to the request of a step before READY, redirects not followed. */
enum session_result yahoo_session_take(struct yahoo_session *s, const struct http_response *answer, int64_t now,
				       struct error *err);
/* Whether an answer to a quote says that the session is not one any more. */
bool yahoo_session_is_refused(const struct http_response *answer);

#endif
