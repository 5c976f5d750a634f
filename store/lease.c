#include "store/internal.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define HOST_SIZE 256

struct holder {
	char host[HOST_SIZE];
	struct store_lease lease;
};

static void this_host(char host[HOST_SIZE])
{
	if (gethostname(host, HOST_SIZE - 1))
		snprintf(host, HOST_SIZE, "localhost");
	host[HOST_SIZE - 1] = '\0';
}

/* Only a process of this host can be asked after; of another's the time of renewal speaks. */
static bool is_dead(const struct holder *h)
{
	char host[HOST_SIZE];
	this_host(host);
	if (strcmp(host, h->host) != 0)
		return false;
	return h->lease.pid <= 0 || (pid_t)h->lease.pid != h->lease.pid ||
	       (kill((pid_t)h->lease.pid, 0) && errno == ESRCH);
}

/* A renewal far in the future was written by a clock that has been set back since. */
static bool is_expired(const struct holder *h, int64_t now)
{
	int64_t age = now - h->lease.renewed;
	return age >= STORE_LEASE_S || age <= -STORE_LEASE_S;
}

static int get_holder(struct store *s, struct holder *h, bool *found, struct error *err)
{
	struct sql_statement st;
	*h = (struct holder){ .host = "" };
	*found = false;
	if (statement_start(&st, s, SQL_LEASE_GET, err))
		return -1;
	int row = statement_step(&st, err);
	if (row > 0) {
		statement_text(&st, h->host, sizeof h->host);
		h->lease.pid = statement_integer(&st);
		h->lease.since = statement_integer(&st);
		h->lease.renewed = statement_integer(&st);
		*found = true;
	}
	statement_finish(&st);
	return row < 0 ? -1 : 0;
}

static int put_holder(struct store *s, const struct holder *h, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_LEASE_PUT, err))
		return -1;
	statement_bind_text(&st, h->host);
	statement_bind_integer(&st, h->lease.pid);
	statement_bind_integer(&st, h->lease.since);
	statement_bind_integer(&st, h->lease.renewed);
	return statement_run(&st, err);
}

static int take(struct store *s, int64_t pid, int64_t now, bool *taken, struct error *err)
{
	struct holder held, mine = { .lease = { .pid = pid, .since = now, .renewed = now } };
	bool found;
	this_host(mine.host);
	if (get_holder(s, &held, &found, err))
		return -1;
	bool is_mine = found && held.lease.pid == pid && strcmp(held.host, mine.host) == 0;
	if (found && !is_mine && !is_expired(&held, now) && !is_dead(&held))
		return 0;
	if (is_mine)
		mine.lease.since = held.lease.since;
	*taken = true;
	return put_holder(s, &mine, err);
}

int store_lease_take(struct store *s, int64_t pid, int64_t now, bool *taken, struct error *err)
{
	int64_t before = s->lease_pid;
	*taken = false;
	s->lease_pid = 0; /* who asks need not have it */
	int result = store_enter(s, err);
	if (!result)
		result = store_leave(s, take(s, pid, now, taken, err), err);
	if (result)
		*taken = false;
	s->lease_pid = *taken ? pid : before;
	return result;
}

/* A lease that was given back in between, by one who held it for a moment, is nobody's. */
int store_lease_check(struct store *s, struct error *err)
{
	char host[HOST_SIZE];
	struct holder h;
	bool found;
	if (!s->lease_pid)
		return 0;
	if (get_holder(s, &h, &found, err))
		return -1;
	this_host(host);
	if (!found || (h.lease.pid == s->lease_pid && !strcmp(h.host, host)))
		return 0;
	return error_set(err, "nothing was saved in the store %s: another collector (process %lld) fills it now",
			 s->path, (long long)h.lease.pid);
}

static int drop_holder(struct store *s, int64_t pid, struct error *err)
{
	char host[HOST_SIZE];
	struct sql_statement st;
	this_host(host);
	if (statement_start(&st, s, SQL_LEASE_DROP, err))
		return -1;
	statement_bind_text(&st, host);
	statement_bind_integer(&st, pid);
	return statement_run(&st, err);
}

int store_lease_release(struct store *s, int64_t pid, struct error *err)
{
	s->lease_pid = 0;
	if (store_enter(s, err))
		return -1;
	return store_leave(s, drop_holder(s, pid, err), err);
}

int store_lease_get(struct store *s, struct store_lease *lease, bool *held, int64_t now, struct error *err)
{
	struct holder h;
	bool found;
	if (get_holder(s, &h, &found, err))
		return -1;
	*lease = h.lease;
	*held = found && !is_expired(&h, now) && !is_dead(&h);
	return 0;
}

int store_lease_orphan(struct store *s, struct store_lease *lease, bool *orphan, struct error *err)
{
	struct holder h;
	bool found;
	if (get_holder(s, &h, &found, err))
		return -1;
	*lease = h.lease;
	*orphan = found && is_dead(&h);
	return 0;
}
