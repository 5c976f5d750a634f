/* froth deals --candidates, accept and refuse, and where candidates come from. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/paths.h"
#include "cli/collect_candidates.h"
#include "tests/cli/fields.h"
#include "tests/cli/program.h"
#include "tests/cli/sentence.h"

#define NOW_S 1787338083 /* 2026-08-21T18:48:03Z */

static struct store *open_writer(void)
{
	struct store *s;
	struct error err = { "" };
	struct output o = program_expect(0, ARGS("deals")); /* makes and fills it */
	output_release(&o);
	if (store_open(&s, program_store_path(), STORE_WRITE, NULL, &err))
		fail_msg("%s", err.text);
	return s;
}

static size_t put_headline(struct store *s, const char *source, const char *title, int64_t time)
{
	char id[64], text[256], url[96], nothing[] = "";
	struct headline h;
	struct error err = { "" };
	size_t added = 99;
	int64_t last;
	headline_init(&h);
	snprintf(id, sizeof id, "%s-%lld", source, (long long)time);
	snprintf(text, sizeof text, "%s", title);
	snprintf(url, sizeof url, "https://%s.example/%lld", source, (long long)time);
	h.id = id;
	h.title = text;
	h.url = url;
	h.summary = h.author = nothing;
	snprintf(h.source, sizeof h.source, "%s", source);
	snprintf(h.language, sizeof h.language, "en");
	h.time = h.fetched = time;
	assert_int_equal(store_get_last_headline(s, &last, &err), 0);
	assert_int_equal(store_put_headlines(s, &h, 1, NULL, &err), 0);
	if (collect_note_candidates(s, last, &added, &err))
		fail_msg("%s", err.text);
	return added;
}

#define STORY "SoftBank to invest $77bn in Cerebras"

static void put_one(void)
{
	struct store *s = open_writer();
	assert_int_equal(put_headline(s, "wire", STORY, NOW_S - 3600), 1);
	store_free(s);
}

static const char *own_path(void)
{
	static char path[PATH_SIZE];
	assert_int_equal(path_xdg(PATH_DATA, "ledger.tsv", path, NULL), 0);
	return path;
}

static void wrong_usage_is_told(void **state)
{
	(void)state;
	assert_says(2, ARGS("deals", "accept"), "expected froth deals accept ID or froth deals refuse ID");
	assert_says(2, ARGS("deals", "take", "K1"), "expected froth deals accept ID or froth deals refuse ID");
	assert_says(3, ARGS("deals", "accept", "K1"), "there is no such candidate");
	assert_says(3, ARGS("deals", "refuse", "D01"), "there is no such candidate");
	assert_int_equal(access(own_path(), F_OK), -1);
}

static void ten_papers_and_a_deal_of_the_ledger_make_one_candidate(void **state)
{
	struct store *s = open_writer();
	char source[32];
	(void)state;
	for (int i = 0; i < 10; i++) {
		snprintf(source, sizeof source, "paper-%d", i);
		assert_int_equal(put_headline(s, source, STORY, NOW_S - i * 3600), i == 0);
	}
	assert_int_equal(put_headline(s, "wire", "Oracle shares rise 5% to $180", NOW_S), 0);
	assert_int_equal(put_headline(s, "wire", "Nvidia to invest up to $100bn in OpenAI", NOW_S + 1), 0); /* D01 */
	store_free(s);
	cJSON *rows = program_json(ARGS("deals", "--candidates", "--json"));
	assert_int_equal(cJSON_GetArraySize(rows), 1);
	cJSON_Delete(rows);
}

static void a_candidate_has_the_fields_of_a_deal_and_its_sentence(void **state)
{
	(void)state;
	put_one();
	cJSON *rows = program_json(ARGS("deals", "--candidates", "--json"));
	const cJSON *row = cJSON_GetArrayItem(rows, 0);
	assert_string_equal(field_text(row, "id"), "K1");
	assert_string_equal(field_text(row, "date"), "2026-08-21");
	assert_string_equal(field_text(row, "payer"), "SB");
	assert_string_equal(field_text(row, "payee"), "CBRS");
	assert_string_equal(field_text(row, "from"), "SoftBank");
	assert_true(field_number(row, "amount_high") == 77e9);
	assert_string_equal(field_text(row, "currency"), "USD");
	assert_string_equal(field_text(row, "status"), "waiting");
	assert_string_equal(field_text(row, "delivery_class"), "plan");
	assert_string_equal(field_text(row, "sentence"), STORY);
	assert_string_equal(field_text(row, "headline"), STORY);
	assert_string_equal(field_text(row, "paper"), "wire");
	assert_non_null(strstr(field_text(row, "url"), "https://wire.example/"));
	cJSON_Delete(rows);
	struct output o = program_expect(0, ARGS("deals", "--candidates", "--csv"));
	assert_non_null(strstr(o.out, "\nK1,"));
	output_release(&o);
	o = program_expect(0, ARGS("deals", "--candidates", "--company", "9984.T"));
	assert_non_null(strstr(o.out, STORY));
	output_release(&o);
	assert_says(3, ARGS("deals", "--candidates", "--company", "AMD"), "no candidates are waiting");
}

