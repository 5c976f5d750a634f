#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "bubble/company.h"
#include "cli/bubble_history.h"
#include "cli/bubble_report.h"
#include "cli/index.h"
#include "cli/symbols.h"
#include "market/index_options.h"

/* ---- what is asked for ---- */

/* "gpu_life=4,return=10" */
static int apply_assumptions(struct assumption_set *set, const char *text, struct error *err)
{
	for (const char *p = text;; p++) {
		char one[64];
		size_t n = strcspn(p, ",");
		snprintf(one, sizeof one, "%.*s", (int)(n < sizeof one ? n : sizeof one - 1), p);
		if (assumption_set_apply(set, one, err))
			return error_prefix(err, "--assume");
		p += n;
		if (!*p)
			return 0;
	}
}

static int apply_mean(struct index_options *options, const char *text, struct error *err)
{
	char shown[64];
	if (index_mean_parse(&options->mean, text) == 0)
		return 0;
	safe_copy(shown, sizeof shown, text);
	return error_set(err, "--mean: expected arithmetic or geometric, found \"%s\"", shown);
}

static int read_request(struct bubble_report *report, const struct invocation *v, struct error *err)
{
	const char *assume = v->args->values[ARGUMENT_ASSUME], *weights = v->args->values[ARGUMENT_WEIGHTS];
	const char *mean = v->args->values[ARGUMENT_MEAN];
	report->options = v->config.index;
	if (weights && index_weights_parse(&report->options, weights, err))
		return error_prefix(err, "--weights");
	if (mean && apply_mean(&report->options, mean, err))
		return -1;
	return assume ? apply_assumptions(&report->set, assume, err) : 0;
}

/* ---- gathering ---- */

static int load(struct bubble_report *report, bool *found, struct store *s, struct error *err)
{
	if (store_begin(s, err))
		return -1;
	int status =
		store_get_reading(s, &report->reading, found, err) || store_get_index_records(s, &report->records, err)
			? -1
			: 0;
	store_rollback(s);
	return status;
}

/* The stored reading is the one that the dashboard shows; other assumptions or weights need a new one, and so does
 * one that knows nothing of how old its inputs are by now. */
static void read_index(struct bubble_report *report, bool found, const struct invocation *v)
{
	int64_t now = clock_wall_s(&v->clock);
	struct bubble_inputs in = index_inputs(&report->records, &report->options);
	bool own = v->args->given[ARGUMENT_ASSUME];
	if (!found || own || !reading_is_fresh(&report->reading, now) ||
	    !index_options_equal(&report->reading.options, &report->options))
		bubble_compute(&report->reading, &report->set, &in, now);
	report->sensitivity_count = sensitivity_compute(report->sensitivities, &report->set, &in, now);
	break_even_compute(&report->break_even, &report->set, &in);
}

static const struct quote *find_quote(const struct index_records *records, const char *symbol)
{
	for (size_t i = 0; i < records->quote_count; i++)
		if (strcmp(records->quotes[i].symbol, symbol) == 0)
			return &records->quotes[i];
	return NULL;
}

/* Symbols without a stored price are left out; one that the person typed is named. */
static int read_companies(struct bubble_report *report, const struct symbol_list *symbols, bool typed,
			  struct error *err)
{
	struct bubble_inputs in = index_inputs(&report->records, &report->options);
	report->companies = calloc(symbols->count + 1, sizeof *report->companies);
	if (!report->companies)
		return error_set(err, "out of memory");
	for (size_t i = 0; i < symbols->count; i++) {
		const struct quote *q = find_quote(&report->records, symbols->items[i]);
		if (q)
			company_compute(&report->companies[report->company_count++], q, &report->set, &in);
		else if (typed)
			fprintf(stderr, "froth: no price of %s is stored\n", symbols->items[i]);
	}
	return 0;
}

/* ---- tests of prices ---- */

struct choice {
	const struct symbol_list *symbols;
	bool typed; /* only these */
	int64_t now;
};

static bool is_group(const struct series_test *t)
{
	return strcmp(t->symbol, SERIES_GROUP) == 0;
}

static bool is_wanted(const struct choice *choice, const char *symbol)
{
	bool wanted = !choice->typed;
	for (size_t i = 0; i < choice->symbols->count && !wanted; i++)
		wanted = strcmp(choice->symbols->items[i], symbol) == 0;
	return wanted;
}

/* Those of the group or those of the companies; the store keeps earlier ones for the sake of the history. */
static void take_tests(struct bubble_report *report, const struct choice *choice, bool of_group)
{
	const struct index_records *all = &report->records;
	for (size_t i = 0; i < all->test_count; i++) {
		const struct series_test *t = &all->tests[i];
		bool asked = is_group(t) ? of_group : !of_group && is_wanted(choice, t->symbol);
		if (asked && series_test_find(all->tests, all->test_count, t->symbol, t->lag, choice->now) == t)
			report->tests[report->test_count++] = t;
	}
}

static int choose_tests(struct bubble_report *report, const struct choice *choice, struct error *err)
{
	const struct index_records *all = &report->records;
	report->tests = calloc(all->test_count + 1, sizeof *report->tests);
	report->lppls = calloc(all->lppls_count + 1, sizeof *report->lppls);
	if (!report->tests || !report->lppls)
		return error_set(err, "out of memory");
	take_tests(report, choice, true);
	take_tests(report, choice, false);
	for (size_t i = 0; i < all->lppls_count; i++)
		if (is_wanted(choice, all->lppls[i].symbol))
			report->lppls[report->lppls_count++] = &all->lppls[i];
	return 0;
}

static int gather(struct bubble_report *report, const struct symbol_list *symbols, const struct invocation *v,
		  struct error *err)
{
	bool found = false, typed = v->args->word_count > 0;
	struct choice choice = { symbols, typed, clock_wall_s(&v->clock) };
	if (load(report, &found, v->store, err))
		return -1;
	read_index(report, found, v);
	if (read_companies(report, symbols, typed, err))
		return -1;
	return choose_tests(report, &choice, err);
}

/* ---- command ---- */

static int print(const struct bubble_report *report, const struct invocation *v, struct error *err)
{
	if (v->args->given[ARGUMENT_JSON])
		return bubble_print_json(report, v, err);
	if (v->args->given[ARGUMENT_CSV])
		return bubble_print_csv(report, v, err);
	return bubble_print_text(report, v, err);
}

static int run(struct bubble_report *report, const struct symbol_list *symbols, const struct invocation *v,
	       struct error *err)
{
	if (index_assumptions(&report->set, err))
		return EXIT_FAILED;
	if (read_request(report, v, err))
		return EXIT_USAGE;
	if (gather(report, symbols, v, err) || print(report, v, err))
		return EXIT_FAILED;
	return v->args->word_count && !report->company_count ? EXIT_NOTHING : EXIT_DONE;
}

static void report_free(struct bubble_report *report)
{
	if (!report)
		return;
	index_records_release(&report->records);
	free(report->companies);
	free(report->tests);
	free(report->lppls);
	free(report);
}

int bubble_command(struct invocation *v, struct error *err)
{
	struct symbol_list symbols;
	if (v->args->given[ARGUMENT_HISTORY])
		return bubble_history(v, err);
	if (symbol_list_choose(&symbols, v, err))
		return EXIT_USAGE;
	struct bubble_report *report = calloc(1, sizeof *report);
	int code = EXIT_FAILED;
	if (report)
		code = run(report, &symbols, v, err);
	else
		error_set(err, "out of memory");
	report_free(report);
	symbol_list_release(&symbols);
	return code;
}
