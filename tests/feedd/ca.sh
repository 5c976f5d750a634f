#!/bin/sh
# ca.sh DIR [HOST...]: makes a certificate authority and four server certificates for tests in DIR:
# ca.pem; good, expired, wronghost and selfsigned, each NAME.pem with NAME.key. good, expired and
# selfsigned are for 127.0.0.1, localhost and the HOSTs. Nothing is kept from an earlier call.
set -eu
[ $# -ge 1 ] || { sed -n '2,4p' "$0" >&2; exit 2; }
dir=$1
shift
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
work=$(mktemp -d "$dir/ca.XXXXXX")
trap 'rm -rf "$work"' EXIT
names='IP:127.0.0.1,DNS:localhost'
for host; do names="$names,DNS:$host"; done

key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1" 2>/dev/null; }

# `openssl ca` keeps a list of what it signed, and is the only way to choose both dates.
cat > "$work/ca.cnf" <<C
[ca]
default_ca = tests
[tests]
new_certs_dir = $work
database = $work/index
serial = $work/serial
default_md = sha256
policy = anything
unique_subject = no
copy_extensions = none
[anything]
commonName = supplied
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = CA:false
subjectAltName = $names
[elsewhere]
basicConstraints = CA:false
subjectAltName = DNS:wrong.example
C
: > "$work/index"
echo 1000 > "$work/serial"

key "$dir/ca.key"
openssl req -config "$work/ca.cnf" -x509 -new -key "$dir/ca.key" -subj '/CN=feedd test authority' -days 3650 \
	-extensions authority -out "$dir/ca.pem"

# certificate NAME EXTENSIONS FROM TO [OPTION...]
certificate() {
	name=$1 extensions=$2 from=$3 to=$4
	shift 4
	key "$dir/$name.key"
	openssl req -config "$work/ca.cnf" -new -key "$dir/$name.key" -subj "/CN=feedd $name" -out "$work/$name.csr"
	openssl ca -config "$work/ca.cnf" -batch -notext -in "$work/$name.csr" -out "$dir/$name.pem" \
		-extensions "$extensions" -startdate "$from" -enddate "$to" "$@" 2>"$work/log" ||
		{ cat "$work/log" >&2; exit 1; }
}
certificate good server 20200101000000Z 20491231235959Z -cert "$dir/ca.pem" -keyfile "$dir/ca.key"
certificate expired server 20200101000000Z 20200201000000Z -cert "$dir/ca.pem" -keyfile "$dir/ca.key"
certificate wronghost elsewhere 20200101000000Z 20491231235959Z -cert "$dir/ca.pem" -keyfile "$dir/ca.key"
certificate selfsigned server 20200101000000Z 20491231235959Z -selfsign -keyfile "$dir/selfsigned.key"
