#include "market/amounts_unit.h"

#include <string.h>

#include "base/utf8.h"

/* ---- before a number ---- */

static const struct {
	const char *sign, *code;
} signs[] = {
	{ "US$", "USD" }, { "U.S.$", "USD" }, { "NT$", "TWD" }, { "T$", "TWD" },  { "HK$", "HKD" },
	{ "CA$", "CAD" }, { "CAD$", "CAD" },  { "C$", "CAD" },  { "AU$", "AUD" }, { "A$", "AUD" },
	{ "S$", "SGD" },  { "NZ$", "NZD" },   { "R$", "BRL" },  { "$", "USD" },   { "＄", "USD" },
	{ "€", "EUR" },   { "£", "GBP" },     { "￡", "GBP" },  { "¥", "JPY" },   { "￥", "JPY" },
	{ "₩", "KRW" },   { "₹", "INR" },     { "Rs.", "INR" }, { "Rs", "INR" },  { "₪", "ILS" },
};

static const char *const codes[] = { "USD", "EUR", "JPY", "GBP", "CNY", "RMB", "KRW", "TWD", "CHF", "INR",
				     "CAD", "AUD", "HKD", "SGD", "SEK", "NOK", "DKK", "AED", "SAR", "BRL" };

static void set_code(struct unit *u, const char *code)
{
	size_t length = strlen(code);
	memcpy(u->code, code, length < sizeof u->code ? length + 1 : sizeof u->code);
}

static bool read_code(const struct passage *p, size_t at, struct unit *u)
{
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		size_t end = at + exactly_at(p, at, codes[i]);
		uint32_t c;
		folded_at(p, end, &c);
		if (end == at || is_letter(c))
			continue;
		*u = (struct unit){ .class = UNIT_MONEY, .end = end };
		set_code(u, strcmp(codes[i], "RMB") == 0 ? "CNY" : codes[i]);
		return true;
	}
	return false;
}

static bool read_sign(const struct passage *p, size_t at, struct unit *u)
{
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		size_t bytes = exactly_at(p, at, signs[i].sign);
		if (!bytes)
			continue;
		*u = (struct unit){ .class = UNIT_MONEY, .end = at + bytes };
		set_code(u, signs[i].code);
		return true;
	}
	return false;
}

bool unit_before(const struct passage *p, size_t at, struct unit *u)
{
	char c = at < p->length ? p->text[at] : '\0';
	bool letter = c >= 'A' && c <= 'Z';
	if (c != '$' && !letter && (unsigned char)c < 0xC2)
		return false;
	if (letter && !word_begins(p, at))
		return false;
	return (letter && read_code(p, at, u)) || read_sign(p, at, u);
}

/* ---- after a number ---- */

struct unit_word {
	const char *word, *code;
	bool needs_scale;
};

static const struct unit_word money_words[] = {
	{ "dollars canadiens", "CAD", false },
	{ "dollars australiens", "AUD", false },
	{ "dollars taïwanais", "TWD", false },
	{ "dollars de hong kong", "HKD", false },
	{ "dollars de singapour", "SGD", false },
	{ "dollars américains", "USD", false },
	{ "dollars us", "USD", false },
	{ "dollars", "USD", false },
	{ "dollar", "USD", false },
	{ "us dollars", "USD", false },
	{ "us-dollar", "USD", false },
	{ "us-dollars", "USD", false },
	{ "u.s. dollars", "USD", false },
	{ "american dollars", "USD", false },
	{ "canadian dollars", "CAD", false },
	{ "australian dollars", "AUD", false },
	{ "hong kong dollars", "HKD", false },
	{ "singapore dollars", "SGD", false },
	{ "new taiwan dollars", "TWD", false },
	{ "taiwan dollars", "TWD", false },
	{ "taiwanese dollars", "TWD", false },
	{ "bucks", "USD", true },
	{ "euros", "EUR", false },
	{ "euro", "EUR", false },
	{ "livres sterling", "GBP", false },
	{ "livres", "GBP", true },
	{ "pounds sterling", "GBP", false },
	{ "british pounds", "GBP", false },
	{ "pounds", "GBP", true },
	{ "pound", "GBP", true },
	{ "japanese yen", "JPY", false },
	{ "yens", "JPY", false },
	{ "yen", "JPY", false },
	{ "chinese yuan", "CNY", false },
	{ "yuans", "CNY", false },
	{ "yuan", "CNY", false },
	{ "renminbi", "CNY", false },
	{ "korean won", "KRW", false },
	{ "south korean won", "KRW", false },
	{ "wons", "KRW", true },
	{ "won", "KRW", true },
	{ "indian rupees", "INR", false },
	{ "rupees", "INR", false },
	{ "roupies", "INR", false },
	{ "swiss francs", "CHF", false },
	{ "francs suisses", "CHF", false },
	{ "francs", "CHF", true },
	{ "swedish kronor", "SEK", false },
	{ "couronnes suédoises", "SEK", false },
	{ "norwegian kroner", "NOK", false },
	{ "danish kroner", "DKK", false },
	{ "dirhams", "AED", false },
	{ "riyals", "SAR", false },
	{ "shekels", "ILS", false },
};

