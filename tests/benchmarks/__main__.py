"""Prints one JSON line a figure: `python -m tests.benchmarks [GROUP…] [--tiny] [--log EVENTS]`.

Runs in an environment of its own, which has psycopg 3 for the library's PostgreSQL module. All
groups together take about ten minutes on two quiet cores. docs/performance.md says what was found.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from tests.benchmarks import paging, propagating, rebuilding, replaying, scaling, writing
from tests.benchmarks.lines import Line, say
from tests.benchmarks.sizes import FULL, TINY, Size

GROUPS: Mapping[str, Callable[[Size], Iterator[Line]]] = {
    "write": writing.figures,
    "propagate": propagating.figures,
    "pages": paging.figures,
    "rebuild": rebuilding.figures,
    "as-of": replaying.figures,
    "scale": scaling.figures,
}


def main() -> None:
    """Measure what is asked for, by default all."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--tiny", action="store_true", help="only see that it works")
    parser.add_argument("--log", type=int, metavar="EVENTS", help="of the long log of `scale`")
    asked = parser.parse_args()
    if strangers := set(asked.groups) - GROUPS.keys():
        parser.error(f"no such group: {', '.join(sorted(strangers))}")
    size = TINY if asked.tiny else FULL
    size = replace(size, log=asked.log) if asked.log else size
    for group in asked.groups or GROUPS:
        for line in GROUPS[group](size):
            say(line)


if __name__ == "__main__":
    main()
