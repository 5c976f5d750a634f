#include "cli/quote_notes.h"

#include "base/timestamp.h"

void quote_line(const struct company *company, char out[QUOTE_LINE_SIZE])
{
	*out = '\0';
	if (!company)
		return;
	if (company->shares_per_unit == 1)
		snprintf(out, QUOTE_LINE_SIZE, "share");
	else if (company->shares_per_unit == 0.5)
		snprintf(out, QUOTE_LINE_SIZE, "receipt of half a common share");
	else
		snprintf(out, QUOTE_LINE_SIZE, "receipt of %g common shares", company->shares_per_unit);
}

void quote_note_print(const struct quote *q, const struct valuation *v, const struct company *company, FILE *out)
{
	bool is_receipt = company && company->shares_per_unit != 1, has_split = v->split_factor != 1;
	char line[QUOTE_LINE_SIZE];
	if (!isfinite(v->market_cap) || (!is_receipt && !has_split))
		return;
	quote_line(company, line);
	fprintf(out, "%s:", q->symbol);
	if (is_receipt)
		fprintf(out, " valued by this line, a %s", line);
	if (has_split)
		fprintf(out, "%s its shares are multiplied by %g for a split since they were filed",
			is_receipt ? ";" : "", v->split_factor);
	fputc('\n', out);
}

void quote_note_print_rate(int64_t fx_as_of, FILE *out)
{
	char time[TIMESTAMP_SIZE];
	if (!fx_as_of)
		return;
	timestamp_format_rfc3339(fx_as_of, time);
	fprintf(out, "CAP USD by exchange rates of %s\n", time);
}
