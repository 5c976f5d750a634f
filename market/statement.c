/* Sentence by sentence: the firms, the verbs and nouns of paying, the amounts; then for each amount the verb
 * that governs it, who acts, and who is at the other end. */
#include "market/statement.h"

#include <math.h>
#include <string.h>

#include "market/statement_parties.h"
#include "market/statement_verbs.h"

#define SENTENCE_MAX 1200
#define VERBS_MAX 16
#define AMOUNTS_MAX 12 /* looked at in one sentence */

/* What a verb comes to in its sentence. */
struct sense {
	enum statement_kind kind;
	enum flow flow;
	const char *others;
	bool is_direct;
	bool has_payee; /* it may have another party at all */
};

struct mark {
	const struct verb *verb;
	size_t start, end;
	struct sense sense;
	bool is_used; /* by an amount already */
};

struct sentence {
	struct passage text;
	size_t offset;                /* of the sentence in the text */
	const struct amount *amounts; /* those of the sentence; their offsets are of the text */
	size_t amount_count;
	struct party parties[PARTIES_MAX];
	size_t party_count;
	struct mark marks[VERBS_MAX];
	size_t mark_count;
};

static size_t start_of(const struct sentence *s, const struct amount *a)
{
	return a->offset - s->offset;
}

static size_t end_of(const struct sentence *s, const struct amount *a)
{
	return a->offset - s->offset + a->length;
}

/* ---- words of the sentence ---- */

static bool has_phrase(const struct sentence *s, size_t from, size_t to, const char *list)
{
	for (size_t at = from; at < to;) {
		uint32_t c;
		size_t bytes = folded_at(&s->text, at, &c);
		if ((!is_letter(c) || word_begins(&s->text, at)) && listed_at(&s->text, at, list))
			return true;
		at += bytes;
	}
	return false;
}

static bool says(const struct sentence *s, const char *list)
{
	return has_phrase(s, 0, s->text.length, list);
}

static bool says_after(const struct sentence *s, const struct mark *m, const char *list)
{
	return has_phrase(s, m->end, s->text.length, list);
}

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

/* ---- senses ---- */

static bool bend_get(const struct sentence *s, const struct mark *m, struct sense *sense)
{
	if (says_after(s, m, contract_words))
		sense->kind = STATEMENT_CONTRACT;
	else if (says_after(s, m, investing_words))
		sense->kind = STATEMENT_INVEST;
	else if (says_after(s, m, funding_words))
		sense->kind = STATEMENT_RAISE;
	return true;
}

static bool bend_buy(const struct sentence *s, const struct mark *m, struct sense *sense)
{
	if (says(s, buyback_words))
		return false;
	if (says_after(s, m, stake_words)) {
		sense->kind = STATEMENT_INVEST;
		sense->others = "in|of|into|dans|de|d|du|chez|from|à";
	}
	return true;
}

static bool bend_sell(const struct sentence *s, const struct mark *m, struct sense *sense)
{
	if (says_after(s, m, debt_words)) {
		sense->kind = STATEMENT_RAISE;
		sense->has_payee = false;
		return true;
	}
	return !says_after(s, m, stake_words);
}

static bool bend_raise(const struct sentence *s, const struct mark *m, struct sense *sense)
{
	if (says(s, capex_words) || (says(s, plant_words) && says(s, "spending|budget|dépenses"))) {
		*sense = (struct sense){ .kind = STATEMENT_CAPEX_PLAN, .flow = FLOW_OUT, .others = "" };
		return true;
	}
	if (has_phrase(s, m->start, m->end, "relève|relever|relevé"))
		return false;
	if (has_phrase(s, m->start, m->end, "close|closes|closed|closing|boucle|boucler|bouclé"))
		return says_after(s, m, funding_words);
	return !says_after(s, m, aims);
}

static bool bend_sign(const struct sentence *s, const struct mark *m, struct sense *sense)
{
	if (sense->kind == STATEMENT_INVEST)
		return says_after(s, m, stake_words);
	if (sense->kind == STATEMENT_RAISE)
		return says_after(s, m, debt_words);
	return says(s, contract_words);
}

/* A stake that somebody sells is no investment of theirs. */
static bool bend_stake(const struct sentence *s, const struct mark *m, struct sense *sense)
{
	(void)sense;
	return !(has_phrase(s, m->start, m->end, stake_words) && says(s, sale_words));
}

