/* The person's own ledger file, made ready for an editor and left as it was where nothing came of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/shipped.h"
#include "config/ledger.h"

#define OLD_HEAD                                                                                                       \
	"id\tdate\tfrom\tto\tkind\tamount_low\tamount_high\tcurrency\tgw\tterm\tstatus\tclass\tconfidence\tpayer\t"    \
	"payee\tsupersedes\tsource\tnote\n"

static void read_own(struct buffer *out)
{
	char path[PATH_SIZE];
	struct error err = { "" };
	buffer_init(out, 0);
	assert_int_equal(ledger_own_path(path, &err), 0);
	if (file_read(path, out, &err))
		fail_msg("%s", err.text);
}

static void put_own(const char *text)
{
	char path[PATH_SIZE];
	struct error err = { "" };
	assert_int_equal(ledger_own_path(path, &err), 0);
	if (file_replace(path, text, strlen(text), &err))
		fail_msg("%s", err.text);
}

static void assert_own(const char *expected)
{
	struct buffer now;
	read_own(&now);
	assert_string_equal(buffer_text(&now), expected);
	buffer_release(&now);
}

static bool own_is_there(void)
{
	char path[PATH_SIZE];
	assert_int_equal(ledger_own_path(path, NULL), 0);
	return access(path, F_OK) == 0;
}

static const char *line_of(const struct buffer *text, int number)
{
	const char *line = buffer_text(text);
	while (--number > 0) {
		line = strchr(line, '\n');
		assert_non_null(line);
		line++;
	}
	return line;
}

static struct ledger shipped(void)
{
	struct ledger l;
	struct error err = { "" };
	if (ledger_load(&l, false, &err))
		fail_msg("%s", err.text);
	return l;
}

static void draft(struct ledger_draft *d, const struct ledger *l, const char *id)
{
	struct error err = { "" };
	if (ledger_draft_row(d, deal_list_find(&l->deals, id), &err))
		fail_msg("%s", err.text);
}

static int set_home(void **state)
{
	static char folder[64];
	snprintf(folder, sizeof folder, "/tmp/froth-draft-XXXXXX");
	*state = mkdtemp(folder);
	return *state && !setenv("XDG_DATA_HOME", folder, 1) ? 0 : -1;
}

static int clear_home(void **state)
{
	char command[128];
	snprintf(command, sizeof command, "rm -rf %s", (char *)*state);
	return system(command);
}

/* ---- refusals ---- */

static void a_folder_in_the_file_s_place_is_refused(void **state)
{
	char path[PATH_SIZE];
	struct ledger_draft d;
	struct error err = { "" };
	struct ledger l = shipped();
	(void)state;
	assert_int_equal(ledger_own_path(path, NULL), 0);
	assert_int_equal(path_make_parent(path, NULL), 0);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(ledger_draft_row(&d, &l.deals.items[0], &err), -1);
	assert_non_null(strstr(err.text, "expected a file"));
	ledger_draft_release(&d);
	ledger_release(&l);
}

static void a_file_that_is_full_takes_no_row(void **state)
{
	struct ledger_draft d;
	struct error err = { "" };
	struct ledger l = shipped();
	char *text = malloc(LEDGER_OWN_LIMIT + 1);
	(void)state;
	assert_non_null(text);
	memset(text, '#', LEDGER_OWN_LIMIT);
	text[LEDGER_OWN_LIMIT] = '\0';
	put_own(text);
	assert_int_equal(ledger_draft_row(&d, &l.deals.items[0], &err), -1);
	assert_non_null(strstr(err.text, "has no room for another row"));
	assert_own(text);
	ledger_draft_release(&d);
	ledger_release(&l);
	free(text);
}

static void a_file_that_is_no_ledger_is_shown_and_not_written(void **state)
{
	struct ledger_draft d;
	struct ledger l = shipped();
	(void)state;
	put_own("a letter\nto somebody");
	draft(&d, &l, "D03");
	assert_false(d.is_added);
	assert_false(ledger_draft_settle(&d));
	assert_own("a letter\nto somebody");
	ledger_draft_release(&d);
	ledger_release(&l);
}

/* ---- rows ---- */

