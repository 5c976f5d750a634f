#!/bin/sh
# lint.sh: formatting and static checks, each with the tool that is there; says what it skipped.
set -u
status=0
sources=$(git ls-files '*.c' '*.h' 2>/dev/null)
[ -n "$sources" ] || sources=$(find . -name build -prune -o -name '*.[ch]' -print | sed 's,^\./,,')
scripts=$(grep -lE '^#!/bin/sh' scripts/* tests/run tests/*/run .ci/* 2>/dev/null)
flags='-std=c17 -I. -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE'

have() { # TOOL
	command -v "$1" > /dev/null 2>&1 && return 0
	echo "lint: skipped $1, it is not installed"
	return 1
}
check() { # NAME COMMAND...: runs it, keeps a failure
	name=$1
	shift
	if "$@"; then
		echo "lint: $name is content"
	else
		echo "lint: $name is not content"
		status=1
	fi
}

# shellcheck disable=SC2086
if have clang-format; then
	check clang-format clang-format --dry-run -Werror $sources
fi
# shellcheck disable=SC2086,SC2046
if have clang-tidy; then
	check clang-tidy clang-tidy --quiet $(printf '%s\n' $sources | grep '\.c$') -- $flags -DFROTH_VERSION='"lint"' \
		$(pkg-config --cflags libcurl libcjson libxml-2.0 sqlite3 yaml-0.1 ncursesw libutf8proc 2> /dev/null)
fi
# shellcheck disable=SC2086
if have cppcheck; then
	check cppcheck cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,performance,portability \
		--inline-suppr --suppress=missingInclude --suppress=unknownMacro -I. -DFROTH_VERSION='"lint"' $sources
fi
# shellcheck disable=SC2086
if have shellcheck; then
	check shellcheck shellcheck --severity=warning $scripts
fi
manual=${BUILD:-build}/doc/froth.1
if [ ! -f "$manual" ]; then
	echo "lint: skipped the man page, $manual is not built"
elif command -v mandoc > /dev/null 2>&1; then
	check mandoc mandoc -T lint -W warning "$manual"
elif have man; then
	said=$(LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$manual" 2>&1 > /dev/null)
	check man test -z "$said"
	[ -z "$said" ] || printf '%s\n' "$said"
fi
exit $status
