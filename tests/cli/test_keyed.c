/* Sources with a key or a session, over real HTTP: who is asked with what, what comes of refusals, and that no
 * secret is found anywhere afterwards. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "cli/collect.h"
#include "market/index_options.h"
#include "store/store.h"
#include "tests/cli/program.h"
#include "tests/fetch/server.h"
#include "tests/cli/stored.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define START "2026-08-20T18:48:03Z"
#define AN_HOUR_ON "2026-08-20T19:50:03Z"

#define FINNHUB_KEY "canary-finnhub-5b2e9c"
#define TWELVE_KEY "canary-twelve-77d01f"
#define ALPHA_KEY "canary-alpha-c4a8e2"
#define CRUMB "canary.Crumb-1"
#define NEWER_CRUMB "canary.Crumb-2"
#define COOKIE "canary-cookie-d9f3"
#define TOKEN "canary-token-8a61"
#define SESSION "canary-session-0c55"

static const char *const secrets[] = { "canary", FINNHUB_KEY, TWELVE_KEY, ALPHA_KEY, CRUMB, COOKIE, TOKEN, SESSION };

#define YAHOO "query1.finance.yahoo.com/"
#define SPARK YAHOO "v8/finance/spark"
#define QUOTE YAHOO "v7/finance/quote"
#define GETCRUMB YAHOO "v1/test/getcrumb"
#define CNBC "quote.cnbc.com/quote-html-webservice/restQuote/symbolType/symbol"
#define TWELVE "api.twelvedata.com/quote"
#define ALPHA "www.alphavantage.co/query"
#define CONSENT_FORM                                                                                                   \
	"<!DOCTYPE html><html><head><title>Before you go on</title></head><body><form method=\"post\">"                \
	"<input type=\"hidden\" name=\"csrfToken\" value=\"" TOKEN "\">"                                               \
	"<input type=\"hidden\" name=\"sessionId\" value=\"" SESSION "\"></form></body></html>"

/* What each gives of NVDA; every one has a price of its own. */
static const struct {
	const char *target, *body;
} payloads[] = {
	{ SPARK,
	  "{\"NVDA\":{\"symbol\":\"NVDA\",\"timestamp\":[1787249400],\"close\":[201.5],\"previousClose\":200}}" },
	{ QUOTE,
	  "{\"quoteResponse\":{\"result\":[{\"symbol\":\"NVDA\",\"currency\":\"USD\",\"marketState\":\"REGULAR\","
	  "\"regularMarketPrice\":206.5,\"regularMarketTime\":1787251560,\"regularMarketPreviousClose\":200,"
	  "\"marketCap\":5271000000000}],\"error\":null}}" },
	{ "finnhub.io/api/v1/quote", "{\"c\":207.5,\"d\":7.5,\"dp\":3.75,\"h\":208,\"l\":199,\"o\":200,\"pc\":200,"
				     "\"t\":1787251560}" },
	{ TWELVE,
	  "{\"symbol\":\"NVDA\",\"name\":\"NVIDIA\",\"mic_code\":\"XNGS\",\"currency\":\"USD\","
	  "\"timestamp\":1787251560,\"close\":\"208.50\",\"previous_close\":\"200.00\",\"is_market_open\":true}" },
	{ CNBC, "{\"FormattedQuoteResult\":{\"FormattedQuote\":[{\"symbol\":\"NVDA\",\"last\":\"203.5\","
		"\"last_time\":\"2026-08-20T14:46:00.000-0400\",\"code\":0}]}}" },
	{ "api.nasdaq.com/api/quote/NVDA/info",
	  "{\"data\":{\"symbol\":\"NVDA\",\"primaryData\":{\"lastSalePrice\":\"$204.50\","
	  "\"lastTradeTimestamp\":\"Aug 20, 2026 2:46 PM "
	  "ET\"},\"marketStatus\":\"Open\"},\"status\":{\"rCode\":200}}" },
	{ ALPHA, "{\"Global Quote\":{\"01. symbol\":\"NVDA\",\"05. price\":\"209.5000\","
		 "\"07. latest trading day\":\"2026-08-19\",\"08. previous close\":\"200.0000\"}}" },
	/* the session: in America a cookie and a crumb ... */
	{ "fc.yahoo.com/index", "<html><title>nothing here</title>" },
	{ "fc.yahoo.com/index.headers", "Status: 404\nSet-Cookie: A3=" COOKIE "; Max-Age=31557600; Domain=.yahoo.com; "
					"Path=/; SameSite=None; Secure; HttpOnly\nSet-Cookie: FC=" COOKIE "-own\n" },
	{ GETCRUMB, CRUMB },
	{ "query2.finance.yahoo.com/v1/test/getcrumb", NEWER_CRUMB },
	{ "steps.example/newer", NEWER_CRUMB },
	{ "steps.example/limit", "Too Many Requests\r\n" },
	{ "steps.example/page", "<html><title>Will be right back</title>" },
	{ "steps.example/empty", "" },
	{ "steps.example/invalid", "{\"finance\":{\"result\":null,\"error\":{\"code\":\"Unauthorized\",\"description\":"
				   "\"Invalid Crumb\"}}}" },
	/* ... in Europe the way through the consent */
	{ "steps.example/guce.headers",
	  "Status: 302\nSet-Cookie: GUCS=" COOKIE "-gucs; Max-Age=1800; Domain=.yahoo.com; "
	  "Path=/; Secure\nLocation: https://guce.yahoo.com/consent?gcrumb=" TOKEN "\n" },
	{ "guce.yahoo.com/consent.headers",
	  "Status: 302\nLocation: https://consent.yahoo.com/v2/collectConsent?sessionId=" SESSION "\n" },
	{ "consent.yahoo.com/v2/collectConsent", CONSENT_FORM },
	{ "steps.example/submitted.headers",
	  "Status: 302\nSet-Cookie: CFC=" COOKIE "-cfc; Domain=consent.yahoo.com; Path=/; Secure\n"
	  "Location: https://guce.yahoo.com/copyConsent?sessionId=" SESSION "&lang=en-GB\n" },
	{ "guce.yahoo.com/copyConsent.headers",
	  "Status: 302\nSet-Cookie: A3=" COOKIE "; Domain=.yahoo.com; Path=/; Secure\n"
	  "Set-Cookie: EuConsent=" COOKIE "-eu; Domain=yahoo.com; Path=/; Secure\n"
	  "Location: https://finance.yahoo.com/?guccounter=2\n" },
};

