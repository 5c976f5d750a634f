#include <string.h>
#include <utf8proc.h>

#include "base/buffer.h"
#include "base/utf8.h"

/* A base and what stands on it. Raw text may heap marks without end; this many
 * are looked at for composition (Greek stacks three), MARKS_KEPT go out. */
#define CLUSTER_MAX 9
#define DECOMPOSED_MAX (CLUSTER_MAX * 4)
#define MARKS_KEPT 2

enum kind {
	KIND_LETTER, /* starts a cluster */
	KIND_MARK,   /* joins the cluster before it */
	KIND_BLANK,
	KIND_JOINER, /* U+200D: out, but what it joins to a picture goes too */
	KIND_OUT,
};

struct range {
	uint32_t first, last;
};

/* Visible characters whose columns terminals dispute: the hexagrams and circled numbers on black, old
 * Korean medial and final letters, and what Unicode 15 added, which many width tables do not know yet. */
static const struct range disputed[] = {
	{ 0x00CF3, 0x00CF3 }, { 0x00ECE, 0x00ECE }, { 0x01160, 0x011FF }, { 0x03248, 0x0324F }, { 0x04DC0, 0x04DFF },
	{ 0x0D7B0, 0x0D7FB }, { 0x10EFD, 0x10EFF }, { 0x1123F, 0x11241 }, { 0x11B00, 0x11B09 }, { 0x11F00, 0x11F59 },
	{ 0x1342F, 0x1342F }, { 0x13439, 0x13455 }, { 0x1B132, 0x1B132 }, { 0x1B155, 0x1B155 }, { 0x1D2C0, 0x1D2D3 },
	{ 0x1DF25, 0x1DF2A }, { 0x1E030, 0x1E06D }, { 0x1E08F, 0x1E08F }, { 0x1E4D0, 0x1E4F9 }, { 0x1F6DC, 0x1F6DC },
	{ 0x1F774, 0x1F776 }, { 0x1F77B, 0x1F77F }, { 0x1F7D9, 0x1F7D9 }, { 0x1FA75, 0x1FA77 }, { 0x1FA87, 0x1FA88 },
	{ 0x1FAAD, 0x1FAAF }, { 0x1FABB, 0x1FABD }, { 0x1FABF, 0x1FABF }, { 0x1FACE, 0x1FACF }, { 0x1FADA, 0x1FADB },
	{ 0x1FAE8, 0x1FAE8 }, { 0x1FAF7, 0x1FAF8 }, { 0x2B739, 0x2B739 }, { 0x31350, 0x323AF },
};

/* The bulk of the world's headlines: letters that need no look into the property tables, and that
 * composition leaves alone unless a mark follows. */
static const struct range plain[] = {
	{ 0x00C0, 0x024F }, { 0x0391, 0x03A1 }, { 0x03A3, 0x03CE }, { 0x0400, 0x0481 }, { 0x05D0, 0x05EA },
	{ 0x0620, 0x064A }, { 0x2010, 0x2027 }, { 0x20A0, 0x20BF }, { 0x3001, 0x301F }, { 0x3041, 0x3096 },
	{ 0x30A1, 0x30FE }, { 0x4E00, 0x9FFF }, { 0xAC00, 0xD7A3 }, { 0xFF01, 0xFF9F },
};

struct scrubber {
	struct buffer *out;
	int32_t cluster[CLUSTER_MAX];
	int count;
	bool blank;   /* a blank waits for something to stand before */
	bool written; /* something of this text is out */
	bool picture, joined;
};

static bool in_ranges(const struct range *ranges, size_t count, uint32_t c)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (c > ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && c >= ranges[low].first;
}

static bool is_plain(uint32_t c)
{
	return (c > 0x20 && c < 0x7F) || in_ranges(plain, sizeof(plain) / sizeof(*plain), c);
}

static bool is_regional(uint32_t c)
{
	return c >= 0x1F1E6 && c <= 0x1F1FF;
}

static bool is_skin_tone(uint32_t c)
{
	return c >= 0x1F3FB && c <= 0x1F3FF;
}

