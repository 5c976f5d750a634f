#include "cli/reading_json.h"

void reading_json_values(cJSON *parent, const struct reading *r)
{
	cJSON *readings = cJSON_AddObjectToObject(parent, "readings");
	for (enum camp camp = 0; camp < CAMPS; camp++) {
		cJSON *one = cJSON_AddObjectToObject(readings, camp_name(camp));
		json_put_number(one, "value", r->value[camp]);
		cJSON *components = cJSON_AddObjectToObject(one, "components");
		for (enum component c = 0; c < COMPONENTS; c++) {
			char code[2] = { component_code(c), '\0' };
			json_put_number(components, code, r->components[camp][c]);
		}
	}
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
		char code[2] = { component_code(c), '\0' };
		if (reading_is_missing(r, c))
			cJSON_AddItemToArray(missing, cJSON_CreateString(code));
	}
}
