#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "bubble/circularity.h"
#include "cli/deals.h"
#include "cli/json.h"
#include "cli/table.h"

#define SHOWN_PAYEES 20 /* what a table and a wide terminal hold */

struct circle {
	const struct deal_list *deals; /* borrowed */
	enum circle_view view;
	struct flow_graph graph;
	struct circularity measure;
	double paid[FLOW_NODES][FLOW_NODES]; /* USD, all payments of a pair together */
	double pays[FLOW_NODES], gets[FLOW_NODES];
	int order[FLOW_NODES]; /* nodes, those that move most first */
};

static const char *const view_names[] = { [CIRCLE_ANNOUNCED] = "announced", [CIRCLE_COMMITTED] = "committed" };

static int choose_view(enum circle_view *view, const char *typed, struct error *err)
{
	char shown[64];
	*view = CIRCLE_ANNOUNCED;
	if (!typed || strcmp(typed, view_names[CIRCLE_ANNOUNCED]) == 0)
		return 0;
	*view = CIRCLE_COMMITTED;
	if (strcmp(typed, view_names[CIRCLE_COMMITTED]) == 0)
		return 0;
	safe_copy(shown, sizeof shown, typed);
	return error_set(err, "--circle: expected announced or committed, found \"%s\"", shown);
}

static void put_in_order(struct circle *c)
{
	for (int i = 0; i < c->graph.node_count; i++) {
		int at = i;
		for (; at > 0; at--) {
			int before = c->order[at - 1];
			if (c->pays[before] + c->gets[before] >= c->pays[i] + c->gets[i])
				break;
			c->order[at] = before;
		}
		c->order[at] = i;
	}
}

static int draw(struct circle *c, const struct invocation *v, struct error *err)
{
	struct fx_rate *rates = NULL;
	size_t rate_count = 0;
	if (store_get_fx(v->store, &rates, &rate_count, err))
		return -1;
	struct bubble_inputs in = { .deals = c->deals, .rates = rates, .rate_count = rate_count };
	int status = circle_graph(&c->graph, c->view, &in, err);
	free(rates);
	if (status)
		return -1;
	flow_circularity(&c->graph, &c->measure);
	for (int i = 0; i < c->graph.edge_count; i++) {
		const struct flow_edge *e = &c->graph.edges[i];
		c->paid[e->payer][e->payee] += e->amount;
		c->pays[e->payer] += e->amount;
		c->gets[e->payee] += e->amount;
	}
	put_in_order(c);
	return 0;
}

/* ---- JSON and CSV: money in thousand millions, as `unit` says ---- */

static void json_loops(cJSON *parent, const struct circle *c)
{
	cJSON *loops = cJSON_AddArrayToObject(parent, "loops");
	for (int i = 0; i < c->measure.loop_count; i++) {
		const struct flow_loop *loop = &c->measure.loops[i];
		cJSON *row = json_row(loops);
		cJSON *path = cJSON_AddArrayToObject(row, "path");
		for (int n = 0; n <= loop->length; n++)
			cJSON_AddItemToArray(path, cJSON_CreateString(c->graph.names[loop->nodes[n % loop->length]]));
		json_put_number(row, "bottleneck", loop->bottleneck / BILLION);
	}
}

static void json_matrix(cJSON *parent, const struct circle *c)
{
	cJSON *matrix = cJSON_AddObjectToObject(parent, "matrix");
	for (int i = 0; i < c->graph.node_count; i++) {
		int payer = c->order[i];
		if (!(c->pays[payer] > 0))
			continue;
		cJSON *row = cJSON_AddObjectToObject(matrix, c->graph.names[payer]);
		for (int j = 0; j < c->graph.node_count; j++)
			if (c->paid[payer][c->order[j]] > 0)
				json_put_number(row, c->graph.names[c->order[j]],
						c->paid[payer][c->order[j]] / BILLION);
	}
}

static int print_json(const struct circle *c, FILE *out, struct error *err)
{
	cJSON *object = cJSON_CreateObject();
	json_put_text(object, "view", view_names[c->view]);
	json_put_text(object, "currency", "USD");
	json_put_text(object, "unit", "bn USD");
	json_put_number(object, "total", c->measure.total / BILLION);
	json_put_number(object, "circulation", c->measure.circulation / BILLION);
	json_put_number(object, "index", c->measure.index);
	json_put_number(object, "scc_share", c->measure.scc_share);
	json_put_number(object, "reciprocity", c->measure.reciprocity);
	json_loops(object, c);
	json_matrix(object, c);
	cJSON *names = cJSON_AddObjectToObject(object, "names");
	for (int i = 0; i < c->graph.node_count; i++)
		json_put_text(names, c->graph.names[c->order[i]],
			      deal_list_name_of(c->deals, c->graph.names[c->order[i]]));
	return json_print(out, object, err);
}

static int print_csv(const struct circle *c, FILE *out, struct error *err)
{
	static const char *const keys[] = { "payer", "payee", "amount_bn", "currency", NULL };
	cJSON *rows = cJSON_CreateArray();
	for (int i = 0; i < c->graph.node_count; i++)
		for (int j = 0; j < c->graph.node_count; j++) {
			int payer = c->order[i], payee = c->order[j];
			if (!(c->paid[payer][payee] > 0))
				continue;
			cJSON *row = json_row(rows);
			json_put_text(row, "payer", c->graph.names[payer]);
			json_put_text(row, "payee", c->graph.names[payee]);
			json_put_number(row, "amount_bn", c->paid[payer][payee] / BILLION);
			json_put_text(row, "currency", "USD");
		}
	return csv_print(out, rows, keys, err);
}

