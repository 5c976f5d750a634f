#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/paths.h"

/* A folder of its own for every test, removed after it. */
static int make_folder(void **state)
{
	char name[] = "/tmp/froth-paths-XXXXXX";
	char *folder = mkdtemp(name);
	*state = folder ? strdup(folder) : NULL;
	return *state ? 0 : -1;
}

static void remove_tree(const char *path)
{
	DIR *dir = opendir(path);
	for (struct dirent *e; dir && (e = readdir(dir));) {
		char child[PATH_SIZE];
		if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
			continue;
		snprintf(child, sizeof child, "%.3000s/%.500s", path, e->d_name);
		if (unlink(child))
			remove_tree(child);
	}
	if (dir)
		closedir(dir);
	rmdir(path);
}

static int remove_folder(void **state)
{
	remove_tree(*state);
	free(*state);
	return 0;
}

static void below(const char *folder, const char *name, char out[PATH_SIZE])
{
	snprintf(out, PATH_SIZE, "%s/%s", folder, name);
}

static size_t entries(const char *folder)
{
	size_t count = 0;
	DIR *dir = opendir(folder);
	assert_non_null(dir);
	for (struct dirent *e; (e = readdir(dir));)
		count += e->d_name[0] != '.';
	closedir(dir);
	return count;
}

static void assert_content(const char *path, const char *expected)
{
	struct buffer b;
	struct error err = { "" };
	buffer_init(&b, 1 << 20);
	if (file_read(path, &b, &err))
		fail_msg("%s", err.text);
	assert_string_equal(buffer_text(&b), expected);
	buffer_release(&b);
}

static void without_a_home_there_is_no_path(void **state)
{
	static const char *const homes[] = { NULL, "", "relative/home" };
	char *kept = strdup(getenv("HOME") ? getenv("HOME") : "");
	(void)state;
	unsetenv("XDG_CONFIG_HOME");
	for (size_t i = 0; i < 3; i++) {
		char path[PATH_SIZE];
		struct error err = { "" };
		if (homes[i])
			setenv("HOME", homes[i], 1);
		else
			unsetenv("HOME");
		assert_int_equal(path_xdg(PATH_CONFIG, "froth.yaml", path, &err), -1);
		assert_non_null(strstr(err.text, "HOME"));
		assert_non_null(strstr(err.text, "XDG_CONFIG_HOME"));
	}
	setenv("HOME", kept, 1);
	free(kept);
}

static void a_path_that_is_too_long_is_refused(void **state)
{
	char home[PATH_SIZE], path[PATH_SIZE];
	struct error err = { "" };
	(void)state;
	memset(home, 'a', sizeof home);
	home[0] = '/';
	home[sizeof home - 1] = '\0';
	setenv("XDG_DATA_HOME", home, 1);
	assert_int_equal(path_xdg(PATH_DATA, "froth.db", path, &err), -1);
	assert_non_null(strstr(err.text, "too long"));
	unsetenv("XDG_DATA_HOME");
	assert_int_equal(file_replace(home, "x", 1, &err), -1);
}

static void xdg_folders_are_honoured_when_absolute(void **state)
{
	static const struct {
		enum path_kind kind;
		const char *variable, *by_home;
	} cases[] = {
		{ PATH_CONFIG, "XDG_CONFIG_HOME", "/home/me/.config/froth/x" },
		{ PATH_DATA, "XDG_DATA_HOME", "/home/me/.local/share/froth/x" },
		{ PATH_STATE, "XDG_STATE_HOME", "/home/me/.local/state/froth/x" },
		{ PATH_CACHE, "XDG_CACHE_HOME", "/home/me/.cache/froth/x" },
	};
	char *kept = strdup(getenv("HOME") ? getenv("HOME") : "");
	(void)state;
	setenv("HOME", "/home/me", 1);
	for (size_t i = 0; i < 4; i++) {
		static const char *const ignored[] = { "", "relative", "./here" };
		char path[PATH_SIZE];
		setenv(cases[i].variable, "/xdg", 1);
		assert_int_equal(path_xdg(cases[i].kind, "x", path, NULL), 0);
		assert_string_equal(path, "/xdg/froth/x");
		for (size_t j = 0; j < 3; j++) {
			setenv(cases[i].variable, ignored[j], 1);
			assert_int_equal(path_xdg(cases[i].kind, "x", path, NULL), 0);
			assert_string_equal(path, cases[i].by_home);
		}
		unsetenv(cases[i].variable);
		assert_int_equal(path_xdg(cases[i].kind, "x", path, NULL), 0);
		assert_string_equal(path, cases[i].by_home);
	}
	setenv("HOME", kept, 1);
	free(kept);
}

