#!/bin/sh
# manual.sh FROTH IN VERSION: prints the man page. @KEYS@ and @OPTIONS@ in IN become the lists that the
# program itself prints, so that the manual cannot lag behind it.
set -eu
froth=$1 in=$2 version=$3

# Text for roff: backslashes and hyphens as they are, nothing that looks like a request.
escape() {
	sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e "s/^[.']/\\\\\\&&/"
}

keys() {
	"$froth" --list-keys | escape | awk -F '\t' '{ printf ".TP\n.B \"%s\"\n%s%s.\n", $1, toupper(substr($2, 1, 1)), substr($2, 2) }'
}

options() {
	"$froth" --list-options | escape | awk -F '\t' '{
		split($1, name, ".")
		if (name[1] != section)
			printf ".SS %s\n", section = name[1]
		gsub(/\|/, ", ", $3)
		value = $2 == "" ? "empty" : "\\fB" $2 "\\fR"
		help = toupper(substr($4, 1, 1)) substr($4, 2)
		printf ".TP\n.BR %s \" (%s)\"\n%s. Default: %s.\n", name[2], $3, help, value
	}'
}

while IFS= read -r line; do
	case $line in
	@KEYS@) keys ;;
	@OPTIONS@) options ;;
	*) printf '%s\n' "$line" | sed "s/@VERSION@/$version/g" ;;
	esac
done < "$in"
