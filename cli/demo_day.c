#include "cli/demo_day.h"

#include <math.h>
#include <string.h>

#include "base/shipped.h"
#include "base/timestamp.h"

#define DAY_S 86400
#define SPANS_MAX 4
/* Of a day's log price, as a large chip maker's: 2.2 %. */
#define DAY_SIGMA 0.022
#define NODES_A_DAY 78.0
#define MONTH_SIGMA 0.04
#define DAILY_MONTHS 28

/* Continuous trading: one span, or two around a lunch break. */
struct trading_day {
	int64_t from[SPANS_MAX], to[SPANS_MAX];
	int count;
};

/* ---- a walk that is a function ---- */

/* SplitMix64's mixing function (Steele, Lea, Flood, OOPSLA 2014). */
static uint64_t mix(uint64_t x)
{
	x += 0x9E3779B97F4A7C15u;
	x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
	x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
	return x ^ (x >> 31);
}

static uint64_t key_of(const char *symbol, int64_t day)
{
	uint64_t key = mix((uint64_t)day);
	for (const char *p = symbol; *p; p++)
		key = mix(key ^ (unsigned char)*p);
	return key;
}

/* Near enough to normal: the sum of twelve uniforms has variance one. */
static double shock(uint64_t key, int64_t step)
{
	double sum = -6;
	for (uint64_t i = 0; i < 12; i++)
		sum += (double)(mix(key ^ mix((uint64_t)step * 12 + i)) >> 11) / 9007199254740992.0;
	return sum;
}

/* Log of price over the reference after so many seconds of trading: straight between nodes. */
static double walk(uint64_t key, int64_t elapsed_s)
{
	int64_t node = elapsed_s / DEMO_BAR_S;
	double level = 0.3 * DAY_SIGMA * shock(key, -1); /* the opening gap */
	for (int64_t i = 0; i < node; i++)
		level += DAY_SIGMA / sqrt(NODES_A_DAY) * shock(key, i);
	double part = (double)(elapsed_s % DEMO_BAR_S) / DEMO_BAR_S;
	return level + part * DAY_SIGMA / sqrt(NODES_A_DAY) * shock(key, node);
}

static double round_to_tick(double price, const char *currency)
{
	double ticks = pow(10, currency_decimals(currency));
	return nearbyint(price * ticks) / ticks;
}

/* ---- sessions ---- */

static void collect_spans(struct trading_day *d, const struct session_calendar *c, int64_t from, int64_t until)
{
	d->count = 0;
	for (int64_t t = from; t < until && d->count < SPANS_MAX;) {
		struct session s;
		session_at(c, t, &s);
		if (s.next_change <= t)
			return;
		if (s.state == MARKET_OPEN) {
			d->from[d->count] = t;
			d->to[d->count++] = s.next_change;
		}
		t = s.next_change;
	}
}

/* The newest exchange day on which trading had begun by t. */
static bool trading_day_at(struct trading_day *d, const struct session_calendar *c, int64_t t)
{
	for (int back = 0; c && back < 15; back++) {
		struct session s;
		session_at(c, t - back * DAY_S, &s);
		int64_t local = t - back * DAY_S + s.utc_offset_s;
		int64_t midnight = local - local % DAY_S - s.utc_offset_s;
		collect_spans(d, c, midnight, midnight + DAY_S);
		if (d->count && d->from[0] <= t)
			return true;
	}
	d->count = 0;
	return false;
}

static int64_t elapsed(const struct trading_day *d, int64_t t)
{
	int64_t sum = 0;
	for (int i = 0; i < d->count && t > d->from[i]; i++)
		sum += (t < d->to[i] ? t : d->to[i]) - d->from[i];
	return sum;
}

static int64_t last_trade(const struct trading_day *d, int64_t t)
{
	int64_t last = d->from[0];
	for (int i = 0; i < d->count && t > d->from[i]; i++)
		last = t < d->to[i] ? t : d->to[i];
	return last;
}

/* ---- the day ---- */

