"""The benchmark command runs, and every line of it can be read by a program."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.benchmarks.lines import Line

KEYS = {"figure", "ours", "baseline", "ratio", "unit"}


def test_every_figure_is_one_line_of_json() -> None:
    groups = ("as-of", "scale")

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.benchmarks", *groups, "--tiny"],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )

    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["figure"].partition("_")[0] for line in lines] == ["as"] * 3 + ["command"]
    assert all(line.keys() - {"bar", "met"} == KEYS for line in lines)


@pytest.mark.parametrize(
    ("bar", "met"),
    [("ours <= 10", True), ("ours <= 9", False), ("ratio >= 2", True), ("ratio >= 2.1", False)],
)
def test_a_miss_is_shown_as_a_miss(*, bar: str, met: bool) -> None:
    line = Line(figure="lamps", ours=10, baseline=5, unit="lamps/s", bar=bar)

    assert json.loads(line.said())["met"] is met
