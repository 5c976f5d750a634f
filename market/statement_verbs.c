#include "market/statement_verbs.h"

#include <string.h>

static const struct verb verbs[] = {
	{ "invest|invests|invested|investing|to pour|will "
	  "pour|pours|pouring|poured|inject|injects|injected|injecting|plow|plows|"
	  "plough|plowing|pump|pumps|pumping|sink|sinks",
	  STATEMENT_INVEST, FLOW_OUT, "in|into", false, false, BEND_INVEST },
	{ "investit|investir|investira|investiront|investi|investis|investie|investissent|investirait|investissant|"
	  "investisse|investissements dans|"
	  "injecte|injecter|injectera|injecté|injectés|mise|miser|misera|misent|parie|place|placer|entre au capital",
	  STATEMENT_INVEST, FLOW_OUT, "dans|chez|en|au|sur|d|de", false, false, BEND_INVEST },
	{ "backs|to back|bankroll|bankrolls|soutient|finance|finances|financer|financera", STATEMENT_INVEST, FLOW_OUT,
	  "in", true, false, BEND_NONE },
	{ "commit|commits|committed|committing|pledge|pledges|pledged|pledging|promise|promises|promised|promet|promis|"
	  "promettre|engage|engager|put|puts|putting|mettre|met|mettra|apporte|apporter|apportera|apporté",
	  STATEMENT_INVEST, FLOW_OUT, "to|in|into|à|au|dans|envers", false, false, BEND_SPEND },
	{ "lead|leads|leading|mène|mener|join|joins|participe|participates|contribute|contributes|contributed|souscrit",
	  STATEMENT_INVEST, FLOW_OUT, "in|into|for|of|to|dans|de|d|à", true, false, BEND_NONE },
	{ "take|takes|took|taking|prend|prendre|prendra|pris|prennent|detient", STATEMENT_INVEST, FLOW_OUT,
	  "in|dans|de|d|chez|au", false, false, BEND_SIGN },
	{ "buy|buys|bought|buying|acquire|acquires|acquired|acquiring|purchase|purchases|purchased|purchasing|order|"
	  "orders|"
	  "ordered|ordering|snap up|snaps up|take over|takes over|taking over|procure",
	  STATEMENT_BUY, FLOW_OUT, "from", true, false, BEND_BUY },
	{ "acheter|achète|achètera|achètent|achètera|acheté|achetée|achetés|achetées|achèterait|rachète|racheter|"
	  "rachètera|"
	  "racheté|rachetée|rachetés|acquiert|acquérir|acquerra|acquis|acquise|s'offre|s'offrir|s'offrira|s'empare|"
	  "commande|commander|commandera|commandé|commandent|débourse pour",
	  STATEMENT_BUY, FLOW_OUT, "à|chez|auprès|au|aux|de|d", true, false, BEND_BUY },
	{ "sell|sells|sold|selling|ship|ships|shipped|shipping|deliver|delivers|delivered", STATEMENT_BUY, FLOW_IN,
	  "to", false, false, BEND_SELL },
	{ "vendre|vend|vendra|vendu|vendus|vendues|vendent|vendrait|livrer|livrera|livre|cède|céder|cédera",
	  STATEMENT_BUY, FLOW_IN, "à|au|aux", false, false, BEND_SELL },
	{ "supply|supplies|supplied|supplying|provide|provides|provided|providing|fournir|fournit|fournira|fourni|"
	  "fournis|"
	  "fournie|fournissent|équiper|équipera|livreront",
	  STATEMENT_CONTRACT, FLOW_IN, "to|for|à|au|aux", true, false, BEND_NONE },
	{ "rent|rents|rented|renting|lease|leases|leased|leasing|louer|loue|louera|loué|louent", STATEMENT_CONTRACT,
	  FLOW_OUT, "from|with|at|à|chez|auprès|de|d", false, false, BEND_NONE },
	{ "sign|signs|signed|signing|ink|inks|inked|strike|strikes|struck|seal|seals|sealed|reach|reaches|reached|"
	  "enter|"
	  "enters|entered|expand|expands|expanded|agree|agrees|agreed|signe|signer|signera|signé|signée|signent|"
	  "conclut|"
	  "conclure|conclu|scelle|scellé|paraphe|noue|étend|étendre|élargit",
	  STATEMENT_CONTRACT, FLOW_SUPPLY, "with|and|to|into|avec|et|between|entre", false, false, BEND_SIGN },
	{ "win|wins|won|winning|land|lands|landed|secure|secures|secured|securing|bag|bags|bagged|clinch|clinches|"
	  "clinched|"
	  "obtain|obtains|obtained|get|gets|getting|receive|receives|received|score|scores|attract|attracts|remporte|"
	  "remporter|remporté|décroche|décrocher|décroché|décrochera|obtient|obtenir|obtenu|reçoit|recevoir|recevra|"
	  "reçu|"
	  "empoche|empocher|gagne|rafle|attire",
	  STATEMENT_CONTRACT, FLOW_IN, "from|with|of|de|d|auprès|avec|chez|by|par", false, false, BEND_GET },
	{ "award|awards|awarded|awarding|hand|hands|handed|grant|grants|attribue|attribuer|confie|confier|confié|"
	  "octroie",
	  STATEMENT_CONTRACT, FLOW_OUT, "to|à|au", true, false, BEND_NONE },
	{ "spend|spends|spent|spending|allocate|allocates|earmark|earmarks|earmarked|devote|devotes|build|builds|"
	  "building|"
	  "dépense|dépenser|dépensera|dépensé|dépensent|dépenserait|dépenseront|consacre|consacrer|consacrera|consacré|"
	  "consacrent|débourse|débourser|déboursera|déboursé|construire|construira|construit|bâtir|bâtira",
	  STATEMENT_CAPEX_PLAN, FLOW_OUT, "with|from|on|at|to|chez|auprès|à|au|en", false, false, BEND_SPEND },
	{ "raise|raises|raised|raising|borrow|borrows|borrowed|borrowing|lever|lève|lèvera|levé|levés|lèvent|lèverait|"
	  "levant|boucle|boucler|bouclé|emprunte|emprunter|empruntera|emprunté|récolte|collecte|récolter|close|closes|"
	  "closed|closing|garner|relève|relever|relevé",
	  STATEMENT_RAISE, FLOW_IN, "from|by|auprès|chez|par|with|de|d", false, false, BEND_RAISE },
	{ "issue|issues|issued|issuing|émet|émettre|émettra|place des", STATEMENT_RAISE, FLOW_IN, "", false, false,
	  BEND_SIGN },
	{ "pay|pays|paid|paying|payer|paiera|paie|paiera|payé|verse|verser|versera|versé|versera|régler",
	  STATEMENT_CONTRACT, FLOW_OUT, "to|à|au|aux|for|pour", true, false, BEND_PAY },

	{ "capex|capital expenditure|capital expenditures|capital spending|capital outlays|capital "
	  "budget|infrastructure "
	  "spending|ai spending|spending plan|dépenses d'investissement|dépenses d'investissements|dépenses en capital|"
	  "dépenses d'infrastructure|investissements|capital investment|設備投資",
	  STATEMENT_CAPEX_PLAN, FLOW_OUT, "in|into|dans|chez", false, true, BEND_INVEST },
	{ "investment|investments|stake|injection|investissement|prise de participation|participation|backing|infusion",
	  STATEMENT_INVEST, FLOW_OUT, "in|into|dans|chez|au|to", false, true, BEND_INVEST },
	{ "acquisition|takeover|buyout|purchase|purchases|rachat|achat|achats|oPA|opa|order|commande|commandes",
	  STATEMENT_BUY, FLOW_OUT, "of|from|for|de|d|à|chez|auprès|to|with|sur", false, true, BEND_BUY },
	{ "deal|deals|commitment|contract|contracts|agreement|pact|partnership|lease|tie-up|alliance|accord|contrat|"
	  "contrats|"
	  "partenariat|bail|pacte|契約",
	  STATEMENT_CONTRACT, FLOW_SUPPLY, "with|and|between|to|avec|et|entre|à|と", false, true, BEND_NONE },
	{ "funding|fundraising|financing|funding round|round|levée de fonds|levée|tour de table|loan|bond sale|"
	  "augmentation de capital|emprunt|emprunt obligataire|prêt|ipo",
	  STATEMENT_RAISE, FLOW_IN, "from|by|auprès|par|with|de|d", false, true, BEND_NONE },

	{ "投資|出資", STATEMENT_INVEST, FLOW_OUT, "に|へ", false, false, BEND_NONE },
	{ "買収|購入|取得", STATEMENT_BUY, FLOW_OUT, "を|から", false, false, BEND_NONE },
	{ "資金調達|調達", STATEMENT_RAISE, FLOW_IN, "から", false, false, BEND_NONE },
	{ "受注", STATEMENT_CONTRACT, FLOW_IN, "から", false, false, BEND_NONE },
	{ "供給|納入", STATEMENT_CONTRACT, FLOW_IN, "に|へ", false, false, BEND_NONE },
	{ "売却", STATEMENT_BUY, FLOW_IN, "に|へ", false, false, BEND_NONE },
	{ "発注", STATEMENT_CONTRACT, FLOW_OUT, "に|へ", false, false, BEND_NONE },
	{ "支払", STATEMENT_CONTRACT, FLOW_OUT, "に|へ", false, false, BEND_NONE },
};

const struct verb *verb_at(const struct passage *p, size_t at, size_t *end)
{
	const struct verb *best = NULL;
	size_t longest = 0;
	uint32_t first;
	if (!folded_at(p, at, &first) || (is_letter(first) ? !word_begins(p, at) : first < 0x3000))
		return NULL;
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		size_t bytes = listed_at(p, at, verbs[i].words);
		if (bytes <= longest)
			continue;
		longest = bytes;
		best = &verbs[i];
	}
	*end = at + longest;
	return best;
}
