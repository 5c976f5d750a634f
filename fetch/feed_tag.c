#include <string.h>
#include <strings.h>

#include "fetch/feed_repair.h"

#define NAME_BYTES_MAX 256

struct attribute {
	struct name name, value;
	char quote; /* 0 where the value had none */
	bool has_value;
};

/* Where a value ends. A quote that nothing closes would swallow what follows: when a tag seems to start
 * within the value and no proper end is near, the value ends with its own tag. */
static const char *value_end(const char *at, const char *end, char quote)
{
	const char *stop = at;
	while (stop < end && *stop != quote && *stop != '<')
		stop++;
	if (stop == end || *stop == quote)
		return stop == end ? NULL : stop;
	const char *near = end - stop > REPAIR_LOOK_AHEAD ? stop + REPAIR_LOOK_AHEAD : end;
	const char *close = memchr(stop, quote, (size_t)(near - stop));
	if (close && close + 1 < end && (repair_is_blank(close[1]) || close[1] == '>' || close[1] == '/'))
		return close;
	const char *tag_end = memchr(at, '>', (size_t)(near - at));
	return tag_end ? tag_end : close;
}

/* Reads one attribute; returns what follows it, NULL where the input ends within it. */
static const char *attribute_read(const char *at, const char *end, struct attribute *a)
{
	*a = (struct attribute){ .name = { at, 0 } };
	while (at < end && !repair_is_blank(*at) && *at != '=' && *at != '>' &&
	       (*at != '/' || at + 1 == end || at[1] != '>'))
		at++;
	a->name.length = (size_t)(at - a->name.text);
	const char *after = repair_skip_blanks(at, end);
	if (after == end)
		return NULL;
	if (*after != '=')
		return at;
	a->has_value = true;
	at = repair_skip_blanks(after + 1, end);
	if (at == end)
		return NULL;
	if (*at == '"' || *at == '\'') {
		a->quote = *at++;
		const char *close = value_end(at, end, a->quote);
		if (!close)
			return NULL;
		a->value = (struct name){ at, (size_t)(close - at) };
		if (*close == a->quote)
			return close + 1;
		a->quote = '\0';
		return close;
	}
	a->value.text = at;
	while (at < end && !repair_is_blank(*at) && *at != '>')
		at++;
	a->value.length = (size_t)(at - a->value.text);
	return at == end ? NULL : at;
}

static bool is_attribute_name(const struct name *name)
{
	const char *end = name->text + name->length;
	return name->length && name->length <= NAME_BYTES_MAX && repair_name_length(name->text, end) == name->length &&
	       name->text[name->length - 1] != ':';
}

static void attribute_emit(struct repair *r, const struct attribute *a)
{
	if (!is_attribute_name(&a->name)) {
		repair_fault(r, a->name.text, "an attribute without a proper name");
		return;
	}
	if (!a->quote)
		repair_fault(r, a->name.text, "an attribute without quotes");
	repair_emit(r, " ", 1);
	repair_emit(r, a->name.text, a->name.length);
	repair_emit(r, "=\"", 2);
	if (a->has_value)
		repair_text(r, a->value.text, a->value.text + a->value.length, '"');
	repair_emit(r, "\"", 1);
}

static void pop_name(struct repair *r)
{
	struct name name = r->open[--r->depth];
	repair_emit(r, "</", 2);
	repair_emit(r, name.text, name.length);
	repair_emit(r, ">", 1);
}

/* Elements nested too deep are left out, tags and all; what they hold counts as their parents'. */
static bool is_too_deep(struct repair *r, struct name name)
{
	if (r->depth < FEED_DEPTH_MAX)
		return false;
	repair_fault(r, name.text, "elements nested deeper than 64");
	r->beyond++;
	const char *close = memchr(r->at, '>', (size_t)(r->end - r->at));
	if (close && close[-1] == '/')
		r->beyond--;
	r->at = close ? close + 1 : r->end;
	return true;
}

/* A start tag with its name at `name`. */
void repair_start_tag(struct repair *r, struct name name)
{
	const char *limit = r->at + FEED_TAG_MAX < r->end ? r->at + FEED_TAG_MAX : r->end;
	const char *at = name.text + name.length;
	size_t tag = r->out.length;
	int count = 0;
	if (is_too_deep(r, name))
		return;
	repair_emit(r, r->at, 1 + name.length);
	bool closed = false;
	while (!r->stopped) {
		at = repair_skip_blanks(at, limit);
		if (at < limit && *at == '>')
			break;
		closed = at + 1 < limit && at[0] == '/' && at[1] == '>';
		if (closed)
			break;
		struct attribute a;
		if (at < limit && (*at == '/' || *at == '=')) { /* a stray one */
			repair_fault(r, at, "a tag with stray signs");
			at++;
			continue;
		}
		at = at < limit ? attribute_read(at, limit, &a) : NULL;
		if (!at || ++count > FEED_ATTRIBUTES_MAX) {
			r->out.length = tag;
			bool cut = !at && limit == r->end;
			repair_truncated(r, name.text,
					 cut ? "the document ends within a tag"
					     : "a tag of more than 64 KiB or 256 attributes");
			r->stopped = !cut;
			return;
		}
		attribute_emit(r, &a);
	}
	repair_emit_text(r, closed ? "/>" : ">");
	r->at = at + (closed ? 2 : 1);
	r->rooted = true;
	if (!closed)
		r->open[r->depth++] = name;
}

static bool same_name(struct name a, struct name b)
{
	return a.length == b.length && !memcmp(a.text, b.text, a.length);
}

static bool like_name(struct name a, struct name b)
{
	return a.length == b.length && !strncasecmp(a.text, b.text, a.length);
}

/* An end tag closes what it names and everything left open within; one that names nothing open is dropped. */
void repair_end_tag(struct repair *r)
{
	struct name name = { r->at + 2, repair_name_length(r->at + 2, r->end) };
	const char *close = memchr(r->at, '>', (size_t)(r->end - r->at));
	if (!close) {
		repair_truncated(r, r->at, "the document ends within a tag");
		return;
	}
	if (r->beyond) {
		r->beyond--;
		r->at = close + 1;
		return;
	}
	int found = r->depth;
	if (found && close == name.text + name.length && same_name(r->open[found - 1], name)) { /* as it should be */
		repair_emit(r, r->at, (size_t)(close + 1 - r->at));
		r->depth--;
		r->at = close + 1;
		return;
	}
	while (found > 0 && !same_name(r->open[found - 1], name))
		found--;
	if (!found) {
		found = r->depth;
		while (found > 0 && !like_name(r->open[found - 1], name))
			found--;
		repair_fault(r, r->at, "an end tag that does not match its start tag");
	} else if (found < r->depth) {
		repair_fault(r, r->at, "an element without its end tag");
	}
	while (found && r->depth >= found)
		pop_name(r);
	r->at = close + 1;
}

bool repair_is_tag(const struct repair *r, struct name *name)
{
	const char *at = r->at, *end = r->end;
	*name = (struct name){ at + 1, repair_name_length(at + 1, end) };
	const char *after = at + 1 + name->length;
	if (!name->length || name->length > NAME_BYTES_MAX || name->text[name->length - 1] == ':')
		return false;
	return after == end || repair_is_blank(*after) || *after == '>' ||
	       (*after == '/' && (after + 1 == end || after[1] == '>'));
}
