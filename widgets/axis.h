/* Nice numbers for an axis: steps of 1, 2, 2.5 or 5 times a power of ten (after Heckbert, "Nice numbers
 * for graph labels", Graphics Gems, 1990). Pure. */
#ifndef FROTH_WIDGETS_AXIS_H
#define FROTH_WIDGETS_AXIS_H

struct axis {
	double low, high; /* of the data, widened where they are equal */
	double first;     /* the lowest label, >= low */
	double step;
	int decimals; /* that the labels need */
};

/* At most `labels` (>= 2) labels; a flat or single value gets a range of 1 % around it. */
void axis_init(struct axis *a, double low, double high, int labels);

#endif
