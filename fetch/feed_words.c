#include "fetch/feed_words.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

struct prefix {
	const char *text;
	int value;
};

/* Month names by what begins them, in the languages that feeds were seen in, lower case. A longer prefix
 * wins, so juin and juil, mar and mai, stay apart. */
static const struct prefix months[] = {
	{ "jan", 1 },
	{ "feb", 2 },
	{ "mar", 3 },
	{ "apr", 4 },
	{ "may", 5 },
	{ "jun", 6 },
	{ "jul", 7 },
	{ "aug", 8 },
	{ "sep", 9 },
	{ "oct", 10 },
	{ "nov", 11 },
	{ "dec", 12 },
	/* French */
	{ "fév", 2 },
	{ "fev", 2 },
	{ "avr", 4 },
	{ "mai", 5 },
	{ "juin", 6 },
	{ "juil", 7 },
	{ "aoû", 8 },
	{ "aou", 8 },
	{ "déc", 12 },
	/* German, Dutch, Scandinavian */
	{ "jän", 1 },
	{ "mär", 3 },
	{ "mrz", 3 },
	{ "mrt", 3 },
	{ "maa", 3 },
	{ "mei", 5 },
	{ "maj", 5 },
	{ "okt", 10 },
	{ "dez", 12 },
	{ "des", 12 },
	/* Spanish, Portuguese, Italian, Romanian */
	{ "ene", 1 },
	{ "gen", 1 },
	{ "ian", 1 },
	{ "abr", 4 },
	{ "mag", 5 },
	{ "giu", 6 },
	{ "iun", 6 },
	{ "lug", 7 },
	{ "iul", 7 },
	{ "ago", 8 },
	{ "set", 9 },
	{ "out", 10 },
	{ "ott", 10 },
	{ "dic", 12 },
	/* Hungarian */
	{ "febr", 2 },
	{ "már", 3 },
	{ "ápr", 4 },
	{ "áp", 4 },
	{ "máj", 5 },
	{ "jún", 6 },
	{ "júl", 7 },
	{ "szep", 9 },
	{ "sze", 9 },
	/* Polish, Czech, Turkish */
	{ "sty", 1 },
	{ "led", 1 },
	{ "oca", 1 },
	{ "lut", 2 },
	{ "úno", 2 },
	{ "şub", 2 },
	{ "bře", 3 },
	{ "kwi", 4 },
	{ "dub", 4 },
	{ "nis", 4 },
	{ "kvě", 5 },
	{ "cze", 6 },
	{ "czerw", 6 },
	{ "haz", 6 },
	{ "lip", 7 },
	{ "tem", 7 },
	{ "sie", 8 },
	{ "srp", 8 },
	{ "ağu", 8 },
	{ "wrz", 9 },
	{ "zář", 9 },
	{ "eyl", 9 },
	{ "paź", 10 },
	{ "říj", 10 },
	{ "eki", 10 },
	{ "lis", 11 },
	{ "kas", 11 },
	{ "gru", 12 },
	{ "pro", 12 },
	{ "ara", 12 },
	/* Greek */
	{ "ιαν", 1 },
	{ "φεβ", 2 },
	{ "μάρ", 3 },
	{ "μαρ", 3 },
	{ "μάώ", 3 },
	{ "απρ", 4 },
	{ "μάι", 5 },
	{ "μαϊ", 5 },
	{ "μαι", 5 },
	{ "ιούν", 6 },
	{ "ιουν", 6 },
	{ "ιον", 6 },
	{ "ιούλ", 7 },
	{ "ιουλ", 7 },
	{ "ιολ", 7 },
	{ "αύγ", 8 },
	{ "αυγ", 8 },
	{ "σεπ", 9 },
	{ "οκτ", 10 },
	{ "νοέ", 11 },
	{ "νοε", 11 },
	{ "δεκ", 12 },
	/* Russian, Ukrainian */
	{ "янв", 1 },
	{ "січ", 1 },
	{ "фев", 2 },
	{ "лют", 2 },
	{ "мар", 3 },
	{ "бер", 3 },
	{ "апр", 4 },
	{ "кві", 4 },
	{ "май", 5 },
	{ "мая", 5 },
	{ "тра", 5 },
	{ "июн", 6 },
	{ "чер", 6 },
	{ "июл", 7 },
	{ "лип", 7 },
	{ "авг", 8 },
	{ "сер", 8 },
	{ "сен", 9 },
	{ "вер", 9 },
	{ "окт", 10 },
	{ "жов", 10 },
	{ "ноя", 11 },
	{ "дек", 12 },
	{ "гру", 12 },
};

