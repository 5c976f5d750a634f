#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "fetch/feed_internal.h"

#define NAME_SIZE 32
#define DECLARATION_SEARCH 1024
#define WINDOWS_1252 "CP1252"

/* Names that feeds and servers use. Only these reach iconv, which knows stranger things. The second is
 * what we decode as (the superset that writers meant), the third what we say we used. */
struct encoding {
	const char *name, *iconv_name, *shown;
};

static const struct encoding encodings[] = {
	{ "utf-8", "UTF-8", "utf-8" },
	{ "utf8", "UTF-8", "utf-8" },
	{ "unicode-1-1-utf-8", "UTF-8", "utf-8" },
	{ "us-ascii", "ASCII", "us-ascii" },
	{ "ascii", "ASCII", "us-ascii" },
	{ "ansi_x3.4-1968", "ASCII", "us-ascii" },
	{ "iso-8859-1", WINDOWS_1252, "iso-8859-1" },
	{ "iso8859-1", WINDOWS_1252, "iso-8859-1" },
	{ "iso_8859-1", WINDOWS_1252, "iso-8859-1" },
	{ "latin1", WINDOWS_1252, "iso-8859-1" },
	{ "latin-1", WINDOWS_1252, "iso-8859-1" },
	{ "windows-1252", WINDOWS_1252, "windows-1252" },
	{ "cp1252", WINDOWS_1252, "windows-1252" },
	{ "x-cp1252", WINDOWS_1252, "windows-1252" },
	{ "iso-8859-2", "ISO-8859-2", "iso-8859-2" },
	{ "latin2", "ISO-8859-2", "iso-8859-2" },
	{ "iso-8859-3", "ISO-8859-3", "iso-8859-3" },
	{ "iso-8859-4", "ISO-8859-4", "iso-8859-4" },
	{ "iso-8859-5", "ISO-8859-5", "iso-8859-5" },
	{ "iso-8859-6", "ISO-8859-6", "iso-8859-6" },
	{ "iso-8859-7", "ISO-8859-7", "iso-8859-7" },
	{ "iso-8859-8", "ISO-8859-8", "iso-8859-8" },
	{ "iso-8859-8-i", "ISO-8859-8", "iso-8859-8" },
	{ "iso-8859-9", "CP1254", "iso-8859-9" },
	{ "latin5", "CP1254", "iso-8859-9" },
	{ "iso-8859-10", "ISO-8859-10", "iso-8859-10" },
	{ "iso-8859-11", "CP874", "iso-8859-11" },
	{ "iso-8859-13", "ISO-8859-13", "iso-8859-13" },
	{ "iso-8859-14", "ISO-8859-14", "iso-8859-14" },
	{ "iso-8859-15", "ISO-8859-15", "iso-8859-15" },
	{ "latin-9", "ISO-8859-15", "iso-8859-15" },
	{ "iso-8859-16", "ISO-8859-16", "iso-8859-16" },
	{ "windows-874", "CP874", "windows-874" },
	{ "tis-620", "CP874", "tis-620" },
	{ "windows-1250", "CP1250", "windows-1250" },
	{ "cp1250", "CP1250", "windows-1250" },
	{ "windows-1251", "CP1251", "windows-1251" },
	{ "cp1251", "CP1251", "windows-1251" },
	{ "windows-1253", "CP1253", "windows-1253" },
	{ "windows-1254", "CP1254", "windows-1254" },
	{ "windows-1255", "CP1255", "windows-1255" },
	{ "windows-1256", "CP1256", "windows-1256" },
	{ "windows-1257", "CP1257", "windows-1257" },
	{ "windows-1258", "CP1258", "windows-1258" },
	{ "koi8-r", "KOI8-R", "koi8-r" },
	{ "koi8-u", "KOI8-U", "koi8-u" },
	{ "ibm866", "CP866", "ibm866" },
	{ "cp866", "CP866", "ibm866" },
	{ "cp437", "CP437", "cp437" },
	{ "ibm437", "CP437", "cp437" },
	{ "ebcdic-cp-us", "IBM037", "cp037" },
	{ "cp037", "IBM037", "cp037" },
	{ "ibm037", "IBM037", "cp037" },
	{ "macintosh", "MACINTOSH", "macintosh" },
	{ "x-mac-roman", "MACINTOSH", "macintosh" },
	{ "mac-cyrillic", "MAC-CYRILLIC", "mac-cyrillic" },
	{ "x-mac-cyrillic", "MAC-CYRILLIC", "mac-cyrillic" },
	{ "shift_jis", "CP932", "shift_jis" },
	{ "shift-jis", "CP932", "shift_jis" },
	{ "sjis", "CP932", "shift_jis" },
	{ "x-sjis", "CP932", "shift_jis" },
	{ "windows-31j", "CP932", "shift_jis" },
	{ "euc-jp", "EUC-JP-MS", "euc-jp" },
	{ "x-euc-jp", "EUC-JP-MS", "euc-jp" },
	{ "iso-2022-jp", "ISO-2022-JP", "iso-2022-jp" },
	{ "euc-kr", "CP949", "euc-kr" },
	{ "ks_c_5601-1987", "CP949", "euc-kr" },
	{ "cp949", "CP949", "cp949" },
	{ "gb2312", "GB18030", "gb18030" },
	{ "gbk", "GB18030", "gb18030" },
	{ "gb18030", "GB18030", "gb18030" },
	{ "x-gbk", "GB18030", "gb18030" },
	{ "big5", "BIG5-HKSCS", "big5" },
	{ "big5-hkscs", "BIG5-HKSCS", "big5" },
	{ "euc-tw", "EUC-TW", "euc-tw" },
};

