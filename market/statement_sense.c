#include "market/statement_sense.h"

#include <string.h>

static const char capex_words[] =
	"capex|capital expenditure|capital expenditures|capital spending|capital outlays|capital "
	"budget|dépenses d'investissement|dépenses d'investissements|dépenses en capital|"
	"investissements|設備投資";
static const char plant_words[] =
	"data center|data centers|datacenter|datacenters|data centre|data centres|data-center|"
	"data-centre|ai infrastructure|infrastructure|infrastructures|plant|plants|factory|"
	"factories|fab|fabs|campus|campuses|supercomputer|capacity|equipment|facilities|"
	"centres de données|centre de données|usine|usines|équipements|serveurs|servers|"
	"データセンター|工場";
static const char stake_words[] = "stake|stakes|holding|equity|shareholding|participation|participations|parts|shares|"
				  "actions|capital";
static const char sale_words[] =
	"sell|sells|sold|selling|sale|offload|offloads|divests|vend|vendre|vendu|cède|céder|cédé|"
	"売却";
static const char contract_words[] = "deal|deals|contract|contracts|agreement|pact|partnership|lease|order|orders|"
				     "commitment|accord|contrat|contrats|partenariat|bail|pacte|commande|commandes|"
				     "契約";
static const char funding_words[] =
	"funding|round|financing|fundraising|loan|venture capital|financement|levée|tour de "
	"table|prêt|capital|crédit|credit facility";
static const char debt_words[] = "bond|bonds|notes|debt|obligations|dette|debentures|titres";
static const char investing_words[] = "investment|investments|investissement|investissements|stake|backing";
static const char compute_words[] =
	"compute|computing|cloud|capacity|contract|azure|aws|puissance de calcul|calcul|gpu|"
	"gpus|chips|puces|processors|tpu|tpus";
static const char aims[] =
	"forecast|guidance|target|outlook|estimate|estimates|dividend|offer|bid|prices|price|prix|"
	"prévision|prévisions|objectif|objectifs|stake|goal|ceiling|doubts|questions|concerns|stakes|"
	"sales|revenue";
static const char buyback_words[] =
	"buyback|buybacks|repurchase|back shares|back its|back stock|rachat d'actions|rachats "
	"d'actions|d'actions|ses propres|ses actions|own shares|自社株";

bool sense_is_of_plant(const struct sentence *s)
{
	return sentence_says(s, plant_words);
}

/* ---- what the verb comes to by itself ---- */

static bool bend_get(const struct sentence *s, const struct mark *m, struct sense *sense)
{
	if (sentence_says_after(s, m, contract_words))
		sense->kind = STATEMENT_CONTRACT;
	else if (sentence_says_after(s, m, investing_words))
		sense->kind = STATEMENT_INVEST;
	else if (sentence_says_after(s, m, funding_words))
		sense->kind = STATEMENT_RAISE;
	return true;
}

static bool bend_buy(const struct sentence *s, const struct mark *m, struct sense *sense)
{
	if (sentence_says(s, buyback_words))
		return false;
	if (sentence_says_after(s, m, stake_words)) {
		sense->kind = STATEMENT_INVEST;
		sense->others = "in|of|into|dans|de|d|du|chez|from|à";
	}
	return true;
}

static bool bend_sell(const struct sentence *s, const struct mark *m, struct sense *sense)
{
	if (sentence_says_after(s, m, debt_words)) {
		sense->kind = STATEMENT_RAISE;
		sense->has_payee = false;
		return true;
	}
	return !sentence_says_after(s, m, stake_words);
}

