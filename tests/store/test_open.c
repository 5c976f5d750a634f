#include "tests/store/support.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/internal.h"

/* Opens in both modes, which must fail, and compares the file's bytes before and after. */
static void expect_untouched(const char *path, const char *part)
{
	struct buffer before, after;
	struct error err;
	read_file(path, &before);
	for (int mode = STORE_READ; mode <= STORE_WRITE; mode++) {
		expect_refusal(path, (enum store_mode)mode, &err);
		assert_contains(err.text, part);
	}
	read_file(path, &after);
	assert_int_equal(before.length, after.length);
	assert_memory_equal(before.data, after.data, before.length);
	buffer_release(&before);
	buffer_release(&after);
}

static void a_file_that_is_no_database_is_refused_untouched(void **state)
{
	struct scratch *scratch = *state;
	char text[4096];
	memset(text, 'x', sizeof text);
	write_file(scratch->path, text, sizeof text);
	expect_untouched(scratch->path, "is not a froth store: it is no SQLite database");
	write_file(scratch->path, "short", 5);
	expect_untouched(scratch->path, "is not a froth store: it is no SQLite database");
}

static void another_program_s_database_is_refused_untouched(void **state)
{
	struct scratch *scratch = *state;
	run_sql(scratch->path, "CREATE TABLE quote (symbol TEXT); PRAGMA application_id = 0x12345678");
	expect_untouched(scratch->path, "is not a froth store (application id 0x12345678)");
}

static void another_program_s_database_in_wal_mode_gets_no_log_beside_it(void **state)
{
	struct scratch *scratch = *state;
	char log[128];
	run_sql(scratch->path, "PRAGMA journal_mode = WAL; CREATE TABLE t (x)");
	expect_untouched(scratch->path, "is not a froth store (application id 0x00000000)");
	snprintf(log, sizeof log, "%s-shm", scratch->path);
	assert_int_equal(access(log, F_OK), -1);
}

static void a_foreign_database_with_a_leftover_journal_is_refused(void **state)
{
	struct scratch *scratch = *state;
	char journal[128];
	run_sql(scratch->path, "CREATE TABLE t (x)");
	snprintf(journal, sizeof journal, "%s-journal", scratch->path);
	write_file(journal, "not a journal at all, only some bytes", 37);
	struct error err;
	expect_refusal(scratch->path, STORE_WRITE, &err);
	assert_contains(err.text, "is not a froth store (application id 0x00000000)");
}

static void a_newer_schema_is_refused_untouched(void **state)
{
	struct scratch *scratch = *state;
	char sentence[80];
	store_free(open_store(scratch->path, STORE_WRITE));
	run_sql(scratch->path, "PRAGMA user_version = 9");
	snprintf(sentence, sizeof sentence, "is of schema 9, newer than this program's %d: please update froth",
		 store_schema_version());
	expect_untouched(scratch->path, sentence);
}

static void a_newer_schema_that_only_the_log_holds_is_refused(void **state)
{
	struct scratch *scratch = *state;
	struct store *s = open_store(scratch->path, STORE_WRITE);
	struct error err;
	assert_int_equal(store_execute(s, "PRAGMA user_version = 9", &err), 0);
	expect_refusal(scratch->path, STORE_READ, &err);
	assert_contains(err.text, "newer than this program's");
	expect_refusal(scratch->path, STORE_WRITE, &err);
	assert_contains(err.text, "newer than this program's");
	store_free(s);
}

static void a_log_that_a_newer_program_left_is_not_folded_into_the_file(void **state)
{
	struct scratch *scratch = *state;
	char sentence[] = "is of schema 9, newer than this program's";
	pid_t pid = fork();
	if (pid == 0) {
		struct error err;
		struct store *s = open_store(scratch->path, STORE_WRITE);
		if (store_execute(s, "PRAGMA user_version = 9", &err))
			_exit(1);
		raise(SIGKILL);
	}
	int status = 0;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	expect_untouched(scratch->path, sentence);
}

static void an_older_schema_is_refused_to_a_reader_who_may_not_write(void **state)
{
	struct scratch *scratch = *state;
	struct error err;
	store_free(open_store(scratch->path, STORE_WRITE));
	run_sql(scratch->path, "PRAGMA user_version = 0");
	expect_refusal(scratch->path, STORE_READ, &err);
	assert_contains(err.text, "is of schema 0, older than this program's");
}

static void a_store_cut_in_half_is_refused_untouched(void **state)
{
	struct scratch *scratch = *state;
	struct stat st;
	store_free(open_store(scratch->path, STORE_WRITE));
	assert_int_equal(stat(scratch->path, &st), 0);
	assert_int_equal(truncate(scratch->path, st.st_size / 2), 0);
	expect_untouched(scratch->path, "the file is damaged");
	assert_int_equal(truncate(scratch->path, 60), 0);
	expect_untouched(scratch->path, "it is no SQLite database");
}

