#include <string.h>

#include "fetch/feed_internal.h"

/* RFC 3986, 5.2, on text that has passed safe_text(). */

struct span {
	const char *text;
	size_t length;
};

struct link {
	struct span scheme, authority, path, query, fragment; /* text NULL: not there */
};

static bool is_scheme(const char *text, size_t length)
{
	if (!length || !((*text | 0x20) >= 'a' && (*text | 0x20) <= 'z'))
		return false;
	for (size_t i = 0; i < length; i++)
		if (!strchr("+-.0123456789", text[i]) && !((text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z'))
			return false;
	return true;
}

static struct link link_split(const char *text)
{
	struct link l = { 0 };
	size_t n = strcspn(text, ":/?#");
	if (text[n] == ':' && is_scheme(text, n)) {
		l.scheme = (struct span){ text, n };
		text += n + 1;
	}
	if (!strncmp(text, "//", 2)) {
		n = strcspn(text + 2, "/?#");
		l.authority = (struct span){ text + 2, n };
		text += n + 2;
	}
	n = strcspn(text, "?#");
	l.path = (struct span){ text, n };
	text += n;
	if (*text == '?') {
		n = strcspn(text, "#");
		l.query = (struct span){ text + 1, n - 1 };
		text += n;
	}
	if (*text == '#')
		l.fragment = (struct span){ text + 1, strlen(text + 1) };
	return l;
}

struct writer {
	char *out;
	size_t length;
	bool full;
};

static void put(struct writer *w, const char *text, size_t length)
{
	if (w->full || length >= FEED_LINK_MAX - w->length) {
		w->full = true;
		return;
	}
	memcpy(w->out + w->length, text, length);
	w->length += length;
}

/* Appends a path's segments to what is at `start` of the writer, resolving "." and "..". */
static void put_path(struct writer *w, size_t start, struct span path)
{
	const char *at = path.text, *end = path.text + path.length;
	while (at < end) {
		const char *slash = memchr(at, '/', (size_t)(end - at));
		size_t length = (size_t)((slash ? slash : end) - at);
		bool up = length == 2 && !memcmp(at, "..", 2);
		if (up) {
			while (w->length > start && w->out[w->length - 1] == '/')
				w->length--;
			while (w->length > start && w->out[w->length - 1] != '/')
				w->length--;
			if (w->length == start)
				put(w, "/", 1);
		} else if (length != 1 || *at != '.') {
			put(w, at, length + (slash != NULL));
		}
		at += length + (slash != NULL);
	}
}

static void put_part(struct writer *w, const char *sign, struct span part)
{
	if (!part.text)
		return;
	put(w, sign, strlen(sign));
	put(w, part.text, part.length);
}

static void put_target(struct writer *w, const struct link *base, const struct link *reference)
{
	struct link target = *reference;
	struct span base_path = { NULL, 0 };
	if (!target.authority.text) {
		target.authority = base->authority;
		if (!target.path.length) {
			target.path = base->path;
			if (!target.query.text)
				target.query = base->query;
		} else if (*target.path.text != '/') {
			base_path = base->path;
			while (base_path.length && base_path.text[base_path.length - 1] != '/')
				base_path.length--;
		}
	}
	put(w, base->scheme.text, base->scheme.length);
	put(w, ":", 1);
	put_part(w, "//", target.authority);
	size_t start = w->length;
	if (target.authority.text && !base_path.length && (!target.path.length || *target.path.text != '/'))
		put(w, "/", 1);
	put(w, base_path.text ? base_path.text : "", base_path.length);
	put_path(w, start, target.path);
	put_part(w, "?", target.query);
	put_part(w, "#", target.fragment);
}

int feed_link_resolve(const char *base, const char *reference, char out[FEED_LINK_MAX])
{
	struct writer w = { .out = out };
	struct link r = link_split(reference), b = link_split(base);
	bool relative = !r.scheme.text && b.scheme.text && (b.authority.text || (b.path.length && *b.path.text == '/'));
	if (relative)
		put_target(&w, &b, &r);
	else
		put(&w, reference, strlen(reference));
	if (w.full)
		return -1;
	out[w.length] = '\0';
	return 0;
}
