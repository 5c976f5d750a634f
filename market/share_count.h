/* Figures of one share beside a price. Accounts count the shares of the day they were filed; a price after a split is
 * one of another share, so what was filed before it must be carried across. Every market value goes through here.
 *
 * Accounts are restated for splits up to the day they are issued (SAB topic 4.C, IAS 33.64), so a figure stands on the
 * footing of its filing, not of its period. Splits are those of the symbol that is priced: an ADR may split days after
 * the share that it stands for, and until then one receipt is more of the new shares. Pure. */
#ifndef FROTH_MARKET_SHARE_COUNT_H
#define FROTH_MARKET_SHARE_COUNT_H

#include "market/fact.h"

/* The day whose shares a fact counts: that of its filing; where the origin does not name it, the end of the period, or
 * for live accounts the first day on which they can have been out. */
int64_t share_footing(const struct fact *f);

/* New shares, at `time`, for one that the fact counts; 1 where nothing split. *last_split, if not NULL, gets the time
 * of the last split in it, 0 none. `facts` gives the splits. A split that two sources date by different days of one
 * month counts once. Where a source that names no filings has restated the figure already, which the counts of
 * others show, its split is not applied again. */
double share_factor(const struct fact_list *facts, const struct fact *f, int64_t time, int64_t *last_split);

/* Whether it is a number of shares, or money of one share (eps), which a split divides. */
bool share_is_counted(const struct fact *f);
/* The fact's value on the footing of `time`; of a fact that is neither as it is. */
double share_value(const struct fact_list *facts, const struct fact *f, int64_t time);

#define SHARE_NOTE_SIZE 64
/* What the value was multiplied by, for a person: "x10 for the split of 10 Jun 2024", "/4 for .."; "" nothing. */
void share_note(const struct fact_list *facts, const struct fact *f, int64_t time, char out[SHARE_NOTE_SIZE]);

struct share_count {
	double value;            /* of shares, in units of the symbol, on the footing of the time asked for */
	double factor;           /* that is in it; 1 none */
	int64_t last_split;      /* 0 none */
	const struct fact *fact; /* as filed; borrowed from the list */
};

/* The best count of the symbol's shares, as of a price at `time`. false: none is known. */
bool share_count_find(struct share_count *out, const struct fact_list *facts, const char *symbol, int64_t time);

#endif