/* Zones by name, minutes east. RFC 822's, and those that the markets' own press writes. */
static const struct prefix zones[] = {
	{ "z", 0 },      { "ut", 0 },     { "utc", 0 },     { "gmt", 0 },     { "wet", 0 },    { "west", 60 },
	{ "est", -300 }, { "edt", -240 }, { "et", -300 },   { "cst", -360 },  { "cdt", -300 }, { "ct", -360 },
	{ "mst", -420 }, { "mdt", -360 }, { "mt", -420 },   { "pst", -480 },  { "pdt", -420 }, { "pt", -480 },
	{ "ast", -240 }, { "adt", -180 }, { "akst", -540 }, { "akdt", -480 }, { "hst", -600 }, { "nst", -210 },
	{ "brt", -180 }, { "bst", 60 },   { "ist", 330 },   { "cet", 60 },    { "cest", 120 }, { "met", 60 },
	{ "mest", 120 }, { "mez", 60 },   { "mesz", 120 },  { "eet", 120 },   { "eest", 180 }, { "msk", 180 },
	{ "msd", 240 },  { "sast", 120 }, { "hkt", 480 },   { "sgt", 480 },   { "jst", 540 },  { "kst", 540 },
	{ "awst", 480 }, { "acst", 570 }, { "aest", 600 },  { "aedt", 660 },  { "nzst", 720 }, { "nzdt", 780 },
};

static uint32_t fold(uint32_t c)
{
	static const struct {
		uint32_t first, last, add;
	} ranges[] = {
		{ 'A', 'Z', 32 },     { 0xC0, 0xDE, 32 },   { 0x158, 0x15E, 1 },  { 0x386, 0x386, 38 },
		{ 0x388, 0x38A, 37 }, { 0x391, 0x3A9, 32 }, { 0x410, 0x42F, 32 }, { 0x404, 0x407, 80 },
	};
	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		if (c >= ranges[i].first && c <= ranges[i].last)
			return c + ranges[i].add;
	return c;
}

bool date_is_word_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

size_t date_read_word(const char *text, char word[DATE_WORD_SIZE])
{
	size_t length = 0, used = 0;
	while (date_is_word_char(text[length])) {
		uint32_t c;
		char bytes[4];
		length += utf8_decode(text + length, strnlen(text + length, 4), &c);
		size_t n = utf8_encode(fold(c), bytes);
		if (used + n < DATE_WORD_SIZE) {
			memcpy(word + used, bytes, n);
			used += n;
		}
	}
	word[used] = '\0';
	return length;
}

int date_month(const char *word)
{
	size_t best = 0;
	int month = 0;
	for (size_t i = 0; i < sizeof(months) / sizeof(*months); i++) {
		if (*word != *months[i].text)
			continue;
		size_t length = strlen(months[i].text);
		if (length > best && !strncmp(word, months[i].text, length)) {
			best = length;
			month = months[i].value;
		}
	}
	return month;
}

bool date_zone(const char *word, int *minutes_east)
{
	for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++)
		if (*zones[i].text == *word && !strcmp(zones[i].text, word)) {
			*minutes_east = zones[i].value;
			return true;
		}
	return false;
}
