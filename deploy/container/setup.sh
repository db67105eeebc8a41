#!/bin/sh
# Inside the set-up container: databases, roles and broker users, then schemas and keys.
# Everything here may be done again; what is there stays.
set -eu

superuser=$(cat /run/secrets/database_superuser)
python -m deploy.databases --server "postgresql://postgres:$superuser@postgres/postgres" \
    --passwords /secrets/database
python -m deploy.broker --passwords /secrets/broker > /definitions/guihang.json

owner=$(cat /run/secrets/database_owner)
export GUIHANG_OWNER_DATABASE_URL="postgresql://guihang_owner:$owner@postgres/guihang_{service}"
export GUIHANG_DATABASE_URL="postgresql://guihang_{service}@postgres/guihang_{service}"
export GUIHANG_AMQP_URI=amqp://rabbitmq/guihang
guihang keys
guihang migrate

echo "Now: docker compose exec rabbitmq rabbitmqctl import_definitions /definitions/guihang.json"
