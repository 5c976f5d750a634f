/* The keys that a person has with services of prices: from the environment (FROTH_FINNHUB_KEY, FROTH_TWELVE_DATA_KEY,
 * FROTH_ALPHA_VANTAGE_KEY), else from a file of their own of lines "finnhub: KEY".
 *
 * The file must be a regular one that belongs to the person and that nobody else may read or write (mode 0600), else
 * nothing in it is used. Read by what fetches; never by what draws. No sentence quotes a key, right or wrong. */
#ifndef FROTH_CONFIG_KEYS_H
#define FROTH_CONFIG_KEYS_H

#include "base/error.h"

#define SERVICE_KEY_MIN 8
#define SERVICE_KEY_SIZE 129

struct service_keys { /* "" none */
	char finnhub[SERVICE_KEY_SIZE];
	char twelve_data[SERVICE_KEY_SIZE];
	char alpha_vantage[SERVICE_KEY_SIZE];
};

/* path "" is $XDG_CONFIG_HOME/froth/keys, which need not be there. On -1 err says what is refused and why; the keys
 * from elsewhere are there all the same. */
int service_keys_load(struct service_keys *keys, const char *path, struct error *err);
void service_keys_wipe(struct service_keys *keys);
/* Takes them out of this process's environment, before it becomes another program that has no use for them. */
void service_keys_hide(void);

#endif
