#include "tests/feedd/faults.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "tests/feedd/raw.h"

#define SCRIPT_MAX (1 << 20)
#define WORDS_MAX 32

enum argument { NOTHING, NUMBER, TEXT, PACE };

static const struct action {
	const char *word;
	enum argument argument;
	size_t offset;
	const char *expects;
} actions[] = {
	{ "status", NUMBER, offsetof(struct fault, status), "a status code" },
	{ "delay", NUMBER, offsetof(struct fault, delay_ms), "milliseconds" },
	{ "truncate", NUMBER, offsetof(struct fault, truncate), "a number of bytes" },
	{ "cut", NUMBER, offsetof(struct fault, cut), "a number of bytes" },
	{ "bomb", NUMBER, offsetof(struct fault, bomb_mb), "megabytes" },
	{ "trickle", PACE, offsetof(struct fault, trickle_bytes), "BYTES/MS" },
	{ "type", TEXT, offsetof(struct fault, type), "a media type" },
	{ "retry-after", TEXT, offsetof(struct fault, retry_after), "seconds or a date" },
	{ "redirect", TEXT, offsetof(struct fault, redirect), "a URL" },
	{ "etag", TEXT, offsetof(struct fault, etag), "an ETag" },
	{ "header", TEXT, offsetof(struct fault, header), "\"NAME: VALUE\"" },
	{ "file", TEXT, offsetof(struct fault, file), "a file below the root" },
	{ "html", NOTHING, offsetof(struct fault, html), "" },
	{ "endless", NOTHING, offsetof(struct fault, endless), "" },
	{ "identity", NOTHING, offsetof(struct fault, identity), "" },
	{ "etag-broken", NOTHING, offsetof(struct fault, etag_broken), "" },
	{ "gzip-broken", NOTHING, offsetof(struct fault, gzip_broken), "" },
};

static const struct action *action_find(const char *word)
{
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
		if (!strcmp(actions[i].word, word))
			return &actions[i];
	return NULL;
}

/* A whole number from `text`; *end is set behind it. */
static int number_parse(const char *text, int64_t *value, const char **end)
{
	char *stop;
	errno = 0;
	long long n = strtoll(text, &stop, 10);
	if (!isdigit((unsigned char)*text) || errno)
		return -1;
	*value = n;
	*end = stop;
	return 0;
}

static int pace_parse(const char *text, int64_t *bytes, int64_t *ms)
{
	const char *end;
	if (number_parse(text, bytes, &end) || *end != '/' || *bytes < 1)
		return -1;
	return number_parse(end + 1, ms, &end) || *end ? -1 : 0;
}

static int argument_set(struct fault *fault, const struct action *action, const char *text)
{
	void *place = (char *)fault + action->offset;
	const char *end;
	switch (action->argument) {
	case NOTHING:
		*(bool *)place = true;
		return 0;
	case NUMBER:
		return !text || number_parse(text, place, &end) || *end ? -1 : 0;
	case PACE:
		return !text ? -1 : pace_parse(text, &fault->trickle_bytes, &fault->trickle_ms);
	case TEXT:
		break;
	}
	if (!text || *(char **)place)
		return -1;
	return (*(char **)place = strdup(text)) ? 0 : -1;
}

/* "*", "N", "N-", "N-M", or "* / K" without blanks: each K-th. */
static int range_parse(struct fault_rule *rule, const char *text)
{
	const char *end = text + 1;
	rule->first = 1;
	rule->last = INT64_MAX;
	rule->every = 1;
	if (*text == '*') {
		if (!*end)
			return 0;
		return *end != '/' || number_parse(end + 1, &rule->every, &end) || *end || rule->every < 1 ? -1 : 0;
	}
	if (number_parse(text, &rule->first, &end) || rule->first < 1)
		return -1;
	if (!*end)
		rule->last = rule->first;
	else if (*end != '-' ||
		 (end[1] && (number_parse(end + 1, &rule->last, &end) || *end || rule->last < rule->first)))
		return -1;
	return 0;
}

/* Splits a line in place at blanks; "two words" in quotes are one. -1: too many, or a quote stays open. */
static int words_split(char *line, char *words[WORDS_MAX])
{
	int count = 0;
	for (char *p = line;;) {
		p += strspn(p, " \t\r");
		if (!*p)
			return count;
		if (count == WORDS_MAX)
			return -1;
		bool quoted = *p == '"';
		words[count++] = p += quoted;
		p += strcspn(p, quoted ? "\"" : " \t\r");
		if (!*p)
			return quoted ? -1 : count;
		*p++ = '\0';
	}
}

