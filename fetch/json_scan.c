#include "fetch/json_scan.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_BYTES 64 /* of a number that is read; longer ones are passed over */

/* Bytes that stand for themselves within a string: no control, quote or backslash. */
static bool is_plain(char c)
{
	return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool fail(struct json_scan *s)
{
	s->failed = true;
	return false;
}

static void skip_blanks(struct json_scan *s)
{
	while (s->at < s->end && (*s->at == ' ' || *s->at == '\n' || *s->at == '\r' || *s->at == '\t'))
		s->at++;
}

char json_scan_peek(struct json_scan *s)
{
	if (s->failed)
		return '\0';
	skip_blanks(s);
	return s->at < s->end ? *s->at : '\0';
}

void json_scan_init(struct json_scan *s, const char *bytes, size_t length)
{
	*s = (struct json_scan){ .start = bytes, .at = bytes, .end = bytes + length };
	if (length >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3))
		s->at += 3;
}

/* ---- strings and numbers ---- */

static bool pass_escape(struct json_scan *s)
{
	s->at++;
	if (s->at >= s->end || !*s->at || !strchr("\"\\/bfnrtu", *s->at))
		return fail(s);
	int digits = *s->at++ == 'u' ? 4 : 0;
	for (; digits; digits--, s->at++)
		if (s->at >= s->end || !*s->at || !strchr("0123456789abcdefABCDEF", *s->at))
			return fail(s);
	return true;
}

static bool pass_string(struct json_scan *s, struct json_text *text)
{
	*text = (struct json_text){ .bytes = ++s->at };
	for (;;) {
		while (s->at < s->end && is_plain(*s->at))
			s->at++;
		if (s->at >= s->end || (*s->at != '"' && *s->at != '\\'))
			return fail(s);
		if (*s->at == '"')
			break;
		text->escaped = true;
		if (!pass_escape(s))
			return false;
	}
	text->length = (size_t)(s->at - text->bytes);
	s->at++;
	return true;
}

/* A number as it came by: its digits without the point, and the power of ten that they count. */
struct decimal {
	uint64_t digits;
	int count; /* of digits; those beyond the nineteenth are not in `digits` */
	int exponent;
	bool negative;
};

static bool pass_digits(struct json_scan *s, struct decimal *d)
{
	const char *from = s->at;
	for (; s->at < s->end && is_digit(*s->at); s->at++) {
		if (d->count < 19)
			d->digits = d->digits * 10 + (uint64_t)(*s->at - '0');
		d->count += d->digits != 0 && d->count < 99;
	}
	return s->at > from || fail(s);
}

static bool pass_exponent(struct json_scan *s, struct decimal *d)
{
	struct decimal power = { 0 };
	bool negative = false;
	s->at++;
	if (s->at < s->end && (*s->at == '+' || *s->at == '-'))
		negative = *s->at++ == '-';
	if (!pass_digits(s, &power))
		return false;
	int size = power.count > 3 ? 1000 : (int)power.digits;
	d->exponent += negative ? -size : size;
	return true;
}

static bool pass_fraction(struct json_scan *s, struct decimal *d)
{
	const char *from = ++s->at;
	if (!pass_digits(s, d))
		return false;
	d->exponent -= s->at - from < 1000 ? (int)(s->at - from) : 1000;
	return true;
}

static bool pass_number(struct json_scan *s, struct decimal *d)
{
	*d = (struct decimal){ .negative = *s->at == '-' };
	s->at += d->negative;
	if (s->at < s->end && *s->at == '0')
		s->at++;
	else if (!pass_digits(s, d))
		return false;
	if (s->at < s->end && *s->at == '.' && !pass_fraction(s, d))
		return false;
	return s->at == s->end || (*s->at != 'e' && *s->at != 'E') || pass_exponent(s, d);
}

#define EXACT_DIGITS (UINT64_C(1) << 53) /* up to here every whole number is a double */
#define EXACT_POWERS 23                  /* of ten, from 10^0, are doubles too */

/* Where digits and power of ten both are doubles, their product or quotient is rounded once and so is the nearest
 * double (W. D. Clinger, "How to Read Floating Point Numbers Accurately", 1990). false: they are not. */
static bool is_exact(const struct decimal *d, double *number)
{
	static const double powers[EXACT_POWERS] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
						     1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
						     1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
	int power = d->exponent < 0 ? -d->exponent : d->exponent;
	if (FLT_EVAL_METHOD != 0 || d->count > 19 || d->digits > EXACT_DIGITS || power >= EXACT_POWERS)
		return false;
	double value = (double)d->digits;
	value = d->exponent < 0 ? value / powers[power] : value * powers[power];
	*number = d->negative ? -value : value;
	return true;
}

