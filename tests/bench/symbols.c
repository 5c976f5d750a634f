/* symbols [COUNT]: one whole round of ten thousand symbols (prices, a short history each, accounts that are not
 * there) against feedd: how long, how much memory, how many requests. feedd is $FEEDD or stands beside it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "cli/collect.h"
#include "config/config.h"
#include "fetch/yahoo.h"
#include "store/store.h"

#define NOW_TEXT "2026-08-20T18:48:03Z"
#define NOW_S 1787251683

static void die(const char *what)
{
	fprintf(stderr, "symbols: %s\n", what);
	exit(1);
}

static void put(const char *folder, const char *name, const struct buffer *text)
{
	char path[PATH_SIZE];
	struct error err;
	snprintf(path, sizeof path, "%s/root/query1.finance.yahoo.com/v8/finance/%s", folder, name);
	if (file_replace(path, text->data, text->length, &err))
		die(err.text);
}

static void make_folders(const char *folder)
{
	static const char *const parts[] = {
		"", "/root", "/root/query1.finance.yahoo.com", "/v8", "/finance", "/chart"
	};
	char path[PATH_SIZE] = "";
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		char longer[PATH_SIZE];
		snprintf(longer, sizeof longer, "%s%s", i < 3 ? folder : path, parts[i]);
		memcpy(path, longer, sizeof path);
		mkdir(path, 0700);
	}
}

/* An answer for each twenty symbols, as the collector will ask for them. */
static void put_sparks(const char *folder, char (*symbols)[SYMBOL_SIZE], size_t count)
{
	struct buffer text, name;
	buffer_init(&text, 0);
	buffer_init(&name, 0);
	for (size_t from = 0; from < count; from += YAHOO_SPARK_SYMBOLS) {
		buffer_clear(&text);
		buffer_clear(&name);
		buffer_append_text(&name, "spark?symbols=");
		for (size_t i = from; i < from + YAHOO_SPARK_SYMBOLS && i < count; i++) {
			const char *comma = i > from ? "," : "";
			buffer_format(&name, "%s%s", comma, symbols[i]);
			buffer_format(&text, "%s\"%s\":{\"symbol\":\"%s\",\"timestamp\":[", i > from ? "," : "{",
				      symbols[i], symbols[i]);
			for (int k = 0; k < 78; k++)
				buffer_format(&text, "%s%d", k ? "," : "", NOW_S - 23700 + k * 300);
			buffer_append_text(&text, "],\"close\":[");
			for (int k = 0; k < 78; k++)
				buffer_format(&text, "%s%.4f", k ? "," : "", 100 + k / 10.0);
			buffer_append_text(&text, "],\"previousClose\":99.5,\"dataGranularity\":300}");
		}
		buffer_append_text(&text, "}");
		buffer_append_text(&name, "&range=1d&interval=5m");
		put(folder, buffer_text(&name), &text);
	}
	buffer_release(&text);
	buffer_release(&name);
}

static void put_charts(const char *folder, char (*symbols)[SYMBOL_SIZE], size_t count)
{
	struct buffer text;
	buffer_init(&text, 0);
	for (size_t i = 0; i < count; i++) {
		char name[PATH_SIZE];
		buffer_clear(&text);
		buffer_format(&text,
			      "{\"chart\":{\"result\":[{\"meta\":{\"currency\":\"USD\",\"symbol\":\"%s\","
			      "\"gmtoffset\":-14400,\"dataGranularity\":\"1d\"},\"timestamp\":[1787059800,1787146200],"
			      "\"indicators\":{\"quote\":[{\"close\":[99,99.5]}]}}]}}",
			      symbols[i]);
		snprintf(name, sizeof name, "chart/%s", symbols[i]);
		put(folder, name, &text);
	}
	buffer_release(&text);
}

static pid_t start_feedd(const char *program, const char *folder, int *hold, char url[64])
{
	int in[2], out[2], port = 0;
	char root[PATH_SIZE], log[PATH_SIZE], line[64] = "";
	snprintf(root, sizeof root, "%s/root", folder);
	snprintf(log, sizeof log, "%s/log", folder);
	if (pipe(in) || pipe(out))
		die("no pipe");
	pid_t pid = fork();
	if (pid == 0) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		close(in[1]);
		execl(program, "feedd", "--root", root, "--log", log, (char *)NULL);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	*hold = in[1];
	if (read(out[0], line, sizeof line - 1) <= 0 || sscanf(line, "port %d", &port) != 1)
		die("feedd does not start");
	snprintf(url, 64, "http://127.0.0.1:%d", port);
	return pid;
}

