#include "tests/bubble/expected.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "bubble/lppls.h"
#include "bubble/sample.h"
#include "bubble/volatility.h"
#include "tests/bubble/columns.h"

enum { MOST = 16000 };

/* ---- singularity fits on the Nasdaq of 1994 to 10 March 2000 ------------------------------------------ */

static double times[MOST], logs[MOST];

/* Days since year 1 of the calendar, as the reference has them. */
static int nasdaq_read(void)
{
	FILE *f = fopen(EXPECTED_CORPUS "lppls/nasdaq_dotcom.csv", "r");
	char line[256];
	int count = 0;

	while (f && count < MOST && fgets(line, sizeof line, f)) {
		int year, month, day;
		double close;

		if (sscanf(line, "%d-%d-%d,%*f,%*f,%*f,%lf", &year, &month, &day, &close) != 4)
			continue;
		times[count] = (double)(timestamp_days(year, month, day) + 719163);
		logs[count++] = log(close);
	}
	if (f)
		fclose(f);
	return count;
}

static enum verdict lppls_fit_row(const struct row *r, int count)
{
	int window = atoi(r->id + strlen("lppls.fit"));
	struct lppls_series s = { times + count - window, logs + count - window, (size_t)window };
	struct lppls_fit f;
	struct error err;

	if (window < LPPLS_COUNT_MIN || window > count || lppls_fit(&s, &lppls_default_box, &f, &err))
		return WRONG;
	const struct lppls_parameters *p = &f.parameters;
	double after = p->tc - times[count - 1];
	if (strstr(r->id, "1563")) {
		const double got[] = { f.sse, p->m, p->w };

		return f.on_bound ? agree(r, got, 3) : WRONG;
	}
	if (f.on_bound)
		return WRONG;
	double got[16] = { after, p->m, p->w, p->a, p->b, p->c1, p->c2 };
	int named = 7;
	if (window == 750) {
		got[named++] = lppls_oscillations(p, s.times[0], s.times[window - 1]);
		got[named++] = lppls_damping(p);
	}
	if (agree_within(r, got, named, 1e-3) != RIGHT)
		return WRONG;
	return fabs(f.sse - r->numbers[named]) <= 1e-9 ? RIGHT : WRONG;
}

static enum verdict lppls_clock_row(const struct row *r, int count)
{
	double positions[750];
	struct lppls_series s = { positions, logs + count - 750, 750 };
	struct lppls_fit f;
	struct error err;

	for (int i = 0; i < 750; i++)
		positions[i] = i;
	if (lppls_fit(&s, &lppls_default_box, &f, &err) || f.on_bound)
		return WRONG;
	const double got[] = { f.parameters.tc - 749, f.parameters.m, f.parameters.w, f.sse };
	return agree_within(r, got, 4, 1e-3);
}

static enum verdict linear_row(const struct row *r, int count, double tc, double m, double w)
{
	struct lppls_series s = { times, logs, (size_t)count };
	struct lppls_parameters p = { .tc = tc, .m = m, .w = w };
	double sse = lppls_linear(&s, &p);
	const double got[] = { p.a, p.b, p.c1, p.c2, sse };

	return agree(r, got, 5);
}

static enum verdict function_row(const struct row *r)
{
	static const struct lppls_parameters f0 = { 1300.2412888852296,  0.6087189222292106,  6.344318139503496,
						    3034.166016949172,   -16.041970137173486, 0.21878280136703082,
						    -0.14789336333436504 };
	static const struct lppls_parameters f500 = { 1428.0641475858731,   0.3473013071950998,  6.052643019980449,
						      3910.1099206097356,   -169.93053270790418, 0.05189394517600043,
						      -0.045820295077658835 };
	static const struct lppls_parameters turn = { .tc = 200, .w = 6.283185307179586 };
	static const struct lppls_parameters damp = { .m = 0.5, .w = 10, .b = -100, .c1 = 50 };
	static const struct lppls_parameters amplitude = { .c1 = 3, .c2 = 4 };
	double got;

