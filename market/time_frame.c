#include "market/time_frame.h"

#include <strings.h>

const struct time_frame_row time_frames[TIME_FRAMES] = {
	[FRAME_1D] = { "1D", "1d", { "5m" } },
	[FRAME_5D] = { "5D", "5d", { "15m", "5m" } },
	[FRAME_1M] = { "1M", "1mo", { "1d" } },
	[FRAME_6M] = { "6M", "6mo", { "1d", "1wk" } },
	[FRAME_YTD] = { "YTD", "ytd", { "1d", "1wk" } },
	[FRAME_1Y] = { "1Y", "1y", { "1d", "1wk", "1mo" } },
	[FRAME_5Y] = { "5Y", "5y", { "1wk", "1d", "1mo" } },
	[FRAME_MAX] = { "MAX", "max", { "1wk", "1mo", "1d" } },
};

enum time_frame time_frame_parse(const char *name)
{
	int i = 0;
	while (i < TIME_FRAMES && strcasecmp(time_frames[i].name, name) != 0)
		i++;
	return (enum time_frame)i;
}
