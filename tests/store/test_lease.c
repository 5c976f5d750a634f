#include "tests/store/support.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/internal.h"

static bool take(struct store *s, int64_t pid, int64_t now)
{
	bool taken;
	struct error err = { "" };
	assert_done(store_lease_take(s, pid, now, &taken, &err), &err);
	return taken;
}

static struct store_lease lease_of(struct store *s, int64_t now, bool *held)
{
	struct store_lease lease;
	struct error err = { "" };
	assert_done(store_lease_get(s, &lease, held, now, &err), &err);
	return lease;
}

static int64_t dead_pid(void)
{
	pid_t pid = fork();
	if (pid == 0)
		_exit(0);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	return pid;
}

static void a_lease_of_a_living_process_is_kept(void **state)
{
	struct store *s = *state;
	bool held;
	assert_true(take(s, getppid(), NOON));
	assert_false(take(s, getpid(), NOON + STORE_LEASE_S - 1));
	struct store_lease lease = lease_of(s, NOON + STORE_LEASE_S - 1, &held);
	assert_true(held);
	assert_int_equal(lease.pid, getppid());
	assert_int_equal(lease.since, NOON);
	assert_int_equal(lease.renewed, NOON);
}

static void no_lease_is_held_in_a_new_store(void **state)
{
	bool held = true;
	lease_of(*state, NOON, &held);
	assert_false(held);
}

static void renewal_keeps_since_and_moves_renewed(void **state)
{
	struct store *s = *state;
	bool held;
	assert_true(take(s, getpid(), NOON));
	assert_true(take(s, getpid(), NOON + 10));
	struct store_lease lease = lease_of(s, NOON + 35, &held);
	assert_true(held);
	assert_int_equal(lease.since, NOON);
	assert_int_equal(lease.renewed, NOON + 10);
}

static void a_lease_that_is_not_renewed_is_lost(void **state)
{
	struct store *s = *state;
	bool held;
	assert_true(take(s, getppid(), NOON));
	lease_of(s, NOON + STORE_LEASE_S, &held);
	assert_false(held);
	assert_true(take(s, getpid(), NOON + STORE_LEASE_S));
	struct store_lease lease = lease_of(s, NOON + STORE_LEASE_S, &held);
	assert_int_equal(lease.pid, getpid());
	assert_int_equal(lease.since, NOON + STORE_LEASE_S);
	assert_false(take(s, getppid(), NOON + STORE_LEASE_S + 1));
}

static void a_lease_from_the_future_is_of_a_clock_set_back(void **state)
{
	struct store *s = *state;
	assert_true(take(s, getppid(), NOON + 7200));
	assert_true(take(s, getpid(), NOON));
}

static void a_lease_of_a_dead_process_is_stolen_at_once(void **state)
{
	struct store *s = *state;
	bool held;
	assert_true(take(s, dead_pid(), NOON));
	lease_of(s, NOON, &held);
	assert_false(held);
	assert_true(take(s, getpid(), NOON + 1));
	assert_int_equal(lease_of(s, NOON + 1, &held).pid, getpid());
}

static void a_pid_of_another_host_is_judged_by_time_alone(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	bool held;
	assert_true(take(s, dead_pid(), NOON));
	assert_done(store_execute(s, "UPDATE lease SET host = 'elsewhere.example'", &err), &err);
	lease_of(s, NOON + 1, &held);
	assert_true(held);
	assert_false(take(s, getpid(), NOON + 1));
	assert_true(take(s, getpid(), NOON + STORE_LEASE_S));
}

static void the_same_pid_on_another_host_is_somebody_else(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	assert_true(take(s, getpid(), NOON));
	assert_done(store_execute(s, "UPDATE lease SET host = 'elsewhere.example'", &err), &err);
	assert_false(take(s, getpid(), NOON + 1));
}

