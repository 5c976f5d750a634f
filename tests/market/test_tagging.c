/* Labelled headlines: what the press writes, and which companies it means. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/paths.h"
#include "base/tsv.h"
#include "market/headline.h"
#include "market/name_book.h"

static char *copy(const char *text)
{
	char *kept = strdup(text);
	assert_non_null(kept);
	return kept;
}

static void tag(struct headline *h, const char (*watched)[SYMBOL_SIZE], size_t count)
{
	struct name_book book;
	assert_int_equal(name_book_init(&book, &(struct name_choice){ .watched = watched, .watched_count = count }), 0);
	headline_tag(h, &book);
	name_book_release(&book);
}

static void tags_of(const char *title, const char *summary, const char (*watched)[SYMBOL_SIZE], size_t count, char *out,
		    size_t size)
{
	struct headline h;
	headline_init(&h);
	h.title = copy(title);
	if (summary)
		h.summary = copy(summary);
	tag(&h, watched, count);
	out[0] = '\0';
	for (size_t i = 0; i < h.company_count; i++) {
		size_t used = strlen(out);
		snprintf(out + used, size - used, "%s%s", i ? " " : "", h.companies[i]);
	}
	headline_release(&h);
}

static void assert_tags(const char *title, const char *summary, const char *expected)
{
	char tags[HEADLINE_COMPANIES * SYMBOL_SIZE];
	tags_of(title, summary, NULL, 0, tags, sizeof tags);
	if (strcmp(tags, expected) != 0)
		fail_msg("\"%s\" is tagged \"%s\", not \"%s\"", title, tags, expected);
}

struct label {
	const char *title, *summary, *companies;
};

static void assert_labels(const struct label *labels, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_tags(labels[i].title, labels[i].summary, labels[i].companies);
}

#define ASSERT_LABELS(labels) assert_labels(labels, sizeof(labels) / sizeof *(labels))

static void common_words_are_no_companies(void **state)
{
	static const struct label labels[] = {
		{ "The Oracle of Omaha sells more Apple shares", NULL, "" },
		{ "What the Oracle of Delphi can teach investors about the stock market", NULL, "" },
		{ "L’Oracle d’Omaha prend sa retraite, la bourse retient son souffle", NULL, "" },
		{ "Consulting the oracle: economists on next year", NULL, "" },
		{ "Oracle bones reveal an ancient eclipse", NULL, "" },
		{ "Giants beat Dodgers at Oracle Park", NULL, "" },
		{ "Verstappen wins for Oracle Red Bull Racing", NULL, "" },
		{ "Chainlink's Oracle network upgrades its nodes", NULL, "" },
		{ "New eye drops slow AMD, the commonest cause of blindness", NULL, "" },
		{ "Phase 3 trial in wet AMD meets its endpoint", NULL, "" },
		{ "A first pill against dry AMD", "Age-related macular degeneration affects 200 million people", "" },
		{ "Bank sells apartments from 40 million AMD", "The Armenian dram gained against the euro", "" },
		{ "Ubuntu drops its amd64 images for old machines", NULL, "" },
		{ "A meta-analysis of 40 trials finds no effect", NULL, "" },
		{ "Meta-analysis of 40 trials finds no effect", NULL, "" },
		{ "Why the Metaverse never came", NULL, "" },
		{ "Meta description length: what works now", NULL, "" },
		{ "Deforestation in the Amazon falls to a ten-year low", NULL, "" },
		{ "Amazon rainforest nears a tipping point", NULL, "" },
		{ "Illegal logging in the Amazon is tracked with AI", NULL, "" },
		{ "Alphabet soup: a guide to trade agreements", NULL, "" },
		{ "Kazakhstan moves to the Latin alphabet", NULL, "" },
		{ "SoftBank Hawks win the Japan Series", NULL, "" },
		{ "福岡ソフトバンクホークスが優勝", NULL, "" },
		{ "SoftBank Corp. raises prices of mobile plans", NULL, "" },
		{ "Arm injury sidelines the Yankees' pitcher", NULL, "" },
		{ "Blackstone's investment arm buys a chip maker", NULL, "" },
		{ "Bank's Venture Arm Backs Chip Startup", NULL, "" },
		{ "ARM mortgage rates fall below 6 %, lenders' stock rises", NULL, "" },
		{ "US intel agencies warn of election meddling", NULL, "" },
		{ "Intel officials brief Congress on the Kremlin", NULL, "" },
		{ "インテル・ミラノ、セリエAで首位", NULL, "" },
		{ "殷墟出土新甲骨文", NULL, "" },
		{ "Heavy metalの祭典メタルフェスが開幕", NULL, "" },
		{ "Coracle races on the river Teifi", NULL, "" },
		{ "Intelligence is not a scalar", NULL, "" },
		{ "A googler's guide to parenting", NULL, "" },
		{ "Anthropic weighs a listing", NULL, "" },
		{ "JAWS turns fifty", NULL, "" },
		{ "우리사 수익 전망", NULL, "" },
		{ "新サービス「カメタ」を発表", NULL, "" },
		{ "\"SK hynix\" - Google News", NULL, "" },
		{ "", NULL, "" },
	};
	(void)state;
	ASSERT_LABELS(labels);
}

static void english_names_are_found(void **state)
{
	static const struct label labels[] = {
		{ "Nvidia to invest up to $100 billion in OpenAI", NULL, "NVDA OAI" },
		{ "NVIDIA's Jensen Huang: never a commitment", NULL, "NVDA" },
		{ "Jensen Huang says demand is off the charts", NULL, "NVDA" },
		{ "Non-Nvidia chips gain ground", NULL, "NVDA" },
		{ "AMD, OpenAI sign 6-gigawatt chip deal", NULL, "AMD OAI" },
		{ "AMD has its eye on Nvidia's crown", NULL, "AMD NVDA" },
		{ "AMD shares slip", "Lisa Su spoke in Taipei", "AMD" },
		{ "Advanced Micro Devices raises guidance", NULL, "AMD" },
		{ "Oracle shares plunge as capex forecast rises", NULL, "ORCL" },
		{ "ORACLE TO SPEND $50 BILLION", NULL, "ORCL" },
		{ "Lawsuit accuses Oracle of hiding costs", NULL, "ORCL" },
		{ "Larry Ellison tops the list of the richest", NULL, "ORCL" },
		{ "Buffett fund trims Oracle stock", NULL, "ORCL" },
		{ "TSMC lifts spending as AI demand swells", NULL, "TSM" },
		{ "Taiwan Semiconductor beats estimates, says C.C. Wei", NULL, "TSM" },
		{ "SoftBank Group sells its Nvidia stake", NULL, "9984.T NVDA" },
		{ "Masayoshi Son doubles down", NULL, "9984.T" },
		{ "SoftBank-backed start-up files for IPO", NULL, "9984.T" },
		{ "Microsoft, Alphabet and Meta report on the same day", NULL, "MSFT GOOGL META" },
		{ "Google signs TPU deal with Anthropic", NULL, "GOOGL" },
		{ "Meta to buy 6 GW of chips from AMD", NULL, "META AMD" },
		{ "Amazon lifts capex to $200 billion", NULL, "AMZN" },
		{ "AWS outage hits banks", NULL, "AMZN" },
		{ "Broadcom and OpenAI to deploy 10 GW", NULL, "AVGO OAI" },
		{ "Arm plans its own server chips", NULL, "ARM" },
		{ "Qualcomm accuses Arm of breaching its chip licence", NULL, "ARM" },
		{ "Arm Holdings beats forecasts", NULL, "ARM" },
		{ "CoreWeave's debt climbs", NULL, "CRWV" },
		{ "Intel foundry wins a customer, Lip-Bu Tan says", NULL, "INTC" },
		{ "U.S. Intel stake is worth $50 billion", NULL, "INTC" },
		{ "Chip stocks fall", "Shares of Nvidia and Intel led the decline", "NVDA INTC" },
	};
	(void)state;
	ASSERT_LABELS(labels);
}

static void names_in_other_languages_are_found(void **state)
{
	static const struct label labels[] = {
		{ "Nvidia s'allie à OpenAI : 100 milliards de dollars", NULL, "NVDA OAI" },
		{ "L'action d'Oracle s'effondre en Bourse", NULL, "ORCL" },
		{ "Le PDG de Nvidia, Jensen Huang, se défend", NULL, "NVDA" },
		{ "Amazon et Microsoft dépensent sans compter", NULL, "AMZN MSFT" },
		{ "엔비디아가 오픈AI에 1000억달러를 투자한다", NULL, "NVDA OAI" },
		{ "젠슨 황 \"AI 거품 아니다\"", NULL, "NVDA" },
		{ "소프트뱅크, 오라클과 데이터센터 건설", NULL, "9984.T ORCL" },
		{ "삼성전자, 구글·마이크로소프트와 협력", NULL, "GOOGL MSFT" },
		{ "エヌビディア、過去最高益", NULL, "NVDA" },
		{ "ソフトバンクグループ、エヌビディア株を全て売却", NULL, "9984.T NVDA" },
		{ "ソフトバンクＧが続伸", NULL, "9984.T" },
		{ "オラクル株が急落", NULL, "ORCL" },
		{ "メタとグーグルが提携", NULL, "META GOOGL" },
		{ "孫正義氏、米国に巨額投資", NULL, "9984.T" },
		{ "台積電法說會：資本支出上調", NULL, "TSM" },
		{ "台积电与英伟达股价齐涨", NULL, "TSM NVDA" },
		{ "甲骨文股价大跌，市场担忧资本开支", NULL, "ORCL" },
		{ "輝達黃仁勳訪台", NULL, "NVDA" },
		{ "软银出售全部英伟达股份", NULL, "9984.T NVDA" },
		{ "ＴＳＭＣの熊本工場", NULL, "TSM" },
		{ "NVIDIAの決算を読む", NULL, "NVDA" },
	};
	(void)state;
	ASSERT_LABELS(labels);
}

static void assert_watched(const char *title, const char (*watched)[SYMBOL_SIZE], size_t count, const char *expected)
{
	char tags[HEADLINE_COMPANIES * SYMBOL_SIZE];
	tags_of(title, NULL, watched, count, tags, sizeof tags);
	if (strcmp(tags, expected) != 0)
		fail_msg("\"%s\" is tagged \"%s\", not \"%s\"", title, tags, expected);
}

static void watched_symbols_are_found_as_words(void **state)
{
	static const char watched[][SYMBOL_SIZE] = { "SMCI", "NOW", "MU", "9984.T", "BRK-B", "ARM" };
	static const struct {
		const char *title, *companies;
	} labels[] = {
		{ "SMCI jumps after results", "SMCI" }, { "smci jumps", "" },         { "SMCIX fund closes", "" },
		{ "ServiceNow (NOW) falls", "NOW" },    { "Buy now, pay later", "" }, { "BUY NOW: TEN SHARES", "" },
		{ "BUY TEN SHARES ($NOW)", "NOW" },     { "BUY (NOW)", "NOW" },       { "MU rises", "" },
		{ "9984.T hits a record", "9984.T" },   { "BRK-B splits", "BRK-B" },  { "ARM loans are back", "" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		assert_watched(labels[i].title, watched, sizeof watched / sizeof *watched, labels[i].companies);
}

static void a_company_comes_in_once_and_in_order(void **state)
{
	(void)state;
	assert_tags("Oracle, Nvidia, Oracle and NVIDIA", "Nvidia again, with TSMC", "ORCL NVDA TSM");
}

static void no_more_companies_than_there_is_room_for(void **state)
{
	(void)state;
	assert_tags("Nvidia, AMD, Oracle, TSMC, SoftBank, Microsoft, Google, Meta, Amazon, Broadcom", NULL,
		    "NVDA AMD ORCL TSM 9984.T MSFT GOOGL META");
}

static void what_the_feed_said_stays_first(void **state)
{
	struct headline h;
	(void)state;
	headline_init(&h);
	h.title = copy("Results for the quarter, with Nvidia");
	memcpy(h.companies[h.company_count++], "AMD", sizeof "AMD");
	tag(&h, NULL, 0);
	assert_int_equal(h.company_count, 2);
	assert_string_equal(h.companies[0], "AMD");
	assert_string_equal(h.companies[1], "NVDA");
	headline_release(&h);
}

static void an_empty_headline_has_nothing_to_free(void **state)
{
	struct headline h;
	(void)state;
	headline_init(&h);
	tag(&h, NULL, 0);
	assert_int_equal(h.company_count, 0);
	assert_null(h.title);
	headline_release(&h);
}

static void ill_formed_text_is_survived(void **state)
{
	(void)state;
	assert_tags("\xE3\x82", NULL, "");
	assert_tags("\xFFNvidia\xE3", NULL, "NVDA");
	assert_tags("\x80\x80\x80\x80\x80Oracle\xF0\x9F", NULL, "ORCL");
}

static void nothing_is_named_inside_an_address(void **state)
{
	static const struct label labels[] = {
		{ "See https://news.example/google/nvidia-falls for more", NULL, "" },
		{ "Write to somebody@nvidia.example", NULL, "" },
		{ "www.nvidia.example is down", NULL, "" },
		{ "Edit /opt/google/chrome/start", NULL, "" },
		{ "@nvidia shows a robot", NULL, "NVDA" },
		{ "Nvidia/AMD/Intel: who sells what", NULL, "NVDA AMD INTC" },
		{ "詳細はhttps://news.example/aエヌビディア", NULL, "NVDA" },
		{ "Learn it on Amazon.com", NULL, "AMZN" },
	};
	(void)state;
	ASSERT_LABELS(labels);
}

static void products_name_their_makers(void **state)
{
	static const struct label labels[] = {
		{ "Blackwell chips run hot", NULL, "NVDA" },
		{ "Blackwell wins the mayoral race", NULL, "" },
		{ "Instinct MI300X cards for rent", NULL, "AMD" },
		{ "Basic Instinct returns", NULL, "" },
		{ "Stargate data center rises in Texas", NULL, "OAI" },
		{ "Stargate: the series returns, with AI", NULL, "" },
		{ "The Vera Rubin observatory sees first light with AI", NULL, "" },
		{ "Gemini and Libra: your week", NULL, "" },
	};
	(void)state;
	ASSERT_LABELS(labels);
}

static void own_names_hold_and_those_taken_out_do_not(void **state)
{
	static const struct name_rule own[] = { { .symbol = "ACME", .name = "Acme" },
						{ .symbol = "ACMG", .name = "Acme Games" },
						{ .symbol = "ORCL", .name = "ARM" } };
	static const char *const without[] = { "arm", "Nvidia" };
	static const char watched_symbols[][SYMBOL_SIZE] = { "ARM", "NVIDIA" };
	struct name_book book;
	struct headline h;
	(void)state;
	assert_true(name_is_built_in("ORACLE"));
	assert_true(name_is_built_in("Stargate"));
	assert_false(name_is_built_in("Acme"));
	assert_int_equal(name_book_init(&book, &(struct name_choice){ own, 3, without, 2, watched_symbols, 2 }), 0);
	headline_init(&h);
	h.title = copy("NVIDIA, Acme Games, Arm and acme: Jensen Huang buys");
	headline_tag(&h, &book);
	assert_int_equal(h.company_count, 4);
	assert_string_equal(h.companies[0], "ACMG");
	assert_string_equal(h.companies[1], "ORCL");
	assert_string_equal(h.companies[2], "ACME");
	assert_string_equal(h.companies[3], "NVDA");
	headline_release(&h);
	name_book_release(&book);
}

/* ---- the labelled headlines ---- */