/* ---- text ---- */

static void add_money(struct table *t, enum tint tint, double amount)
{
	if (amount > 0)
		table_add(t, tint, "%.1f", amount / BILLION);
	else
		table_add(t, TINT_DIM, "-");
}

static void add_rows(struct table *t, const struct circle *c, const int *payees, size_t count)
{
	for (int i = 0; i < c->graph.node_count; i++) {
		int payer = c->order[i];
		if (!(c->pays[payer] > 0))
			continue;
		table_add(t, TINT_NONE, "%s", c->graph.names[payer]);
		for (size_t j = 0; j < count; j++)
			add_money(t, TINT_NONE, c->paid[payer][payees[j]]);
		add_money(t, TINT_HEAD, c->pays[payer]);
	}
	table_add(t, TINT_HEAD, "gets");
	for (size_t j = 0; j < count; j++)
		add_money(t, TINT_HEAD, c->gets[payees[j]]);
	add_money(t, TINT_HEAD, c->measure.total);
}

static int print_matrix(const struct circle *c, FILE *out, bool colour, struct error *err)
{
	struct table_column columns[SHOWN_PAYEES + 3] = { { "PAYS \\ GETS", false } };
	int payees[SHOWN_PAYEES];
	size_t count = 0;
	int left_out = 0;
	for (int i = 0; i < c->graph.node_count; i++) {
		int node = c->order[i];
		if (!(c->gets[node] > 0))
			continue;
		if (count == SHOWN_PAYEES) {
			left_out++;
			continue;
		}
		payees[count++] = node;
		columns[count] = (struct table_column){ c->graph.names[node], true };
	}
	columns[count + 1] = (struct table_column){ "ALL", true };
	struct table t;
	table_init(&t, columns);
	add_rows(&t, c, payees, count);
	int status = table_finish(&t, out, colour, err);
	if (left_out)
		fprintf(out, "%d payees that get less have no column; --csv has all\n", left_out);
	return status;
}

static void print_names(const struct circle *c, FILE *out)
{
	bool first = true;
	for (int i = 0; i < c->graph.node_count; i++) {
		const char *code = c->graph.names[c->order[i]], *name = deal_list_name_of(c->deals, code);
		if (strcmp(code, name) == 0)
			continue;
		fprintf(out, "%s%s %s", first ? "" : ", ", code, name);
		first = false;
	}
	fputs(first ? "" : "\n", out);
}

static int print_loops(const struct circle *c, FILE *out, bool colour, struct error *err)
{
	static const struct table_column columns[] = { { "MONEY THAT COMES BACK", false },
						       { "AT MOST", true },
						       { NULL, false } };
	struct table t;
	table_init(&t, columns);
	for (int i = 0; i < c->measure.loop_count; i++) {
		const struct flow_loop *loop = &c->measure.loops[i];
		char path[(FLOW_LOOP_LENGTH + 1) * (FLOW_NAME_SIZE + 3)] = "";
		for (int n = 0; n <= loop->length; n++) {
			size_t used = strlen(path);
			snprintf(path + used, sizeof path - used, "%s%s", n ? " > " : "",
				 c->graph.names[loop->nodes[n % loop->length]]);
		}
		table_add(&t, TINT_NONE, "%s", path);
		table_add(&t, TINT_NONE, "%.6g bn", loop->bottleneck / BILLION);
	}
	return table_finish(&t, out, colour, err);
}

static int print_text(const struct circle *c, const struct invocation *v, struct error *err)
{
	const struct circularity *m = &c->measure;
	FILE *out = v->out;
	bool colour = colour_wanted(out, v->args->given[ARGUMENT_PLAIN]);
	fprintf(out, "%sWho pays whom, bn USD, %s%s\n\n", tint_on(TINT_HEAD, colour), view_names[c->view],
		tint_off(TINT_HEAD, colour));
	if (print_matrix(c, out, colour, err))
		return -1;
	print_names(c, out);
	fprintf(out,
		"\nOf %.1f bn, %.1f can go round: circularity %.4f. %.1f %% lies between firms that can reach each "
		"other, %.1f %% is paid straight back.\n",
		m->total / BILLION, m->circulation / BILLION, m->index, 100 * m->scc_share, 100 * m->reciprocity);
	if (m->loop_count) {
		fputc('\n', out);
		if (print_loops(c, out, colour, err))
			return -1;
		fprintf(out, "\nLoops share money, so what they let through does not add up. ");
	}
	fprintf(out, "Circular is not fraudulent.\n");
	return 0;
}

static int print(const struct circle *c, const struct invocation *v, struct error *err)
{
	if (v->args->given[ARGUMENT_JSON])
		return print_json(c, v->out, err);
	if (v->args->given[ARGUMENT_CSV])
		return print_csv(c, v->out, err);
	return c->measure.total > 0 ? print_text(c, v, err) : 0;
}

int deals_print_circle(const struct deal_list *deals, const struct invocation *v, struct error *err)
{
	enum circle_view view;
	if (choose_view(&view, v->args->values[ARGUMENT_CIRCLE], err))
		return EXIT_USAGE;
	struct circle *c = calloc(1, sizeof *c);
	if (!c) {
		error_set(err, "out of memory");
		return EXIT_FAILED;
	}
	c->deals = deals;
	c->view = view;
	int code = draw(c, v, err) || print(c, v, err) ? EXIT_FAILED : EXIT_DONE;
	if (code == EXIT_DONE && !(c->measure.total > 0)) {
		error_set(err, "the ledger holds no payment from one firm to another");
		code = EXIT_NOTHING;
	}
	free(c);
	return code;
}
