"""Runs the whole suite in three lanes side by side: `python -m tests.support.lanes`.

A third of the suite's time is waiting: for servers that fault tests end and for a browser. The
other lanes compute meanwhile; whichever is done first takes what is next. Each line says which
part of the suite it is from. At the end stand the tests that failed, whichever part they are from,
and a line that counts all of them: whoever sees the last lines alone knows what to look for.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

WAITING = ("tests/faults", "tests/journeys", "tests/deploy", "tests/messaging")
BROWSER = "tests/browser"
OFFICES = ("tests/registry", "tests/supervision", "tests/law", "tests/calendar")
WALKS = (
    "tests/browser/test_journey.py",
    "tests/browser/test_month.py",
    "tests/browser/test_register.py",
)
SLOWEST = ("--durations=15", "--durations-min=3")
"""Each part ends with what took longest: that is where minutes are to be had."""
UNPATCHED = {"GUIHANG_UNPATCHED": "1"}
LANES = 3
"""One more than the cores that the suite is made for."""
MEMORY = Path("/dev/shm")  # noqa: S108 - in a folder of our own below it, made by tempfile
MEMORY_NEEDED = 4 * 1024**3
"""Bytes: more than the files of a whole run. What a disk in memory forgets when the power goes is
of no use to a test, and a commit costs nothing on it."""
ENDED = re.compile(r"(\d+) (passed|failed|skipped|errors?)\b")
FAILURES = ("FAILED ", "ERROR ")
"""How the lines of pytest's summary begin that name a test which failed, or could not begin."""
CLOSING = re.compile(r"^=+ .*\bin [\d.:]+.*s\b.*=+$")
_talk = threading.Lock()


@dataclass
class Part:
    """One call of pytest: its words, settings of its own, and what came of it."""

    name: str
    words: Sequence[str]
    settings: Mapping[str, str] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    sound: bool = False

    def run(self) -> None:
        """Call pytest, pass on what it says, and count."""
        with subprocess.Popen(
            [sys.executable, "-u", "-m", "pytest", *SLOWEST, *self.words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, **self.settings},
        ) as process:
            for line in process.stdout or ():
                self._say(line.rstrip())
        self.sound = process.returncode == 0

    def _say(self, line: str) -> None:
        if CLOSING.match(line):
            for number, what in ENDED.findall(line):
                self.counted[what.rstrip("s") if what.startswith("error") else what] += int(number)
        if line.startswith(FAILURES):
            self.failures.append(line)
        with _talk:
            sys.stdout.write(f"{self.name:<9}| {line}\n")
            sys.stdout.flush()


def parts() -> list[Part]:
    """The suite, the longest first; every test is in just one part."""
    return [
        Part("offices", OFFICES),
        Part("servers", WAITING),
        Part("others", ["tests", *(f"--ignore={it}" for it in (*WAITING, *OFFICES, BROWSER))]),
        Part("desks", [BROWSER, *(f"--ignore={it}" for it in WALKS)], UNPATCHED),
        Part("walks", WALKS, UNPATCHED),
    ]


def main() -> None:
    """Run all parts; status 1 if a test failed or a part found none."""
    suite = parts()
    waiting = iter(suite)
    lanes = [threading.Thread(target=_run_in_turn, args=(waiting,)) for _ in range(LANES)]
    with _files_in_memory():
        for lane in lanes:
            lane.start()
        for lane in lanes:
            lane.join()
    counted = sum((part.counted for part in suite), Counter[str]())
    failed = counted["failed"] + counted["error"]
    for line in (line for part in suite for line in part.failures):
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{counted['passed']} passed, {failed} failed, {counted['skipped']} skipped\n")
    raise SystemExit(not all(part.sound for part in suite))


@contextmanager
def _files_in_memory() -> Iterator[None]:
    """Have all parts make their temporary files in memory, where there is enough of it."""
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < MEMORY_NEEDED:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="guihang-tests-", dir=MEMORY) as folder:
        Path(folder).chmod(0o711)  # servers that a test starts run as users of their own
        os.environ["TMPDIR"] = folder
        yield


def _run_in_turn(waiting: Iterator[Part]) -> None:
    for part in waiting:
        part.run()


if __name__ == "__main__":
    main()
