/* The configuration reader: what it refuses, then what it takes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "base/shipped.h"
#include "config/config.h"

static void assert_is_default(const struct config *c)
{
	struct config d;
	struct error err = { "" };
	assert_int_equal(config_init(&d, &err), 0);
	assert_int_equal(c->watchlist_count, d.watchlist_count);
	for (size_t i = 0; i < d.watchlist_count; i++) {
		assert_string_equal(c->watchlists[i].name, d.watchlists[i].name);
		assert_int_equal(c->watchlists[i].count, d.watchlists[i].count);
		for (size_t j = 0; j < d.watchlists[i].count; j++)
			assert_string_equal(c->watchlists[i].symbols[j], d.watchlists[i].symbols[j]);
	}
	assert_int_equal(c->feed_count, d.feed_count);
	for (size_t i = 0; i < d.feed_count; i++)
		assert_string_equal(c->feeds[i].url, d.feeds[i].url);
	for (const struct option *o = config_options; o->section; o++) {
		char got[600], expected[600];
		config_option_get(c, o, got, sizeof got);
		config_option_get(&d, o, expected, sizeof expected);
		assert_string_equal(got, expected);
	}
	config_release(&d);
}

struct refusal {
	const char *text;
	const char *place;    /* "LINE:COLUMN" */
	const char *sentence; /* a part of it */
};

static void assert_refused_bytes(const char *text, size_t length, const char *place, const char *sentence)
{
	struct config c;
	struct error err = { "" };
	char head[64];
	assert_int_equal(config_init(&c, &err), 0);
	if (config_parse(&c, "froth.yaml", text, length, &err) != -1)
		fail_msg("taken, though it should be refused: %s", text);
	snprintf(head, sizeof head, "froth.yaml:%s: ", place);
	if (strncmp(err.text, head, strlen(head)) != 0 || !strstr(err.text, sentence))
		fail_msg("\n%s\nexpected %s...%s\nfound    %s", text, head, sentence, err.text);
	assert_is_default(&c);
	config_release(&c);
}

