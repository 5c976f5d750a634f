/* Made prices of the index's companies, and what the tests of them must come to. */
#ifndef FROTH_TESTS_CLI_WEEKS_H
#define FROTH_TESTS_CLI_WEEKS_H

#include "market/weekly.h"
#include "store/store.h"

#define DAY ((int64_t)86400)
#define WEEK (7 * DAY)
#define NOW_TEXT "2026-08-20T18:48:03Z" /* a Thursday */
#define LAST_WEEK "2026-08-16T23:59:59Z"
#define COMPANIES 5 /* of the index */
#define WEEKS 112
#define FEW 199

int64_t at(const char *text); /* RFC 3339 */

enum shape { WALK, BUBBLE, CRASH, CONSTANT, HOLED };

/* One or two bars a week up to now, on Fridays or also on Tuesdays; release them. */
struct candle_series make_bars(const char *symbol, uint32_t seed, int weeks, int a_week, enum shape shape);
/* The first company grows explosively at the end, the third falls so, the others walk. */
struct candle_series company_bars(size_t company, int weeks, int a_week);
void put_bars(struct store *store, struct candle_series s); /* releases them */
void put_companies(struct store *store, int weeks);

size_t count_tests(struct store *store);
/* Fails where a key is there twice. */
bool find_test(struct store *store, const char *symbol, int lag, int64_t last, struct series_test *out);
struct weekly_series weeks_of_group(struct store *store); /* release it */
/* The stored row is what psy.h says of the first `count` closes. */
void assert_test_of(struct store *store, const char *symbol, int lag, const struct weekly_series *w, size_t count,
		    int replicates);
/* The same of all companies and their portfolio, at both lags. */
void assert_all_tests(struct store *store, int replicates);

#endif
