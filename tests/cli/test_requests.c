/* What other programs ask of the store's writer: the file of requests read, done and taken away. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/requests.h"
#include "tests/cli/program.h"

#define NOW_S 1787338083 /* 2026-08-21T18:48:03Z */

static const char *beside(const char *suffix)
{
	static char path[PATH_SIZE];
	snprintf(path, sizeof path, "%s%s", program_store_path(), suffix);
	return path;
}

static struct store *open_writer(void)
{
	struct store *s;
	struct error err = { "" };
	assert_int_equal(path_make_parent(program_store_path(), &err), 0);
	if (store_open(&s, program_store_path(), STORE_WRITE, NULL, &err))
		fail_msg("%s", err.text);
	return s;
}

static void put_headline(struct store *s, char *title, int64_t time)
{
	struct headline h;
	char url[] = "", nothing[] = "";
	headline_init(&h);
	h.id = h.title = title;
	h.url = url;
	h.summary = h.author = nothing;
	snprintf(h.source, sizeof h.source, "wire");
	h.time = h.fetched = time;
	assert_int_equal(store_put_headlines(s, &h, 1, NULL, NULL), 0);
}

static void put_candidate(struct store *s)
{
	struct candidate c = { .time = NOW_S, .amount_high = 1e9, .gw = (double)NAN, .delivery = DELIVERY_PLAN };
	strcpy(c.payer, "NVDA");
	strcpy(c.payee, "OAI");
	strcpy(c.currency, "USD");
	assert_int_equal(store_put_candidates(s, &c, 1, NULL, NULL), 0);
}

