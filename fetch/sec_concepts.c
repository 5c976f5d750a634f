/* By which tags companies report what we show. Companies change tags over the years, and a tag that is
 * dead goes on answering with its old figures, so each concept has several. */
#include "fetch/sec_read.h"

#define GAAP "us-gaap"
#define IFRS "ifrs-full"

static const char equivalents_only[] = "cash and equivalents, without securities";
static const char with_debt_securities[] = "with debt securities";
static const char without_current[] = "without a part due within the year";

const struct sec_candidate sec_candidates[] = {
	{ "revenue", SEC_FLOW, GAAP, "RevenueFromContractWithCustomerExcludingAssessedTax", NULL, NULL },
	{ "revenue", SEC_FLOW, GAAP, "Revenues", NULL, NULL },
	{ "revenue", SEC_FLOW, GAAP, "RevenueFromContractWithCustomerIncludingAssessedTax", NULL, NULL },
	{ "revenue", SEC_FLOW, GAAP, "SalesRevenueNet", NULL, NULL },
	{ "revenue", SEC_FLOW, IFRS, "Revenue", NULL, NULL },
	{ "revenue", SEC_FLOW, IFRS, "RevenueFromContractsWithCustomers", NULL, NULL },

	{ "operating_income", SEC_FLOW, GAAP, "OperatingIncomeLoss", NULL, NULL },
	{ "operating_income", SEC_FLOW, IFRS, "ProfitLossFromOperatingActivities", NULL, NULL },

	{ "net_income", SEC_FLOW, GAAP, "NetIncomeLoss", NULL, NULL },
	{ "net_income", SEC_FLOW, GAAP, "ProfitLoss", NULL, "with what belongs to minorities" },
	{ "net_income", SEC_FLOW, IFRS, "ProfitLossAttributableToOwnersOfParent", NULL, NULL },
	{ "net_income", SEC_FLOW, IFRS, "ProfitLoss", NULL, "with what belongs to minorities" },

	{ "eps", SEC_EARNING, GAAP, "EarningsPerShareDiluted", NULL, NULL },
	{ "eps", SEC_EARNING, GAAP, "EarningsPerShareBasicAndDiluted", NULL, NULL },
	{ "eps", SEC_EARNING, IFRS, "DilutedEarningsLossPerShare", NULL, NULL },

	{ "operating_cash_flow", SEC_FLOW, GAAP, "NetCashProvidedByUsedInOperatingActivities", NULL, NULL },
	{ "operating_cash_flow", SEC_FLOW, GAAP, "NetCashProvidedByUsedInOperatingActivitiesContinuingOperations", NULL,
	  "continuing operations" },
	{ "operating_cash_flow", SEC_FLOW, IFRS, "CashFlowsFromUsedInOperatingActivities", NULL, NULL },
	{ "operating_cash_flow", SEC_FLOW, IFRS, "CashFlowsFromUsedInOperations", NULL,
	  "as generated from operations" },

	{ "capex", SEC_FLOW, GAAP, "PaymentsToAcquireProductiveAssets", NULL, NULL },
	{ "capex", SEC_FLOW, GAAP, "PaymentsToAcquirePropertyPlantAndEquipment", NULL, NULL },
	{ "capex", SEC_FLOW, IFRS, "PurchaseOfPropertyPlantAndEquipmentClassifiedAsInvestingActivities", NULL, NULL },

	{ "interest_expense", SEC_FLOW, GAAP, "InterestExpense", NULL, NULL },
	{ "interest_expense", SEC_FLOW, GAAP, "InterestExpenseNonoperating", NULL, NULL },
	{ "interest_expense", SEC_FLOW, GAAP, "InterestExpenseDebt", NULL, NULL },
	{ "interest_expense", SEC_FLOW, IFRS, "InterestExpense", NULL, NULL },
	{ "interest_expense", SEC_FLOW, IFRS, "FinanceCosts", NULL, "all finance costs" },

	/* The cover counts all shares of one class only; of several, the accounts give the sum. */
	{ "shares", SEC_SHARES, "dei", "EntityCommonStockSharesOutstanding", NULL, "cover of the report" },
	{ "shares", SEC_SHARES, GAAP, "CommonStockSharesOutstanding", NULL, "balance sheet" },
	{ "shares", SEC_SHARES, GAAP, "WeightedAverageNumberOfDilutedSharesOutstanding", NULL,
	  "mean of the period, diluted" },
	{ "shares", SEC_SHARES, IFRS, "NumberOfSharesOutstanding", NULL, "balance sheet" },
	{ "shares", SEC_SHARES, IFRS, "AdjustedWeightedAverageShares", NULL, "mean of the period, diluted" },
	{ "shares", SEC_SHARES, IFRS, "WeightedAverageShares", NULL, "mean of the period" },

	{ "debt", SEC_LEVEL, GAAP, "LongTermDebt", NULL, "without leases" },
	{ "debt", SEC_LEVEL, GAAP, "LongTermDebtNoncurrent", "LongTermDebtCurrent", "without leases" },
	{ "debt", SEC_LEVEL, GAAP, "LongTermDebtNoncurrent", "DebtCurrent", "without leases" },
	{ "debt", SEC_LEVEL, GAAP, "LongTermNotesPayable", "NotesPayableCurrent", "without leases" },
	{ "debt", SEC_LEVEL, GAAP, "LongTermNotesAndLoans", "NotesPayableCurrent", "without leases" },
	{ "debt", SEC_LEVEL, GAAP, "LongTermDebtNoncurrent", NULL, without_current },
	{ "debt", SEC_LEVEL, GAAP, "LongTermNotesPayable", NULL, without_current },
	{ "debt", SEC_LEVEL, GAAP, "LongTermNotesAndLoans", NULL, without_current },
	{ "debt", SEC_LEVEL, IFRS, "Borrowings", NULL, NULL },
	{ "debt", SEC_LEVEL, IFRS, "LongtermBorrowings", "CurrentPortionOfLongtermBorrowings", NULL },

	{ "cash", SEC_LEVEL, GAAP, "CashCashEquivalentsAndShortTermInvestments", NULL, NULL },
	{ "cash", SEC_LEVEL, GAAP, "CashAndCashEquivalentsAtCarryingValue", "MarketableSecuritiesCurrent", NULL },
	{ "cash", SEC_LEVEL, GAAP, "CashAndCashEquivalentsAtCarryingValue", "ShortTermInvestments", NULL },
	{ "cash", SEC_LEVEL, GAAP, "CashAndCashEquivalentsAtCarryingValue",
	  "AvailableForSaleSecuritiesDebtSecuritiesCurrent", NULL },
	{ "cash", SEC_LEVEL, GAAP, "CashAndCashEquivalentsAtCarryingValue", "DebtSecuritiesCurrent",
	  with_debt_securities },
	{ "cash", SEC_LEVEL, GAAP, "CashAndCashEquivalentsAtCarryingValue", NULL, equivalents_only },
	{ "cash", SEC_LEVEL, IFRS, "CashAndCashEquivalents", NULL, equivalents_only },

	{ "backlog", SEC_LEVEL, GAAP, "RevenueRemainingPerformanceObligation", NULL,
	  "remaining performance obligations" },

	{ "lease_liabilities", SEC_LEVEL, GAAP, "OperatingLeaseLiability", "FinanceLeaseLiability",
	  "on the balance sheet; leases not begun are not in it" },
	{ "lease_liabilities", SEC_LEVEL, GAAP, "OperatingLeaseLiability", NULL,
	  "operating leases on the balance sheet; leases not begun are not in it" },
	{ "lease_liabilities", SEC_LEVEL, IFRS, "LeaseLiabilities", NULL, "on the balance sheet" },

	{ "purchase_commitments", SEC_LEVEL, GAAP, "PurchaseObligation", NULL, NULL },
	{ "purchase_commitments", SEC_LEVEL, GAAP, "UnrecordedUnconditionalPurchaseObligationBalanceSheetAmount", NULL,
	  NULL },
	{ "purchase_commitments", SEC_LEVEL, GAAP, "UnconditionalPurchaseObligationBalanceSheetAmount", NULL, NULL },

	{ NULL, SEC_FLOW, NULL, NULL, NULL, NULL },
};
