/* The form by which a page asks for consent to cookies, filled in with a yes: the hidden fields that it holds and
 * its button. Pure; the page is foreign. */
#ifndef FROTH_FETCH_CONSENT_FORM_H
#define FROTH_FETCH_CONSENT_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "fetch/url.h"

#define CONSENT_FORM_LIMIT 8192

struct consent_form {
	char action[URL_SIZE]; /* as written, entities decoded; "" the page's own address */
	struct buffer body;    /* "csrfToken=...&sessionId=...&agree=agree", escaped */
};

/* Reads the first form of the page that holds csrfToken and sessionId. false: there is none, or it is larger than a
 * form of that kind can be. Release in any case. */
bool consent_form_read(struct consent_form *form, const char *html);
void consent_form_release(struct consent_form *form);

#endif
