#include "config/nearest.h"

#include <string.h>

#define WORD_MAX 40

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost one each. */
static size_t edit_distance(const char *a, const char *b)
{
	size_t rows = strlen(a), columns = strlen(b);
	size_t d[WORD_MAX + 1][WORD_MAX + 1];
	for (size_t i = 0; i <= rows; i++)
		d[i][0] = i;
	for (size_t j = 0; j <= columns; j++)
		d[0][j] = j;
	for (size_t i = 1; i <= rows; i++) {
		for (size_t j = 1; j <= columns; j++) {
			size_t swap = a[i - 1] == b[j - 1] ? 0 : 1;
			d[i][j] = smaller(smaller(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + swap);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				d[i][j] = smaller(d[i][j], d[i - 2][j - 2] + 1);
		}
	}
	return d[rows][columns];
}

void nearest_init(struct nearest *n, const char *typed)
{
	*n = (struct nearest){ .typed = typed };
}

void nearest_offer(struct nearest *n, const char *known)
{
	size_t length = strlen(n->typed);
	if (length == 0 || length > WORD_MAX || strlen(known) > WORD_MAX)
		return;
	size_t distance = edit_distance(n->typed, known);
	/* A word of which more than a third is different is another word, not a slip. */
	if (distance > (length + 2) / 3)
		return;
	if (!n->best || distance < n->distance) {
		n->best = known;
		n->distance = distance;
	}
}
