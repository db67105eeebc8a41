"""Code in documents is run as it stands there."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType
from uuid import uuid4

DOCS = Path(__file__).parents[2] / "docs"
HEADING = re.compile(r"^#{2,6} (.+)$")


def blocks(page: str) -> dict[str, list[str]]:
    """The Python blocks of a page below `docs`, by the heading above them."""
    found: dict[str, list[str]] = {}
    heading = ""
    block: list[str] | None = None
    for line in (DOCS / page).read_text(encoding="utf-8").splitlines(keepends=True):
        if block is None and (above := HEADING.match(line)):
            heading = above[1]
        elif line == "```python\n":
            block = []
        elif line == "```\n" and block is not None:
            found.setdefault(heading, []).append("".join(block))
            block = None
        elif block is not None:
            block.append(line)
    return found


def run(*code: str, **given: object) -> ModuleType:
    """A module made of these blocks, one after the other; `given` are names that it may use."""
    module = ModuleType(f"documented_{uuid4().hex}")
    sys.modules[module.__name__] = module  # the library finds classes by their module
    vars(module).update(given)
    for block in code:
        exec(  # noqa: S102 - the code is ours, and running it is the point
            compile(block, module.__name__, "exec", dont_inherit=True), vars(module)
        )
    return module
