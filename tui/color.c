#include "tui/color.h"

static int square(int x)
{
	return x * x;
}

static int distance(int32_t a, int32_t b)
{
	return square((a >> 16) - (b >> 16)) + square((a >> 8 & 255) - (b >> 8 & 255)) + square((a & 255) - (b & 255));
}

int32_t color_of_256(int index)
{
	static const int steps[] = { 0, 95, 135, 175, 215, 255 };
	if (index >= 232)
		return (8 + 10 * (index - 232)) * 0x010101;
	index -= 16;
	return steps[index / 36] << 16 | steps[index / 6 % 6] << 8 | steps[index % 6];
}

int color_nearest_256(int32_t rgb)
{
	int best = 16;
	for (int i = 17; i < 256; i++)
		if (distance(rgb, color_of_256(i)) < distance(rgb, color_of_256(best)))
			best = i;
	return best;
}
