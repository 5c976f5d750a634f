#include "market/market.h"

#include <stdio.h>
#include <string.h>

static bool is_symbol_char(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c && strchr(".-=^&", c));
}

bool symbol_is_valid(const char *text)
{
	size_t length = 0;
	while (is_symbol_char(text[length]))
		length++;
	return length > 0 && length < SYMBOL_SIZE && !text[length];
}

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

int symbol_parse(const char *text, char out[SYMBOL_SIZE])
{
	out[0] = '\0';
	if (!symbol_is_valid(text))
		return -1;
	size_t i = 0;
	for (; text[i]; i++)
		out[i] = upper(text[i]);
	out[i] = '\0';
	return 0;
}

static const struct currency {
	char code[CURRENCY_SIZE];
	int decimals;
	const char *sign;
} currencies[] = {
	{ "USD", 2, "$" },   { "EUR", 2, "€" },   { "GBP", 2, "£" },   { "JPY", 0, "¥" },   { "TWD", 2, "NT$" },
	{ "KRW", 0, "₩" },   { "INR", 2, "₹" },   { "HKD", 2, "HK$" }, { "CAD", 2, "C$" },  { "AUD", 2, "A$" },
	{ "ILS", 2, "₪" },   { "CLP", 0, "CLP" }, { "VND", 0, "₫" },   { "IDR", 0, "IDR" }, { "KWD", 3, "KWD" },
	{ "BHD", 3, "BHD" }, { "OMR", 3, "OMR" }, { "JOD", 3, "JOD" }, { "TND", 3, "TND" },
};

static const struct currency *currency_find(const char *code)
{
	for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++)
		if (!strcmp(currencies[i].code, code))
			return &currencies[i];
	return NULL;
}

bool currency_is_valid(const char *code)
{
	for (int i = 0; i < 3; i++)
		if (code[i] < 'A' || code[i] > 'Z')
			return false;
	return !code[3];
}

int currency_decimals(const char *code)
{
	const struct currency *c = currency_find(code);
	return c ? c->decimals : 2;
}

const char *currency_sign(const char *code)
{
	const struct currency *c = currency_find(code);
	return c ? c->sign : code;
}

double currency_normalise(const char *code, char out[CURRENCY_SIZE])
{
	static const struct {
		const char *minor, *major;
	} hundredths[] = { { "GBp", "GBP" }, { "GBX", "GBP" }, { "ILA", "ILS" }, { "ZAc", "ZAR" }, { "ZAC", "ZAR" } };

	for (size_t i = 0; i < sizeof hundredths / sizeof *hundredths; i++)
		if (!strcmp(hundredths[i].minor, code)) {
			memcpy(out, hundredths[i].major, CURRENCY_SIZE);
			return 0.01;
		}
	memset(out, 0, CURRENCY_SIZE);
	if (currency_is_valid(code))
		memcpy(out, code, CURRENCY_SIZE);
	return 1;
}

/* Three significant digits of 1 <= |value| < 1000. */
static int digits_after_point(double value)
{
	double size = fabs(value);
	return size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
}

void amount_format_short(double amount, char *out, size_t size)
{
	static const struct {
		double unit;
		const char *suffix;
	} units[] = { { 1e12, "T" }, { 1e9, "B" }, { 1e6, "M" }, { 1e3, "K" } };

	if (!isfinite(amount)) {
		snprintf(out, size, "-");
		return;
	}
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		double value = amount / units[i].unit;
		if (fabs(value) < 0.9995) /* 999.5e6 would be written "1000M" */
			continue;
		snprintf(out, size, "%.*f%s", digits_after_point(value), value, units[i].suffix);
		return;
	}
	if (amount == 0)
		snprintf(out, size, "0");
	else
		snprintf(out, size, "%.*f", digits_after_point(amount), amount);
}
