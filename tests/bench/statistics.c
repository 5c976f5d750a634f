/* What the collector's statistics cost: STORE, an empty path, is filled with ten years of daily bars of the
 * companies of the index, and all that is due is computed, slice by slice. Before that the log-periodic power
 * law of one date, beside lppls 0.6.24 (measured on a like machine). */
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "bubble/lppls.h"
#include "bubble/random.h"
#include "bubble/sample.h"
#include "cli/collect_statistics.h"
#include "cli/index_history.h"

#define DAY 86400
#define NOW ((int64_t)20685 * DAY + 67683) /* 2026-08-20T18:48:03Z */
#define LPPLS_PEER_FITS 18
#define LPPLS_PEER_S 1.0

static double seconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* ---- the log-periodic power law ---- */

static int fit_all(const struct lppls_series *s, double *took, int *windows, double *longest)
{
	struct lppls_confidence c;
	struct error err;
	double start = seconds(CLOCK_PROCESS_CPUTIME_ID), before = start;
	bool more = true;

	if (lppls_confidence_init(&c, s, &err))
		return -1;
	while (more) {
		more = lppls_confidence_step(&c);
		double after = seconds(CLOCK_PROCESS_CPUTIME_ID);
		*longest = fmax(*longest, after - before);
		before = after;
	}
	*took = before - start;
	*windows = c.windows;
	lppls_confidence_release(&c);
	return 0;
}

static int lppls_measure(void)
{
	enum { COUNT = 750, ROUNDS = 3 };
	double times[COUNT], logs[COUNT], took[ROUNDS], longest = 0;
	const struct lppls_series s = { times, logs, COUNT };
	int windows = 0;

	for (int round = 0; round < ROUNDS; round++) {
		struct random r;

		random_init(&r, 1, (uint64_t)round);
		times[0] = 0;
		logs[0] = 5;
		for (int i = 1; i < COUNT; i++) {
			times[i] = times[i - 1] + (i % 5 ? 1 : 3);
			logs[i] = logs[i - 1] + 0.0008 + 0.02 * random_normal(&r);
		}
		if (fit_all(&s, &took[round], &windows, &longest))
			return 1;
	}
	sample_sort(took, ROUNDS);
	double median = sample_quantile(took, ROUNDS, 0.5), peer = LPPLS_PEER_S / LPPLS_PEER_FITS;
	printf("log-periodic power law, one date\n"
	       "  %d fits of 125 to 750 closes: %.2f s of CPU, the longest piece %.1f ms\n"
	       "  lppls 0.6.24: %.1f s for %d fits; a fit: %.0f ms, here %.1f ms; lppls / it: %.1f\n",
	       windows, median, longest * 1e3, LPPLS_PEER_S, LPPLS_PEER_FITS, peer * 1e3, median / windows * 1e3,
	       peer * windows / median);
	return 0;
}

/* ---- all that is due ---- */

static int put_bars(struct store *store, const char *symbol, uint64_t stream, struct error *err)
{
	struct candle_series s;
	struct random r;
	double level = 4;

	candle_series_init(&s);
	snprintf(s.symbol, sizeof s.symbol, "%s", symbol);
	snprintf(s.interval, sizeof s.interval, "1d");
	snprintf(s.currency, sizeof s.currency, "USD");
	snprintf(s.source, sizeof s.source, "bench");
	s.fetched = NOW;
	random_init(&r, 2, stream);
	for (int64_t day = NOW / DAY - 521 * 7; day < NOW / DAY; day++) {
		struct candle c = { .time = day * DAY, .close = exp(level += 0.0005 + 0.02 * random_normal(&r)) };

		if ((day + 3) % 7 < 5 && candle_series_append(&s, &c))
			return -1;
	}
	int status = store_put_candles(store, &s, err);
	candle_series_release(&s);
	return status;
}

static int work(struct statistics *s, struct store *store, struct error *err)
{
	double start = seconds(CLOCK_PROCESS_CPUTIME_ID), longest = 0, longest_cpu = 0;
	int slices = 0;

	for (; statistics_has_work(s); slices++) {
		struct statistics_news news;
		double before = seconds(CLOCK_MONOTONIC), before_cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);

		if (statistics_slice(s, store, NOW, &news, err))
			return -1;
		longest = fmax(longest, seconds(CLOCK_MONOTONIC) - before);
		longest_cpu = fmax(longest_cpu, seconds(CLOCK_PROCESS_CPUTIME_ID) - before_cpu);
	}
	printf("  %.1f s of CPU in %d slices, the longest %.0f ms of CPU, %.0f ms with the disk\n",
	       seconds(CLOCK_PROCESS_CPUTIME_ID) - start, slices, longest_cpu * 1e3, longest * 1e3);
	return 0;
}

static int statistics_measure(const char *path, struct error *err)
{
	const struct statistics_options options = { .symbols = NULL };
	struct statistics *statistics = NULL;
	struct store *store;

	if (store_open(&store, path, STORE_WRITE, NULL, err))
		return -1;
	int status = 0;
	for (size_t i = 0; status == 0 && index_companies[i]; i++)
		status = put_bars(store, index_companies[i], i, err);
	if (status == 0)
		status = statistics_new(&statistics, &options, store, NOW, err);
	printf("\nall that the index asks for: five companies and their portfolio, T = 520, B = 999, lag 0 and 1;\n"
	       "the power law of each company; the portfolio at the ends of %d months, B = 199\n",
	       INDEX_HISTORY_MONTHS);
	if (status == 0)
		status = work(statistics, store, err);
	statistics_free(statistics);
	store_free(store);
	return status;
}

int main(int argc, char **argv)
{
	struct error err;

	if (argc != 2)
		return fprintf(stderr, "usage: statistics STORE\n"), 2;
	if (lppls_measure())
		return 1;
	if (statistics_measure(argv[1], &err) == 0)
		return 0;
	fprintf(stderr, "statistics: %s\n", err.text);
	return 1;
}
