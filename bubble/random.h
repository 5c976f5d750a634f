/* Seeded random numbers for bootstraps and Monte Carlo: the same seed and stream give the same numbers on
 * every machine. xoshiro256++ (Blackman and Vigna 2021), its state filled by splitmix64. */
#ifndef FROTH_BUBBLE_RANDOM_H
#define FROTH_BUBBLE_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
	uint64_t state[4];
	double spare; /* the polar method makes normals in pairs */
	bool has_spare;
};

/* Streams of one seed are independent: a replicate can be made again alone, from its number. */
void random_init(struct random *r, uint64_t seed, uint64_t stream);
double random_uniform(struct random *r); /* in [0, 1), 53 bits */
double random_normal(struct random *r);  /* mean 0, variance 1 */

#endif
