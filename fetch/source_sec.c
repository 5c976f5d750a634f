#include "fetch/source_sec.h"

#include <stdio.h>
#include <string.h>

static int add_company(struct source_list *list, const struct source_class *class, const char *name,
		       const struct source_settings *settings, const struct company *company, struct error *err)
{
	char full[SOURCE_NAME_SIZE + SYMBOL_SIZE];
	snprintf(full, sizeof full, "%s %s", name, company->symbol);
	struct source *s = source_list_add(list, class, settings, full, &company->symbol, 1);
	if (!s)
		return error_set(err, "out of memory");
	s->company = company;
	return source_settle(s, err);
}

static int add_unasked(struct source_list *list, const struct source_class *class, const char *name,
		       const struct source_settings *settings, const struct company *company, struct error *err)
{
	struct source *s = source_list_add(list, class, settings, name, &company->symbol, 1);
	if (!s)
		return error_set(err, "out of memory");
	s->company = company;
	s->unasked = "not asked: the SEC wants an address to write to; set fetch: contact";
	if (source_settle(s, err))
		return -1;
	s->state.status = SOURCE_DISABLED;
	snprintf(s->state.error, sizeof s->state.error, "%s", s->unasked);
	return 0;
}

int source_sec_build(struct source_list *list, const struct source_class *class, const char *name,
		     const struct source_settings *settings, struct error *err)
{
	for (size_t i = 0; settings->companies && i < settings->symbol_count; i++) {
		const struct company *c = company_list_find(settings->companies, settings->symbols[i]);
		if (!c || (!*c->cik && !(c->learned && settings->contact_agent)))
			continue;
		if (!settings->contact_agent)
			return add_unasked(list, class, name, settings, c, err);
		if (add_company(list, class, name, settings, c, err))
			return -1;
	}
	return 0;
}
