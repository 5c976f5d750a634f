/* A reading of the index as JSON fields, the same for the newest one and for the history. */
#ifndef FROTH_CLI_READING_JSON_H
#define FROTH_CLI_READING_JSON_H

#include "cli/json.h"
#include "market/reading.h"

/* "readings": {"marcus": {"value": .., "components": {"V": .., ..}}, "huang": {..}} */
void reading_json_values(cJSON *parent, const struct reading *r);
/* "band": {"centre": .., "sd": .., "low": .., "high": ..}, and "missing": ["X", ..] */
void reading_json_band(cJSON *parent, const struct reading *r);

#endif