/* What the first bytes alone can tell. A byte order mark is as long as its pattern and is skipped. */
static const struct {
	unsigned char bytes[4];
	unsigned char length;
	bool is_mark;
	struct encoding encoding;
} signatures[] = {
	{ { 0xEF, 0xBB, 0xBF }, 3, true, { NULL, "UTF-8", "utf-8" } },
	{ { 0xFF, 0xFE, 0, 0 }, 4, true, { NULL, "UTF-32LE", "utf-32le" } },
	{ { 0, 0, 0xFE, 0xFF }, 4, true, { NULL, "UTF-32BE", "utf-32be" } },
	{ { 0xFF, 0xFE }, 2, true, { NULL, "UTF-16LE", "utf-16le" } },
	{ { 0xFE, 0xFF }, 2, true, { NULL, "UTF-16BE", "utf-16be" } },
	{ { '<', 0, 0, 0 }, 4, false, { NULL, "UTF-32LE", "utf-32le" } },
	{ { 0, 0, 0, '<' }, 4, false, { NULL, "UTF-32BE", "utf-32be" } },
	{ { '<', 0 }, 2, false, { NULL, "UTF-16LE", "utf-16le" } },
	{ { 0, '<' }, 2, false, { NULL, "UTF-16BE", "utf-16be" } },
	{ { 0x4C, 0x6F, 0xA7, 0x94 }, 4, false, { NULL, "IBM037", "cp037" } },
};

static const struct encoding *const utf8 = &encodings[0];
static const struct encoding windows_1252 = { "windows-1252", WINDOWS_1252, "windows-1252" };

static bool is_utf8(const struct encoding *e)
{
	return e && !strcmp(e->iconv_name, "UTF-8");
}

static const struct encoding *encoding_find(const char *name)
{
	for (size_t i = 0; i < sizeof(encodings) / sizeof(*encodings); i++)
		if (!strcasecmp(encodings[i].name, name))
			return &encodings[i];
	return NULL;
}

/* The bytes that are skipped, and *encoding where the signature tells one. */
static size_t read_signature(const char *bytes, size_t length, const struct encoding **encoding)
{
	for (size_t i = 0; i < sizeof(signatures) / sizeof(*signatures); i++) {
		if (length < signatures[i].length || memcmp(bytes, signatures[i].bytes, signatures[i].length) != 0)
			continue;
		*encoding = &signatures[i].encoding;
		return signatures[i].is_mark ? signatures[i].length : 0;
	}
	return 0;
}

