#include "tests/cli/series.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/paths.h"

#define LONGEST 2000

/* Twelve steps of x' = (1103515245 x + 12345) mod 2^31, as fractions, less 6. */
static double draw(uint32_t *x)
{
	double sum = 0;
	for (int i = 0; i < 12; i++) {
		*x = (UINT32_C(1103515245) * *x + 12345) & UINT32_C(0x7fffffff);
		sum += *x / 2147483648.0;
	}
	return sum - 6;
}

void series_make(double *y, int count, bool bubble)
{
	int start = 2 * count / 5, end = 3 * count / 5;
	double before = 100;
	uint32_t x = 12345;
	y[0] = 100;
	for (int t = 1; t < count; t++) {
		double e = draw(&x);
		before = t == start ? y[t - 1] : before;
		if (bubble && t >= start && t < end)
			y[t] = (1 + 8.0 / count) * y[t - 1] + e;
		else
			y[t] = (bubble && t == end ? before : y[t - 1]) + e;
	}
}

const char *series_path(void)
{
	static char path[PATH_SIZE];
	snprintf(path, sizeof path, "%s/series.txt", getenv("HOME"));
	return path;
}

FILE *series_open(void)
{
	FILE *file = fopen(series_path(), "wb");
	assert_non_null(file);
	return file;
}

const char *series_write_text(const char *text)
{
	FILE *file = series_open();
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
	return series_path();
}

const char *series_write(int count, bool bubble)
{
	static double y[LONGEST];
	FILE *file = series_open();
	series_make(y, count, bubble);
	for (int i = 0; i < count; i++)
		fprintf(file, "%.17g\n", y[i]);
	assert_int_equal(fclose(file), 0);
	return series_path();
}

const char *series_write_with(int line, const char *text)
{
	double y[40];
	FILE *file = series_open();
	series_make(y, 40, false);
	for (int i = 0; i < 40; i++) {
		if (i + 1 == line)
			fprintf(file, "%s\n", text);
		else
			fprintf(file, "%.17g\n", y[i]);
	}
	assert_int_equal(fclose(file), 0);
	return series_path();
}

void assert_contains(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" does not contain \"%s\"", text, part);
}

void assert_refused(int status, const char *const *arguments, const char *part)
{
	struct output o = program_expect(status, arguments);
	assert_contains(o.err, part);
	assert_string_equal(o.out, "");
	output_release(&o);
}

void assert_near(double value, double expected, double tolerance)
{
	if (!(fabs(value - expected) <= tolerance))
		fail_msg("expected %.14g, found %.14g", expected, value);
}
