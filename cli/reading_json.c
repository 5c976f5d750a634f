#include "cli/reading_json.h"

#include "market/index_options.h"

void component_key(enum component c, char out[2])
{
	out[0] = component_code(c);
	out[1] = '\0';
}

void reading_json_components(cJSON *parent, const char *key, const double values[COMPONENTS])
{
	cJSON *components = cJSON_AddObjectToObject(parent, key);
	for (enum component c = 0; c < COMPONENTS; c++) {
		char code[2];
		component_key(c, code);
		json_put_number(components, code, values[c]);
	}
}

void reading_json_values(cJSON *parent, const struct reading *r)
{
	cJSON *readings = cJSON_AddObjectToObject(parent, "readings");
	for (enum camp camp = 0; camp < CAMPS; camp++) {
		cJSON *one = cJSON_AddObjectToObject(readings, camp_name(camp));
		json_put_number(one, "value", r->value[camp]);
		reading_json_components(one, "components", r->components[camp]);
	}
}

void reading_json_options(cJSON *parent, const struct reading *r)
{
	cJSON *stale = cJSON_AddArrayToObject(parent, "stale");
	for (enum component c = 0; c < COMPONENTS; c++) {
		char code[2];
		component_key(c, code);
		if (r->stale[c])
			cJSON_AddItemToArray(stale, cJSON_CreateString(code));
	}
	cJSON *options = cJSON_AddObjectToObject(parent, "options");
	reading_json_components(options, "weights", r->options.weight);
	json_put_text(options, "mean", index_mean_name(r->options.mean));
}

void reading_json_band(cJSON *parent, const struct reading *r)
{
	cJSON *band = cJSON_AddObjectToObject(parent, "band");
	json_put_number(band, "centre", r->centre);
	json_put_number(band, "sd", r->sd);
	json_put_number(band, "low", r->low);
	json_put_number(band, "high", r->high);
	cJSON *missing = cJSON_AddArrayToObject(parent, "missing");
	for (enum component c = 0; c < COMPONENTS; c++) {
		char code[2];
		component_key(c, code);
		if (reading_is_missing(r, c))
			cJSON_AddItemToArray(missing, cJSON_CreateString(code));
	}
}
