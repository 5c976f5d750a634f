#include "market/reading.h"

#include <assert.h>
#include <stdio.h>

#include "market/index_options.h"

static const struct {
	char code;
	const char *name;
} components[COMPONENTS] = {
	[COMPONENT_VALUATION] = { 'V', "valuation" },         [COMPONENT_REVENUE_GAP] = { 'G', "revenue gap" },
	[COMPONENT_DELIVERY] = { 'D', "delivery" },           [COMPONENT_CIRCULARITY] = { 'C', "circularity" },
	[COMPONENT_EXPLOSIVENESS] = { 'X', "explosiveness" }, [COMPONENT_FINANCING] = { 'F', "financing" },
};

char component_code(enum component c)
{
	assert(c < COMPONENTS);
	return components[c].code;
}

const char *component_name(enum component c)
{
	assert(c < COMPONENTS);
	return components[c].name;
}

const char *camp_name(enum camp c)
{
	static const char *const names[CAMPS] = { [CAMP_MARCUS] = "marcus", [CAMP_HUANG] = "huang" };
	assert(c < CAMPS);
	return names[c];
}

void index_options_init(struct index_options *o)
{
	*o = (struct index_options){ .mean = MEAN_ARITHMETIC };
	for (int c = 0; c < COMPONENTS; c++)
		o->weight[c] = 1;
}

void reading_init(struct reading *r)
{
	const double missing = (double)NAN;
	*r = (struct reading){ .centre = missing, .sd = missing, .low = missing, .high = missing };
	index_options_init(&r->options);
	for (int camp = 0; camp < CAMPS; camp++) {
		r->value[camp] = missing;
		for (int c = 0; c < COMPONENTS; c++)
			r->components[camp][c] = missing;
	}
	for (int c = 0; c < COMPONENTS; c++)
		snprintf(r->sentence[c], sizeof r->sentence[c], "not yet");
}

bool reading_is_missing(const struct reading *r, enum component c)
{
	return !isfinite(r->components[CAMP_MARCUS][c]) || !isfinite(r->components[CAMP_HUANG][c]);
}

int reading_component_count(const struct reading *r)
{
	int count = 0;
	for (int c = 0; c < COMPONENTS; c++)
		count += !reading_is_missing(r, (enum component)c);
	return count;
}

bool reading_is_comparable(const struct reading *a, const struct reading *b)
{
	for (int c = 0; c < COMPONENTS; c++)
		if (reading_is_missing(a, (enum component)c) != reading_is_missing(b, (enum component)c))
			return false;
	return index_options_equal(&a->options, &b->options);
}

bool reading_is_fresh(const struct reading *r, int64_t now)
{
	return r->time <= now && now - r->time < 86400;
}
