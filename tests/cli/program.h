/* Runs the froth program as a person would, in scratch folders of its own. */
#ifndef FROTH_TESTS_CLI_PROGRAM_H
#define FROTH_TESTS_CLI_PROGRAM_H

#include <cjson/cJSON.h>

struct output {
	int status; /* exit status; 128 + signal if one ended it */
	char *out;  /* owned; what came on stdout */
	char *err;
};

/* cmocka set-up: new empty config, data, state and cache folders, a fixed FROTH_NOW. */
int program_setup(void **state);

/* Arguments after the program's name, ended by NULL. output_release afterwards. */
struct output program_run(const char *const *arguments);
/* The same with stdout opened for writing at `path`; "" gives a closed stdout. */
struct output program_run_to(const char *const *arguments, const char *path);
void output_release(struct output *o);

/* Runs and asserts the exit status. */
struct output program_expect(int status, const char *const *arguments);
/* Runs, asserts exit status 0 and parses stdout as JSON; cJSON_Delete afterwards. */
cJSON *program_json(const char *const *arguments);

/* The path of the store that the program would use; borrowed until the next call. */
const char *program_store_path(void);

#define ARGS(...) ((const char *const[]){ __VA_ARGS__, NULL })

#endif