static const unsigned char kind_of_category[] = {
	[UTF8PROC_CATEGORY_MN] = KIND_MARK,  [UTF8PROC_CATEGORY_MC] = KIND_MARK,  [UTF8PROC_CATEGORY_ZS] = KIND_BLANK,
	[UTF8PROC_CATEGORY_ZL] = KIND_BLANK, [UTF8PROC_CATEGORY_ZP] = KIND_BLANK, [UTF8PROC_CATEGORY_CC] = KIND_OUT,
	[UTF8PROC_CATEGORY_CF] = KIND_OUT,   [UTF8PROC_CATEGORY_CO] = KIND_OUT,   [UTF8PROC_CATEGORY_CS] = KIND_OUT,
	[UTF8PROC_CATEGORY_ME] = KIND_OUT, /* keycaps, circles around a character */
};

static enum kind kind_of(uint32_t c)
{
	if (is_plain(c))
		return KIND_LETTER;
	if (c == 0x20 || (c >= 0x09 && c <= 0x0D) || c == 0x85)
		return KIND_BLANK;
	if (c == 0x200D)
		return KIND_JOINER;
	const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)c);
	if (property->ignorable || is_skin_tone(c) || c == 0xFFFC)
		return KIND_OUT;
	/* Conjoining medial and final Korean letters compose with what is before them. */
	if ((c > 0x1160 && c <= 0x11FF) || (c >= 0xD7B0 && c <= 0xD7FB))
		return KIND_MARK;
	return kind_of_category[property->category];
}

/* Whether the terminals agree on the columns of c; noncharacters and unassigned points have none. */
static bool is_agreed(uint32_t c)
{
	if (is_plain(c))
		return true;
	if (utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_CN)
		return false;
	return !in_ranges(disputed, sizeof(disputed) / sizeof(*disputed), c);
}

static bool is_mark_without_width(uint32_t c)
{
	return c >= 0x300 && utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_MN;
}

static void sort_marks(int32_t *points, int count)
{
	for (int i = 1; i < count; i++) {
		int32_t point = points[i];
		int rank = utf8proc_get_property(point)->combining_class;
		int at = i;
		for (; rank && at > 0 && utf8proc_get_property(points[at - 1])->combining_class > rank; at--)
			points[at] = points[at - 1];
		points[at] = point;
	}
}

