#!/bin/sh
# Makes the folder .venv with Python 3.11, or says in one sentence what the machine lacks.
# `make setup` calls it; it installs nothing outside .venv.
set -eu

target=${1:-.venv}

is_3_11() {
    "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' >/dev/null 2>&1
}

python=
for candidate in "${PYTHON:-python3.11}" python3.11 python3; do
    if is_3_11 "$candidate"; then
        python=$candidate
        break
    fi
done

if [ -z "$python" ]; then
    echo "Guihang needs Python 3.11, and none was found. Debian 12: apt install python3 python3-venv" \
         "- Ubuntu 22.04: apt install python3.11 python3.11-venv - elsewhere: make setup PYTHON=/path/to/python3.11" >&2
    exit 1
fi

if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    echo "Python 3.11 is here, but its venv module is not. Debian 12: apt install python3-venv" \
         "- Ubuntu 22.04: apt install python3.11-venv" >&2
    exit 1
fi

"$python" -m venv "$target"