static void assert_refused(const struct refusal *r, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_refused_bytes(r[i].text, strlen(r[i].text), r[i].place, r[i].sentence);
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void unknown_keys_are_refused_with_the_nearest_known_one(void **state)
{
	(void)state;
	static const struct refusal refusals[] = {
		{ "fetsh:\n  contact: a@b.example\n", "1:1", "did you mean \"fetch\"?" },
		{ "fetch:\n  quote_intervall: 60\n", "2:3",
		  "unknown key \"quote_intervall\" in fetch; did you mean \"quote_interval\"?" },
		{ "display:\n  mouse: true\n  them: dark\n", "3:3", "did you mean \"theme\"?" },
		{ "press:\n  feed: []\n", "2:3", "did you mean \"feeds\"?" },
		{ "watchlists:\n  - name: A\n    symbol: [NVDA]\n", "3:5", "did you mean \"symbols\"?" },
		{ "press:\n  feeds:\n    - name: A\n      ulr: https://a.example/\n", "4:7", "did you mean \"url\"?" },
		{ "zebra: 1\n", "1:1", "known are watchlists, fetch, press, display, index" },
	};
	assert_refused(refusals, COUNT(refusals));
}

static void wrong_values_say_what_was_expected(void **state)
{
	(void)state;
	static const struct refusal refusals[] = {
		{ "fetch:\n  quote_interval: often\n", "2:19",
		  "quote_interval: expected a whole number from 15 to 3600, found \"often\"" },
		{ "fetch:\n  quote_interval: 14\n", "2:19", "from 15 to 3600" },
		{ "fetch:\n  quote_interval: 3601\n", "2:19", "from 15 to 3600" },
		{ "fetch:\n  quote_interval: -60\n", "2:19", "from 15 to 3600" },
		{ "fetch:\n  quote_interval: 60.5\n", "2:19", "a whole number" },
		{ "fetch:\n  quote_interval: 99999999999999999999\n", "2:19", "a whole number" },
		{ "fetch:\n  quote_interval:\n", "2:18", "a whole number" },
		{ "fetch:\n  quote_interval: [60]\n", "2:19", "expected a single value, found a list" },
		{ "fetch:\n  contact: { a: b }\n", "2:12", "expected a single value, found a mapping" },
		{ "fetch:\n  contact: \"a\\nb\"\n", "2:12", "one line of text" },
		{ "fetch:\n  contact: \"\\e[31m\"\n", "2:12", "without control characters" },
		{ "display:\n  theme: drak\n", "2:10",
		  "expected one of dark|light|high-contrast|colour-blind|mono, found \"drak\"" },
		{ "display:\n  theme: ''\n", "2:10", "expected one of dark|light" },
		{ "display:\n  mouse: maybe\n", "2:10", "mouse: expected true or false, found \"maybe\"" },
		{ "display:\n  currency: dollar\n", "2:13", "three capital letters" },
		{ "index:\n  weights: Z=1\n", "2:12",
		  "weights: expected a component out of V, G, D, C, X, F, found \"Z\"" },
		{ "index:\n  weights: V=2 G=-1\n", "2:12", "weights: expected G=NUMBER, from 0 to 1000" },
		{ "index:\n  weights: V=0 G=0 D=0 C=0 X=0 F=0\n", "2:12",
		  "weights: expected at least one weight above 0, found none" },
		{ "index:\n  mean: median\n", "2:9", "mean: expected one of arithmetic|geometric, found \"median\"" },
		{ "index:\n  weights: { V: 2 }\n", "2:12", "expected a single value, found a mapping" },
		{ "display: dark\n", "1:10", "display: expected a mapping, found a single value" },
		{ "- display\n", "1:1",
		  "expected a mapping of watchlists, fetch, press, display and index, found a list" },
		{ "dark\n", "1:1", "found a single value" },
	};
	assert_refused(refusals, COUNT(refusals));
}

static void wrong_watchlists_are_refused(void **state)
{
	(void)state;
	static const struct refusal refusals[] = {
		{ "watchlists: NVDA\n", "1:13", "expected a list of watchlists, found a single value" },
		{ "watchlists: []\n", "1:14", "expected at least one watchlist" },
		{ "watchlists:\n  - NVDA\n", "2:5", "expected a mapping of name and symbols" },
		{ "watchlists:\n  - symbols: [NVDA]\n", "2:5", "expected a name for each watchlist" },
		{ "watchlists:\n  - name: ''\n", "2:11", "expected a name of 1 to 47 bytes" },
		{ "watchlists:\n  - name: A\n    symbols: NVDA\n", "3:14", "expected a list of symbols" },
		{ "watchlists:\n  - name: A\n    symbols: [NVDA, [AMD]]\n", "3:21", "expected a symbol, found a list" },
		{ "watchlists:\n  - name: A\n    symbols: [NV DA]\n", "3:15",
		  "expected a symbol such as NVDA or 9984.T, found \"NV DA\"" },
		{ "watchlists:\n  - name: A\n    symbols: [NVDA, nvda]\n", "3:21", "NVDA stands in the list twice" },
		{ "watchlists:\n  - name: A\n  - name: A\n", "3:11", "two watchlists are called \"A\"" },
	};
	assert_refused(refusals, COUNT(refusals));
}

static void wrong_feeds_are_refused(void **state)
{
	(void)state;
	static const struct refusal refusals[] = {
		{ "press:\n  feeds: none\n", "2:10", "expected a list of feeds" },
		{ "press:\n  feeds:\n    - name: A\n", "3:7", "expected a url for each feed" },
		{ "press:\n  feeds:\n    - url: https://a.example/\n", "3:7", "expected a name for each feed" },
		{ "press:\n  feeds: [{ name: A, url: 'file:///etc/passwd' }]\n", "2:27",
		  "expected an http:// or https:// address" },
		{ "press:\n  feeds: [{ name: A, url: 'https://a b/' }]\n", "2:27", "without blanks" },
		{ "press:\n  feeds: [{ name: A, url: 'https:///x' }]\n", "2:27", "http:// or https://" },
		{ "press:\n  feeds: [{ name: A, url: 'http://a/', interval: 60 }]\n", "2:50", "seconds from 900" },
		{ "press:\n  feeds: [{ name: A, url: 'http://a/', language: 'e1' }]\n", "2:50", "a language code" },
		{ "press:\n  feeds: [{ name: A, url: 'http://a/', company: 'N V' }]\n", "2:49", "a symbol such as" },
		{ "press:\n  feeds: [{ name: A, url: 'http://a/' }, { name: A, url: 'http://b/' }]\n", "2:42",
		  "two feeds are called \"A\"" },
	};
	assert_refused(refusals, COUNT(refusals));
}

static void a_key_that_stands_twice_is_refused(void **state)
{
	(void)state;
	static const struct refusal refusals[] = {
		{ "fetch:\n  contact: a\nfetch:\n  contact: b\n", "3:1", "\"fetch\" stands in the file twice" },
		{ "display:\n  theme: dark\n  mouse: true\n  theme: light\n", "4:3",
		  "\"theme\" stands in display twice" },
		{ "watchlists:\n  - name: A\n    name: B\n", "3:5", "\"name\" stands in a watchlist twice" },
	};
	assert_refused(refusals, COUNT(refusals));
}

static void yaml_machinery_is_refused(void **state)
{
	(void)state;
	static const struct refusal refusals[] = {
		{ "display:\n  theme: &t dark\n", "2:10", "an anchor" },
		{ "display: &d\n  theme: dark\n", "1:10", "an anchor" },
		{ "display:\n  theme: *t\n", "2:10", "alias" },
		{ "display:\n  theme: !!str dark\n", "2:10", "a tag" },
		{ "watchlists: !list [A]\n", "1:13", "a tag" },
		{ "? [a]\n: b\n", "1:3", "expected a key, found a list" },
		{ "display:\n  theme: dark\n---\nfetch:\n", "3:1", "found a second document" },
	};
	assert_refused(refusals, COUNT(refusals));
}

static void broken_yaml_is_refused_with_its_place(void **state)
{
	(void)state;
	static const struct refusal refusals[] = {
		{ "display:\n  theme: 'dark\n", "3:1", "expected YAML" },
		{ "display:\n\ttheme: dark\n", "2:1", "expected YAML" },
		{ "watchlists:\n  - name: A\n    symbols: [NVDA\n", "4:1", "expected YAML" },
		{ "display: {theme: dark\n", "2:1", "expected YAML" },
		{ "display: {theme: dark]\n", "1:22", "expected YAML" },
	};
	assert_refused(refusals, COUNT(refusals));
}

static void bytes_that_are_no_text_are_refused(void **state)
{
	(void)state;
	assert_refused_bytes("display:\n  theme: d\xff"
			     "rk\n",
			     22, "2:11", "expected UTF-8 text");
	assert_refused_bytes("fetch:\n  contact: a\0b\n", 22, "2:13", "expected UTF-8 text");
	assert_refused_bytes("fetch:\n  contact: \"a\\0b\"\n", 25, "2:12", "found a NUL");
	assert_refused_bytes("fetch:\n  contact: \xc3\xa9\xed\xa0\x80\n", 24, "2:13", "expected UTF-8 text");
}

static void deep_nesting_is_refused_at_once(void **state)
{
	(void)state;
	struct buffer b;
	buffer_init(&b, 0);
	for (int i = 0; i < 100000; i++)
		buffer_append_char(&b, '[');
	assert_refused_bytes(buffer_text(&b), b.length, "1:1", "found a list");
	buffer_clear(&b);
	buffer_append_text(&b, "watchlists:\n  - ");
	for (int i = 0; i < 20000; i++)
		buffer_append_text(&b, "- ");
	assert_refused_bytes(buffer_text(&b), b.length, "2:5", "found a list");
	buffer_release(&b);
}

static void a_file_larger_than_a_mebibyte_is_refused(void **state)
{
	(void)state;
	struct buffer b;
	buffer_init(&b, 0);
	while (b.length <= CONFIG_MAX_BYTES)
		buffer_append_text(&b, "# nothing but comments\n");
	assert_refused_bytes(buffer_text(&b), b.length, "1:1", "at most 1048576 bytes");
	buffer_release(&b);
}

static void every_cut_of_the_default_file_is_refused_or_read(void **state)
{
	(void)state;
	const struct shipped_file *file = shipped_find("froth.yaml");
	struct config c;
	struct error err = { "" };
	assert_int_equal(config_init(&c, &err), 0);
	for (size_t n = 0; n < file->length; n++) {
		err.text[0] = '\0';
		int status = config_parse(&c, "froth.yaml", file->data, n, &err);
		if (status)
			assert_memory_equal(err.text, "froth.yaml:", 11);
		assert_true(c.watchlist_count >= 1);
	}
	config_release(&c);
}

static int parse(struct config *c, const char *text)
{
	struct error err = { "" };
	assert_int_equal(config_init(c, &err), 0);
	int status = config_parse(c, "froth.yaml", text, strlen(text), &err);
	if (status)
		fail_msg("%s", err.text);
	return status;
}

static void an_empty_file_leaves_the_defaults(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"", "\n", "# nothing\n", "---\n", "display:\nfetch:\n", "watchlists:\npress:\n  feeds:\n"
	};
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct config c;
		parse(&c, texts[i]);
		assert_is_default(&c);
		config_release(&c);
	}
}

