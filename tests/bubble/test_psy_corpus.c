/* Whole BADF and BSADF sequences against the reference sequences beside the project: exuber's, psymonitor's and
 * those of a plain kernel in long double. Skipped where they are not there. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "bubble/psy.h"
#include "tests/bubble/columns.h"
#include "tests/bubble/lcg.h"

#define CORPUS "../shared/corpus/psy/"
#define MOST 2000

struct sequence {
	const char *file;   /* below CORPUS; badf and bsadf of every end from window - 1 on */
	int badf, bsadf;    /* their columns; badf -1 if it has none */
	const char *series; /* below CORPUS; NULL for the generated walk or bubble */
	int column;         /* of the series; its count for a generated one */
	int length;         /* at most so many values of it */
	int lag;
	bool logarithm, bubble;
	double within;
};

#define PD "psy/psymonitor_snp_1973_2018.tsv"
#define SPREAD "psy/psymonitor_spread_1997_2016.tsv"
#define SP "psy/multiplebubbles_sp_data_1871.tsv"

static const struct sequence sequences[] = {
	{ "lcg/exuber_rw_200_lag0.tsv", 0, 1, NULL, 200, 0, 0, false, false, 1e-9 },
	{ "lcg/exuber_rw_200_lag1.tsv", 0, 1, NULL, 200, 0, 1, false, false, 1e-8 },
	{ "lcg/exuber_rw_200_lag4.tsv", 0, 1, NULL, 200, 0, 4, false, false, 1e-8 },
	{ "lcg/exuber_bub_200_lag0.tsv", 0, 1, NULL, 200, 0, 0, false, true, 1e-9 },
	{ "lcg/exuber_bub_200_lag1.tsv", 0, 1, NULL, 200, 0, 1, false, true, 1e-8 },
	{ "lcg/exuber_bub_200_lag4.tsv", 0, 1, NULL, 200, 0, 4, false, true, 1e-8 },
	{ "lcg/ref_lcg_rw_200_obswin_lag0.tsv", 1, 2, NULL, 200, 0, 0, false, false, 1e-11 },
	{ "lcg/ref_lcg_rw_200_obswin_lag1.tsv", 1, 2, NULL, 200, 0, 1, false, false, 1e-11 },
	{ "lcg/ref_lcg_bub_200_obswin_lag0.tsv", 1, 2, NULL, 200, 0, 0, false, true, 1e-11 },
	{ "lcg/ref_lcg_bub_200_obswin_lag1.tsv", 1, 2, NULL, 200, 0, 1, false, true, 1e-11 },
	{ "lcg/ref_lcg_rw_500_obswin_lag0.tsv", 1, 2, NULL, 500, 0, 0, false, false, 1e-11 },
	{ "lcg/ref_lcg_rw_500_obswin_lag1.tsv", 1, 2, NULL, 500, 0, 1, false, false, 1e-11 },
	{ "lcg/ref_lcg_bub_500_obswin_lag0.tsv", 1, 2, NULL, 500, 0, 0, false, true, 1e-11 },
	{ "lcg/ref_lcg_bub_500_obswin_lag1.tsv", 1, 2, NULL, 500, 0, 1, false, true, 1e-11 },
	{ "lcg/ref_lcg_rw_1000_obswin_lag0.tsv", 1, 2, NULL, 1000, 0, 0, false, false, 1e-11 },
	{ "lcg/ref_lcg_bub_1000_obswin_lag0.tsv", 1, 2, NULL, 1000, 0, 0, false, true, 1e-11 },
	{ "psy/ref_snp_pd_obswin_lag0.tsv", 1, 2, PD, 2, MOST, 0, false, false, 1e-10 },
	{ "psy/ref_snp_pd_obswin_lag1.tsv", 1, 2, PD, 2, MOST, 1, false, false, 1e-10 },
	{ "psy/ref_snp_logpd_obswin_lag0.tsv", 1, 2, PD, 2, MOST, 0, true, false, 1e-10 },
	{ "psy/ref_snp_logpd_obswin_lag1.tsv", 1, 2, PD, 2, MOST, 1, true, false, 1e-10 },
	{ "psy/ref_spread_obswin_lag0.tsv", 1, 2, SPREAD, 1, MOST, 0, false, false, 1e-10 },
	{ "psy/ref_spread_obswin_lag1.tsv", 1, 2, SPREAD, 1, MOST, 1, false, false, 1e-10 },
	{ "psy/ref_sp_data1680_W90_lag0.tsv", 1, 2, SP, 1, 1680, 0, false, false, 1e-10 },
	{ "psy/psymonitor_bsadf_snp_pd_IC0_L0.tsv", -1, 1, PD, 2, MOST, 0, false, false, 1e-10 },
	{ "psy/psymonitor_bsadf_snp_pd_IC0_L1.tsv", -1, 1, PD, 2, MOST, 1, false, false, 1e-10 },
	{ "psy/psymonitor_bsadf_spread_IC0_L0.tsv", -1, 1, SPREAD, 1, MOST, 0, false, false, 1e-10 },
};

static double series[MOST], badf[MOST], bsadf[MOST];

static int series_read(const struct sequence *s)
{
	char path[256];
	struct error err;

	if (!s->series) {
		lcg_series(series, s->column, s->bubble);
		return s->column;
	}
	snprintf(path, sizeof path, CORPUS "%s", s->series);
	int count = column_read(path, s->column, series, s->length);
	if (count > 0 && s->logarithm)
		assert_int_equal(psy_logarithms(series, (size_t)count, series, &err), 0);
	return count;
}

/* Compares all ends; returns how many numbers were compared, 0 where the files are not there. */
static int sequence_check(const struct sequence *s, double *worst)
{
	char path[256];
	struct psy p;
	struct error err = { "" };

	snprintf(path, sizeof path, CORPUS "%s", s->file);
	int ends = column_read(path, s->bsadf, bsadf, MOST), count = series_read(s);
	if (ends < 0 || count < 0)
		return 0;
	if (psy_compute(&p, series, (size_t)count, s->lag, 0, &err))
		fail_msg("%s: %s", s->file, err.text);
	if (ends != count - p.window + 1 || (s->badf >= 0 && column_read(path, s->badf, badf, MOST) != ends))
		fail_msg("%s: %d ends, expected %d", s->file, ends, count - p.window + 1);
	for (int i = 0; i < ends; i++) {
		int t = p.window - 1 + i;
		double off = fabs(p.bsadf[t] - bsadf[i]), also = s->badf < 0 ? 0 : fabs(p.badf[t] - badf[i]);

		*worst = fmax(*worst, fmax(off, also));
		if (!(off <= s->within) || !(also <= s->within))
			fail_msg("%s: at %d BADF %.12f and BSADF %.12f, expected %.12f and %.12f", s->file, t,
				 p.badf[t], p.bsadf[t], s->badf < 0 ? p.badf[t] : badf[i], bsadf[i]);
	}
	psy_release(&p);
	return s->badf < 0 ? ends : 2 * ends;
}

static void whole_sequences_agree_with_other_programs(void **state)
{
	int numbers = 0, files = 0;
	double worst = 0;

	(void)state;
	for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++) {
		int compared = sequence_check(&sequences[i], &worst);

		numbers += compared;
		files += compared > 0;
	}
	if (files == 0)
		printf("skipped: %s is not there\n", CORPUS);
	else
		printf("figure: unit-root sequences, %d numbers of %d files agree, largest difference %.1e\n", numbers,
		       files, worst);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_sequences_agree_with_other_programs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