static bool bend_raise(const struct sentence *s, const struct mark *m, struct sense *sense)
{
	if (sentence_says(s, capex_words) || (sense_is_of_plant(s) && sentence_says(s, "spending|budget|dépenses"))) {
		*sense = (struct sense){ .kind = STATEMENT_CAPEX_PLAN, .flow = FLOW_OUT, .others = "" };
		return true;
	}
	if (sentence_has(s, m->start, m->end, "relève|relever|relevé"))
		return false;
	if (sentence_has(s, m->start, m->end, "close|closes|closed|closing|boucle|boucler|bouclé"))
		return sentence_says_after(s, m, funding_words);
	return !sentence_says_after(s, m, aims);
}

static bool bend_sign(const struct sentence *s, const struct mark *m, struct sense *sense)
{
	if (sense->kind == STATEMENT_INVEST)
		return sentence_says_after(s, m, stake_words);
	if (sense->kind == STATEMENT_RAISE)
		return sentence_says_after(s, m, debt_words);
	return sentence_says(s, contract_words);
}

/* A stake that somebody sells is no investment of theirs. */
static bool bend_stake(const struct sentence *s, const struct mark *m, struct sense *sense)
{
	(void)sense;
	return !(sentence_has(s, m->start, m->end, stake_words) && sentence_says(s, sale_words));
}

static bool no_bend(const struct sentence *s, const struct mark *m, struct sense *sense)
{
	(void)s;
	(void)m;
	(void)sense;
	return true;
}

/* False where the verb says nothing of our kinds here. What depends on the other party comes later. */
bool sense_find(const struct sentence *s, const struct mark *m, struct sense *sense)
{
	static bool (*const bends[])(const struct sentence *, const struct mark *, struct sense *) = {
		[BEND_NONE] = no_bend,     [BEND_BUY] = bend_buy,   [BEND_SELL] = bend_sell,
		[BEND_GET] = bend_get,     [BEND_SPEND] = no_bend,  [BEND_PAY] = no_bend,
		[BEND_RAISE] = bend_raise, [BEND_SIGN] = bend_sign, [BEND_INVEST] = bend_stake,
	};
	const struct verb *v = m->verb;
	*sense = (struct sense){
		.kind = v->kind, .flow = v->flow, .others = v->others, .is_direct = v->is_direct, .has_payee = true
	};
	return bends[v->bend](s, m, sense);
}

/* ---- with the other party known ---- */

/* "in Arizona", "en Allemagne". */
static bool names_place(const struct sentence *s, const struct mark *m)
{
	for (size_t at = m->end; at < s->text.length;) {
		char word[WORD_SIZE];
		uint32_t c;
		bool capital = s->text.text[at] >= 'A' && s->text.text[at] <= 'Z';
		size_t bytes = word_at(&s->text, at, word);
		if (capital && bytes && is_place(word))
			return true;
		at += bytes ? bytes : folded_at(&s->text, at, &c);
	}
	return false;
}

/* What spending and investing come to once it is known whether a firm is at the other end. */
void sense_settle(const struct sentence *s, const struct mark *m, const struct party *other, struct sense *sense)
{
	bool spends = m->verb->kind == STATEMENT_CAPEX_PLAN && m->verb->bend == BEND_SPEND;
	if (m->verb->bend == BEND_PAY && other && is_listed("for|pour", other->before))
		sense->kind = STATEMENT_BUY;
	if (spends && other)
		sense->kind = is_listed("on|en", other->before) ? STATEMENT_BUY : STATEMENT_CONTRACT;
	if (m->verb->bend == BEND_SPEND && !spends && sentence_says(s, compute_words))
		sense->kind = STATEMENT_CONTRACT;
	if (m->verb->bend == BEND_INVEST && !other && sense->kind == STATEMENT_INVEST &&
	    (sense_is_of_plant(s) || names_place(s, m)))
		sense->kind = STATEMENT_CAPEX_PLAN;
	if (m->verb->bend == BEND_INVEST && other && sense->kind == STATEMENT_CAPEX_PLAN)
		sense->kind = STATEMENT_INVEST;
	if (sense->kind == STATEMENT_CAPEX_PLAN)
		sense->has_payee = false;
}
