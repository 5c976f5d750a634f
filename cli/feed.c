#include "cli/feed.h"

#include <cjson/cJSON.h>

#include "base/timestamp.h"

static void add_text(cJSON *object, const char *key, const char *text)
{
	cJSON_AddItemToObject(object, key, text ? cJSON_CreateString(text) : cJSON_CreateNull());
}

static void add_time(cJSON *object, const char *key, int64_t seconds)
{
	char text[TIMESTAMP_SIZE];
	if (seconds != INT64_MIN)
		timestamp_format_rfc3339(seconds, text);
	add_text(object, key, seconds == INT64_MIN ? NULL : text);
}

static cJSON *item_json(const struct feed_item *item)
{
	cJSON *row = cJSON_CreateObject(), *categories = cJSON_CreateArray();
	add_text(row, "id", item->id);
	add_text(row, "title", item->title);
	add_text(row, "link", item->link);
	add_time(row, "published", item->published);
	add_time(row, "updated", item->updated);
	add_text(row, "author", item->author);
	add_text(row, "summary", item->summary);
	for (size_t i = 0; i < item->category_count; i++)
		cJSON_AddItemToArray(categories, cJSON_CreateString(item->categories[i]));
	cJSON_AddItemToObject(row, "categories", categories);
	return row;
}

int feed_print_json(const struct feed *feed, struct buffer *out)
{
	cJSON *json = cJSON_CreateObject(), *items = cJSON_CreateArray();
	add_text(json, "format", feed->format);
	add_text(json, "title", feed->title);
	add_text(json, "link", feed->link);
	add_text(json, "language", feed->language);
	add_text(json, "encoding", feed->encoding);
	cJSON_AddBoolToObject(json, "bozo", feed->bozo);
	add_text(json, "error", feed->error[0] ? feed->error : NULL);
	for (size_t i = 0; i < feed->item_count; i++)
		cJSON_AddItemToArray(items, item_json(&feed->items[i]));
	cJSON_AddItemToObject(json, "items", items);
	char *text = cJSON_Print(json);
	int result = text ? buffer_append_text(out, text) : -1;
	cJSON_free(text);
	cJSON_Delete(json);
	return result ? -1 : buffer_append_char(out, '\n');
}

static const char *shown(const char *text, const char *otherwise)
{
	return text && *text ? text : otherwise;
}

static int item_text(const struct feed_item *item, struct buffer *out)
{
	int64_t time = item->published != INT64_MIN ? item->published : item->updated;
	char date[TIMESTAMP_SIZE] = "no date             ";
	if (time != INT64_MIN)
		timestamp_format_rfc3339(time, date);
	return buffer_format(out, "%s  %s\n%22s%s\n", date, shown(item->title, "(no title)"), "",
			     shown(item->link, "(no link)"));
}

int feed_print_text(const struct feed *feed, struct buffer *out)
{
	int result = buffer_format(out, "%s\n%s, %s, %zu items%s%s\n\n", shown(feed->title, "(no title)"), feed->format,
				   feed->encoding, feed->item_count, feed->bozo ? ", with faults: " : "",
				   feed->bozo ? feed->error : "");
	for (size_t i = 0; i < feed->item_count && !result; i++)
		result = item_text(&feed->items[i], out);
	return result;
}
