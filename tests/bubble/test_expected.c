/* The reference list of the unit-root, singularity, price and ledger arithmetic, each row within its own
 * tolerance. The list and its series lie beside the project; where they do not, the test says so and passes. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/bubble/columns.h"
#include "tests/bubble/expected.h"

#define LIST EXPECTED_DATA "expected.tsv"

/* id, quantity, value, tolerance, source */
static int row_parse(struct row *r, char *line)
{
	char *fields[5];
	int count = 0;

	for (char *rest = line; rest && count < 5;) {
		char *tab = strchr(rest, '\t');
		fields[count++] = rest;
		if (tab)
			*tab = '\0';
		rest = tab ? tab + 1 : NULL;
	}
	if (count < 4)
		return -1;
	memset(r, 0, sizeof *r);
	snprintf(r->id, sizeof r->id, "%s", fields[0]);
	snprintf(r->value, sizeof r->value, "%s", fields[2]);
	snprintf(r->tolerance, sizeof r->tolerance, "%s", fields[3]);
	r->number_count = numbers_read(r->value, r->numbers, 16);
	double first;
	if (numbers_read(r->tolerance, &first, 1) == 1)
		r->within = first;
	r->relative = strstr(r->tolerance, "rel") != NULL;
	return 0;
}

static enum verdict row_check(const struct row *r)
{
	enum verdict v = expected_psy(r);

	if (v == NOT_OURS)
		v = expected_series(r);
	return v == NOT_OURS ? expected_worked(r) : v;
}

static void every_reference_number_that_froth_computes_is_within_its_tolerance(void **state)
{
	FILE *f = fopen(LIST, "r");
	char line[2048], not_ours[4096] = "";
	int counts[3] = { 0 }, rows = 0;

	(void)state;
	if (!f) {
		printf("skipped: %s is not there\n", LIST);
		return;
	}
	assert_non_null(fgets(line, sizeof line, f));
	while (fgets(line, sizeof line, f)) {
		struct row r;

		if (row_parse(&r, line))
			continue;
		enum verdict v = row_check(&r);
		rows++;
		counts[v]++;
		if (v == NOT_OURS)
			snprintf(not_ours + strlen(not_ours), sizeof not_ours - strlen(not_ours), " %s", r.id);
	}
	fclose(f);
	printf("figure: expected.tsv %d/%d within tolerance, %d outside, %d not computed by froth\n", counts[RIGHT],
	       rows, counts[WRONG], counts[NOT_OURS]);
	printf("not computed:%s\n", not_ours);
	assert_int_equal(counts[WRONG], 0);
	assert_true(counts[RIGHT] > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_reference_number_that_froth_computes_is_within_its_tolerance),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
