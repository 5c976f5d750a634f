#include "market/amounts_kanji.h"

#include "market/amounts_digits.h"

#define NUMERALS_MAX 10
#define SEVERAL 0x6570u /* 数 */

static int kanji_digit(uint32_t c)
{
	static const uint32_t digits[] = { 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D };
	for (int i = 0; i < 9; i++)
		if (digits[i] == c)
			return i + 1;
	return 0;
}

/* Powers of ten that multiply within a group (十百千), and that close one (万億兆, also as the Chinese and
 * the Koreans write them). */
static int inner_power(uint32_t c)
{
	return c == 0x5341 ? 1 : c == 0x767E ? 2 : c == 0x5343 ? 3 : 0;
}

static int outer_power(uint32_t c)
{
	static const struct {
		uint32_t c;
		int power;
	} rows[] = { { 0x4E07, 4 }, { 0x842C, 4 }, { 0xB9CC, 4 },  { 0x5104, 8 },
		     { 0x4EBF, 8 }, { 0xC5B5, 8 }, { 0x5146, 12 }, { 0xC870, 12 } };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].c == c)
			return rows[i].power;
	return 0;
}

/* 三十五, 千五百: at `at`, -1 for none. */
static double read_kanji(const struct passage *p, size_t at, size_t *end)
{
	double total = 0, digit = 0;
	uint32_t c;
	*end = at;
	for (int i = 0; i < NUMERALS_MAX; i++) {
		size_t bytes = folded_at(p, *end, &c);
		if (kanji_digit(c))
			digit = kanji_digit(c);
		else if (inner_power(c)) {
			total += (digit > 0 ? digit : 1) * number_value(1, inner_power(c));
			digit = 0;
		} else
			break;
		*end += bytes;
	}
	return *end > at ? total + digit : -1;
}

/* One group: digits or numerals with the scale behind them, as 5000億. Widens *n, false if none stands here. */
static bool add_group(const struct passage *p, size_t at, int *power, struct number *n)
{
	struct tongue japanese = { .language = LANGUAGE_JA, .is_told = true };
	struct number part;
	uint32_t c;
	size_t end;
	if (!digits_read(p, at, &japanese, false, &part)) {
		double value = read_kanji(p, at, &end);
		if (value < 0)
			return false;
		part = (struct number){ .low = value, .high = value, .end = end };
	}
	size_t bytes = folded_at(p, part.end, &c);
	if (inner_power(c) && inner_power(c) > 1 && part.exponent == 0) {
		part.exponent += inner_power(c);
		part.end += bytes;
		bytes = folded_at(p, part.end, &c);
	}
	int outer = outer_power(c);
	if (outer >= *power)
		return false;
	n->low += number_value(part.low, part.exponent + outer);
	n->end = outer ? part.end + bytes : part.end;
	if (outer && !n->is_scaled)
		n->scale = outer;
	n->is_scaled = n->is_scaled || outer;
	*power = outer;
	return true;
}

bool kanji_read(const struct passage *p, size_t at, struct number *n)
{
	int power = 100;
	*n = (struct number){ .end = at };
	while (power > 0 && add_group(p, n->end, &power, n))
		;
	n->high = n->low;
	return n->end > at;
}

/* 数十億: several tens of 10^8. */
bool kanji_read_vague(const struct passage *p, size_t at, struct number *n)
{
	uint32_t c;
	size_t bytes = folded_at(p, at, &c), end = at + bytes;
	if (c != SEVERAL)
		return false;
	int power = 0;
	bytes = folded_at(p, end, &c);
	if (inner_power(c)) {
		power = inner_power(c);
		end += bytes;
		bytes = folded_at(p, end, &c);
	}
	if (!outer_power(c))
		return false;
	*n = (struct number){ .low = 2,
			      .high = 9,
			      .exponent = power + outer_power(c),
			      .end = end + bytes,
			      .approximate = true,
			      .scale = outer_power(c),
			      .is_scaled = true };
	return true;
}

bool kanji_scale_stands(const struct passage *p, size_t end)
{
	uint32_t c;
	folded_at(p, end, &c);
	return inner_power(c) > 1 || outer_power(c);
}

bool numeral_stands(const struct passage *p, size_t at)
{
	uint32_t c;
	folded_at(p, at, &c);
	return kanji_digit(c) || inner_power(c) || c == SEVERAL;
}
