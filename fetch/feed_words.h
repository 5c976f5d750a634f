/* The words of dates: months in the languages that feeds were seen in, zones, halves of the day. Read by
 * feed_date.c. Words are compared in lower case. */
#ifndef FROTH_FETCH_FEED_WORDS_H
#define FROTH_FETCH_FEED_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#define DATE_WORD_SIZE 32

bool date_is_word_char(char c);
/* The word at text in lower case, cut at the size; returns its length in text. */
size_t date_read_word(const char *text, char word[DATE_WORD_SIZE]);
int date_month(const char *word); /* 1 to 12; 0: no month */
/* False: no zone. */
bool date_zone(const char *word, int *minutes_east);

#endif
