#include "market/amounts_bound.h"

#include <string.h>

/* Nouns and verbs that make the word after them a preposition: "a row over $5 billion". */
static const char disputes[] =
	"row|fight|dispute|battle|clash|feud|spat|sue|sues|sued|suing|lawsuit|concern|concerns|"
	"concerned|question|questions|doubt|doubts|worry|worries|worried|fears|talk|talks|vote|"
	"control|probe|scandal|tension|tensions|debate|skeptical|sceptical|uncertainty|warns|news|"
	"story|stories|rumors|rumours|report|reports|think|thinking|know|details|excited|anxiety|"
	"hand|hands|handed|take|takes|took|turn|turned|spread|all|worried|asked|something|what|"
	"litigation|negotiations|discussions|fork|forked|give|gives|gave";
static const char sums[] = "add|adds|adding|added|amount|amounts|amounting|amounted|sum|sums|bring|brings|bringing";

static const struct {
	const char *phrase;
	enum bound bound;
	bool approximate;
	const char *not_after; /* the word before it makes it another word */
} before[] = {
	{ "up to", BOUND_UP_TO, false, sums },
	{ "as much as", BOUND_UP_TO, false, NULL },
	{ "as many as", BOUND_UP_TO, false, NULL },
	{ "as high as", BOUND_UP_TO, false, NULL },
	{ "not more than", BOUND_UP_TO, false, NULL },
	{ "no more than", BOUND_UP_TO, false, NULL },
	{ "at most", BOUND_UP_TO, false, NULL },
	{ "maximum of", BOUND_UP_TO, false, NULL },
	{ "maximum", BOUND_UP_TO, false, NULL },
	{ "capped at", BOUND_UP_TO, false, NULL },
	{ "less than", BOUND_UP_TO, false, NULL },
	{ "fewer than", BOUND_UP_TO, false, NULL },
	{ "lower than", BOUND_UP_TO, false, NULL },
	{ "just under", BOUND_UP_TO, true, NULL },
	{ "just shy of", BOUND_UP_TO, true, NULL },
	{ "under", BOUND_UP_TO, false, NULL },
	{ "below", BOUND_UP_TO, false, NULL },
	{ "potentially", BOUND_EXACT, false, NULL },
	{ "just over", BOUND_AT_LEAST, true, disputes },
	{ "slightly over", BOUND_AT_LEAST, true, NULL },
	{ "a little over", BOUND_AT_LEAST, true, NULL },
	{ "well over", BOUND_AT_LEAST, false, NULL },
	{ "more than", BOUND_AT_LEAST, false, NULL },
	{ "greater than", BOUND_AT_LEAST, false, NULL },
	{ "at least", BOUND_AT_LEAST, false, NULL },
	{ "no less than", BOUND_AT_LEAST, false, NULL },
	{ "minimum of", BOUND_AT_LEAST, false, NULL },
	{ "over", BOUND_AT_LEAST, false, disputes },
	{ "above", BOUND_AT_LEAST, false, NULL },
	{ "north of", BOUND_AT_LEAST, false, NULL },
	{ "upwards of", BOUND_AT_LEAST, false, NULL },
	{ "upward of", BOUND_AT_LEAST, false, NULL },
	{ "in excess of", BOUND_AT_LEAST, false, NULL },
	{ "exceeding", BOUND_AT_LEAST, false, NULL },
	{ "exceeds", BOUND_AT_LEAST, false, NULL },
	{ "exceeded", BOUND_AT_LEAST, false, NULL },
	{ "exceed", BOUND_AT_LEAST, false, NULL },
	{ "surpassing", BOUND_AT_LEAST, false, NULL },
	{ "surpasses", BOUND_AT_LEAST, false, NULL },
	{ "surpassed", BOUND_AT_LEAST, false, NULL },
	{ "surpass", BOUND_AT_LEAST, false, NULL },
	{ "topping", BOUND_AT_LEAST, false, NULL },
	{ "topped", BOUND_AT_LEAST, false, NULL },
	{ "tops", BOUND_AT_LEAST, false, NULL },
	{ "top", BOUND_AT_LEAST, false, NULL },
	{ "beyond", BOUND_AT_LEAST, false, NULL },
	{ ">", BOUND_AT_LEAST, false, NULL },
	{ "<", BOUND_UP_TO, false, NULL },
	{ "close to", BOUND_EXACT, true, NULL },
	{ "nearly", BOUND_EXACT, true, NULL },
	{ "almost", BOUND_EXACT, true, NULL },
	{ "about", BOUND_EXACT, true, disputes },
	{ "around", BOUND_EXACT, true, NULL },
	{ "roughly", BOUND_EXACT, true, NULL },
	{ "approximately", BOUND_EXACT, true, NULL },
	{ "approximate", BOUND_EXACT, true, NULL },
	{ "approx.", BOUND_EXACT, true, NULL },
	{ "approx", BOUND_EXACT, true, NULL },
	{ "circa", BOUND_EXACT, true, NULL },
	{ "some", BOUND_EXACT, true, NULL },
	{ "estimated", BOUND_EXACT, true, "was|is|are|were|be|been|it" },
	{ "in the region of", BOUND_EXACT, true, NULL },
	{ "on the order of", BOUND_EXACT, true, NULL },
	{ "~", BOUND_EXACT, true, NULL },
	{ "jusqu'à", BOUND_UP_TO, false, NULL },
	{ "pas plus de", BOUND_UP_TO, false, NULL },
	{ "pas plus d'", BOUND_UP_TO, false, NULL },
	{ "moins de", BOUND_UP_TO, false, NULL },
	{ "moins d'", BOUND_UP_TO, false, NULL },
	{ "au plus", BOUND_UP_TO, false, NULL },
	{ "au maximum", BOUND_UP_TO, false, NULL },
	{ "un maximum de", BOUND_UP_TO, false, NULL },
	{ "inférieur à", BOUND_UP_TO, false, NULL },
	{ "inférieure à", BOUND_UP_TO, false, NULL },
	{ "plafonné à", BOUND_UP_TO, false, NULL },
	{ "plafonnée à", BOUND_UP_TO, false, NULL },
	{ "plafonnés à", BOUND_UP_TO, false, NULL },
	{ "limité à", BOUND_UP_TO, false, NULL },
	{ "limitée à", BOUND_UP_TO, false, NULL },
	{ "limited to", BOUND_UP_TO, false, NULL },
	{ "un peu plus de", BOUND_AT_LEAST, true, NULL },
	{ "un peu plus d'", BOUND_AT_LEAST, true, NULL },
	{ "un peu moins de", BOUND_UP_TO, true, NULL },
	{ "un peu moins d'", BOUND_UP_TO, true, NULL },
	{ "plus de", BOUND_AT_LEAST, false, NULL },
	{ "plus d'", BOUND_AT_LEAST, false, NULL },
	{ "au moins", BOUND_AT_LEAST, false, NULL },
	{ "un minimum de", BOUND_AT_LEAST, false, NULL },
	{ "au minimum", BOUND_AT_LEAST, false, NULL },
	{ "au-delà de", BOUND_AT_LEAST, false, NULL },
	{ "supérieur à", BOUND_AT_LEAST, false, NULL },
	{ "supérieure à", BOUND_AT_LEAST, false, NULL },
	{ "supérieurs à", BOUND_AT_LEAST, false, NULL },
	{ "supérieures à", BOUND_AT_LEAST, false, NULL },
	{ "dépasse", BOUND_AT_LEAST, false, NULL },
	{ "dépassent", BOUND_AT_LEAST, false, NULL },
	{ "dépasser", BOUND_AT_LEAST, false, NULL },
	{ "dépassera", BOUND_AT_LEAST, false, NULL },
	{ "dépassé", BOUND_AT_LEAST, false, NULL },
	{ "dépassant", BOUND_AT_LEAST, false, NULL },
	{ "dépasserait", BOUND_AT_LEAST, false, NULL },
	{ "excède", BOUND_AT_LEAST, false, NULL },
	{ "excédant", BOUND_AT_LEAST, false, NULL },
	{ "franchi", BOUND_AT_LEAST, false, NULL },
	{ "franchit", BOUND_AT_LEAST, false, NULL },
	{ "environ", BOUND_EXACT, true, NULL },
	{ "près de", BOUND_EXACT, true, NULL },
	{ "près d'", BOUND_EXACT, true, NULL },
	{ "presque", BOUND_EXACT, true, NULL },
	{ "quelque", BOUND_EXACT, true, NULL },
	{ "autour de", BOUND_EXACT, true, NULL },
	{ "autour d'", BOUND_EXACT, true, NULL },
	{ "à peu près", BOUND_EXACT, true, NULL },
	{ "approximativement", BOUND_EXACT, true, NULL },
	{ "de l'ordre de", BOUND_EXACT, true, NULL },
	{ "de l'ordre d'", BOUND_EXACT, true, NULL },
	{ "proche de", BOUND_EXACT, true, NULL },
	{ "avoisine", BOUND_EXACT, true, NULL },
	{ "avoisinant", BOUND_EXACT, true, NULL },
	{ "frôle", BOUND_EXACT, true, NULL },
	{ "最大で", BOUND_UP_TO, false, NULL },
	{ "最大", BOUND_UP_TO, false, NULL },
	{ "少なくとも", BOUND_AT_LEAST, false, NULL },
	{ "最低", BOUND_AT_LEAST, false, NULL },
	{ "約", BOUND_EXACT, true, NULL },
	{ "およそ", BOUND_EXACT, true, NULL },
	{ "ほぼ", BOUND_EXACT, true, NULL },
};