static bool no_bend(const struct sentence *s, const struct mark *m, struct sense *sense)
{
	(void)s;
	(void)m;
	(void)sense;
	return true;
}

/* False where the verb says nothing of our kinds here. What depends on the other party comes later. */
static bool sense_of(const struct sentence *s, const struct mark *m, struct sense *sense)
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

/* ---- parties ---- */

static const char agents[] = "by|par";

static bool is_agent(const struct party *p, const struct mark *m)
{
	return is_listed(agents, p->before) && p->before_at >= m->end;
}

static bool acts(const struct party *p)
{
	return !p->is_modifier && !p->is_possessor && !(*p->before && p->is_close);
}

/* 「エヌビディアが」, 「エヌビディアは」 or a comma after it. */
static bool acts_in_japanese(const struct party *p)
{
	return is_listed("が|は", p->before);
}

static bool are_joined(const struct sentence *s, const struct party *a, const struct party *b)
{
	static const char *const joints[] = { ", ", " and ", " et ", ", and ", " & ", "と", "、" };
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
		if (a->end + phrase_at(&s->text, a->end, joints[i]) == b->start)
			return true;
	return false;
}

/* "SoftBank, OpenAI and Oracle to ...": the first of those that act together. */
static const struct party *first_of_group(const struct sentence *s, const struct party *p)
{
	while (p > s->parties && are_joined(s, p - 1, p))
		p--;
	return p;
}

static const struct party *last_before(const struct sentence *s, size_t at, bool (*fits)(const struct party *))
{
	for (size_t i = s->party_count; i-- > 0;)
		if (s->parties[i].end <= at && fits(&s->parties[i]) && !s->parties[i].is_person)
			return first_of_group(s, &s->parties[i]);
	return NULL;
}

static bool possesses(const struct party *p)
{
	return p->is_possessor;
}

static bool is_anybody(const struct party *p)
{
	return !p->is_modifier &&
	       !is_listed("with|avec|than|like|against|contre|in|dans|to|from|after|selon", p->before);
}

static const struct party *person_before(const struct sentence *s, size_t at)
{
	for (size_t i = s->party_count; i-- > 0;)
		if (s->parties[i].end <= at && s->parties[i].is_person)
			return &s->parties[i];
	return NULL;
}

static const struct party *owner_of_noun(const struct sentence *s, const struct mark *m)
{
	for (size_t i = 0; i < s->party_count; i++) {
		const struct party *p = &s->parties[i];
		bool of = is_listed("of|from|by|at|de|d|du|par|chez", p->before) && p->before_at >= m->end;
		if (of && !is_listed(m->verb->others, p->before))
			return p;
	}
	return NULL;
}

static const struct party *agent_of(const struct sentence *s, const struct mark *m, const struct sense *sense)
{
	for (size_t i = 0; i < s->party_count; i++) {
		const struct party *p = &s->parties[i];
		bool at_once = past_blanks(&s->text, m->end) == p->before_at;
		if (is_agent(p, m) && (at_once || !is_listed(sense->others, p->before)))
			return p;
	}
	return NULL;
}

/* "the deal between OpenAI and Oracle": the first of the pair, wherever it stands. */
static const struct party *first_of_pair(const struct sentence *s)
{
	for (size_t i = 0; i + 1 < s->party_count; i++)
		if (is_listed("between|entre", s->parties[i].before) &&
		    are_joined(s, &s->parties[i], &s->parties[i + 1]))
			return &s->parties[i];
	return NULL;
}

static const struct party *subject_of(const struct sentence *s, const struct mark *m, const struct sense *sense)
{
	const struct party *p = agent_of(s, m, sense);
	if (p || (sense->flow == FLOW_SUPPLY && (p = first_of_pair(s))))
		return p;
	for (size_t i = s->party_count; i-- > 0;)
		if (acts_in_japanese(&s->parties[i]) && s->parties[i].end <= m->start)
			return first_of_group(s, &s->parties[i]);
	if (m->verb->is_noun && (p = last_before(s, m->start, possesses)))
		return p;
	if ((p = last_before(s, m->start, acts)))
		return p;
	if (m->verb->is_noun && (p = owner_of_noun(s, m)))
		return p;
	return last_before(s, m->start, possesses);
}