static void write_requests(const char *suffix, const void *bytes, size_t length)
{
	FILE *file = fopen(beside(suffix), "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

static void ask(const char *line)
{
	struct error err = { "" };
	if (requests_append(program_store_path(), line, &err))
		fail_msg("%s", err.text);
}

static size_t count_unread(struct store *s)
{
	struct headline_list list;
	assert_int_equal(store_get_headlines(s, &(struct press_query){ .unread_only = true }, &list, NULL), 0);
	size_t count = list.count;
	headline_list_release(&list);
	return count;
}

static void a_line_that_is_no_request_is_none(void **state)
{
	static const char *const lines[] = { "",
					     "read",
					     "read ",
					     "read x",
					     "read 1 2",
					     "read -1",
					     "read +1",
					     " read 1",
					     "Read 1",
					     "read  1",
					     "reader 1",
					     "read 1x",
					     "read 99999999999999999999",
					     "poll",
					     "poll ",
					     "accept",
					     "reload-ledger now",
					     "drop table",
					     "look",
					     "look ",
					     "look NVDA ",
					     "look  NVDA",
					     "look NVDA  AMD",
					     "look NVDA;AMD",
					     "look ../../etc",
					     "look NV\x1b[31m",
					     "look ABCDEFGHIJKLMNOPQRSTUVWX",
					     "glance \xC3\xA9",
					     "poll a name that is far too long for any source" };
	struct request r;
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (request_parse(lines[i], &r) == 0)
			fail_msg("\"%s\" should be no request", lines[i]);
}

static void each_request_is_read(void **state)
{
	struct request r;
	(void)state;
	assert_int_equal(request_parse("read 12", &r), 0);
	assert_true(r.kind == REQUEST_READ && r.number == 12);
	assert_int_equal(request_parse("unread 9007199254740993", &r), 0);
	assert_true(r.kind == REQUEST_UNREAD && r.number == 9007199254740993);
	assert_int_equal(request_parse("read-all 1787338083", &r), 0);
	assert_true(r.kind == REQUEST_READ_ALL && r.number == NOW_S);
	assert_int_equal(request_parse("poll Le Monde informatique", &r), 0);
	assert_true(r.kind == REQUEST_POLL);
	assert_string_equal(r.name, "Le Monde informatique");
	assert_int_equal(request_parse("poll *", &r), 0);
	assert_string_equal(r.name, "*");
	assert_int_equal(request_parse("accept K1", &r), 0);
	assert_int_equal(r.kind, REQUEST_ACCEPT);
	assert_int_equal(request_parse("refuse K1", &r), 0);
	assert_int_equal(r.kind, REQUEST_REFUSE);
	assert_int_equal(request_parse("reload-ledger", &r), 0);
	assert_int_equal(r.kind, REQUEST_RELOAD_LEDGER);
	assert_int_equal(request_parse("look 9984.T", &r), 0);
	assert_int_equal(r.kind, REQUEST_LOOK);
	assert_string_equal(r.symbols, "9984.T");
	assert_int_equal(request_parse("glance NVDA ^IXIC JPY=X BRK-B", &r), 0);
	assert_int_equal(r.kind, REQUEST_GLANCE);
	assert_string_equal(r.symbols, "NVDA ^IXIC JPY=X BRK-B");
}

static void a_line_of_symbols_may_be_as_long_as_any(void **state)
{
	char line[REQUEST_LINE_SIZE + 64] = "look";
	struct request r;
	(void)state;
	while (strlen(line) + 8 < REQUEST_LINE_SIZE)
		strcat(line, " SYMBOL");
	assert_int_equal(request_parse(line, &r), 0);
	assert_string_equal(r.symbols, line + 5);
	for (int i = 0; i < 8; i++)
		strcat(line, " SYMBOL");
	assert_int_equal(request_parse(line, &r), -1);
}

static void nobody_asked_is_no_failure(void **state)
{
	struct request_file file;
	struct request_list list;
	bool any = true;
	struct error err = { "" };
	(void)state;
	store_free(open_writer());
	assert_int_equal(requests_take(&file, program_store_path(), &list, &any, &err), 0);
	assert_false(any);
	requests_leave(&file);
	request_list_release(&list);
}

static void bad_lines_are_dropped_and_counted(void **state)
{
	static const char bytes[] = "read 1\nnonsense \x1b[31m\nread\0 2\n\nunread 2\nread 3";
	struct request_file file;
	struct request_list list;
	bool any;
	struct error err = { "" };
	(void)state;
	store_free(open_writer());
	write_requests(".requests", bytes, sizeof bytes - 1);
	assert_int_equal(requests_take(&file, program_store_path(), &list, &any, &err), 0);
	assert_true(any);
	assert_int_equal(list.count, 2);
	assert_true(list.items[0].number == 1 && list.items[1].kind == REQUEST_UNREAD);
	assert_int_equal(list.bad, 4);
	assert_non_null(strstr(list.first_bad, "nonsense"));
	assert_null(strchr(list.first_bad, '\x1b'));
	assert_int_equal(requests_finish(&file, &list, &err), 0);
	assert_int_equal(list.count, 0);
	assert_int_equal(access(beside(".requests"), F_OK), -1);
	assert_int_equal(access(beside(".requests.taken"), F_OK), -1);
	request_list_release(&list);
}

static void what_is_no_file_is_taken_out_of_the_way(void **state)
{
	struct request_file file;
	struct request_list list;
	bool any;
	struct error err = { "" };
	(void)state;
	store_free(open_writer());
	assert_int_equal(symlink("/etc/passwd", beside(".requests")), 0);
	assert_int_equal(requests_take(&file, program_store_path(), &list, &any, &err), -1);
	assert_non_null(strstr(err.text, "was no file of requests"));
	assert_int_equal(requests_take(&file, program_store_path(), &list, &any, &err), 0);
	assert_false(any);
}

static void a_line_that_comes_at_the_last_moment_is_not_lost(void **state)
{
	struct request_file file;
	struct request_list list;
	bool any;
	struct error err = { "" };
	(void)state;
	store_free(open_writer());
	ask("read 1");
	FILE *late = fopen(beside(".requests"), "ab"); /* opened before it is taken, written after */
	assert_non_null(late);
	assert_int_equal(requests_take(&file, program_store_path(), &list, &any, &err), 0);
	assert_int_equal(list.count, 1);
	assert_true(fputs("read 2\n", late) >= 0);
	assert_int_equal(fclose(late), 0);
	ask("read 3");
	assert_int_equal(requests_finish(&file, &list, &err), 0);
	assert_int_equal(list.count, 1);
	assert_int_equal(list.items[0].number, 2);
	request_list_release(&list);
	assert_int_equal(requests_take(&file, program_store_path(), &list, &any, &err), 0);
	assert_int_equal(list.items[0].number, 3);
	assert_int_equal(requests_finish(&file, &list, &err), 0);
	request_list_release(&list);
}

static void what_was_taken_and_not_done_is_taken_again(void **state)
{
	struct request_file file;
	struct request_list list;
	bool any;
	struct error err = { "" };
	(void)state;
	store_free(open_writer());
	ask("read 1");
	assert_int_equal(requests_take(&file, program_store_path(), &list, &any, &err), 0);
	requests_leave(&file);
	request_list_release(&list);
	ask("read 2");
	assert_int_equal(requests_take(&file, program_store_path(), &list, &any, &err), 0);
	assert_true(any && list.count == 1 && list.items[0].number == 1);
	assert_int_equal(requests_finish(&file, &list, &err), 0);
	request_list_release(&list);
}

static void marks_and_candidates_are_done_in_order(void **state)
{
	struct store *s = open_writer();
	struct error err = { "" };
	char titles[3][8] = { "one", "two", "three" };
	(void)state;
	for (int i = 0; i < 3; i++)
		put_headline(s, titles[i], NOW_S + i);
	put_candidate(s);
	ask("read-all 1787338084");
	ask("unread 1");
	ask("read 3");
	ask("read 77");
	ask("refuse K1");
	ask("accept K9");
	if (requests_settle(program_store_path(), NOW_S, &err))
		fail_msg("%s", err.text);
	assert_int_equal(count_unread(s), 1);
	struct candidate c;
	bool found;
	assert_int_equal(store_get_candidate(s, "K1", &c, &found, &err), 0);
	assert_int_equal(c.status, CANDIDATE_REFUSED);
	assert_int_equal(access(beside(".requests"), F_OK), -1);
	store_free(s);
}

static void a_collector_that_runs_does_it_itself(void **state)
{
	struct store *s = open_writer();
	struct error err = { "" };
	char title[] = "one";
	bool taken;
	(void)state;
	put_headline(s, title, NOW_S);
	assert_int_equal(store_lease_take(s, getppid(), NOW_S, &taken, &err), 0);
	assert_true(taken);
	ask("read 1");
	assert_int_equal(requests_settle(program_store_path(), NOW_S, &err), 0);
	assert_int_equal(count_unread(s), 1);
	assert_int_equal(access(beside(".requests"), F_OK), 0);
	store_free(s);
}

static void press_prints_what_is_unread(void **state)
{
	struct store *s = open_writer();
	struct error err = { "" };
	char titles[2][16] = { "First headline", "Second headline" };
	(void)state;
	put_headline(s, titles[0], NOW_S);
	put_headline(s, titles[1], NOW_S - 60);
	store_free(s);
	ask("read 1");
	assert_int_equal(requests_settle(program_store_path(), NOW_S, &err), 0);
	cJSON *rows = program_json(ARGS("press", "--unread", "--json"));
	assert_int_equal(cJSON_GetArraySize(rows), 1);
	const cJSON *row = cJSON_GetArrayItem(rows, 0);
	assert_string_equal(cJSON_GetObjectItem(row, "title")->valuestring, "Second headline");
	const cJSON *sources = cJSON_GetObjectItem(row, "sources");
	assert_int_equal(cJSON_GetArraySize(sources), 1);
	assert_string_equal(cJSON_GetArrayItem(sources, 0)->valuestring, "wire");
	cJSON_Delete(rows);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup(f, program_setup)
	const struct CMUnitTest tests[] = {
		TEST(a_line_that_is_no_request_is_none),
		TEST(each_request_is_read),
		TEST(a_line_of_symbols_may_be_as_long_as_any),
		TEST(nobody_asked_is_no_failure),
		TEST(bad_lines_are_dropped_and_counted),
		TEST(what_is_no_file_is_taken_out_of_the_way),
		TEST(a_line_that_comes_at_the_last_moment_is_not_lost),
		TEST(what_was_taken_and_not_done_is_taken_again),
		TEST(marks_and_candidates_are_done_in_order),
		TEST(a_collector_that_runs_does_it_itself),
		TEST(press_prints_what_is_unread),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