int demo_day_init(struct demo_day *d, struct error *err)
{
	*d = (struct demo_day){ 0 };
	const struct shipped_file *file = shipped_find("closes.tsv");
	if (!file)
		return error_set(err, "this build holds no closes.tsv");
	if (closes_parse(&d->closes, file->data, file->length, err))
		return -1;
	return exchanges_load(&d->exchanges, err);
}

void demo_day_release(struct demo_day *d)
{
	closes_release(&d->closes);
	exchanges_release(&d->exchanges);
}

/* A price moves at its own pace: some symbols trade every second, some every fourth. */
static double tick_noise(uint64_t key, size_t index, int64_t t)
{
	return 0.00025 * shock(key ^ 0x7469636Bu, t / (int64_t)(1 + index % 4));
}

static void fill_range(struct quote *q, uint64_t key, double reference, int64_t seconds)
{
	double low = q->price, high = low;
	for (int64_t e = 0; e <= seconds; e += DEMO_BAR_S) {
		double price = reference * exp(walk(key, e));
		low = fmin(low, price);
		high = fmax(high, price);
	}
	q->day_low = round_to_tick(low, q->currency);
	q->day_high = round_to_tick(high, q->currency);
}

static void fill_year(struct quote *q, const struct candle_series *months)
{
	q->year_low = q->day_low;
	q->year_high = q->day_high;
	for (size_t i = months->count > 12 ? months->count - 12 : 0; i < months->count; i++) {
		q->year_low = fmin(q->year_low, months->items[i].close);
		q->year_high = fmax(q->year_high, months->items[i].close);
	}
}

void demo_quote(const struct demo_day *d, size_t index, int64_t t, struct quote *out)
{
	const struct quote *reference = &d->closes.quotes[index];
	struct trading_day day;
	*out = *reference;
	memcpy(out->source, DEMO_SOURCE, sizeof DEMO_SOURCE);
	out->fetched = out->as_of = t;
	if (trading_day_at(&day, exchanges_find(&d->exchanges, out->symbol), t)) {
		uint64_t key = key_of(out->symbol, day.from[0] / DAY_S);
		int64_t seconds = elapsed(&day, t);
		out->as_of = last_trade(&day, t);
		out->price = reference->price * exp(walk(key, seconds) + tick_noise(key, index, out->as_of));
		out->price = round_to_tick(out->price, out->currency);
		out->volume = (double)(20000000 + key % 120000000) * (double)seconds / 23400;
		out->volume = nearbyint(out->volume);
		fill_range(out, key, reference->price, seconds);
	}
	out->previous_close = reference->price;
	out->market_state = quote_market_state(exchanges_find(&d->exchanges, out->symbol), out, t);
	fill_year(out, &d->closes.series[index]);
	quote_complete(out);
}

static void series_begin(struct candle_series *s, const struct quote *q, const char *interval, int64_t t)
{
	candle_series_init(s);
	memcpy(s->symbol, q->symbol, sizeof s->symbol);
	memcpy(s->currency, q->currency, sizeof s->currency);
	memcpy(s->interval, interval, strlen(interval) + 1);
	memcpy(s->source, DEMO_SOURCE, sizeof DEMO_SOURCE);
	s->fetched = t;
}

static struct candle bar_at(const struct quote *reference, uint64_t key, int64_t start_s, int64_t end_s)
{
	double open = reference->price * exp(walk(key, start_s)), close = reference->price * exp(walk(key, end_s));
	double reach = reference->price * 0.0008 * fabs(shock(key ^ 0x62617273u, start_s));
	const char *currency = reference->currency;
	return (struct candle){
		.open = round_to_tick(open, currency),
		.close = round_to_tick(close, currency),
		.high = round_to_tick(fmax(open, close) + reach, currency),
		.low = round_to_tick(fmin(open, close) - reach, currency),
		.adjusted_close = (double)NAN,
		.volume = nearbyint((double)(20000000 + key % 120000000) / NODES_A_DAY),
	};
}