	if (strcmp(r->id, "lppls.f(0)") == 0)
		got = lppls_value(&f0, 0);
	else if (strcmp(r->id, "lppls.f(500)") == 0)
		got = lppls_value(&f500, 500);
	else if (strcmp(r->id, "lppls.O") == 0)
		got = lppls_oscillations(&turn, 0, 100);
	else if (strcmp(r->id, "lppls.D") == 0)
		got = lppls_damping(&damp);
	else if (strcmp(r->id, "lppls.C") == 0)
		got = lppls_amplitude(&amplitude);
	else
		return NOT_OURS;
	return agree(r, &got, 1);
}

/* Of two fits with O 3 and 1, and D 0.8, the share that qualifies. */
static double share(double tc, double least_oscillations)
{
	struct lppls_filter filter = lppls_default_filter;
	int qualified = 0;

	filter.least_oscillations = least_oscillations;
	filter.w_high = 1000;
	for (int i = 0; i < 2; i++) {
		struct lppls_fit fit = { { .tc = tc, .m = 0.5, .b = -1 }, 1, false };

		fit.parameters.w = (i == 0 ? 3 : 1) * 2 * acos(-1) / log(tc / (tc - 100));
		fit.parameters.c1 = 0.5 / (0.8 * fit.parameters.w);
		qualified += lppls_qualifies(&fit, &filter, 0, 100);
	}
	return qualified / 2.0;
}

static enum verdict made_row(const struct row *r)
{
	static const struct lppls_parameters truth = { 430, 0.5, 9, 8, -0.05, 0.002, -0.003 };
	double t[400], y[400];
	struct lppls_series s = { t, y, 400 };
	struct lppls_fit fit;
	struct error err;

	for (int i = 0; i < 400; i++) {
		t[i] = i;
		y[i] = lppls_value(&truth, i);
	}
	const double values[] = { y[0], y[199], y[399] };
	if (agree(r, values, 3) != RIGHT || fabs(lppls_oscillations(&truth, 0, 399) - r->numbers[3]) > 5e-11 ||
	    fabs(lppls_damping(&truth) - r->numbers[4]) > 5e-11 || lppls_fit(&s, &lppls_default_box, &fit, &err))
		return WRONG;
	return fabs(fit.parameters.tc - 430) < 1e-3 && fabs(fit.parameters.m - 0.5) < 1e-4 &&
			       fabs(fit.parameters.w - 9) < 1e-3
		       ? RIGHT
		       : WRONG;
}

static enum verdict lppls_row(const struct row *r)
{
	int count;

	if (strncmp(r->id, "lppls.", 6) != 0 || strcmp(r->id, "lppls.peerconf") == 0)
		return NOT_OURS;
	if (function_row(r) != NOT_OURS)
		return function_row(r);
	if (strcmp(r->id, "lppls.conf") == 0) {
		const double got[] = { share(120, 2.5), share(120, 0.5), share(400, 0.5) };
		const struct row exact = {
			.id = "lppls.conf", .numbers = { 0.5, 1, 0 }, .number_count = 3, .within = 0
		};

		return agree(&exact, got, 3);
	}
	if (strcmp(r->id, "lppls.synth") == 0)
		return made_row(r);
	if ((count = nasdaq_read()) != 1563)
		return WRONG;
	if (strcmp(r->id, "lppls.linear.a") == 0)
		return linear_row(r, count, 730209, 0.5, 8);
	if (strcmp(r->id, "lppls.linear.b") == 0)
		return linear_row(r, count, 730299, 0.3, 6.5);
	return strstr(r->id, "tradingclock") ? lppls_clock_row(r, count) : lppls_fit_row(r, count);
}

/* ---- prices ------------------------------------------------------------------------------------------- */

static const char closes_path[] = EXPECTED_CORPUS "nasdaq/NASDAQCOM_full.csv";
static double closes[MOST];

