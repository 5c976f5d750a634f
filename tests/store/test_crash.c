/* kill -9, a full disk, damaged bytes: what was said to be saved is there, and nothing is half. */
#include "tests/store/support.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/internal.h"

#define KILLS 20

/* One row in two tables, in one transaction. */
static int put_pair(struct store *s, int number, struct error *err)
{
	char name[16];
	snprintf(name, sizeof name, "n%d", number);
	struct headline h = sample_headline(name, "Nvidia ships a chip", NOON + number);
	int failed = store_begin(s, err);
	if (!failed) {
		failed = store_put_headlines(s, &h, 1, NULL, err) || store_put_note(s, name, "there", err);
		if (failed)
			store_rollback(s);
		else
			failed = store_commit(s, err);
	}
	headline_release(&h);
	return failed;
}

static void write_for_ever(const char *path, int acknowledge)
{
	struct store *s;
	struct error err;
	bool taken;
	if (store_open(&s, path, STORE_WRITE, NULL, &err) || store_lease_take(s, getpid(), NOON, &taken, &err))
		_exit(1);
	for (int number = 0;; number++) {
		if (put_pair(s, number, &err))
			_exit(1);
		if (write(acknowledge, "+", 1) != 1)
			_exit(1);
	}
}

/* Reads `count` acknowledgements, kills the writer, reads what it had still said. */
static int kill_after(pid_t writer, int acknowledged, int count)
{
	char byte;
	int total = 0;
	ssize_t n;
	while (total < count && (n = read(acknowledged, &byte, 1)) == 1)
		total++;
	kill(writer, SIGKILL);
	while ((n = read(acknowledged, &byte, 1)) == 1)
		total++;
	int status = 0;
	assert_int_equal(waitpid(writer, &status, 0), writer);
	assert_true(WIFSIGNALED(status));
	return total;
}

static void expect_pairs(struct store *s, int acknowledged)
{
	struct error err = { "" };
	struct headline_list press;
	assert_done(store_get_headlines(s, &(struct press_query){ .limit = 100000 }, &press, &err), &err);
	assert_true(press.count == (size_t)acknowledged || press.count == (size_t)acknowledged + 1);
	for (size_t i = 0; i < press.count; i++) {
		char name[16], value[16];
		snprintf(name, sizeof name, "n%d", (int)(press.count - 1 - i));
		assert_string_equal(press.items[i].id, name);
		assert_done(store_get_note(s, name, value, sizeof value, &err), &err);
		assert_string_equal(value, "there");
	}
	struct store_info info;
	assert_done(store_get_info(s, NOON, &info, &err), &err);
	assert_false(info.lease_held);
	headline_list_release(&press);
}

static void what_was_acknowledged_survives_kill_9(void **state)
{
	struct scratch *scratch = *state;
	for (int round = 0; round < KILLS; round++) {
		int ends[2];
		struct error err = { "" };
		snprintf(scratch->path, sizeof scratch->path, "%s/%d.db", scratch->folder, round);
		assert_int_equal(pipe(ends), 0);
		pid_t writer = fork();
		if (writer == 0)
			write_for_ever(scratch->path, ends[1]);
		close(ends[1]);
		int acknowledged = kill_after(writer, ends[0], 1 + round * 3);
		close(ends[0]);
		assert_true(acknowledged >= 1 + round * 3);
		struct store *s = open_store(scratch->path, STORE_WRITE);
		expect_pairs(s, acknowledged);
		assert_done(store_check(s, &err), &err);
		store_free(s);
	}
}

static void set_page_limit(struct store *s, int pages)
{
	char sql[64];
	struct error err = { "" };
	snprintf(sql, sizeof sql, "PRAGMA max_page_count = %d", pages);
	assert_done(store_execute(s, sql, &err), &err);
}

static int put_many_bars(struct store *s, struct error *err)
{
	struct candle_series series;
	sample_series(&series, "NVDA", 0, 20000, 10, "yahoo-chart");
	int result = store_put_candles(s, &series, err);
	candle_series_release(&series);
	return result;
}

