#!/bin/sh
# Addresses are put together from the secrets that compose mounts, so that none stands in a file or in
# the environment of the host. GUIHANG_SERVICE says whose they are.
set -eu

secret() { cat "/run/secrets/$1"; }

if [ -n "${GUIHANG_SERVICE:-}" ]; then
    GUIHANG_DATABASE_URL="postgresql://guihang_{service}:$(secret "database_${GUIHANG_SERVICE}")@postgres/guihang_{service}"
    GUIHANG_AMQP_URI="amqp://${GUIHANG_SERVICE}:$(secret "broker_${GUIHANG_SERVICE}")@rabbitmq/guihang"
    export GUIHANG_DATABASE_URL GUIHANG_AMQP_URI
fi
if [ -f /run/secrets/database_owner ]; then
    GUIHANG_OWNER_DATABASE_URL="postgresql://guihang_owner:$(secret database_owner)@postgres/guihang_{service}"
    export GUIHANG_OWNER_DATABASE_URL
fi
exec guihang "$@"
