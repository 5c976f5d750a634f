#include "tui/terminfo.h"

#include <string.h>

/* term(5): numbers of 32 bits, offsets of 16, little-endian. */
#define MAGIC_32BIT 01036
#define TABLE_MOST 32767

static int put_bytes(struct buffer *out, const void *bytes, size_t length)
{
	static const char digits[] = "0123456789ABCDEF";
	const unsigned char *p = bytes;
	for (size_t i = 0; i < length; i++)
		if (buffer_append_char(out, digits[p[i] >> 4]) || buffer_append_char(out, digits[p[i] & 15]))
			return -1;
	return 0;
}

static int put_16(struct buffer *out, long value)
{
	unsigned char bytes[2] = { (unsigned char)(value & 255), (unsigned char)(value >> 8 & 255) };
	return put_bytes(out, bytes, sizeof bytes);
}

static int put_32(struct buffer *out, long value)
{
	return put_16(out, value & 0xFFFF) || put_16(out, value >> 16 & 0xFFFF);
}

static size_t table_size(const char *const *strings, size_t count)
{
	size_t size = 0;
	for (size_t i = 0; i < count; i++)
		size += strings[i] ? strlen(strings[i]) + 1 : 0;
	return size;
}

static int put_offsets(struct buffer *out, const char *const *strings, size_t count)
{
	long offset = 0;
	for (size_t i = 0; i < count; i++) {
		if (put_16(out, strings[i] ? offset : -1))
			return -1;
		offset += strings[i] ? (long)strlen(strings[i]) + 1 : 0;
	}
	return 0;
}

static int put_table(struct buffer *out, const char *const *strings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strings[i] && put_bytes(out, strings[i], strlen(strings[i]) + 1))
			return -1;
	return 0;
}

static int put_numbers(struct buffer *out, const int *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (put_32(out, numbers[i]))
			return -1;
	return 0;
}

/* The extension of ncurses: flag RGB, string XM where there is one, then their names. */
static int put_extended(struct buffer *out, const struct terminfo *t)
{
	static const unsigned char has_rgb[2] = { 1, 0 };
	const char *texts[] = { t->xm ? t->xm : "RGB", t->xm ? "RGB" : NULL, t->xm ? "XM" : NULL };
	long strings = t->xm ? 1 : 0, names = 1 + strings;
	long size = (long)table_size(texts, 3);
	if (put_16(out, 1) || put_16(out, 0) || put_16(out, strings) || put_16(out, strings + names) ||
	    put_16(out, size) || put_bytes(out, has_rgb, 2))
		return -1;
	/* Offsets of names count from the end of the values. */
	if (t->xm && (put_16(out, 0) || put_16(out, 0) || put_16(out, 4)))
		return -1;
	if (!t->xm && put_16(out, 0))
		return -1;
	return put_table(out, texts, 3);
}

int terminfo_write_hex(struct buffer *out, const struct terminfo *t)
{
	static const unsigned char pad = 0;
	size_t name = strlen(t->name) + 1, table = table_size(t->strings, t->string_count);
	if (table > TABLE_MOST || name > 512)
		return -1;
	const long head[] = { MAGIC_32BIT,           (long)name, (long)t->boolean_count, (long)t->number_count,
			      (long)t->string_count, (long)table };
	if (buffer_append_text(out, "hex:"))
		return -1;
	for (size_t i = 0; i < sizeof head / sizeof *head; i++)
		if (put_16(out, head[i]))
			return -1;
	if (put_bytes(out, t->name, name) || put_bytes(out, t->booleans, t->boolean_count))
		return -1;
	if ((name + t->boolean_count) % 2 && put_bytes(out, &pad, 1))
		return -1;
	if (put_numbers(out, t->numbers, t->number_count) || put_offsets(out, t->strings, t->string_count) ||
	    put_table(out, t->strings, t->string_count))
		return -1;
	if (table % 2 && put_bytes(out, &pad, 1))
		return -1;
	return put_extended(out, t);
}

/* ---- 24-bit colours ---- */

#define SET_COLOR(selector) "\033[" selector "8;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm"

/* The place of a name in its list; `count` where it is not. */
static size_t place_of(const char *const *names, size_t count, const char *name)
{
	size_t i = 0;
	while (i < count && strcmp(names[i], name) != 0)
		i++;
	return i;
}

static void set_number(struct terminfo *t, const char *const *names, const char *name, int value)
{
	size_t place = place_of(names, t->number_count, name);
	if (place < t->number_count)
		t->numbers[place] = value;
}

static void set_string(struct terminfo *t, const char *const *names, const char *name, const char *value)
{
	size_t place = place_of(names, t->string_count, name);
	if (place < t->string_count)
		t->strings[place] = value;
}

void terminfo_make_direct(struct terminfo *t, const char *const *boolean_names, const char *const *number_names,
			  const char *const *string_names)
{
	size_t can_change = place_of(boolean_names, t->boolean_count, "ccc");
	if (can_change < t->boolean_count)
		t->booleans[can_change] = 0;
	set_number(t, number_names, "colors", TERMINFO_DIRECT_COLORS);
	set_number(t, number_names, "pairs", 32767);
	set_string(t, string_names, "initc", NULL);
	set_string(t, string_names, "setaf", SET_COLOR("3"));
	set_string(t, string_names, "setab", SET_COLOR("4"));
}
