#!/bin/sh
# lint.sh: what the compilers do not check, each with the tool that is there; says what it skipped, and
# ends with 0 only if every tool is content. `make lint` runs it: BUILD and MAKE come from there. Files that
# a tool was content with are not read again before they, or what they include, change.
set -u
status=0
build=${BUILD:-build}
jobs=$(getconf _NPROCESSORS_ONLN 2> /dev/null || echo 1)
sources=$(git ls-files -co --exclude-standard '*.c' '*.h' 2> /dev/null)
[ -n "$sources" ] || sources=$(find . -name build -prune -o -name '*.[ch]' -print | sed 's,^\./,,')
units=$(printf '%s\n' "$sources" | grep '\.c$')
scripts=$(grep -lE '^#!/bin/sh' scripts/* tests/run tests/*/run .ci/* 2> /dev/null)

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
says_nothing() { # COMMAND...: fails if it prints anything, and shows it
	said=$("$@" 2>&1 > /dev/null)
	[ -z "$said" ] || printf '%s\n' "$said"
	test -z "$said"
}

check layers sh scripts/layers.sh
# shellcheck disable=SC2086
if have clang-format; then
	check clang-format clang-format --dry-run -Werror $sources
fi
# shellcheck disable=SC2086
if have cppcheck; then
	mkdir -p "$build/lint/cppcheck"
	check cppcheck cppcheck --quiet -j "$jobs" --cppcheck-build-dir="$build/lint/cppcheck" --error-exitcode=1 \
		--std=c11 --enable=warning,performance,portability --inline-suppr --suppress=missingInclude \
		--suppress=unknownMacro -I. -DFROTH_VERSION='"lint"' $units
fi
if have clang-tidy; then
	check clang-tidy "${MAKE:-make}" --no-print-directory -k -j "$jobs" BUILD="$build" lint-tidy
fi
# shellcheck disable=SC2086
if have shellcheck; then
	check shellcheck shellcheck --severity=warning $scripts
fi
manual=$build/doc/froth.1
if command -v mandoc > /dev/null 2>&1; then
	check mandoc mandoc -T lint -W warning "$manual"
elif have man; then
	check man says_nothing env LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$manual"
fi
exit $status
