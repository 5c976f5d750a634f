#include "tests/bubble/expected.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/shipped.h"
#include "bubble/psy_bootstrap.h"
#include "bubble/psy_critical.h"
#include "bubble/psy_episodes.h"
#include "tests/bubble/columns.h"
#include "tests/bubble/lcg.h"

enum { MOST = 16000 };

/* ---- unit-root tests ------------------------------------------------------------------------------ */

static double series[MOST];

static enum verdict statistics_agree(const struct row *r, int count, int lag, int window)
{
	struct psy p;
	struct error err;

	if (count <= 0 || psy_compute(&p, series, (size_t)count, lag, window, &err))
		return WRONG;
	const double got[] = { p.adf, p.sadf, p.gsadf };
	psy_release(&p);
	if (r->number_count == 2) /* SADF and GSADF alone */
		return agree(r, got + 1, 2);
	return strstr(r->id, "exuber_minw") ? agree(r, got + 2, 1) : agree(r, got, 3);
}

static enum verdict lcg_row(const struct row *r)
{
	char shape[8];
	int count, window, lag;

	if (sscanf(r->id, "lcg_%3[a-z]_%d.W%d.lag%d", shape, &count, &window, &lag) == 4) {
		lcg_series(series, count, strcmp(shape, "bub") == 0);
		return psy_window(count) == window ? statistics_agree(r, count, lag, 0) : WRONG;
	}
	if (sscanf(r->id, "lcg_rw_%d.exuber_minw%d.lag%d", &count, &window, &lag) == 3) {
		lcg_series(series, count, false);
		return statistics_agree(r, count, lag, window + lag + 1);
	}
	if (sscanf(r->id, "lcg_rw_%d.lag%d.", &count, &lag) == 2 && strstr(r->id, ".adf") && !strstr(r->id, "adf_p")) {
		struct psy p;
		struct error err;

		lcg_series(series, count, false);
		if (psy_compute(&p, series, (size_t)count, lag, 0, &err))
			return WRONG;
		double adf = p.adf;
		psy_release(&p);
		return agree(r, &adf, 1);
	}
	return NOT_OURS;
}

static int pd_read(void)
{
	return column_read(EXPECTED_CORPUS "psy/psymonitor_snp_1973_2018.tsv", 2, series, MOST);
}

static int log_pd_read(void)
{
	struct error err;
	int count = pd_read();

	return count > 0 && psy_logarithms(series, (size_t)count, series, &err) == 0 ? count : -1;
}

static int spread_read(void)
{
	return column_read(EXPECTED_CORPUS "psy/psymonitor_spread_1997_2016.tsv", 1, series, MOST);
}

static int sp_read(void)
{
	return column_read(EXPECTED_CORPUS "psy/multiplebubbles_sp_data_1871.tsv", 1, series, 1680);
}

static int simulated_read(const char *name)
{
	static const char *const names[] = { "psy1", "psy2", "evans", "div", "blan" };

	for (int i = 0; i < 5; i++)
		if (strncmp(name, names[i], strlen(names[i])) == 0)
			return column_read(EXPECTED_CORPUS "psy/exuber_sim_data.tsv", i, series, MOST);
	return -1;
}

static enum verdict market_row(const struct row *r)
{
	int window, lag;

	if (sscanf(r->id, "snp_pd.W%d.lag%d", &window, &lag) == 2)
		return statistics_agree(r, pd_read(), lag, window);
	if (sscanf(r->id, "snp_logpd.W%d.lag%d", &window, &lag) == 2)
		return statistics_agree(r, log_pd_read(), lag, window);
	if (sscanf(r->id, "spread.W%d.lag%d", &window, &lag) == 2)
		return statistics_agree(r, spread_read(), lag, window);
	if (sscanf(r->id, "sp_data[1:1680].W%d.lag%d", &window, &lag) == 2)
		return statistics_agree(r, sp_read(), lag, window);
	if (sscanf(r->id, "sp_data[1:1680].minw%d.lag%d", &window, &lag) == 2)
		return statistics_agree(r, sp_read(), lag, window + lag + 1);
	return NOT_OURS;
}

/* The greatest mean over five series of BSADF. */
static enum verdict panel_row(const struct row *r)
{
	static const char *const names[] = { "psy1", "psy2", "evans", "div", "blan" };
	double mean[100] = { 0 }, greatest = -(double)INFINITY;

