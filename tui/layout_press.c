/* Where the panes of the press lie: the reader beside the list, below it, or in its place while it has the focus. */
#include <string.h>

#include "tui/layout.h"

#define BESIDE_COLUMNS 100
#define BELOW_ROWS 14

void layout_press(struct press_layout *l, struct area body, bool reader_has_focus)
{
	memset(l, 0, sizeof *l);
	if (body.rows >= 4)
		l->chips = area_take(&body, 1);
	if (body.columns >= BESIDE_COLUMNS)
		l->reader = area_take_right(&body, body.columns * (body.columns < 160 ? 42 : 46) / 100);
	else if (body.rows >= BELOW_ROWS)
		l->reader = area_take_below(&body, body.rows / 2);
	if (!l->reader.rows && reader_has_focus)
		l->reader = body;
	else
		l->stories = body;
}
