"""Links in the documents lead somewhere: `python -m deploy.checks.links`.

Only links inside the repository are followed: a check must not depend on the network.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).parents[2]
SKIPPED = {".venv", "node_modules", "vendor"}

FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?[^)]*\)")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
ELSEWHERE = ("https://", "http://", "mailto:")


def broken_links(root: Path) -> list[str]:
    """List each link below `root` that leads to no file or no heading."""
    return [
        f"{page.relative_to(root)}: {target}"
        for page in sorted(root.rglob("*.md"))
        if not SKIPPED & set(page.relative_to(root).parts)
        for target in links_of(page)
        if not leads_somewhere(page, target)
    ]


def links_of(page: Path) -> Iterator[str]:
    """Yield the targets of a page's links into the repository; code is no link."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    targets = (match.group(1) for match in LINK.finditer(text))
    return (target for target in targets if not target.startswith(ELSEWHERE))


def leads_somewhere(page: Path, target: str) -> bool:
    """Whether the file is there, and in it the heading that the link names."""
    path, _, anchor = unquote(target).partition("#")
    file = page.parent / path if path else page
    if not file.exists():
        return False
    return not anchor or file.suffix != ".md" or anchor in anchors_of(file)


def anchors_of(page: Path) -> set[str]:
    """Name a page's headings as hosts of Markdown do: lower case, hyphens, no punctuation."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return {anchor_of(match.group(1)) for match in HEADING.finditer(text)}


def anchor_of(heading: str) -> str:
    """Turn one heading into the anchor that leads to it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def main() -> int:
    """Print what leads nowhere; exit 1 if anything does."""
    broken = broken_links(ROOT)
    for link in broken:
        sys.stderr.write(f"leads nowhere: {link}\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