/* Where the grammar names nobody who acts: whoever stands before the verb, or is the only one named. */
static const struct party *subject_at_last(const struct sentence *s, const struct mark *m)
{
	const struct party *p = person_before(s, m->start);
	if (!p)
		p = last_before(s, m->start, is_anybody);
	if (!p && m->verb->is_noun && s->party_count == 1 && !s->parties[0].is_modifier)
		p = &s->parties[0];
	return p;
}

static bool is_same(const struct party *a, const struct party *b)
{
	return a && b && strcmp(a->code, b->code) == 0;
}

static const struct party *other_by_preposition(const struct sentence *s, const struct mark *m,
						const struct sense *sense, const struct party *subject)
{
	const struct party *found = NULL;
	for (size_t i = 0; i < s->party_count && !found; i++) {
		const struct party *p = &s->parties[i];
		if (sense->flow == FLOW_SUPPLY && i > 0 && p - 1 == subject && are_joined(s, subject, p))
			return p;
		bool japanese = p->before_at == p->end && p->end <= m->start;
		if (!is_same(p, subject) && (p->before_at >= m->end || japanese) &&
		    is_listed(sense->others, p->before) && !(is_agent(p, m) && p == subject) && !p->is_person)
			found = p;
	}
	return found;
}

static const struct party *other_direct(const struct sentence *s, const struct mark *m, const struct party *subject)
{
	for (size_t i = 0; i < s->party_count; i++) {
		const struct party *p = &s->parties[i];
		bool free = !*p->before || p->before_at < m->end;
		if (p->start >= m->end && free && !is_same(p, subject) && !p->is_modifier)
			return p;
	}
	return NULL;
}

/* In the passive what stands before the verb is at the other end: "Ampere a été rachetée par SoftBank". */
static const struct party *other_in_passive(const struct sentence *s, const struct mark *m, const struct party *subject)
{
	if (!subject || subject->start < m->end)
		return NULL;
	for (size_t i = s->party_count; i-- > 0;)
		if (s->parties[i].end <= m->start && !is_same(&s->parties[i], subject))
			return &s->parties[i];
	return NULL;
}

/* Where two firms are named and one acts, the other is meant, whatever the grammar. */
static const struct party *other_by_count(const struct sentence *s, const struct party *subject)
{
	const struct party *found = NULL;
	for (size_t i = 0; i < s->party_count; i++) {
		const struct party *p = &s->parties[i];
		if (is_same(p, subject) || p->is_person)
			continue;
		if (found && !is_same(found, p))
			return NULL;
		found = p;
	}
	return found && !is_listed("than|like|against|contre|after|selon|behind|comme", found->before) &&
			       !found->is_modifier
		       ? found
		       : NULL;
}

static const struct party *other_known(const struct sentence *s, const struct mark *m, const struct sense *sense,
				       const struct party *subject)
{
	const struct party *p = other_by_preposition(s, m, sense, subject);
	if (!p && sense->is_direct)
		p = other_direct(s, m, subject);
	return p ? p : other_in_passive(s, m, subject);
}

static bool is_named(const struct sentence *s, size_t at)
{
	for (size_t i = 0; i < s->party_count; i++)
		if (at >= s->parties[i].start && at < s->parties[i].end)
			return true;
	return false;
}

/* The first unknown name after the verb that stands where the other party would. */
static bool other_unknown(const struct sentence *s, const struct mark *m, const struct sense *sense, struct party *out)
{
	bool moved = false;
	for (size_t at = m->end; at < s->text.length;) {
		char word[WORD_SIZE];
		uint32_t c;
		size_t bytes = word_at(&s->text, at, word);
		if (!bytes) {
			folded_at(&s->text, at, &c);
			moved = moved || c == ',' || c == '.' || is_digit(c);
			at += folded_at(&s->text, at, &c);
			continue;
		}
		if (!is_named(s, at) && party_read_unknown(&s->text, at, out)) {
			bool free = !*out->before || out->before_at < m->end;
			bool placed = out->before_at >= m->end && is_listed(sense->others, out->before);
			if (placed || (free && sense->is_direct && !moved))
				return true;
			at = out->end;
			continue;
		}
		at += bytes;
	}
	return false;
}

