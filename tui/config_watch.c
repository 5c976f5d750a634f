#include "tui/config_watch.h"

#include <sys/stat.h>

static struct file_stamp stamp_of(const char *path)
{
	struct stat st;
	if (stat(path, &st))
		return (struct file_stamp){ .exists = false };
	return (struct file_stamp){ true, st.st_mtim.tv_sec, st.st_mtim.tv_nsec, st.st_size, st.st_ino };
}

static bool is_same(const struct file_stamp *a, const struct file_stamp *b)
{
	return a->exists == b->exists && a->seconds == b->seconds && a->nanoseconds == b->nanoseconds &&
	       a->size == b->size && a->inode == b->inode;
}

void config_watch_init(struct config_watch *w, const char *path)
{
	*w = (struct config_watch){ .path = path };
	if (path)
		w->seen = stamp_of(path);
}

static enum config_change read_anew(const char *path, struct config *config, struct error *err)
{
	struct config found;
	if (config_init(&found, err) || config_load(&found, path, true, err)) {
		config_release(&found);
		return CONFIG_WRONG;
	}
	*config = found;
	return CONFIG_CHANGED;
}

enum config_change config_watch_look(struct config_watch *w, struct config *config, struct error *err)
{
	if (!w->path)
		return CONFIG_SAME;
	struct file_stamp now = stamp_of(w->path);
	bool had_waited = w->is_waiting;
	w->is_waiting = false;
	if (is_same(&now, &w->seen))
		return CONFIG_SAME;
	/* Editors empty the file or move it away before they write it. */
	if (!now.size && !had_waited) {
		w->is_waiting = true;
		return CONFIG_SAME;
	}
	w->seen = now;
	return read_anew(w->path, config, err);
}
