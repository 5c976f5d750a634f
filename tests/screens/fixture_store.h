/* A store for the screens, made with the store's own functions. */
#ifndef FROTH_TESTS_SCREENS_FIXTURE_STORE_H
#define FROTH_TESTS_SCREENS_FIXTURE_STORE_H

#include <stdint.h>

#define SCREENS_NOW "2026-08-20T18:48:03Z"
#define SCREENS_NOW_S INT64_C(1787251683)

/* Makes the store at `path`: five companies (one shipped, one without a price), bars, press in four
 * languages, sources in every state, a reading of two components. Fails the test if it cannot. */
void fixture_store_make(const char *path);

#endif
