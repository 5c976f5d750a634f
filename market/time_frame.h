/* The stretches of time that a chart shows, each with the bars that it is drawn of. One table; read by the
 * Company screen, which shows them, and by the collector, which must have fetched the bars. Pure. */
#ifndef FROTH_MARKET_TIME_FRAME_H
#define FROTH_MARKET_TIME_FRAME_H

#include "market/candle.h"

enum time_frame { FRAME_1D, FRAME_5D, FRAME_1M, FRAME_6M, FRAME_YTD, FRAME_1Y, FRAME_5Y, FRAME_MAX, TIME_FRAMES };

struct time_frame_row {
	const char *name;         /* "1D", as a person reads it */
	const char *range;        /* as range_start() takes it */
	const char *intervals[4]; /* of the bars, the best first, ended by NULL */
};

extern const struct time_frame_row time_frames[TIME_FRAMES];

/* TIME_FRAMES: there is none of that name, in any case of its letters. */
enum time_frame time_frame_parse(const char *name);

#endif
