/* Colours as 0xRRGGBB, and the 256 of terminals that know no more: the cube and the greys, 16 to 255; the
 * first sixteen belong to the person. Pure. */
#ifndef FROTH_TUI_COLOR_H
#define FROTH_TUI_COLOR_H

#include <stdint.h>

/* What colour 16 to 255 looks like. */
int32_t color_of_256(int index);
int color_nearest_256(int32_t rgb);

#endif
