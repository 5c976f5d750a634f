/* The commands as a person runs them: refusals first, then the fields that scripts rely on. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "cli/command.h"
#include "store/store.h"
#include "tests/cli/program.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define NOW_S 1787338083 /* 2026-08-21T18:48:03Z */

/* One line, one sentence, from froth. */
static void assert_one_sentence(const struct output *o)
{
	assert_memory_equal(o->err, "froth: ", 7);
	const char *end = strchr(o->err, '\n');
	assert_non_null(end);
	assert_string_equal(end, "\n");
}

static void assert_says(int status, const char *const *arguments, const char *sentence)
{
	struct output o = program_expect(status, arguments);
	if (!strstr(o.err, sentence))
		fail_msg("expected \"%s\", found \"%s\"", sentence, o.err);
	assert_one_sentence(&o);
	output_release(&o);
}

/* ---- refusals ---- */

static void wrong_usage_ends_with_two_and_names_what_was_meant(void **state)
{
	(void)state;
	assert_says(2, ARGS("qoute"), "did you mean quote?");
	assert_says(2, ARGS("quote", "--jsn"), "did you mean --json?");
	assert_says(2, ARGS("quote", "NV DA"), "expected a symbol such as NVDA or 9984.T, found \"NV DA\"");
	assert_says(2, ARGS("history"), "history needs a symbol");
	assert_says(2, ARGS("history", "NVDA", "--range", "7y"), "--range: expected one of 1d 5d");
	assert_says(2, ARGS("history", "NVDA", "--interval", "2h"), "--interval: expected one of");
	assert_says(2, ARGS("press", "--since", "soon"), "--since: expected 2d, 12h, 1w");
	assert_says(2, ARGS("press", "--company", "N V"), "--company: expected a symbol");
	assert_says(2, ARGS("press", "--limit", "0"), "--limit: expected a number");
	assert_says(2, ARGS("bubble", "--assume", "gpu_lief=4"), "--assume");
	assert_says(2, ARGS("bubble", "--assume", "gpu_life=forty"), "--assume");
	assert_says(2, ARGS("store"), "store: expected info, check or vacuum, found nothing");
	assert_says(2, ARGS("store", "infos"), "store: expected info, check or vacuum, found infos");
	assert_says(2, ARGS("config", "edit"), "config: expected check, path, options or default");
	assert_says(2, ARGS("collect", "--record", "a", "--replay", "b"), "exclude each other");
	assert_says(2, ARGS("collect", "--offline"), "collect needs the network");
}

static void nothing_found_ends_with_three(void **state)
{
	(void)state;
	assert_says(3, ARGS("quote", "ZZZZ"), "no price of ZZZZ is stored");
	assert_says(3, ARGS("history", "ZZZZ"), "no price history of ZZZZ is stored for 1y");
	assert_says(3, ARGS("history", "NVDA", "--interval", "5m"), "no 5m history of NVDA is stored");
	assert_says(3, ARGS("press", "unicorn"), "no stored headline matches");
	assert_says(3, ARGS("bubble", "--history", "--since", "2026-12-31"), "no reading of that time is stored");
	struct output o = program_expect(3, ARGS("press", "--json"));
	assert_string_equal(o.out, "[]\n");
	output_release(&o);
}

static void a_wrong_clock_is_refused(void **state)
{
	(void)state;
	setenv("FROTH_NOW", "tomorrow", 1);
	struct output o = program_expect(1, ARGS("quote"));
	assert_non_null(strstr(o.err, "FROTH_NOW"));
	assert_one_sentence(&o);
	output_release(&o);
}

static void a_store_below_a_regular_file_is_one_sentence(void **state)
{
	(void)state;
	char file[PATH_SIZE], path[PATH_SIZE + 32];
	assert_int_equal(path_xdg(PATH_STATE, "file", file, NULL), 0);
	assert_int_equal(path_make_parent(file, NULL), 0);
	assert_int_equal(file_replace(file, "x", 1, NULL), 0);
	snprintf(path, sizeof path, "%s/folder/froth.db", file);
	static const char *const readers[] = { "quote", "press", "bubble", "sources" };
	for (size_t i = 0; i < COUNT(readers); i++) {
		struct output o = program_expect(1, ARGS(readers[i], "--store", path));
		assert_one_sentence(&o);
		assert_string_equal(o.out, "");
		output_release(&o);
	}
	struct output o = program_expect(1, ARGS("--once", "--offline", "--store", path));
	assert_one_sentence(&o);
	output_release(&o);
}