/* The double nearest to what is written. */
static bool read_number(const char *from, const char *to, const struct decimal *d, double *number)
{
	char copy[NUMBER_BYTES];
	size_t length = (size_t)(to - from);
	if (length >= sizeof copy)
		return false;
	if (is_exact(d, number))
		return true;
	memcpy(copy, from, length);
	copy[length] = '\0';
	*number = strtod(copy, NULL);
	return isfinite(*number);
}

/* ---- values ---- */

static bool pass_word(struct json_scan *s, const char *word)
{
	size_t length = strlen(word);
	if ((size_t)(s->end - s->at) < length || memcmp(s->at, word, length) != 0)
		return fail(s);
	s->at += length;
	return true;
}

static bool enter(struct json_scan *s)
{
	if (s->depth == JSON_SCAN_DEPTH)
		return fail(s);
	s->at++;
	s->begun &= ~(UINT64_C(1) << s->depth++);
	return true;
}

/* Whether another member or element follows; leaves the level at its end. */
static bool more(struct json_scan *s, char close)
{
	char c = json_scan_peek(s);
	if (s->failed || !s->depth)
		return fail(s);
	uint64_t bit = UINT64_C(1) << (s->depth - 1);
	if (c == close) {
		s->at++;
		s->depth--;
		return false;
	}
	if (s->begun & bit) {
		if (c != ',')
			return fail(s);
		s->at++;
	}
	s->begun |= bit;
	return true;
}

static bool pass_name(struct json_scan *s, struct json_text *name)
{
	if (json_scan_peek(s) != '"' || !pass_string(s, name))
		return fail(s);
	if (json_scan_peek(s) != ':')
		return fail(s);
	s->at++;
	return true;
}

bool json_scan_member(struct json_scan *s, struct json_text *name)
{
	return more(s, '}') && pass_name(s, name);
}

bool json_scan_element(struct json_scan *s)
{
	return more(s, ']');
}

static bool pass_scalar(struct json_scan *s, char first)
{
	struct json_text text;
	struct decimal decimal;
	if (first == '"')
		return pass_string(s, &text);
	if (first == '-' || is_digit(first))
		return pass_number(s, &decimal);
	return pass_word(s, first == 't' ? "true" : first == 'f' ? "false" : "null");
}

void json_scan_skip(struct json_scan *s)
{
	int outside = s->depth;
	uint64_t arrays = 0; /* a bit a level, as in begun */
	struct json_text name;
	do {
		char c = json_scan_peek(s);
		if (c == '{' || c == '[') {
			if (!enter(s))
				return;
			uint64_t bit = UINT64_C(1) << (s->depth - 1);
			arrays = c == '[' ? arrays | bit : arrays & ~bit;
		} else if (!pass_scalar(s, c)) {
			fail(s);
			return;
		}
		while (s->depth > outside) {
			bool array = arrays & UINT64_C(1) << (s->depth - 1);
			if (array ? json_scan_element(s) : json_scan_member(s, &name))
				break;
			if (s->failed)
				return;
		}
	} while (s->depth > outside);
}

static bool enter_if(struct json_scan *s, char open)
{
	if (json_scan_peek(s) == open)
		return enter(s);
	json_scan_skip(s);
	return false;
}

bool json_scan_object(struct json_scan *s)
{
	return enter_if(s, '{');
}

bool json_scan_array(struct json_scan *s)
{
	return enter_if(s, '[');
}

bool json_scan_text(struct json_scan *s, struct json_text *text)
{
	if (json_scan_peek(s) == '"')
		return pass_string(s, text);
	json_scan_skip(s);
	return false;
}

bool json_scan_number(struct json_scan *s, double *number)
{
	char c = json_scan_peek(s);
	if (c != '-' && !is_digit(c)) {
		json_scan_skip(s);
		return false;
	}
	const char *from = s->at;
	struct decimal decimal;
	return pass_number(s, &decimal) && read_number(from, s->at, &decimal, number);
}

int json_scan_end(struct json_scan *s, struct error *err)
{
	skip_blanks(s);
	if (!s->failed && !s->depth && s->at == s->end && s->at > s->start)
		return 0;
	return error_set(err, "the JSON breaks off or is wrong at byte %zu of %zu", (size_t)(s->at - s->start),
			 (size_t)(s->end - s->start));
}

/* ---- text ---- */

bool json_text_is(const struct json_text *text, const char *word)
{
	size_t length = strlen(word);
	return text->length == length && memcmp(text->bytes, word, length) == 0;
}

int json_text_copy(const struct json_text *text, char *out, size_t size)
{
	*out = '\0';
	if (text->escaped || text->length >= size || memchr(text->bytes, '\0', text->length))
		return -1;
	memcpy(out, text->bytes, text->length);
	out[text->length] = '\0';
	return 0;
}