#define TITLES "tests/fixtures/press/titles.tsv"

struct score {
	char name[16];
	size_t headlines, right, wrong, missed; /* of symbols */
};

struct half {
	const char *name;
	struct score scores[8]; /* the first is of all languages */
	size_t count;
};

static struct score *score_of(struct half *half, const char *language)
{
	for (size_t i = 1; i < half->count; i++)
		if (!strcmp(half->scores[i].name, language))
			return &half->scores[i];
	assert_true(half->count < sizeof half->scores / sizeof *half->scores);
	snprintf(half->scores[half->count].name, sizeof half->scores->name, "%s", language);
	return &half->scores[half->count++];
}

static bool is_among(const char *symbols, const char *symbol)
{
	size_t length = strlen(symbol);
	for (const char *at = symbols; *at; at += strcspn(at, " "), at += *at == ' ')
		if (strcspn(at, " ") == length && !memcmp(at, symbol, length))
			return true;
	return false;
}

static size_t words_in(const char *text)
{
	size_t count = *text != '\0';
	for (; *text; text++)
		count += *text == ' ';
	return count;
}

static void add_to_score(struct score *score, const struct headline *h, const char *expected)
{
	size_t right = 0;
	for (size_t i = 0; i < h->company_count; i++)
		right += is_among(expected, h->companies[i]);
	score->headlines++;
	score->right += right;
	score->wrong += h->company_count - right;
	score->missed += words_in(expected) - right;
}