static void files_that_cannot_be_read_say_why(void **state)
{
	char path[PATH_SIZE];
	struct buffer b;
	struct error err = { "" };
	buffer_init(&b, 10);
	below(*state, "missing", path);
	assert_int_equal(file_read(path, &b, &err), -1);
	assert_non_null(strstr(err.text, path));
	assert_non_null(strstr(err.text, "No such file"));
	assert_int_equal(file_read(*state, &b, &err), -1);
	assert_non_null(strstr(err.text, "directory"));
	buffer_release(&b);
}

static void a_file_larger_than_the_limit_is_refused(void **state)
{
	char path[PATH_SIZE];
	struct buffer b;
	struct error err = { "" };
	below(*state, "large", path);
	assert_int_equal(file_replace(path, "12345678901", 11, &err), 0);
	buffer_init(&b, 10);
	assert_int_equal(file_read(path, &b, &err), -1);
	assert_non_null(strstr(err.text, "larger than 10 bytes"));
	buffer_release(&b);
	buffer_init(&b, 11);
	assert_int_equal(file_read(path, &b, &err), 0);
	assert_int_equal(b.length, 11);
	buffer_release(&b);
}

static void parents_are_made_and_private(void **state)
{
	char path[PATH_SIZE], folder[PATH_SIZE];
	struct stat st;
	struct error err = { "" };
	below(*state, "a//b/c/file", path);
	assert_int_equal(path_make_parent(path, &err), 0);
	assert_int_equal(path_make_parent(path, &err), 0);
	below(*state, "a/b/c", folder);
	assert_int_equal(stat(folder, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(stat(path, &st), -1);
	assert_int_equal(path_make_parent("file", &err), 0);
	assert_int_equal(path_make_parent("/file", &err), 0);
}

static void a_file_in_the_way_of_a_folder_is_named(void **state)
{
	char file[PATH_SIZE], path[PATH_SIZE];
	struct error err = { "" };
	below(*state, "file", file);
	assert_int_equal(file_replace(file, "x", 1, &err), 0);
	below(*state, "file/sub/b", path);
	assert_int_equal(path_make_parent(path, &err), -1);
	assert_non_null(strstr(err.text, "file/sub"));
	assert_int_equal(file_replace(path, "x", 1, &err), -1);
	assert_content(file, "x");
}

static void a_replaced_file_is_whole_private_and_alone(void **state)
{
	char path[PATH_SIZE];
	struct stat st;
	struct error err = { "" };
	below(*state, "deep/file", path);
	assert_int_equal(file_replace(path, "first", 5, &err), 0);
	assert_content(path, "first");
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(file_replace(path, "second and longer", 17, &err), 0);
	assert_content(path, "second and longer");
	assert_int_equal(file_replace(path, "", 0, &err), 0);
	assert_content(path, "");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	char folder[PATH_SIZE];
	below(*state, "deep", folder);
	assert_int_equal(entries(folder), 1);
}

static void a_replacement_that_fails_leaves_the_old_file(void **state)
{
	char folder[PATH_SIZE], child[PATH_SIZE];
	struct error err = { "" };
	below(*state, "target", folder);
	below(*state, "target/child", child);
	assert_int_equal(file_replace(child, "kept", 4, &err), 0);
	assert_int_equal(file_replace(folder, "x", 1, &err), -1); /* a folder cannot be replaced by a file */
	assert_non_null(strstr(err.text, "cannot write"));
	assert_content(child, "kept");
	assert_int_equal(entries(*state), 1);
}

static void a_link_stays_a_link(void **state)
{
	char file[PATH_SIZE], link[PATH_SIZE];
	struct stat st;
	struct error err = { "" };
	below(*state, "dotfiles/froth.yaml", file);
	below(*state, "froth.yaml", link);
	assert_int_equal(file_replace(file, "old", 3, &err), 0);
	assert_int_equal(symlink("dotfiles/froth.yaml", link), 0);
	assert_int_equal(file_replace(link, "new", 3, &err), 0);
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_content(file, "new");
}

int main(void)
{
#define TEST_IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_home_there_is_no_path),
		cmocka_unit_test(a_path_that_is_too_long_is_refused),
		cmocka_unit_test(xdg_folders_are_honoured_when_absolute),
		TEST_IN_FOLDER(files_that_cannot_be_read_say_why),
		TEST_IN_FOLDER(a_file_larger_than_the_limit_is_refused),
		TEST_IN_FOLDER(parents_are_made_and_private),
		TEST_IN_FOLDER(a_file_in_the_way_of_a_folder_is_named),
		TEST_IN_FOLDER(a_replaced_file_is_whole_private_and_alone),
		TEST_IN_FOLDER(a_replacement_that_fails_leaves_the_old_file),
		TEST_IN_FOLDER(a_link_stays_a_link),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
