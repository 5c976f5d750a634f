#include "tui/action_prompt.h"

#include "tui/action_press.h"
#include "tui/key.h"

/* What becomes of the answers, by what the prompt is for. */
static void (*const takers[PROMPT_PURPOSES])(struct viewer *v, enum prompt_answer answer) = {
	[PROMPT_SEARCH] = viewer_take_search,
	[PROMPT_MARK_ALL] = viewer_take_mark_all,
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
	viewer_prompt_key(v, KEYCODE_ENTER);
}