static void without_a_file_one_is_made_for_its_owner_alone(void **state)
{
	struct ledger_draft d;
	struct stat st;
	struct ledger l = shipped(), own;
	struct error err = { "" };
	(void)state;
	draft(&d, &l, "D03");
	assert_true(d.is_new_file);
	assert_int_equal(stat(d.path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(strncmp(line_of(&d.after, d.line), "D03\t2026-02-27\t", 15), 0);
	assert_int_equal(*buffer_text(&d.after), '#');
	/* What was copied is the row itself. */
	assert_int_equal(ledger_load(&own, true, &err), 0);
	assert_string_equal(own.refusal.text, "");
	assert_int_equal(own.deals.count, l.deals.count);
	assert_int_equal(deal_list_find(&own.deals, "D03")->origin, DEAL_OWN);
	ledger_release(&own);
	ledger_draft_release(&d);
	ledger_release(&l);
}

/* Every shipped row, copied, is read again as it was. */
static void a_copy_says_what_the_row_said(void **state)
{
	struct ledger l = shipped();
	(void)state;
	for (size_t i = 0; i < l.deals.count; i++) {
		struct ledger_draft d;
		struct ledger own;
		struct error err = { "" };
		struct deal expected = l.deals.items[i], found;
		draft(&d, &l, expected.id);
		assert_int_equal(ledger_load(&own, true, &err), 0);
		if (*own.refusal.text)
			fail_msg("%s", own.refusal.text);
		found = *deal_list_find(&own.deals, expected.id);
		found.origin = expected.origin;
		assert_memory_equal(found.id, expected.id, strlen(expected.id) + 1);
		assert_string_equal(found.note, expected.note);
		assert_string_equal(found.source, expected.source);
		assert_string_equal(found.gw_in, expected.gw_in);
		assert_string_equal(found.supersedes, expected.supersedes);
		assert_memory_equal(&found.amount_low, &expected.amount_low, sizeof found.amount_low);
		assert_memory_equal(&found.amount_high, &expected.amount_high, sizeof found.amount_high);
		assert_memory_equal(&found.edge_low, &expected.edge_low, sizeof found.edge_low);
		assert_memory_equal(&found.edge_high, &expected.edge_high, sizeof found.edge_high);
		assert_memory_equal(&found.gw, &expected.gw, sizeof found.gw);
		assert_false(ledger_draft_settle(&d));
		assert_false(own_is_there());
		ledger_release(&own);
		ledger_draft_release(&d);
	}
	ledger_release(&l);
}

static void what_was_there_is_not_touched(void **state)
{
	static const char before[] = "# mine\n" OLD_HEAD "N1\t2026\tA\tB\tnote\t\t\t\t\t\t\tfact\thigh\t\t\t\tme\t";
	struct ledger_draft d;
	struct ledger l = shipped();
	(void)state;
	put_own(before);
	draft(&d, &l, "D03");
	assert_true(d.is_added);
	assert_int_equal(d.line, 4);
	struct buffer now;
	read_own(&now);
	assert_memory_equal(buffer_text(&now), before, sizeof before - 1);
	/* As many fields as this older file has. */
	const char *row = line_of(&now, 4);
	size_t tabs = 0;
	for (const char *p = row; *p != '\n'; p++)
		tabs += *p == '\t';
	assert_int_equal(tabs, 17);
	buffer_release(&now);
	/* Nothing was changed, so it is taken out again. */
	assert_false(ledger_draft_settle(&d));
	assert_own(before);
	ledger_draft_release(&d);
	ledger_release(&l);
}

static void a_row_that_is_there_already_is_found(void **state)
{
	static const char before[] = OLD_HEAD "D033\t2026\tA\tB\tnote\t\t\t\t\t\t\tfact\thigh\t\t\t\tme\t\n"
					      "D03\t2026\tA\tB\tnote\t\t\t\t\t\t\tfact\thigh\t\t\t\tme\t\n";
	struct ledger_draft d;
	struct ledger l = shipped();
	(void)state;
	put_own(before);
	draft(&d, &l, "D03");
	assert_int_equal(d.line, 3);
	assert_false(d.is_added);
	assert_own(before);
	assert_false(ledger_draft_settle(&d));
	assert_own(before);
	ledger_draft_release(&d);
	ledger_release(&l);
}

static void a_link_to_the_file_stays_a_link(void **state)
{
	char path[PATH_SIZE], target[PATH_SIZE];
	struct ledger_draft d;
	struct stat st;
	struct ledger l = shipped();
	assert_int_equal(ledger_own_path(path, NULL), 0);
	assert_int_equal(path_make_parent(path, NULL), 0);
	snprintf(target, sizeof target, "%s/elsewhere.tsv", (char *)*state);
	FILE *file = fopen(target, "w");
	assert_non_null(file);
	fputs(OLD_HEAD, file);
	fclose(file);
	assert_int_equal(symlink(target, path), 0);
	draft(&d, &l, "D03");
	assert_int_equal(lstat(path, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_false(ledger_draft_settle(&d));
	assert_own(OLD_HEAD);
	ledger_draft_release(&d);
	ledger_release(&l);
}

static void a_new_row_has_a_free_id_and_must_be_filled_in(void **state)
{
	struct ledger_draft d;
	struct ledger l = shipped(), own;
	struct error err = { "" };
	(void)state;
	put_own(OLD_HEAD "N1\t2026\tA\tB\tnote\t\t\t\t\t\t\tfact\thigh\t\t\t\tme\t\n");
	assert_int_equal(ledger_draft_new(&d, &l.deals, "2026-08-20", &err), 0);
	assert_int_equal(d.line, 3);
	assert_int_equal(strncmp(line_of(&d.after, 3), "N2\t2026-08-20\t", 14), 0);
	/* As it stands it would be refused: nobody stores a template. */
	assert_int_equal(ledger_load(&own, true, &err), 0);
	assert_non_null(strstr(own.refusal.text, "line 3, field confidence: expected high, medium or low"));
	ledger_release(&own);
	assert_false(ledger_draft_settle(&d));
	ledger_draft_release(&d);
	ledger_release(&l);
}

static void what_the_person_changed_stays(void **state)
{
	struct ledger_draft d;
	struct ledger l = shipped();
	(void)state;
	draft(&d, &l, "D03");
	put_own("# all mine now\n");
	assert_true(ledger_draft_settle(&d));
	assert_own("# all mine now\n");
	ledger_draft_release(&d);
	/* A file of comments gets its line of names with the row. */
	draft(&d, &l, "D03");
	assert_int_equal(strncmp(line_of(&d.after, 2), "id\tdate\tfrom\t", 13), 0);
	assert_int_equal(d.line, 3);
	ledger_draft_release(&d);
	ledger_release(&l);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_home, clear_home)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_folder_in_the_file_s_place_is_refused),
		TEST(a_file_that_is_full_takes_no_row),
		TEST(a_file_that_is_no_ledger_is_shown_and_not_written),
		TEST(without_a_file_one_is_made_for_its_owner_alone),
		TEST(a_copy_says_what_the_row_said),
		TEST(what_was_there_is_not_touched),
		TEST(a_row_that_is_there_already_is_found),
		TEST(a_link_to_the_file_stays_a_link),
		TEST(a_new_row_has_a_free_id_and_must_be_filled_in),
		TEST(what_the_person_changed_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
