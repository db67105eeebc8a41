"""Every event and message has a golden file, as it was released: `python -m deploy.checks.golden`.

A new event, a new version of one, or a new audience of one has none yet: tell it in
`tests/golden/stories.py`, then `python -m tests.golden --new`. What is released is never changed:
each folder lists its files in SHA256SUMS, and `event_names.txt` beside the department only grows.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable
from pathlib import Path

from deploy.checks.assets import altered

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    from deploy.departments import DEPARTMENTS, Parts
    from deploy.events import NAMES, catalogue_of, names_of

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests/golden"


def wanted(parts: Parts) -> list[str]:
    """The golden files that a department must have for what it writes and says today."""
    events = {
        kind.name.partition(".")[2]: kind.version for kind in catalogue_of(parts).by_name.values()
    }
    told = [
        f"{publish.message_name}.v{publish.version}.to_{audience}.json"
        for publish in parts.published
        for audience in publish.to
    ]
    return [*(f"{name}.v{version}.json" for name, version in events.items()), *told]


def missing(folder: Path, parts: Parts) -> list[str]:
    """List what the department writes or says and has no golden file."""
    return [
        f"{parts.name}/{name}: no golden file"
        for name in sorted(wanted(parts))
        if not (folder / parts.name / name).exists()
    ]


def unlisted(listed: Iterable[str], folder: Path, parts: Parts) -> list[str]:
    """List where `event_names.txt` and the golden files do not name the same events.

    A line is the name, the version, and what officials call it: `registry.reported_in 1 报到`.
    """
    lines = [line.removeprefix(f"{parts.name}.").split() for line in listed]
    names = {" ".join(line[:2]) for line in lines}
    golden = {
        " ".join(file.stem.rsplit(".v", 1))
        for file in (folder / parts.name).glob("*.v*.json")
        if ".to_" not in file.name
    } - {"demonstration_started 1"}
    return [
        *(f"{parts.name}.{name}: not in {NAMES}" for name in sorted(golden - names)),
        *(f"{parts.name}.{name}: in {NAMES} only" for name in sorted(names - golden)),
        *(f"{parts.name}.{line[0]}: no Chinese name" for line in lines if len(line) != 3),
    ]


def faults() -> list[str]:
    """All that is wrong with the golden files."""
    found = [f"{fault}, which nobody may" for fault in altered(FOLDER)]
    for parts in DEPARTMENTS.values():
        found += missing(FOLDER, parts)
        found += unlisted(names_of(parts.name), FOLDER, parts)
    return found


def main() -> int:
    """Print what is missing or changed; exit 1 if anything is."""
    found = faults()
    for fault in found:
        sys.stderr.write(f"{fault}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
