#include "market/statement_roles.h"

#include <string.h>

#include "market/statement_sense.h"

/* ---- who acts ---- */

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

static const struct party *subject_by_grammar(const struct sentence *s, const struct mark *m, const struct sense *sense)
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

/* Whether the verb has small letters: in a headline Where Every Word Has A Capital they tell no names. */
static bool mark_has_small_letters(const struct sentence *s, const struct mark *m)
{
	return s->text.text[m->start] < 'A' || s->text.text[m->start] > 'Z';
}

/* Before the verb itself, or before the first one: "Lilly to spend .. to acquire ..". */
static bool read_actor(const struct sentence *s, const struct mark *m, struct party *out)
{
	if (m->verb->is_noun || !mark_has_small_letters(s, m))
		return false;
	for (const struct mark *verb = m;; verb = s->marks) {
		if (party_read_unknown_before(&s->text, verb->start, out) && !(*out->before && out->is_close) &&
		    !sentence_names(s, out->start) && !sentence_names(s, out->end - 1))
			return true;
		if (verb == s->marks)
			return false;
	}
}

const struct party *roles_subject(const struct sentence *s, const struct mark *m, struct party *unknown)
{
	const struct party *subject = subject_by_grammar(s, m, &m->sense);
	if (subject)
		return subject;
	return read_actor(s, m, unknown) ? unknown : subject_at_last(s, m);
}

/* ---- who is at the other end ---- */

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
		if (!sentence_names(s, at) && party_read_unknown(&s->text, at, out)) {
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

const struct party *roles_other(const struct sentence *s, const struct mark *m, const struct party *subject,
				struct party *unknown)
{
	const struct sense *sense = &m->sense;
	const struct party *other = sense->has_payee ? other_known(s, m, sense, subject) : NULL;
	bool wants_any = sense->kind != STATEMENT_CAPEX_PLAN && sense->kind != STATEMENT_RAISE && sense->has_payee;
	if (other || !wants_any)
		return other;
	if (!sense_is_of_plant(s))
		other = other_by_count(s, subject);
	if (other)
		return other;
	if (subject && subject->start >= m->end && read_actor(s, m, unknown))
		return unknown;
	bool builds = sense->kind == STATEMENT_INVEST && sense_is_of_plant(s);
	return !builds && mark_has_small_letters(s, m) && other_unknown(s, m, sense, unknown) ? unknown : NULL;
}
