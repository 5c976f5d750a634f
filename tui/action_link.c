/* Links: only http and https, to a browser by its words, never through a shell. Over ssh, and where no browser
 * can be run, the link is shown and copied through the terminal instead. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "tui/action.h"
#include "tui/action_deals.h"
#include "tui/launch.h"
#include "widgets/widget.h"

#define FAILED_WITHIN_MS 10000 /* a browser that ends badly later was closed by the person */

void viewer_notice(struct viewer *v, const char *format, ...)
{
	struct view_model *m = &v->model.view;
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(m->notice, sizeof m->notice, format, arguments);
	va_end(arguments);
	v->dirty = true;
}

static void show_and_copy(struct viewer *v, const char *why, const char *link)
{
	terminal_copy(v->terminal, link);
	viewer_notice(v, "%s; the link, copied where the terminal can: %s", why, link);
}

static struct browser *free_place(struct viewer *v)
{
	for (size_t i = 0; i < BROWSERS; i++)
		if (!v->browsers[i].pid)
			return &v->browsers[i];
	return NULL;
}

static void start_browser(struct viewer *v, const char *link)
{
	struct browser *b = free_place(v);
	struct error err;
	if (!b) {
		show_and_copy(v, "too many browsers are open", link);
		return;
	}
	pid_t pid = launch_browser(link, &err);
	if (pid < 0) {
		show_and_copy(v, err.text, link);
		return;
	}
	*b = (struct browser){ .pid = pid, .started_ms = clock_steady_ms() };
	snprintf(b->link, sizeof b->link, "%s", link);
	viewer_notice(v, "opening %s", link);
}

void viewer_open_link(struct viewer *v, const char *link)
{
	struct error err;
	if (link_check(link, &err))
		viewer_notice(v, "%s", err.text);
	else if (launch_is_remote())
		show_and_copy(v, "no browser over ssh", link);
	else
		start_browser(v, link);
}

void viewer_reap_browsers(struct viewer *v, int64_t now_ms)
{
	for (size_t i = 0; i < BROWSERS; i++) {
		struct browser *b = &v->browsers[i];
		int status;
		if (!b->pid || waitpid(b->pid, &status, WNOHANG) != b->pid)
			continue;
		b->pid = 0;
		if ((!WIFEXITED(status) || WEXITSTATUS(status)) && now_ms - b->started_ms < FAILED_WITHIN_MS)
			show_and_copy(v, "the browser did not open it", b->link);
	}
}

/* "" the focused row has none; NULL no row is focused. */
static const char *focused_link(const struct viewer *v)
{
	const struct view_model *m = &v->model.view;
	size_t selected = v->state.lists[v->state.focus].selected;
	const struct deal *deal = NULL;
	if (v->state.focus == LIST_PRESS)
		return selected < m->headline_count ? m->headlines[selected].url : NULL;
	if (v->state.focus == LIST_OWN_PRESS)
		return company_headline(m, selected) ? company_headline(m, selected)->url : NULL;
	if (v->state.focus == LIST_OWN_DEALS)
		deal = company_deal(m, selected);
	if (v->state.focus == LIST_CANDIDATES)
		return selected < m->deals_view.candidate_count ? m->deals_view.candidates[selected].url : NULL;
	if (v->state.focus == LIST_DEALS)
		deal = deals_row(m, selected);
	if (v->state.focus == LIST_CLAIMS)
		deal = claim_find(m, selected);
	return deal ? deal->source : NULL;
}

void viewer_open_row_link(struct viewer *v, int argument)
{
	const char *link = focused_link(v);
	(void)argument;
	if (link)
		viewer_open_link(v, link);
	else
		viewer_notice(v, "no link belongs to this row");
}
