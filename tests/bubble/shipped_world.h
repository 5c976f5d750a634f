/* What comes with the program, read: ledger, facts and assumptions, with the rates of the worked numbers. */
#ifndef FROTH_TESTS_BUBBLE_SHIPPED_WORLD_H
#define FROTH_TESTS_BUBBLE_SHIPPED_WORLD_H

#include "bubble/bubble.h"

struct shipped_records {
	struct assumption_set set;
	struct deal_list deals;
	struct fact_list facts;
	struct fx_rate rates[2];
	struct bubble_inputs in; /* points at the above */
};

/* Fails the test that calls it where a file cannot be read. */
void shipped_records_init(struct shipped_records *s);
void shipped_records_release(struct shipped_records *s);
/* The fact to be changed by a test; fails where there is none. */
struct fact *shipped_fact(struct shipped_records *s, const char *symbol, const char *concept_name, const char *period);
/* Takes every fact of that symbol out. */
void shipped_forget(struct shipped_records *s, const char *symbol);

/* A test of 520 weeks, with replicates, to be changed by a test. */
struct series_test series_test_sample(const char *symbol, int lag, double p, int64_t last);

/* The input of that name; fails where there is none. */
const struct reading_input *reading_input_named(const struct reading *r, const char *name);

#endif
