"""Borrowed browser files are what their makers published: `python -m deploy.checks.assets`.

Each folder below a `vendor` folder lists its files in SHA256SUMS (made by `make vendor`).
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLACES = ("shared/web/static/vendor", "tests/browser/vendor")
SUMS = "SHA256SUMS"


def altered(vendor: Path) -> list[str]:
    """List each file in the folders of `vendor` that is missing, changed, or listed nowhere."""
    return [
        f"{folder.name}/{name}: {fault}"
        for folder in sorted(vendor.iterdir())
        if folder.is_dir() and folder.name != "__pycache__"
        for name, fault in _faults(folder)
    ]


def _faults(folder: Path) -> Iterator[tuple[str, str]]:
    listed = _listed(folder / SUMS)
    found = {file.name: file for file in folder.iterdir() if file.name != SUMS}
    for name in sorted(listed.keys() | found.keys()):
        if name not in found:
            yield name, "missing"
        elif name not in listed:
            yield name, f"not in {SUMS}"
        elif hashlib.sha256(found[name].read_bytes()).hexdigest() != listed[name]:
            yield name, "changed"


def _listed(sums: Path) -> dict[str, str]:
    if not sums.exists():
        return {}
    pairs = (line.split("  ", 1) for line in sums.read_text(encoding="ascii").splitlines())
    return {name: digest for digest, name in pairs}


def main() -> int:
    """Print what is not as published; exit 1 if anything is not."""
    wrong = [
        fault for place in PLACES if (ROOT / place).exists() for fault in altered(ROOT / place)
    ]
    for fault in wrong:
        sys.stderr.write(f"not as published: {fault}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
