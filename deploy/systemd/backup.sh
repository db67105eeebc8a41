#!/bin/sh
# One backup into a new folder, and a drill of it at once: a backup that nobody has restored is a hope.
# What is older than KEEP_DAYS goes; destroyed keys live on in backups for as long (docs/RUNBOOK.md).
set -eu

folder=${1:?where the backups go}
guihang=${GUIHANG:-/opt/guihang/.venv/bin/guihang}
passphrase=${GUIHANG_PASSPHRASE_FILE:-${CREDENTIALS_DIRECTORY:-/etc/guihang}/passphrase}
target=$folder/$(date +%Y%m%d-%H%M%S)

"$guihang" backup --passphrase-file "$passphrase" "$target"
"$guihang" restore --drill --passphrase-file "$passphrase" "$target"
find "$folder" -mindepth 1 -maxdepth 1 -type d -name '20*' -mtime "+${KEEP_DAYS:-30}" -exec rm -r {} +
