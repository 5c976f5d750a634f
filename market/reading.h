/* The index as computed at one time: both readings of one set of formulas. Made by
 * bubble/, kept by store/, shown by cli/ and widgets/. */
#ifndef FROTH_MARKET_READING_H
#define FROTH_MARKET_READING_H

#include "market/market.h"

enum component {
	COMPONENT_VALUATION,     /* V */
	COMPONENT_REVENUE_GAP,   /* G */
	COMPONENT_DELIVERY,      /* D */
	COMPONENT_CIRCULARITY,   /* C */
	COMPONENT_EXPLOSIVENESS, /* X */
	COMPONENT_FINANCING,     /* F */
	COMPONENTS
};

char component_code(enum component c);        /* 'V' */
const char *component_name(enum component c); /* "valuation", "revenue gap", "delivery", ... */

enum camp { CAMP_MARCUS, CAMP_HUANG, CAMPS };
const char *camp_name(enum camp c); /* "marcus" */

struct reading_input {
	char name[48];
	double value;
	char unit[12];
	int64_t as_of;
	char source[96];
	bool is_context; /* shown, of weight 0: no component rests on it */
};

#define READING_INPUTS 48
#define READING_SENTENCE 160

enum index_mean {
	MEAN_ARITHMETIC,
	MEAN_GEOMETRIC /* a low component is not hidden by a high one; of values below 1 the 1 counts */
};

/* How the components become one number; a person may set it. */
struct index_options {
	double weight[COMPONENTS]; /* >= 0, not all 0; only their ratios count */
	enum index_mean mean;
};
void index_options_init(struct index_options *o); /* equal weights, arithmetic mean */

struct reading {
	int64_t time;                         /* when it was computed; if recomputed, the instant it speaks of */
	bool recomputed;                      /* made later, from the inputs that were dated by then */
	int64_t as_of;                        /* newest input's date */
	double components[CAMPS][COMPONENTS]; /* 0-100, NAN where missing ("not yet") */
	double value[CAMPS];                  /* weighted mean of the components that both camps have; NAN if none */
	double centre, sd, low, high;         /* the band between the readings: doc/method.md */
	bool stale[COMPONENTS];               /* its newest input is older than such a figure should be */
	char sentence[COMPONENTS][READING_SENTENCE]; /* what is behind each, for one line of the board; "not yet" */
	struct reading_input inputs[READING_INPUTS];
	size_t input_count;
	struct index_options options; /* by which value and band were made */
};

#define READING_CODES 128

/* One day of the history, as a line of it is drawn. */
struct reading_point {
	int64_t time; /* of the day's last reading */
	double value[CAMPS];
	/* Of the components that it rests on, ascending: "CDGV"; a weight that is not 1 stands behind its code
	 * ("CDG2.0V"), "~" before all of a geometric mean. Points of other codes do not compare. */
	char codes[READING_CODES];
	bool recomputed;
};

void reading_init(struct reading *r);                               /* everything missing, every sentence "not yet" */
int reading_component_count(const struct reading *r);               /* components present in both camps */
bool reading_is_missing(const struct reading *r, enum component c); /* in either camp */
/* Whether it is younger than a day: what it says of the age of its inputs still holds. */
bool reading_is_fresh(const struct reading *r, int64_t now);
/* Whether both rest on the same components with the same weights and mean: only then does one value over the other mean
 * something. */
bool reading_is_comparable(const struct reading *a, const struct reading *b);

#endif
