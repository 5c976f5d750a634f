#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "config/watch.h"

#define LISTS                                                                                                          \
	"# mine\n"                                                                                                     \
	"watchlists:\n"                                                                                                \
	"  - name: AI trade\n"                                                                                         \
	"    # the five\n"                                                                                             \
	"    symbols:\n"                                                                                               \
	"      - NVDA   # chips\n"                                                                                     \
	"      - AMD\n"                                                                                                \
	"      # Tokyo below\n"                                                                                        \
	"      - 9984.T # SoftBank\n"                                                                                  \
	"\n"                                                                                                           \
	"  # the rest\n"                                                                                               \
	"  - name: Others # more\n"                                                                                    \
	"    symbols: [MSFT, GOOGL]\n"                                                                                 \
	"fetch:\n"                                                                                                     \
	"  quote_interval: 90\n"

struct step {
	struct watch_edit edit;
	const char *before, *after; /* after: a sentence where it is refused */
};

static void write_step(const struct step *s, int wanted)
{
	struct buffer out;
	struct error err = { "" };
	buffer_init(&out, 0);
	int result = watch_edit_write(&out, &s->edit, "f.yaml", s->before, strlen(s->before), &err);
	if (result != wanted)
		fail_msg("%s: %s", s->before, err.text);
	if (result && !strstr(err.text, s->after))
		fail_msg("%s", err.text);
	if (!result)
		assert_string_equal(buffer_text(&out), s->after);
	buffer_release(&out);
}

static void what_makes_no_sense_is_refused_with_a_sentence(void **state)
{
	(void)state;
	static const struct step steps[] = {
		{ { WATCH_ADD, "Nowhere", "ARM", WATCH_END, NULL }, LISTS, "there is no watchlist \"Nowhere\"" },
		{ { WATCH_ADD, "AI trade", "AMD", WATCH_END, NULL }, LISTS, "AMD is in AI trade already" },
		{ { WATCH_REMOVE, "AI trade", "ARM", 0, NULL }, LISTS, "ARM is not in AI trade" },
		{ { WATCH_MOVE, "AI trade", "ARM", 0, NULL }, LISTS, "ARM is not in AI trade" },
		{ { WATCH_CREATE, "others", NULL, 0, NULL }, LISTS, "a watchlist is called \"Others\" already" },
		{ { WATCH_CREATE, "a\033b", NULL, 0, NULL }, LISTS, "expected a name" },
		{ { WATCH_CREATE, "", NULL, 0, NULL }, LISTS, "expected a name" },
		{ { WATCH_RENAME, "Others", NULL, 0, "AI trade" }, LISTS, "is called \"AI trade\" already" },
		{ { WATCH_DELETE, "AI trade", NULL, 0, NULL }, "", "is the only watchlist" },
		{ { WATCH_ADD, "AI trade", "ARM", 0, NULL }, "watchlists: [\n", "f.yaml:" },
		{ { WATCH_ADD, "A", "ARM", 0, NULL },
		  "watchlists: [{ name: A, symbols: [NVDA] }]\n",
		  "f.yaml:1: watchlists: expected a list" },
		{ { WATCH_ADD, "A", "ARM", 0, NULL },
		  "watchlists:\n  - { name: A, symbols: [NVDA] }\n",
		  "f.yaml:2: watchlists: expected a list" },
		{ { WATCH_ADD, "A", "ARM", 0, NULL },
		  "watchlists:\n  - name: A\n    symbols: &x [NVDA]\n",
		  "which froth does not use" },
		{ { WATCH_ADD, "A", "ARM", 0, NULL },
		  "watchlists:\r  - name: A\r    symbols: [NVDA]\r",
		  "cannot be changed in place" },
	};
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		write_step(&steps[i], -1);
}

