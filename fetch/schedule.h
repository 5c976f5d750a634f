/* When to ask whom: due times, spacing per host, one request in flight a host, back-off.
 *
 * Pure: time and chance are arguments. Times are steady milliseconds (base/clock.h), so a clock that
 * is set does not move a poll; what must survive a restart is kept as wall time by the caller. */
#ifndef FROTH_FETCH_SCHEDULE_H
#define FROTH_FETCH_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BACKOFF_FIRST_S 60
#define BACKOFF_MAX_S 1800
#define SCHEDULE_NEVER INT64_MAX
#define SCHEDULE_HOURLY 600 /* of any one host, however long the watchlists are */
#define SCHEDULE_BURST 120  /* that may be asked without regard to it, after a rest */

/* A small generator for jitter, splitmix64: the same seed gives the same polls. */
struct prng {
	uint64_t state;
};
uint32_t prng_below(struct prng *p, uint32_t limit); /* 0 to limit - 1; 0 for limit 0 */

/* Seconds to wait after that many failures in a row (1, 2, ...): 60 * 2^(n-1) and up to a quarter of
 * it by chance, never more than half an hour. */
int backoff_s(int failures, struct prng *p);

/* Seconds from now until a stored next_poll: 0 when it is past, at most a day, in case the clock
 * that wrote it was wrong. */
int64_t stored_wait_s(int64_t next_poll, int64_t now);

struct schedule_host {
	char name[256];
	int64_t free_ms;  /* not before this */
	int64_t paced_ms; /* when the next request would start if they were evenly spread */
	bool busy;
};

struct schedule_slot {
	size_t host; /* index */
	int64_t due_ms;
	int rank; /* of those that could start, lower ones first */
	bool busy;
};

struct schedule {
	struct schedule_host *hosts; /* owned, as are the slots; a slot's index is its source's */
	size_t host_count;
	struct schedule_slot *slots;
	size_t slot_count;
	int host_spacing_ms;  /* from the end of one request to the start of the next */
	int start_spacing_ms; /* between any two starts */
	int host_hourly;      /* requests that one host gets in an hour once SCHEDULE_BURST are spent; 0 no limit */
	size_t max_busy;
	size_t busy;
	int64_t next_start_ms;
};

void schedule_init(struct schedule *s, int host_spacing_ms);
void schedule_release(struct schedule *s);
/* Adds a slot; -1 out of memory. */
int schedule_add(struct schedule *s, const char *host, int64_t due_ms);
/* Of those that could start, slots of a lower rank go first; 0 unless set. */
void schedule_set_rank(struct schedule *s, size_t slot, int rank);
/* Moves a slot that is not busy to another host. */
int schedule_move(struct schedule *s, size_t slot, const char *host);
/* No request to the slot's host before then. */
void schedule_hold(struct schedule *s, size_t slot, int64_t until_ms);

/* The slot to start now, marked busy: the longest due whose host is free. false: none, and *wake_ms
 * is when to ask again (SCHEDULE_NEVER: after the next schedule_done). */
bool schedule_take(struct schedule *s, int64_t now_ms, size_t *slot, int64_t *wake_ms);
/* The slot's request has ended. */
void schedule_done(struct schedule *s, size_t slot, int64_t now_ms, int64_t due_ms);

#endif
