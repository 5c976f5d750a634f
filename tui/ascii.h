/* Seven-bit stand-ins for what froth draws and for Latin letters, for terminals whose locale is not
 * UTF-8. Pure; read by the surface only. */
#ifndef FROTH_TUI_ASCII_H
#define FROTH_TUI_ASCII_H

#include <stdint.h>

/* One printable ASCII character that stands for the code point; '?' where none does. */
char ascii_for(uint32_t code_point);

#endif