static void nothing_enters_the_ledger_by_itself(void **state)
{
	(void)state;
	put_one();
	cJSON *rows = program_json(ARGS("deals", "--json"));
	const cJSON *row;
	cJSON_ArrayForEach(row, rows) assert_string_not_equal(field_text(row, "id"), "K1");
	cJSON_Delete(rows);
	assert_int_equal(access(own_path(), F_OK), -1);
}

static void an_accepted_candidate_is_a_row_of_ones_own_ledger(void **state)
{
	(void)state;
	put_one();
	struct output o = program_expect(0, ARGS("deals", "accept", "K1"));
	assert_non_null(strstr(o.out, "K1 is now line"));
	assert_non_null(strstr(o.out, own_path()));
	output_release(&o);
	assert_says(3, ARGS("deals", "--candidates"), "no candidates are waiting");
	cJSON *rows = program_json(ARGS("deals", "--company", "9984.T", "--json"));
	const cJSON *row, *found = NULL;
	cJSON_ArrayForEach(row, rows) if (strcmp(field_text(row, "id"), "K1") == 0) found = row;
	assert_non_null(found);
	assert_string_equal(field_text(found, "origin"), "own");
	assert_string_equal(field_text(found, "note"), STORY);
	assert_string_equal(field_text(found, "delivery_class"), "plan");
	assert_non_null(strstr(field_text(found, "source"), "https://wire.example/"));
	cJSON_Delete(rows);
	o = program_expect(0, ARGS("deals", "accept", "K1"));
	assert_non_null(strstr(o.out, "K1 stands already in line"));
	output_release(&o);
	assert_says(1, ARGS("deals", "refuse", "K1"), "K1 was accepted");
}

static void a_refused_candidate_is_gone_and_stays_gone(void **state)
{
	(void)state;
	put_one();
	struct output o = program_expect(0, ARGS("deals", "refuse", "K1"));
	output_release(&o);
	assert_says(3, ARGS("deals", "--candidates"), "no candidates are waiting");
	struct store *s = open_writer();
	assert_int_equal(put_headline(s, "journal", STORY, NOW_S), 0);
	store_free(s);
	assert_int_equal(access(own_path(), F_OK), -1);
}

static void a_ledger_of_ones_own_that_is_wrong_takes_no_row(void **state)
{
	static const char wrong[] = "this is no ledger\n";
	struct buffer text;
	(void)state;
	put_one();
	assert_int_equal(path_make_parent(own_path(), NULL), 0);
	assert_int_equal(file_replace(own_path(), wrong, sizeof wrong - 1, NULL), 0);
	struct output o = program_expect(1, ARGS("deals", "accept", "K1"));
	assert_non_null(strstr(o.err, "ledger.tsv"));
	output_release(&o);
	buffer_init(&text, 4096);
	assert_int_equal(file_read(own_path(), &text, NULL), 0);
	assert_string_equal(buffer_text(&text), wrong);
	buffer_release(&text);
	o = program_expect(0, ARGS("deals", "--candidates"));
	assert_non_null(strstr(o.out, "K1"));
	output_release(&o);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup(f, program_setup)
	const struct CMUnitTest tests[] = {
		TEST(wrong_usage_is_told),
		TEST(ten_papers_and_a_deal_of_the_ledger_make_one_candidate),
		TEST(a_candidate_has_the_fields_of_a_deal_and_its_sentence),
		TEST(nothing_enters_the_ledger_by_itself),
		TEST(an_accepted_candidate_is_a_row_of_ones_own_ledger),
		TEST(a_refused_candidate_is_gone_and_stays_gone),
		TEST(a_ledger_of_ones_own_that_is_wrong_takes_no_row),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
