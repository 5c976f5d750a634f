
#include "base/timestamp.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/words.h"

static void json_lease(cJSON *object, const struct store_info *info)
{
	if (!info->lease_held) {
		cJSON_AddNullToObject(object, "lease");
		return;
	}
	cJSON *lease = cJSON_AddObjectToObject(object, "lease");
	json_put_integer(lease, "pid", info->lease.pid);
	json_put_time(lease, "since", info->lease.since);
	json_put_time(lease, "renewed", info->lease.renewed);
}

static int print_json(const struct store_info *info, const struct invocation *v, struct error *err)
{
	cJSON *object = cJSON_CreateObject();
	json_put_text(object, "path", info->path);
	json_put_integer(object, "schema", info->schema);
	json_put_integer(object, "bytes", info->bytes);
	json_put_integer(object, "wal_bytes", info->wal_bytes);
	json_put_integer(object, "quotes", info->quotes);
	json_put_integer(object, "candles", info->candles);
	json_put_integer(object, "headlines", info->headlines);
	json_put_integer(object, "sources", info->sources);
	json_put_integer(object, "facts", info->facts);
	json_put_integer(object, "deals", info->deals);
	json_put_integer(object, "readings", info->readings);
	json_put_integer(object, "series_tests", info->series_tests);
	json_lease(object, info);
	return json_print(v->out, object, err);
}

static void print_text(const struct store_info *info, const struct invocation *v)
{
	const struct {
		const char *label;
		int64_t count;
	} rows[] = {
		{ "schema", info->schema },     { "bytes", info->bytes },        { "log bytes", info->wal_bytes },
		{ "quotes", info->quotes },     { "candles", info->candles },    { "headlines", info->headlines },
		{ "sources", info->sources },   { "facts", info->facts },        { "deals", info->deals },
		{ "readings", info->readings }, { "tests", info->series_tests },
	};
	fprintf(v->out, "%-11s %s\n", "path", info->path);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		fprintf(v->out, "%-11s %lld\n", rows[i].label, (long long)rows[i].count);
	char since[TIMESTAMP_SIZE];
	timestamp_format_rfc3339(info->lease.since, since);
	if (info->lease_held)
		fprintf(v->out, "%-11s process %lld since %s\n", "collector", (long long)info->lease.pid, since);
	else
		fprintf(v->out, "%-11s none\n", "collector");
}

static int show_info(struct invocation *v, struct error *err)
{
	struct store_info info;
	if (store_get_info(v->store, clock_wall_s(&v->clock), &info, err))
		return EXIT_FAILED;
	if (v->args->given[ARGUMENT_JSON])
		return print_json(&info, v, err) ? EXIT_FAILED : EXIT_DONE;
	print_text(&info, v);
	return EXIT_DONE;
}

static int check(struct invocation *v, struct error *err)
{
	if (store_check(v->store, err))
		return EXIT_FAILED;
	fprintf(v->out, v->args->given[ARGUMENT_JSON] ? "{ \"sound\": true }\n" : "sound\n");
	return EXIT_DONE;
}

static int vacuum(struct invocation *v, struct error *err)
{
	store_free(v->store);
	v->store = NULL;
	struct store *writer = NULL;
	int status = store_open(&writer, v->store_path, STORE_WRITE, NULL, err);
	if (status == 0)
		status = store_vacuum(writer, err);
	store_free(writer);
	return status ? EXIT_FAILED : EXIT_DONE;
}

int store_command(struct invocation *v, struct error *err)
{
	static const struct word_action actions[] = { { "info", show_info }, { "check", check }, { "vacuum", vacuum } };
	return word_run(v, actions, sizeof actions / sizeof *actions, "info, check or vacuum", err);
}
