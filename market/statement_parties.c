#include "market/statement_parties.h"

#include <string.h>

#include "base/utf8.h"
#include "market/deal.h"
#include "market/names.h"

/* ---- names ---- */

static bool capital_stands(const struct passage *p, size_t at, const char *name)
{
	return p->text[at] == *name;
}

static bool is_beside(const struct passage *p, size_t at, const char *list, bool before)
{
	char text[BEFORE_SIZE];
	size_t size;
	if (before)
		text_before(p, at, text);
	for (const char *word = list; word; word = word[size] ? word + size + 1 : NULL) {
		char copy[64];
		size = strcspn(word, "|");
		if (size == 0 || size >= sizeof copy)
			continue;
		struct passage raw = { word, size };
		size_t used = 0;
		for (size_t i = 0, bytes; i < size; i += bytes) {
			uint32_t c;
			bytes = folded_at(&raw, i, &c);
			used += utf8_encode(c, copy + used);
			if (used > sizeof copy - 5)
				break;
		}
		copy[used] = '\0';
		if (before ? ends_with_words(text, copy) : words_at(p, past_blanks(p, at), copy) > 0)
			return true;
	}
	return false;
}

/* A name of the tables at `at`; Han and kana run on without blanks. */
static size_t name_at(const struct passage *p, size_t at, const struct name_rule *r)
{
	struct passage name = { r->name, strlen(r->name) };
	uint32_t wanted, found;
	size_t end = at, bytes;
	bool as_written = r->letters == AS_WRITTEN;
	for (size_t i = 0; i < name.length; i += bytes) {
		bytes = folded_at(&name, i, &wanted);
		end += folded_at(p, end, &found);
		if (found != wanted)
			return 0;
	}
	if ((as_written && !exactly_at(p, at, r->name)) ||
	    (r->letters == CAPITALISED && !capital_stands(p, at, r->name)))
		return 0;
	folded_at(&name, 0, &wanted);
	bool spelled = is_letter(wanted);
	uint32_t last = folded_before(p, end);
	if ((spelled && !word_begins(p, at)) || (is_letter(last) && !word_ends(p, end)))
		return 0;
	if ((r->not_after && is_beside(p, end, r->not_after, false)) ||
	    (r->not_before && is_beside(p, at, r->not_before, true)))
		return 0;
	return end - at;
}

static size_t table_at(const struct passage *p, size_t at, const struct name_rule *rules, struct party *out)
{
	uint32_t first, wanted;
	folded_at(p, at, &first);
	for (const struct name_rule *r = rules; r->symbol; r++) {
		unsigned char opens = (unsigned char)*r->name, found = (unsigned char)p->text[at];
		if (opens < 0x80 && found < 0x80 && (opens | 0x20) != (found | 0x20))
			continue;
		struct passage name = { r->name, strlen(r->name) };
		folded_at(&name, 0, &wanted);
		size_t bytes = wanted == first ? name_at(p, at, r) : 0;
		if (!bytes)
			continue;
		*out = (struct party){ .start = at, .end = at + bytes, .is_person = r->is_person };
		const char *node = deal_node_of(r->symbol);
		memcpy(out->code, node, strlen(node) + 1);
		return bytes;
	}
	return 0;
}

/* ---- what stands around a name ---- */

static const char prepositions[] =
	"in|into|from|to|with|of|by|on|at|for|between|via|through|against|than|like|after|"
	"within|toward|towards|as|over|behind|under|"
	"dans|chez|à|au|aux|avec|de|d|du|des|par|auprès|envers|entre|pour|contre|en|sur|selon|vers|"
	"comme|après";
static const char articles[] = "the|a|an|its|their|his|le|la|les|l|un|une|son|sa|ses|leur|cette";

static bool stops_walk(uint32_t c)
{
	return c == ',' || c == '.' || c == ';' || c == ':' || c == '(' || c == ')' || c == '!' || c == '?' ||
	       c == '~' || c == '$' || c == 0x300C || c == 0x300D;
}

/* The start of the word that ends before `at`, or `at` itself where a stop or the beginning comes first. */
static size_t word_before(const struct passage *p, size_t at, size_t floor)
{
	size_t end = at;
	while (end > floor) {
		uint32_t c = folded_before(p, end);
		if (is_letter(c) || is_digit(c))
			break;
		if (stops_walk(c))
			return at;
		do
			end--;
		while (end > floor && ((unsigned char)p->text[end] & 0xC0) == 0x80);
	}
	size_t start = end;
	while (start > floor) {
		uint32_t c = folded_before(p, start);
		if (!is_letter(c) && !is_digit(c))
			break;
		do
			start--;
		while (start > floor && ((unsigned char)p->text[start] & 0xC0) == 0x80);
	}
	return start < end ? start : at;
}