/* The cluster in normalization form C (Unicode Standard Annex 15); returns its length. */
static int cluster_compose(const int32_t *cluster, int count, int32_t composed[DECOMPOSED_MAX])
{
	int length = 0;
	for (int i = 0; i < count; i++) {
		utf8proc_ssize_t n = utf8proc_decompose_char(cluster[i], composed + length, DECOMPOSED_MAX - length,
							     UTF8PROC_STABLE | UTF8PROC_COMPOSE, NULL);
		if (n < 0 || n > DECOMPOSED_MAX - length)
			break;
		length += (int)n;
	}
	sort_marks(composed, length);
	return (int)utf8proc_normalize_utf32(composed, length, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

static int scrubber_flush(struct scrubber *s)
{
	int32_t composed[DECOMPOSED_MAX];
	char bytes[1 + DECOMPOSED_MAX * 4];
	size_t length = 0;
	int marks = 0, count = s->count;
	if (!count)
		return 0;
	s->count = 0;
	if (s->blank && s->written)
		bytes[length++] = ' ';
	s->blank = false;
	s->written = true;
	if (count == 1 && is_plain((uint32_t)s->cluster[0])) {
		length += utf8_encode((uint32_t)s->cluster[0], bytes + length);
		return buffer_append(s->out, bytes, length);
	}
	count = cluster_compose(s->cluster, count, composed);
	for (int i = 0; i < count; i++) {
		uint32_t c = (uint32_t)composed[i];
		if (!is_mark_without_width(c))
			marks = 0;
		else if (!i || ++marks > MARKS_KEPT)
			continue;
		length += utf8_encode(is_agreed(c) ? c : UTF8_REPLACEMENT, bytes + length);
	}
	return buffer_append(s->out, bytes, length);
}

static int scrubber_letter(struct scrubber *s, uint32_t c)
{
	bool picture = c >= 0xA9 && utf8proc_get_property((utf8proc_int32_t)c)->boundclass ==
					    UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
	bool swallowed = s->joined && picture;
	s->joined = false;
	if (swallowed)
		return 0;
	s->picture = picture;
	int result = scrubber_flush(s);
	if (is_regional(c)) /* a flag's base is its pair of letters */
		c = 'A' + (c - 0x1F1E6);
	s->cluster[0] = (int32_t)c;
	s->count = 1;
	return result;
}

static int scrubber_mark(struct scrubber *s, uint32_t c)
{
	bool spacing = !is_mark_without_width(c);
	if (s->count == CLUSTER_MAX && spacing)
		return scrubber_letter(s, c);
	if (s->count == CLUSTER_MAX || (!s->count && !spacing))
		return 0;
	s->cluster[s->count++] = (int32_t)c;
	return 0;
}

static int scrubber_add(struct scrubber *s, uint32_t c)
{
	int result = 0;
	switch (kind_of(c)) {
	case KIND_LETTER:
		return scrubber_letter(s, c);
	case KIND_MARK:
		return scrubber_mark(s, c);
	case KIND_BLANK:
		result = scrubber_flush(s);
		s->blank = true;
		s->picture = s->joined = false;
		break;
	case KIND_JOINER:
		s->joined = s->picture;
		break;
	case KIND_OUT:
		break;
	}
	return result;
}

static bool is_ascii_visible(char c)
{
	return c > 0x20 && c < 0x7F;
}

/* The length of a run of visible ASCII with single blanks between its words. */
static size_t ascii_run(const char *raw, size_t length)
{
	size_t run = 0;
	while (run < length && is_ascii_visible(raw[run])) {
		do
			run++;
		while (run < length && is_ascii_visible(raw[run]));
		if (run + 1 >= length || raw[run] != ' ' || !is_ascii_visible(raw[run + 1]))
			break;
		run++;
	}
	return run;
}

/* Appends the run, after the blank that waits; what fits of it where not all does. */
static int append_run(struct scrubber *s, const char *run, size_t length)
{
	size_t blank = s->blank && s->written, room = s->out->limit - s->out->length;
	bool whole = length + blank <= room;
	if (!whole) {
		length = room > blank ? room - blank : 0;
		while (length && run[length - 1] == ' ')
			length--;
	}
	if (length && (buffer_append(s->out, " ", blank) || buffer_append(s->out, run, length)))
		return -1;
	return whole ? 0 : -1;
}

/* Copies such a run at once, save its last byte, which a mark may follow. Returns the bytes used, 0 where
 * there is no run, and sets *result. */
static size_t scrubber_run(struct scrubber *s, const char *raw, size_t length, int *result)
{
	size_t run = ascii_run(raw, length);
	if (run >= 2 && raw[run - 2] == ' ') /* a blank must not be written before what follows it */
		run -= 2;
	if (run < 2)
		return 0;
	s->picture = s->joined = false;
	*result = scrubber_flush(s);
	if (!*result)
		*result = append_run(s, raw, run - 1);
	s->written = true;
	s->blank = false;
	s->cluster[0] = (unsigned char)raw[run - 1];
	s->count = 1;
	return run;
}

int safe_text(struct buffer *out, const char *raw, size_t length)
{
	struct scrubber s = { .out = out };
	int result = 0;
	for (size_t at = 0; at < length && !result;) {
		size_t run = scrubber_run(&s, raw + at, length - at, &result);
		if (run) {
			at += run;
			continue;
		}
		uint32_t c;
		at += utf8_decode(raw + at, length - at, &c);
		result = scrubber_add(&s, c);
	}
	return result ? result : scrubber_flush(&s);
}

void safe_copy(char *field, size_t size, const char *raw)
{
	struct buffer text;
	buffer_init(&text, size - 1);
	size_t length = 0;
	if (size > 1) {
		safe_text(&text, raw, strlen(raw));
		length = text.length;
		memcpy(field, buffer_text(&text), length);
	}
	field[length] = '\0';
	buffer_release(&text);
}
