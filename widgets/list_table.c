#include "widgets/list_table.h"

#include <assert.h>
#include <string.h>

void list_fit(const struct list_column *columns, int count, int room, int widths[LIST_COLUMNS])
{
	int shares = 0;
	assert(count <= LIST_COLUMNS);
	room -= LIST_LEFT - LIST_GAP + 1;
	memset(widths, 0, sizeof(int) * LIST_COLUMNS);
	for (int rank = 1; rank <= count; rank++)
		for (int i = 0; i < count; i++)
			if (columns[i].rank == rank && columns[i].columns + LIST_GAP <= room) {
				widths[i] = columns[i].columns;
				room -= columns[i].columns + LIST_GAP;
				shares += columns[i].grow;
			}
	for (int i = 0; i < count && room > 0 && shares; i++)
		if (widths[i])
			widths[i] += room * columns[i].grow / shares;
}

void list_draw_head(struct canvas *c, int row, const struct list_column *columns, int count,
		    const int widths[LIST_COLUMNS])
{
	int column = LIST_LEFT;
	for (int i = 0; i < count; i++) {
		if (!widths[i])
			continue;
		if (columns[i].right)
			canvas_text_right(c, row, column, widths[i], ROLE_DIM, columns[i].title);
		else
			canvas_text(c, row, column, widths[i], ROLE_DIM, columns[i].title);
		column += widths[i] + LIST_GAP;
	}
}

struct canvas list_line(struct canvas *c, int row, bool is_selected)
{
	struct canvas line = canvas_flagged(c, is_selected ? CELL_SELECTED : 0);
	if (is_selected) {
		canvas_fill(&line, row, 0, c->columns, ROLE_TEXT, " ");
		canvas_text(&line, row, 1, 1, ROLE_AMBER, "▌");
	}
	return line;
}

void list_draw_row(struct canvas *line, int row, const struct list_column *columns, int count,
		   const int widths[LIST_COLUMNS], const void *item, const struct view_model *m)
{
	int column = LIST_LEFT;
	for (int i = 0; i < count; i++) {
		if (!widths[i])
			continue;
		columns[i].draw(&(struct list_cell){ line, row, column, widths[i] }, item, m);
		column += widths[i] + LIST_GAP;
	}
}
