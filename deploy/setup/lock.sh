#!/bin/sh
# Writes requirements/*.txt anew: exact versions with the hashes of their files, for every platform
# that Python 3.11 runs on. No registry's address is recorded, so any mirror will do.
# What is locked stays unless pyproject.toml forbids it; UPGRADE=1 takes the newest of everything.
set -eu

if ! command -v "${UV:-uv}" >/dev/null; then
    echo "make lock needs uv: pipx install uv, or name it: make lock UV=/path/to/uv" >&2
    exit 1
fi

compile() {
    lock=$1
    shift
    plain=$(mktemp)
    if [ -z "${UPGRADE:-}" ] && [ -f "$lock" ]; then cp "$lock" "$plain"; fi
    "${UV:-uv}" pip compile pyproject.toml "$@" --python-version 3.11 --universal --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet \
        --output-file "$plain"
    { echo "# Made by \`make lock\` from pyproject.toml. Do not edit."; cat "$plain"; } > "$lock"
    rm -f "$plain"
}

compile requirements/production.txt --group build
compile requirements/development.txt --group build --group dev --constraint requirements/production.txt
compile requirements/benchmark.txt --group bench --constraint requirements/production.txt
