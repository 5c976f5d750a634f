/* What an answer means for its source: judged by content, never by status alone. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "fetch/payload.h"
#include "fetch/retry_after.h"
#include "fetch/source.h"

#define MOVED_TRIES 3 /* failures at the place where a source has moved to before it is asked at the old one */

/* What a status other than 200 means for the polls to come. */
struct refusal {
	int code;
	enum source_status status;
	int wait_s;      /* 0: the ordinary back-off */
	bool whole_host; /* said of our requests, whatever the path */
};

static const struct refusal *find_refusal(int code)
{
	static const struct refusal refusals[] = {
		{ 401, SOURCE_REFUSED, 0, false }, { 402, SOURCE_REFUSED, 0, false },
		{ 403, SOURCE_REFUSED, 0, false }, { 410, SOURCE_DISABLED, SOURCE_LONG_WAIT_S, false },
		{ 429, SOURCE_REFUSED, 0, true },  { 451, SOURCE_REFUSED, 0, false },
		{ 999, SOURCE_REFUSED, 0, true }, /* Yahoo's older way to say 429 */
	};
	static const struct refusal other = { 0, SOURCE_BACKING_OFF, 0, false };
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
		if (refusals[i].code == code)
			return &refusals[i];
	return &other;
}

/* A refusal in the state by any status that is not in the table came with a time to wait. */
bool source_speaks_for_host(const struct source *s)
{
	const struct refusal *refusal = find_refusal(s->state.last_code);
	return s->state.status == SOURCE_REFUSED && (refusal->whole_host || refusal->status == SOURCE_BACKING_OFF);
}

static const char *status_phrase(int code)
{
	static const struct {
		int code;
		const char *phrase;
	} phrases[] = {
		{ 304, "Not Modified, though nothing was known" },
		{ 400, "Bad Request" },
		{ 401, "Unauthorized" },
		{ 402, "Payment Required" },
		{ 403, "Forbidden" },
		{ 404, "Not Found" },
		{ 406, "Not Acceptable" },
		{ 410, "Gone" },
		{ 422, "Unprocessable" },
		{ 429, "Too Many Requests" },
		{ 451, "Unavailable For Legal Reasons" },
		{ 500, "Internal Server Error" },
		{ 502, "Bad Gateway" },
		{ 503, "Service Unavailable" },
		{ 504, "Gateway Timeout" },
		{ 999, "Too Many Requests" },
	};
	for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
		if (phrases[i].code == code)
			return phrases[i].phrase;
	return "an unexpected status";
}

/* Writes the failure into the state; says whether it is the one that stood there. */
static bool note_failure(struct source_state *state, enum source_status status, const char *sentence)
{
	char safe[sizeof state->error];
	safe_copy(safe, sizeof safe, sentence);
	bool repeated = state->status == status && !strcmp(state->error, safe);
	state->status = status;
	memcpy(state->error, safe, sizeof safe);
	if (++state->failures >= MOVED_TRIES)
		*state->moved_url = '\0';
	return repeated;
}

static void fail_connection(struct source *s, const struct http_response *answer, const struct source_times *times,
			    struct source_verdict *v)
{
	bool offline = answer->outcome == HTTP_UNREACHABLE;
	s->unreachable = offline;
	v->repeated = note_failure(&s->state, answer->outcome == HTTP_BROKEN ? SOURCE_BACKING_OFF : SOURCE_OFFLINE,
				   answer->error);
	v->wait_s = offline && s->probes ? SOURCE_OFFLINE_PROBE_S : backoff_s(s->state.failures, times->prng);
}

static bool is_html(const char *what)
{
	return !strncmp(what, "an HTML page", 12);
}

/* ---- pausing ---- */

/* Whether such an answer, day after day, means that nothing will come from there. */
static bool turns_away(int status, const char *what)
{
	return status == 403 || status == 404 || status == 410 || (status == 200 && is_html(what));
}