static void read_file(const char *path, struct buffer *out)
{
	buffer_init(out, 0);
	assert_int_equal(file_read(path, out, NULL), 0);
}

/* Commands refuse the file, and not one of its bytes changes. */
static void assert_kept(const char *content, size_t length, const char *sentence)
{
	struct buffer after;
	const char *path = program_store_path();
	assert_int_equal(path_make_parent(path, NULL), 0);
	assert_int_equal(file_replace(path, content, length, NULL), 0);
	static const char *const commands_tried[] = { "quote", "store", "bubble" };
	for (size_t i = 0; i < COUNT(commands_tried); i++) {
		struct output o = program_expect(1, ARGS(commands_tried[i], i == 1 ? "check" : "NVDA"));
		if (!strstr(o.err, sentence))
			fail_msg("expected \"%s\", found \"%s\"", sentence, o.err);
		assert_one_sentence(&o);
		assert_string_equal(o.out, "");
		output_release(&o);
	}
	read_file(path, &after);
	assert_int_equal(after.length, length);
	assert_memory_equal(after.data, content, length);
	buffer_release(&after);
}

static void a_store_that_is_not_ours_keeps_its_bytes(void **state)
{
	(void)state;
	static const char letter[] = "Dear diary, this is no database but it is dear to me, so leave it as it is. "
				     "It is longer than the hundred bytes of a database's head.\n";
	assert_kept(letter, sizeof letter - 1, "not a froth store");
}

/* A sound store's bytes, made by the program itself. */
static void make_store(struct buffer *bytes)
{
	struct output o = program_expect(0, ARGS("quote"));
	output_release(&o);
	read_file(program_store_path(), bytes);
	assert_true(bytes->length > 8192);
	remove(program_store_path());
}

static void a_store_of_another_program_keeps_its_bytes(void **state)
{
	(void)state;
	struct buffer b;
	make_store(&b);
	memset(b.data + 68, 7, 4); /* the application id */
	assert_kept(b.data, b.length, "not a froth store");
	buffer_release(&b);
}

static void a_store_newer_than_the_program_keeps_its_bytes(void **state)
{
	(void)state;
	struct buffer b;
	make_store(&b);
	b.data[62] = 1; /* the schema's number: 256 more */
	assert_kept(b.data, b.length, "newer than this program");
	buffer_release(&b);
}

static void a_truncated_store_keeps_its_bytes(void **state)
{
	(void)state;
	struct buffer b;
	make_store(&b);
	assert_kept(b.data, b.length / 2, "");
	assert_kept(b.data, 60, "");
	buffer_release(&b);
}

static void an_output_that_takes_nothing_is_an_error(void **state)
{
	(void)state;
	static const char *const forms[][4] = {
		{ "quote" },
		{ "quote", "--json" },
		{ "quote", "--csv" },
		{ "bubble" },
		{ "sources", "--json" },
		{ "store", "info" },
		{ "config", "default" },
		{ "--help" },
		{ "--version" },
		{ "config", "options" },
	};
	static const char *const sinks[] = { "/dev/full", "" };
	for (size_t i = 0; i < COUNT(forms); i++) {
		for (size_t j = 0; j < COUNT(sinks); j++) {
			struct output o = program_run_to(forms[i], sinks[j]);
			if (o.status != 1)
				fail_msg("froth %s into \"%s\": exit status %d", forms[i][0], sinks[j], o.status);
			assert_non_null(strstr(o.err, "cannot write the output"));
			assert_one_sentence(&o);
			output_release(&o);
		}
	}
}

/* ---- fields ---- */

static void assert_keys(const cJSON *object, const char *const *keys)
{
	const cJSON *member = object->child;
	for (size_t i = 0; keys[i]; i++, member = member->next) {
		if (!member)
			fail_msg("the field %s is missing", keys[i]);
		assert_string_equal(member->string, keys[i]);
	}
}