static void a_full_disk_fails_the_put_and_keeps_the_rest(void **state)
{
	struct scratch *scratch = *state;
	struct error err = { "" };
	struct store_info info;
	struct store *s = open_store(scratch->path, STORE_WRITE);
	assert_int_equal(put_pair(s, 0, &err), 0);
	set_page_limit(s, 60);
	assert_int_equal(put_many_bars(s, &err), -1);
	assert_contains(err.text, scratch->path);
	assert_contains(err.text, "the disk is full");
	assert_done(store_get_info(s, NOON, &info, &err), &err);
	assert_int_equal(info.candles, 0);
	assert_int_equal(info.headlines, 1);
	set_page_limit(s, 100000);
	assert_done(put_many_bars(s, &err), &err);
	assert_done(store_check(s, &err), &err);
	store_free(s);
}

static void a_transaction_that_the_full_disk_undid_is_not_called_saved(void **state)
{
	struct scratch *scratch = *state;
	struct error err = { "" };
	char value[16];
	struct store *s = open_store(scratch->path, STORE_WRITE);
	set_page_limit(s, 60);
	assert_done(store_begin(s, &err), &err);
	assert_done(store_put_note(s, "before", "1", &err), &err);
	assert_int_equal(put_many_bars(s, &err), -1);
	if (sqlite3_get_autocommit(s->db)) {
		/* SQLite has taken back everything: neither more puts nor the commit may claim otherwise. */
		assert_int_equal(store_put_note(s, "after", "1", &err), -1);
		assert_int_equal(store_commit(s, &err), -1);
		assert_contains(err.text, "nothing was saved");
	} else {
		store_rollback(s);
	}
	assert_done(store_get_note(s, "before", value, sizeof value, &err), &err);
	assert_string_equal(value, "");
	assert_done(store_get_note(s, "after", value, sizeof value, &err), &err);
	assert_string_equal(value, "");
	assert_int_equal(put_pair(s, 1, &err), 0);
	store_free(s);
}

/* The child's own limit on the size of a file; dies by SIGKILL when all went as it should. */
static void write_under_a_limit(const char *path)
{
	struct store *s;
	struct error err = { "" };
	struct rlimit limit;
	signal(SIGXFSZ, SIG_IGN);
	if (store_open(&s, path, STORE_WRITE, NULL, &err) || put_pair(s, 0, &err) || getrlimit(RLIMIT_FSIZE, &limit))
		_exit(2);
	rlim_t before = limit.rlim_cur;
	limit.rlim_cur = 300000;
	if (setrlimit(RLIMIT_FSIZE, &limit))
		_exit(3);
	if (put_many_bars(s, &err) != -1 || !strstr(err.text, path) || !strstr(err.text, "File too large"))
		_exit(4);
	if (put_pair(s, 1, &err))
		_exit(5);
	limit.rlim_cur = before;
	if (setrlimit(RLIMIT_FSIZE, &limit) || put_many_bars(s, &err) || store_check(s, &err))
		_exit(6);
	raise(SIGKILL);
}

static void a_limit_on_file_size_fails_the_put_and_keeps_the_rest(void **state)
{
	struct scratch *scratch = *state;
	struct error err = { "" };
	struct store_info info;
	pid_t pid = fork();
	if (pid == 0)
		write_under_a_limit(scratch->path);
	int status = -1;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(WIFEXITED(status) ? WEXITSTATUS(status) : 0, 0);
	assert_true(WIFSIGNALED(status));
	struct store *s = open_store(scratch->path, STORE_WRITE);
	assert_done(store_get_info(s, NOON, &info, &err), &err);
	assert_int_equal(info.headlines, 2);
	assert_int_equal(info.candles, 20000);
	assert_done(store_check(s, &err), &err);
	store_free(s);
}

/* A store with rows in most tables, closed and folded into one file. */
static void make_full_store(const char *path)
{
	struct error err = { "" };
	struct store *s = open_store(path, STORE_WRITE);
	struct candle_series series;
	struct reading reading;
	struct quote q = sample_quote("NVDA", 181.5, NOON, "yahoo-spark");
	sample_series(&series, "NVDA", 0, 300, 10, "yahoo-chart");
	reading_init(&reading);
	assert_done(store_put_candles(s, &series, &err), &err);
	assert_done(store_put_quotes(s, &q, 1, &err), &err);
	assert_done(store_put_reading(s, &reading, &err), &err);
	for (int i = 0; i < 20; i++)
		assert_int_equal(put_pair(s, i, &err), 0);
	candle_series_release(&series);
	store_free(s);
}