static const struct {
	const char *phrase;
	enum bound bound;
	bool approximate;
} after[] = {
	{ " or more", BOUND_AT_LEAST, false },
	{ "-or-more", BOUND_AT_LEAST, false },
	{ "-plus", BOUND_AT_LEAST, false },
	{ " plus", BOUND_EXACT, false },
	{ "+", BOUND_AT_LEAST, false },
	{ " ou plus", BOUND_AT_LEAST, false },
	{ " au moins", BOUND_AT_LEAST, false },
	{ " at least", BOUND_AT_LEAST, false },
	{ " au minimum", BOUND_AT_LEAST, false },
	{ " minimum.", BOUND_AT_LEAST, false },
	{ " minimum,", BOUND_AT_LEAST, false },
	{ " or less", BOUND_UP_TO, false },
	{ " at most", BOUND_UP_TO, false },
	{ " ou moins", BOUND_UP_TO, false },
	{ " au plus", BOUND_UP_TO, false },
	{ " au maximum", BOUND_UP_TO, false },
	{ " maximum.", BOUND_UP_TO, false },
	{ " maximum,", BOUND_UP_TO, false },
	{ " or so", BOUND_EXACT, true },
	{ " environ", BOUND_EXACT, true },
	{ "以上", BOUND_AT_LEAST, false },
	{ "超", BOUND_AT_LEAST, false },
	{ "を超", BOUND_AT_LEAST, false },
	{ "を上回", BOUND_AT_LEAST, false },
	{ "余り", BOUND_AT_LEAST, true },
	{ "強", BOUND_AT_LEAST, true },
	{ "以下", BOUND_UP_TO, false },
	{ "未満", BOUND_UP_TO, false },
	{ "を下回", BOUND_UP_TO, false },
	{ "弱", BOUND_UP_TO, true },
	{ "前後", BOUND_EXACT, true },
	{ "程度", BOUND_EXACT, true },
	{ "ほど", BOUND_EXACT, true },
	{ "近く", BOUND_EXACT, true },
	{ "近い", BOUND_EXACT, true },
};