int demo_bars(const struct demo_day *d, size_t index, int64_t from, int64_t t, struct candle_series *out)
{
	const struct quote *reference = &d->closes.quotes[index];
	struct trading_day day;
	series_begin(out, reference, "5m", t);
	if (!trading_day_at(&day, exchanges_find(&d->exchanges, reference->symbol), t))
		return 0;
	uint64_t key = key_of(reference->symbol, day.from[0] / DAY_S);
	for (int i = 0; i < day.count; i++) {
		for (int64_t s = day.from[i]; s < day.to[i] && s <= t; s += DEMO_BAR_S) {
			int64_t end = s + DEMO_BAR_S < t ? s + DEMO_BAR_S : t;
			struct candle bar = bar_at(reference, key, elapsed(&day, s), elapsed(&day, end));
			bar.time = s;
			if (s > from && candle_series_append(out, &bar))
				return -1;
		}
	}
	return 0;
}

/* ---- the last sessions ---- */

/* Three bars of five minutes make one of fifteen; a lunch break parts them. */
static int fold_bar(struct candle_series *out, const struct candle *bar)
{
	struct candle *last = out->count ? &out->items[out->count - 1] : NULL;
	struct candle first = *bar;
	first.time -= first.time % DEMO_SESSION_BAR_S;
	if (!last || last->time != first.time)
		return candle_series_append(out, &first);
	last->high = fmax(last->high, bar->high);
	last->low = fmin(last->low, bar->low);
	last->close = bar->close;
	last->volume += bar->volume;
	return 0;
}

/* A session that is over, from its daily bar's open to its close, and within its low and high. */
static int draw_session(struct candle_series *out, const struct trading_day *day, const struct candle *whole)
{
	uint64_t key = key_of(out->symbol, whole->time / DAY_S);
	int count = (int)(elapsed(day, INT64_MAX) / DEMO_SESSION_BAR_S), i = 0;
	double total = 0, level = 0, before = whole->open;
	for (int k = 0; k < count; k++)
		total += shock(key, k);
	for (int span = 0; span < day->count; span++)
		for (int64_t t = day->from[span]; t < day->to[span] && i < count; t += DEMO_SESSION_BAR_S) {
			level += shock(key, i++);
			double part = (double)i / count, bend = (level - part * total) / sqrt((double)count);
			double close = whole->open + part * (whole->close - whole->open);
			close *= exp(0.5 * DAY_SIGMA * bend);
			close = round_to_tick(fmin(whole->high, fmax(whole->low, close)), out->currency);
			struct candle bar = {
				.time = t,
				.open = before,
				.close = close,
				.high = round_to_tick(fmin(whole->high, fmax(before, close) * 1.0008), out->currency),
				.low = round_to_tick(fmax(whole->low, fmin(before, close) * 0.9992), out->currency),
				.adjusted_close = (double)NAN,
				.volume = nearbyint(whole->volume / count)
			};
			bar.high = fmax(bar.high, fmax(before, close));
			bar.low = fmin(bar.low, fmin(before, close));
			if (candle_series_append(out, &bar))
				return -1;
			before = close;
		}
	return 0;
}

static const struct candle *bar_of_day(const struct candle_series *days, int64_t day)
{
	for (size_t i = days->count; i-- > 0;)
		if (days->items[i].time == day * DAY_S)
			return &days->items[i];
	return NULL;
}

static int draw_sessions(const struct demo_day *d, const struct candle_series *days, int64_t t,
			 struct candle_series *out)
{
	const struct session_calendar *calendar = exchanges_find(&d->exchanges, out->symbol);
	struct trading_day today, sessions[DEMO_SESSIONS];
	const struct candle *bars[DEMO_SESSIONS];
	int count = 0;
	if (!trading_day_at(&today, calendar, t))
		return 0;
	for (int64_t at = today.from[0] - 1;
	     count < DEMO_SESSIONS - 1 && trading_day_at(&sessions[count], calendar, at);
	     at = sessions[count - 1].from[0] - 1) {
		struct session s;
		session_at(calendar, sessions[count].from[0], &s);
		bars[count] = bar_of_day(days, (sessions[count].from[0] + s.utc_offset_s) / DAY_S);
		count++;
	}
	while (count-- > 0)
		if (bars[count] && draw_session(out, &sessions[count], bars[count]))
			return -1;
	return 0;
}

