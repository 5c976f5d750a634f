/* The configuration file while the dashboard runs. It is looked at once a second by its time, size and
 * inode, and read anew when one of them is another. What is wrong with the new text changes nothing:
 * what was read before stays with whoever has it. */
#ifndef FROTH_TUI_CONFIG_WATCH_H
#define FROTH_TUI_CONFIG_WATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "config/config.h"

struct file_stamp {
	bool exists;
	int64_t seconds, nanoseconds, size;
	uint64_t inode;
};

struct config_watch {
	const char *path;       /* borrowed; NULL: there is nothing to watch */
	struct file_stamp seen; /* of the text that was read, or refused, last */
	bool is_waiting;        /* the last look found it gone or empty, as an editor leaves it for a moment */
};

enum config_change { CONFIG_SAME, CONFIG_CHANGED, CONFIG_WRONG };

/* The text of now counts as read. */
void config_watch_init(struct config_watch *w, const char *path);
/* CONFIG_CHANGED: *config is what the file says now; release it. CONFIG_WRONG: err says why. In both
 * other cases *config is untouched. */
enum config_change config_watch_look(struct config_watch *w, struct config *config, struct error *err);

#endif
