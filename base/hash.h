/* FNV-1a, 64 bits: whether data is what it was, not whether somebody forged it. */
#ifndef FROTH_BASE_HASH_H
#define FROTH_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_START 14695981039346656037u

/* Goes on from `hash`, which is HASH_START at first. */
uint64_t hash_on(uint64_t hash, const void *data, size_t size);

#endif
