/* Asserts that two numbers agree to a tolerance, and prints both where they do not. */
#ifndef FROTH_TESTS_BUBBLE_NEAR_H
#define FROTH_TESTS_BUBBLE_NEAR_H

#include <math.h>

#define assert_near(actual, expected, tolerance)                                                                       \
	near_check((actual), (expected), (tolerance), #actual, __FILE__, __LINE__)

void near_check(double actual, double expected, double tolerance, const char *what, const char *file, int line);

#endif
