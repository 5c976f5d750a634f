#include "config/file.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/paths.h"
#include "config/config.h"

int config_file_read(const char *path, struct buffer *out, struct error *err)
{
	if (!*path)
		return error_set(err, "there is no home folder for a configuration file; name one by --config");
	return access(path, F_OK) ? 0 : file_read(path, out, err);
}

static int check(const char *path, const struct buffer *text, struct error *err)
{
	struct config c;
	int status = config_init(&c, err);
	if (!status)
		status = config_parse(&c, path, buffer_text(text), text->length, err);
	config_release(&c);
	return status;
}

int config_file_replace(const char *path, const struct buffer *text, struct error *err)
{
	char *target = realpath(path, NULL); /* a link to a file elsewhere stays one */
	const char *written = target ? target : path;
	int status = path_make_parent(written, err);
	if (!status)
		status = file_replace(written, buffer_text(text), text->length, err);
	free(target);
	return status;
}

int config_file_save(const char *path, const struct buffer *text, struct error *err)
{
	return check(path, text, err) || config_file_replace(path, text, err) ? -1 : 0;
}
