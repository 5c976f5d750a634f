#include "fetch/json_scan.h"

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

/* The next byte that is no blank, '\0' at the end or after a failure. */
static char peek(struct json_scan *s)
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

static bool pass_digits(struct json_scan *s)
{
	const char *from = s->at;
	while (s->at < s->end && is_digit(*s->at))
		s->at++;
	return s->at > from || fail(s);
}

static bool pass_number(struct json_scan *s)
{
	if (*s->at == '-')
		s->at++;
	if (s->at < s->end && *s->at == '0')
		s->at++;
	else if (!pass_digits(s))
		return false;
	if (s->at < s->end && *s->at == '.') {
		s->at++;
		if (!pass_digits(s))
			return false;
	}
	if (s->at < s->end && (*s->at == 'e' || *s->at == 'E')) {
		s->at++;
		if (s->at < s->end && (*s->at == '+' || *s->at == '-'))
			s->at++;
		return pass_digits(s);
	}
	return true;
}

/* The double nearest to what is written. */
static bool read_number(const char *from, const char *to, double *number)
{
	char copy[NUMBER_BYTES];
	size_t length = (size_t)(to - from);
	if (length >= sizeof copy)
		return false;
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
	char c = peek(s);
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
	if (peek(s) != '"' || !pass_string(s, name))
		return fail(s);
	if (peek(s) != ':')
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
	if (first == '"')
		return pass_string(s, &text);
	if (first == '-' || is_digit(first))
		return pass_number(s);
	return pass_word(s, first == 't' ? "true" : first == 'f' ? "false" : "null");
}

void json_scan_skip(struct json_scan *s)
{
	int outside = s->depth;
	uint64_t arrays = 0; /* a bit a level, as in begun */
	struct json_text name;
	do {
		char c = peek(s);
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
	if (peek(s) == open)
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
	if (peek(s) == '"')
		return pass_string(s, text);
	json_scan_skip(s);
	return false;
}

bool json_scan_number(struct json_scan *s, double *number)
{
	char c = peek(s);
	if (c != '-' && !is_digit(c)) {
		json_scan_skip(s);
		return false;
	}
	const char *from = s->at;
	return pass_number(s) && read_number(from, s->at, number);
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
