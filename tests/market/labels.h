/* The labelled sentences of tests/fixtures/press/amounts_*.tsv, and what the program reads from them, written
 * the way the labels are. */
#ifndef FROTH_TESTS_MARKET_LABELS_H
#define FROTH_TESTS_MARKET_LABELS_H

#include "base/buffer.h"
#include "market/amounts.h"
#include "market/statement.h"

#define LABEL_AMOUNTS 16

struct label {
	enum language language;
	char *sentence, *amounts, *statements; /* owned */
	int line;
};

struct label_list {
	struct label *items; /* owned */
	size_t count;
};

/* Fails the test where the file is wrong. `name`: "dev", "held". */
void labels_read(struct label_list *list, const char *name);
void labels_release(struct label_list *list);

/* "$100 billion = 1e11 USD up_to ; ..." or "none". Values as %.15g. */
void amounts_write(struct buffer *out, const char *sentence, enum language language);
/* "invest NVDA > OAI ; ..." or "none". */
void statements_write(struct buffer *out, const char *sentence, enum language language);
/* A label's amounts in the same form as amounts_write() gives. */
void amounts_label_write(struct buffer *out, const struct label *label);

#endif