/* The name in <?xml ... encoding="name"?>, which junk may precede; "" if there is none. */
static void read_declaration(const char *bytes, size_t length, char name[NAME_SIZE])
{
	name[0] = '\0';
	const char *end = bytes + (length < DECLARATION_SEARCH ? length : DECLARATION_SEARCH);
	const char *at = feed_find(bytes, end, "<?xml");
	const char *stop = at ? memchr(at, '>', (size_t)(end - at)) : NULL;
	if (!stop || !(at = feed_find(at, stop, "encoding")))
		return;
	at += 8;
	while (at < stop && strchr(" \t\r\n=", *at))
		at++;
	if (at == stop || (*at != '"' && *at != '\''))
		return;
	const char *close = memchr(at + 1, *at, (size_t)(stop - at - 1));
	if (close && close - at <= NAME_SIZE)
		snprintf(name, NAME_SIZE, "%.*s", (int)(close - at - 1), at + 1);
}

/* What the bytes are if they are UTF-8. */
struct utf8_census {
	size_t good, bad; /* sequences of more than one byte; ill-formed parts */
};

struct input {
	const char *bytes;
	size_t length;
	struct utf8_census census;
};

static struct utf8_census census_take(const char *bytes, size_t length)
{
	struct utf8_census census = { 0 };
	for (size_t at = 0; at < length;) {
		uint64_t eight;
		if (at + 8 <= length && (memcpy(&eight, bytes + at, 8), !(eight & 0x8080808080808080u))) {
			at += 8;
			continue;
		}
		uint32_t c;
		size_t used = utf8_decode(bytes + at, length - at, &c);
		if (used > 1 && (c != UTF8_REPLACEMENT || !memcmp(bytes + at, "\xEF\xBF\xBD", 3)))
			census.good++;
		else if ((unsigned char)bytes[at] >= 0x80)
			census.bad++;
		at += used;
	}
	return census;
}

static int replace_ill_formed(const char *bytes, size_t length, struct buffer *out)
{
	for (size_t at = 0; at < length;) {
		size_t run = at;
		uint32_t c = 0;
		size_t used = 0;
		while (run < length) {
			used = utf8_decode(bytes + run, length - run, &c);
			if (c == UTF8_REPLACEMENT)
				break;
			run += used;
		}
		if (buffer_append(out, bytes + at, run - at))
			return -1;
		if (run < length && buffer_append_text(out, "\xEF\xBF\xBD"))
			return -1;
		at = run < length ? run + used : run;
	}
	return 0;
}

/* By our own table, so that what most old feeds are in needs no module of the system. */
static int convert_windows_1252(const char *bytes, size_t length, struct buffer *out, size_t *bad)
{
	int result = 0;
	*bad = 0;
	for (size_t at = 0; at < length && !result;) {
		size_t run = at;
		char character[4];
		while (run < length && (unsigned char)bytes[run] < 0x80)
			run++;
		result = buffer_append(out, bytes + at, run - at);
		at = run + 1;
		if (run == length || result)
			continue;
		uint32_t point = feed_windows_1252((unsigned char)bytes[run]);
		*bad += !point;
		result = buffer_append(out, character, utf8_encode(point ? point : UTF8_REPLACEMENT, character));
	}
	return result;
}

/* Converts by iconv; a byte that means nothing is replaced and counted. -1: unknown to the system, or memory. */
static int convert(const char *name, const char *bytes, size_t length, struct buffer *out, size_t *bad)
{
	if (!strcmp(name, WINDOWS_1252))
		return convert_windows_1252(bytes, length, out, bad);
	iconv_t cd = iconv_open("UTF-8", name);
	if (cd == (iconv_t)-1)
		return -1;
	char *copy = NULL;
	memcpy(&copy, &bytes, sizeof(copy)); /* iconv() takes the input without const and leaves it alone */
	char piece[8192];
	int result = 0;
	*bad = 0;
	while (length && !result) {
		char *to = piece;
		size_t room = sizeof(piece);
		size_t done = iconv(cd, &copy, &length, &to, &room);
		result = buffer_append(out, piece, sizeof(piece) - room);
		if (done != (size_t)-1 || errno == E2BIG || result)
			continue;
		++*bad;
		copy++;
		length--;
		result = buffer_append_text(out, "\xEF\xBF\xBD");
	}
	iconv_close(cd);
	return result;
}

/* Takes the input for e. Returns 1 when more than `tolerated` of its bytes mean nothing there, or the system
 * does not know e; -1 without memory. */
