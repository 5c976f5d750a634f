#include "tui/ascii.h"

#include <stddef.h>

struct stand_in {
	uint32_t code_point;
	char ascii;
};

/* Ascending. Heights of sparklines become a ramp of ink, arrows become signs. */
static const struct stand_in stand_ins[] = {
	{ 0x00A0, ' ' }, { 0x00A3, 'L' }, { 0x00A5, 'Y' },  { 0x00AB, '"' },  { 0x00B0, 'o' }, { 0x00B1, '~' },
	{ 0x00B7, '.' }, { 0x00BB, '"' }, { 0x00D7, 'x' },  { 0x2010, '-' },  { 0x2011, '-' }, { 0x2012, '-' },
	{ 0x2013, '-' }, { 0x2014, '-' }, { 0x2018, '\'' }, { 0x2019, '\'' }, { 0x201C, '"' }, { 0x201D, '"' },
	{ 0x201E, '"' }, { 0x2022, '*' }, { 0x2026, '~' },  { 0x2039, '<' },  { 0x203A, '>' }, { 0x20AC, 'E' },
	{ 0x2190, '<' }, { 0x2191, '^' }, { 0x2192, '>' },  { 0x2193, 'v' },  { 0x21E5, '>' }, { 0x23CE, '<' },
	{ 0x2500, '-' }, { 0x2501, '=' }, { 0x2502, '|' },  { 0x2503, '|' },  { 0x2504, '.' }, { 0x251C, '|' },
	{ 0x2524, '|' }, { 0x252C, '+' }, { 0x253C, '+' },  { 0x2581, '_' },  { 0x2582, '.' }, { 0x2583, '-' },
	{ 0x2584, '=' }, { 0x2585, '+' }, { 0x2586, '*' },  { 0x2587, '#' },  { 0x2588, '#' }, { 0x258C, '>' },
	{ 0x25B2, '^' }, { 0x25B4, '^' }, { 0x25BC, 'v' },  { 0x25BE, 'v' },  { 0x25C6, '*' }, { 0x25CB, 'o' },
	{ 0x25CC, '~' }, { 0x25CF, 'o' }, { 0x2713, 'x' },
};

/* Base letters of U+00C0..U+017F (Latin-1 and Latin Extended-A). */
static const char latin[] = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
			    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlL"
			    "lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

char ascii_for(uint32_t code_point)
{
	if (code_point >= 0x20 && code_point < 0x7F)
		return (char)code_point;
	if (code_point >= 0xC0 && code_point < 0xC0 + sizeof latin - 1 && code_point != 0xD7)
		return latin[code_point - 0xC0];
	size_t low = 0, high = sizeof stand_ins / sizeof *stand_ins;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (stand_ins[middle].code_point < code_point)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < sizeof stand_ins / sizeof *stand_ins && stand_ins[low].code_point == code_point)
		return stand_ins[low].ascii;
	return '?';
}
