#include "market/index_options.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static const char separators[] = ", ";
static const char *const mean_names[] = { [MEAN_ARITHMETIC] = "arithmetic", [MEAN_GEOMETRIC] = "geometric" };

const char *index_mean_name(enum index_mean mean)
{
	assert(mean <= MEAN_GEOMETRIC);
	return mean_names[mean];
}

int index_mean_parse(enum index_mean *mean, const char *name)
{
	for (enum index_mean m = MEAN_ARITHMETIC; m <= MEAN_GEOMETRIC; m++) {
		if (strcmp(mean_names[m], name) == 0) {
			*mean = m;
			return 0;
		}
	}
	return -1;
}

/* COMPONENTS if there is none of that code. */
static int find_component(const char *code, size_t length)
{
	int c = 0;
	while (c < COMPONENTS && !(length == 1 && *code == component_code((enum component)c)))
		c++;
	return c;
}

static int refuse_code(const char *code, size_t length, struct error *err)
{
	char name[32], shown[40], known[COMPONENTS * 3 + 1] = "";
	snprintf(name, sizeof name, "%.*s", (int)(length < sizeof name ? length : sizeof name - 1), code);
	safe_copy(shown, sizeof shown, name);
	for (int c = 0; c < COMPONENTS; c++)
		snprintf(known + strlen(known), sizeof known - strlen(known), "%s%c", c ? ", " : "",
			 component_code((enum component)c));
	return error_set(err, "expected a component out of %s, found \"%s\"", known, shown);
}

/* A plain decimal number: what strtod takes beyond that ("0x2", "inf", " 2") is no weight. */
static int read_weight(const char *text, size_t length, double *weight)
{
	char number[16], *end;
	if (length == 0 || length >= sizeof number || strspn(text, "0123456789.") < length)
		return -1;
	memcpy(number, text, length);
	number[length] = '\0';
	*weight = strtod(number, &end);
	return *end == '\0' && *weight <= INDEX_WEIGHT_MAX ? 0 : -1;
}

/* One "V=2". */
static int apply_weight(double weight[COMPONENTS], bool named[COMPONENTS], const char *text, size_t length,
			struct error *err)
{
	const char *equals = memchr(text, '=', length);
	size_t code_length = equals ? (size_t)(equals - text) : length;
	int c = find_component(text, code_length);
	if (c == COMPONENTS)
		return refuse_code(text, code_length, err);
	char code = component_code((enum component)c);
	if (named[c])
		return error_set(err, "%c stands there twice", code);
	named[c] = true;
	if (equals && read_weight(equals + 1, length - code_length - 1, &weight[c]) == 0)
		return 0;
	char one[32], shown[40];
	snprintf(one, sizeof one, "%.*s", (int)(length < sizeof one ? length : sizeof one - 1), text);
	safe_copy(shown, sizeof shown, one);
	return error_set(err, "expected %c=NUMBER, from 0 to %d, found \"%s\"", code, INDEX_WEIGHT_MAX, shown);
}

int index_weights_parse(struct index_options *o, const char *text, struct error *err)
{
	double weight[COMPONENTS], sum = 0;
	bool named[COMPONENTS] = { false };
	memcpy(weight, o->weight, sizeof weight);
	for (const char *p = text + strspn(text, separators); *p; p += strspn(p, separators)) {
		size_t length = strcspn(p, separators);
		if (apply_weight(weight, named, p, length, err))
			return -1;
		p += length;
	}
	for (int c = 0; c < COMPONENTS; c++)
		sum += weight[c];
	if (!(sum > 0))
		return error_set(err, "expected at least one weight above 0, found none");
	memcpy(o->weight, weight, sizeof weight);
	return 0;
}

void index_weights_format(const struct index_options *o, char out[INDEX_WEIGHTS_SIZE])
{
	size_t used = 0;
	out[0] = '\0';
	for (int c = 0; c < COMPONENTS && used < INDEX_WEIGHTS_SIZE; c++)
		used += (size_t)snprintf(out + used, INDEX_WEIGHTS_SIZE - used, "%s%c=%.6g", c ? " " : "",
					 component_code((enum component)c), o->weight[c]);
}

bool index_options_equal(const struct index_options *a, const struct index_options *b)
{
	for (int c = 0; c < COMPONENTS; c++)
		if (fabs(a->weight[c] - b->weight[c]) > 0)
			return false;
	return a->mean == b->mean;
}
