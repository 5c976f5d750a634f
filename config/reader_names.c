/* A person's own names of companies, out of the press section. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "config/names.h"
#include "config/reader_yaml.h"

static int read_value(struct reader *r, const char *key, void *target)
{
	struct error why;
	if (reader_expect(r, YAML_SCALAR_EVENT, key, "a single value"))
		return -1;
	return company_name_set(target, key, reader_text(r), &why) ? reader_fail_here(r, "%s", why.text) : 0;
}

static int read_field(struct reader *r, const char *key, void *target)
{
	if (company_name_is_list(key) && r->event.type == YAML_SEQUENCE_START_EVENT)
		return reader_sequence(r, key, (struct value_reader){ read_value, target });
	return read_value(r, key, target);
}

static int check_name(struct reader *r, const struct company_name *n, struct yaml_mark_s start)
{
	struct error why;
	const struct config *c = r->config;
	if (company_name_check(n, &why))
		return reader_fail(r, start, "%s", why.text);
	for (size_t i = 0; i + 1 < c->name_count; i++)
		if (!strcmp(c->names[i].symbol, n->symbol) && !strcmp(c->names[i].name, n->name))
			return reader_fail(r, start, "names: \"%s\" stands for %s twice", n->name, n->symbol);
	return 0;
}

static int read_name(struct reader *r, const char *key, void *target)
{
	struct config *c = target;
	if (reader_expect(r, YAML_MAPPING_START_EVENT, key, "a mapping of symbol and name"))
		return -1;
	struct yaml_mark_s start = r->event.start_mark;
	struct company_name *grown = reader_grow(r, c->names, &c->name_count, CONFIG_MAX_NAMES, sizeof *grown, "names");
	if (!grown)
		return -1;
	c->names = grown;
	struct company_name *n = &grown[c->name_count - 1];
	if (reader_mapping(r, "a name", company_name_fields, (struct value_reader){ read_field, n }))
		return -1;
	return check_name(r, n, start);
}

int reader_names(struct reader *r, const char *key)
{
	if (reader_is_nothing(r))
		return 0;
	if (reader_expect(r, YAML_SEQUENCE_START_EVENT, key, "a list of names"))
		return -1;
	return reader_sequence(r, key, (struct value_reader){ read_name, r->config });
}

static int read_without(struct reader *r, const char *key, void *target)
{
	struct config *c = target;
	struct error why;
	char name[CONFIG_NAME_SIZE];
	if (reader_expect(r, YAML_SCALAR_EVENT, key, "a name"))
		return -1;
	if (without_name_set(name, reader_text(r), &why))
		return reader_fail_here(r, "%s", why.text);
	for (size_t i = 0; i < c->without_name_count; i++)
		if (!strcmp(c->without_names[i], name))
			return reader_fail_here(r, "%s: \"%s\" stands in the list twice", key, name);
	char(*grown)[CONFIG_NAME_SIZE] = reader_grow(r, c->without_names, &c->without_name_count, CONFIG_MAX_NAMES,
						     sizeof *grown, "names taken out");
	if (!grown)
		return -1;
	c->without_names = grown;
	memcpy(grown[c->without_name_count - 1], name, sizeof name);
	return 0;
}

int reader_without_names(struct reader *r, const char *key)
{
	if (reader_is_nothing(r))
		return 0;
	if (reader_expect(r, YAML_SEQUENCE_START_EVENT, key, "a list of names"))
		return -1;
	return reader_sequence(r, key, (struct value_reader){ read_without, r->config });
}
