#include "tests/bubble/expected.h"

#include <math.h>
#include <stdio.h>

enum verdict agree_within(const struct row *r, const double *got, int count, double within)
{
	for (int i = 0; i < count; i++) {
		double allowed = r->relative ? fmax(within * fabs(r->numbers[i]), 1e-9) : within;

		if (i >= r->number_count || !(fabs(got[i] - r->numbers[i]) <= allowed)) {
			printf("%s: number %d is %.13g, expected %.13g within %g\n", r->id, i + 1, got[i],
			       i < r->number_count ? r->numbers[i] : (double)NAN, allowed);
			return WRONG;
		}
	}
	return RIGHT;
}

enum verdict agree(const struct row *r, const double *got, int count)
{
	return agree_within(r, got, count, r->within);
}
