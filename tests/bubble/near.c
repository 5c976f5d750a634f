#include "tests/bubble/near.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

void near_check(double actual, double expected, double tolerance, const char *what, const char *file, int line)
{
	if (fabs(actual - expected) <= tolerance)
		return;
	print_error("%s is %.14g, expected %.14g within %g\n", what, actual, expected, tolerance);
	_fail(file, line);
}