static void a_lease_given_back_is_free(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	bool held;
	assert_true(take(s, getppid(), NOON));
	assert_done(store_lease_release(s, getpid(), &err), &err);
	lease_of(s, NOON, &held);
	assert_true(held); /* it was another's */
	assert_done(store_lease_release(s, getppid(), &err), &err);
	assert_true(take(s, getpid(), NOON));
}

static void of_two_programs_one_gets_it(void **state)
{
	struct scratch *scratch = *state;
	struct store *one = open_store(scratch->path, STORE_WRITE);
	struct store *other = open_store(scratch->path, STORE_WRITE);
	assert_true(take(one, getpid(), NOON));
	assert_false(take(other, getppid(), NOON));
	store_free(one);
	store_free(other);
}

static int put_a_quote(struct store *s, struct error *err)
{
	struct quote q;
	quote_init(&q);
	snprintf(q.symbol, sizeof q.symbol, "NVDA");
	q.price = 100;
	return store_put_quotes(s, &q, 1, err);
}

/* A clock set forward makes the first one's lease look abandoned: it must not write beside the second. */
static void who_has_lost_the_lease_writes_nothing(void **state)
{
	struct scratch *scratch = *state;
	struct error err = { "" };
	struct store *one = open_store(scratch->path, STORE_WRITE), *other = open_store(scratch->path, STORE_WRITE);
	assert_true(take(one, getpid(), NOON));
	assert_done(put_a_quote(one, &err), &err);
	assert_true(take(other, getppid(), NOON + 3600));
	assert_int_equal(put_a_quote(one, &err), -1);
	assert_non_null(strstr(err.text, "another collector (process "));
	assert_int_equal(store_begin(one, &err), -1);
	assert_done(put_a_quote(other, &err), &err);
	assert_false(take(one, getpid(), NOON + 3601));
	assert_int_equal(put_a_quote(one, &err), -1);
	assert_done(store_lease_release(other, getppid(), &err), &err);
	assert_done(put_a_quote(one, &err), &err);
	assert_true(take(one, getpid(), NOON + 3602));
	store_free(one);
	store_free(other);
}

static void a_writer_clears_what_a_dead_process_left(void **state)
{
	struct scratch *scratch = *state;
	char rows[8];
	struct store *s = open_store(scratch->path, STORE_WRITE);
	assert_true(take(s, dead_pid(), NOON));
	store_free(s);
	store_free(open_store(scratch->path, STORE_READ));
	ask_sql(scratch->path, "SELECT count(*) FROM lease", rows, sizeof rows);
	assert_string_equal(rows, "1");
	store_free(open_store(scratch->path, STORE_WRITE));
	ask_sql(scratch->path, "SELECT count(*) FROM lease", rows, sizeof rows);
	assert_string_equal(rows, "0");
}

int main(void)
{
#define MEMORY(f) cmocka_unit_test_setup_teardown(f, memory_setup, memory_teardown)
	const struct CMUnitTest tests[] = {
		MEMORY(a_lease_of_a_living_process_is_kept),
		MEMORY(no_lease_is_held_in_a_new_store),
		MEMORY(renewal_keeps_since_and_moves_renewed),
		MEMORY(a_lease_that_is_not_renewed_is_lost),
		MEMORY(a_lease_from_the_future_is_of_a_clock_set_back),
		MEMORY(a_lease_of_a_dead_process_is_stolen_at_once),
		MEMORY(a_pid_of_another_host_is_judged_by_time_alone),
		MEMORY(the_same_pid_on_another_host_is_somebody_else),
		MEMORY(a_lease_given_back_is_free),
		cmocka_unit_test_setup_teardown(of_two_programs_one_gets_it, scratch_setup, scratch_teardown),
		cmocka_unit_test_setup_teardown(who_has_lost_the_lease_writes_nothing, scratch_setup, scratch_teardown),
		cmocka_unit_test_setup_teardown(a_writer_clears_what_a_dead_process_left, scratch_setup,
						scratch_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
