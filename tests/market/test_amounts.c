/* Amounts: labelled sentences with the rate of exact matches printed, what is no amount, and any bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/market/labels.h"

#define MUTATIONS 100000
#define LEAST_RATE 0.95

static size_t find(const char *text, enum language language, struct amount *out)
{
	return amounts_find(text, strlen(text), language, out, LABEL_AMOUNTS);
}

static void assert_reads(enum language language, const char *sentence, const char *expected)
{
	struct buffer found;
	buffer_init(&found, 0);
	amounts_write(&found, sentence, language);
	if (strcmp(buffer_text(&found), expected) != 0)
		fail_msg("\"%s\" reads \"%s\", not \"%s\"", sentence, buffer_text(&found), expected);
	buffer_release(&found);
}

/* ---- what is none ---- */

static void counts_names_and_dates_are_no_amounts(void **state)
{
	static const char *const sentences[] = {
		"",
		"160 million shares",
		"3 billion users in India",
		"RTX 5090, H100, GB200, 5G, 7 nm, 100x",
		"S&P 500, Fortune 500, Nikkei 225, Nasdaq 100",
		"Q3 2025, FY2026, 10:30, 2025-10-06, 21/01/2025",
		"up 5%, from 3 to 4 percent, 25 basis points",
		"version 12.4.1 of 3.5 million lines",
		"a model with 70 billion parameters",
		"one in a million",
		"billions of dollars",
		"$NVDA and $ORCL",
		"70 milliards de paramètres, 8 milliards d'humains",
		"100万人が参加、2025年、前年比20%増",
		"a 7B model beats the 70B one",
		"a million reasons to stay, a billion stars",
		"about 600mW of power",
		"he won 5 games and lost 3",
		"5 pounds of flour",
	};
	(void)state;
	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
		assert_reads(LANGUAGE_AUTO, sentences[i], "none");
}

static void letters_that_are_no_scale_stay_out(void **state)
{
	(void)state;
	assert_reads(LANGUAGE_EN, "a $300 M&A claim", "$300 = 300 USD exact");
	assert_reads(LANGUAGE_EN, "a $20 B-round", "$20 = 20 USD exact");
	assert_reads(LANGUAGE_EN, "$5 to many", "$5 = 5 USD exact");
	assert_reads(LANGUAGE_EN, "$20 a month, $30 total", "$20 = 20 USD exact ; $30 = 30 USD exact");
}

/* ---- scales, separators, languages ---- */

static void the_french_scale_is_read_and_doubted(void **state)
{
	struct amount a[LABEL_AMOUNTS];
	(void)state;
	assert_reads(LANGUAGE_FR, "2 billions de dollars", "2 billions de dollars = 2000000000000 USD exact ?");
	assert_reads(LANGUAGE_FR, "le trillion de dollars", "le trillion de dollars = 1000000000000 USD exact ?");
	assert_reads(LANGUAGE_FR, "« $100 billion »", "$100 billion = 100000000000 USD exact ?");
	assert_reads(LANGUAGE_FR, "900 billions de dollars", "900 billions de dollars = 900000000000 USD exact ?");
	assert_reads(LANGUAGE_FR, "2 milliards de dollars", "2 milliards de dollars = 2000000000 USD exact");
	assert_reads(LANGUAGE_EN, "2 billion dollars", "2 billion dollars = 2000000000 USD exact");
	assert_int_equal(find("2 billions d'euros", LANGUAGE_FR, a), 1);
	assert_non_null(strstr(a[0].reason, "10^12"));
	assert_int_equal(find("2 billion euros", LANGUAGE_EN, a), 1);
	assert_null(a[0].reason);
}

static void separators_are_read_as_the_language_has_them(void **state)
{
	(void)state;
	assert_reads(LANGUAGE_EN, "$1,234.5 million", "$1,234.5 million = 1234500000 USD exact");
	assert_reads(LANGUAGE_EN, "€1.234,5", "€1.234,5 = 1234.5 EUR exact");
	assert_reads(LANGUAGE_FR, "1 234,5 M€", "1 234,5 M€ = 1234500000 EUR exact");
	assert_reads(LANGUAGE_FR, "1\u00A0234\u00A0567 €", "1\u00A0234\u00A0567 € = 1234567 EUR exact");
	assert_reads(LANGUAGE_FR, "1\u202F234,5\u00A0M€", "1\u202F234,5\u00A0M€ = 1234500000 EUR exact");
	assert_reads(LANGUAGE_FR, "3.500 milliards d'euros", "3.500 milliards d'euros = 3500000000000 EUR exact");
	assert_reads(LANGUAGE_FR, "2,345 milliards d'euros", "2,345 milliards d'euros = 2345000000 EUR exact ?");
	assert_reads(LANGUAGE_FR, "$4,500", "$4,500 = 4500 USD exact");
	assert_reads(LANGUAGE_EN, "15.000 euros", "15.000 euros = 15000 EUR exact");
	assert_reads(LANGUAGE_EN, "$1'250'000", "$1'250'000 = 1250000 USD exact");
	assert_reads(LANGUAGE_JA, "１，２３４億円", "１，２３４億円 = 123400000000 JPY exact");
	assert_reads(LANGUAGE_EN, "in 2025 300 million dollars", "300 million dollars = 300000000 USD exact");
}