static void find_preposition(const struct passage *p, struct party *out, size_t floor)
{
	size_t at = out->start;
	int words = 0;
	for (int i = 0; i < 6; i++) {
		char word[WORD_SIZE];
		size_t start = word_before(p, at, floor);
		if (start == at)
			return;
		word_at(p, start, word);
		if (is_listed(prepositions, word)) {
			memcpy(out->before, word, sizeof word);
			out->before_at = start;
			out->is_close = words <= 1;
			return;
		}
		words += !is_listed(articles, word);
		at = start;
	}
}

static void find_particle(const struct passage *p, struct party *out)
{
	static const char *const particles[] = { "から", "に", "へ", "と", "を", "が", "は", "の", "で" };
	for (size_t i = 0; i < sizeof particles / sizeof *particles; i++) {
		if (!phrase_at(p, out->end, particles[i]))
			continue;
		memcpy(out->before, particles[i], strlen(particles[i]) + 1);
		out->before_at = out->end;
		out->is_close = true;
		out->is_possessor = !strcmp(particles[i], "の");
		return;
	}
}

static void look_around(const struct passage *p, struct party *out, size_t floor)
{
	static const char *const tails[] = { "-backed",     "-led",      "-owned", "-funded",   "-powered",
					     "-based",      "-like",     " rival", " supplier", " competitor",
					     " challenger", " customer", " backer" };
	out->is_possessor = phrase_at(p, out->end, "'s ") > 0 || phrase_at(p, out->end, "' ") > 0;
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
		out->is_modifier = out->is_modifier || phrase_at(p, out->end, tails[i]);
	find_preposition(p, out, floor);
	find_particle(p, out);
}

size_t parties_find(const struct passage *sentence, struct party *out, size_t most)
{
	size_t count = 0, floor = 0;
	for (size_t at = 0; at < sentence->length && count < most;) {
		uint32_t c;
		size_t bytes = folded_at(sentence, at, &c);
		struct party *found = &out[count];
		if (c >= 'a' && c <= 'z' && !word_begins(sentence, at)) {
			at += bytes;
			continue;
		}
		size_t name = table_at(sentence, at, name_rules, found);
		if (!name)
			name = table_at(sentence, at, other_names, found);
		if (name) {
			look_around(sentence, found, floor);
			floor = found->end;
			count++;
		}
		at += name ? name : bytes;
	}
	return count;
}

/* ---- names that no table has ---- */

static const char places[] =
	"us|usa|america|united|states|uk|britain|europe|france|germany|japan|india|china|taiwan|korea|south|north|west|"
	"east|"
	"saudi|arabia|abu|dhabi|uae|texas|arizona|ohio|virginia|louisiana|indiana|georgia|wyoming|michigan|wisconsin|"
	"nevada|"
	"california|york|new|london|paris|tokyo|norway|sweden|spain|italy|canada|brazil|mexico|malaysia|indonesia|"
	"singapore|"
	"vietnam|thailand|israel|australia|africa|asia|états|unis|amérique|allemagne|japon|inde|chine|corée|royaume|"
	"uni|"
	"espagne|italie|norvège|suède|émirats|arabie|saoudite|kentucky|kansas|missouri|tennessee|carolina|pennsylvania|"
	"mississippi|alabama|utah|oregon|washington|switzerland|suisse|portugal|poland|pologne|ireland|irlande|denmark|"
	"finland|netherlands|belgium|belgique|kumamoto|hokkaido|osaka|mumbai|abilene|memphis|phoenix|el|eu|ue";

static const char no_names[] =
	"u|s|american|british|european|french|german|japanese|indian|chinese|taiwanese|ai|ia|gpu|gpus|cpu|data|cloud|"
	"nasdaq|"
	"wall|street|silicon|valley|january|february|march|april|may|june|july|august|september|october|november|"
	"december|"
	"monday|tuesday|wednesday|thursday|friday|saturday|sunday|big|tech|the|a|an|le|la|les|its|their|it|this|that|"
	"these|"
	"they|he|she|we|you|who|series|ipo|capex|q|r|dc|congress|white|house|pentagon|treasury|hopper|blackwell|rubin|"
	"instinct|trainium|tpu|tpus|azure|stargate|bourse|pour|en|et|un|une|il|elle|ils|elles|on|ce|cette|ces|des|"
	"investors|"
	"analysts|banks|shares|chipmakers|companies|startups|founders|bankers|funds|revenue|sales|les|ceo|cfo|and|but|"
	"or|"
	"in|for|with|as|at|after|of|to|from|up|more|than|over|under|between|both|each|its|his|her|our|my|your|all|some|"
	"sec|fcc|tonight|continue|partners|regulators|lawmakers|governments|government|officials|group|president|trump|"
	"rival|selon|plus|près|"
	"jusqu|environ|chez|dans|par|sur|avec|l|d|rule|note|chief|executive|fund|startup|company|firm|bank";