/* ---- one statement ---- */

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
static void settle(const struct sentence *s, const struct mark *m, const struct party *other, struct sense *sense)
{
	bool spends = m->verb->kind == STATEMENT_CAPEX_PLAN && m->verb->bend == BEND_SPEND;
	if (m->verb->bend == BEND_PAY && other && is_listed("for|pour", other->before))
		sense->kind = STATEMENT_BUY;
	if (spends && other)
		sense->kind = is_listed("on|en", other->before) ? STATEMENT_BUY : STATEMENT_CONTRACT;
	if (m->verb->bend == BEND_SPEND && !spends && says(s, compute_words))
		sense->kind = STATEMENT_CONTRACT;
	if (m->verb->bend == BEND_INVEST && !other && sense->kind == STATEMENT_INVEST &&
	    (says(s, plant_words) || names_place(s, m)))
		sense->kind = STATEMENT_CAPEX_PLAN;
	if (m->verb->bend == BEND_INVEST && other && sense->kind == STATEMENT_CAPEX_PLAN)
		sense->kind = STATEMENT_INVEST;
	if (sense->kind == STATEMENT_CAPEX_PLAN)
		sense->has_payee = false;
}

static bool subject_pays(const struct sense *sense, const struct party *subject, const struct party *other)
{
	if (sense->flow != FLOW_SUPPLY || !subject || !other)
		return sense->flow != FLOW_IN;
	int own = party_rank(subject), others = party_rank(other);
	return own < 0 || others < 0 || own <= others;
}

static void set_party(char out[STATEMENT_PARTY_SIZE], const struct party *p)
{
	if (p)
		memcpy(out, p->code, STATEMENT_PARTY_SIZE);
}

static double gigawatts_of(const struct sentence *s)
{
	for (size_t i = 0; i < s->amount_count; i++) {
		const struct amount *a = &s->amounts[i];
		if (!strcmp(a->unit, "GW"))
			return a->high;
		if (!strcmp(a->unit, "MW"))
			return a->high / 1000;
	}
	return (double)NAN;
}

/* Whether the verb has small letters: in a headline Where Every Word Has A Capital they tell no names. */
static bool has_small_letters(const struct sentence *s, const struct mark *m)
{
	return s->text.text[m->start] < 'A' || s->text.text[m->start] > 'Z';
}

/* Before the verb itself, or before the first one: "Lilly to spend .. to acquire ..". */
static bool read_actor(const struct sentence *s, const struct mark *m, struct party *out)
{
	if (m->verb->is_noun || !has_small_letters(s, m))
		return false;
	for (const struct mark *verb = m;; verb = s->marks) {
		if (party_read_unknown_before(&s->text, verb->start, out) && !(*out->before && out->is_close) &&
		    !is_named(s, out->start) && !is_named(s, out->end - 1))
			return true;
		if (verb == s->marks)
			return false;
	}
}

static const struct party *find_other(const struct sentence *s, const struct mark *m, const struct sense *sense,
				      const struct party *subject, struct party *unknown)
{
	const struct party *other = sense->has_payee ? other_known(s, m, sense, subject) : NULL;
	bool wants_any = sense->kind != STATEMENT_CAPEX_PLAN && sense->kind != STATEMENT_RAISE && sense->has_payee;
	if (other || !wants_any)
		return other;
	if (!says(s, plant_words))
		other = other_by_count(s, subject);
	if (other)
		return other;
	if (subject && subject->start >= m->end && read_actor(s, m, unknown))
		return unknown;
	bool builds = sense->kind == STATEMENT_INVEST && says(s, plant_words);
	return !builds && has_small_letters(s, m) && other_unknown(s, m, sense, unknown) ? unknown : NULL;
}

static bool read_statement(const struct sentence *s, const struct mark *m, struct statement *out)
{
	struct sense sense = m->sense;
	struct party actor, unknown;
	const struct party *subject = subject_of(s, m, &sense);
	if (!subject)
		subject = read_actor(s, m, &actor) ? &actor : subject_at_last(s, m);
	const struct party *other = find_other(s, m, &sense, subject, &unknown);
	settle(s, m, other, &sense);
	if (!sense.has_payee)
		other = NULL;
	if (!subject && (!other || other == &unknown))
		return false;
	bool pays = subject_pays(&sense, subject, other);
	*out = (struct statement){
		.kind = sense.kind, .gw = gigawatts_of(s), .offset = s->offset, .length = s->text.length
	};
	set_party(pays ? out->payer : out->payee, subject);
	set_party(pays ? out->payee : out->payer, other);
	return true;
}

/* ---- which amount, which verb ---- */

