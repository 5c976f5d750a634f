/* The list of the press as screen 5 gets it: only what is shown is read, filters, marks before the collector has
 * made them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/requests.h"
#include "tui/model.h"

#define NOW INT64_C(1787227200)
#define MANY 5000

struct stage {
	char folder[32], path[64];
	struct config config;
	struct clock clock;
	struct store *store;
	struct viewer_options options;
	struct model m;
};

static struct error err;

static void done(int result)
{
	if (result)
		fail_msg("%s", err.text);
}

static char *copy(const char *text)
{
	char *out = strdup(text);
	assert_non_null(out);
	return out;
}

static void make(struct headline *h, int number, const char *title, const char *language, const char *symbol)
{
	char text[64];
	headline_init(h);
	snprintf(text, sizeof text, "item-%d", number);
	h->id = copy(text);
	h->title = copy(title);
	snprintf(text, sizeof text, "https://paper.example/%d", number);
	h->url = copy(text);
	h->summary = copy("");
	h->author = copy("");
	snprintf(h->source, sizeof h->source, number % 2 ? "paper" : "journal");
	snprintf(h->language, sizeof h->language, "%s", language);
	h->time = NOW - 60 * (int64_t)number;
	h->fetched = NOW;
	if (*symbol)
		snprintf(h->companies[h->company_count++], SYMBOL_SIZE, "%s", symbol);
}

/* Every tenth states an amount, every hundredth is French and about NVDA; no two tell the same story. */
static void put_many(struct store *s, int count)
{
	struct headline *items = calloc((size_t)count, sizeof *items);
	assert_non_null(items);
	for (int i = 0; i < count; i++) {
		char title[96];
		bool is_french = i % 100 == 99;
		snprintf(title, sizeof title,
			 i % 10 ? "Subject %d alpha%d beta%d" : "Subject %d alpha%d beta%d for $%dbn", i, i * 7, i * 13,
			 3 + i);
		make(&items[i], i, title, is_french ? "fr" : "en", is_french ? "NVDA" : "");
	}
	done(store_put_headlines(s, items, (size_t)count, NULL, &err));
	for (int i = 0; i < count; i++)
		headline_release(&items[i]);
	free(items);
}

static void put_one(struct store *s, int number, const char *title)
{
	struct headline h;
	make(&h, number, title, "en", "");
	done(store_put_headlines(s, &h, 1, NULL, &err));
	headline_release(&h);
}

static void show(struct stage *st)
{
	model_press_show(&st->m);
	model_press_load(&st->m);
}

static void filter(struct stage *st)
{
	model_press_filter(&st->m);
	model_press_load(&st->m);
}

static void refresh(struct stage *st)
{
	model_refresh(&st->m, MODEL_PRESS);
	model_press_load(&st->m);
}

static struct press_view *press(struct stage *st)
{
	return &st->m.view.press;
}

static int set_stage(void **state)
{
	struct stage *st = calloc(1, sizeof *st);
	assert_non_null(st);
	snprintf(st->folder, sizeof st->folder, "/tmp/froth-press-XXXXXX");
	assert_non_null(mkdtemp(st->folder));
	snprintf(st->path, sizeof st->path, "%s/froth.db", st->folder);
	done(config_init(&st->config, &err));
	done(clock_init(&st->clock, "2026-08-20T18:48:03Z", false, &err));
	done(store_open(&st->store, st->path, STORE_WRITE, NULL, &err));
	put_many(st->store, MANY);
	st->options = (struct viewer_options){
		.store_path = st->path, .config = &st->config, .clock = &st->clock, .offline = true
	};
	done(model_init(&st->m, &st->options, &err));
	*state = st;
	return 0;
}

static int clear_stage(void **state)
{
	struct stage *st = *state;
	static const char *const ends[] = { "", "-wal", "-shm", ".requests" };
	model_release(&st->m);
	store_free(st->store);
	config_release(&st->config);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		char name[96];
		snprintf(name, sizeof name, "%s%s", st->path, ends[i]);
		unlink(name);
	}
	int result = rmdir(st->folder);
	free(st);
	return result;
}

/* The lines that the collector would read. */
static void read_requests(const struct stage *st, char *out, size_t size)
{
	char path[PATH_SIZE];
	out[0] = '\0';
	done(requests_path(st->path, path, &err));
	FILE *file = fopen(path, "r");
	if (!file)
		return;
	out[fread(out, 1, size - 1, file)] = '\0';
	fclose(file);
}

