#include "cli/requests.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"

/* ---- one line ---- */

enum operand { OPERAND_NONE, OPERAND_NUMBER, OPERAND_NAME, OPERAND_SYMBOLS };

static const struct {
	const char *word;
	enum request_kind kind;
	enum operand operand;
} verbs[] = {
	{ "read", REQUEST_READ, OPERAND_NUMBER },
	{ "unread", REQUEST_UNREAD, OPERAND_NUMBER },
	{ "read-all", REQUEST_READ_ALL, OPERAND_NUMBER },
	{ "poll", REQUEST_POLL, OPERAND_NAME },
	{ "accept", REQUEST_ACCEPT, OPERAND_NAME },
	{ "refuse", REQUEST_REFUSE, OPERAND_NAME },
	{ "reload-ledger", REQUEST_RELOAD_LEDGER, OPERAND_NONE },
	{ "look", REQUEST_LOOK, OPERAND_SYMBOLS },
	{ "glance", REQUEST_GLANCE, OPERAND_SYMBOLS },
};

static int read_number(const char *text, int64_t *number)
{
	char *end;
	if (*text < '0' || *text > '9')
		return -1;
	errno = 0;
	*number = strtoll(text, &end, 10);
	return *end || errno ? -1 : 0;
}

/* A source's name may hold blanks. */
static int read_name(const char *text, char name[SOURCE_NAME_SIZE])
{
	size_t length = strlen(text);
	if (!length || length >= SOURCE_NAME_SIZE)
		return -1;
	for (const char *p = text; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			return -1;
	memcpy(name, text, length + 1);
	return 0;
}

static int read_symbols(const char *text, char symbols[REQUEST_LINE_SIZE])
{
	char symbol[SYMBOL_SIZE];
	size_t length, whole = strlen(text);
	if (whole >= REQUEST_LINE_SIZE)
		return -1;
	for (const char *p = text;; p += length + 1) {
		length = strcspn(p, " ");
		if (length >= sizeof symbol)
			return -1;
		memcpy(symbol, p, length);
		symbol[length] = '\0';
		if (!symbol_is_valid(symbol))
			return -1;
		if (!p[length])
			break;
	}
	memcpy(symbols, text, whole + 1);
	return 0;
}

int request_parse(const char *line, struct request *r)
{
	size_t length = strcspn(line, " ");
	const char *operand = line + length + (line[length] == ' ');
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		if (strlen(verbs[i].word) != length || strncmp(verbs[i].word, line, length) != 0)
			continue;
		*r = (struct request){ .kind = verbs[i].kind };
		if (verbs[i].operand == OPERAND_NUMBER)
			return read_number(operand, &r->number);
		if (verbs[i].operand == OPERAND_NAME)
			return read_name(operand, r->name);
		if (verbs[i].operand == OPERAND_SYMBOLS)
			return read_symbols(operand, r->symbols);
		return line[length] ? -1 : 0;
	}
	return -1;
}

/* ---- a list of them ---- */

void request_list_release(struct request_list *list)
{
	free(list->items);
	*list = (struct request_list){ .count = 0 };
}

static int append(struct request_list *list, const struct request *r)
{
	if (list->count == list->capacity) {
		size_t wanted = list->capacity ? list->capacity * 2 : 16;
		struct request *moved = reallocarray(list->items, wanted, sizeof *moved);
		if (!moved)
			return -1;
		list->items = moved;
		list->capacity = wanted;
	}
	list->items[list->count++] = *r;
	return 0;
}

static int add_line(struct request_list *list, const char *line, bool is_whole)
{
	struct request r;
	if (is_whole && request_parse(line, &r) == 0)
		return append(list, &r);
	if (!list->bad++)
		safe_copy(list->first_bad, sizeof list->first_bad, line);
	return 0;
}

/* A line without an end was cut off, and a NUL would hide what is behind it: both are none. */
static int add_lines(struct request_list *list, char *text, size_t length)
{
	char *line = text, *end = text + length, *newline;
	for (; (newline = memchr(line, '\n', (size_t)(end - line))); line = newline + 1) {
		*newline = '\0';
		if (add_line(list, line, strlen(line) == (size_t)(newline - line)))
			return -1;
	}
	return line < end ? add_line(list, line, false) : 0;
}

/* ---- the file ---- */

/* Adds what has not been read yet. */
static int read_rest(struct request_file *f, struct request_list *list, struct error *err)
{
	struct buffer text;
	char block[4096];
	ssize_t n = 0;
	buffer_init(&text, REQUESTS_LIMIT);
	while ((n = read(f->fd, block, sizeof block)) > 0 && buffer_append(&text, block, (size_t)n) == 0)
		;
	int result = n < 0 ? error_set(err, "cannot read %s: %s", f->path, strerror(errno)) : 0;
	if (!result && text.length && add_lines(list, text.data, text.length))
		result = error_set(err, "out of memory");
	buffer_release(&text);
	return result;
}

