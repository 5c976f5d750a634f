/* Figures and times as some sources write them: text made for people. Pure. */
#ifndef FROTH_FETCH_FIGURE_TEXT_H
#define FROTH_FETCH_FIGURE_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include <cjson/cJSON.h>

/* "1,157.25", "$1,157.25", "+0.51%", "-3": the number. Commas part thousands and nothing else. NAN for any
 * other text ("UNCH", "N/A", "--", "1,15", "5.2T") and for NULL. */
double figure_read(const char *text);
/* A member that is a number or a text as above; NAN if it is neither. */
double figure_member(const cJSON *object, const char *name);
/* The same where only a figure above 0 makes sense: prices. */
double figure_price(const cJSON *object, const char *name);

/* The instant of a clock reading in New York: seconds of a day that begins `day` days after 1970-01-01. */
int64_t eastern_instant(int64_t day, int second);
/* The instant that a date stands for which came without a time: the end of its trading, or `fetched` where that is
 * yet to come today; a date that lies further ahead keeps its own time. */
int64_t day_end(int64_t close, int64_t fetched);
/* The same with the end of trading in New York (16:00). */
int64_t eastern_close(int64_t day, int64_t fetched);
/* Whether New York trades at an instant: a weekday from 9:30 to 16:00; knows no holidays. */
bool eastern_is_trading(int64_t now);
/* The end of trading in New York on the last weekday that is over at an instant; knows no holidays. */
int64_t eastern_last_close(int64_t now);

#endif