static void collect(const char *folder, const char *url, struct watchlist *list)
{
	struct config config;
	struct collect_options o;
	struct clock clock;
	struct error err = { "" };
	char store_path[PATH_SIZE];
	snprintf(store_path, sizeof store_path, "%s/froth.db", folder);
	if (config_init(&config, &err) || clock_init(&clock, NOW_TEXT, false, &err))
		die(err.text);
	config.watchlists = list;
	config.watchlist_count = 1;
	config.feed_count = 0;
	collect_options_init(&o);
	o.config = &config;
	o.clock = &clock;
	o.store_path = store_path;
	o.feed_root = url;
	o.once = true;
	o.spacing_ms = 0;
	o.out = fopen("/dev/null", "w");
	int result = collect_run(&o, &err);
	if (result)
		fprintf(stderr, "symbols: the round ended with %d %s\n", result, err.text);
	_exit(result ? 1 : 0);
}

static int count_lines(const char *folder, const char *part)
{
	char path[PATH_SIZE], line[8192];
	int count = 0;
	snprintf(path, sizeof path, "%s/log", folder);
	FILE *log = fopen(path, "r");
	while (log && fgets(line, sizeof line, log))
		count += strstr(line, part) != NULL;
	if (log)
		fclose(log);
	return count;
}

static size_t count_quotes(const char *folder)
{
	char path[PATH_SIZE];
	struct store *s;
	char(*symbols)[SYMBOL_SIZE];
	size_t count = 0;
	snprintf(path, sizeof path, "%s/froth.db", folder);
	if (store_open(&s, path, STORE_READ, NULL, NULL))
		return 0;
	if (!store_get_symbols(s, &symbols, &count, NULL))
		free(symbols);
	store_free(s);
	return count;
}

/* The server of the same build. */
static void find_feedd(const char *self, char out[PATH_SIZE])
{
	const char *named = getenv("FEEDD"), *slash = strrchr(self, '/');
	if (named)
		snprintf(out, PATH_SIZE, "%s", named);
	else
		snprintf(out, PATH_SIZE, "%.*s/../feedd/feedd", slash ? (int)(slash - self) : 1, slash ? self : ".");
}

static void remove_folder(const char *folder)
{
	pid_t pid = fork();
	if (pid == 0) {
		execlp("rm", "rm", "-rf", folder, (char *)NULL);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
}

static double seconds_of(struct timeval t)
{
	return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

static int measure(const char *feedd, const char *folder, struct watchlist *list)
{
	struct timespec begin, end;
	struct rusage used;
	int hold, status = 0;
	char url[64];
	pid_t server = start_feedd(feedd, folder, &hold, url);
	clock_gettime(CLOCK_MONOTONIC, &begin);
	pid_t child = fork();
	if (child == 0)
		collect(folder, url, list);
	wait4(child, &status, 0, &used);
	clock_gettime(CLOCK_MONOTONIC, &end);
	close(hold);
	waitpid(server, NULL, 0);
	status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	double wall = (double)(end.tv_sec - begin.tv_sec) + 1e-9 * (double)(end.tv_nsec - begin.tv_nsec);
	printf("one round of %zu symbols: %.1f s, %.1f s of CPU, peak %.1f MB, status %d\n", list->count, wall,
	       seconds_of(used.ru_utime) + seconds_of(used.ru_stime), (double)used.ru_maxrss / 1024, status);
	printf("  requests: %d for prices, %d for histories, %d in all; %zu prices stored\n",
	       count_lines(folder, "/spark?"), count_lines(folder, "/chart/"), count_lines(folder, "\tGET\t"),
	       count_quotes(folder));
	return status;
}

int main(int argc, char **argv)
{
	size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : 10000;
	char(*symbols)[SYMBOL_SIZE] = calloc(count + 1, sizeof *symbols);
	char feedd[PATH_SIZE], folder[] = "/tmp/froth-symbols-XXXXXX";
	struct watchlist list = { "all", symbols, count };
	if (!symbols || !count || !mkdtemp(folder))
		die("expected a number of symbols, and room in /tmp");
	for (size_t i = 0; i < count; i++)
		snprintf(symbols[i], SYMBOL_SIZE, "S%04zu", i);
	find_feedd(argv[0], feedd);
	make_folders(folder);
	put_sparks(folder, symbols, count);
	put_charts(folder, symbols, count);
	int status = measure(feedd, folder, &list);
	remove_folder(folder);
	free(symbols);
	return status;
}