static double number(const cJSON *object, const char *key)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
	if (!cJSON_IsNumber(value))
		fail_msg("%s is no number", key);
	return value->valuedouble;
}

static const char *text(const cJSON *object, const char *key)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
	if (!cJSON_IsString(value))
		fail_msg("%s is no text", key);
	return value->valuestring;
}

static bool is_null(const cJSON *object, const char *key)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
	assert_non_null(value);
	return cJSON_IsNull(value);
}

static const char *const quote_keys[] = {
	"symbol",         "name",           "price",      "currency",       "change",    "change_pct",
	"previous_close", "day_low",        "day_high",   "year_low",       "year_high", "volume",
	"market_state",   "extended_price", "market_cap", "market_cap_usd", "pe",        "ps",
	"as_of",          "age_s",          "stale",      "source",         NULL
};

static void a_fresh_machine_has_shipped_quotes(void **state)
{
	(void)state;
	static const char *const symbols[] = { "NVDA", "AMD", "ORCL", "TSM", "9984.T" };
	cJSON *rows = program_json(ARGS("quote", "--json"));
	assert_int_equal(cJSON_GetArraySize(rows), 5);
	size_t i = 0;
	const cJSON *row;
	cJSON_ArrayForEach(row, rows)
	{
		assert_keys(row, quote_keys);
		assert_string_equal(text(row, "symbol"), symbols[i++]);
		assert_true(number(row, "price") > 0);
		assert_true(number(row, "market_cap_usd") > 1e11);
		assert_string_equal(text(row, "source"), "shipped");
		assert_true(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(row, "stale")));
		assert_true(is_null(row, "change"));
		assert_true(is_null(row, "volume"));
		assert_int_equal(strlen(text(row, "as_of")), 20);
	}
	cJSON_Delete(rows);
}

static void put_quote(double price, int64_t as_of)
{
	struct store *s = NULL;
	struct error err = { "" };
	struct quote q;
	quote_init(&q);
	memcpy(q.symbol, "NVDA", sizeof "NVDA");
	memcpy(q.currency, "USD", sizeof "USD");
	memcpy(q.source, "yahoo-spark", sizeof "yahoo-spark");
	memcpy(q.name, "NVIDIA", sizeof "NVIDIA");
	q.price = price;
	q.previous_close = 200;
	q.day_high = 332.7950134277344;
	q.volume = 12345678901;
	q.as_of = q.fetched = as_of;
	quote_complete(&q);
	assert_int_equal(store_open(&s, program_store_path(), STORE_WRITE, NULL, &err), 0);
	assert_int_equal(store_put_quotes(s, &q, 1, &err), 0);
	store_free(s);
}

static void a_live_quote_is_fresh_then_stale(void **state)
{
	(void)state;
	static const struct {
		const char *now;
		bool stale;
		const char *market;
	} moments[] = {
		{ "2026-08-21T18:48:33Z", false, "open" },
		{ "2026-08-21T18:51:04Z", true, "open" },
		{ "2026-08-21T21:00:00Z", true, "post" },
		{ "2026-08-23T12:00:00Z", true, "closed" },
	};
	struct output o = program_expect(0, ARGS("quote"));
	output_release(&o);
	put_quote(210, NOW_S);
	for (size_t i = 0; i < COUNT(moments); i++) {
		setenv("FROTH_NOW", moments[i].now, 1);
		cJSON *rows = program_json(ARGS("quote", "nvda", "--json"));
		const cJSON *row = rows->child;
		assert_string_equal(text(row, "market_state"), moments[i].market);
		if (cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(row, "stale")) != moments[i].stale)
			fail_msg("stale is wrong at %s", moments[i].now);
		cJSON_Delete(rows);
	}
}

static void a_quote_of_the_close_is_fresh_until_the_next_session(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("quote"));
	output_release(&o);
	put_quote(210, NOW_S + 4317); /* the close, 20:00 UTC */
	setenv("FROTH_NOW", "2026-08-23T12:00:00Z", 1);
	cJSON *rows = program_json(ARGS("quote", "NVDA", "--json"));
	assert_true(cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(rows->child, "stale")));
	cJSON_Delete(rows);
	setenv("FROTH_NOW", "2026-08-24T14:00:00Z", 1);
	rows = program_json(ARGS("quote", "NVDA", "--json"));
	assert_true(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(rows->child, "stale")));
	cJSON_Delete(rows);
}

