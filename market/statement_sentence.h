/* One sentence taken apart: the firms it names, the amounts it states, its verbs and nouns of paying with what
 * each comes to. Filled by statement.c, read by all of market/statement*.c and private to them. */
#ifndef FROTH_MARKET_STATEMENT_SENTENCE_H
#define FROTH_MARKET_STATEMENT_SENTENCE_H

#include "market/amounts.h"
#include "market/amounts_text.h"
#include "market/statement.h"
#include "market/statement_parties.h"
#include "market/statement_verbs.h"

#define VERBS_MAX 16

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

/* Past the sentence that `at` lies in: its stop, or the end of the line or of the text. */
size_t sentence_find_end(const char *text, size_t length, size_t at);

/* Where an amount stands in its sentence. */
size_t sentence_start_of(const struct sentence *s, const struct amount *a);
size_t sentence_end_of(const struct sentence *s, const struct amount *a);

/* Whether one phrase of a '|' list begins from `from` on and before `to`. */
bool sentence_has(const struct sentence *s, size_t from, size_t to, const char *list);
bool sentence_says(const struct sentence *s, const char *list);
bool sentence_says_after(const struct sentence *s, const struct mark *m, const char *list);
/* Whether a firm's name stands at `at`. */
bool sentence_names(const struct sentence *s, size_t at);

#endif
