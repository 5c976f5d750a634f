/* Labelled headlines: what the press writes, and which companies it means. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "market/headline.h"

static char *copy(const char *text)
{
	char *kept = strdup(text);
	assert_non_null(kept);
	return kept;
}

static void tags_of(const char *title, const char *summary, const char (*watched)[SYMBOL_SIZE], size_t count, char *out,
		    size_t size)
{
	struct headline h;
	headline_init(&h);
	h.title = copy(title);
	if (summary)
		h.summary = copy(summary);
	headline_tag_companies(&h, watched, count);
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

#define ASSERT_LABELS(labels) assert_labels(labels, sizeof labels / sizeof *labels)

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
		{ "OpenAI weighs a listing", NULL, "" },
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
		{ "Nvidia to invest up to $100 billion in OpenAI", NULL, "NVDA" },
		{ "NVIDIA's Jensen Huang: never a commitment", NULL, "NVDA" },
		{ "Jensen Huang says demand is off the charts", NULL, "NVDA" },
		{ "Non-Nvidia chips gain ground", NULL, "NVDA" },
		{ "AMD, OpenAI sign 6-gigawatt chip deal", NULL, "AMD" },
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
		{ "Broadcom and OpenAI to deploy 10 GW", NULL, "AVGO" },
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
		{ "Nvidia s'allie à OpenAI : 100 milliards de dollars", NULL, "NVDA" },
		{ "L'action d'Oracle s'effondre en Bourse", NULL, "ORCL" },
		{ "Le PDG de Nvidia, Jensen Huang, se défend", NULL, "NVDA" },
		{ "Amazon et Microsoft dépensent sans compter", NULL, "AMZN MSFT" },
		{ "엔비디아가 오픈AI에 1000억달러를 투자한다", NULL, "NVDA" },
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
	headline_tag_companies(&h, NULL, 0);
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
	headline_tag_companies(&h, NULL, 0);
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
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