static void a_missing_store_is_told_apart_and_not_made_by_a_reader(void **state)
{
	struct scratch *scratch = *state;
	struct store *s;
	struct error err;
	bool missing = false;
	assert_int_equal(store_open(&s, scratch->path, STORE_READ, &missing, &err), -1);
	assert_null(s);
	assert_true(missing);
	assert_contains(err.text, scratch->path);
	assert_int_equal(access(scratch->path, F_OK), -1);
}

static void an_empty_file_is_missing_to_a_reader_and_filled_by_a_writer(void **state)
{
	struct scratch *scratch = *state;
	struct store *s;
	struct error err;
	bool missing = false;
	write_file(scratch->path, "", 0);
	assert_int_equal(store_open(&s, scratch->path, STORE_READ, &missing, &err), -1);
	assert_true(missing);
	store_free(open_store(scratch->path, STORE_WRITE));
	store_free(open_store(scratch->path, STORE_READ));
}

static void a_folder_where_the_store_should_be_is_refused(void **state)
{
	struct scratch *scratch = *state;
	struct error err;
	expect_refusal(scratch->folder, STORE_READ, &err);
	expect_refusal(scratch->folder, STORE_WRITE, &err);
	assert_contains(err.text, "is not a file");
}

static void a_folder_that_cannot_be_made_is_named(void **state)
{
	struct scratch *scratch = *state;
	char path[160];
	struct error err;
	struct store *s;
	bool missing = false;
	write_file(scratch->path, "in the way", 10);
	snprintf(path, sizeof path, "%s/deeper/froth.db", scratch->path);
	assert_int_equal(store_open(&s, path, STORE_WRITE, NULL, &err), -1);
	assert_contains(err.text, scratch->path);
	assert_int_equal(store_open(&s, path, STORE_READ, &missing, &err), -1);
	assert_true(missing);
}