static const struct unit_word asian_words[] = {
	{ "円", "JPY", false },       { "米ドル", "USD", false },
	{ "台湾ドル", "TWD", false }, { "香港ドル", "HKD", false },
	{ "豪ドル", "AUD", false },   { "カナダドル", "CAD", false },
	{ "ドル", "USD", false },     { "ユーロ", "EUR", false },
	{ "ポンド", "GBP", false },   { "人民元", "CNY", false },
	{ "元", "CNY", true },        { "ウォン", "KRW", false },
	{ "달러", "USD", false },     { "원", "KRW", false },
	{ "유로", "EUR", false },     { "엔", "JPY", true },
	{ "美元", "USD", false },     { "日元", "JPY", false },
	{ "日圓", "JPY", false },     { "新台幣", "TWD", false },
	{ "ルピー", "INR", false },   { "スイスフラン", "CHF", false },
};

static const struct unit_word power_words[] = {
	{ "gigawatts", "GW", false },
	{ "gigawatt", "GW", false },
	{ "gwe", "GW", false },
	{ "gw", "GW", false },
	{ "mw", "MW", false },
	{ "mwe", "MW", false },
	{ "mégawatts", "MW", false },
	{ "mégawatt", "MW", false },
	{ "megawatts", "MW", false },
	{ "megawatt", "MW", false },
	{ "térawattheures", "TWh", false },
	{ "térawattheure", "TWh", false },
	{ "terawatt-hours", "TWh", false },
	{ "terawatt-hour", "TWh", false },
	{ "terawatt hours", "TWh", false },
	{ "térawatts-heures", "TWh", false },
	{ "térawatt-heure", "TWh", false },
	{ "terawatthours", "TWh", false },
	{ "twh", "TWh", false },
	{ "gigawatt-hours", "GWh", false },
	{ "gigawatt hours", "GWh", false },
	{ "gigawatt-hour", "GWh", false },
	{ "gigawattheures", "GWh", false },
	{ "gigawatts-heures", "GWh", false },
	{ "gwh", "GWh", false },
	{ "megawatt-hours", "MWh", false },
	{ "megawatt hours", "MWh", false },
	{ "megawatt-hour", "MWh", false },
	{ "mégawattheures", "MWh", false },
	{ "mégawatts-heures", "MWh", false },
	{ "mégawattheure", "MWh", false },
	{ "mwh", "MWh", false },
	{ "terawatts", "TW", false },
	{ "terawatt", "TW", false },
	{ "térawatts", "TW", false },
	{ "térawatt", "TW", false },
	{ "kilowatt-hours", "kWh", false },
	{ "kilowattheures", "kWh", false },
	{ "kwh", "kWh", false },
};

static const struct unit_word asian_power_words[] = {
	{ "ギガワット時", "GWh", false }, { "テラワット時", "TWh", false }, { "メガワット時", "MWh", false },
	{ "ギガワット", "GW", false },    { "メガワット", "MW", false },    { "テラワット", "TW", false },
	{ "기가와트", "GW", false },      { "메가와트", "MW", false },      { "吉瓦", "GW", false },
};

static const char home_words[] = "households|household|homes|foyers|ménages|logements";
/* By first letter. */
static const char *const home_adjectives[26] = {
	['a' - 'a'] = "american|americans|average",
	['b' - 'a'] = "british",
	['c' - 'a'] = "canadian",
	['e' - 'a'] = "european",
	['f' - 'a'] = "french|family",
	['g' - 'a'] = "german",
	['i' - 'a'] = "indian|irish",
	['j' - 'a'] = "japanese",
	['k' - 'a'] = "korean",
	['l' - 'a'] = "local",
	['m' - 'a'] = "more",
	['n' - 'a'] = "new|nearby",
	['p' - 'a'] = "private",
	['r' - 'a'] = "residential",
	['s' - 'a'] = "s|single",
	['t' - 'a'] = "typical|texas|taiwanese",
	['u' - 'a'] = "us|u|uk",
};

static void set_word(struct unit *u, enum unit_class class, const struct unit_word *word, size_t end)
{
	*u = (struct unit){ .class = class, .end = end, .needs_scale = word->needs_scale };
	set_code(u, word->code);
}

