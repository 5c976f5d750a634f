#include "config/ledger.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/paths.h"
#include "base/shipped.h"

static int read_own(struct ledger *l, const char *path)
{
	struct stat st;
	if (stat(path, &st))
		return errno == ENOENT || errno == ENOTDIR
			       ? 0
			       : error_set(&l->refusal, "cannot read %s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return error_set(&l->refusal, "cannot read %s: expected a file", path);
	return file_read(path, &l->own, &l->refusal);
}

int ledger_own_path(char out[PATH_SIZE], struct error *err)
{
	return path_xdg(PATH_DATA, "ledger.tsv", out, err);
}

static void merge_own(struct ledger *l)
{
	char path[PATH_SIZE];
	/* Without a home there is no such file. */
	if (ledger_own_path(path, NULL) || read_own(l, path) || l->own.length == 0)
		return;
	deal_list_merge(&l->deals, path, buffer_text(&l->own), l->own.length, &l->refusal);
}

int ledger_load(struct ledger *l, bool with_own, struct error *err)
{
	*l = (struct ledger){ 0 };
	buffer_init(&l->own, LEDGER_OWN_LIMIT);
	const struct shipped_file *file = shipped_find("ledger.tsv");
	if (!file)
		return error_set(err, "this build holds no ledger.tsv");
	if (deal_list_parse(&l->deals, file->data, file->length, err))
		return -1;
	if (with_own)
		merge_own(l);
	return 0;
}

void ledger_release(struct ledger *l)
{
	deal_list_release(&l->deals);
	buffer_release(&l->own);
}
