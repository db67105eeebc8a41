#!/bin/sh
# Makes the secrets that docker-compose.yml mounts, where they are missing: ./secrets, mode 0700.
# Run once on the host, before the first `docker compose up`. It prints nothing.
set -eu

folder=${1:-secrets}
services="registry supervision assistance treatment legal_aid reporting identity"

umask 077
mkdir -p "$folder/database" "$folder/broker" "$folder/keys"
for name in $services owner superuser; do
    [ -s "$folder/database/$name" ] || od -An -N24 -tx1 /dev/urandom | tr -d ' \n' > "$folder/database/$name"
done
for name in $services cli; do
    [ -s "$folder/broker/$name" ] || od -An -N24 -tx1 /dev/urandom | tr -d ' \n' > "$folder/broker/$name"
done