static void decimals_are_rounded_once(void **state)
{
	struct amount a[LABEL_AMOUNTS];
	(void)state;
	assert_int_equal(find("$1.35 billion", LANGUAGE_EN, a), 1);
	assert_true(a[0].low == 1350000000.0);
	assert_int_equal(find("$6.022 trillion", LANGUAGE_EN, a), 1);
	assert_true(a[0].low == 6022000000000.0);
}

static void the_language_is_taken_line_by_line(void **state)
{
	const char text[] = "The debt is 2 billion dollars\nLa dette est de 2 billions de dollars\n";
	struct amount a[LABEL_AMOUNTS];
	(void)state;
	assert_int_equal(find(text, LANGUAGE_AUTO, a), 2);
	assert_true(a[0].low == 2e9 && !a[0].doubtful);
	assert_true(a[1].low == 2e12 && a[1].doubtful);
}

static void a_currency_is_lent_within_a_line_only(void **state)
{
	struct amount a[LABEL_AMOUNTS];
	(void)state;
	assert_int_equal(find("It paid $3 billion and will pay 5 billion in 2027", LANGUAGE_EN, a), 2);
	assert_string_equal(a[1].unit, "USD");
	assert_int_equal(find("It paid $3 billion\nIt will pay 5 billion in 2027", LANGUAGE_EN, a), 2);
	assert_string_equal(a[1].unit, "");
	assert_int_equal(find("It paid $3 billion, €1 billion and will pay 5 billion in 2027", LANGUAGE_EN, a), 3);
	assert_string_equal(a[2].unit, "");
}

static void ranges_changes_and_lists_are_told_apart(void **state)
{
	(void)state;
	assert_reads(LANGUAGE_EN, "from $25 billion to $35 billion",
		     "$25 billion to $35 billion = 25000000000..35000000000 USD range");
	assert_reads(LANGUAGE_EN, "raised from $25 billion to $35 billion",
		     "$25 billion = 25000000000 USD exact ; $35 billion = 35000000000 USD exact");
	assert_reads(LANGUAGE_EN, "between $500,000 and $1 million",
		     "$500,000 and $1 million = 500000..1000000 USD range");
	assert_reads(LANGUAGE_EN, "$5 and $7 billion", "$5 = 5000000000 USD exact ; $7 billion = 7000000000 USD exact");
	assert_reads(LANGUAGE_FR, "5 à 7 000 milliards", "5 à 7 000 milliards = 5000000000000..7000000000000 - range");
	assert_reads(LANGUAGE_FR, "500 à 700 milliards", "500 à 700 milliards = 500000000000..700000000000 - range");
}

/* ---- labels ---- */

static void hold_rate(const char *name)
{
	struct label_list list;
	size_t matched = 0;
	labels_read(&list, name);
	for (size_t i = 0; i < list.count; i++) {
		struct buffer wanted, found;
		buffer_init(&wanted, 0);
		buffer_init(&found, 0);
		amounts_label_write(&wanted, &list.items[i]);
		amounts_write(&found, list.items[i].sentence, LANGUAGE_AUTO);
		bool same = strcmp(buffer_text(&wanted), buffer_text(&found)) == 0;
		if (!same)
			printf("amounts_%s.tsv line %d: wanted %s\n    found %s\n", name, list.items[i].line,
			       buffer_text(&wanted), buffer_text(&found));
		matched += same;
		buffer_release(&wanted);
		buffer_release(&found);
	}
	double rate = (double)matched / (double)list.count;
	printf("amounts, %s: %zu of %zu sentences exact, %.1f %%\n", name, matched, list.count, 100 * rate);
	assert_true(list.count >= 50);
	assert_true(rate >= LEAST_RATE);
	labels_release(&list);
}

static void labelled_sentences_are_read_exactly(void **state)
{
	(void)state;
	hold_rate("dev");
	hold_rate("held");
	hold_rate("blind");
}

/* ---- any bytes ---- */

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void assert_sound(size_t length, const struct amount *a, size_t count)
{
	size_t past = 0;
	for (size_t i = 0; i < count; i++) {
		assert_true(a[i].offset >= past);
		assert_true(a[i].length > 0 && a[i].length <= length - a[i].offset);
		assert_true(a[i].low <= a[i].high);
		assert_true(a[i].doubtful == (a[i].reason != NULL));
		assert_true(a[i].bound < BOUNDS);
		past = a[i].offset + a[i].length;
	}
}