static double share_pct(size_t part, size_t rest)
{
	return part + rest ? 100.0 * (double)part / (double)(part + rest) : 100.0;
}

static void judge_row(struct half *half, const struct tsv *t, const struct name_book *book)
{
	struct headline h;
	char tags[HEADLINE_COMPANIES * SYMBOL_SIZE] = "";
	const char *expected = tsv_field(t, 2);
	headline_init(&h);
	h.title = copy(tsv_field(t, 3));
	h.summary = copy(tsv_field(t, 4));
	headline_tag(&h, book);
	add_to_score(&half->scores[0], &h, expected);
	add_to_score(score_of(half, tsv_field(t, 1)), &h, expected);
	for (size_t i = 0; i < h.company_count; i++)
		snprintf(tags + strlen(tags), sizeof tags - strlen(tags), "%s%s", i ? " " : "", h.companies[i]);
	const char *shown = getenv("TAGGING_SHOW"); /* the halves whose mistakes are printed */
	if (strcmp(tags, expected) != 0 && shown && strstr(shown, half->name))
		printf("off: line %d \"%s\" is tagged \"%s\", not \"%s\"\n", t->line, h.title, tags, expected);
	headline_release(&h);
}

static void print_half(const struct half *half)
{
	for (size_t i = 0; i < half->count; i++) {
		const struct score *s = &half->scores[i];
		printf("figure: titles, %s, %s: %zu headlines, precision %.1f %%, recall %.1f %%\n", half->name,
		       s->name, s->headlines, share_pct(s->right, s->wrong), share_pct(s->right, s->missed));
	}
}