/* Place of a date among the closes: lines without a close (holidays) are passed over by column_read. */
static int close_at(const char *date)
{
	FILE *f = fopen(closes_path, "r");
	char line[128];
	int at = -1, place = 0;

	while (f && at < 0 && fgets(line, sizeof line, f)) {
		double close;

		if (strlen(line) < 12 || sscanf(line + 11, "%lf", &close) != 1)
			continue;
		if (strncmp(line, date, 10) == 0)
			at = place;
		place++;
	}
	if (f)
		fclose(f);
	return at;
}

static enum verdict path_row(const struct row *r)
{
	struct alignment a = align_paths(closes + close_at("1995-08-09"), closes + close_at("2022-11-30"), 635);
	const double got[] = { a.growth_a, a.growth_b, a.correlation, a.rmse };

	return agree(r, got, 4);
}

static enum verdict nasdaq_row(const struct row *r)
{
	int days;
	char date[16];

	if (strncmp(r->id, "nasdaq.", 7) != 0)
		return NOT_OURS;
	if (column_read(closes_path, 1, closes, MOST) < 1000)
		return WRONG;
	if (strcmp(r->id, "nasdaq.path") == 0)
		return path_row(r);
	if (strcmp(r->id, "nasdaq.dd") == 0) {
		struct fall fall;
		int from = close_at("1995-01-03"), to = close_at("2003-12-31");

		return deepest_fall(closes + from, (size_t)(to - from), &fall) ? WRONG : agree(r, &fall.depth, 1);
	}
	if (sscanf(r->id, "nasdaq.rv%d.%10s", &days, date) != 2)
		return NOT_OURS;
	int end = close_at(date);
	struct volatility v = realised_volatility(closes + end - days, (size_t)days + 1, 252);
	double falls[MOST];
	drawdowns(closes, (size_t)end + 1, falls);
	const double got[] = { v.deviation, v.zero_mean, falls[end] };
	return agree(r, got, r->number_count < 3 ? 2 : 3);
}

static const char shiller_path[] = EXPECTED_CORPUS "shiller/shiller_monthly.csv";

/* Price over ten years' mean of real earnings, from the columns and not from the file's own ratio. */
static double cape_of_december_1999(void)
{
	static double price[MOST], earnings[MOST];
	int month = (1999 - 1871) * 12 + 11;
	double sum = 0;

	column_read(shiller_path, 6, price, MOST);
	column_read(shiller_path, 8, earnings, MOST);
	for (int i = month - 120; i < month; i++)
		sum += earnings[i];
	return price[month] / (sum / 120);
}

static enum verdict cape_row(const struct row *r)
{
	double sum = 0, squares = 0, log_sum = 0, log_squares = 0;
	int from = 10 * 12, since_1990 = (1990 - 1871) * 12;

	if (strncmp(r->id, "cape.", 5) != 0)
		return NOT_OURS;
	if (strcmp(r->id, "cape.1999-12") == 0) {
		double got = cape_of_december_1999();

		return agree(r, &got, 1);
	}
	/* To September 2023; later months have no earnings yet. */
	int count = column_read(shiller_path, 9, closes, 1833);
	if (count != 1833)
		return WRONG;
	if (strcmp(r->id, "cape.pct.39.6") == 0) {
		const double got[] = { percentile_mid_rank(closes + from, (size_t)(count - from), 39.6),
				       percentile_mid_rank(closes + since_1990, (size_t)(count - since_1990), 39.6) };

		return agree(r, got, 2);
	}
	double n = count - from;
	for (int i = from; i < count; i++) {
		sum += closes[i];
		log_sum += log(closes[i]);
	}
	for (int i = from; i < count; i++) {
		squares += pow(closes[i] - sum / n, 2);
		log_squares += pow(log(closes[i]) - log_sum / n, 2);
	}
	const double got[] = { (39.6 - sum / n) / sqrt(squares / (n - 1)),
			       (log(39.6) - log_sum / n) / sqrt(log_squares / (n - 1)) };
	return agree(r, got, 2);
}

enum verdict expected_series(const struct row *r)
{
	enum verdict v = lppls_row(r);

	if (v == NOT_OURS)
		v = nasdaq_row(r);
	return v == NOT_OURS ? cape_row(r) : v;
}