#define ONLY_V7 "*spark* * status 500\n"
#define NO_YAHOO "*finance.yahoo.com* * status 500\n"
#define IN_EUROPE                                                                                                      \
	ONLY_V7 "fc.yahoo.com * file steps.example/guce\n"                                                             \
		"consent.yahoo.com/v2/collectConsent 2 file steps.example/submitted\n"

struct house {
	struct server server;
	struct config config;
	struct watchlist list;
	struct clock clock;
	char store_path[PATH_SIZE], record_dir[PATH_SIZE];
	bool records;
	char *said, *messages;
};

static void set_now(struct house *h, const char *now)
{
	assert_int_equal(clock_init(&h->clock, now, false, NULL), 0);
	setenv("FROTH_NOW", now, 1);
}

static int open_house(void **state)
{
	static char nvda[1][SYMBOL_SIZE] = { "NVDA" };
	struct house *h = calloc(1, sizeof *h);
	program_setup(state);
	server_start(&h->server, NULL, NULL);
	for (size_t i = 0; i < COUNT(payloads); i++)
		server_put(&h->server, payloads[i].target, payloads[i].body);
	server_path(&h->server, "froth.db", h->store_path, sizeof h->store_path);
	server_path(&h->server, "recorded", h->record_dir, sizeof h->record_dir);
	h->list = (struct watchlist){ "test", nvda, 1 };
	h->config = (struct config){ .watchlists = &h->list,
				     .watchlist_count = 1,
				     .user_agent = "froth-test/1",
				     .quote_interval_s = 60,
				     .closed_interval_s = 900,
				     .max_body_bytes = 1 << 20,
				     .press_keep_days = 365,
				     .base_currency = "USD" };
	index_options_init(&h->config.index);
	set_now(h, START);
	*state = h;
	return 0;
}

