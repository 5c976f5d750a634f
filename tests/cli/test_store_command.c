/* The store as the commands treat it: what is not theirs keeps its bytes, what they make is made once. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "tests/cli/fields.h"
#include "tests/cli/program.h"
#include "tests/cli/sentence.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void read_file(const char *path, struct buffer *out)
{
	buffer_init(out, 0);
	assert_int_equal(file_read(path, out, NULL), 0);
}

/* Commands refuse the file, and not one of its bytes changes. */
static void assert_kept(const char *content, size_t length, const char *sentence)
{
	struct buffer after;
	const char *path = program_store_path();
	assert_int_equal(path_make_parent(path, NULL), 0);
	assert_int_equal(file_replace(path, content, length, NULL), 0);
	static const char *const commands_tried[] = { "quote", "store", "bubble" };
	for (size_t i = 0; i < COUNT(commands_tried); i++) {
		struct output o = program_expect(1, ARGS(commands_tried[i], i == 1 ? "check" : "NVDA"));
		if (!strstr(o.err, sentence))
			fail_msg("expected \"%s\", found \"%s\"", sentence, o.err);
		assert_one_sentence(&o);
		assert_string_equal(o.out, "");
		output_release(&o);
	}
	read_file(path, &after);
	assert_int_equal(after.length, length);
	assert_memory_equal(after.data, content, length);
	buffer_release(&after);
}

static void a_store_that_is_not_ours_keeps_its_bytes(void **state)
{
	(void)state;
	static const char letter[] = "Dear diary, this is no database but it is dear to me, so leave it as it is. "
				     "It is longer than the hundred bytes of a database's head.\n";
	assert_kept(letter, sizeof letter - 1, "not a froth store");
}

/* A sound store's bytes, made by the program itself. */
static void make_store(struct buffer *bytes)
{
	struct output o = program_expect(0, ARGS("quote"));
	output_release(&o);
	read_file(program_store_path(), bytes);
	assert_true(bytes->length > 8192);
	remove(program_store_path());
}

static void a_store_of_another_program_keeps_its_bytes(void **state)
{
	(void)state;
	struct buffer b;
	make_store(&b);
	memset(b.data + 68, 7, 4); /* the application id */
	assert_kept(b.data, b.length, "not a froth store");
	buffer_release(&b);
}

static void a_store_newer_than_the_program_keeps_its_bytes(void **state)
{
	(void)state;
	struct buffer b;
	make_store(&b);
	b.data[62] = 1; /* the schema's number: 256 more */
	assert_kept(b.data, b.length, "newer than this program");
	buffer_release(&b);
}

static void a_truncated_store_keeps_its_bytes(void **state)
{
	(void)state;
	struct buffer b;
	make_store(&b);
	assert_kept(b.data, b.length / 2, "");
	assert_kept(b.data, 60, "");
	buffer_release(&b);
}

static void the_store_tells_what_it_holds(void **state)
{
	(void)state;
	cJSON *info = program_json(ARGS("store", "info", "--json"));
	assert_string_equal(field_text(info, "path"), program_store_path());
	assert_true(fabs(field_number(info, "quotes") - 5) < 0.5);
	assert_true(field_number(info, "candles") > 600);
	assert_true(field_number(info, "deals") > 50);
	assert_true(fabs(field_number(info, "readings") - 1) < 0.5);
	assert_true(field_is_null(info, "lease"));
	cJSON_Delete(info);
	struct output o = program_expect(0, ARGS("store", "check"));
	assert_string_equal(o.out, "sound\n");
	output_release(&o);
	o = program_expect(0, ARGS("store", "vacuum"));
	assert_string_equal(o.err, "");
	output_release(&o);
}

static void the_shipped_data_is_put_in_once(void **state)
{
	(void)state;
	struct buffer first, second;
	struct output o = program_expect(0, ARGS("quote"));
	output_release(&o);
	read_file(program_store_path(), &first);
	setenv("FROTH_NOW", "2026-08-22T18:48:03Z", 1);
	o = program_expect(0, ARGS("bubble"));
	output_release(&o);
	read_file(program_store_path(), &second);
	assert_int_equal(first.length, second.length);
	assert_memory_equal(first.data, second.data, first.length);
	buffer_release(&first);
	buffer_release(&second);
	struct stat st;
	assert_int_equal(stat(program_store_path(), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void many_first_starts_at_once_agree(void **state)
{
	(void)state;
	pid_t children[6];
	for (size_t i = 0; i < COUNT(children); i++) {
		children[i] = fork();
		assert_true(children[i] >= 0);
		if (children[i] == 0) {
			struct output o = program_run(ARGS("quote", "NVDA", "--csv"));
			_exit(o.status ? 1 : 0);
		}
	}
	for (size_t i = 0; i < COUNT(children); i++) {
		int status = 0;
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	cJSON *info = program_json(ARGS("store", "info", "--json"));
	assert_true(fabs(field_number(info, "readings") - 1) < 0.5);
	cJSON_Delete(info);
}

#define TEST(function) cmocka_unit_test_setup(function, program_setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_store_that_is_not_ours_keeps_its_bytes),
		TEST(a_store_of_another_program_keeps_its_bytes),
		TEST(a_store_newer_than_the_program_keeps_its_bytes),
		TEST(a_truncated_store_keeps_its_bytes),
		TEST(the_store_tells_what_it_holds),
		TEST(the_shipped_data_is_put_in_once),
		TEST(many_first_starts_at_once_agree),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