static int decode_as(struct feed *feed, const struct encoding *e, struct feed_text *text, const struct input *in,
		     size_t tolerated)
{
	size_t bad = in->census.bad;
	text->data = in->bytes;
	text->length = in->length;
	buffer_clear(&text->owned);
	if (is_utf8(e)) {
		if (bad > tolerated)
			return 1;
		if (bad && replace_ill_formed(in->bytes, in->length, &text->owned))
			return -1;
	} else if (convert(e->iconv_name, in->bytes, in->length, &text->owned, &bad) || bad > tolerated) {
		return 1;
	}
	if (bad || !is_utf8(e)) {
		text->data = buffer_text(&text->owned);
		text->length = text->owned.length;
	}
	if (bad)
		feed_fault(feed, "%zu bytes are no %s", bad, e->shown);
	snprintf(feed->encoding, sizeof(feed->encoding), "%s", e->shown);
	return 0;
}

/* No candidate fits without a fault: UTF-8 with a few slips stays UTF-8, anything else is read as the
 * encoding it names, else as the one that gives nearly every byte a meaning. */
static int decode_faulty(struct feed *feed, const struct encoding *named, struct feed_text *text,
			 const struct input *in)
{
	const struct encoding *e = &windows_1252;
	if (in->census.good >= 3 * in->census.bad)
		e = utf8;
	else if (named && !is_utf8(named) && strcmp(named->iconv_name, "ASCII") != 0)
		e = named;
	if (!is_utf8(e) || (named && !is_utf8(named)))
		feed_fault(feed, "the text is not in the encoding it claims, taken for %s", e->shown);
	return decode_as(feed, e, text, in, SIZE_MAX) ? -1 : 0;
}

static const struct encoding *look_up(struct feed *feed, const char *name)
{
	if (!name || !*name)
		return NULL;
	const struct encoding *e = encoding_find(name);
	if (!e) {
		char safe[NAME_SIZE];
		safe_copy(safe, sizeof(safe), name);
		feed_fault(feed, "unknown encoding '%s'", safe);
	}
	return e;
}

/* Servers say ISO-8859-1 of everything, and it fits everything: text that is flawless UTF-8 beyond ASCII
 * was never meant so. */
static bool is_contradicted(const struct encoding *e, const struct utf8_census *census)
{
	return !strcmp(e->iconv_name, WINDOWS_1252) && census->good && !census->bad;
}

static bool is_wide_name(const char *name)
{
	static const char *const prefixes[] = { "utf-16", "utf-32", "ucs-", "iso-10646-ucs" };
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
		if (!strncasecmp(name, prefixes[i], strlen(prefixes[i])))
			return true;
	return false;
}

static int decode_claimed(struct feed *feed, const char *charset, struct feed_text *text, const struct input *in)
{
	char declared[NAME_SIZE];
	read_declaration(in->bytes, in->length, declared);
	if (is_wide_name(declared)) {
		feed_fault(feed, "the declaration says %s but can be read a byte at a time", declared);
		declared[0] = '\0';
	}
	const struct encoding *candidates[] = { look_up(feed, charset), look_up(feed, declared), utf8 };
	const struct encoding *named = NULL;
	for (size_t i = 0; i < sizeof(candidates) / sizeof(*candidates); i++) {
		const struct encoding *e = candidates[i];
		if (!e || (named && is_utf8(named) && is_utf8(e)))
			continue;
		if (named)
			feed_fault(feed, "the text is not in %s as it claims", named->shown);
		else
			named = e;
		int result = is_contradicted(e, &in->census) ? 1 : decode_as(feed, e, text, in, 0);
		if (result <= 0)
			return result;
	}
	return decode_faulty(feed, named, text, in);
}

int feed_decode(struct feed *feed, const char *bytes, size_t length, const char *charset, struct feed_text *text)
{
	*text = (struct feed_text){ 0 };
	buffer_init(&text->owned, 3 * (size_t)FEED_BYTES_MAX);
	const struct encoding *marked = NULL;
	size_t mark = read_signature(bytes, length, &marked);
	struct input in = { bytes + mark, length - mark, census_take(bytes + mark, length - mark) };
	if (marked)
		return decode_as(feed, marked, text, &in, SIZE_MAX) ? -1 : 0;
	return decode_claimed(feed, charset, text, &in);
}

void feed_text_release(struct feed_text *text)
{
	buffer_release(&text->owned);
}
