"""`python -m deploy.cli` is the command `guihang`."""

from __future__ import annotations

from deploy.cli.main import main

main()
