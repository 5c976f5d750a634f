#include "bubble/random.h"

#include <math.h>

static uint64_t splitmix(uint64_t *x)
{
	uint64_t z = *x += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static uint64_t rotate(uint64_t x, int bits)
{
	return (x << bits) | (x >> (64 - bits));
}

static uint64_t next(struct random *r)
{
	uint64_t *s = r->state;
	uint64_t result = rotate(s[0] + s[3], 23) + s[0], shifted = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= shifted;
	s[3] = rotate(s[3], 45);
	return result;
}

void random_init(struct random *r, uint64_t seed, uint64_t stream)
{
	/* The stream is mixed on its own, so that seed 1 stream 0 is not seed 0 stream 1. */
	uint64_t x = seed ^ splitmix(&stream);

	for (int i = 0; i < 4; i++)
		r->state[i] = splitmix(&x);
	r->has_spare = false;
}

double random_uniform(struct random *r)
{
	return (double)(next(r) >> 11) * 0x1p-53;
}

double random_normal(struct random *r)
{
	double u, v, square;

	if (r->has_spare) {
		r->has_spare = false;
		return r->spare;
	}
	do {
		u = 2 * random_uniform(r) - 1;
		v = 2 * random_uniform(r) - 1;
		square = u * u + v * v;
	} while (square >= 1 || square == 0);
	double factor = sqrt(-2 * log(square) / square);
	r->spare = v * factor;
	r->has_spare = true;
	return u * factor;
}
