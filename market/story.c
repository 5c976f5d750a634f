#include "market/story.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/hash.h"
#include "base/utf8.h"

#define FOLDED_LIMIT 4096
#define WORDS_LEAST 4
#define LETTERS_LEAST 20
#define LETTERS_LEAST_UNPARTED 10
#define OUTLET_WORDS 4

static int64_t mark_of(const struct buffer *text)
{
	uint64_t hash = hash_on(HASH_START, buffer_text(text), text->length);
	return hash ? (int64_t)hash : 1;
}

/* ---- titles ---- */

/* Papers that sign their titles, as they sign. A name with a dot in it ("ZDNet.fr") needs no row. */
static const char *const outlets[] = {
	"AFP",
	"AP",
	"AP News",
	"Axios",
	"Barron's",
	"BBC",
	"BBC News",
	"Benzinga",
	"BFM Bourse",
	"BFM Business",
	"Bloomberg",
	"Boursorama",
	"Business Insider",
	"Business Wire",
	"CNBC",
	"CNN",
	"CNN Business",
	"Challenges",
	"Data Center Dynamics",
	"DCD",
	"Digitimes",
	"Engadget",
	"Financial Times",
	"Forbes",
	"Fortune",
	"FT",
	"GlobeNewswire",
	"Google News",
	"Hacker News",
	"Investopedia",
	"La Tribune",
	"Le Figaro",
	"Le Monde",
	"Les Echos",
	"Les Échos",
	"MarketWatch",
	"Nasdaq",
	"NBC News",
	"Nikkei",
	"Nikkei Asia",
	"NPR",
	"Numerama",
	"PR Newswire",
	"Quartz",
	"Reuters",
	"Seeking Alpha",
	"Semafor",
	"South China Morning Post",
	"TechCrunch",
	"The Associated Press",
	"The Economist",
	"The Guardian",
	"The Information",
	"The Motley Fool",
	"The New York Times",
	"The Register",
	"The Verge",
	"The Wall Street Journal",
	"The Washington Post",
	"Tom's Hardware",
	"TradingView",
	"Usine Digitale",
	"Wired",
	"WSJ",
	"Yahoo",
	"Yahoo Finance",
	"Zonebourse",
	"ロイター",
	"ブルームバーグ",
	"日本経済新聞",
	"日経",
	"時事通信",
	"朝日新聞",
	"読売新聞",
	NULL,
};

static bool is_outlet(const char *name, size_t length)
{
	for (const char *const *o = outlets; *o; o++)
		if (strlen(*o) == length && strncasecmp(*o, name, length) == 0)
			return true;
	/* A site: "Investing.com". */
	const char *dot = memchr(name, '.', length);
	return dot && dot > name && dot + 2 < name + length && !memchr(name, ' ', length) &&
	       isalpha((unsigned char)dot[1]) && isalpha((unsigned char)dot[2]);
}

static size_t count_blanks(const char *text, size_t length)
{
	size_t count = 0;
	for (size_t i = 0; i < length; i++)
		count += text[i] == ' ';
	return count;
}

/* Length without the paper's name, which stands behind a dash or a bar with blanks around it. A bar parts
 * nothing else, so what is behind it need not be known. */
static size_t without_outlet(const char *title, size_t length)
{
	static const char *const dashes[] = { " - ", " – ", " — ", " | ", " · " };
	for (size_t i = length; i-- > 1;) {
		for (size_t d = 0; title[i] == ' ' && d < sizeof dashes / sizeof *dashes; d++) {
			size_t dash = strlen(dashes[d]);
			if (length - i <= dash || strncmp(title + i, dashes[d], dash) != 0)
				continue;
			size_t rest = length - i - dash;
			bool is_bar = dashes[d][1] == '|' && count_blanks(title + i + dash, rest) < OUTLET_WORDS;
			return is_bar || is_outlet(title + i + dash, rest) ? i : length;
		}
	}
	return length;
}

enum sort { SORT_WORD, SORT_NOTHING, SORT_BLANK };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What becomes of a character that is no letter: apostrophes and the dots of "U.S." vanish, so that the word
 * holds together; the point of a number and the signs of money and per cent stay. */
static enum sort sort_of(uint32_t c, char before, const char *after)
{
	static const uint32_t signs[] = { '$', '%', 0x20AC, 0xA3, 0xA5 };
	if (utf8_is_word(c))
		return SORT_WORD;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (c == signs[i])
			return SORT_WORD;
	if (c == '\'' || c == 0x2019 || c == 0x02BC || c == 0x2018)
		return SORT_NOTHING;
	if (c == '.' && is_digit(*after))
		return is_digit(before) ? SORT_WORD : SORT_BLANK;
	if (c == ',' && is_digit(before) && is_digit(*after))
		return SORT_NOTHING;
	return c == '.' && before != ' ' ? SORT_NOTHING : SORT_BLANK;
}

static int append_folded(struct buffer *out, uint32_t c, bool *is_blank_due)
{
	char bytes[4];
	size_t length = utf8_encode(utf8_fold(c), bytes);
	if (*is_blank_due && out->length && buffer_append_char(out, ' '))
		return -1;
	*is_blank_due = false;
	return buffer_append(out, bytes, length);
}

int story_fold_title(const char *title, struct buffer *out)
{
	size_t length = without_outlet(title, strlen(title)), used;
	bool is_blank_due = false;
	for (const char *p = title; p < title + length; p += used) {
		uint32_t c;
		used = utf8_decode(p, (size_t)(title + length - p), &c);
		char before = is_blank_due || !out->length ? ' ' : out->data[out->length - 1];
		enum sort sort = sort_of(c, before, p + used);
		if (sort == SORT_WORD && append_folded(out, c, &is_blank_due))
			return -1;
		is_blank_due = is_blank_due || sort == SORT_BLANK;
	}
	return 0;
}