static void a_new_store_is_private_and_complete(void **state)
{
	struct scratch *scratch = *state;
	char path[160], folder[128], answer[32];
	struct stat st;
	struct error err = { "" };
	snprintf(folder, sizeof folder, "%s/a/b", scratch->folder);
	snprintf(path, sizeof path, "%s/froth.db", folder);
	mode_t before = umask(0);
	struct store *s = open_store(path, STORE_WRITE);
	umask(before);
	assert_done(store_put_note(s, "a", "b", &err), &err);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(stat(folder, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	strcat(path, "-wal");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	path[strlen(path) - 4] = '\0';
	assert_done(store_check(s, &err), &err);
	store_free(s);
	ask_sql(path, "PRAGMA journal_mode", answer, sizeof answer);
	assert_string_equal(answer, "wal");
	ask_sql(path,
		"SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND NOT strict"
		" AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'press_text%'", /* FTS5 makes its own */
		answer, sizeof answer);
	assert_string_equal(answer, "0");
	ask_sql(path, "PRAGMA application_id", answer, sizeof answer);
	assert_int_equal(atoi(answer), STORE_APPLICATION_ID);
}

static void assert_pragma(struct store *s, const char *name, int expected)
{
	char sql[64];
	sqlite3_stmt *stmt;
	snprintf(sql, sizeof sql, "PRAGMA %s", name);
	assert_int_equal(sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	if (sqlite3_column_int(stmt, 0) != expected)
		fail_msg("%s is %d, not %d", name, sqlite3_column_int(stmt, 0), expected);
	sqlite3_finalize(stmt);
}

static void a_writer_says_saved_only_after_the_disk_does(void **state)
{
	struct scratch *scratch = *state;
	struct store *s = open_store(scratch->path, STORE_WRITE);
	assert_pragma(s, "synchronous", 2);
	assert_pragma(s, "busy_timeout", 5000);
	assert_pragma(s, "wal_autocheckpoint", 1000);
	assert_pragma(s, "journal_size_limit", 16777216);
	assert_pragma(s, "foreign_keys", 1);
	assert_pragma(s, "trusted_schema", 0);
	store_free(s);
}

static void a_reader_cannot_write(void **state)
{
	struct scratch *scratch = *state;
	struct error err;
	store_free(open_store(scratch->path, STORE_WRITE));
	struct store *s = open_store(scratch->path, STORE_READ);
	assert_int_equal(store_execute(s, "DELETE FROM note", &err), -1);
	assert_contains(err.text, "it can only be read");
	store_free(s);
}

static void a_reader_sees_what_is_committed_and_nothing_else(void **state)
{
	struct scratch *scratch = *state;
	struct error err = { "" };
	char value[16];
	int64_t first, second, third;
	struct store *writer = open_store(scratch->path, STORE_WRITE);
	struct store *reader = open_store(scratch->path, STORE_READ);
	assert_done(store_data_version(reader, &first, &err), &err);
	assert_done(store_begin(writer, &err), &err);
	assert_done(store_put_note(writer, "a", "1", &err), &err);
	assert_done(store_get_note(reader, "a", value, sizeof value, &err), &err);
	assert_string_equal(value, "");
	assert_done(store_data_version(reader, &second, &err), &err);
	assert_int_equal(first, second);
	assert_done(store_commit(writer, &err), &err);
	assert_done(store_data_version(reader, &third, &err), &err);
	assert_int_not_equal(second, third);
	assert_done(store_get_note(reader, "a", value, sizeof value, &err), &err);
	assert_string_equal(value, "1");
	store_free(reader);
	store_free(writer);
}

static void a_reader_s_transaction_is_one_state_of_the_store(void **state)
{
	struct scratch *scratch = *state;
	struct error err = { "" };
	char value[16];
	struct store *writer = open_store(scratch->path, STORE_WRITE);
	struct store *reader = open_store(scratch->path, STORE_READ);
	assert_done(store_put_note(writer, "a", "1", &err), &err);
	assert_done(store_begin(reader, &err), &err);
	assert_done(store_get_note(reader, "a", value, sizeof value, &err), &err);
	assert_done(store_put_note(writer, "a", "2", &err), &err);
	assert_done(store_get_note(reader, "a", value, sizeof value, &err), &err);
	assert_string_equal(value, "1");
	assert_done(store_commit(reader, &err), &err);
	assert_done(store_get_note(reader, "a", value, sizeof value, &err), &err);
	assert_string_equal(value, "2");
	store_free(reader);
	store_free(writer);
}

static void a_rollback_takes_back_all_puts_since_begin(void **state)
{
	struct scratch *scratch = *state;
	struct error err = { "" };
	char value[16];
	struct store *s = open_store(scratch->path, STORE_WRITE);
	assert_done(store_put_note(s, "a", "old", &err), &err);
	assert_done(store_begin(s, &err), &err);
	assert_done(store_put_note(s, "a", "new", &err), &err);
	assert_done(store_put_note(s, "b", "new", &err), &err);
	store_rollback(s);
	assert_done(store_get_note(s, "a", value, sizeof value, &err), &err);
	assert_string_equal(value, "old");
	assert_done(store_get_note(s, "b", value, sizeof value, &err), &err);
	assert_string_equal(value, "");
	store_free(s);
}

/* As nobody, in a folder nobody may write: exits 0 when a quote of a note could be read. */
static void read_as_nobody(const char *path)
{
	struct store *s;
	struct error err = { "" };
	char value[16] = "";
	if (geteuid() == 0 && (setgid(65534) || setuid(65534)))
		_exit(2);
	if (store_open(&s, path, STORE_READ, NULL, &err) || store_get_note(s, "a", value, sizeof value, &err)) {
		fprintf(stderr, "%s\n", err.text);
		_exit(3);
	}
	store_free(s);
	_exit(strcmp(value, "kept") == 0 ? 0 : 4);
}

static void a_store_in_a_folder_that_is_read_only_can_be_read(void **state)
{
	struct scratch *scratch = *state;
	struct error err = { "" };
	char folder[96], path[128];
	snprintf(folder, sizeof folder, "%s/what? 100%%#", scratch->folder);
	snprintf(path, sizeof path, "%s/froth.db", folder);
	struct store *s = open_store(path, STORE_WRITE);
	assert_done(store_put_note(s, "a", "kept", &err), &err);
	store_free(s);
	assert_int_equal(chmod(path, 0444), 0);
	assert_int_equal(chmod(folder, 0555), 0);
	assert_int_equal(chmod(scratch->folder, 0755), 0);
	pid_t pid = fork();
	if (pid == 0)
		read_as_nobody(path);
	int status = -1;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(chmod(folder, 0755), 0);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void write_as_nobody(const char *path)
{
	struct store *s;
	struct error err = { "" };
	if (geteuid() == 0 && (setgid(65534) || setuid(65534)))
		_exit(2);
	_exit(store_open(&s, path, STORE_WRITE, NULL, &err) == -1 && strstr(err.text, path) &&
			      strstr(err.text, "Permission denied")
		      ? 0
		      : 3);
}

static void a_store_that_may_not_be_written_is_refused_to_a_writer(void **state)
{
	struct scratch *scratch = *state;
	store_free(open_store(scratch->path, STORE_WRITE));
	assert_int_equal(chmod(scratch->path, 0444), 0);
	assert_int_equal(chmod(scratch->folder, 0755), 0);
	pid_t pid = fork();
	if (pid == 0)
		write_as_nobody(scratch->path);
	int status = -1;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void make_or_join(const char *path)
{
	struct store *s;
	struct error err;
	int failed = store_open(&s, path, STORE_WRITE, NULL, &err) || store_put_note(s, "a", "b", &err);
	if (failed)
		fprintf(stderr, "%s\n", err.text);
	store_free(s);
	_exit(failed);
}

/* Looks until the store is there; "missing" is the only excuse. */
static void wait_for_it(const char *path)
{
	struct store *s;
	struct error err;
	bool missing = true;
	while (store_open(&s, path, STORE_READ, &missing, &err))
		if (!missing) {
			fprintf(stderr, "reader: %s\n", err.text);
			_exit(1);
		}
	store_free(s);
	_exit(0);
}

static void programs_that_make_the_store_at_once_all_get_it(void **state)
{
	struct scratch *scratch = *state;
	for (int round = 0; round < 20; round++) {
		pid_t children[5];
		snprintf(scratch->path, sizeof scratch->path, "%s/%d.db", scratch->folder, round);
		for (int i = 0; i < 5; i++) {
			children[i] = fork();
			if (children[i] == 0)
				(i % 2 ? wait_for_it : make_or_join)(scratch->path);
		}
		for (int i = 0; i < 5; i++) {
			int status = -1;
			assert_int_equal(waitpid(children[i], &status, 0), children[i]);
			assert_int_equal(status, 0);
		}
		store_free(open_store(scratch->path, STORE_READ));
	}
}

static void info_tells_sizes_and_counts(void **state)
{
	struct scratch *scratch = *state;
	struct store_info info;
	struct error err = { "" };
	struct store *s = open_store(scratch->path, STORE_WRITE);
	struct quote q = sample_quote("NVDA", 100, NOON, "yahoo-spark");
	struct candle_series series;
	sample_series(&series, "NVDA", 0, 7, 10, "yahoo-chart");
	assert_done(store_put_quotes(s, &q, 1, &err), &err);
	assert_done(store_put_candles(s, &series, &err), &err);
	candle_series_release(&series);
	assert_done(store_get_info(s, NOON, &info, &err), &err);
	assert_string_equal(info.path, scratch->path);
	assert_int_equal(info.schema, store_schema_version());
	assert_true(info.bytes > 0);
	assert_true(info.wal_bytes > 0);
	assert_int_equal(info.quotes, 1);
	assert_int_equal(info.candles, 7);
	assert_int_equal(info.headlines + info.sources + info.facts + info.deals + info.readings, 0);
	assert_false(info.lease_held);
	assert_done(store_vacuum(s, &err), &err);
	assert_done(store_check(s, &err), &err);
	store_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define SCRATCH(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)
		SCRATCH(a_file_that_is_no_database_is_refused_untouched),
		SCRATCH(another_program_s_database_is_refused_untouched),
		SCRATCH(another_program_s_database_in_wal_mode_gets_no_log_beside_it),
		SCRATCH(a_foreign_database_with_a_leftover_journal_is_refused),
		SCRATCH(a_newer_schema_is_refused_untouched),
		SCRATCH(a_newer_schema_that_only_the_log_holds_is_refused),
		SCRATCH(a_log_that_a_newer_program_left_is_not_folded_into_the_file),
		SCRATCH(an_older_schema_is_refused_to_a_reader_who_may_not_write),
		SCRATCH(a_store_cut_in_half_is_refused_untouched),
		SCRATCH(a_missing_store_is_told_apart_and_not_made_by_a_reader),
		SCRATCH(an_empty_file_is_missing_to_a_reader_and_filled_by_a_writer),
		SCRATCH(a_folder_where_the_store_should_be_is_refused),
		SCRATCH(a_folder_that_cannot_be_made_is_named),
		SCRATCH(a_new_store_is_private_and_complete),
		SCRATCH(a_writer_says_saved_only_after_the_disk_does),
		SCRATCH(a_reader_cannot_write),
		SCRATCH(a_reader_sees_what_is_committed_and_nothing_else),
		SCRATCH(a_reader_s_transaction_is_one_state_of_the_store),
		SCRATCH(a_rollback_takes_back_all_puts_since_begin),
		SCRATCH(a_store_in_a_folder_that_is_read_only_can_be_read),
		SCRATCH(a_store_that_may_not_be_written_is_refused_to_a_writer),
		SCRATCH(programs_that_make_the_store_at_once_all_get_it),
		SCRATCH(info_tells_sizes_and_counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