bool is_place(const char *word)
{
	return is_listed(places, word);
}

/* One word of a name: opens with a capital, or is all capitals and digits. */
static size_t name_word(const struct passage *p, size_t at, char word[WORD_SIZE])
{
	if (at >= p->length || p->text[at] < 'A' || p->text[at] > 'Z' || !word_begins(p, at))
		return 0;
	size_t bytes = word_at(p, at, word);
	uint32_t c;
	for (size_t more = folded_at(p, at + bytes, &c); is_digit(c) || is_letter(c);
	     more = folded_at(p, at + bytes, &c))
		bytes += more;
	return bytes;
}

bool party_read_unknown(const struct passage *sentence, size_t at, struct party *out)
{
	char word[WORD_SIZE];
	size_t end = at;
	for (int i = 0; i < 3; i++) {
		size_t next = end == at ? at : past_blanks(sentence, end);
		size_t bytes = name_word(sentence, next, word);
		bool tail = i > 0 && is_listed("ai|semiconductor|holdings|group|systems|cloud|data", word);
		if (!bytes || ((is_listed(places, word) || is_listed(no_names, word)) && !tail))
			break;
		end = next + bytes;
	}
	if (end - at < 3 || end - at >= STATEMENT_PARTY_SIZE)
		return false;
	*out = (struct party){ .start = at, .end = end };
	memcpy(out->code, sentence->text + at, end - at);
	look_around(sentence, out, 0);
	return true;
}

static const char auxiliaries[] =
	"to|will|would|has|have|had|is|was|are|were|be|been|being|also|just|may|might|could|says|"
	"it|plans|agrees|agreed|plan|wants|set|a|ont|va|vont|vient|de|d|s|se|été|est|sont|"
	"compte|veut|doit|pourrait|aurait|serait|sera|seront|prévoit";

/* Past the auxiliaries that stand before a verb, to where its subject ends. */
static size_t before_auxiliaries(const struct passage *p, size_t at)
{
	for (int i = 0; i < 5; i++) {
		char word[WORD_SIZE];
		size_t start = word_before(p, at, 0);
		if (start == at)
			return at;
		word_at(p, start, word);
		bool capital = p->text[start] >= 'A' && p->text[start] <= 'Z';
		if (capital || !is_listed(auxiliaries, word))
			return at;
		at = start;
	}
	return at;
}

bool party_read_unknown_before(const struct passage *sentence, size_t at, struct party *out)
{
	size_t end = before_auxiliaries(sentence, at), start = end;
	for (int i = 0; i < 3; i++) {
		char word[WORD_SIZE];
		size_t next = word_before(sentence, start, 0);
		if (next == start || !name_word(sentence, next, word))
			break;
		start = next;
	}
	return start < end && party_read_unknown(sentence, start, out);
}

int party_rank(const struct party *p)
{
	static const struct {
		const char *code;
		int rank;
	} ranks[] = {
		{ "OAI", 0 },       { "ANTH", 0 }, { "XAI", 0 },   { "MISTRAL", 0 }, { "SSI", 0 },   { "META", 1 },
		{ "AAPL", 1 },      { "TSLA", 1 }, { "CRM", 1 },   { "MSFT", 2 },    { "GOOGL", 3 }, { "AMZN", 3 },
		{ "ORCL", 4 },      { "CRWV", 5 }, { "NBIS", 5 },  { "APLD", 6 },    { "IREN", 5 },  { "DELL", 6 },
		{ "SMCI", 6 },      { "CBRS", 6 }, { "CSCO", 6 },  { "NVDA", 7 },    { "AMD", 7 },   { "AVGO", 7 },
		{ "MRVL", 7 },      { "QCOM", 7 }, { "INTC", 8 },  { "ARM", 9 },     { "MU", 9 },    { "005930.KS", 9 },
		{ "000660.KS", 9 }, { "TSM", 10 }, { "ASML", 11 },
	};
	for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
		if (!strcmp(p->code, ranks[i].code))
			return ranks[i].rank;
	return -1;
}
