#include "widgets/format.h"

#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"

static const char *const months[] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
};

static void set_text(char out[FORMAT_SIZE], const char *text)
{
	snprintf(out, FORMAT_SIZE, "%s", text);
}

/* Writes digits with commas between thousands. */
static void group_thousands(const char *digits, char out[FORMAT_SIZE])
{
	size_t whole = strcspn(digits, "."), used = 0;
	for (size_t i = 0; digits[i] && used + 2 < FORMAT_SIZE; i++) {
		if (i && i < whole && (whole - i) % 3 == 0)
			out[used++] = ',';
		out[used++] = digits[i];
	}
	out[used] = '\0';
}

void format_plain_price(double price, const char *currency, char out[FORMAT_SIZE])
{
	if (!isfinite(price) || fabs(price) >= 1e15) {
		set_text(out, "-");
		return;
	}
	int decimals = *currency ? currency_decimals(currency) : 2;
	if (decimals && fabs(price) < 1)
		decimals = 4;
	char digits[FORMAT_SIZE], grouped[FORMAT_SIZE];
	snprintf(digits, sizeof digits, "%.*f", decimals, fabs(price));
	group_thousands(digits, grouped);
	snprintf(out, FORMAT_SIZE, "%s%.40s", price < 0 ? "-" : "", grouped);
}

/* The dollar goes without saying on a price; any other currency is named. */
void format_price(double price, const char *currency, char out[FORMAT_SIZE])
{
	char plain[FORMAT_SIZE];
	format_plain_price(price, currency, plain);
	if (!isfinite(price) || !*currency || !strcmp(currency, "USD"))
		set_text(out, plain);
	else
		snprintf(out, FORMAT_SIZE, "%s%.48s", currency_sign(currency), plain);
}

void format_amount(double amount, const char *currency, char out[FORMAT_SIZE])
{
	char plain[FORMAT_SIZE];
	if (!isfinite(amount)) {
		set_text(out, "-");
		return;
	}
	amount_format_short(fabs(amount), plain, sizeof plain);
	snprintf(out, FORMAT_SIZE, "%s%s%.48s", amount < 0 ? "-" : "", *currency ? currency_sign(currency) : "", plain);
}

int change_direction(double change)
{
	return change > 0 ? 1 : change < 0 ? -1 : 0;
}

void format_change(double pct, char out[FORMAT_SIZE])
{
	static const char *const arrows[] = { "▼", "·", "▲" };
	if (!isfinite(pct)) {
		set_text(out, "-");
		return;
	}
	double shown = fabs(pct) < 0.005 ? 0 : pct;
	snprintf(out, FORMAT_SIZE, fabs(shown) < 1000 ? "%s %+.2f%%" : "%s %+.0f%%",
		 arrows[1 + change_direction(shown)], shown);
}

void format_move(double change, const char *currency, char out[FORMAT_SIZE])
{
	char plain[FORMAT_SIZE];
	if (!isfinite(change)) {
		set_text(out, "-");
		return;
	}
	format_plain_price(fabs(change), currency, plain);
	snprintf(out, FORMAT_SIZE, "%s%.48s", change < 0 ? "-" : "+", plain);
}

void format_ratio(double ratio, char out[FORMAT_SIZE])
{
	if (!isfinite(ratio))
		set_text(out, "-");
	else
		snprintf(out, FORMAT_SIZE, fabs(ratio) < 999.95 ? "%.1f" : "%.0f", ratio);
}

void format_bytes(int64_t bytes, char out[FORMAT_SIZE])
{
	static const char *const units[] = { "B", "kB", "MB", "GB", "TB" };
	double value = (double)bytes;
	size_t unit = 0;
	while (value >= 999.5 && unit + 1 < sizeof units / sizeof *units) {
		value /= 1000;
		unit++;
	}
	if (bytes < 0)
		set_text(out, "-");
	else
		snprintf(out, FORMAT_SIZE, unit && value < 9.95 ? "%.1f %s" : "%.0f %s", value, units[unit]);
}