static void the_default_file_says_what_the_program_does(void **state)
{
	(void)state;
	const struct shipped_file *file = shipped_find("froth.yaml");
	struct config c;
	assert_non_null(file);
	parse(&c, file->data);
	assert_is_default(&c);
	config_release(&c);
	for (const struct option *o = config_options; o->section; o++) {
		char line[64];
		snprintf(line, sizeof line, "%s: ", o->name);
		if (!strstr(file->data, line))
			fail_msg("share/froth.yaml does not mention %s: %s", o->section, o->name);
	}
}

static void the_defaults_are_the_ai_trade(void **state)
{
	(void)state;
	struct config c;
	parse(&c, "");
	assert_int_equal(c.watchlist_count, 1);
	assert_string_equal(c.watchlists[0].name, "AI trade");
	assert_int_equal(c.watchlists[0].count, 5);
	assert_string_equal(c.watchlists[0].symbols[0], "NVDA");
	assert_string_equal(c.watchlists[0].symbols[4], "9984.T");
	assert_int_equal(c.quote_interval_s, 120);
	assert_string_equal(c.theme, "dark");
	assert_string_equal(c.base_currency, "USD");
	assert_true(c.mouse);
	config_release(&c);
}

static void words_that_yaml_takes_for_values_are_symbols(void **state)
{
	(void)state;
	struct config c;
	parse(&c, "watchlists:\n  - name: No\n    symbols: [NO, ON, y, 2330, 2330.TW, 1e5, null, 0700.HK]\n"
		  "  - name: 半導体\n    symbols:\n");
	static const char *const expected[] = { "NO", "ON", "Y", "2330", "2330.TW", "1E5", "NULL", "0700.HK" };
	assert_int_equal(c.watchlist_count, 2);
	assert_string_equal(c.watchlists[0].name, "No");
	assert_int_equal(c.watchlists[0].count, COUNT(expected));
	for (size_t i = 0; i < COUNT(expected); i++)
		assert_string_equal(c.watchlists[0].symbols[i], expected[i]);
	assert_string_equal(c.watchlists[1].name, "半導体");
	assert_int_equal(c.watchlists[1].count, 0);
	config_release(&c);
}

