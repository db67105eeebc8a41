"""What of the demonstration is data: names, places and texts that people wrote, in any language."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from deploy.demo.people import GIVEN, SURNAMES

ROOT = Path(__file__).parents[2]  # by path: to import a desk's pages would bring the hub along
WRITTEN = (
    *(ROOT / "deploy/demo").iterdir(),
    ROOT / "services/identity/web/demonstration.toml",
    ROOT / "services/registry/web/agreement_texts.toml",
)
NAME = re.compile(rf"[{''.join(SURNAMES)}]?[{GIVEN}某]{{0,3}}")
NAMES = {"归航", "梅社戒", "梅社康", "梅协戒", "梅协康"}
"""The product's own name and the letters of case numbers, the same in every language."""


def is_data(piece: str) -> bool:
    """Whether somebody of the demonstration wrote this, or it is somebody's name."""
    return piece in NAMES or NAME.fullmatch(piece) is not None or piece in _texts()


@cache
def _texts() -> str:
    """All that the demonstration writes into its records, in its own words."""
    return "\n".join(file.read_text("utf-8") for file in WRITTEN if file.is_file())