	for (int i = 0; i < 5; i++) {
		struct psy p;
		struct error err;

		if (simulated_read(names[i]) != 100 || psy_compute(&p, series, 100, 0, 20, &err))
			return WRONG;
		for (int t = 19; t < 100; t++)
			mean[t] += p.bsadf[t] / 5;
		psy_release(&p);
	}
	for (int t = 19; t < 100; t++)
		greatest = fmax(greatest, mean[t]);
	return agree(r, &greatest, 1);
}

static int critical_values(int count, int end, struct psy_critical *out)
{
	const struct shipped_file *file = shipped_find("psy_critical.tsv");
	struct psy_critical_table table;
	struct error err;

	if (!file || psy_critical_parse(&table, file->data, file->length, &err))
		return -1;
	int status = psy_critical_find(&table, 0, count, end, out, &err);
	psy_critical_release(&table);
	return status;
}

static void run_print(char *out, size_t size, const char *name, const struct psy_episode *e, int count)
{
	size_t used = strlen(out);

	used += (size_t)snprintf(out + used, size - used, "%s%s", used ? " ; " : "", name);
	if (count == 0)
		snprintf(out + used, size - used, " none");
	for (int i = 0; i < count; i++)
		used += (size_t)snprintf(out + used, size - used, "%s%d-%d", i ? "," : " ", e[i].start + 1,
					 e[i].end + 2);
}

/* exuber's stamps, counted from 1, its End one past the last; peaks in brackets are not compared. */
static enum verdict stamps_row(const struct row *r)
{
	static const char *const names[] = { "psy1", "psy2", "evans", "div", "blan" };
	char got[256] = "", expected[512];
	struct psy_critical c;
	double critical[100];
	size_t kept = 0;

	for (int t = 0; t < 100; t++)
		critical[t] = (double)NAN;
	if (column_read(EXPECTED_CORPUS "psy/exuber_bsadf_cv_n100.tsv", 2, critical + 19, 81) != 81)
		return WRONG;
	for (int i = 0; i < 5; i++) {
		struct psy_episode e[8];
		struct psy p;
		struct error err;

		if (simulated_read(names[i]) != 100 || psy_compute(&p, series, 100, 0, 20, &err))
			return WRONG;
		/* It stamps no dates on a series whose GSADF does not reject. */
		bool rejects =
			critical_values(100, 100, &c) == 0 && p.gsadf > c.value[PSY_QUANTITY_GSADF][PSY_LEVEL_95];
		int found = rejects ? psy_episodes(series, p.bsadf, critical, 100, 1, e, 8) : 0;
		run_print(got, sizeof got, names[i], e, found);
		psy_release(&p);
	}
	for (const char *at = r->value; *at; at++) {
		if (*at == '(')
			at = strchr(at, ')');
		else if (*at != ' ' || kept == 0 || expected[kept - 1] != ',')
			expected[kept++] = *at;
	}
	expected[kept] = '\0';
	if (strcmp(got, expected) == 0)
		return RIGHT;
	printf("%s: \"%s\", expected \"%s\"\n", r->id, got, expected);
	return WRONG;
}

static enum verdict exuber_row(const struct row *r)
{
	char name[8];
	int rows, lag;

	if (sscanf(r->id, "exuber.sim_%5[a-z0-9].minw%d.lag%d", name, &rows, &lag) == 3)
		return statistics_agree(r, simulated_read(name), lag, rows + lag + 1);
	if (strcmp(r->id, "exuber.sim_data.panel_gsadf") == 0)
		return panel_row(r);
	if (strcmp(r->id, "exuber.sim_data.datestamp") == 0)
		return stamps_row(r);
	return NOT_OURS;
}

/* Levels from the regression's design: y_0 .. come from the lagged level and the differences before it. */
static int golden_read(const char *name, int lag)
{
	static double level[MOST], lagged[MOST], change[MOST];
	char path[256];

	snprintf(path, sizeof path, EXPECTED_CORPUS "golden/%s_input.csv", name);
	int count = column_read(path, 0, level, MOST);
	if (count < 1 || column_read(path, lag == 0 ? 1 : 2, lagged, MOST) != count)
		return -1;
	series[lag] = lagged[0];
	for (int i = 0; i < lag; i++) {
		if (column_read(path, 3 + i, change, MOST) != count)
			return -1;
		series[lag - 1 - i] = series[lag - i] - change[0];
	}
	memcpy(series + lag + 1, level, (size_t)count * sizeof *level);
	return count + lag + 1;
}