static int close_house(void **state)
{
	struct house *h = *state;
	static const char *const variables[] = { "FROTH_FINNHUB_KEY", "FROTH_TWELVE_DATA_KEY",
						 "FROTH_ALPHA_VANTAGE_KEY" };
	for (size_t i = 0; i < COUNT(variables); i++)
		unsetenv(variables[i]);
	server_stop(&h->server);
	free(h->said);
	free(h->messages);
	free(h);
	return 0;
}

static int collect(struct house *h, const char *replay_dir)
{
	struct collect_options o;
	struct error err = { "" };
	size_t length[2];
	free(h->said);
	free(h->messages);
	collect_options_init(&o);
	o.config = &h->config;
	o.clock = &h->clock;
	o.store_path = h->store_path;
	o.feed_root = replay_dir ? NULL : h->server.url;
	o.record_dir = h->records ? h->record_dir : NULL;
	o.replay_dir = replay_dir;
	o.once = true;
	o.spacing_ms = 1;
	o.seed = 1;
	o.out = open_memstream(&h->said, &length[0]);
	o.messages = open_memstream(&h->messages, &length[1]);
	int result = collect_run(&o, &err);
	fclose(o.out);
	fclose(o.messages);
	if (result < 0)
		fail_msg("%s", err.text);
	return result;
}

static void collect_fresh(struct house *h, const char *faults)
{
	server_set_faults(&h->server, faults);
	remove(h->store_path);
	collect(h, NULL);
}

/* ---- what the store has then ---- */

static void assert_price(const struct house *h, double price, const char *source)
{
	struct store *s = stored_open(h->store_path);
	struct quote q;
	bool found = false;
	assert_int_equal(store_get_quote(s, "NVDA", &q, &found, NULL), 0);
	store_free(s);
	assert_true(found);
	assert_string_equal(q.source, source);
	assert_true(q.price == price);
}

/* ---- what went over the wire, and what is left lying about ---- */

static struct buffer load(const char *path)
{
	struct buffer b;
	buffer_init(&b, 1 << 26);
	file_read(path, &b, NULL);
	return b;
}

static bool sent(const struct house *h, const char *text)
{
	char path[PATH_SIZE];
	server_path(&h->server, "wire", path, sizeof path);
	struct buffer wire = load(path);
	bool found = strstr(buffer_text(&wire), text) != NULL;
	buffer_release(&wire);
	return found;
}

static void forget_wire(const struct house *h)
{
	char path[PATH_SIZE];
	server_path(&h->server, "wire", path, sizeof path);
	FILE *file = fopen(path, "r+");
	assert_non_null(file);
	assert_int_equal(ftruncate(fileno(file), 0), 0);
	fclose(file);
}

static bool holds(const char *bytes, size_t length, const char *text)
{
	size_t n = strlen(text);
	for (size_t i = 0; length >= n && i <= length - n; i++)
		if (!memcmp(bytes + i, text, n))
			return true;
	return false;
}

static void assert_clean_text(const char *what, const char *bytes, size_t length)
{
	for (size_t i = 0; i < COUNT(secrets); i++)
		if (holds(bytes, length, secrets[i]))
			fail_msg("%s holds %s", what, secrets[i]);
}

static void assert_clean_file(const char *path)
{
	struct buffer b = load(path);
	assert_clean_text(path, buffer_text(&b), b.length);
	buffer_release(&b);
}

static size_t assert_clean_folder(const char *path)
{
	DIR *folder = opendir(path);
	size_t count = 0;
	assert_non_null(folder);
	for (const struct dirent *entry; (entry = readdir(folder));) {
		char name[PATH_SIZE + 300];
		snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
		assert_clean_text("a file's name", name, strlen(name));
		if (*entry->d_name != '.') {
			assert_clean_file(name);
			count++;
		}
	}
	closedir(folder);
	return count;
}

static void assert_clean(const struct house *h)
{
	static const char *const suffixes[] = { "", "-wal", "-shm" };
	char path[PATH_SIZE + 8];
	for (size_t i = 0; i < COUNT(suffixes); i++) {
		snprintf(path, sizeof path, "%s%s", h->store_path, suffixes[i]);
		assert_clean_file(path);
	}
	assert_clean_text("what was said", h->said, strlen(h->said));
	assert_clean_text("a message", h->messages, strlen(h->messages));
}

