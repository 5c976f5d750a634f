/* Is there a time zone where the environment says there is? Small trees of files stand for machines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/paths.h"
#include "base/zone.h"

static char root[64];

static void put(const char *path, const char *content)
{
	char whole[256];
	struct error err = { "" };
	snprintf(whole, sizeof whole, "%s%s", root, path);
	if (path_make_parent(whole, &err) || file_replace(whole, content, strlen(content), &err))
		fail_msg("%s", err.text);
}

static void put_link(const char *path, const char *target)
{
	char whole[256];
	struct error err = { "" };
	snprintf(whole, sizeof whole, "%s%s", root, path);
	assert_int_equal(path_make_parent(whole, &err), 0);
	assert_int_equal(symlink(target, whole), 0);
}

/* A new machine without any file. */
static int new_machine(void **state)
{
	(void)state;
	snprintf(root, sizeof root, "/tmp/froth-zone-XXXXXX");
	return mkdtemp(root) ? 0 : -1;
}

static int scrap_machine(void **state)
{
	char command[96];
	(void)state;
	snprintf(command, sizeof command, "rm -r -- '%s'", root);
	return system(command);
}

static bool is_missing(const char *tz, const char *tzdir)
{
	struct zone z;
	zone_find(&z, &(struct zone_places){ tz, tzdir, root });
	assert_int_equal(z.is_missing, *z.problem != '\0');
	if (z.is_missing)
		assert_int_equal(zone_offset_s(&z, 1787338083), 0);
	return z.is_missing;
}

static void assert_problem(const char *tz, const char *problem)
{
	struct zone z;
	zone_find(&z, &(struct zone_places){ tz, NULL, root });
	assert_string_equal(z.problem, problem);
}

static void a_named_zone_without_a_database_is_missed(void **state)
{
	(void)state;
	static const char *const names[] = { "Europe/Paris",  ":Europe/Paris", "Nowhere/City", "CET",
					     "/no/such/file", "Europe/../x",   "A1",           "EST5EDT,",
					     "<CE>-1",        "CET-",          "CET-1CEST,x",  "UTC+" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!is_missing(names[i], NULL))
			fail_msg("%s was found", names[i]);
	assert_problem("Nowhere/City", "no time zone database knows Nowhere/City");
	assert_problem(":Europe/Paris", "no time zone database knows Europe/Paris");
}

static void a_name_is_shown_safely_and_a_long_one_is_cut(void **state)
{
	(void)state;
	char name[9000];
	memset(name, 'x', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	assert_true(is_missing(name, NULL));
	struct zone z;
	zone_find(&z, &(struct zone_places){ "A\033[2J/\xff", NULL, root });
	assert_true(z.is_missing);
	assert_null(strpbrk(z.problem, "\033\xff"));
}

static void without_tz_a_machine_needs_its_own_file(void **state)
{
	(void)state;
	assert_true(is_missing(NULL, NULL));
	assert_problem(NULL, "there is no time zone in /etc/localtime");
	put_link("/etc/localtime", "../usr/share/zoneinfo/Europe/Paris");
	assert_true(is_missing(NULL, NULL));
	put("/usr/share/zoneinfo/Europe/Paris", "TZif2 and so on");
	assert_false(is_missing(NULL, NULL));
	put("/usr/share/zoneinfo/Europe/Paris", "");
	assert_true(is_missing(NULL, NULL));
	put("/usr/share/zoneinfo/Europe/Paris", "not rules");
	assert_true(is_missing(NULL, NULL));
}

static void a_zone_is_found_in_any_folder_of_the_c_libraries(void **state)
{
	(void)state;
	put("/usr/share/zoneinfo/Europe/Paris", "TZif2");
	put("/share/zoneinfo/Asia/Tokyo", "TZif2");
	put("/etc/zoneinfo/Asia/Taipei", "TZif2");
	put("/opt/rules/Mars/Base", "TZif2");
	put("/opt/rules/note", "text");
	assert_false(is_missing("Europe/Paris", NULL));
	assert_false(is_missing(":Asia/Tokyo", NULL));
	assert_false(is_missing("Asia/Taipei", ""));
	assert_true(is_missing("Europe", NULL)); /* a folder */
	assert_true(is_missing("Mars/Base", NULL));
	assert_false(is_missing("/opt/rules/Mars/Base", NULL));
	assert_true(is_missing("/opt/rules/note", NULL));
	assert_false(is_missing("Mars/Base", "/opt/rules"));
	assert_true(is_missing("Europe/Paris", "/opt/rules")); /* where $TZDIR points, nowhere else */
	assert_true(is_missing("Europe/Paris", "/nonexistent"));
}

static void utc_is_meant_by_its_names_and_needs_no_file(void **state)
{
	(void)state;
	static const char *const names[] = { "",     ":",       "UTC",  "UTC0",      ":UTC",    "GMT",
					     "GMT0", "Etc/UTC", "Zulu", "Universal", "Etc/GMT", "UTC-0" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (is_missing(names[i], "/nonexistent"))
			fail_msg("\"%s\" is missed", names[i]);
}

static void rules_written_out_need_no_file(void **state)
{
	(void)state;
	static const char *const rules[] = { "CET-1",       "CET-1CEST",          "CET-1CEST,M3.5.0,M10.5.0/3",
					     "EST5EDT",     "<+0330>-3:30",       "<-03>3<-02>,M3.5.0/-2,M10.5.0/-1",
					     "NZST-12NZDT", "IST-2IDT,J80/2,300", "AEST-10AEDT-11,M10.1.0,M4.1.0/3" };
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (is_missing(rules[i], "/nonexistent"))
			fail_msg("%s is missed", rules[i]);
}

static void offsets_follow_the_zone_of_the_process(void **state)
{
	(void)state;
	struct zone z;
	setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
	zone_find_own(&z);
	assert_false(z.is_missing);
	assert_int_equal(zone_offset_s(&z, 1787338083), 7200); /* August */
	assert_int_equal(zone_offset_s(&z, 1768478400), 3600); /* January */
	setenv("TZ", "Nowhere/City", 1);
	zone_find_own(&z);
	assert_true(z.is_missing);
	assert_int_equal(zone_offset_s(&z, 1787338083), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_named_zone_without_a_database_is_missed, new_machine, scrap_machine),
		cmocka_unit_test_setup_teardown(a_name_is_shown_safely_and_a_long_one_is_cut, new_machine,
						scrap_machine),
		cmocka_unit_test_setup_teardown(without_tz_a_machine_needs_its_own_file, new_machine, scrap_machine),
		cmocka_unit_test_setup_teardown(a_zone_is_found_in_any_folder_of_the_c_libraries, new_machine,
						scrap_machine),
		cmocka_unit_test_setup_teardown(utc_is_meant_by_its_names_and_needs_no_file, new_machine,
						scrap_machine),
		cmocka_unit_test_setup_teardown(rules_written_out_need_no_file, new_machine, scrap_machine),
		cmocka_unit_test(offsets_follow_the_zone_of_the_process),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