static void numbers_carry_no_noise(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("quote"));
	output_release(&o);
	put_quote(210.1, NOW_S);
	o = program_expect(0, ARGS("quote", "NVDA", "--json"));
	assert_non_null(strstr(o.out, "\"price\": 210.1,"));
	assert_non_null(strstr(o.out, "\"change\": 10.1,"));
	assert_non_null(strstr(o.out, "\"change_pct\": 5.05,"));
	assert_non_null(strstr(o.out, "\"day_high\": 332.7950134,"));
	assert_non_null(strstr(o.out, "\"volume\": 12345678901,"));
	assert_non_null(strstr(o.out, "\"as_of\": \"2026-08-21T18:48:03Z\","));
	assert_non_null(strstr(o.out, "\"age_s\": 0,"));
	output_release(&o);
}

static void quotes_as_csv_have_a_head_and_a_row_each(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("quote", "NVDA", "AMD", "--csv"));
	assert_memory_equal(o.out, "symbol,name,price,currency,", 27);
	int lines = 0;
	for (const char *p = o.out; (p = strstr(p, "\r\n")); p += 2)
		lines++;
	assert_int_equal(lines, 3);
	assert_non_null(strstr(o.out, "\r\nAMD,"));
	output_release(&o);
}

static void a_part_of_the_symbols_is_found(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("quote", "NVDA", "ZZZZ", "--csv"));
	assert_non_null(strstr(o.err, "no price of ZZZZ is stored"));
	assert_non_null(strstr(o.out, "NVDA"));
	output_release(&o);
}

static void history_has_its_fields(void **state)
{
	(void)state;
	static const char *const keys[] = { "time", "open", "high", "low", "close", "adjusted_close", "volume", NULL };
	cJSON *rows = program_json(ARGS("history", "nvda", "--range", "1y", "--interval", "1mo", "--json"));
	int count = cJSON_GetArraySize(rows);
	assert_in_range(count, 11, 13);
	const cJSON *row;
	const char *before = "";
	cJSON_ArrayForEach(row, rows)
	{
		assert_keys(row, keys);
		assert_true(number(row, "close") > 0);
		assert_true(is_null(row, "open"));
		assert_true(strcmp(before, text(row, "time")) < 0);
		before = text(row, "time");
	}
	assert_string_equal(before, "2026-08-01T00:00:00Z");
	cJSON_Delete(rows);
	cJSON *all = program_json(ARGS("history", "NVDA", "--range", "max", "--json"));
	assert_int_equal(cJSON_GetArraySize(all), 140);
	cJSON_Delete(all);
}

/* ---- press ---- */

static char *copy(const char *words)
{
	char *out = strdup(words);
	assert_non_null(out);
	return out;
}

static void put_headline(const char *source, const char *title, const char *company, int64_t time)
{
	struct store *s = NULL;
	struct error err = { "" };
	struct headline h;
	size_t added = 0;
	headline_init(&h);
	h.id = copy(title);
	h.title = copy(title);
	h.url = copy("https://press.example/1");
	h.summary = copy("A summary.");
	h.author = copy("");
	snprintf(h.source, sizeof h.source, "%s", source);
	snprintf(h.language, sizeof h.language, "en");
	snprintf(h.companies[0], sizeof h.companies[0], "%s", company);
	h.company_count = *company ? 1 : 0;
	h.time = h.fetched = time;
	assert_int_equal(store_open(&s, program_store_path(), STORE_WRITE, NULL, &err), 0);
	assert_int_equal(store_put_headlines(s, &h, 1, &added, &err), 0);
	assert_int_equal(added, 1);
	store_free(s);
	headline_release(&h);
}

static void put_press(void)
{
	struct output o = program_expect(0, ARGS("quote"));
	output_release(&o);
	put_headline("paper", "Nvidia builds a data center", "NVDA", NOW_S - 3600);
	put_headline("paper", "=HYPERLINK(\"http://evil.example\")", "", NOW_S - 7200);
	put_headline("journal", "AMD, \"quoted\", and a comma", "AMD", NOW_S - 3 * 86400);
}

