/* Prints share/psy_critical.tsv anew: `make tables`. Seeded, so the same numbers come out; about half an
 * hour on one core. */
#include <stdio.h>

#include "bubble/psy_critical.h"

struct plan {
	int count;
	int replicates[2]; /* at lag 0 and 1 */
};

static const struct plan plans[] = {
	{ 40, { 200000, 100000 } },  { 60, { 200000, 100000 } },  { 80, { 200000, 100000 } },
	{ 100, { 200000, 100000 } }, { 150, { 200000, 100000 } }, { 200, { 100000, 50000 } },
	{ 300, { 50000, 20000 } },   { 400, { 50000, 20000 } },   { 600, { 20000, 10000 } },
	{ 800, { 40000, 20000 } },   { 1200, { 40000, 10000 } },  { 1600, { 40000, 10000 } },
	{ 2000, { 20000, 10000 } },
};

static const uint64_t seed = 20260722; /* and the length, so that lengths are independent of each other */

static const char head[] =
	"# Quantiles of the right-tailed unit-root tests under a random walk with normal steps: 90, 95 and 99 %\n"
	"# Simulated by bubble/psy_simulate.c (`make tables`); replicates by length 200,000 to 10,000.\n"
	"# Standard error about 0.005 to 0.02 at 90 and 95 %, twice that at 99 %.\n"
	"#\n"
	"#   lag    lagged differences in the regression\n"
	"#   count  observations of the series; the least window is floor(count (0.01 + 1.8 / sqrt count))\n"
	"#   end    observations up to the date that the row speaks of\n"
	"#   badf   statistic of the window 1..end; at end = count this is ADF\n"
	"#   bsadf  greatest over starts of windows that end at `end`\n"
	"#   sadf   greatest badf up to `end`; at end = count this is SADF\n"
	"#   gsadf  greatest bsadf up to `end`; at end = count this is GSADF\n";

static void row_print(const struct psy_critical_row *row)
{
	printf("%d\t%d\t%d", row->lag, row->count, row->end);
	for (int q = 0; q < PSY_QUANTITIES; q++)
		for (int level = 0; level < PSY_LEVELS; level++)
			printf("\t%.4f", row->quantiles.value[q][level]);
	putchar('\n');
}

int main(void)
{
	struct psy_critical_row rows[PSY_CRITICAL_ENDS];
	struct error err;

	fputs(head, stdout);
	fputs("lag\tcount\tend\tbadf90\tbadf95\tbadf99\tbsadf90\tbsadf95\tbsadf99\tsadf90\tsadf95\tsadf99\tgsadf90\tgsa"
	      "df95\t"
	      "gsadf99\n",
	      stdout);
	for (int lag = 0; lag < 2; lag++) {
		for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
			if (psy_critical_simulate(lag, plans[i].count, plans[i].replicates[lag],
						  seed + (uint64_t)plans[i].count, rows, &err)) {
				fprintf(stderr, "%s\n", err.text);
				return 1;
			}
			for (int e = 0; e < PSY_CRITICAL_ENDS; e++)
				if (e == 0 || rows[e].end != rows[e - 1].end)
					row_print(&rows[e]);
			fflush(stdout);
		}
	}
	return 0;
}