static int actions_parse(struct fault *fault, char **words, int count, struct error *err)
{
	for (int i = 0; i < count; i++) {
		const struct raw_fault *raw = raw_fault_find(words[i]);
		const struct action *action = action_find(words[i]);
		if (raw) {
			fault->raw = raw;
			continue;
		}
		if (!action)
			return error_set(err, "no action is called \"%s\"", words[i]);
		const char *text = action->argument != NOTHING && i + 1 < count ? words[++i] : NULL;
		if (argument_set(fault, action, text))
			return error_set(err, "%s takes %s once, not \"%s\"", action->word, action->expects,
					 text ? text : "");
	}
	return 0;
}

static void fault_release(struct fault *fault)
{
	free(fault->type);
	free(fault->retry_after);
	free(fault->redirect);
	free(fault->etag);
	free(fault->header);
	free(fault->file);
}

static int rule_parse(struct fault_rule *rule, char *line, struct error *err)
{
	char *words[WORDS_MAX];
	int count = words_split(line, words);
	*rule = (struct fault_rule){ .fault = { .truncate = -1, .cut = -1 } };
	if (count < 3)
		return error_set(err, "a rule is MATCH RANGE ACTION, for example: example.org/feed 1-3 status 503");
	if (range_parse(rule, words[1]))
		return error_set(err, "a range is *, N, N-, N-M or */K, not \"%s\"", words[1]);
	if (actions_parse(&rule->fault, words + 2, count - 2, err) || !(rule->match = strdup(words[0]))) {
		fault_release(&rule->fault);
		return -1;
	}
	return 0;
}

static int script_add(struct fault_script *script, char *line, int number, struct error *err)
{
	line += strspn(line, " \t\r");
	if (!*line || *line == '#')
		return 0;
	struct fault_rule *rules = realloc(script->rules, (script->count + 1) * sizeof *rules);
	if (!rules)
		return error_set(err, "out of memory");
	script->rules = rules;
	if (rule_parse(&rules[script->count], line, err))
		return error_prefix(err, "line %d", number);
	rules[script->count++].line = number;
	return 0;
}

int fault_script_read(struct fault_script *script, const char *path, struct error *err)
{
	*script = (struct fault_script){ 0 };
	struct buffer text;
	buffer_init(&text, SCRIPT_MAX);
	int status = file_read(path, &text, err);
	char *line = text.data;
	for (int number = 1; !status && line; number++) {
		char *end = strchr(line, '\n');
		if (end)
			*end++ = '\0';
		status = script_add(script, line, number, err);
		line = end;
	}
	buffer_release(&text);
	if (status) {
		error_prefix(err, "%s", path);
		fault_script_release(script);
	}
	return status;
}

void fault_script_release(struct fault_script *script)
{
	for (size_t i = 0; i < script->count; i++) {
		free(script->rules[i].match);
		fault_release(&script->rules[i].fault);
	}
	free(script->rules);
	*script = (struct fault_script){ 0 };
}

/* "*" stands for any bytes. */
static bool pattern_fits(const char *pattern, const char *text)
{
	const char *star = NULL, *from = NULL;
	while (*text) {
		if (*pattern == '*') {
			star = pattern++;
			from = text;
		} else if (*pattern == *text) {
			pattern++;
			text++;
		} else if (star) {
			pattern = star + 1;
			text = ++from;
		} else {
			return false;
		}
	}
	return !pattern[strspn(pattern, "*")];
}

static bool rule_fits(const struct fault_rule *rule, const char *target)
{
	if (strchr(rule->match, '*'))
		return pattern_fits(rule->match, target);
	return !strncmp(rule->match, target, strlen(rule->match));
}

const struct fault_rule *fault_script_next(struct fault_script *script, const char *target)
{
	const struct fault_rule *found = NULL;
	for (size_t i = 0; i < script->count; i++) {
		struct fault_rule *rule = &script->rules[i];
		if (!rule_fits(rule, target))
			continue;
		int64_t n = ++rule->seen;
		if (!found && n >= rule->first && n <= rule->last && n % rule->every == 0)
			found = rule;
	}
	return found;
}