static int press_count(const char *const *arguments)
{
	struct output o = program_run(arguments);
	cJSON *rows = cJSON_Parse(o.out);
	assert_non_null(rows);
	int count = cJSON_GetArraySize(rows);
	assert_int_equal(o.status, count ? 0 : 3);
	cJSON_Delete(rows);
	output_release(&o);
	return count;
}

static void press_is_filtered(void **state)
{
	(void)state;
	put_press();
	assert_int_equal(press_count(ARGS("press", "--json")), 3);
	assert_int_equal(press_count(ARGS("press", "--json", "data", "center")), 1);
	assert_int_equal(press_count(ARGS("press", "--json", "--company", "amd")), 1);
	assert_int_equal(press_count(ARGS("press", "--json", "--source", "paper")), 2);
	assert_int_equal(press_count(ARGS("press", "--json", "--since", "2d")), 2);
	assert_int_equal(press_count(ARGS("press", "--json", "--since", "90m")), 1);
	assert_int_equal(press_count(ARGS("press", "--json", "--since", "2026-08-22")), 0);
	assert_int_equal(press_count(ARGS("press", "--json", "--unread")), 3);
	assert_int_equal(press_count(ARGS("press", "--json", "--limit", "2")), 2);
	assert_int_equal(press_count(ARGS("press", "--json", "--figures")), 3);
}

static void press_has_its_fields(void **state)
{
	(void)state;
	static const char *const keys[] = { "id",        "source",  "time",    "title", "url", "language",
					    "companies", "figures", "summary", "read",  NULL };
	put_press();
	cJSON *rows = program_json(ARGS("press", "--json"));
	const cJSON *row = rows->child;
	assert_keys(row, keys);
	assert_string_equal(text(row, "title"), "Nvidia builds a data center");
	assert_string_equal(text(row, "time"), "2026-08-21T17:48:03Z");
	assert_string_equal(cJSON_GetObjectItem(row, "companies")->child->valuestring, "NVDA");
	assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(row, "figures")), 0);
	assert_true(cJSON_IsFalse(cJSON_GetObjectItem(row, "read")));
	cJSON_Delete(rows);
}

static void csv_disarms_formulas_and_quotes_commas(void **state)
{
	(void)state;
	put_press();
	struct output o = program_expect(0, ARGS("press", "--csv"));
	assert_non_null(strstr(o.out, ",\"'=HYPERLINK(\"\"http://evil.example\"\")\","));
	assert_non_null(strstr(o.out, ",\"AMD, \"\"quoted\"\", and a comma\","));
	output_release(&o);
}

/* ---- index, sources, store ---- */

static double component(const cJSON *bubble, const char *camp, const char *code)
{
	const cJSON *reading = cJSON_GetObjectItem(cJSON_GetObjectItem(bubble, "readings"), camp);
	return number(cJSON_GetObjectItem(reading, "components"), code);
}

static void the_index_has_its_fields_and_its_worked_numbers(void **state)
{
	(void)state;
	cJSON *b = program_json(ARGS("bubble", "--json"));
	static const char *const names[] = { "as_of",  "readings",    "band",     "missing",
					     "inputs", "assumptions", "companies" };
	for (size_t i = 0; i < COUNT(names); i++)
		assert_non_null(cJSON_GetObjectItemCaseSensitive(b, names[i]));
	static const char *const input_keys[] = { "name", "value", "unit", "date", "source", NULL };
	assert_keys(cJSON_GetObjectItem(b, "inputs")->child, input_keys);
	static const char *const band_keys[] = { "centre", "sd", "low", "high", NULL };
	assert_keys(cJSON_GetObjectItem(b, "band"), band_keys);
	static const char *const company_keys[] = { "symbol",       "pe",         "ps",       "implied_growth_pct",
						    "cap_to_capex", "components", "readings", NULL };
	assert_keys(cJSON_GetObjectItem(b, "companies")->child, company_keys);
	assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(b, "companies")), 5);
	assert_true(fabs(component(b, "marcus", "G") - 86.2163) < 0.0001);
	assert_true(fabs(component(b, "huang", "G") - 1.6522) < 0.0001);
	assert_true(fabs(component(b, "marcus", "V") - 98.7741) < 0.0001);
	const cJSON *assumed = cJSON_GetObjectItem(cJSON_GetObjectItem(b, "assumptions"), "marcus");
	assert_true(fabs(number(assumed, "gpu_life") - 3) < 1e-9);
	cJSON_Delete(b);
}

