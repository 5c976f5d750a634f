#include "tui/action_prompt.h"

#include "tui/action_company.h"
#include "tui/action_press.h"
#include "tui/action_watch.h"
#include "tui/key.h"

/* What becomes of the answers, by what the prompt is for. */
static void (*const takers[PROMPT_PURPOSES])(struct viewer *v, enum prompt_answer answer) = {
	[PROMPT_SEARCH] = viewer_take_search,      [PROMPT_MARK_ALL] = viewer_take_mark_all,
	[PROMPT_COMPARE] = viewer_take_compare,    [PROMPT_SYMBOL] = viewer_take_symbol,
	[PROMPT_NEW_LIST] = viewer_take_new_list,  [PROMPT_RENAME_LIST] = viewer_take_new_name,
	[PROMPT_DELETE_LIST] = viewer_take_delete,
};

/* Ctrl-C, Ctrl-Z and Ctrl-L are the program's wherever one types. */
static bool is_of_program(int code)
{
	return code == KEYCODE_CTRL('C') || code == KEYCODE_CTRL('Z') || code == KEYCODE_CTRL('L');
}

bool viewer_prompt_key(struct viewer *v, int code)
{
	enum prompt_purpose purpose = v->state.prompt.purpose;
	if (purpose == PROMPT_NONE || is_of_program(code))
		return false;
	takers[purpose](v, prompt_key(&v->state.prompt, code));
	return true;
}

void viewer_prompt_leave(struct viewer *v)
{
	enum prompt_purpose purpose = v->state.prompt.purpose;
	bool is_kept = purpose == PROMPT_SEARCH || purpose == PROMPT_COMPARE;
	viewer_prompt_key(v, is_kept ? KEYCODE_ENTER : KEYCODE_ESCAPE);
}