static void a_change_of_a_list_of_lines_leaves_every_comment(void **state)
{
	(void)state;
	static const struct step steps[] = {
		{ { WATCH_ADD, "AI trade", "ARM", WATCH_END, NULL },
		  "watchlists:\n  - name: AI trade\n    symbols:\n      - NVDA   # chips\n      - AMD # last\n# end\n",
		  "watchlists:\n  - name: AI trade\n    symbols:\n      - NVDA   # chips\n      - AMD # last\n"
		  "      - ARM\n# end\n" },
		{ { WATCH_ADD, "ai TRADE", "^SOX", 0, NULL },
		  "watchlists:\n  - name: AI trade\n    symbols:\n    - NVDA # chips\n    - AMD",
		  "watchlists:\n  - name: AI trade\n    symbols:\n    - ^SOX\n    - NVDA # chips\n    - AMD" },
		{ { WATCH_REMOVE, "AI trade", "AMD", 0, NULL },
		  "watchlists:\n  - name: AI trade\n    symbols:\n      - NVDA # a\n      - AMD # b\n      # c\n      "
		  "- TSM\n",
		  "watchlists:\n  - name: AI trade\n    symbols:\n      - NVDA # a\n      # c\n      - TSM\n" },
		{ { WATCH_REMOVE, "AI trade", "NVDA", 0, NULL },
		  "watchlists:\n  - name: AI trade\n    symbols: # some\n      - NVDA # a\n",
		  "watchlists:\n  - name: AI trade\n    symbols: # some\n" },
		{ { WATCH_ADD, "AI trade", "NVDA", 0, NULL },
		  "watchlists:\n  - name: AI trade\n    symbols: # some\n",
		  "watchlists:\n  - name: AI trade\n    symbols: [NVDA] # some\n" },
		{ { WATCH_ADD, "AI trade", "NVDA", 0, NULL },
		  "watchlists:\n  - name: AI trade # none yet\n\nfetch: {}\n",
		  "watchlists:\n  - name: AI trade # none yet\n    symbols: [NVDA]\n\nfetch: {}\n" },
		{ { WATCH_ADD, "AI trade", "NVDA", 0, NULL },
		  "watchlists:\n  - name: AI trade",
		  "watchlists:\n  - name: AI trade\n    symbols: [NVDA]\n" },
		{ { WATCH_MOVE, "AI trade", "TSM", 0, NULL },
		  "watchlists:\n  - name: AI trade\n    symbols:\n      - NVDA # a\n      # c\n      - AMD\n      - "
		  "TSM # t\n",
		  "watchlists:\n  - name: AI trade\n    symbols:\n      - TSM # t\n      # c\n      - NVDA # a\n      "
		  "- AMD\n" },
		{ { WATCH_MOVE, "AI trade", "NVDA", 1, NULL },
		  "watchlists:\n  - name: AI trade\n    symbols:\n      - NVDA # a\n      - 'AMD'\n      - TSM",
		  "watchlists:\n  - name: AI trade\n    symbols:\n      - 'AMD'\n      - NVDA # a\n      - TSM" },
	};
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		write_step(&steps[i], 0);
}

#define FLOW(inner) "watchlists:\n  - name: Été  # in summer\n    symbols: " inner "\n# end\n"

static void a_change_of_a_list_in_brackets_changes_nothing_beside_it(void **state)
{
	(void)state;
	static const struct step steps[] = {
		{ { WATCH_ADD, "Été", "ARM", WATCH_END, NULL },
		  FLOW("[NVDA, AMD] # two"),
		  FLOW("[NVDA, AMD, ARM] # two") },
		{ { WATCH_ADD, "Été", "ARM", 1, NULL }, FLOW("[NVDA, AMD]"), FLOW("[NVDA, ARM, AMD]") },
		{ { WATCH_ADD, "Été", "ARM", 0, NULL }, FLOW("[]"), FLOW("[ARM]") },
		{ { WATCH_ADD, "Été", "-X", 0, NULL }, FLOW("[]"), FLOW("['-X']") },
		{ { WATCH_ADD, "Été", "ARM", WATCH_END, NULL },
		  FLOW("[\n      NVDA, # a\n      AMD,\n    ]"),
		  FLOW("[\n      NVDA, # a\n      AMD,\n      ARM,\n    ]") },
		{ { WATCH_REMOVE, "Été", "NVDA", 0, NULL }, FLOW("[NVDA, AMD, TSM]"), FLOW("[AMD, TSM]") },
		{ { WATCH_REMOVE, "Été", "AMD", 0, NULL }, FLOW("[NVDA, AMD, TSM]"), FLOW("[NVDA, TSM]") },
		{ { WATCH_REMOVE, "Été", "TSM", 0, NULL }, FLOW("[NVDA, AMD, TSM]"), FLOW("[NVDA, AMD]") },
		{ { WATCH_REMOVE, "Été", "NVDA", 0, NULL }, FLOW("[NVDA]"), FLOW("[]") },
		{ { WATCH_REMOVE, "Été", "NVDA", 0, NULL },
		  FLOW("[\n      NVDA,\n      # below\n      AMD\n    ]"),
		  FLOW("[\n      # below\n      AMD\n    ]") },
		{ { WATCH_REMOVE, "Été", "AMD", 0, NULL },
		  FLOW("[\n      NVDA, # a\n      AMD\n    ]"),
		  FLOW("[\n      NVDA, # a\n    ]") },
		{ { WATCH_MOVE, "Été", "TSM", 0, NULL }, FLOW("[NVDA, AMD, TSM]"), FLOW("[TSM, NVDA, AMD]") },
		{ { WATCH_MOVE, "Été", "NVDA", WATCH_END, NULL }, FLOW("[NVDA, AMD, TSM]"), FLOW("[AMD, TSM, NVDA]") },
		{ { WATCH_RENAME, "Été", NULL, 0, "It's: hot" },
		  FLOW("[NVDA]"),
		  "watchlists:\n  - name: 'It''s: hot'  # in summer\n    symbols: [NVDA]\n# end\n" },
	};
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		write_step(&steps[i], 0);
}

