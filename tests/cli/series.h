/* Series for the tests of froth psy, in a file of the scratch home that each call writes anew. */
#ifndef FROTH_TESTS_CLI_SERIES_H
#define FROTH_TESTS_CLI_SERIES_H

#include <stdbool.h>
#include <stdio.h>

#include "tests/cli/program.h"

/* The file; borrowed. Whoever writes returns it. */
const char *series_path(void);
FILE *series_open(void);
const char *series_write_text(const char *text);
/* A random walk from 100; with `bubble` it grows by 1 + 8/n a step in its third fifth, then falls back. */
void series_make(double *y, int count, bool bubble);
/* The same, at most 2,000 numbers, one a line. */
const char *series_write(int count, bool bubble);
/* The walk of 40 with `text` in the place of one line, counted from 1. */
const char *series_write_with(int line, const char *text);

void assert_contains(const char *text, const char *part);
/* Runs, asserts the exit status, `part` in what comes on stderr, and nothing on stdout. */
void assert_refused(int status, const char *const *arguments, const char *part);
void assert_near(double value, double expected, double tolerance);

#endif
