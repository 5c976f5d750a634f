#include "tests/terminal/grammar.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define ESC '\x1b'

struct scan {
	const char *at, *end;
	struct grammar_count *count;
};

/* CSI sequences by private marker and final byte, with the first parameters that are allowed: "" any. */
static const struct control {
	char marker, final;
	const char *parameters; /* blank-separated */
} controls[] = {
	{ 0, 'H', "" },
	{ 0, 'f', "" },
	{ 0, 'A', "" },
	{ 0, 'B', "" },
	{ 0, 'C', "" },
	{ 0, 'D', "" },
	{ 0, 'G', "" },
	{ 0, 'd', "" },
	{ 0, 'J', "" },
	{ 0, 'K', "" },
	{ 0, 'L', "" },
	{ 0, 'M', "" },
	{ 0, 'P', "" },
	{ 0, '@', "" },
	{ 0, 'X', "" },
	{ 0, 'S', "" },
	{ 0, 'T', "" },
	{ 0, 'b', "" },
	{ 0, 'r', "" },
	{ 0, 'm', "" },
	{ 0, 'Z', "" },
	{ 0, 'I', "" },
	{ 0, 'h', "4 20 34" },
	{ 0, 'l', "4 20 34" },
	{ 0, 't', "22 23" },
	{ 0, 'g', "0 3" },
	/* Modes: cursor keys, columns, scrolling, origin, wrap, blink, cursor, meta, mouse, focus, screens, paste,
	   frames. */
	{ '?', 'h', "1 3 4 5 6 7 12 25 47 1000 1002 1003 1004 1006 1034 1049 2004 2026" },
	{ '?', 'l', "1 3 4 5 6 7 12 25 47 1000 1002 1003 1004 1006 1034 1049 2004 2026" },
	{ '?', 'c', "0 1 8" }, /* the Linux console's cursor */
	{ '!', 'p', "" },
};

static const char *const escapes[] = { "7", "8", "M", "=", ">", "D", "E", "c", "(B", "(0", ")B", ")0", "\\" };
static const char *const commands[] = { "0;",  "2;",  "4;",  "8;",  "9;",  "10;", "11;",
					"12;", "52;", "99;", "104", "112", "777;" };

/* Whether every parameter is in the list. */
static bool parameters_are_known(const char *list, const char *parameters, size_t length)
{
	if (!*list)
		return true;
	for (size_t i = 0; i < length;) {
		char want[16];
		size_t n = strcspn(parameters + i, ";");
		n = n > length - i ? length - i : n;
		snprintf(want, sizeof want, " %.*s ", (int)n, parameters + i);
		char have[128];
		snprintf(have, sizeof have, " %s ", list);
		if (!strstr(have, want))
			/* The titles' stack takes "which" and "depth" after the verb. */
			return !strcmp(list, "22 23") && i > 0;
		i += n + 1;
	}
	return length > 0;
}

/* 30-37, 38;5;n, 38;2;r;g;b, 40-48, 90-97, 100-107. */
static size_t colours_count(const char *parameters, size_t length)
{
	size_t count = 0;
	for (size_t i = 0; i < length;) {
		char *end;
		long n = strtol(parameters + i, &end, 10);
		if ((n >= 30 && n <= 38) || (n >= 40 && n <= 48) || (n >= 90 && n <= 107))
			count++;
		if (n == 38 || n == 48) {
			long form = *end == ';' || *end == ':' ? strtol(end + 1, &end, 10) : 0;
			for (int skip = form == 2 ? 3 : 1; skip && (*end == ';' || *end == ':'); skip--)
				strtol(end + 1, &end, 10);
		}
		i = (size_t)(end - parameters);
		i += strcspn(parameters + i, ";:") + 1;
	}
	return count;
}