static void sections_are_read(void **state)
{
	(void)state;
	struct config c;
	parse(&c,
	      "\xef\xbb\xbf"
	      "fetch: { contact: me@example.org, quote_interval: 30 }\n"
	      "press:\n  keep_days: 30\n  feeds:\n    - { name: A, url: 'https://a.example/x?y=1', company: nvda }\n"
	      "    - name: B\n      url: http://b.example/\n      language: ja\n      interval: 3600\n"
	      "display:\n  theme: high-contrast\n  up_color: red\n  mouse: off\n  motion: no\n  currency: JPY\n");
	assert_string_equal(c.contact, "me@example.org");
	assert_int_equal(c.quote_interval_s, 30);
	assert_int_equal(c.press_keep_days, 30);
	assert_int_equal(c.feed_count, 2);
	assert_string_equal(c.feeds[0].company, "NVDA");
	assert_int_equal(c.feeds[0].interval_s, 900);
	assert_string_equal(c.feeds[1].language, "ja");
	assert_int_equal(c.feeds[1].interval_s, 3600);
	assert_string_equal(c.theme, "high-contrast");
	assert_string_equal(c.up_color, "red");
	assert_false(c.mouse);
	assert_false(c.motion);
	assert_string_equal(c.base_currency, "JPY");
	assert_string_equal(c.watchlists[0].name, "AI trade");
	config_release(&c);
}

static double sum_of_weights(const struct config *c)
{
	double sum = 0;
	for (int i = 0; i < COMPONENTS; i++)
		sum += c->index.weight[i];
	return sum;
}