static void assert_sound_statements(const char *text, size_t length, const struct amount *a, size_t count)
{
	struct statement s[LABEL_AMOUNTS];
	size_t said = statements_find(text, length, a, count, s, LABEL_AMOUNTS);
	assert_true(said <= count);
	for (size_t i = 0; i < said; i++) {
		assert_true(s[i].amount < count && (i == 0 || s[i].amount > s[i - 1].amount));
		assert_true(s[i].offset + s[i].length <= length);
		assert_true(*s[i].payer || *s[i].payee);
	}
}

/* Read from memory of exactly its length, so that a sanitizer sees a byte too far. */
static void read_exactly(const char *bytes, size_t length, enum language language, bool statements)
{
	struct amount a[LABEL_AMOUNTS];
	char *text = malloc(length ? length : 1);
	assert_non_null(text);
	memcpy(text, bytes, length);
	size_t count = amounts_find(text, length, language, a, LABEL_AMOUNTS);
	assert_sound(length, a, count);
	if (statements)
		assert_sound_statements(text, length, a, count);
	free(text);
}

static void mutate(char *bytes, size_t length, uint32_t *seed)
{
	static const char pieces[] = "0123456789.,$ -~&'\x00\xE2\x80\xAF\xC2\xA0\xE5\x84\x84\xFF\n";
	for (uint32_t n = 1 + next_random(seed) % 4; n && length; n--) {
		size_t at = next_random(seed) % length;
		uint32_t choice = next_random(seed);
		bytes[at] = choice % 3 ? pieces[choice / 3 % (sizeof pieces - 1)] : (char)(choice / 3 & 0xFF);
	}
}

static void mutated_sentences_are_survived(void **state)
{
	struct label_list list;
	uint32_t seed = 20260820;
	(void)state;
	labels_read(&list, "dev");
	for (int i = 0; i < MUTATIONS; i++) {
		char bytes[512];
		const char *sentence = list.items[next_random(&seed) % list.count].sentence;
		size_t length = strlen(sentence);
		assert_true(length < sizeof bytes);
		memcpy(bytes, sentence, length + 1);
		mutate(bytes, length, &seed);
		length = i % 5 ? length : next_random(&seed) % (length + 1);
		read_exactly(bytes, length, (enum language)(i % 4), i % 3 == 0);
	}
	labels_release(&list);
}

static void every_beginning_of_a_sentence_is_survived(void **state)
{
	struct label_list list;
	(void)state;
	labels_read(&list, "held");
	for (size_t i = 0; i < list.count; i++)
		for (size_t length = 0; length <= strlen(list.items[i].sentence); length++)
			read_exactly(list.items[i].sentence, length, list.items[i].language, length % 4 == 0);
	labels_release(&list);
}

static void no_more_amounts_than_there_is_room_for(void **state)
{
	struct amount a[2];
	(void)state;
	assert_int_equal(amounts_find("$1, $2, $3", 10, LANGUAGE_EN, a, 2), 2);
	assert_int_equal(amounts_find("$1, $2, $3", 10, LANGUAGE_EN, a, 0), 0);
	assert_int_equal(amounts_find("$5, $7 and $9 billion", 21, LANGUAGE_EN, a, 2), 2);
}

/* A quadratic reader would not come to an end here. */
static void a_long_text_without_an_end_is_read(void **state)
{
	static const char *const pieces[] = { "9", "1,", "$1 to ", "one hundred ", "億", "- ", "five and ", "$5, " };
	struct amount a[LABEL_AMOUNTS];
	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct buffer text;
		buffer_init(&text, 0);
		while (text.length < 400000)
			assert_int_equal(buffer_append_text(&text, pieces[i]), 0);
		amounts_find(buffer_text(&text), text.length, LANGUAGE_EN, a, LABEL_AMOUNTS);
		buffer_release(&text);
	}
}

static void languages_have_names(void **state)
{
	enum language l = LANGUAGE_AUTO;
	(void)state;
	assert_false(language_named("de", &l));
	assert_false(language_named("", &l));
	assert_true(language_named("fr-CA", &l) && l == LANGUAGE_FR);
	assert_true(language_named("ja", &l) && l == LANGUAGE_JA);
	assert_true(language_named("auto", &l) && l == LANGUAGE_AUTO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_names_and_dates_are_no_amounts),
		cmocka_unit_test(letters_that_are_no_scale_stay_out),
		cmocka_unit_test(the_french_scale_is_read_and_doubted),
		cmocka_unit_test(separators_are_read_as_the_language_has_them),
		cmocka_unit_test(decimals_are_rounded_once),
		cmocka_unit_test(the_language_is_taken_line_by_line),
		cmocka_unit_test(a_currency_is_lent_within_a_line_only),
		cmocka_unit_test(ranges_changes_and_lists_are_told_apart),
		cmocka_unit_test(labelled_sentences_are_read_exactly),
		cmocka_unit_test(mutated_sentences_are_survived),
		cmocka_unit_test(every_beginning_of_a_sentence_is_survived),
		cmocka_unit_test(no_more_amounts_than_there_is_room_for),
		cmocka_unit_test(a_long_text_without_an_end_is_read),
		cmocka_unit_test(languages_have_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