/* The sources as a person sees them, in both ways. */
static void assert_clean_sources(const struct house *h, const char *wanted)
{
	const char *const ways[] = { "--json", "--plain" };
	for (size_t i = 0; i < COUNT(ways); i++) {
		const char *const arguments[] = { "sources", ways[i], "--store", h->store_path, NULL };
		struct output o = program_expect(0, arguments);
		assert_clean_text("froth sources", o.out, strlen(o.out));
		assert_clean_text("froth sources", o.err, strlen(o.err));
		if (i == 0 && !strstr(o.out, wanted))
			fail_msg("expected %s in\n%s", wanted, o.out);
		output_release(&o);
	}
}

/* ---- keys ---- */

static void give_keys(void)
{
	setenv("FROTH_FINNHUB_KEY", FINNHUB_KEY, 1);
	setenv("FROTH_TWELVE_DATA_KEY", TWELVE_KEY, 1);
	setenv("FROTH_ALPHA_VANTAGE_KEY", ALPHA_KEY, 1);
}

static void without_keys_none_of_them_is_asked(void **state)
{
	struct house *h = *state;
	static const char *const names[] = { "finnhub", "twelve-data", "alpha-vantage", "yahoo-v7" };
	struct source_state unasked;
	collect_fresh(h, NO_YAHOO "*cnbc* * html\n*nasdaq* * html\n");
	for (size_t i = 0; i < COUNT(names); i++)
		assert_false(stored_find_state(h->store_path, names[i], &unasked));
	assert_int_equal(server_requests(&h->server, "finnhub.io"), 0);
	assert_int_equal(server_requests(&h->server, "twelvedata"), 0);
	assert_int_equal(server_requests(&h->server, "alphavantage"), 0);
	assert_int_equal(server_requests(&h->server, "fc.yahoo.com"), 0);
}

static void while_yahoo_answers_keys_are_not_used(void **state)
{
	struct house *h = *state;
	give_keys();
	h->config.yahoo_session = true;
	collect_fresh(h, "");
	assert_price(h, 201.5, "yahoo-spark");
	assert_false(sent(h, "canary"));
	assert_int_equal(server_requests(&h->server, "fc.yahoo.com"), 0);
	assert_clean(h);
}

static void each_stands_in_with_its_key_and_no_secret_is_left_behind(void **state)
{
	struct house *h = *state;
	static const struct {
		const char *faults;
		double price;
		const char *source, *field;
	} links[] = {
		{ NO_YAHOO, 207.5, "finnhub", "X-Finnhub-Token: " FINNHUB_KEY "\n" },
		{ NO_YAHOO "*finnhub* * status 503\n", 208.5, "twelve-data", "Authorization: apikey " TWELVE_KEY "\n" },
		{ NO_YAHOO "*finnhub* * html\n*twelve* * status 500\n", 203.5, "cnbc", NULL },
		{ NO_YAHOO "*finnhub* * html\n*twelve* * status 500\n*cnbc* * html\n*nasdaq* * html\n", 209.5,
		  "alpha-vantage",
		  "GET www.alphavantage.co/query?function=GLOBAL_QUOTE&symbol=NVDA&apikey=" ALPHA_KEY "\n" },
	};
	give_keys();
	h->records = true;
	for (size_t i = 0; i < COUNT(links); i++) {
		if (i)
			forget_wire(h);
		collect_fresh(h, links[i].faults);
		assert_price(h, links[i].price, links[i].source);
		if (links[i].field && !sent(h, links[i].field))
			fail_msg("not sent: %s", links[i].field);
		assert_clean(h);
	}
	assert_true(assert_clean_folder(h->record_dir) > 4);
	assert_clean_sources(h, "symbol=NVDA&apikey=***");
}