static void weights_that_are_not_named_are_one_in_any_order_of_keys(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"index:\n  weights: V=2 F=0\n  mean: geometric\n",
		"index:\n  mean: geometric\n  weights: F=0, V=2\n",
		"index: { weights: 'V=2,F=0', mean: geometric }\n",
	};
	struct config c;
	for (size_t i = 0; i < COUNT(texts); i++) {
		parse(&c, texts[i]);
		assert_true(c.index.weight[COMPONENT_VALUATION] == 2 && c.index.weight[COMPONENT_FINANCING] == 0);
		assert_true(sum_of_weights(&c) == 6);
		assert_int_equal(c.index.mean, MEAN_GEOMETRIC);
		config_release(&c);
	}
	parse(&c, "");
	assert_true(sum_of_weights(&c) == 6 && c.index.weight[COMPONENT_VALUATION] == 1);
	assert_int_equal(c.index.mean, MEAN_ARITHMETIC);
	config_release(&c);
}

static void an_empty_list_of_feeds_reads_no_press(void **state)
{
	(void)state;
	struct config c;
	parse(&c, "press:\n  feeds: []\n");
	assert_int_equal(c.feed_count, 0);
	config_release(&c);
}

static void a_missing_file_is_an_error_only_when_it_is_required(void **state)
{
	(void)state;
	struct config c;
	struct error err = { "" };
	assert_int_equal(config_init(&c, &err), 0);
	assert_int_equal(config_load(&c, "/nonexistent/froth.yaml", true, &err), -1);
	assert_non_null(strstr(err.text, "/nonexistent/froth.yaml"));
	assert_is_default(&c);
	assert_int_equal(config_load(&c, "/nonexistent/froth.yaml", false, &err), 0);
	assert_is_default(&c);
	config_release(&c);
}

static void a_file_is_read_from_disk(void **state)
{
	(void)state;
	char path[PATH_SIZE];
	struct config c;
	struct error err = { "" };
	assert_int_equal(path_xdg(PATH_CONFIG, "froth.yaml", path, &err), 0);
	assert_int_equal(path_make_parent(path, &err), 0);
	static const char text[] = "display:\n  theme: mono\n";
	assert_int_equal(file_replace(path, text, sizeof text - 1, &err), 0);
	assert_int_equal(config_init(&c, &err), 0);
	assert_int_equal(config_load(&c, path, true, &err), 0);
	assert_string_equal(c.theme, "mono");
	config_release(&c);
	remove(path);
}

static void every_option_reads_back_what_it_shows(void **state)
{
	(void)state;
	struct config c;
	struct error err = { "" };
	assert_int_equal(config_init(&c, &err), 0);
	for (const struct option *o = config_options; o->section; o++) {
		char text[600];
		config_option_get(&c, o, text, sizeof text);
		assert_string_equal(text, o->fallback);
		assert_int_equal(config_option_set(&c, o, text, &err), 0);
		assert_ptr_equal(config_option_find(o->section, o->name), o);
		assert_true(*o->help != '\0');
	}
	assert_null(config_option_find("display", "zebra"));
	config_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unknown_keys_are_refused_with_the_nearest_known_one),
		cmocka_unit_test(wrong_values_say_what_was_expected),
		cmocka_unit_test(wrong_watchlists_are_refused),
		cmocka_unit_test(wrong_feeds_are_refused),
		cmocka_unit_test(a_key_that_stands_twice_is_refused),
		cmocka_unit_test(yaml_machinery_is_refused),
		cmocka_unit_test(broken_yaml_is_refused_with_its_place),
		cmocka_unit_test(bytes_that_are_no_text_are_refused),
		cmocka_unit_test(deep_nesting_is_refused_at_once),
		cmocka_unit_test(a_file_larger_than_a_mebibyte_is_refused),
		cmocka_unit_test(every_cut_of_the_default_file_is_refused_or_read),
		cmocka_unit_test(an_empty_file_leaves_the_defaults),
		cmocka_unit_test(the_default_file_says_what_the_program_does),
		cmocka_unit_test(the_defaults_are_the_ai_trade),
		cmocka_unit_test(words_that_yaml_takes_for_values_are_symbols),
		cmocka_unit_test(sections_are_read),
		cmocka_unit_test(weights_that_are_not_named_are_one_in_any_order_of_keys),
		cmocka_unit_test(an_empty_list_of_feeds_reads_no_press),
		cmocka_unit_test(a_missing_file_is_an_error_only_when_it_is_required),
		cmocka_unit_test(a_file_is_read_from_disk),
		cmocka_unit_test(every_option_reads_back_what_it_shows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