static void read_titles(struct half *halves, const struct name_book *book)
{
	static const char *const columns[] = { "half", "language", "symbols", "title", "summary", "note", NULL };
	struct buffer text;
	struct error err = { "" };
	struct tsv t;
	int row;
	buffer_init(&text, 0);
	if (file_read(TITLES, &text, &err) || tsv_open(&t, TITLES, columns, buffer_text(&text), text.length, &err))
		fail_msg("%s", err.text);
	while ((row = tsv_next(&t, &err)) == 1) {
		struct half *half = strcmp(tsv_field(&t, 0), halves[0].name) ? &halves[1] : &halves[0];
		assert_string_equal(tsv_field(&t, 0), half->name);
		judge_row(half, &t, book);
	}
	if (row)
		fail_msg("%s", err.text);
	buffer_release(&text);
}

static void labelled_headlines_are_told_by_their_companies(void **state)
{
	struct half halves[] = { { .name = "tuned", .scores = { { .name = "all" } }, .count = 1 },
				 { .name = "held", .scores = { { .name = "all" } }, .count = 1 } };
	struct name_book book;
	(void)state;
	assert_int_equal(name_book_init(&book, &(struct name_choice){ 0 }), 0);
	read_titles(halves, &book);
	name_book_release(&book);
	for (size_t i = 0; i < 2; i++) {
		const struct score *all = &halves[i].scores[0];
		print_half(&halves[i]);
		assert_true(all->headlines >= 160);
		assert_true(share_pct(all->right, all->wrong) >= 95);
		assert_true(share_pct(all->right, all->missed) >= 90);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(common_words_are_no_companies),
		cmocka_unit_test(english_names_are_found),
		cmocka_unit_test(names_in_other_languages_are_found),
		cmocka_unit_test(watched_symbols_are_found_as_words),
		cmocka_unit_test(a_company_comes_in_once_and_in_order),
		cmocka_unit_test(no_more_companies_than_there_is_room_for),
		cmocka_unit_test(what_the_feed_said_stays_first),
		cmocka_unit_test(an_empty_headline_has_nothing_to_free),
		cmocka_unit_test(ill_formed_text_is_survived),
		cmocka_unit_test(nothing_is_named_inside_an_address),
		cmocka_unit_test(products_name_their_makers),
		cmocka_unit_test(own_names_hold_and_those_taken_out_do_not),
		cmocka_unit_test(labelled_headlines_are_told_by_their_companies),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
