#include "cli/index.h"

#include "base/shipped.h"

int index_assumptions(struct assumption_set *set, struct error *err)
{
	const struct shipped_file *file = shipped_find("assumptions.tsv");
	if (!file)
		return error_set(err, "this build holds no assumptions.tsv");
	return assumption_set_parse(set, file->data, file->length, err);
}

struct bubble_inputs index_inputs(const struct index_records *records, const struct index_options *options)
{
	return (struct bubble_inputs){
		.deals = &records->deals,
		.facts = &records->facts,
		.quotes = records->quotes,
		.quote_count = records->quote_count,
		.rates = records->rates,
		.rate_count = records->rate_count,
		.tests = records->tests,
		.test_count = records->test_count,
		.lppls = records->lppls,
		.lppls_count = records->lppls_count,
		.options = options,
	};
}

int index_compute(struct reading *r, struct store *s, const struct assumption_set *set,
		  const struct index_options *options, int64_t now, struct error *err)
{
	struct index_records records;
	if (store_get_index_records(s, &records, err))
		return -1;
	struct bubble_inputs in = index_inputs(&records, options);
	bubble_compute(r, set, &in, now);
	index_records_release(&records);
	return 0;
}

int index_store(struct store *s, const struct index_options *options, int64_t now, struct error *err)
{
	struct assumption_set set;
	struct reading reading;
	if (index_assumptions(&set, err) || index_compute(&reading, s, &set, options, now, err))
		return -1;
	return store_put_reading(s, &reading, err);
}
