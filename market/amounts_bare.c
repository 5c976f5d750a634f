#include "market/amounts_bare.h"

#include <string.h>

static const char follows_money[] =
	"in|into|on|for|over|to|from|at|by|with|through|this|next|last|a|an|as|and|or|but|per|if|after|before|between|"
	"while|since|under|within|during|when|so|is|was|are|were|has|had|would|could|will|toward|towards|via|plus|"
	"deal|deals|contract|contracts|plan|plans|investment|investments|order|orders|backlog|loan|loans|bond|bonds|"
	"debt|"
	"fund|funds|funding|round|valuation|stake|bet|capex|spending|budget|commitment|commitments|pledge|buyback|"
	"acquisition|takeover|buyout|agreement|offer|bid|bill|price|tag|ipo|facility|worth|market|revenue|revenues|"
	"annually|yearly|annual|quarterly|apiece|already|each|today|now|upfront|altogether|overall|initially|"
	"dans|pour|sur|à|au|aux|d'ici|en|par|avec|chez|auprès|afin|et|ou|mais|cette|cet|ce|ces|sont|est|sera|seront|"
	"était|"
	"étaient|ont|a|serait|seraient|selon|soit|dont|qui|que|supplémentaires|annuels|prévus|investis|levés|promis|"
	"engagés|annoncés|dépensés|injectés|lors|puis|avant|après|depuis|fin|début|seulement|environ|minimum|maximum|"
	"contre|entre|jusqu|grâce|via|versés|déjà|au-delà|chacun";

static const char of_money[] =
	"capex|debt|investment|investments|spending|revenue|revenues|capital|cash|sales|funding|financing|orders|"
	"commitments|contracts|backlog|profit|profits|losses|value|equity|market|additional|fresh|new|annual|loans|"
	"bonds|"
	"dette|dettes|investissement|investissements|dépenses|chiffre|revenus|revenu|recettes|capitalisation|contrats|"
	"commandes|bénéfice|bénéfices|pertes|perte|valorisation|fonds|financement|financements|liquidités|plus|ventes|"
	"prêts|prêt|crédit|valeur|capitaux|budget|ici";

static bool is_stop(uint32_t c)
{
	return c == 0 || (c < 0x80 && strchr(".,;:!?()[]\"'/|+~<>*\n", (int)c) != NULL) || (c >= 0x80 && !is_letter(c));
}

bool money_may_end(const struct passage *p, size_t at)
{
	char word[WORD_SIZE];
	uint32_t c;
	size_t next = past_hyphen(p, at);
	folded_at(p, next, &c);
	if (c == '%')
		return false;
	if (is_stop(c) || c == '-')
		return true;
	size_t bytes = word_at(p, next, word);
	if (!is_listed("of|de|d", word))
		return is_listed(follows_money, word);
	next += bytes;
	folded_at(p, next, &c);
	next = c == '\'' ? next + folded_at(p, next, &c) : past_blanks(p, next);
	word_at(p, next, word);
	bool named = next < p->length && p->text[next] >= 'A' && p->text[next] <= 'Z';
	return named || is_listed(of_money, word);
}