static const char values_before[] =
	"valuation of|valued at|value of|net worth|is worth|are worth|was worth|were worth|be worth|now worth|market "
	"cap of|revenue of|revenues of|sales of|"
	"profit of|loss of|valorisation de|valorisée|valorisé|valorisée à|valorisé à|valeur de|"
	"chiffre d'affaires de|bénéfice de|perte de|capitalisation de|valuing|fine of|valuation "
	"at|valued the company at|valuation to|revenue to";

static const char values_after[] =
	"valuation|valuations|market value|market cap|market capitalization|company|a share|per "
	"share|in revenue|in sales|of revenue|in profit|in annual revenue|fine|lawsuit|de "
	"valorisation|de chiffre|de revenus|de bénéfice|de capitalisation|l'action|par action|"
	"d'amende|pre-money|post-money|revenue|in quarterly";

/* Not what is paid but what something is worth, or earns. */
static bool is_a_value(const struct sentence *s, const struct amount *a)
{
	char text[BEFORE_SIZE];
	size_t size, end = end_of(s, a);
	text_before(&s->text, start_of(s, a), text);
	for (const char *word = values_before; word; word = word[size] ? word + size + 1 : NULL) {
		char copy[48];
		size = strcspn(word, "|");
		memcpy(copy, word, size);
		copy[size] = '\0';
		if (ends_with_words(text, copy))
			return true;
	}
	size_t next = past_blanks(&s->text, end), start = start_of(s, a);
	if (has_phrase(s, start > 24 ? start - 24 : 0, start,
		       "valuation|valorisation|market value|market cap|net worth"))
		return true;
	return has_phrase(s, next, next + 1 < s->text.length ? next + 1 : s->text.length, values_after);
}

static size_t distance(const struct sentence *s, const struct mark *m, const struct amount *a)
{
	size_t start = start_of(s, a), end = end_of(s, a);
	return m->end <= start ? start - m->end : m->start >= end ? m->start - end : 0;
}

/* "will spend $5 billion to acquire ...": what the money is for. */
static struct mark *aim_of(struct sentence *s, const struct amount *a)
{
	static const char *const joints[] = { " to ", " pour ", " in order to ", " afin d'", " afin de " };
	for (size_t i = 0; i < s->mark_count; i++)
		for (size_t k = 0; k < sizeof joints / sizeof *joints; k++) {
			const struct verb *v = s->marks[i].verb;
			size_t end = end_of(s, a);
			if (v->kind == STATEMENT_BUY && v->flow == FLOW_OUT && !v->is_noun &&
			    end + phrase_at(&s->text, end, joints[k]) == s->marks[i].start)
				return &s->marks[i];
		}
	return NULL;
}

/* The nearest verb before the amount; else the nearest noun on either side; else the nearest verb after. */
static struct mark *governing(struct sentence *s, const struct amount *a)
{
	struct mark *best = NULL;
	int best_class = 3;
	for (size_t i = 0; i < s->mark_count; i++) {
		struct mark *m = &s->marks[i];
		int class = m->verb->is_noun ? 1 : m->end <= start_of(s, a) ? 0 : 2;
		if (class > best_class || (class == best_class && best && distance(s, m, a) >= distance(s, best, a)))
			continue;
		best = m;
		best_class = class;
	}
	struct mark *aim = aim_of(s, a);
	return aim ? aim : best;
}

/* A candidate for the ledger is no price of a thing. */
static bool is_large(const struct amount *a)
{
	return a->high >= (strcmp(a->unit, "JPY") == 0 || strcmp(a->unit, "KRW") == 0 ? 1e8 : 1e6);
}

static bool is_power(const struct amount *a)
{
	return !strcmp(a->unit, "GW") || !strcmp(a->unit, "MW");
}

static bool has_money(const struct sentence *s)
{
	for (size_t i = 0; i < s->amount_count; i++)
		if (amount_is_money(&s->amounts[i]))
			return true;
	return false;
}

/* "raised from $25 billion to $35 billion": the first is what it was. */
static bool was_before(const struct sentence *s, size_t i)
{
	char text[BEFORE_SIZE];
	text_before(&s->text, start_of(s, &s->amounts[i]), text);
	return i + 1 < s->amount_count && s->amounts[i].bound != BOUND_RANGE && amount_is_money(&s->amounts[i + 1]) &&
	       (ends_with_words(text, "from") || ends_with_words(text, "de"));
}

