"""The calendar of the law, line by line: every one with its article or decision."""

from __future__ import annotations

import pytest

from tests.calendar.cases import Line, counting, courses, terms

LINES = (*counting.LINES, *terms.LINES, *courses.LINES)
EDGES = {
    "before service",
    "overlapping",
    "open",
    "after the last day",
    "in the tail",
    "on the last day",
    "transfer while suspended",
    "unknown suspensions",
    "late then justified",
    "29 February",
    "revoked after transfer",
    "reopened",
}
"""What domain.md 2.1 names as edge cases; each has lines of its own."""


@pytest.mark.parametrize("line", LINES, ids=[f"{it.said} [{it.source}]" for it in LINES])
def test_the_calendar_says_what_the_law_says(line: Line) -> None:
    assert line.found() == line.stands


def test_every_line_has_its_source_and_every_edge_its_lines() -> None:
    assert all(line.source for line in LINES)
    assert {line.edge for line in LINES} - {""} == EDGES
    assert len({line.said for line in LINES}) == len(LINES) >= 60