static void nothing_is_read_before_the_screen_is_shown(void **state)
{
	struct stage *st = *state;
	model_press_load(&st->m);
	assert_int_equal(press(st)->count, 0);
	assert_int_equal(press(st)->looked_at, 0);
}

static void of_many_headlines_a_refresh_reads_those_that_are_shown(void **state)
{
	struct stage *st = *state;
	show(st);
	assert_int_equal(press(st)->count, 200);
	assert_int_equal(press(st)->looked_at, 201);
	assert_true(press(st)->has_more);
	assert_int_equal(press(st)->total, MANY);
	refresh(st);
	assert_int_equal(press(st)->looked_at, 201);
	assert_int_equal(st->m.view.headline_count, 200);
	assert_string_equal(press(st)->items[0].title, "Subject 0 alpha0 beta0 for $3bn");
}

static void what_is_not_stale_is_not_read_again(void **state)
{
	struct stage *st = *state;
	show(st);
	const struct headline *before = press(st)->items;
	model_press_load(&st->m);
	assert_ptr_equal(press(st)->items, before);
}

static void another_page_brings_older_ones_until_there_are_none(void **state)
{
	struct stage *st = *state;
	show(st);
	assert_true(model_press_more(&st->m));
	assert_int_equal(press(st)->count, 400);
	assert_int_equal(press(st)->looked_at, 401);
	snprintf(press(st)->filter.company, SYMBOL_SIZE, "NVDA");
	filter(st);
	assert_int_equal(press(st)->count, 50);
	assert_false(press(st)->has_more);
	assert_false(model_press_more(&st->m));
	assert_int_equal(press(st)->total, MANY);
}

static void filters_narrow_the_list_together(void **state)
{
	struct stage *st = *state;
	show(st);
	assert_int_equal(press(st)->language_count, 2);
	snprintf(press(st)->filter.language, sizeof press(st)->filter.language, "fr");
	filter(st);
	assert_int_equal(press(st)->count, 50);
	for (size_t i = 0; i < press(st)->count; i++)
		assert_string_equal(press(st)->items[i].language, "fr");
	press(st)->filter.figures = true;
	filter(st);
	assert_int_equal(press(st)->count, 0);
	assert_false(press(st)->has_more);
	press(st)->filter.language[0] = '\0';
	snprintf(press(st)->filter.source, SOURCE_NAME_SIZE, "journal");
	filter(st);
	assert_int_equal(press(st)->count, 200);
	for (size_t i = 0; i < press(st)->count; i++) {
		assert_string_equal(press(st)->items[i].source, "journal");
		assert_non_null(strstr(press(st)->figures[i].text, "bn"));
	}
}

static void a_search_finds_what_is_old(void **state)
{
	struct stage *st = *state;
	show(st);
	snprintf(press(st)->filter.words, PROMPT_SIZE, "alpha%d", 4321 * 7);
	filter(st);
	assert_int_equal(press(st)->count, 1);
	assert_non_null(strstr(press(st)->items[0].title, "Subject 4321 "));
}

static void figures_are_found_once_and_marked_in_title_and_summary(void **state)
{
	struct stage *st = *state;
	show(st);
	const struct press_figures *f = &press(st)->figures[0];
	assert_int_equal(f->title_count, 1);
	assert_int_equal(f->title[0].length, 4);
	assert_memory_equal(press(st)->items[0].title + f->title[0].offset, "$3bn", 4);
	assert_int_equal(press(st)->figures[1].title_count, 0);
	assert_string_equal(press(st)->figures[1].text, "");
	assert_int_equal(strncmp(st->m.view.headline_figures[0].text, "$3bn", 4), 0);
	assert_string_equal(st->m.view.headline_figures[1].text, "");
}

static void a_mark_shows_at_once_and_asks_the_collector(void **state)
{
	struct stage *st = *state;
	char asked[256], expected[256];
	show(st);
	const struct headline *h = &press(st)->items[3];
	int64_t row = h->row;
	assert_false(h->read);
	done(model_press_mark(&st->m, h, true, &err));
	assert_true(press(st)->items[3].read);
	assert_true(st->m.view.headlines[3].read);
	done(model_press_mark(&st->m, h, false, &err));
	assert_false(press(st)->items[3].read);
	read_requests(st, asked, sizeof asked);
	snprintf(expected, sizeof expected, "read %lld\nunread %lld\n", (long long)row, (long long)row);
	assert_string_equal(asked, expected);
}

