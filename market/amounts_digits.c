#include "market/amounts_digits.h"

#include <string.h>

#define DIGITS_MAX 15

struct digits {
	double mantissa;
	int count, decimals;
	size_t groups;
	bool ambiguous, overflowed;
};

static void take_digit(struct digits *d, uint32_t c, bool decimal)
{
	if (d->count >= DIGITS_MAX) {
		d->overflowed = d->overflowed || !decimal;
		return;
	}
	d->mantissa = d->mantissa * 10 + (double)(c - '0');
	d->count += d->mantissa > 0;
	d->decimals += decimal;
}

static int digits_in_row(const struct passage *p, size_t at, size_t *end)
{
	int count = 0;
	uint32_t c;
	for (size_t bytes = folded_at(p, at, &c); is_digit(c); bytes = folded_at(p, at, &c)) {
		at += bytes;
		count += count < 1000;
	}
	*end = at;
	return count;
}

static void take_digits(struct digits *d, const struct passage *p, size_t at, size_t end, bool decimal)
{
	uint32_t c;
	while (at < end) {
		at += folded_at(p, at, &c);
		take_digit(d, c, decimal);
	}
}

/* An ordinary blank parts thousands in French only; the narrow and the unbreakable ones do everywhere. */
static bool parts_thousands(const struct passage *p, size_t at, uint32_t c, enum language language)
{
	if (c == ' ')
		return language == LANGUAGE_FR || p->text[at] != ' ';
	return c == '\'' || c == ',' || c == '.';
}

/* The character after the one at `at`. */
static uint32_t folded_after(const struct passage *p, size_t at)
{
	uint32_t c;
	size_t next = at + folded_at(p, at, &c);
	folded_at(p, next, &c);
	return c;
}

/* Does "SEPARATOR ddd" at `at` open with a group of thousands, and does the same separator go on after it? */
static bool is_group(const struct passage *p, size_t at, uint32_t separator, size_t *digits, size_t *end)
{
	uint32_t c;
	*digits = at + folded_at(p, at, &c);
	return c == separator && digits_in_row(p, *digits, end) == 3;
}

/* "15.000": no one writes three decimals that are all nought. */
static bool is_thousand(const struct passage *p, size_t end)
{
	return end >= 3 && memcmp(p->text + end - 3, "000", 3) == 0;
}

/* A lone comma or full stop before three digits: decimal in one country, thousands in the other. */
static bool is_lone_group(const struct passage *p, size_t end, uint32_t separator, const struct digits *d,
			  enum language language, bool after_sign)
{
	uint32_t c;
	size_t digits, past;
	folded_at(p, end, &c);
	uint32_t other = separator == ',' ? '.' : ',';
	if (d->groups || is_group(p, end, separator, &digits, &past))
		return true;
	if (c == other && digits_in_row(p, end + 1, &past) && separator == '.')
		return true;
	if (d->mantissa < 1)
		return false;
	if (separator == '.' && is_thousand(p, end))
		return true;
	bool french = language == LANGUAGE_FR && !after_sign;
	if (c == other && digits_in_row(p, end + 1, &past))
		return true;
	return separator == ',' ? !french : french;
}

static size_t take_groups(struct digits *d, const struct passage *p, size_t at, struct tongue *tongue, bool after_sign)
{
	uint32_t separator;
	size_t digits, end;
	folded_at(p, at, &separator);
	if (!parts_thousands(p, at, separator, LANGUAGE_FR) || !is_digit(folded_after(p, at)))
		return at;
	enum language language = tongue_language(tongue);
	if (!parts_thousands(p, at, separator, language))
		return at;
	while (is_group(p, at, separator, &digits, &end)) {
		bool lone = separator == ',' || separator == '.';
		if (lone && !is_lone_group(p, end, separator, d, language, after_sign)) {
			d->ambiguous = separator == ',' && d->mantissa >= 1;
			break;
		}
		take_digits(d, p, digits, end, false);
		d->groups++;
		at = end;
	}
	return at;
}

static size_t take_decimals(struct digits *d, const struct passage *p, size_t at)
{
	uint32_t c;
	size_t end, digits = at + folded_at(p, at, &c);
	if ((c != '.' && c != ',') || !digits_in_row(p, digits, &end))
		return at;
	take_digits(d, p, digits, end, true);
	return end;
}

bool digits_read(const struct passage *p, size_t at, struct tongue *tongue, bool after_sign, struct number *n)
{
	struct digits d = { 0 };
	size_t end;
	int first = digits_in_row(p, at, &end);
	if (first == 0)
		return false;
	take_digits(&d, p, at, end, false);
	bool bare = first == 4 && d.mantissa >= 1900 && d.mantissa <= 2100;
	if (first <= 3)
		end = take_groups(&d, p, end, tongue, after_sign);
	size_t whole = end;
	end = take_decimals(&d, p, end);
	*n = (struct number){ .low = d.mantissa,
			      .high = d.mantissa,
			      .exponent = -d.decimals,
			      .end = end,
			      .is_year = bare && end == whole,
			      .is_ambiguous = d.ambiguous };
	return !d.overflowed;
}
