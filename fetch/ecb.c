#include <libxml/xmlreader.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/utf8.h"
#include "fetch/fallback.h"
#include "fetch/payload.h"
#include "fetch/reference_rates.h"
#include "fetch/yahoo_read.h"

#define SOURCE "ecb"
#define CURRENCIES 64 /* the list has some thirty */
#define ATTRIBUTE_SIZE 24

struct list {
	int64_t day; /* 0: no date was read */
	bool over;   /* a second date was read: what follows is of other days */
	struct {
		char code[CURRENCY_SIZE];
		double per_euro;
	} rows[CURRENCIES];
	size_t count;
};

static bool attribute(xmlTextReader *reader, const char *name, char out[ATTRIBUTE_SIZE])
{
	xmlChar *value = xmlTextReaderGetAttribute(reader, (const xmlChar *)name);
	size_t length = value ? strlen((const char *)value) : 0;
	bool fits = length && length < ATTRIBUTE_SIZE;
	if (fits)
		memcpy(out, value, length + 1);
	xmlFree(value);
	return fits;
}

static double read_rate(const char *text)
{
	size_t length = strspn(text, "0123456789.");
	if (!length || text[length] || strspn(text, "0123456789") == 0)
		return (double)NAN;
	char *end;
	double value = strtod(text, &end);
	return !*end && value > 0 && isfinite(value) ? value : (double)NAN;
}

static void read_date(struct list *list, const char *text)
{
	list->over = list->day != 0;
	if (!list->over && timestamp_parse_date(text, &list->day))
		list->day = 0;
}

/* <Cube time='2026-08-20'> holds <Cube currency='JPY' rate='171.2'/>; the newest day comes first. */
static void read_cube(struct list *list, xmlTextReader *reader)
{
	char time[ATTRIBUTE_SIZE], code[ATTRIBUTE_SIZE], rate[ATTRIBUTE_SIZE];
	if (attribute(reader, "time", time))
		read_date(list, time);
	if (!list->day || list->over)
		return;
	if (!attribute(reader, "currency", code) || !attribute(reader, "rate", rate) || !currency_is_valid(code))
		return;
	double value = read_rate(rate);
	if (list->count == CURRENCIES || !(value > 0))
		return;
	snprintf(list->rows[list->count].code, CURRENCY_SIZE, "%.3s", code);
	list->rows[list->count++].per_euro = value;
}

static int read_list(struct list *list, const char *bytes, size_t length, struct error *err)
{
	const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC;
	xmlTextReader *reader = xmlReaderForMemory(bytes, (int)length, NULL, "UTF-8", options);
	if (!reader)
		return error_set(err, "out of memory");
	int more;
	while ((more = xmlTextReaderRead(reader)) == 1)
		if (xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT &&
		    xmlStrEqual(xmlTextReaderConstLocalName(reader), (const xmlChar *)"Cube"))
			read_cube(list, reader);
	xmlFreeTextReader(reader);
	return more ? error_set(err, "the XML breaks off or is wrong") : 0;
}

static double per_euro(const struct list *list, const char *code)
{
	if (!strcmp(code, "EUR"))
		return 1;
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->rows[i].code, code))
			return list->rows[i].per_euro;
	return (double)NAN;
}

static int add_rates(struct batch *found, const struct list *list, const char (*asked)[SYMBOL_SIZE], size_t count,
		     int64_t fetched)
{
	for (size_t i = 0; i < count; i++) {
		struct fx_rate rate = { .as_of = list->day, .fetched = fetched, .source = SOURCE };
		if (!yahoo_read_pair(asked[i], rate.from, rate.to))
			continue;
		rate.rate = per_euro(list, rate.to) / per_euro(list, rate.from);
		if (rate.rate > 0 && batch_add_rate(found, &rate))
			return -1;
	}
	return 0;
}

/* A document type could define entities without end; the list has none. */
static bool has_document_type(const char *bytes, size_t length)
{
	static const char mark[] = "<!DOCTYPE";
	for (size_t i = 0; i + sizeof mark - 1 <= length; i++)
		if (!memcmp(bytes + i, mark, sizeof mark - 1))
			return true;
	return false;
}

/* Of bytes that are no UTF-8 the library would complain aloud. */
static bool is_utf8(const char *bytes, size_t length)
{
	for (size_t at = 0; at < length;) {
		uint32_t code_point;
		at += utf8_decode(bytes + at, length - at, &code_point);
		if (code_point == UTF8_REPLACEMENT)
			return false;
	}
	return true;
}

static int check_start(const char *bytes, size_t length, struct error *err)
{
	char what[160];
	payload_describe(bytes, length, what, sizeof what);
	if (strcmp(what, "XML") != 0 || length > INT_MAX || has_document_type(bytes, length))
		return error_set(err, "expected the list of euro reference rates, got %s", what);
	return is_utf8(bytes, length) ? 0 : error_set(err, "expected XML in UTF-8, got other bytes");
}

int ecb_parse(struct batch *out, const char *bytes, size_t length, const char (*asked)[SYMBOL_SIZE], size_t asked_count,
	      int64_t fetched, struct error *err)
{
	struct list list = { 0 };
	struct batch found;
	if (check_start(bytes, length, err) || read_list(&list, bytes, length, err))
		return -1;
	if (!list.count || !is_possible_time(list.day, fetched))
		return error_set(err, "expected the list of euro reference rates and its date, got XML without");
	batch_init(&found);
	if (add_rates(&found, &list, asked, asked_count, fetched)) {
		batch_release(&found);
		return error_set(err, "out of memory");
	}
	batch_name_missing(&found, asked, asked_count);
	batch_release(out);
	*out = found;
	return 0;
}
