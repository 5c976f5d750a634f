#include "market/amounts_scale.h"

static const struct {
	const char *word;
	int exponent;
	bool is_borrowed, is_thousand;
} scale_words[] = {
	{ "millions", 6, false, false },   { "million", 6, false, false },    { "mln", 6, false, false },
	{ "mio", 6, false, false },        { "mn", 6, false, false },         { "milliards", 9, false, false },
	{ "milliard", 9, false, false },   { "mrds", 9, false, false },       { "mrd", 9, false, false },
	{ "mds", 9, false, false },        { "milliarden", 9, false, false }, { "milliarde", 9, false, false },
	{ "millionen", 6, false, false },  { "md", 9, false, false },         { "billions", 9, true, false },
	{ "billion", 9, true, false },     { "bln", 9, false, false },        { "bns", 9, false, false },
	{ "bn", 9, false, false },         { "trillions", 12, true, false },  { "trillion", 12, true, false },
	{ "trln", 12, false, false },      { "trn", 12, false, false },       { "tn", 12, false, false },
	{ "thousands", 3, false, true },   { "thousand", 3, false, true },    { "mille", 3, false, true },
	{ "milliers de", 3, false, true }, { "crores", 7, false, false },     { "crore", 7, false, false },
	{ "lakhs", 5, false, false },      { "lakh", 5, false, false },
};

/* Case tells these apart, and they need a currency. */
static const struct {
	const char *letters;
	int exponent;
} scale_letters[] = {
	{ "MM", 6 }, { "M", 6 }, { "m", 6 }, { "k", 3 },  { "K", 3 },
	{ "B", 9 },  { "b", 9 }, { "G", 9 }, { "T", 12 }, { "t", 12 },
};

/* "$300 M&A deal" is not three hundred million, nor is "$20 B-round" twenty billion. */
static bool letter_ends(const struct passage *p, size_t end, bool apart)
{
	uint32_t c;
	folded_at(p, end, &c);
	return word_ends(p, end) && c != '&' && c != '\'' && !(apart && c == '-');
}

static bool letter_scale(const struct passage *p, size_t at, struct scale *s)
{
	uint32_t c;
	if (folded_at(p, at, &c) && c == '-')
		return false;
	size_t start = past_blanks(p, at);
	for (size_t i = 0; i < sizeof scale_letters / sizeof *scale_letters; i++) {
		const char *letters = scale_letters[i].letters;
		size_t end = start + exactly_at(p, start, letters);
		/* Apart from its number a small letter is a word or metres and tonnes. */
		if (end == start || !letter_ends(p, end, start > at) ||
		    (start > at && (*letters == 't' || *letters == 'b')))
			continue;
		*s = (struct scale){ .exponent = scale_letters[i].exponent, .end = end, .is_letter = true };
		return true;
	}
	return false;
}

bool scale_read(const struct passage *p, size_t at, bool digits, struct scale *s)
{
	size_t start = past_hyphen(p, at);
	uint32_t first;
	folded_at(p, start, &first);
	if (!is_letter(first))
		return false;
	for (size_t i = 0; i < sizeof scale_words / sizeof *scale_words; i++) {
		size_t bytes = (uint32_t)*scale_words[i].word == first ? words_at(p, start, scale_words[i].word) : 0;
		if (!bytes)
			continue;
		*s = (struct scale){ .exponent = scale_words[i].exponent,
				     .end = start + bytes,
				     .is_borrowed = scale_words[i].is_borrowed,
				     .is_thousand = scale_words[i].is_thousand };
		return true;
	}
	return digits && letter_scale(p, at, s);
}
