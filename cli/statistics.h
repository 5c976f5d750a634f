/* The insides of cli/collect_statistics.h, shared by its files: collect_statistics.c keeps the table of jobs and
 * works through it; each kind of job is a class of one file, statistics_*.c. */
#ifndef FROTH_CLI_STATISTICS_H
#define FROTH_CLI_STATISTICS_H

#include "bubble/lppls.h"
#include "cli/collect_statistics.h"
#include "cli/psy_work.h"

#define STATISTICS_LAGS 2
#define STATISTICS_WEEKS_MIN 100   /* of fewer no test is made */
#define STATISTICS_FEW 199         /* replicates of a first result */
#define STATISTICS_CLOSES_MOST 750 /* of the log-periodic power law, and the least: its longest and shortest window */
#define STATISTICS_CLOSES_MIN 125

struct subject {
	char symbol[SYMBOL_SIZE]; /* or SERIES_GROUP */
	bool is_group, of_index;  /* of_index: a company of the index, or their portfolio */
	bool was_said;            /* why it has no test */
	struct psy_work work[STATISTICS_LAGS];
};

struct job {
	const struct job_class *class;
	size_t subject; /* index */
	int lag, replicates;
	int back; /* months: 0 is the last one that was over before the first reading */
	bool due;
};

/* A stored result, by its key: whether it is there already. */
struct stored_test {
	char symbol[SYMBOL_SIZE];
	int lag;
	int64_t last;
	uint64_t hash;
};

struct statistics {
	struct statistics_options options;
	struct psy_critical_table critical;
	struct subject *subjects; /* owned: companies, portfolio, others */
	size_t subject_count, company_count, group;
	struct job *jobs; /* owned, in order of priority */
	size_t job_count;
	struct job *current;        /* NULL: none is begun */
	bool is_computed;           /* of the current job only the result is left to be stored */
	struct stored_test *stored; /* owned */
	size_t stored_count, stored_room;
	struct lppls_test *lppls_stored; /* owned: one a company at most */
	size_t lppls_count;
	int64_t week, day; /* of the last statistics_note_time */

	/* The weeks of the subject that was asked for last. */
	struct weekly_series weeks;
	size_t weeks_of; /* subject_count: of none */

	/* Of the current job. */
	size_t count;          /* weeks that it rests on */
	struct psy_work month; /* the work of past months, which no later job goes on from */
	struct lppls_confidence confidence;
	double *days, *log_closes; /* owned, STATISTICS_CLOSES_MOST each */
	size_t close_count;
	int64_t last_close;
	uint64_t hash;
};

struct job_class {
	/* 1: there is work; 0: there is none, or nothing to work on; -1: the store refuses. */
	int (*begin)(struct statistics *s, struct store *store, int64_t now, struct error *err);
	/* One piece; true while more are left. */
	bool (*work)(struct statistics *s);
	/* Stores the result. */
	int (*finish)(struct statistics *s, struct store *store, int64_t now, struct statistics_news *news,
		      struct error *err);
	/* Lets go of what the job holds, done or given up. */
	void (*end)(struct statistics *s);
	bool is_daily; /* due with a new day, not only with a new week */
};

extern const struct job_class job_test, job_lppls, job_month, job_history;

struct subject *statistics_subject(struct statistics *s); /* of the current job */
/* Prints a line on what was found of the current subject. */
void statistics_say(const struct statistics *s, const char *sentence);
/* The same, once for a symbol, on why there is nothing. */
void statistics_complain(struct statistics *s, const char *sentence);

/* statistics_weeks.c: fills s->weeks for the current job's subject; of a series that is refused, none. */
int statistics_load_weeks(struct statistics *s, struct store *store, int64_t now, struct error *err);
void statistics_forget_weeks(struct statistics *s);

/* statistics_stored.c: what the store holds. */
int statistics_load_stored(struct statistics *s, struct store *store, struct error *err);
bool statistics_is_stored(const struct statistics *s, const char *symbol, int lag, int64_t last, uint64_t hash);
int statistics_put_test(struct statistics *s, struct store *store, const struct series_test *t, struct error *err);

/* How many of them were over then. */
size_t statistics_weeks_until(const struct statistics *s, int64_t time);

/* statistics_psy.c: the time of the first reading that was made live; now, if there is none. */
int statistics_first_reading(struct store *store, int64_t now, int64_t *first, struct error *err);

#endif
