#!/bin/sh
# layers.sh: who may include whom, and which libraries. The table is the one of ARCHITECTURE.md.
set -eu
status=0
allowed() {
	case $1 in
	base) echo 'base' ;;
	market) echo 'market base' ;;
	bubble | store | config | fetch) echo "$1 market base" ;;
	widgets) echo 'widgets market base tui/surface tui/key' ;;
	tui) echo 'tui widgets bubble store config market base' ;;
	cli) echo 'cli fetch bubble store config market base' ;;
	esac
}
library() { # header, rooms that may include it
	case $1 in
	curses.h | ncurses.h | term.h) echo 'tui' ;;
	curl/*) echo 'fetch' ;;
	cjson/*) echo 'fetch cli' ;;
	libxml/*) echo 'fetch' ;;
	sqlite3.h) echo 'store' ;;
	yaml.h) echo 'config' ;;
	utf8proc.h) echo 'base' ;;
	pthread.h | threads.h) echo 'nobody' ;;
	*) echo any ;;
	esac
}
for room in base market bubble store config fetch widgets tui cli; do
	may=$(allowed $room)
	for file in "$room"/*.[ch]; do
		[ -f "$file" ] || continue
		for inc in $(sed -n 's/^#include "\([^"]*\)".*/\1/p' "$file"); do
			ok=0
			for m in $may; do
				case $inc in "$m"/* | "$m".h) ok=1 ;; esac
			done
			[ $ok = 1 ] || { echo "$file includes $inc: $room may include $may"; status=1; }
		done
		for inc in $(sed -n 's/^#include <\([^>]*\)>.*/\1/p' "$file"); do
			who=$(library "$inc")
			case " $who " in *" any "* | *" $room "*) ;; *) echo "$file includes <$inc>: only $who may"; status=1 ;; esac
		done
	done
done
# One file knows ncurses.
for file in $(grep -lE '#include <(n?curses|term)\.h>' tui/*.c 2>/dev/null || :); do
	[ "$file" = tui/term_curses.c ] || { echo "$file knows ncurses; only tui/term_curses.c may"; status=1; }
done
[ $status = 0 ] && echo 'layers: all includes follow the table'
exit $status