/* Behind "ESC [". Moves past the sequence, or returns false. */
static bool control_scan(struct scan *s)
{
	char marker = 0;
	if (s->at < s->end && strchr("?!><", *s->at))
		marker = *s->at++;
	const char *parameters = s->at;
	while (s->at < s->end && (isdigit((unsigned char)*s->at) || *s->at == ';' || *s->at == ':'))
		s->at++;
	size_t length = (size_t)(s->at - parameters);
	if (s->at == s->end || length > 64)
		return false;
	char final = *s->at++;
	for (size_t i = 0; i < sizeof controls / sizeof *controls; i++) {
		if (controls[i].marker != marker || controls[i].final != final ||
		    !parameters_are_known(controls[i].parameters, parameters, length))
			continue;
		if (final == 'm')
			s->count->colours += colours_count(parameters, length);
		return true;
	}
	return false;
}

/* Behind "ESC ]": a known number, printable text, and BEL or ST. */
static bool command_scan(struct scan *s)
{
	bool known = false;
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		known = known || ((size_t)(s->end - s->at) > strlen(commands[i]) &&
				  !strncmp(s->at, commands[i], strlen(commands[i])));
	while (known && s->at < s->end && (unsigned char)*s->at >= ' ' && *s->at != '\x7f')
		s->at++;
	if (!known || s->at == s->end)
		return false;
	if (*s->at == '\a') {
		s->at++;
		return true;
	}
	if (s->end - s->at < 2 || s->at[0] != ESC || s->at[1] != '\\')
		return false;
	s->at += 2;
	return true;
}

static bool escape_scan(struct scan *s)
{
	s->at++;
	s->count->escapes++;
	if (s->at == s->end)
		return false;
	if (*s->at == '[' || *s->at == ']') {
		char kind = *s->at++;
		return kind == '[' ? control_scan(s) : command_scan(s);
	}
	for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
		size_t n = strlen(escapes[i]);
		if ((size_t)(s->end - s->at) >= n && !strncmp(s->at, escapes[i], n)) {
			s->at += n;
			return true;
		}
	}
	return false;
}

/* Characters that hide, turn or join text, and do not belong on a screen of figures. */
static bool is_invisible(uint32_t c)
{
	static const struct {
		uint32_t first, last;
	} ranges[] = { { 0x80, 0x9f },     { 0xad, 0xad },     { 0x61c, 0x61c },   { 0x200b, 0x200f },
		       { 0x2028, 0x202e }, { 0x2060, 0x206f }, { 0xe000, 0xf8ff }, { 0xfe00, 0xfe0f },
		       { 0xfeff, 0xfeff }, { 0xfff0, 0xfffc }, { 0xfffe, 0xffff }, { 0xe0000, 0x10ffff } };
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (c >= ranges[i].first && c <= ranges[i].last)
			return true;
	return false;
}

static bool text_scan(struct scan *s)
{
	unsigned char c = (unsigned char)*s->at;
	if (c < ' ' || c == 0x7f) {
		s->at++;
		return strchr("\r\n\b\t\a\x0e\x0f", c) && c;
	}
	if (c < 0x7f) {
		s->at++;
		return true;
	}
	uint32_t point;
	size_t n = utf8_decode(s->at, (size_t)(s->end - s->at), &point);
	bool ill_formed = point == UTF8_REPLACEMENT && memcmp(s->at, "\xef\xbf\xbd", n < 3 ? n : 3) != 0;
	s->count->high_bytes += n;
	s->at += n;
	return !ill_formed && !is_invisible(point);
}

static void complain(const struct scan *s, const char *bytes, const char *fault, char *complaint, size_t size)
{
	size_t n = (size_t)snprintf(complaint, size, "byte %zu:", (size_t)(fault - bytes));
	for (const char *c = fault; c < s->end && c < fault + 24 && n + 4 < size; c++)
		n += (size_t)snprintf(complaint + n, size - n, *c > ' ' && *c < 0x7f ? " %c" : " %02x",
				      (unsigned char)*c);
}

bool grammar_check(const char *bytes, size_t length, struct grammar_count *count, char *complaint, size_t size)
{
	struct scan s = { .at = bytes, .end = bytes + length, .count = count };
	*count = (struct grammar_count){ 0 };
	while (s.at < s.end) {
		const char *start = s.at;
		if (!(*s.at == ESC ? escape_scan(&s) : text_scan(&s))) {
			complain(&s, bytes, start, complaint, size);
			return false;
		}
	}
	return true;
}
