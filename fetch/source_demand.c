#include "fetch/source_demand.h"

#include <stdio.h>
#include <stdlib.h>

#include "fetch/yahoo.h"

int source_demand_build(struct source_list *list, const struct source_class *class,
			const struct source_settings *settings, const char *name, struct error *err)
{
	if (!settings->symbol_count)
		return 0;
	struct source *s = source_list_add(list, class, settings, name, NULL, 0);
	if (!s)
		return error_set(err, "out of memory");
	s->asking = calloc(class->batch, sizeof *s->asking);
	if (!s->asking)
		return error_set(err, "out of memory");
	return source_settle(s, err);
}

int source_demand_chart(const struct source *s, char out[URL_SIZE])
{
	char escaped[SYMBOL_SIZE * 3];
	if (url_escape(s->asking[0], escaped, sizeof escaped))
		return -1;
	int n = snprintf(out, URL_SIZE, "https://%s/v8/finance/chart/%s?%s", s->class->hosts[s->host], escaped,
			 s->class->query);
	return n < URL_SIZE ? 0 : -1;
}

int source_demand_bars(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		       struct error *err)
{
	const char *bytes = buffer_text(&answer->body);
	if (yahoo_is_unknown(bytes, answer->body.length)) {
		snprintf(out->warning, sizeof out->warning, "%s is not known there", s->asking[0]);
		return 0;
	}
	if (yahoo_chart_parse(out, bytes, answer->body.length, s->asking[0], s->class->bars, fetched, err))
		return -1;
	batch_demote_quotes(out);
	return 0;
}
