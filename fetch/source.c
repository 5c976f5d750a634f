#include "fetch/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct source_class *const source_classes[] = {
	&source_yahoo_spark,
	&source_yahoo_v7,
	&source_yahoo_quote,
	&source_finnhub,
	&source_twelve_data,
	&source_cnbc,
	&source_nasdaq,
	&source_alpha_vantage,
	&source_twse,
	&source_frankfurter,
	&source_ecb,
	&source_yahoo_details,
	&source_yahoo_chart,
	&source_cnbc_bars,
	&source_yahoo_look,
	&source_yahoo_extended,
	&source_yahoo_intraday,
	&source_yahoo_days,
	&source_yahoo_weeks,
	&source_sec_tickers,
	&source_sec_filings,
	&source_sec_facts,
	&source_yahoo_timeseries,
	&source_press,
	NULL,
};

/* ---- the list ---- */

int source_list_build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	*list = (struct source_list){ 0 };
	for (const struct source_class *const *row = source_classes; *row; row++)
		if ((*row)->build(list, settings, err))
			return -1;
	return 0;
}

void source_list_release(struct source_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->items[i].symbols);
		free(list->items[i].asking);
	}
	free(list->items);
	*list = (struct source_list){ 0 };
}

struct source *source_list_add(struct source_list *list, const struct source_class *class,
			       const struct source_settings *settings, const char *name,
			       const char (*symbols)[SYMBOL_SIZE], size_t count)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity ? list->capacity * 2 : 64;
		struct source *more = realloc(list->items, capacity * sizeof *more);
		if (!more)
			return NULL;
		list->items = more;
		list->capacity = capacity;
	}
	struct source *s = &list->items[list->count];
	*s = (struct source){ .class = class, .settings = settings, .symbol_count = count };
	if (count) {
		s->symbols = calloc(count, sizeof *s->symbols);
		if (!s->symbols)
			return NULL;
		memcpy(s->symbols, symbols, count * sizeof *s->symbols);
	}
	source_state_init(&s->state, name, "", class->kind);
	list->count++;
	return s;
}

int source_settle(struct source *s, struct error *err)
{
	char url[URL_SIZE];
	char name[SOURCE_NAME_SIZE];
	memcpy(name, s->state.name, sizeof name);
	if (s->class->url(s, url) || !url_is_web(url))
		return error_set(err, "%s: not an http or https address, or too long a one", name);
	source_state_init(&s->state, name, url, s->class->kind);
	return 0;
}

void source_resume(struct source *s, const struct source_state *stored)
{
	const struct source_state fresh = s->state;
	bool same = !strcmp(fresh.url, stored->url);
	if (s->unasked)
		return;
	if (!same && stored->status != SOURCE_REFUSED)
		return;
	s->state = *stored;
	memcpy(s->state.url, fresh.url, sizeof fresh.url);
	memcpy(s->state.kind, fresh.kind, sizeof fresh.kind);
	if (!same) {
		*s->state.etag = '\0';
		*s->state.last_modified = '\0';
		*s->state.moved_url = '\0';
	}
}

bool source_wants_contact(const char *url)
{
	static const char *const hosts[] = { "www.sec.gov", "data.sec.gov" };
	char host[URL_HOST_SIZE];
	for (size_t i = 0; !url_host(url, host) && i < sizeof hosts / sizeof *hosts; i++)
		if (!strcmp(host, hosts[i]))
			return true;
	return false;
}

int source_url(const struct source *s, char out[URL_SIZE])
{
	if (!*s->state.moved_url)
		return s->class->url(s, out);
	snprintf(out, URL_SIZE, "%s", s->state.moved_url);
	return 0;
}

int source_request(struct source *s, char url[URL_SIZE], struct http_request *request, struct error *err)
{
	if (source_url(s, url))
		return error_set(err, "%s: the address is too long", s->state.name);
	*request = (struct http_request){
		.url = url,
		.user_agent = source_wants_contact(url) ? s->settings->contact_agent : NULL,
		.accept = s->class->accept,
		.language = s->class->accept_language,
		.etag = s->state.etag,
		.last_modified = s->state.last_modified,
	};
	if (s->class->prepare)
		s->class->prepare(s, url, request);
	return 0;
}
