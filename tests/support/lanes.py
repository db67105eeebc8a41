"""Runs the whole suite in lanes side by side: `python -m tests.support.lanes`.

Half of the suite's time is waiting: for servers that fault tests end and for a browser. One lane
computes meanwhile. Each line says which lane it is from, and the last one counts all of them.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_talk = threading.Lock()


@dataclass(frozen=True)
class Call:
    """One call of pytest: its words, and settings of its own."""

    words: Sequence[str]
    settings: Mapping[str, str] = field(default_factory=dict)


WAITING = ("tests/faults", "tests/journeys", "tests/deploy", "tests/messaging")
BROWSER = Call(["tests/browser"], {"GUIHANG_UNPATCHED": "1"})
ENDED = re.compile(r"(\d+) (passed|failed|skipped|errors?)\b")
CLOSING = re.compile(r"^=+ .*\bin [\d.:]+.*s\b.*=+$")


@dataclass
class Lane:
    """Calls of pytest, one after the other."""

    name: str
    calls: Sequence[Call]
    counted: Counter[str] = field(default_factory=Counter)
    sound: bool = True

    def run(self) -> None:
        """Call pytest, pass on what it says, and count."""
        for call in self.calls:
            with subprocess.Popen(
                [sys.executable, "-u", "-m", "pytest", *call.words],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                env={**os.environ, **call.settings},
            ) as process:
                for line in process.stdout or ():
                    self._say(line.rstrip())
            self.sound &= process.returncode == 0

    def _say(self, line: str) -> None:
        if CLOSING.match(line):
            for number, what in ENDED.findall(line):
                self.counted[what.rstrip("s") if what.startswith("error") else what] += int(number)
        with _talk:
            sys.stdout.write(f"{self.name:<9}| {line}\n")
            sys.stdout.flush()


def lanes() -> list[Lane]:
    """What computes, with the browser at its end, and what mostly waits."""
    return [
        Lane("offices", [Call(["tests", *(f"--ignore={it}" for it in WAITING)]), BROWSER]),
        Lane("servers", [Call(WAITING)]),
    ]


def main() -> None:
    """Run all lanes; status 1 if a test failed or a lane found none."""
    running = lanes()
    threads = [threading.Thread(target=lane.run) for lane in running]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counted = sum((lane.counted for lane in running), Counter[str]())
    failed = counted["failed"] + counted["error"]
    sys.stdout.write(f"{counted['passed']} passed, {failed} failed, {counted['skipped']} skipped\n")
    raise SystemExit(not all(lane.sound for lane in running))


if __name__ == "__main__":
    main()