static enum verdict golden_row(const struct row *r)
{
	static double output[MOST];
	if (strncmp(r->id, "golden.", 7) != 0)
		return NOT_OURS;
	const char *name = r->id + strlen("golden.");
	int lag = atoi(strstr(name, "lag") + 3), rows = strncmp(name, "small", 5) == 0 ? 19 : 30, shift = rows + lag;
	int count = golden_read(name, lag), wrong = 0;
	char path[256];
	struct psy p;
	struct error err;

	snprintf(path, sizeof path, EXPECTED_CORPUS "golden/%s_output.csv", name);
	int outputs = column_read(path, 0, output, MOST);
	if (count < 0 || psy_compute(&p, series, (size_t)count, lag, rows + lag + 1, &err))
		return WRONG;
	/* badf of every end, adf, sadf, gsadf, bsadf of every end */
	const double got[] = { p.adf, p.sadf, p.gsadf };
	double within = lag == 0 ? 1e-12 : 1e-9;
	int ends = count - shift;
	for (int t = 0; outputs == 3 + 2 * ends && t < ends; t++)
		wrong += !(fabs(output[t] - p.badf[shift + t]) <= 10 * within) ||
			 !(fabs(output[ends + 3 + t] - p.bsadf[shift + t]) <= 10 * within);
	if (wrong > 0 || outputs != 3 + 2 * ends)
		printf("%s: %d ends differ (%d numbers for %d ends)\n", r->id, wrong, outputs, ends);
	psy_release(&p);
	return wrong > 0 || outputs != 3 + 2 * ends ? WRONG : agree_within(r, got, 3, within);
}

/* ---- critical values, dates, bootstrap --------------------------------------------------------------- */

/* Quantities 90 95 99, one after the other, each within its level's tolerance. */
static enum verdict quantiles_agree(const struct row *r, const struct psy_critical *c, const enum psy_quantity *which,
				    int count, const double within[PSY_LEVELS])
{
	for (int i = 0; i < count * PSY_LEVELS; i++) {
		double got = c->value[which[i / PSY_LEVELS]][i % PSY_LEVELS];

		if (!(fabs(got - r->numbers[i]) <= within[i % PSY_LEVELS])) {
			printf("%s: number %d is %.4f, expected %.4f\n", r->id, i + 1, got, r->numbers[i]);
			return WRONG;
		}
	}
	return RIGHT;
}

static enum verdict critical_row(const struct row *r)
{
	static const enum psy_quantity all[] = { PSY_QUANTITY_BADF, PSY_QUANTITY_SADF, PSY_QUANTITY_GSADF };
	static const double simulated[] = { 0.035, 0.05, 0.13 }, published[] = { 0.07, 0.07, 0.12 };
	struct psy_critical c;
	int count, end;

	if (sscanf(r->id, "mc.T%d.", &count) == 1 || sscanf(r->id, "psy2015.table1.T%d", &count) == 1) {
		if (critical_values(count, count, &c))
			return WRONG;
		if (strstr(r->id, "nodrift"))
			return quantiles_agree(r, &c, all, 3, simulated);
		return quantiles_agree(r, &c, all + 1, 2, r->id[0] == 'm' ? simulated : published);
	}
	if (sscanf(r->id, "cv.bsadf.T%d.", &count) != 1)
		return NOT_OURS;
	end = strstr(r->id, "r2=") ? atoi(strstr(r->id, "r2=") + 3) : count;
	if (critical_values(count, end, &c))
		return WRONG;
	const double got[] = { c.value[PSY_QUANTITY_BSADF][PSY_LEVEL_95], c.value[PSY_QUANTITY_SADF][PSY_LEVEL_95] };
	return agree(r, got, 2);
}

/* Episodes of the S&P series as month numbers since year 0, against "1879-05..1880-04, ...". */
static enum verdict months_agree(const struct row *r, const struct psy_episode *e, int count, int slack)
{
	const char *at = r->value;

	for (int i = 0; i < count; i++, at = strchr(at, ',') ? strchr(at, ',') + 1 : "") {
		int from_year, from_month, to_year, to_month;

		if (sscanf(at, " %d-%d..%d-%d", &from_year, &from_month, &to_year, &to_month) != 4)
			return WRONG;
		int from = (from_year - 1871) * 12 + from_month - 1, to = (to_year - 1871) * 12 + to_month - 1;
		if (abs(e[i].start - from) > slack || abs(e[i].end - to) > slack) {
			printf("%s: episode %d is %d..%d, expected %d..%d\n", r->id, i + 1, e[i].start, e[i].end, from,
			       to);
			return WRONG;
		}
	}
	return *at ? WRONG : RIGHT;
}

