#!/bin/sh
# embed.sh FILE...: prints a C file with the table of base/shipped.h, one row a file of share/.
# od and awk only, so that a bare machine with a compiler builds it.
set -eu
echo '/* Made by scripts/embed.sh from share/; do not edit. */'
echo '#include "base/shipped.h"'
n=0
for f in "$@"; do
	echo "static const unsigned char file_${n}[] = {"
	od -An -v -tu1 "$f" | awk '{ gsub(/ +/, ","); sub(/^,/, ""); print $0 "," }'
	echo '0 };'
	n=$((n + 1))
done
echo 'const struct shipped_file shipped_files[] = {'
n=0
for f in "$@"; do
	echo "	{ \"${f#share/}\", (const char *)file_$n, sizeof file_$n - 1 },"
	n=$((n + 1))
done
echo '	{ 0, 0, 0 }'
echo '};'