static void other_assumptions_move_the_index(void **state)
{
	(void)state;
	cJSON *b = program_json(ARGS("bubble", "--json", "--assume", "gpu_life=6,return=8"));
	const cJSON *assumed = cJSON_GetObjectItem(cJSON_GetObjectItem(b, "assumptions"), "marcus");
	assert_true(fabs(number(assumed, "gpu_life") - 6) < 1e-9);
	/* R* is now the one of the other camp, 220.6455, against the labs' 55. */
	assert_true(fabs(component(b, "marcus", "G") - 100 * (1 - 55 / 220.6455)) < 0.001);
	assert_true(fabs(component(b, "huang", "G") - 1.6522) < 0.0001);
	cJSON_Delete(b);
	cJSON *one = program_json(ARGS("bubble", "NVDA", "--json"));
	assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(one, "companies")), 1);
	cJSON_Delete(one);
}

static void the_index_is_rows_as_csv(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("bubble", "--csv"));
	assert_memory_equal(o.out, "code,component,marcus,huang,sentence\r\nV,valuation,98.7741,", 58);
	assert_non_null(strstr(o.out, "\r\nindex,index,"));
	output_release(&o);
}

static void sources_have_their_fields(void **state)
{
	(void)state;
	static const char *const keys[] = { "name",      "url",        "kind",  "state", "last_ok",
					    "next_poll", "latency_ms", "items", "error", NULL };
	cJSON *rows = program_json(ARGS("sources", "--json"));
	assert_true(cJSON_GetArraySize(rows) > 3);
	const cJSON *row;
	cJSON_ArrayForEach(row, rows)
	{
		assert_keys(row, keys);
		assert_string_equal(text(row, "state"), "waiting");
		assert_true(is_null(row, "last_ok"));
		assert_true(is_null(row, "error"));
	}
	cJSON_Delete(rows);
}

static void the_store_tells_what_it_holds(void **state)
{
	(void)state;
	cJSON *info = program_json(ARGS("store", "info", "--json"));
	assert_string_equal(text(info, "path"), program_store_path());
	assert_true(fabs(number(info, "quotes") - 5) < 0.5);
	assert_true(number(info, "candles") > 600);
	assert_true(number(info, "deals") > 50);
	assert_true(fabs(number(info, "readings") - 1) < 0.5);
	assert_true(is_null(info, "lease"));
	cJSON_Delete(info);
	struct output o = program_expect(0, ARGS("store", "check"));
	assert_string_equal(o.out, "sound\n");
	output_release(&o);
	o = program_expect(0, ARGS("store", "vacuum"));
	assert_string_equal(o.err, "");
	output_release(&o);
}