static const char changes[] =
	"raise|raises|raised|raising|rise|rises|rose|risen|rising|cut|cuts|cutting|lift|lifts|lifted|lifting|increase|"
	"increases|increased|increasing|jump|jumps|jumped|climb|climbs|climbed|climbing|grow|grows|grew|growing|grown|"
	"fall|falls|fell|fallen|drop|drops|dropped|lower|lowers|lowered|trim|trims|trimmed|boost|boosts|boosted|hike|"
	"hikes|hiked|slash|slashes|slashed|revise|revises|revised|swell|swells|swelled|surge|surges|surged|soar|soars|"
	"soared|up|down|went|go|goes|doubled|tripled|widen|widened|expanded|shrank|shrunk|shrinks|slid|sank|ballooned|"
	"passe|passer|passé|passée|passés|passera|passant|passent|passerait|porte|porter|porté|portée|portés|portera|"
	"relève|relever|relevé|relevée|relevés|augmente|augmenter|augmenté|bondit|bondi|grimpe|grimpé|grimper|recule|"
	"reculé|chute|chuté|tombe|tombé|tombée|baisse|baissé|réduit|réduite|ramène|ramené|ramenée|abaisse|abaissé|"
	"hausse|"
	"progresse|progressé|double|doublé|monte|monté|révise|révisé";