static void a_service_that_says_the_key_back_does_not_get_it_written_down(void **state)
{
	struct house *h = *state;
	give_keys();
	h->records = true;
	server_put(&h->server, ALPHA,
		   "{\"Information\":\"We have detected your API key as " ALPHA_KEY
		   " and our standard API rate limit is 25 requests per day.\"}");
	server_put(&h->server, TWELVE,
		   "{\"code\":429,\"message\":\"The key " TWELVE_KEY " has run out of API credits for the current "
		   "minute.\",\"status\":\"error\"}");
	server_put(&h->server, "finnhub.io/api/v1/quote", "{\"error\":\"Bad key " FINNHUB_KEY ".\"}");
	collect_fresh(h, NO_YAHOO "*cnbc* * html\n*nasdaq* * html\n");
	struct source_state s = stored_state(h->store_path, "alpha-vantage");
	assert_string_equal(s.error,
			    "Alpha Vantage answered: We have detected your API key as *** and our standard API "
			    "rate limit is 25 requests per day.");
	assert_int_equal(s.status, SOURCE_REFUSED);
	assert_int_equal(s.next_poll - s.last_try, 3600);
	s = stored_state(h->store_path, "twelve-data");
	assert_non_null(strstr(s.error, "The key *** has run out"));
	assert_int_equal(s.status, SOURCE_REFUSED);
	assert_int_equal(s.next_poll - s.last_try, 60);
	assert_non_null(strstr(stored_state(h->store_path, "finnhub").error, "Finnhub answered: Bad key ***."));
	assert_clean(h);
	assert_clean_folder(h->record_dir);
	assert_clean_sources(h, "*** has run out");
}

static void a_redirect_does_not_carry_a_key_away(void **state)
{
	struct house *h = *state;
	give_keys();
	server_put(&h->server, "elsewhere.example/quote", "{\"c\":1,\"pc\":1,\"t\":1787251560}");
	collect_fresh(h, NO_YAHOO
		      "*finnhub* * redirect https://elsewhere.example/quote\n"
		      "*twelve* * redirect https://api.twelvedata.com/other\n*cnbc* * html\n*nasdaq* * html\n");
	assert_int_equal(server_requests(&h->server, "elsewhere.example"), 0);
	assert_int_equal(server_requests(&h->server, "twelvedata.com/other"), 0);
	assert_string_equal(stored_state(h->store_path, "finnhub").error,
			    "redirected to elsewhere.example, refused: the request carries a key");
	assert_clean(h);
}

static void put_key_file(mode_t mode)
{
	char path[PATH_SIZE];
	static const char text[] = "# mine\nfinnhub: " FINNHUB_KEY "\n";
	assert_int_equal(path_xdg(PATH_CONFIG, "keys", path, NULL), 0);
	assert_int_equal(path_make_parent(path, NULL), 0);
	assert_int_equal(file_replace(path, text, sizeof text - 1, NULL), 0);
	assert_int_equal(chmod(path, mode), 0);
}

static void a_key_file_that_others_may_read_is_refused_and_the_rest_goes_on(void **state)
{
	struct house *h = *state;
	put_key_file(0644);
	collect_fresh(h, NO_YAHOO);
	assert_non_null(strstr(h->messages, "has mode 0644, others may read or write it: chmod 600"));
	assert_price(h, 203.5, "cnbc");
	assert_int_equal(server_requests(&h->server, "finnhub.io"), 0);
	assert_clean(h);
	put_key_file(0600);
	collect_fresh(h, NO_YAHOO);
	assert_string_equal(h->messages, "");
	assert_price(h, 207.5, "finnhub");
	assert_clean(h);
}

static void a_key_that_was_taken_away_retires_its_source(void **state)
{
	struct house *h = *state;
	setenv("FROTH_FINNHUB_KEY", FINNHUB_KEY, 1);
	collect_fresh(h, NO_YAHOO);
	unsetenv("FROTH_FINNHUB_KEY");
	set_now(h, AN_HOUR_ON);
	collect(h, NULL);
	assert_int_equal(stored_state(h->store_path, "finnhub").status, SOURCE_DISABLED);
}

/* ---- the session ---- */

