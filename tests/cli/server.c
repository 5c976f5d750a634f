/* The fetch tests' server, for the tests of this folder. */
#include "tests/fetch/server.c" /* NOLINT(bugprone-suspicious-include) */
