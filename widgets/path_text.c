/* What is said of a path, a drawdown and a volatility, in words that fit. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "widgets/chart_paths.h"
#include "widgets/format.h"

#define LITTLE 0.05 /* of the random pairs do as well: then a correlation tells nothing */

/* ".90", "-.24", "1.00": a correlation as papers print it. */
void format_correlation(double r, char out[FORMAT_SIZE])
{
	char text[FORMAT_SIZE];
	if (!isfinite(r)) {
		snprintf(out, FORMAT_SIZE, "-");
		return;
	}
	snprintf(text, sizeof text, "%.2f", fabs(r));
	const char *sign = r < 0 && strcmp(text, "0.00") != 0 ? "-" : "";
	snprintf(out, FORMAT_SIZE, "%s%.8s", sign, *text == '0' ? text + 1 : text);
}

static void format_verdict(const struct random_range *r, char out[FORMAT_SIZE])
{
	if (!isfinite(r->share))
		snprintf(out, FORMAT_SIZE, "not comparable");
	else if (r->share >= LITTLE)
		snprintf(out, FORMAT_SIZE, "means little");
	else
		snprintf(out, FORMAT_SIZE, "rare by chance");
}

void format_path_likeness(const struct path_reading *r, int columns, char *out, size_t size)
{
	static const char *const words[][2] = { { "correlation", "random walks" },
						{ "correlation", "random" },
						{ "corr.", "random" } };
	char own[FORMAT_SIZE], median[FORMAT_SIZE], low[FORMAT_SIZE], high[FORMAT_SIZE], verdict[FORMAT_SIZE];
	format_correlation(r->correlation, own);
	format_correlation(r->random.median, median);
	format_correlation(r->random.low, low);
	format_correlation(r->random.high, high);
	format_verdict(&r->random, verdict);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		snprintf(out, size, "%s %s; %s %s (%s to %s): %s", words[i][0], own, words[i][1], median, low, high,
			 verdict);
		if (utf8_columns(out) <= columns)
			return;
	}
	snprintf(out, size, "corr. %s, random %s: %s", own, median, verdict);
}

static void format_percent(double share, char out[FORMAT_SIZE])
{
	if (isfinite(share))
		snprintf(out, FORMAT_SIZE, "%.0f %%", 100 * share);
	else
		snprintf(out, FORMAT_SIZE, "-");
}

void format_realised(const struct standing *s, bool zero_mean, char *out, size_t size)
{
	char parts[VOLATILITY_SPANS][FORMAT_SIZE];
	for (int i = 0; i < VOLATILITY_SPANS; i++)
		format_percent(zero_mean ? s->realised[i].zero_mean : s->realised[i].deviation, parts[i]);
	snprintf(out, size, "%d d %s, %d d %s", volatility_days[VOLATILITY_60], parts[VOLATILITY_60],
		 volatility_days[VOLATILITY_252], parts[VOLATILITY_252]);
}

void format_price_fall(const struct price_fall *fall, const char *currency, char *out, size_t size)
{
	char high[FORMAT_SIZE], date[FORMAT_SIZE];
	if (!isfinite(fall->depth)) {
		snprintf(out, size, "-");
		return;
	}
	format_price(fall->high, currency, high);
	format_date(fall->high_time, 0, 0, date);
	if (fall->depth > -0.0005)
		snprintf(out, size, "at the high of %s, %s", high, date);
	else
		snprintf(out, size, "%.1f %% from %s on %s", 100 * fall->depth, high, date);
}

void format_drawdown(double depth, char *out, size_t size)
{
	if (!isfinite(depth))
		snprintf(out, size, "drawdown -");
	else
		snprintf(out, size, depth > -0.0005 ? "drawdown 0.0 %%" : "drawdown %.1f %%", 100 * depth);
}

void format_path_others(const struct path_reading readings[PATH_STARTS], char *out, size_t size)
{
	char peak[FORMAT_SIZE], low[FORMAT_SIZE];
	format_correlation(readings[PATH_START_PEAK].correlation, peak);
	format_correlation(readings[PATH_START_LOW].correlation, low);
	snprintf(out, size, "other days 0: %s (today = peak), %s (1998 low)", peak, low);
}
