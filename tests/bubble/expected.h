/* One row of the reference list, and who computes it: used by test_expected.c only. */
#ifndef FROTH_TESTS_BUBBLE_EXPECTED_H
#define FROTH_TESTS_BUBBLE_EXPECTED_H

#include <stdbool.h>

#define EXPECTED_DATA "../shared/data/"
#define EXPECTED_CORPUS "../shared/corpus/psy/"

struct row {
	char id[80], value[512], tolerance[256];
	double numbers[16]; /* of value */
	int number_count;
	double within; /* first number of tolerance */
	bool relative; /* to each number */
};

enum verdict { NOT_OURS, WRONG, RIGHT };

/* The first `count` numbers of the row; says on stdout what differs. */
enum verdict agree(const struct row *r, const double *got, int count);
enum verdict agree_within(const struct row *r, const double *got, int count, double within);

/* Rows on unit-root tests, their critical values, dates and bootstraps. */
enum verdict expected_psy(const struct row *r);
/* Rows on singularity fits and on prices. */
enum verdict expected_series(const struct row *r);
/* Rows that are worked by hand from the ledger and the accounts. */
enum verdict expected_worked(const struct row *r);

#endif