/* True from the day on which a source has been turned away for a day. */
static bool note_turned_away(struct source_state *state, int64_t now)
{
	if (!state->refused_since || state->refused_since > now)
		state->refused_since = now;
	return now - state->refused_since >= SOURCE_PATIENCE_S;
}

static void pause_source(struct source_state *state, struct source_verdict *v)
{
	char sentence[sizeof state->error];
	snprintf(sentence, sizeof sentence, "paused, asked once a day: %.220s", state->error);
	memcpy(state->error, sentence, sizeof sentence);
	state->status = SOURCE_DISABLED;
	v->wait_s = SOURCE_LONG_WAIT_S;
}

static void note_move(struct source *s, const struct http_response *answer)
{
	size_t length = strlen(answer->url);
	if (s->feed && answer->moved && length < sizeof s->state.moved_url)
		memcpy(s->state.moved_url, answer->url, length + 1);
}

/* The other host may be in a better mood; but only if this one did not name a time. */
static bool switch_host(struct source *s)
{
	if (!s->class->hosts[1] || s->host_switched)
		return false;
	s->host = !s->host;
	s->host_switched = true;
	return true;
}

static void fail_status(struct source *s, const struct http_response *answer, const struct source_times *times,
			struct source_verdict *v)
{
	char host[URL_HOST_SIZE] = "the server", what[160], sentence[512], field[HTTP_FIELD_SIZE];
	const struct refusal *refusal = find_refusal(answer->status);
	url_host_name(answer->url, host);
	payload_describe(buffer_text(&answer->body), answer->body.length, what, sizeof what);
	http_header(answer, "Retry-After", field, sizeof field);
	int asked = answer->status >= 400 ? retry_after_wait(field, times->now) : -1;
	enum source_status status = asked > 0 && refusal->status != SOURCE_DISABLED ? SOURCE_REFUSED : refusal->status;
	bool contact_missing =
		answer->status == 403 && source_wants_contact(answer->url) && !s->settings->contact_agent;
	snprintf(sentence, sizeof sentence, "%s answered %d %s (with %s)%s", host, answer->status,
		 status_phrase(answer->status), what,
		 contact_missing ? "; it wants an address to write to: set fetch: contact" : "");
	v->repeated = note_failure(&s->state, status, sentence);
	if (asked <= 0 && refusal->whole_host && switch_host(s)) {
		v->host_wait_s = backoff_s(s->state.failures, times->prng);
		return;
	}
	s->host_switched = false;
	if (asked > 0)
		v->wait_s = asked;
	else if (refusal->wait_s || (answer->status == 403 && is_html(what)))
		v->wait_s = SOURCE_LONG_WAIT_S; /* gone, or a wall against programs: neither falls within the hour */
	else
		v->wait_s = backoff_s(s->state.failures, times->prng);
	if (refusal->whole_host || asked > 0)
		v->host_wait_s = v->wait_s;
	if (turns_away(answer->status, what) && note_turned_away(&s->state, times->now))
		pause_source(&s->state, v);
}

/* Keeps a validator as it came; none at all if it is too long to keep or could not be sent back. */
static void keep_validator(char *field, size_t size, const char *value)
{
	size_t length = strlen(value), plain = 0;
	while (value[plain] >= ' ' && value[plain] <= '~')
		plain++;
	if (plain < length || length >= size)
		length = 0;
	memcpy(field, value, length);
	field[length] = '\0';
}

/* A 304 may bring newer validators; one that brings none leaves those that are known. */
static void note_validators(struct source_state *state, const struct http_response *answer)
{
	char etag[HTTP_FIELD_SIZE], modified[HTTP_FIELD_SIZE];
	http_header(answer, "ETag", etag, sizeof etag);
	http_header(answer, "Last-Modified", modified, sizeof modified);
	if (*etag || answer->status == 200)
		keep_validator(state->etag, sizeof state->etag, etag);
	if (*modified || answer->status == 200)
		keep_validator(state->last_modified, sizeof state->last_modified, modified);
}

