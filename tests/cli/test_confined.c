/* The collector as a person runs it, in its sandbox: all it needs is within reach, and links are followed. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/paths.h"
#include "tests/cli/program.h"
#include "tests/fetch/server.h"

#define FEED "press.example/feed.xml"
static const char fixture[] = "tests/fixtures/feeds/" FEED;
#define CONFIG                                                                                                         \
	"watchlists:\n  - name: main\n    symbols: [NVDA]\n"                                                           \
	"press:\n  feeds:\n    - name: example\n      url: https://" FEED "\n"

struct house {
	struct server server;
	char config[PATH_SIZE];
};

static void write_file(const char *path, const char *text)
{
	if (file_replace(path, text, strlen(text), NULL))
		fail_msg("cannot write %s", path);
}

static void copy_feed(const struct server *server)
{
	struct buffer body;
	buffer_init(&body, 0);
	assert_int_equal(file_read("tests/fixtures/feeds/" FEED, &body, NULL), 0);
	server_put(server, FEED, buffer_text(&body));
	buffer_release(&body);
}

static int open_house(void **state)
{
	struct house *h = calloc(1, sizeof *h);
	program_setup(state);
	setenv("FROTH_NOW", "2026-08-20T18:48:03Z", 1);
	server_start(&h->server, NULL, "good");
	setenv("FROTH_FEED_ROOT", h->server.url, 1);
	copy_feed(&h->server);
	server_path(&h->server, "froth.yaml", h->config, sizeof h->config);
	write_file(h->config, CONFIG);
	*state = h;
	return 0;
}

static int close_house(void **state)
{
	struct house *h = *state;
	server_stop(&h->server);
	unsetenv("FROTH_FEED_ROOT");
	unsetenv("SSL_CERT_FILE");
	free(h);
	return 0;
}

/* A folder of that name, and in another one a link to what it holds. */
static void make_linked(const struct house *h, const char *name, char real[PATH_SIZE], char linked[PATH_SIZE])
{
	char folder[PATH_SIZE];
	snprintf(folder, sizeof folder, "real-%s", name);
	server_path(&h->server, folder, real, PATH_SIZE);
	assert_int_equal(mkdir(real, 0700), 0);
	snprintf(folder, sizeof folder, "linked-%s", name);
	server_path(&h->server, folder, linked, PATH_SIZE);
	assert_int_equal(mkdir(linked, 0700), 0);
	snprintf(real + strlen(real), PATH_SIZE - strlen(real), "/%s", name);
	snprintf(linked + strlen(linked), PATH_SIZE - strlen(linked), "/%s", name);
	assert_int_equal(symlink(real, linked), 0);
}

static void trust(const struct house *h, const char *path)
{
	char authority[PATH_SIZE];
	struct buffer text;
	buffer_init(&text, 0);
	server_path(&h->server, "ca/ca.pem", authority, sizeof authority);
	assert_int_equal(file_read(authority, &text, NULL), 0);
	write_file(path, buffer_text(&text));
	buffer_release(&text);
}

static size_t count_files(const char *folder)
{
	size_t count = 0;
	DIR *d = opendir(folder);
	assert_non_null(d);
	for (const struct dirent *e; (e = readdir(d));)
		count += e->d_name[0] != '.';
	closedir(d);
	return count;
}

static void certificates_and_store_may_be_links_to_elsewhere(void **state)
{
	struct house *h = *state;
	char store[PATH_SIZE], linked_store[PATH_SIZE], bundle[PATH_SIZE], linked_bundle[PATH_SIZE];
	make_linked(h, "bundle.pem", bundle, linked_bundle);
	make_linked(h, "froth.db", store, linked_store);
	trust(h, bundle);
	setenv("SSL_CERT_FILE", linked_bundle, 1);
	/* The first run makes the store and its links' target; the second one is the one that is tried. */
	struct output made = program_expect(0, ARGS("collect", "--once", "--config", h->config, "--store", store));
	output_release(&made);
	struct output o = program_expect(0, ARGS("collect", "--once", "--config", h->config, "--store", linked_store));
	assert_non_null(strstr(o.out, "live"));
	output_release(&o);
	*strrchr(store, '/') = '\0';
	assert_int_equal(count_files(store), 1); /* no log is left behind */
}

static void answers_are_recorded_and_replayed_in_a_folder_named_from_here(void **state)
{
	struct house *h = *state;
	char top[PATH_SIZE], bundle[PATH_SIZE], program[PATH_SIZE];
	assert_non_null(getcwd(top, sizeof top));
	assert_non_null(realpath(getenv("FROTH"), program));
	server_path(&h->server, "bundle.pem", bundle, sizeof bundle);
	trust(h, bundle);
	setenv("SSL_CERT_FILE", bundle, 1);
	char *relative = strdup(getenv("FROTH"));
	setenv("FROTH", program, 1);
	assert_int_equal(chdir(h->server.folder), 0);
	const char *const record[] = { "--record", "answers", "--replay", "answers" };
	struct output o[2];
	for (size_t i = 0; i < 2; i++)
		o[i] = program_run(ARGS("collect", "--once", "--config", h->config, "--store", i ? "b.db" : "a.db",
					record[2 * i], record[2 * i + 1]));
	assert_int_equal(chdir(top), 0);
	setenv("FROTH", relative, 1);
	free(relative);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(o[i].status, 0);
		assert_non_null(strstr(o[i].out, "live"));
		output_release(&o[i]);
	}
	assert_int_equal(server_requests(&h->server, FEED), 1);
}

/* A feed is parsed with nothing in reach; what it prints is the same. */
static void one_feed_reads_the_same_with_the_sandbox_and_without(void **state)
{
	struct house *h = *state;
	struct output o[2];
	for (size_t i = 0; i < 2; i++) {
		write_file(h->config, i ? "fetch:\n  sandbox: false\n" : "fetch:\n  sandbox: true\n");
		o[i] = program_expect(0, ARGS("feed", fixture, "--config", h->config));
	}
	assert_non_null(strstr(o[0].out, "2 items"));
	assert_string_equal(o[0].out, o[1].out);
	output_release(&o[0]);
	output_release(&o[1]);
}

int main(void)
{
#define HOUSE(f) cmocka_unit_test_setup_teardown(f, open_house, close_house)
	const struct CMUnitTest tests[] = {
		HOUSE(certificates_and_store_may_be_links_to_elsewhere),
		HOUSE(answers_are_recorded_and_replayed_in_a_folder_named_from_here),
		HOUSE(one_feed_reads_the_same_with_the_sandbox_and_without),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
