#include "cli/ledger.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/paths.h"
#include "base/shipped.h"

#define OWN_LIMIT (256 * 1024)

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

static void merge_own(struct ledger *l)
{
	char path[PATH_SIZE];
	/* Without a home there is no such file. */
	if (path_xdg(PATH_DATA, "ledger.tsv", path, NULL) || read_own(l, path) || l->own.length == 0)
		return;
	deal_list_merge(&l->deals, path, buffer_text(&l->own), l->own.length, &l->refusal);
}

int ledger_load(struct ledger *l, bool with_own, struct error *err)
{
	*l = (struct ledger){ 0 };
	buffer_init(&l->own, OWN_LIMIT);
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