static int fold_today(const struct demo_day *d, size_t index, int64_t t, struct candle_series *out)
{
	struct candle_series bars;
	int failed = demo_bars(d, index, 0, t, &bars);
	for (size_t i = 0; i < bars.count && !failed; i++)
		failed = fold_bar(out, &bars.items[i]);
	candle_series_release(&bars);
	return failed;
}

int demo_session_bars(const struct demo_day *d, size_t index, bool today_only, int64_t t, struct candle_series *out)
{
	struct candle_series days;
	int failed = 0;
	series_begin(out, &d->closes.quotes[index], "15m", t);
	if (!today_only) {
		failed = demo_daily_bars(d, index, t, &days) || draw_sessions(d, &days, t, out);
		candle_series_release(&days);
	}
	return failed || fold_today(d, index, t, out) ? -1 : 0;
}

/* ---- the year ---- */

static bool is_weekday(int64_t day)
{
	int64_t weekday = ((day + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday; Monday is 0 */
	return weekday < 5;
}

static int count_weekdays(int64_t from, int64_t to)
{
	int count = 0;
	for (int64_t day = from; day < to; day++)
		count += is_weekday(day);
	return count;
}

/* Days [from, to) from one close to the next by a bridge: a walk that ends where it must. */
static int draw_bridge(struct candle_series *s, int64_t from, int64_t to, double start, double end)
{
	uint64_t key = key_of(s->symbol, from);
	int days = count_weekdays(from, to);
	double total = 0, level = 0, before = start;
	for (int i = 0; i < days; i++)
		total += shock(key, i);
	for (int64_t day = from, i = 0; day < to; day++) {
		if (!is_weekday(day))
			continue;
		level += shock(key, i++);
		double part = (double)i / days;
		double bend = MONTH_SIGMA * (level - part * total) / sqrt((double)days);
		double close = start * pow(end / start, part) * exp(bend);
		struct candle bar = {
			.time = day * DAY_S,
			.open = round_to_tick(before, s->currency),
			.close = round_to_tick(close, s->currency),
			.high = round_to_tick(fmax(before, close) * 1.006, s->currency),
			.low = round_to_tick(fmin(before, close) * 0.994, s->currency),
			.adjusted_close = (double)NAN,
			.volume = (double)(20000000 + mix(key ^ (uint64_t)day) % 120000000),
		};
		if (candle_series_append(s, &bar))
			return -1;
		before = close;
	}
	return 0;
}

static int64_t next_month(int64_t day)
{
	int64_t year;
	int month, day_of_month;
	timestamp_civil(day, &year, &month, &day_of_month);
	return month == 12 ? timestamp_days(year + 1, 1, 1) : timestamp_days(year, month + 1, 1);
}

int demo_daily_bars(const struct demo_day *d, size_t index, int64_t t, struct candle_series *out)
{
	const struct candle_series *months = &d->closes.series[index];
	const struct quote *reference = &d->closes.quotes[index];
	int64_t today = t / DAY_S, newest = reference->as_of / DAY_S + 1;
	series_begin(out, reference, "1d", t);
	for (size_t i = months->count > DAILY_MONTHS ? months->count - DAILY_MONTHS : 1; i < months->count; i++) {
		int64_t from = months->items[i].time / DAY_S, to = next_month(from);
		bool last = i + 1 == months->count;
		to = last && newest < to ? newest : to;
		to = to < today ? to : today;
		if (from < to && draw_bridge(out, from, to, months->items[i - 1].close, months->items[i].close))
			return -1;
	}
	/* From the newest shipped close to the day itself nothing is known: no drift. */
	return newest < today ? draw_bridge(out, newest, today, reference->price, reference->price) : 0;
}