/* What lies there and is no file was not put there by us: it goes. */
static int open_taken(struct request_file *f, struct error *err)
{
	struct stat st;
	f->fd = open(f->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (f->fd >= 0 && fstat(f->fd, &st) == 0 && S_ISREG(st.st_mode))
		return 0;
	int reason = f->fd < 0 ? errno : 0;
	requests_leave(f);
	if (reason == ENOENT)
		return 0;
	if (remove(f->path) == 0)
		return error_set(err, "%s was no file of requests and was removed", f->path);
	return error_set(err, "cannot read %s: %s", f->path, reason ? strerror(reason) : "expected a file");
}

/* One that was taken before comes first. */
static int open_file(struct request_file *f, const char *store_path, struct error *err)
{
	char path[PATH_SIZE];
	if (requests_path(store_path, path, err))
		return -1;
	if (snprintf(f->path, sizeof f->path, "%s.taken", path) >= (int)sizeof f->path)
		return error_set(err, "the path of the store's requests is too long");
	if (open_taken(f, err))
		return -1;
	if (f->fd >= 0)
		return 0;
	if (rename(path, f->path))
		return errno == ENOENT ? 0 : error_set(err, "cannot take %s: %s", path, strerror(errno));
	return open_taken(f, err);
}

int requests_take(struct request_file *f, const char *store_path, struct request_list *list, bool *any,
		  struct error *err)
{
	f->fd = -1;
	*any = false;
	*list = (struct request_list){ .count = 0 };
	if (open_file(f, store_path, err))
		return -1;
	if (f->fd < 0)
		return 0;
	*any = true;
	if (read_rest(f, list, err) == 0)
		return 0;
	requests_leave(f);
	return -1;
}

int requests_finish(struct request_file *f, struct request_list *list, struct error *err)
{
	list->count = 0;
	/* Who has the file open still sees by its links that it is gone, and asks anew. */
	int result = unlink(f->path) ? error_set(err, "cannot remove %s: %s", f->path, strerror(errno))
				     : read_rest(f, list, err);
	requests_leave(f);
	return result;
}

void requests_leave(struct request_file *f)
{
	if (f->fd >= 0)
		close(f->fd);
	f->fd = -1;
}

/* ---- what concerns the store ---- */

static int apply_one(struct store *s, const struct request *r, struct request_effects *effects, struct error *err)
{
	bool found = false;
	enum candidate_status status = r->kind == REQUEST_ACCEPT ? CANDIDATE_ACCEPTED : CANDIDATE_REFUSED;
	switch (r->kind) {
	case REQUEST_READ:
	case REQUEST_UNREAD:
		effects->marks++;
		return store_mark_read(s, &r->number, 1, r->kind == REQUEST_READ, err);
	case REQUEST_READ_ALL:
		effects->marks++;
		return store_mark_read_until(s, r->number, err);
	case REQUEST_ACCEPT:
	case REQUEST_REFUSE:
		if (store_set_candidate_status(s, r->name, status, &found, err))
			return -1;
		effects->candidates += found;
		effects->ledger = effects->ledger || r->kind == REQUEST_ACCEPT;
		return 0;
	case REQUEST_RELOAD_LEDGER:
		effects->ledger = true;
		return 0;
	case REQUEST_POLL:
	case REQUEST_LOOK:
	case REQUEST_GLANCE:
		break;
	}
	return 0;
}

int requests_apply(struct store *s, const struct request_list *list, struct request_effects *effects, struct error *err)
{
	*effects = (struct request_effects){ 0 };
	if (!list->count)
		return 0;
	if (store_begin(s, err))
		return -1;
	for (size_t i = 0; i < list->count; i++) {
		if (apply_one(s, &list->items[i], effects, err)) {
			store_rollback(s);
			return -1;
		}
	}
	if (store_commit(s, err) == 0)
		return 0;
	store_rollback(s);
	return -1;
}

/* The lease keeps a collector out that starts at this moment. */
static int settle(struct store *s, const char *store_path, int64_t now, struct error *err)
{
	struct request_file file;
	struct request_list list;
	struct request_effects effects;
	bool leased = false, any = false;
	if (store_lease_take(s, getpid(), now, &leased, err))
		return -1;
	if (!leased)
		return 0;
	int result = requests_take(&file, store_path, &list, &any, err);
	if (!result && any)
		result = requests_apply(s, &list, &effects, err) || requests_finish(&file, &list, err) ||
					 requests_apply(s, &list, &effects, err)
				 ? -1
				 : 0;
	requests_leave(&file);
	request_list_release(&list);
	store_lease_release(s, getpid(), NULL);
	return result;
}

int requests_settle(const char *store_path, int64_t now, struct error *err)
{
	struct store *s;
	if (store_open(&s, store_path, STORE_WRITE, NULL, err))
		return -1;
	int result = settle(s, store_path, now, err);
	store_free(s);
	return result;
}