/* Sets *u to the word that stands at `at`, if there is one; a word that runs on needs no end. */
static bool find_word(const struct passage *p, size_t at, enum unit_class class, const struct unit_word *words,
		      size_t count, bool runs_on, struct unit *u)
{
	char first[4];
	uint32_t c;
	if (!folded_at(p, at, &c))
		return false;
	utf8_encode(c, first);
	for (size_t i = 0; i < count; i++) {
		if (*words[i].word != *first)
			continue;
		size_t bytes = (runs_on ? phrase_at : words_at)(p, at, words[i].word);
		if (!bytes)
			continue;
		set_word(u, class, &words[i], at + bytes);
		return true;
	}
	return false;
}

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

/* mW is a thousandth of a watt. */
static bool is_milliwatt(const struct passage *p, size_t at)
{
	return exactly_at(p, at, "mW") > 0;
}

static bool is_home_adjective(const char *word)
{
	const char *list = *word >= 'a' && *word <= 'z' ? home_adjectives[*word - 'a'] : NULL;
	return list && is_listed(list, word);
}

static bool read_homes(const struct passage *p, size_t at, struct unit *u)
{
	for (int i = 0; i < 4; i++) {
		char word[WORD_SIZE];
		size_t bytes = word_at(p, at, word);
		if (bytes && is_listed(home_words, word)) {
			*u = (struct unit){ .class = UNIT_HOUSEHOLDS, .end = at + bytes };
			set_code(u, "households");
			return word_ends(p, at + bytes);
		}
		if (!bytes || !is_home_adjective(word))
			return false;
		at += bytes;
		while (at < p->length && (p->text[at] == '.' || p->text[at] == '-'))
			at++;
		at = past_blanks(p, at);
	}
	return false;
}

static bool read_asian(const struct passage *p, size_t at, struct unit *u)
{
	if (at < p->length && (unsigned char)p->text[at] < 0xE3)
		return false;
	if (find_word(p, at, UNIT_MONEY, asian_words, COUNT(asian_words), true, u) ||
	    find_word(p, at, UNIT_POWER, asian_power_words, COUNT(asian_power_words), true, u))
		return true;
	size_t homes = phrase_at(p, at, "世帯");
	if (!homes && (homes = phrase_at(p, at, "の家庭")) == 0)
		return false;
	*u = (struct unit){ .class = UNIT_HOUSEHOLDS, .end = at + homes };
	set_code(u, "households");
	return true;
}

/* Signs may follow the number: "5 €", "100 M$", "500 M$ US", "3 Md$US". */
static bool read_sign_after(const struct passage *p, size_t at, struct unit *u)
{
	static const struct unit_word tails[] = {
		{ "$US", "USD", false }, { "$ US", "USD", false }, { "$CA", "CAD", false }, { "$ CA", "CAD", false },
		{ "US$", "USD", false }, { "$", "USD", false },    { "€", "EUR", false },   { "£", "GBP", false },
		{ "¥", "JPY", false },   { "￥", "JPY", false },   { "₩", "KRW", false },   { "₹", "INR", false },
	};
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		size_t end = at + exactly_at(p, at, tails[i].word);
		uint32_t c;
		folded_at(p, end, &c);
		if (end == at || is_digit(c) || is_letter(c))
			continue;
		set_word(u, UNIT_MONEY, &tails[i], end);
		return true;
	}
	return false;
}

static bool read_unit_word(const struct passage *p, size_t at, struct unit *u)
{
	uint32_t first;
	folded_at(p, at, &first);
	if (!is_letter(first))
		return false;
	return find_word(p, at, UNIT_MONEY, money_words, COUNT(money_words), false, u) ||
	       (!is_milliwatt(p, at) && find_word(p, at, UNIT_POWER, power_words, COUNT(power_words), false, u)) ||
	       read_homes(p, at, u) || (read_code(p, at, u) && word_ends(p, u->end));
}

bool unit_after(const struct passage *p, size_t at, struct unit *u)
{
	static const char *const joints[] = { "-", " of ", " de ", " d'", " " };
	uint32_t first;
	folded_at(p, at, &first);
	bool is_joint = first == '-' || first == ' ' || first == '\n';
	if (!is_joint)
		return read_asian(p, at, u) || read_sign_after(p, at, u) || read_unit_word(p, at, u);
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
		size_t bytes = phrase_at(p, at, joints[i]);
		if (bytes && (read_unit_word(p, at + bytes, u) ||
			      (joints[i][1] == '\0' && joints[i][0] == ' ' &&
			       (read_sign_after(p, at + bytes, u) || read_asian(p, at + bytes, u)))))
			return true;
	}
	return false;
}