/* Everything there is to get; what it says does not matter, only that it ends. */
static void read_all(struct store *s)
{
	struct error err;
	struct quote q;
	bool found;
	struct candle_series series;
	struct headline_list press;
	struct reading reading;
	struct fact_list facts;
	struct deal_list deals;
	struct source_state *states;
	struct fx_rate *rates;
	struct store_info info;
	size_t count;
	store_get_quote(s, "NVDA", &q, &found, &err);
	if (store_get_candles(s, "NVDA", "1d", INT64_MIN, INT64_MAX, &series, &err) == 0)
		candle_series_release(&series);
	if (store_get_headlines(s, &(struct press_query){ .words = "chip" }, &press, &err) == 0)
		headline_list_release(&press);
	store_get_reading(s, &reading, &found, &err);
	if (store_get_facts(s, NULL, &facts, &err) == 0)
		fact_list_release(&facts);
	if (store_get_deals(s, &deals, &err) == 0)
		deal_list_release(&deals);
	if (store_get_source_states(s, &states, &count, &err) == 0)
		free(states);
	if (store_get_fx(s, &rates, &count, &err) == 0)
		free(rates);
	store_get_info(s, NOON, &info, &err);
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void flipped_bytes_never_crash_a_reader(void **state)
{
	struct scratch *scratch = *state;
	struct buffer whole;
	uint32_t seed = 20260820;
	int refused = 0;
	make_full_store(scratch->path);
	read_file(scratch->path, &whole);
	for (int round = 0; round < 100; round++) {
		struct store *s;
		struct error err;
		char *bytes = malloc(whole.length);
		assert_non_null(bytes);
		memcpy(bytes, whole.data, whole.length);
		for (int flips = 0; flips < 40; flips++)
			bytes[100 + next_random(&seed) % (whole.length - 100)] ^= (char)(1u << next_random(&seed) % 8);
		write_file(scratch->path, bytes, whole.length);
		if (store_open(&s, scratch->path, STORE_READ, NULL, &err) == 0)
			read_all(s);
		else
			refused++;
		store_free(s);
		free(bytes);
	}
	assert_true(refused < 100);
	buffer_release(&whole);
}

static void a_damaged_store_that_a_dead_writer_left_is_refused_untouched(void **state)
{
	struct scratch *scratch = *state;
	struct buffer before, after;
	struct error err = { "" };
	bool taken;
	make_full_store(scratch->path);
	pid_t pid = fork();
	if (pid == 0)
		_exit(0);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	struct store *s = open_store(scratch->path, STORE_WRITE);
	assert_done(store_lease_take(s, pid, NOON, &taken, &err), &err);
	store_free(s);
	char page[16];
	ask_sql(scratch->path, "SELECT rootpage FROM sqlite_schema WHERE name = 'headline_by_place'", page,
		sizeof page);
	read_file(scratch->path, &before);
	memset(before.data + (atoi(page) - 1) * 4096 + 8, 0x5a, 64);
	write_file(scratch->path, before.data, before.length);
	expect_refusal(scratch->path, STORE_WRITE, &err);
	assert_contains(err.text, "is damaged");
	read_file(scratch->path, &after);
	assert_int_equal(before.length, after.length);
	assert_memory_equal(before.data, after.data, before.length);
	buffer_release(&before);
	buffer_release(&after);
}

static void a_check_names_the_damage(void **state)
{
	struct scratch *scratch = *state;
	struct error err;
	make_full_store(scratch->path);
	run_sql(scratch->path, "PRAGMA foreign_keys = OFF; DELETE FROM series");
	struct store *s = open_store(scratch->path, STORE_READ);
	assert_int_equal(store_check(s, &err), -1);
	assert_contains(err.text, "a row of candle belongs to nothing");
	store_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define SCRATCH(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)
		SCRATCH(what_was_acknowledged_survives_kill_9),
		SCRATCH(a_full_disk_fails_the_put_and_keeps_the_rest),
		SCRATCH(a_transaction_that_the_full_disk_undid_is_not_called_saved),
		SCRATCH(a_limit_on_file_size_fails_the_put_and_keeps_the_rest),
		SCRATCH(flipped_bytes_never_crash_a_reader),
		SCRATCH(a_damaged_store_that_a_dead_writer_left_is_refused_untouched),
		SCRATCH(a_check_names_the_damage),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
