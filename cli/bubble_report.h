/* All that `froth bubble` says: made by bubble.c from one state of the store, printed by bubble_json.c for
 * programs and by bubble_print.c for a person. */
#ifndef FROTH_CLI_BUBBLE_REPORT_H
#define FROTH_CLI_BUBBLE_REPORT_H

#include "bubble/sensitivity.h"
#include "cli/command.h"
#include "market/company_reading.h"

struct bubble_report {
	struct assumption_set set;
	struct index_options options; /* of the configuration, and what --weights and --mean change */
	struct index_records records; /* owned */
	struct reading reading;
	struct company_reading *companies; /* owned; as they were asked for */
	size_t company_count;
	struct sensitivity sensitivities[ASSUMPTIONS_MAX]; /* the greatest first */
	size_t sensitivity_count;
	struct break_even break_even;
	/* Borrowed from records: the newest of each symbol and lag, the group's first. */
	const struct series_test **tests; /* owned list */
	size_t test_count;
	const struct lppls_test **lppls; /* owned list */
	size_t lppls_count;
};

int bubble_print_json(const struct bubble_report *report, const struct invocation *v, struct error *err);
/* A row a component, and one for the index as a whole. */
int bubble_print_csv(const struct bubble_report *report, const struct invocation *v, struct error *err);
int bubble_print_text(const struct bubble_report *report, const struct invocation *v, struct error *err);

#endif
