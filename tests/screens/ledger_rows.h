/* Ledger rows of the fixture store and of the fixture of panes: every kind of row, in the format of
 * share/ledger.tsv. */
#ifndef FROTH_TESTS_SCREENS_LEDGER_ROWS_H
#define FROTH_TESTS_SCREENS_LEDGER_ROWS_H

#define LEDGER_HEAD                                                                                                    \
	"id\tdate\tfrom\tto\tkind\tamount_low\tamount_"                                                                \
	"high\tcurrency\tgw\tterm\tstatus\tclass\tconfidence\tpayer\tpayee\t"                                          \
	"supersedes\tsource\tnote\tedge_low\tedge_high\tgw_in\n"

static const char ledger_rows[] = LEDGER_HEAD
	"D01\t2025-09-22\tNvidia\tOpenAI\tequity investment\t0\t100e9\tUSD\t10\tfrom 2026\tletter of intent, by "
	"tranches\tloi\thigh\tNVDA\tOAI\t\thttps://www.press.example/intent\tone tranche a GW\t\t\t\n"
	"D03\t2026-02-27\tNvidia\tOpenAI\tequity investment\t30e9\t30e9\tUSD\t\tone round\tcommitted in a round of 110 "
	"bn\tcommitted\thigh\tNVDA\tOAI\tD01\thttps://press.example/round\t30 of the 100 announced\t\t\t\n"
	"D09\t2025-10-06\tOpenAI\tAMD\tsupply contract\t60e9\t100e9\tUSD\t6\tfirst GW in 2026\tdefinitive\tcontract\t"
	"medium\tOAI\tAMD\t\thttps://exchange.example/six\tthe amount is an estimate, 90 the point "
	"taken\t90e9\t90e9\t\n"
	"D10\t2025-09-10\tOpenAI\tOracle\tcapacity contract\t300e9\t300e9\tUSD\t4.5\tabout 5 years\tcounted in the "
	"backlog\tcontract\thigh\tOAI\tORCL\t\thttps://verdict.example/oracle\tits GW are part of another "
	"row\t\t\tD11\n"
	"D11\t2025-01-21\tSoftBank, OpenAI, Oracle\tStargate\tplanned capex\t100e9\t500e9\tUSD\t10\t4 years\t100 at "
	"once\tplan\thigh\t\t\t\thttps://times.example/plan\t\t\t\t\n"
	"D13\t2025-10-13\tOpenAI\tBroadcom\tsupply contract\t\t\t\t10\tto 2029\tannounced without a price\tframework\t"
	"high\tOAI\tAVGO\t\thttps://articles.example/ten\t\t\t\t\n"
	"D35\t2025-05\tOracle\tNvidia\tsupply contract\t40e9\t40e9\tUSD\t1.2\tby mid-2026\tby a "
	"report\tcontract\thigh\t"
	"ORCL\tNVDA\t\thttps://decoder.example/chips\t\t\t\tD11\n"
	"D54\t2026-01-15\tTSMC\t\trevenue\t3809e9\t3809e9\tTWD\t\tFY2025\treported\tfact\thigh\t\t\t\t"
	"https://report.example/tsmc\t\t\t\t\n"
	"D60\t2000-03\tCisco\t\tvaluation\t555.4e9\t555.4e9\tUSD\t\tpeak of March 2000\tmarket "
	"value\tfact\thigh\t\t\t\t"
	"https://education.example/cisco\t\t\t\t\n"
	"Q01\t2025-10-08\tHuang\t\tclaim: all dot-com firms together\t30e9\t40e9\tUSD\t\t\tno unit of time was named\t"
	"quote\tlow\t\t\t\tinterview; no page kept\tCisco alone was 555 bn (D60)\t\t\t\n"
	"Q02\t2025-10-08\tHuang\t\tclaim: business on hyperscalers today\t2500e9\t2500e9\tUSD\t\t\tno unit of time was "
	"named\tquote\tlow\t\t\t\tinterview; no page kept\ta stock or a yearly flow: not said\t\t\t\n"
	"Q03\t2025-10\tMarcus\t\tclaim: value beyond delivery\t\t\t\t\t\tthe value far exceeds what will probably be "
	"delivered\tquote\tlow\t\t\t\tpress; no page kept\tan opinion\t\t\t\n";

#endif