static void succeed(struct source *s, const struct http_response *answer, const struct source_times *times,
		    const char *warning, struct source_verdict *v)
{
	v->good = true;
	v->back_online = s->unreachable;
	v->wait_s = s->class->interval_s(s, times->quote_interval_s);
	s->unreachable = false;
	s->host_switched = false;
	s->state.status = SOURCE_LIVE;
	s->state.last_ok = times->now;
	s->state.failures = 0;
	s->state.refused_since = 0;
	note_move(s, answer);
	snprintf(s->state.error, sizeof s->state.error, "%s", warning);
	if (!s->asking) /* else the next request is for something else */
		note_validators(&s->state, answer);
}

static int64_t newest_price(const struct batch *batch)
{
	int64_t newest = 0;
	for (size_t i = 0; i < batch->quote_count; i++)
		if (batch->quotes[i].as_of > newest)
			newest = batch->quotes[i].as_of;
	return newest;
}

static void read_body(struct source *s, const struct http_response *answer, const struct source_times *times,
		      struct batch *batch, struct source_verdict *v)
{
	struct error err = { "" };
	int result = s->class->parse(s, answer, times->now, batch, &err);
	if (!result && !batch_items(batch) && !s->class->may_be_empty)
		result = error_set(&err, "expected %s, got an answer without any", s->class->kind);
	if (result) {
		char what[160];
		payload_describe(buffer_text(&answer->body), answer->body.length, what, sizeof what);
		v->repeated = note_failure(&s->state, SOURCE_BACKING_OFF, err.text);
		v->wait_s = backoff_s(s->state.failures, times->prng);
		if (turns_away(answer->status, what) && note_turned_away(&s->state, times->now))
			pause_source(&s->state, v);
		return;
	}
	s->state.items = (int)batch_items(batch);
	s->newest = newest_price(batch);
	succeed(s, answer, times, batch->warning, v);
}

/* What a class has to say of an answer before it is judged by the rules for all. true: that was all. */
static bool look_first(struct source *s, const struct http_response *answer, const struct source_times *times,
		       struct source_verdict *v, bool *reads)
{
	struct error err = { "" };
	int wait_s = 0;
	enum source_look look = SOURCE_JUDGE;
	if (s->class->look)
		look = s->class->look(s, answer, times->now, &wait_s, &err);
	*reads = look == SOURCE_READ;
	if (look == SOURCE_FAILS) {
		v->repeated = note_failure(&s->state, wait_s ? SOURCE_REFUSED : SOURCE_BACKING_OFF, err.text);
		v->wait_s = wait_s ? wait_s : backoff_s(s->state.failures, times->prng);
	}
	return look == SOURCE_AGAIN || look == SOURCE_FAILS;
}

static void judge(struct source *s, const struct http_response *answer, const struct source_times *times,
		  struct batch *batch, struct source_verdict *v, bool reads)
{
	bool conditional = *s->state.etag || *s->state.last_modified;
	if (answer->outcome != HTTP_ANSWERED)
		fail_connection(s, answer, times, v);
	else if (answer->status == 304 && conditional)
		succeed(s, answer, times, "", v);
	else if (answer->status != 200 && !reads && !(answer->status == 404 && s->class->reads_404))
		fail_status(s, answer, times, v);
	else
		read_body(s, answer, times, batch, v);
}

void source_finish(struct source *s, const struct http_response *answer, const struct source_times *times,
		   struct batch *batch, struct source_verdict *verdict)
{
	bool reads;
	*verdict = (struct source_verdict){ 0 };
	s->state.last_try = times->now;
	s->state.latency_ms = answer->outcome == HTTP_ANSWERED ? answer->latency_ms : -1;
	s->state.bytes = (int64_t)answer->body.length;
	s->state.last_code = answer->status;
	if (!look_first(s, answer, times, verdict, &reads))
		judge(s, answer, times, batch, verdict, reads);
	s->state.next_poll = times->now + verdict->wait_s;
}
