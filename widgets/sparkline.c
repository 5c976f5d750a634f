#include "widgets/sparkline.h"

#define SPARK_COLUMNS 64

static const char *const blocks[] = { " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇" };

static double bucket_close(const struct candle_series *series, int bucket, int buckets)
{
	size_t end = (size_t)(bucket + 1) * series->count / (size_t)buckets;
	return series->items[end ? end - 1 : 0].close;
}

int sparkline_heights(const struct candle_series *series, int columns, bool stretched, unsigned char *heights)
{
	bool is_short = series->count < (size_t)columns && (!stretched || series->count < 2);
	int used = is_short ? (int)series->count : columns;
	double low = HUGE_VAL, high = -HUGE_VAL;
	for (int i = 0; i < used; i++) {
		double close = bucket_close(series, i, used);
		low = close < low ? close : low;
		high = close > high ? close : high;
	}
	for (int i = 0; i < used; i++) {
		double share = high > low ? (bucket_close(series, i, used) - low) / (high - low) : 0.5;
		heights[i] = (unsigned char)(1 + (int)(share * 6 + 0.5));
	}
	return used;
}

void sparkline_draw(struct canvas *c, int row, int column, int columns, bool stretched, enum role role,
		    const struct candle_series *series)
{
	unsigned char heights[SPARK_COLUMNS];
	if (columns > SPARK_COLUMNS)
		columns = SPARK_COLUMNS;
	int used = sparkline_heights(series, columns, stretched, heights);
	for (int i = 0; i < used; i++)
		canvas_text(c, row, column + i, 1, role, blocks[heights[i]]);
	if (!used)
		canvas_text(c, row, column, columns, ROLE_DIM, "-");
}