struct civil {
	int64_t day_number, year;
	int month, day, second;
};

static struct civil civil_of(int64_t t, int offset_s)
{
	struct civil c;
	int64_t local = t + offset_s;
	c.day_number = local / 86400 - (local % 86400 < 0);
	c.second = (int)(local - c.day_number * 86400);
	timestamp_civil(c.day_number, &c.year, &c.month, &c.day);
	return c;
}

void format_clock(int64_t t, int offset_s, char out[FORMAT_SIZE])
{
	struct civil c = civil_of(t, offset_s);
	snprintf(out, FORMAT_SIZE, "%02d:%02d", c.second / 3600, c.second / 60 % 60);
}

void format_date(int64_t t, int64_t now, int offset_s, char out[FORMAT_SIZE])
{
	struct civil c = civil_of(t, offset_s);
	if (c.year == civil_of(now, offset_s).year)
		snprintf(out, FORMAT_SIZE, "%d %s", c.day, months[c.month - 1]);
	else
		snprintf(out, FORMAT_SIZE, "%d %s %lld", c.day, months[c.month - 1], (long long)c.year);
}

void format_time(int64_t t, int64_t now, int offset_s, char out[FORMAT_SIZE])
{
	struct civil then = civil_of(t, offset_s), today = civil_of(now, offset_s);
	if (then.day_number == today.day_number)
		format_clock(t, offset_s, out);
	else if (then.year == today.year || today.day_number - then.day_number < 180)
		snprintf(out, FORMAT_SIZE, "%d %s", then.day, months[then.month - 1]);
	else
		snprintf(out, FORMAT_SIZE, "%s %02d", months[then.month - 1], (int)(then.year % 100));
}

void format_month(int64_t t, int offset_s, char out[FORMAT_SIZE])
{
	set_text(out, months[civil_of(t, offset_s).month - 1]);
}

const char *format_weekday(int64_t t, int offset_s)
{
	static const char *const days[] = { "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed" };
	int64_t day = civil_of(t, offset_s).day_number % 7;
	return days[day < 0 ? day + 7 : day];
}

void format_span(int64_t seconds, char out[FORMAT_SIZE])
{
	if (seconds < 0)
		seconds = 0;
	long long minutes = (seconds + 59) / 60;
	if (minutes < 60)
		snprintf(out, FORMAT_SIZE, "%lld min", minutes);
	else if (minutes < 48 * 60)
		snprintf(out, FORMAT_SIZE, "%lldh%02lld", minutes / 60, minutes % 60);
	else
		snprintf(out, FORMAT_SIZE, "%lld d", minutes / 1440);
}

static bool is_closed(const struct exchange_view *exchange)
{
	return exchange && (exchange->session.state == MARKET_CLOSED || exchange->session.state == MARKET_LUNCH);
}

void format_company_age(const struct company_view *company, int64_t now, char out[FORMAT_SIZE])
{
	char text[FORMAT_SIZE];
	if (company->freshness == FRESH_MISSING) {
		set_text(out, "-");
		return;
	}
	if (company->freshness == FRESH_SHIPPED) {
		format_date(company->quote.as_of, now, 0, text);
		snprintf(out, FORMAT_SIZE, "shipped %.40s", text);
		return;
	}
	timestamp_format_age(now - company->quote.as_of, text);
	if (company->freshness == FRESH_STALE)
		snprintf(out, FORMAT_SIZE, "◌ %.40s old", text);
	else if (is_closed(company->exchange))
		snprintf(out, FORMAT_SIZE, "closed · %.40s", text);
	else
		set_text(out, text);
}

double company_extended_price(const struct company_view *company)
{
	enum market_state state = company->exchange ? company->exchange->session.state : company->quote.market_state;
	bool trades = state == MARKET_OPEN || state == MARKET_LUNCH;
	return trades ? (double)NAN : company->quote.extended_price;
}

double company_extended_change(const struct company_view *company)
{
	double price = company_extended_price(company), last = company->quote.price;
	return last > 0 ? 100 * (price / last - 1) : (double)NAN;
}
