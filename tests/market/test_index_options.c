/* Weights and mean of the index as a person writes them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "market/index_options.h"

static void assert_weights(const struct index_options *o, const double expected[COMPONENTS])
{
	for (int c = 0; c < COMPONENTS; c++)
		assert_true(o->weight[c] == expected[c]);
}

static void assert_refused(const char *text, const char *sentence)
{
	static const double kept[COMPONENTS] = { 3, 1, 1, 1, 1, 1 };
	struct index_options o;
	struct error err = { "" };
	index_options_init(&o);
	o.weight[COMPONENT_VALUATION] = 3;
	if (index_weights_parse(&o, text, &err) != -1)
		fail_msg("\"%s\" is taken", text);
	if (!strstr(err.text, sentence))
		fail_msg("\"%s\": expected \"%s\", found \"%s\"", text, sentence, err.text);
	assert_weights(&o, kept);
}

static void an_unknown_code_is_refused_with_those_that_are_known(void **state)
{
	(void)state;
	assert_refused("Z=2", "expected a component out of V, G, D, C, X, F, found \"Z\"");
	assert_refused("V=1,VG=2", "found \"VG\"");
	assert_refused("v=2", "found \"v\"");
	assert_refused("=2", "found \"\"");
	assert_refused("2", "found \"2\"");
	assert_refused("V=2;G=1", "expected V=NUMBER, from 0 to 1000, found \"V=2;G=1\"");
	assert_refused("\x1b[31m=1", "found \"[31m\"");
}

static void a_weight_that_is_no_plain_number_is_refused(void **state)
{
	(void)state;
	static const char *const wrong[] = {
		"V",     "V=",    "V=x",     "V=-1", "V=+1",  "V=1e3",    "V=0x2",
		"V=nan", "V=inf", "V=1.2.3", "V==2", "V=2=3", "V=1000.1", "V=99999999999999999999"
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_refused(wrong[i], "expected V=NUMBER, from 0 to 1000, found \"V");
}

static void a_component_that_is_named_twice_is_refused(void **state)
{
	(void)state;
	assert_refused("V=1,G=2,V=3", "V stands there twice");
}

static void weights_that_are_all_zero_are_refused(void **state)
{
	(void)state;
	assert_refused("V=0,G=0,D=0,C=0,X=0,F=0", "expected at least one weight above 0, found none");
}

static void components_that_are_not_named_keep_their_weight(void **state)
{
	(void)state;
	static const double expected[COMPONENTS] = { 2, 0, 1, 1, 0.25, 1 };
	struct index_options o;
	index_options_init(&o);
	o.mean = MEAN_GEOMETRIC;
	assert_int_equal(index_weights_parse(&o, "V=2,G=0 X=.25", NULL), 0);
	assert_weights(&o, expected);
	assert_int_equal(o.mean, MEAN_GEOMETRIC);
	assert_int_equal(index_weights_parse(&o, "", NULL), 0);
	assert_int_equal(index_weights_parse(&o, " , ", NULL), 0);
	assert_weights(&o, expected);
}

static void weights_are_written_as_they_are_read(void **state)
{
	(void)state;
	struct index_options o, again;
	char text[INDEX_WEIGHTS_SIZE];
	index_options_init(&o);
	index_weights_format(&o, text);
	assert_string_equal(text, "V=1 G=1 D=1 C=1 X=1 F=1");
	assert_int_equal(index_weights_parse(&o, "V=1000,G=0.125,D=999.875,C=0,X=333.125,F=33.125", NULL), 0);
	index_weights_format(&o, text);
	index_options_init(&again);
	assert_int_equal(index_weights_parse(&again, text, NULL), 0);
	assert_true(index_options_equal(&o, &again));
	again.mean = MEAN_GEOMETRIC;
	assert_false(index_options_equal(&o, &again));
}

static void a_mean_is_known_by_its_name_only(void **state)
{
	(void)state;
	enum index_mean mean = MEAN_GEOMETRIC;
	assert_int_equal(index_mean_parse(&mean, "harmonic"), -1);
	assert_int_equal(index_mean_parse(&mean, ""), -1);
	assert_int_equal(index_mean_parse(&mean, "Arithmetic"), -1);
	assert_int_equal(mean, MEAN_GEOMETRIC);
	for (enum index_mean m = MEAN_ARITHMETIC; m <= MEAN_GEOMETRIC; m++) {
		assert_int_equal(index_mean_parse(&mean, index_mean_name(m)), 0);
		assert_int_equal(mean, m);
	}
}

static void readings_by_other_weights_do_not_compare(void **state)
{
	(void)state;
	struct reading a, b;
	reading_init(&a);
	reading_init(&b);
	assert_true(reading_is_comparable(&a, &b));
	b.options.weight[COMPONENT_FINANCING] = 2;
	assert_false(reading_is_comparable(&a, &b));
	a.options = b.options;
	a.options.mean = MEAN_GEOMETRIC;
	assert_false(reading_is_comparable(&a, &b));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_unknown_code_is_refused_with_those_that_are_known),
		cmocka_unit_test(a_weight_that_is_no_plain_number_is_refused),
		cmocka_unit_test(a_component_that_is_named_twice_is_refused),
		cmocka_unit_test(weights_that_are_all_zero_are_refused),
		cmocka_unit_test(components_that_are_not_named_keep_their_weight),
		cmocka_unit_test(weights_are_written_as_they_are_read),
		cmocka_unit_test(a_mean_is_known_by_its_name_only),
		cmocka_unit_test(readings_by_other_weights_do_not_compare),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