static void cut_blanks(char *text)
{
	size_t length = strlen(text);
	while (length && (text[length - 1] == ' ' || text[length - 1] == '"' || text[length - 1] == '('))
		text[--length] = '\0';
}

static bool last_word_is(const char *text, const char *list)
{
	size_t length = strlen(text), size;
	for (const char *word = list; word; word = word[size] ? word + size + 1 : NULL) {
		char copy[WORD_SIZE];
		size = strcspn(word, "|");
		if (size > length || size >= sizeof copy)
			continue;
		memcpy(copy, word, size);
		copy[size] = '\0';
		if (ends_with_words(text, copy))
			return true;
	}
	return false;
}

/* Takes one phrase off the end of `text`. */
static bool take_before(char *text, struct bearing *b)
{
	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		if (!ends_with_words(text, before[i].phrase))
			continue;
		text[strlen(text) - strlen(before[i].phrase)] = '\0';
		cut_blanks(text);
		if (before[i].not_after && last_word_is(text, before[i].not_after))
			return false;
		if (b->bound == BOUND_EXACT)
			b->bound = before[i].bound;
		b->approximate = b->approximate || before[i].approximate;
		return true;
	}
	return false;
}

static void take_after(const struct passage *p, size_t end, struct bearing *b)
{
	for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
		size_t bytes = phrase_at(p, end, after[i].phrase);
		uint32_t c;
		folded_at(p, end + bytes, &c);
		if (!bytes || (is_letter(c) && (unsigned char)after[i].phrase[0] < 0x80))
			continue;
		if (b->bound == BOUND_EXACT)
			b->bound = after[i].bound;
		b->approximate = b->approximate || after[i].approximate;
		return;
	}
}

/* The verb stands in the same sentence: "raised its forecast from 25 to 35 billion". */
static bool has_change(const char *text)
{
	const char *stop = strrchr(text, '.');
	struct passage p = { stop ? stop + 1 : text, strlen(stop ? stop + 1 : text) };
	return has_word(&p, changes);
}

void bearing_read(const struct passage *p, size_t start, size_t end, struct bearing *b)
{
	char text[BEFORE_SIZE];
	*b = (struct bearing){ .bound = BOUND_EXACT };
	text_before(p, start, text);
	cut_blanks(text);
	b->is_pair = ends_with_words(text, "between") || ends_with_words(text, "entre");
	b->is_from = ends_with_words(text, "from") || ends_with_words(text, "de");
	b->is_changed = has_change(text);
	for (int i = 0; i < 3 && take_before(text, b); i++)
		;
	take_after(p, end, b);
}
