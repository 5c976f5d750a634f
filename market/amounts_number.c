#include "market/amounts_number.h"

#include "market/amounts_digits.h"
#include "market/amounts_kanji.h"
#include "market/amounts_opening.h"
#include "market/amounts_words.h"

double number_value(double mantissa, int exponent)
{
	static const double powers[] = { 1,    1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
					 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
	const int most = (int)(sizeof powers / sizeof *powers) - 1;
	int size = exponent < 0 ? -exponent : exponent;
	double power = powers[size < most ? size : most];
	return exponent < 0 ? mantissa / power : mantissa * power;
}

enum language tongue_language(struct tongue *t)
{
	if (!t->is_told)
		t->language = language_of(t->text, t->length, LANGUAGE_AUTO);
	if (t->language == LANGUAGE_AUTO)
		t->language = t->whole ? tongue_language(t->whole) : LANGUAGE_EN;
	t->is_told = true;
	return t->language;
}

bool number_read(const struct passage *p, size_t at, struct tongue *tongue, bool after_sign, struct number *n)
{
	uint32_t c;
	folded_at(p, at, &c);
	if (is_digit(c)) {
		bool whole = digits_read(p, at, tongue, after_sign, n);
		return kanji_scale_stands(p, n->end) ? kanji_read(p, at, n) : whole;
	}
	if (is_letter(c) && !number_opens(p, at)) {
		*n = (struct number){ .end = at };
		return false;
	}
	if (is_letter(c))
		return phrase_read(p, at, false, n) || (words_read(p, at, n) && (n->low > 1 || n->end == at)) ||
		       phrase_read(p, at, true, n);
	if (c < 0x80)
		return false;
	return kanji_read_vague(p, at, n) || kanji_read(p, at, n);
}
