/* A reading of the index as JSON fields, the same for the newest one and for the history. */
#ifndef FROTH_CLI_READING_JSON_H
#define FROTH_CLI_READING_JSON_H

#include "cli/json.h"
#include "market/reading.h"

/* The component's code as a key of its own: "V". */
void component_key(enum component c, char out[2]);
/* KEY: {"V": .., "G": .., ..}; null what is not finite. */
void reading_json_components(cJSON *parent, const char *key, const double values[COMPONENTS]);
/* "readings": {"marcus": {"value": .., "components": {"V": .., ..}}, "huang": {..}} */
void reading_json_values(cJSON *parent, const struct reading *r);
/* "stale": ["V", ..], "options": {"weights": {"V": 1, ..}, "mean": "arithmetic"} */
void reading_json_options(cJSON *parent, const struct reading *r);
/* "band": {"centre": .., "sd": .., "low": .., "high": ..}, and "missing": ["X", ..] */
void reading_json_band(cJSON *parent, const struct reading *r);

#endif