static void the_shipped_data_is_put_in_once(void **state)
{
	(void)state;
	struct buffer first, second;
	struct output o = program_expect(0, ARGS("quote"));
	output_release(&o);
	read_file(program_store_path(), &first);
	setenv("FROTH_NOW", "2026-08-22T18:48:03Z", 1);
	o = program_expect(0, ARGS("bubble"));
	output_release(&o);
	read_file(program_store_path(), &second);
	assert_int_equal(first.length, second.length);
	assert_memory_equal(first.data, second.data, first.length);
	buffer_release(&first);
	buffer_release(&second);
	struct stat st;
	assert_int_equal(stat(program_store_path(), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void many_first_starts_at_once_agree(void **state)
{
	(void)state;
	pid_t children[6];
	for (size_t i = 0; i < COUNT(children); i++) {
		children[i] = fork();
		assert_true(children[i] >= 0);
		if (children[i] == 0) {
			struct output o = program_run(ARGS("quote", "NVDA", "--csv"));
			_exit(o.status ? 1 : 0);
		}
	}
	for (size_t i = 0; i < COUNT(children); i++) {
		int status = 0;
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	cJSON *info = program_json(ARGS("store", "info", "--json"));
	assert_true(fabs(number(info, "readings") - 1) < 0.5);
	cJSON_Delete(info);
}

/* ---- feed ---- */

static void put_file(char path[PATH_SIZE], const char *content)
{
	assert_int_equal(path_xdg(PATH_STATE, "feed.xml", path, NULL), 0);
	assert_int_equal(path_make_parent(path, NULL), 0);
	assert_int_equal(file_replace(path, content, strlen(content), NULL), 0);
}

static void a_page_that_is_no_feed_is_refused(void **state)
{
	(void)state;
	char path[PATH_SIZE];
	put_file(path, "<!DOCTYPE html><html><head><title>Sign in</title></head><body>No feed</body></html>");
	assert_says(2, ARGS("feed"), "feed needs a file");
	assert_says(1, ARGS("feed", "/nonexistent.xml"), "/nonexistent.xml");
	assert_says(1, ARGS("feed", path), "");
	struct output o = program_expect(1, ARGS("feed", path, "--json"));
	cJSON *feed = cJSON_Parse(o.out);
	assert_string_equal(text(feed, "format"), "");
	cJSON_Delete(feed);
	output_release(&o);
}

static void a_feed_has_its_fields(void **state)
{
	(void)state;
	static const char *const keys[] = { "format", "title", "link",  "language", "encoding",
					    "bozo",   "error", "items", NULL };
	static const char *const item_keys[] = { "id",     "title",   "link",       "published", "updated",
						 "author", "summary", "categories", NULL };
	char path[PATH_SIZE];
	put_file(path, "<rss version='2.0'><channel><title>Paper</title><link>https://press.example/</link>"
		       "<item><title>One</title><link>/one</link><guid>1</guid>"
		       "<pubDate>Fri, 21 Aug 2026 18:48:03 GMT</pubDate></item></channel></rss>");
	cJSON *feed = program_json(ARGS("feed", path, "--json", "--base", "https://press.example/rss"));
	assert_keys(feed, keys);
	const cJSON *item = cJSON_GetObjectItem(feed, "items")->child;
	assert_keys(item, item_keys);
	assert_string_equal(text(feed, "format"), "rss");
	assert_string_equal(text(item, "link"), "https://press.example/one");
	assert_string_equal(text(item, "published"), "2026-08-21T18:48:03Z");
	cJSON_Delete(feed);
	struct output o = program_expect(0, ARGS("feed", path));
	assert_non_null(strstr(o.out, "One"));
	output_release(&o);
}

/* ---- configuration, help ---- */

static void put_config(const char *content)
{
	char path[PATH_SIZE];
	assert_int_equal(path_xdg(PATH_CONFIG, "froth.yaml", path, NULL), 0);
	assert_int_equal(path_make_parent(path, NULL), 0);
	assert_int_equal(file_replace(path, content, strlen(content), NULL), 0);
}

static void a_wrong_configuration_is_told_and_the_defaults_hold(void **state)
{
	(void)state;
	put_config("watchlists:\n  - name: mine\n    symbols: [AMD]\ndisplay:\n  them: dark\n");
	struct output o = program_expect(0, ARGS("quote", "--csv"));
	assert_non_null(strstr(o.err, "froth.yaml:5:3: unknown key \"them\" in display; did you mean \"theme\"?"));
	assert_non_null(strstr(o.err, "the defaults hold"));
	assert_non_null(strstr(o.out, "9984.T"));
	output_release(&o);
	assert_says(1, ARGS("config", "check"), "froth.yaml:5:3: unknown key \"them\"");
	assert_says(1, ARGS("quote", "--config", "/nonexistent.yaml"), "/nonexistent.yaml");
}

static void the_configuration_names_the_symbols(void **state)
{
	(void)state;
	put_config("watchlists:\n  - name: mine\n    symbols: [tsm, AMD]\n");
	cJSON *rows = program_json(ARGS("quote", "--json"));
	assert_int_equal(cJSON_GetArraySize(rows), 2);
	assert_string_equal(text(rows->child, "symbol"), "TSM");
	cJSON_Delete(rows);
	struct output o = program_expect(0, ARGS("config", "check"));
	assert_non_null(strstr(o.out, ": good\n"));
	output_release(&o);
	o = program_expect(0, ARGS("config", "options"));
	assert_non_null(strstr(o.out, "display: theme"));
	output_release(&o);
}

static void the_printed_default_is_a_good_configuration(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("config", "default"));
	put_config(o.out);
	output_release(&o);
	o = program_expect(0, ARGS("config", "check"));
	output_release(&o);
	char path[PATH_SIZE + 1];
	assert_int_equal(path_xdg(PATH_CONFIG, "froth.yaml", path, NULL), 0);
	o = program_expect(0, ARGS("config", "path"));
	assert_string_equal(strncat(path, "\n", 2), o.out);
	output_release(&o);
}

static void every_command_has_help_with_examples_first(void **state)
{
	(void)state;
	for (const struct command *c = commands; c->name; c++) {
		struct output o = program_expect(0, *c->name ? ARGS(c->name, "--help") : ARGS("-h"));
		assert_memory_equal(o.out, "  froth", 7);
		assert_non_null(strstr(o.out, "Usage: froth "));
		assert_non_null(strstr(o.out, "--store FILE"));
		assert_string_equal(o.err, "");
		output_release(&o);
	}
	struct output o = program_expect(0, ARGS("-V"));
	assert_string_equal(o.out, "froth " FROTH_VERSION "\n");
	output_release(&o);
}

static void lists_for_the_manual_are_printed(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("--list-keys"));
	assert_non_null(strchr(o.out, '\t'));
	output_release(&o);
	o = program_expect(0, ARGS("--list-options"));
	assert_non_null(strstr(o.out, "display.theme\tdark\tdark|light|"));
	output_release(&o);
}

static void the_board_is_printed_without_a_terminal(void **state)
{
	(void)state;
	struct output once = program_expect(0, ARGS("--once", "--offline"));
	assert_non_null(strstr(once.out, "NVDA"));
	assert_non_null(strstr(once.out, "9984.T"));
	assert_string_equal(once.err, "");
	assert_null(strchr(once.out, '\033'));
	struct output plain = program_expect(0, ARGS("--offline"));
	assert_string_equal(once.out, plain.out);
	output_release(&once);
	output_release(&plain);
}

#define TEST(function) cmocka_unit_test_setup(function, program_setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(wrong_usage_ends_with_two_and_names_what_was_meant),
		TEST(nothing_found_ends_with_three),
		TEST(a_wrong_clock_is_refused),
		TEST(a_store_below_a_regular_file_is_one_sentence),
		TEST(a_store_that_is_not_ours_keeps_its_bytes),
		TEST(a_store_of_another_program_keeps_its_bytes),
		TEST(a_store_newer_than_the_program_keeps_its_bytes),
		TEST(a_truncated_store_keeps_its_bytes),
		TEST(an_output_that_takes_nothing_is_an_error),
		TEST(a_fresh_machine_has_shipped_quotes),
		TEST(a_live_quote_is_fresh_then_stale),
		TEST(a_quote_of_the_close_is_fresh_until_the_next_session),
		TEST(numbers_carry_no_noise),
		TEST(quotes_as_csv_have_a_head_and_a_row_each),
		TEST(a_part_of_the_symbols_is_found),
		TEST(history_has_its_fields),
		TEST(press_is_filtered),
		TEST(press_has_its_fields),
		TEST(csv_disarms_formulas_and_quotes_commas),
		TEST(the_index_has_its_fields_and_its_worked_numbers),
		TEST(other_assumptions_move_the_index),
		TEST(the_index_is_rows_as_csv),
		TEST(sources_have_their_fields),
		TEST(the_store_tells_what_it_holds),
		TEST(the_shipped_data_is_put_in_once),
		TEST(many_first_starts_at_once_agree),
		TEST(a_page_that_is_no_feed_is_refused),
		TEST(a_feed_has_its_fields),
		TEST(a_wrong_configuration_is_told_and_the_defaults_hold),
		TEST(the_configuration_names_the_symbols),
		TEST(the_printed_default_is_a_good_configuration),
		TEST(every_command_has_help_with_examples_first),
		TEST(lists_for_the_manual_are_printed),
		TEST(the_board_is_printed_without_a_terminal),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
