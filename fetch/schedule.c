#include "fetch/schedule.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAY_S 86400
#define HOUR_MS 3600000

uint32_t prng_below(struct prng *p, uint32_t limit)
{
	p->state += UINT64_C(0x9E3779B97F4A7C15);
	uint64_t z = p->state;
	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	z ^= z >> 31;
	return limit ? (uint32_t)(z % limit) : 0;
}

int backoff_s(int failures, struct prng *p)
{
	assert(failures > 0);
	int wait = BACKOFF_FIRST_S;
	for (int i = 1; i < failures && wait < BACKOFF_MAX_S; i++)
		wait *= 2;
	wait += (int)prng_below(p, (uint32_t)wait / 4 + 1);
	return wait < BACKOFF_MAX_S ? wait : BACKOFF_MAX_S - (int)prng_below(p, BACKOFF_MAX_S / 10);
}

int64_t stored_wait_s(int64_t next_poll, int64_t now)
{
	int64_t wait = next_poll - now;
	if (wait < 0)
		return 0;
	return wait < DAY_S ? wait : DAY_S;
}

void schedule_init(struct schedule *s, int host_spacing_ms)
{
	*s = (struct schedule){
		.host_spacing_ms = host_spacing_ms,
		.start_spacing_ms = host_spacing_ms / 10, /* ten starts in the time that one host rests */
		.max_busy = 32,
	};
}

void schedule_release(struct schedule *s)
{
	free(s->hosts);
	free(s->slots);
	*s = (struct schedule){ 0 };
}

static int find_host(struct schedule *s, const char *name, size_t *index)
{
	for (*index = 0; *index < s->host_count; ++*index)
		if (!strcmp(s->hosts[*index].name, name))
			return 0;
	struct schedule_host *more = realloc(s->hosts, (s->host_count + 1) * sizeof *more);
	if (!more)
		return -1;
	s->hosts = more;
	struct schedule_host *host = &more[s->host_count++];
	*host = (struct schedule_host){ .free_ms = INT64_MIN, .paced_ms = INT64_MIN };
	snprintf(host->name, sizeof host->name, "%s", name);
	return 0;
}

int schedule_add(struct schedule *s, const char *host, int64_t due_ms)
{
	size_t index;
	struct schedule_slot *more = realloc(s->slots, (s->slot_count + 1) * sizeof *more);
	if (!more)
		return -1;
	s->slots = more;
	if (find_host(s, host, &index))
		return -1;
	more[s->slot_count++] = (struct schedule_slot){ .host = index, .due_ms = due_ms };
	return 0;
}

void schedule_set_rank(struct schedule *s, size_t slot, int rank)
{
	assert(slot < s->slot_count);
	s->slots[slot].rank = rank;
}

int schedule_move(struct schedule *s, size_t slot, const char *host)
{
	assert(slot < s->slot_count && !s->slots[slot].busy);
	return find_host(s, host, &s->slots[slot].host);
}

void schedule_hold(struct schedule *s, size_t slot, int64_t until_ms)
{
	struct schedule_host *host = &s->hosts[s->slots[slot].host];
	if (host->free_ms < until_ms)
		host->free_ms = until_ms;
}

/* Not before this for the sake of the hourly limit. */
static int64_t paced_ms(const struct schedule *s, const struct schedule_host *host)
{
	if (!s->host_hourly || host->paced_ms == INT64_MIN)
		return INT64_MIN;
	return host->paced_ms - (int64_t)(SCHEDULE_BURST - 1) * (HOUR_MS / s->host_hourly);
}

static void pace(const struct schedule *s, struct schedule_host *host, int64_t now_ms)
{
	if (s->host_hourly)
		host->paced_ms = (host->paced_ms > now_ms ? host->paced_ms : now_ms) + HOUR_MS / s->host_hourly;
}

static int64_t ready_ms(const struct schedule *s, const struct schedule_slot *slot)
{
	const struct schedule_host *host = &s->hosts[slot->host];
	if (slot->busy || host->busy || slot->due_ms == SCHEDULE_NEVER)
		return SCHEDULE_NEVER;
	int64_t ready = slot->due_ms > host->free_ms ? slot->due_ms : host->free_ms;
	int64_t paced = paced_ms(s, host);
	return ready > paced ? ready : paced;
}

static bool goes_before(const struct schedule_slot *a, const struct schedule_slot *b)
{
	return a->rank != b->rank ? a->rank < b->rank : a->due_ms < b->due_ms;
}

bool schedule_take(struct schedule *s, int64_t now_ms, size_t *slot, int64_t *wake_ms)
{
	size_t best = s->slot_count;
	*wake_ms = SCHEDULE_NEVER;
	if (s->busy >= s->max_busy)
		return false;
	for (size_t i = 0; i < s->slot_count; i++) {
		int64_t ready = ready_ms(s, &s->slots[i]);
		if (ready < *wake_ms)
			*wake_ms = ready;
		if (ready <= now_ms && (best == s->slot_count || goes_before(&s->slots[i], &s->slots[best])))
			best = i;
	}
	if (*wake_ms != SCHEDULE_NEVER && *wake_ms < s->next_start_ms)
		*wake_ms = s->next_start_ms;
	if (best == s->slot_count || now_ms < s->next_start_ms)
		return false;
	s->slots[best].busy = true;
	s->hosts[s->slots[best].host].busy = true;
	pace(s, &s->hosts[s->slots[best].host], now_ms);
	s->busy++;
	s->next_start_ms = now_ms + s->start_spacing_ms;
	*slot = best;
	return true;
}

void schedule_done(struct schedule *s, size_t slot, int64_t now_ms, int64_t due_ms)
{
	assert(slot < s->slot_count && s->slots[slot].busy);
	struct schedule_host *host = &s->hosts[s->slots[slot].host];
	s->slots[slot].busy = false;
	s->slots[slot].due_ms = due_ms;
	s->busy--;
	host->busy = false;
	if (host->free_ms < now_ms + s->host_spacing_ms)
		host->free_ms = now_ms + s->host_spacing_ms;
}
