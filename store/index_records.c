#include "store/internal.h"

#include <stdlib.h>

static int get_all(struct store *s, struct index_records *r, struct error *err)
{
	if (store_get_deals(s, &r->deals, err) || store_get_facts(s, NULL, &r->facts, err) ||
	    store_get_quotes(s, &r->quotes, &r->quote_count, err) || store_get_fx(s, &r->rates, &r->rate_count, err) ||
	    store_get_series_tests(s, &r->tests, &r->test_count, err))
		return -1;
	return store_get_lppls_tests(s, &r->lppls, &r->lppls_count, err);
}

int store_get_index_records(struct store *s, struct index_records *records, struct error *err)
{
	*records = (struct index_records){ .quote_count = 0 };
	if (store_enter_read(s, err))
		return -1;
	int result = get_all(s, records, err);
	store_leave_read(s);
	if (result)
		index_records_release(records);
	return result;
}

void index_records_release(struct index_records *records)
{
	deal_list_release(&records->deals);
	fact_list_release(&records->facts);
	free(records->quotes);
	free(records->rates);
	free(records->tests);
	free(records->lppls);
	*records = (struct index_records){ .quote_count = 0 };
}