static void a_session_is_made_and_its_quotes_are_used(void **state)
{
	struct house *h = *state;
	h->config.yahoo_session = true;
	h->records = true;
	collect_fresh(h, ONLY_V7);
	assert_price(h, 206.5, "yahoo-v7");
	assert_true(sent(h, "GET " QUOTE "?crumb=" CRUMB "&symbols=NVDA\n"));
	assert_true(sent(h, "Cookie: A3=" COOKIE "\n"));
	assert_false(sent(h, "FC=")); /* that of the first host alone */
	assert_int_equal(server_requests(&h->server, "fc.yahoo.com"), 1);
	assert_int_equal(server_requests(&h->server, "getcrumb"), 1);
	assert_int_equal(server_requests(&h->server, "v7/finance/quote"), 1);
	assert_int_equal(server_requests(&h->server, "includePrePost"), 0);
	assert_clean(h);
	assert_clean_folder(h->record_dir);
	assert_clean_sources(h, "v7/finance/quote?crumb=***&symbols=NVDA");
}

static void the_consent_is_gone_through_step_by_step(void **state)
{
	struct house *h = *state;
	h->config.yahoo_session = true;
	h->records = true;
	collect_fresh(h, IN_EUROPE);
	assert_price(h, 206.5, "yahoo-v7");
	assert_int_equal(server_requests(&h->server, "\tGET\tguce.yahoo.com/consent"), 1);
	assert_int_equal(server_requests(&h->server, "\tGET\tconsent.yahoo.com/v2/collectConsent"), 1);
	assert_int_equal(server_requests(&h->server, "\tPOST\tconsent.yahoo.com/v2/collectConsent"), 1);
	assert_int_equal(server_requests(&h->server, "\tGET\tguce.yahoo.com/copyConsent"), 1);
	assert_int_equal(server_requests(&h->server, "\tfinance.yahoo.com/"), 0);
	assert_true(sent(h, "\n\ncsrfToken=" TOKEN "&sessionId=" SESSION "&agree=agree\n"));
	assert_true(sent(h, "Content-Type: application/x-www-form-urlencoded\n"));
	/* Each cookie to its own domain: that of the consent page not to the quotes, nor to the other hosts. */
	assert_true(sent(h, "Cookie: GUCS=" COOKIE "-gucs; A3=" COOKIE "; EuConsent=" COOKIE "-eu\n"));
	assert_false(sent(h, "CFC="));
	assert_clean(h);
	assert_clean_folder(h->record_dir);
}

static void a_refused_session_is_made_anew_once(void **state)
{
	struct house *h = *state;
	h->config.yahoo_session = true;
	collect_fresh(h, ONLY_V7 QUOTE " 1 status 401 file steps.example/invalid\n" GETCRUMB
				       " 2 file steps.example/newer\n");
	assert_price(h, 206.5, "yahoo-v7");
	assert_int_equal(server_requests(&h->server, "fc.yahoo.com"), 2);
	assert_int_equal(server_requests(&h->server, "getcrumb"), 2);
	assert_int_equal(server_requests(&h->server, "v7/finance/quote"), 2);
	assert_true(sent(h, "quote?crumb=" NEWER_CRUMB "&"));
	assert_clean(h);
}

static void a_session_that_is_refused_twice_waits(void **state)
{
	struct house *h = *state;
	h->config.yahoo_session = true;
	collect_fresh(h, ONLY_V7 QUOTE " * status 401 file steps.example/invalid\n*includePrePost* * status 404\n");
	assert_price(h, 203.5, "cnbc");
	assert_int_equal(server_requests(&h->server, "getcrumb"), 2);
	assert_int_equal(server_requests(&h->server, "v7/finance/quote"), 2);
	struct source_state s = stored_state(h->store_path, "yahoo-v7");
	assert_int_equal(s.status, SOURCE_REFUSED);
	assert_int_equal(s.last_code, 401);
	assert_in_range(s.next_poll - s.last_try, 60, 1800);
	assert_non_null(strstr(s.error, "answered 401 Unauthorized"));
	/* A start within that time does not ask again. */
	collect(h, NULL);
	assert_int_equal(server_requests(&h->server, "v7/finance/quote"), 2);
	assert_int_equal(server_requests(&h->server, "fc.yahoo.com"), 2);
	/* After it, when all is well again, it is used. */
	set_now(h, AN_HOUR_ON);
	server_set_faults(&h->server, ONLY_V7);
	collect(h, NULL);
	assert_price(h, 206.5, "yahoo-v7");
	assert_clean(h);
}