static void lists_come_and_go_whole(void **state)
{
	(void)state;
	static const struct step steps[] = {
		{ { WATCH_DELETE, "Others", NULL, 0, NULL },
		  LISTS,
		  "# mine\nwatchlists:\n  - name: AI trade\n    # the five\n    symbols:\n      - NVDA   # chips\n"
		  "      - AMD\n      # Tokyo below\n      - 9984.T # SoftBank\n\n  # the rest\nfetch:\n"
		  "  quote_interval: 90\n" },
		{ { WATCH_DELETE, "AI trade", NULL, 0, NULL },
		  LISTS,
		  "# mine\nwatchlists:\n\n  # the rest\n  - name: Others # more\n    symbols: [MSFT, GOOGL]\nfetch:\n"
		  "  quote_interval: 90\n" },
		{ { WATCH_CREATE, "New", NULL, 0, NULL },
		  "watchlists:\n  - name: A\n    symbols: [NVDA]\n# end\n",
		  "watchlists:\n  - name: A\n    symbols: [NVDA]\n  - name: 'New'\n    symbols: []\n# end\n" },
		{ { WATCH_CREATE, "New", NULL, 0, NULL },
		  "# nothing yet\n",
		  "# nothing yet\nwatchlists:\n  - name: 'AI trade'\n    symbols: [NVDA, AMD, ORCL, TSM, 9984.T]\n"
		  "  - name: 'New'\n    symbols: []\n" },
		{ { WATCH_ADD, "AI trade", "ARM", WATCH_END, NULL },
		  "",
		  "watchlists:\n  - name: 'AI trade'\n    symbols: [NVDA, AMD, ORCL, TSM, 9984.T, ARM]\n" },
	};
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		write_step(&steps[i], 0);
}

static void a_change_in_memory_that_is_refused_changes_nothing(void **state)
{
	(void)state;
	struct config c;
	struct error err;
	assert_int_equal(config_init(&c, &err), 0);
	const struct watch_edit twice = { WATCH_ADD, "AI trade", "TSM", 0, NULL };
	assert_int_equal(watch_edit_apply(&c, &twice, &err), -1);
	const struct watch_edit first = { WATCH_ADD, "ai trade", "ARM", 1, NULL };
	assert_int_equal(watch_edit_apply(&c, &first, &err), 0);
	const struct watch_edit last = { WATCH_MOVE, "AI trade", "NVDA", WATCH_END, NULL };
	assert_int_equal(watch_edit_apply(&c, &last, &err), 0);
	static const char *const wanted[] = { "ARM", "AMD", "ORCL", "TSM", "9984.T", "NVDA" };
	assert_int_equal(c.watchlists[0].count, 6);
	for (size_t i = 0; i < 6; i++)
		assert_string_equal(c.watchlists[0].symbols[i], wanted[i]);
	config_release(&c);
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* Whatever the file looks like: either the change is made and only that, or nothing is handed out. */
static void any_text_is_changed_rightly_or_refused(void **state)
{
	(void)state;
	uint32_t seed = 20261122;
	size_t made = 0;
	for (int round = 0; round < 4000; round++) {
		char text[sizeof LISTS];
		memcpy(text, LISTS, sizeof text);
		for (unsigned i = next_random(&seed) % 4; i; i--)
			text[next_random(&seed) % (sizeof LISTS - 1)] = " \n#-:[],'\"A9\r\t&"[next_random(&seed) % 16];
		struct watch_edit edit = { (enum watch_change)(next_random(&seed) % 6),
					   next_random(&seed) % 2 ? "AI trade" : "Others",
					   next_random(&seed) % 2 ? "AMD" : "GOOGL", next_random(&seed) % 4, "Name" };
		struct buffer out;
		struct config wanted, got;
		struct error err;
		buffer_init(&out, 0);
		if (!watch_edit_write(&out, &edit, "f", text, strlen(text), &err)) {
			made++;
			assert_int_equal(config_init(&wanted, &err), 0);
			assert_int_equal(config_init(&got, &err), 0);
			assert_int_equal(config_parse(&wanted, "f", text, strlen(text), &err), 0);
			assert_int_equal(config_parse(&got, "f", buffer_text(&out), out.length, &err), 0);
			assert_int_equal(watch_edit_apply(&wanted, &edit, &err), 0);
			assert_int_equal(got.watchlist_count, wanted.watchlist_count);
			for (size_t i = 0; i < got.watchlist_count; i++) {
				assert_string_equal(got.watchlists[i].name, wanted.watchlists[i].name);
				assert_int_equal(got.watchlists[i].count, wanted.watchlists[i].count);
			}
			assert_int_equal(got.quote_interval_s, wanted.quote_interval_s);
			config_release(&wanted);
			config_release(&got);
		}
		buffer_release(&out);
	}
	assert_true(made > 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_makes_no_sense_is_refused_with_a_sentence),
		cmocka_unit_test(a_change_of_a_list_of_lines_leaves_every_comment),
		cmocka_unit_test(a_change_of_a_list_in_brackets_changes_nothing_beside_it),
		cmocka_unit_test(lists_come_and_go_whole),
		cmocka_unit_test(a_change_in_memory_that_is_refused_changes_nothing),
		cmocka_unit_test(any_text_is_changed_rightly_or_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