static size_t read_amounts(struct sentence *s, size_t first, struct statement *out, size_t most)
{
	size_t count = 0;
	bool money = has_money(s);
	for (size_t i = 0; i < s->amount_count && count < most; i++) {
		const struct amount *a = &s->amounts[i];
		bool counts = money ? amount_is_money(a) && is_large(a) : is_power(a);
		if (!counts || is_a_value(s, a) || was_before(s, i))
			continue;
		struct mark *m = governing(s, a);
		if (!m || m->is_used || !read_statement(s, m, &out[count]))
			continue;
		m->is_used = true;
		out[count++].amount = first + i;
	}
	return count;
}

/* ---- sentences ---- */

static bool inside(const struct sentence *s, size_t at, size_t *end)
{
	for (size_t i = 0; i < s->amount_count; i++)
		if (at >= start_of(s, &s->amounts[i]) && at < end_of(s, &s->amounts[i])) {
			*end = end_of(s, &s->amounts[i]);
			return true;
		}
	for (size_t i = 0; i < s->party_count; i++)
		if (at >= s->parties[i].start && at < s->parties[i].end) {
			*end = s->parties[i].end;
			return true;
		}
	return false;
}

static void find_verbs(struct sentence *s)
{
	for (size_t at = 0; at < s->text.length && s->mark_count < VERBS_MAX;) {
		uint32_t c;
		size_t bytes = folded_at(&s->text, at, &c), end;
		if (inside(s, at, &end)) {
			at = end;
			continue;
		}
		const struct verb *verb = verb_at(&s->text, at, &end);
		struct mark mark = { .verb = verb, .start = at, .end = end };
		if (verb && sense_of(s, &mark, &mark.sense))
			s->marks[s->mark_count++] = mark;
		at = verb ? end : at + bytes;
	}
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* A full stop ends a sentence before a blank, but not after "U.S.", "C." or "Inc.". */
static bool ends_here(const char *text, size_t length, size_t at)
{
	char c = text[at];
	if (c == '\n')
		return true;
	if (c == '\xE3' && at + 2 < length && text[at + 1] == '\x80' && text[at + 2] == '\x82')
		return true;
	bool last = at + 1 >= length || text[at + 1] == ' ' || text[at + 1] == '\n' || text[at + 1] == '"';
	if (!last || (c != '.' && c != '!' && c != '?' && c != ';'))
		return false;
	bool initial = c == '.' && at > 0 && is_capital(text[at - 1]) &&
		       (at < 2 || text[at - 2] == ' ' || text[at - 2] == '.');
	bool short_form = c == '.' && at >= 3 &&
			  (!memcmp(text + at - 3, "Inc", 3) || !memcmp(text + at - 3, "orp", 3) ||
			   !memcmp(text + at - 2, "Co", 2) || !memcmp(text + at - 3, "Ltd", 3));
	return !initial && !short_form;
}

static size_t sentence_end(const char *text, size_t length, size_t at)
{
	while (at < length && !ends_here(text, length, at))
		at++;
	return at < length ? at + 1 : length;
}

static size_t read_sentence(const char *text, size_t start, size_t end, const struct amount *amounts, size_t first,
			    size_t count, struct statement *out, size_t most)
{
	struct sentence s = { .offset = start, .amounts = amounts + first, .amount_count = count };
	s.text = (struct passage){ text + start, end - start };
	if (!count || count > AMOUNTS_MAX || end - start > SENTENCE_MAX)
		return 0;
	s.party_count = parties_find(&s.text, s.parties, PARTIES_MAX);
	find_verbs(&s);
	return read_amounts(&s, first, out, most);
}

size_t statements_find(const char *text, size_t length, const struct amount *amounts, size_t count,
		       struct statement *out, size_t most)
{
	size_t found = 0, first = 0;
	for (size_t at = 0, end; at < length && first < count; at = end) {
		end = sentence_end(text, length, at);
		size_t last = first;
		while (last < count && amounts[last].offset < end) {
			size_t past = amounts[last].offset + amounts[last].length;
			if (past > end)
				end = past;
			last++;
		}
		found += read_sentence(text, at, end, amounts, first, last - first, out + found, most - found);
		first = last;
	}
	return found;
}

const char *statement_kind_name(enum statement_kind kind)
{
	static const char *const names[] = { "invest", "buy", "contract", "capex plan", "raise" };
	return names[kind];
}