static void what_is_no_crumb_is_refused_and_the_next_source_is_asked(void **state)
{
	struct house *h = *state;
	static const struct {
		const char *file, *sentence;
	} wrong[] = {
		{ "steps.example/limit",
		  "expected a crumb from query1.finance.yahoo.com, got status 200 with the text 'Too "
		  "Many Requests'" },
		{ "steps.example/page", "with an HTML page 'Will be right back'" },
		{ "steps.example/empty", "with an empty body" },
	};
	h->config.yahoo_session = true;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		char faults[256];
		snprintf(faults, sizeof faults, ONLY_V7 "*includePrePost* * status 404\n" GETCRUMB " * file %s\n",
			 wrong[i].file);
		collect_fresh(h, faults);
		assert_price(h, 203.5, "cnbc");
		struct source_state s = stored_state(h->store_path, "yahoo-v7");
		assert_int_equal(s.status, SOURCE_BACKING_OFF);
		if (!strstr(s.error, wrong[i].sentence))
			fail_msg("expected \"...%s...\", found \"%s\"", wrong[i].sentence, s.error);
		assert_int_equal(server_requests(&h->server, "v7/finance/quote"), 0);
	}
}

static void a_crumb_that_one_host_refuses_is_asked_of_the_other(void **state)
{
	struct house *h = *state;
	h->config.yahoo_session = true;
	server_put(&h->server, "query2.finance.yahoo.com/v7/finance/quote",
		   "{\"quoteResponse\":{\"result\":[{\"symbol\":\"NVDA\",\"currency\":\"USD\","
		   "\"regularMarketPrice\":206.75,\"regularMarketTime\":1787251560}]}}");
	collect_fresh(h, ONLY_V7 GETCRUMB " * status 429\n");
	assert_price(h, 206.75, "yahoo-v7");
	assert_int_equal(server_requests(&h->server, "query1.finance.yahoo.com/v1/test/getcrumb"), 1);
	assert_int_equal(server_requests(&h->server, "query2.finance.yahoo.com/v1/test/getcrumb"), 1);
	assert_int_equal(server_requests(&h->server, "query1.finance.yahoo.com/v7"), 0);
	assert_true(sent(h, "query2.finance.yahoo.com/v7/finance/quote?crumb=" NEWER_CRUMB "&"));
}

static void while_yahoo_wants_to_rest_no_session_is_begun(void **state)
{
	struct house *h = *state;
	h->config.yahoo_session = true;
	collect_fresh(h, "*spark* * status 429\n");
	assert_price(h, 203.5, "cnbc");
	assert_int_equal(server_requests(&h->server, "fc.yahoo.com"), 0);
}

static void a_recording_without_its_session_is_replayed(void **state)
{
	struct house *h = *state;
	h->config.yahoo_session = true;
	h->records = true;
	collect_fresh(h, ONLY_V7);
	h->records = false;
	remove(h->store_path);
	collect(h, h->record_dir);
	assert_price(h, 206.5, "yahoo-v7");
}

#define IN_HOUSE(test) cmocka_unit_test_setup_teardown(test, open_house, close_house)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOUSE(without_keys_none_of_them_is_asked),
		IN_HOUSE(while_yahoo_answers_keys_are_not_used),
		IN_HOUSE(each_stands_in_with_its_key_and_no_secret_is_left_behind),
		IN_HOUSE(a_service_that_says_the_key_back_does_not_get_it_written_down),
		IN_HOUSE(a_redirect_does_not_carry_a_key_away),
		IN_HOUSE(a_key_file_that_others_may_read_is_refused_and_the_rest_goes_on),
		IN_HOUSE(a_key_that_was_taken_away_retires_its_source),
		IN_HOUSE(a_session_is_made_and_its_quotes_are_used),
		IN_HOUSE(the_consent_is_gone_through_step_by_step),
		IN_HOUSE(a_refused_session_is_made_anew_once),
		IN_HOUSE(a_session_that_is_refused_twice_waits),
		IN_HOUSE(what_is_no_crumb_is_refused_and_the_next_source_is_asked),
		IN_HOUSE(a_crumb_that_one_host_refuses_is_asked_of_the_other),
		IN_HOUSE(while_yahoo_wants_to_rest_no_session_is_begun),
		IN_HOUSE(a_recording_without_its_session_is_replayed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
