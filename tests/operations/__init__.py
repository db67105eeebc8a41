"""One ordinary administrator can run it: logs, drains, backups, moves."""