/* Words that any firm's announcement is made of, parted by blanks. */
static const char stock_words[] =
	" a about agm all an and annual announce announces announced annonce at au aux avec board briefing business "
	"call "
	"chiffre company conference current d daily dans date de declares declared des digest dividend du earnings en "
	"et event exercice filing financial financiers first fiscal for form fourth from full half "
	"home host hosts in investor investors its join l la latest le les letter live market markets meeting monthly "
	"morning news newsletter of off on ordinary our par part participate participates pour premier present "
	"presents "
	"press preliminary pre publie q1 q2 q3 q4 quarter quarterly quatrième record release releases report reports "
	"reported resultats résultats result results revenue roundup second semestre shareholder shareholders "
	"statement "
	"stock summary the third to today top trimestre troisième trimestriels up update updates upcoming watch "
	"webcast week weekly will with year "
	"january february march april may june july august september october november december monday tuesday "
	"wednesday "
	"thursday friday saturday sunday janvier février mars avril mai juin juillet août septembre octobre novembre "
	"décembre ";

static bool is_stock_word(const char *word, size_t length)
{
	char wanted[32];
	if (is_digit(*word) || *word == '$' || (length == 1 && (unsigned char)*word < 0x80))
		return true;
	if (length + 3 > sizeof wanted)
		return false;
	wanted[0] = ' ';
	memcpy(wanted + 1, word, length);
	memcpy(wanted + 1 + length, " ", 2);
	return strstr(stock_words, wanted) != NULL;
}

struct title_count {
	size_t words, letters;
	bool has_own_word, is_unparted;
};

static void count_word(struct title_count *count, const char *word, size_t length)
{
	size_t used;
	uint32_t c;
	for (size_t i = 0; i < length; i += used) {
		used = utf8_decode(word + i, length - i, &c);
		count->letters++;
		/* From the radicals of Chinese on; Korean parts its words. */
		count->is_unparted = count->is_unparted || (c >= 0x2E80 && c < 0xAC00);
	}
	count->words++;
	count->has_own_word = count->has_own_word || !is_stock_word(word, length);
}

bool story_is_generic(const char *folded)
{
	struct title_count count = { 0 };
	size_t length;
	for (const char *p = folded; *p; p += length + (p[length] == ' ')) {
		length = strcspn(p, " ");
		count_word(&count, p, length);
	}
	if (count.is_unparted)
		return count.letters < LETTERS_LEAST_UNPARTED;
	size_t characters = count.letters + (count.words ? count.words - 1 : 0);
	return count.words < WORDS_LEAST || characters < LETTERS_LEAST || !count.has_own_word;
}

/* ---- addresses ---- */

static bool is_parameter(const char *text, size_t length, const char *name)
{
	return length > strlen(name) && strncmp(text, name, strlen(name)) == 0;
}

/* What is in an address to tell its publisher where the reader came from. */
static bool counts_readers(const char *parameter, size_t length)
{
	static const char *const names[] = { "utm_", "fbclid=", "gclid=", "cmpid=", "ocid=" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (is_parameter(parameter, length, names[i]))
			return true;
	return false;
}

static int append_parameters(struct buffer *out, const char *text, size_t length)
{
	char mark = '?';
	for (size_t at = 0; at < length;) {
		size_t n = 0;
		while (at + n < length && text[at + n] != '&')
			n++;
		if (n && !counts_readers(text + at, n)) {
			if (buffer_append_char(out, mark) || buffer_append(out, text + at, n))
				return -1;
			mark = '&';
		}
		at += n + 1;
	}
	return 0;
}

/* A link that leads to the page only by way of a script, and another one in each feed. */
static bool is_relay(const char *host)
{
	return strcmp(host, "news.google.com") == 0;
}

static int append_host(struct buffer *out, const char *host, size_t length)
{
	if (length > 4 && strncasecmp(host, "www.", 4) == 0) {
		host += 4;
		length -= 4;
	}
	for (size_t i = 0; i < length; i++)
		if (buffer_append_char(out, (char)tolower((unsigned char)host[i])))
			return -1;
	return 0;
}

int story_fold_url(const char *url, struct buffer *out)
{
	const char *host = strstr(url, "://");
	if (!host)
		return 0;
	host += 3;
	size_t host_length = strcspn(host, "/?#");
	const char *path = host + host_length;
	size_t path_length = strcspn(path, "?#");
	const char *query = path + path_length;
	size_t query_length = strcspn(query, "#");
	while (path_length && path[path_length - 1] == '/')
		path_length--;
	if (append_host(out, host, host_length))
		return -1;
	size_t site = out->length;
	bool relay = is_relay(buffer_text(out));
	if (buffer_append(out, path, path_length) ||
	    (query_length && append_parameters(out, query + 1, query_length - 1)))
		return -1;
	if (out->length == site || relay)
		buffer_clear(out);
	return 0;
}

void story_marks_read(struct story_marks *m, const char *title, const char *url)
{
	struct buffer text;
	buffer_init(&text, FOLDED_LIMIT);
	/* What is longer than the limit is told by what fitted. */
	(void)story_fold_title(title, &text);
	*m = (struct story_marks){ .title = mark_of(&text), .is_generic = story_is_generic(buffer_text(&text)) };
	buffer_clear(&text);
	if (story_fold_url(url, &text) == 0 && text.length)
		m->url = mark_of(&text);
	buffer_release(&text);
}
