#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "fetch/feed_internal.h"
#include "fetch/payload.h"

#define VALUES_MAX 250000

/* JSON Feed, https://www.jsonfeed.org/version/1.1/. A member is a field by this table, whatever its order. */
struct member {
	const char *name;
	enum feed_target target;
	unsigned char rank;
	enum feed_form form;
};

static const struct member feed_members[] = {
	{ "title", TARGET_TITLE, 4, FORM_HTML },
	{ "home_page_url", TARGET_LINK, 4, FORM_TEXT },
	{ "language", TARGET_LANGUAGE, 4, FORM_TEXT },
};

static const struct member item_members[] = {
	{ "id", TARGET_ID, 4, FORM_TEXT },
	{ "url", TARGET_LINK, 4, FORM_TEXT },
	{ "external_url", TARGET_LINK, 2, FORM_TEXT },
	{ "title", TARGET_TITLE, 4, FORM_HTML },
	{ "summary", TARGET_SUMMARY, 4, FORM_HTML },
	{ "content_text", TARGET_SUMMARY, 3, FORM_TEXT },
	{ "content_html", TARGET_SUMMARY, 2, FORM_HTML },
	{ "date_published", TARGET_PUBLISHED, 4, FORM_TEXT },
	{ "date_modified", TARGET_UPDATED, 4, FORM_TEXT },
};

static void read_member(struct feed_builder *b, const struct member *m, const cJSON *value, const char *base)
{
	char number[32];
	const char *text = cJSON_IsString(value) ? value->valuestring : NULL;
	if (!text && m->target == TARGET_ID && cJSON_IsNumber(value) && fabs(value->valuedouble) < 1e15) {
		snprintf(number, sizeof(number), "%.0f", value->valuedouble);
		text = number;
	}
	if (text)
		builder_set(b, m->target, m->rank, m->form, text, strlen(text), m->target == TARGET_LINK ? base : NULL);
}

static void read_members(struct feed_builder *b, const cJSON *object, const struct member *members, size_t count,
			 const char *base)
{
	const cJSON *value;
	cJSON_ArrayForEach(value, object) for (size_t i = 0; i < count;
					       i++) if (value->string && !strcmp(value->string, members[i].name))
		read_member(b, &members[i], value, base);
}

static void read_author(struct feed_builder *b, const cJSON *author)
{
	const char *name = json_string(author, "name");
	if (!name)
		name = json_string(author, "url");
	if (name)
		builder_set(b, TARGET_AUTHOR, 4, FORM_HTML, name, strlen(name), NULL);
}

static void read_item(struct feed_builder *b, const cJSON *item, const char *base)
{
	const cJSON *each;
	builder_item_begin(b);
	read_members(b, item, item_members, sizeof(item_members) / sizeof(*item_members), base);
	cJSON_ArrayForEach(each, json_member(item, "authors")) read_author(b, each);
	read_author(b, json_member(item, "author"));
	cJSON_ArrayForEach(each, json_member(item, "tags")) if (cJSON_IsString(each))
		builder_set(b, TARGET_CATEGORY, 1, FORM_HTML, each->valuestring, strlen(each->valuestring), NULL);
	builder_item_end(b);
}

/* What services answer in a feed's stead says why in one of these. */
static int refuse(const cJSON *json, struct error *err)
{
	static const char *const reasons[] = { "message", "error", "detail", "title", "error_description", "status" };
	for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); i++) {
		const char *reason = json_string(json, reasons[i]);
		if (!reason)
			reason = json_string(json_member(json, reasons[i]), "message");
		if (!reason)
			continue;
		char safe[120];
		safe_copy(safe, sizeof(safe), reason);
		return error_set(err, "expected a press feed, got JSON that says '%s'", safe);
	}
	return error_set(err, "expected a press feed, got JSON without the items of a JSON Feed");
}

/* Every value costs cJSON a hundred bytes, and two bytes of text can be a value. */
static bool has_too_many_values(const struct feed_text *text)
{
	size_t signs = 0;
	for (size_t i = 0; i < text->length; i++)
		signs += text->data[i] == ',' || text->data[i] == '[' || text->data[i] == '{';
	return signs > VALUES_MAX;
}

int feed_read_json(struct feed *feed, const struct feed_text *text, const char *base, struct error *err)
{
	if (has_too_many_values(text))
		return error_set(err, "refused: the JSON holds more than %d values", VALUES_MAX);
	cJSON *json = payload_json(text->data, text->length, err);
	if (!json)
		return -1;
	const char *version = json_string(json, "version");
	const cJSON *items = json_member(json, "items"), *item;
	bool named = version && strstr(version, "jsonfeed.org/version/");
	if (!cJSON_IsArray(items) || (!named && !json_string(json, "title") && !json_string(json, "home_page_url"))) {
		int result = refuse(json, err);
		cJSON_Delete(json);
		return result;
	}
	if (!named)
		feed_fault(feed, "the JSON names no version of JSON Feed");
	struct feed_builder b;
	builder_init(&b, feed);
	snprintf(feed->format, sizeof(feed->format), "json");
	read_members(&b, json, feed_members, sizeof(feed_members) / sizeof(*feed_members), base);
	cJSON_ArrayForEach(item, items) if (cJSON_IsObject(item)) read_item(&b, item, base);
	bool failed = b.failed;
	builder_release(&b);
	cJSON_Delete(json);
	return failed ? error_set(err, "out of memory") : 0;
}