static enum verdict dates_row(const struct row *r)
{
	static double critical[1680];
	struct psy_episode e[16];
	struct psy p;
	struct error err;
	bool pwy = strcmp(r->id, "dates.sp_data.pwy") == 0;
	bool pointwise = strcmp(r->id, "dates.sp_data.bsadf95") == 0;

	if (!pwy && !pointwise && strcmp(r->id, "dates.sp_data.sadfcv") != 0)
		return NOT_OURS;
	if (sp_read() != 1680 || psy_compute(&p, series, 1680, 0, 90, &err))
		return WRONG;
	for (int t = 0; t < 1680; t++)
		critical[t] = t < 89 ? (double)NAN : -0.08;
	if (!pwy && column_read(EXPECTED_CORPUS "psy/mc_bsadf_cv_T1680_W90_5000rep.tsv", pointwise ? 2 : 5,
				critical + 89, 1591) != 1591)
		return WRONG;
	int found = psy_episodes(series, pwy ? p.badf : p.bsadf, critical, 1680, 6, e, 16);
	psy_release(&p);
	return months_agree(r, e, found, pwy ? 0 : pointwise ? 3 : 2);
}

static enum verdict bootstrap_row(const struct row *r)
{
	static const double probabilities[] = { 0.90, 0.95, 0.99 };
	bool normal = strncmp(r->id, "wb.normal.", 10) == 0;
	const char *name = normal ? r->id + 10 : strncmp(r->id, "wb.rademacher.", 14) == 0 ? r->id + 14 : "";
	int count = strcmp(name, "snp_pd") == 0      ? pd_read()
		    : strcmp(name, "snp_logpd") == 0 ? log_pd_read()
		    : strcmp(name, "spread") == 0    ? spread_read()
		    : strncmp(name, "sim_", 4) == 0  ? simulated_read(name + 4)
		    : strncmp(name, "lcg_", 4) == 0  ? 200
						     : 0;
	struct psy_bootstrap b;
	struct psy p;
	struct error err;
	double got[8];

	if (count == 0)
		return NOT_OURS;
	if (strncmp(name, "lcg_", 4) == 0)
		lcg_series(series, 200, strstr(name, "bub") != NULL);
	/* Fewer than the reference has: twice its tolerance covers the sampling error of both. */
	int replicates = count > 300 ? 3000 : 12000;
	if (count < 0 || psy_compute(&p, series, (size_t)count, 0, count == 100 ? 20 : 0, &err) ||
	    psy_bootstrap_init(&b, &p, series, normal ? PSY_WEIGHTS_NORMAL : PSY_WEIGHTS_SIGNS, replicates, 3, &err))
		return WRONG;
	psy_bootstrap_run(&b, replicates);
	psy_bootstrap_quantiles(&b, PSY_SADF, probabilities, 3, got);
	psy_bootstrap_quantiles(&b, PSY_GSADF, probabilities, 3, got + 4);
	got[3] = psy_bootstrap_p(&b, PSY_SADF);
	got[7] = psy_bootstrap_p(&b, PSY_GSADF);
	psy_bootstrap_release(&b);
	psy_release(&p);
	for (int i = 0; i < 8 && r->number_count >= 8; i++) {
		double scale = fmax(1, fabs(r->numbers[i]) / 3), more = count > 300 ? 2 : 1;
		double within = i % 4 == 3 ? 0.02 : (i % 4 == 2 ? 0.2 : 0.1) * scale * more;

		if (!(fabs(got[i] - r->numbers[i]) <= within)) {
			printf("%s: number %d is %.4f, expected %.4f within %.3f\n", r->id, i + 1, got[i],
			       r->numbers[i], within);
			return WRONG;
		}
	}
	return r->number_count >= 8 ? RIGHT : WRONG;
}

enum verdict expected_psy(const struct row *r)
{
	static enum verdict (*const readers[])(const struct row *) = { lcg_row,      market_row,   exuber_row,
								       golden_row,   critical_row, dates_row,
								       bootstrap_row };

	for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
		enum verdict v = readers[i](r);

		if (v != NOT_OURS)
			return v;
	}
	return NOT_OURS;
}