static void a_mark_outlives_a_refresh_that_comes_before_the_collector(void **state)
{
	struct stage *st = *state;
	show(st);
	done(model_press_mark(&st->m, &press(st)->items[3], true, &err));
	refresh(st);
	assert_true(press(st)->items[3].read);
	assert_true(st->m.view.headlines[3].read);
	int64_t row = press(st)->items[3].row;
	done(store_mark_read(st->store, &row, 1, true, &err));
	refresh(st);
	assert_true(press(st)->items[3].read);
	/* From then on the store has the word: somebody else may have marked it. */
	done(store_mark_read(st->store, &row, 1, false, &err));
	refresh(st);
	assert_false(press(st)->items[3].read);
}

static void what_is_read_under_the_filter_of_the_unread_stays_until_it_is_turned(void **state)
{
	struct stage *st = *state;
	show(st);
	press(st)->filter.unread = true;
	filter(st);
	int64_t row = press(st)->items[3].row;
	done(model_press_mark(&st->m, &press(st)->items[3], true, &err));
	done(store_mark_read(st->store, &row, 1, true, &err));
	refresh(st);
	assert_int_equal(press(st)->count, 200);
	assert_int_equal(press(st)->items[3].row, row);
	assert_string_equal(press(st)->items[3].title, "Subject 3 alpha21 beta39");
	assert_string_equal(press(st)->items[199].title, "Subject 199 alpha1393 beta2587");
	filter(st);
	assert_int_not_equal(press(st)->items[3].row, row);
}

static void a_mark_that_cannot_be_asked_for_is_not_shown(void **state)
{
	struct stage *st = *state;
	char path[PATH_SIZE];
	show(st);
	done(requests_path(st->path, path, &err));
	assert_int_equal(symlink("/dev/null", path), 0);
	assert_int_equal(model_press_mark(&st->m, &press(st)->items[3], true, &err), -1);
	assert_non_null(strstr(err.text, "requests"));
	assert_false(press(st)->items[3].read);
}

static void a_refused_search_says_why_and_leaves_the_list(void **state)
{
	struct stage *st = *state;
	show(st);
	for (int i = 0; i < 17; i++)
		strncat(press(st)->filter.words, "a ", PROMPT_SIZE - strlen(press(st)->filter.words) - 1);
	filter(st);
	assert_non_null(strstr(press(st)->error, "16 words"));
	assert_int_equal(press(st)->count, 200);
	press(st)->filter.words[0] = '\0';
	filter(st);
	assert_string_equal(press(st)->error, "");
}

static void what_comes_in_is_new_and_what_was_there_is_not(void **state)
{
	struct stage *st = *state;
	show(st);
	int64_t seen = st->m.view.headline_seen;
	snprintf(press(st)->filter.words, PROMPT_SIZE, "subject");
	filter(st);
	for (size_t i = 0; i < press(st)->count; i++)
		assert_true(press(st)->items[i].row <= seen);
	put_one(st->store, -1, "Quite another subject");
	refresh(st);
	assert_string_equal(press(st)->items[0].title, "Quite another subject");
	assert_true(press(st)->items[0].row > st->m.view.headline_seen);
	assert_int_equal(st->m.view.headline_seen, seen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STAGED(test) cmocka_unit_test_setup_teardown(test, set_stage, clear_stage)
		STAGED(nothing_is_read_before_the_screen_is_shown),
		STAGED(of_many_headlines_a_refresh_reads_those_that_are_shown),
		STAGED(what_is_not_stale_is_not_read_again),
		STAGED(another_page_brings_older_ones_until_there_are_none),
		STAGED(filters_narrow_the_list_together),
		STAGED(a_search_finds_what_is_old),
		STAGED(figures_are_found_once_and_marked_in_title_and_summary),
		STAGED(a_mark_shows_at_once_and_asks_the_collector),
		STAGED(a_mark_outlives_a_refresh_that_comes_before_the_collector),
		STAGED(what_is_read_under_the_filter_of_the_unread_stays_until_it_is_turned),
		STAGED(a_mark_that_cannot_be_asked_for_is_not_shown),
		STAGED(a_refused_search_says_why_and_leaves_the_list),
		STAGED(what_comes_in_is_new_and_what_was_there_is_not),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
