"""Whatever is recorded in whatever order: counters are a recount, and nothing serious is silent.

`python -m tests.supervision.sequences --sequences 5000` plays that many stories, each a case of its
own in one store, and prints how many events were recounted and how long it took.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

import click
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.supervision.application import SupervisionApplication
from services.supervision.domain.duties import REPORT_TO_POLICE, duties_of
from services.supervision.rules.counters import SERIOUS
from services.supervision.rules.outcomes import (
    BEFORE_TAKEOVER,
    DONE,
    DONE_LATE,
    LAPSED,
    MISSED,
    NOT_ARRANGED,
    REFUSED,
    WAIVED,
)
from shared import clock
from shared.eventstore.entries import Entry
from shared.law import Refusal
from tests.supervision.clocked import an_office
from tests.supervision.conftest import DAY, at
from tests.supervision.playing import Play, day

AT_CLOSE = {DONE, DONE_LATE, REFUSED, MISSED, WAIVED, NOT_ARRANGED, BEFORE_TAKEOVER, LAPSED}
LAST = 300  # days of a case that are played through
COUNTED_EVENTS = {
    "supervision.drug_test_refused": ("test", "notice_id"),
    "supervision.drug_test_missed": ("test", "notice_id"),
    "supervision.violation_recorded": ("minor", "violation_id"),
    "supervision.drug_use_confirmed": ("use", "use_id"),
}
LIMITS = {"test": 3, "leave_times": 3, "leave_days": 31}  # 戒毒条例 20; 民法典 1259
WHAT = (
    *("refuse", "again", "miss", "excused", "test", "confirm", "suspect"),
    *("away", "back", "violate", "overturn", "admonish", "talk", "ended"),
)
WRITTEN_REPORT = 3  # days, 戒毒条例 19


@dataclass(frozen=True)
class Deed:
    """Something that somebody records on a day; `which` of the things on file it is about."""

    what: str
    day: int
    which: int


deeds = st.builds(
    Deed,
    what=st.sampled_from(WHAT),
    day=st.integers(0, LAST),
    which=st.integers(0, 5),
)
stories = st.lists(deeds, min_size=3, max_size=18).map(
    lambda told: sorted(told, key=lambda deed: deed.day)
)


class Teller:
    """One case; what the rules do not let be recorded is left out."""

    def __init__(self, office: SupervisionApplication, number: int) -> None:
        self.play = Play(
            office, case_ref=f"梅社戒〔2026〕{number:06}", person_id=UUID(int=number + 1)
        )
        self.away: list[UUID] = []

    def tell(self, story: list[Deed]) -> None:
        """Record it all."""
        for deed in story:
            try:
                self._tell(deed)
            except (Refusal, LookupError, AssertionError):  # no such matter, no window that day
                continue

    def _tell(self, deed: Deed) -> None:
        play, number = self.play, deed.day
        match deed.what:
            case "again":
                play.refuse(number, play.notices[deed.which])
            case "excused":
                play.miss(number, justified=True)
            case "away":
                self.away.append(play.away(number, None))
            case "back":
                play.back(self.away.pop(), number)
            case "overturn":
                play.overturn(number, deed.which)
            case what:
                getattr(play, what)(number)


def recounted(entries: list[Entry], on: date) -> dict[str, int]:
    """The counters, from the raw events and nothing else."""
    found: Counter[str] = Counter()
    gone = {e.facts["matter_id"] for e in entries if e.name == "supervision.breach_overturned"}
    back = {
        e.facts["absence_id"]: e.facts["returned_on"]
        for e in entries
        if e.name == "supervision.unauthorised_absence_closed"
    }
    ends = [e.facts["ended_on"] for e in entries if e.name == "supervision.end_noted"]
    ended = ends[-1] if ends else on  # what the town said last
    for e in entries:
        counter, key = COUNTED_EVENTS.get(e.name, ("", ""))
        if counter and e.facts["counted"] and e.facts[key] not in gone:
            found[counter] += 1
        if e.name == "supervision.unauthorised_absence_opened" and not e.facts["defects"]:
            absence = e.facts["absence_id"]
            days = (min(back.get(absence, on), on, ended + DAY) - e.facts["from_on"]).days
            if absence not in gone and days >= WRITTEN_REPORT:
                found["leave_times"] += 1
                found["leave_days"] += days
    return dict(found)


def check(play: Play, on: date) -> int:
    """What must be true of any case; answers how many events it has."""
    file: Any = play.file
    entries = play.office.stream(play.file_id)

    counters = file.counters(on)
    assert {name: it.value for name, it in counters.items() if it.value} == recounted(entries, on)

    outcomes = file.outcomes(on)
    assert [it.window for it in outcomes] == list(file.windows)
    assert all(it.state in AT_CLOSE for it in outcomes if it.window.last < on)

    serious = {name for name in SERIOUS if recounted(entries, on).get(name, 0) >= LIMITS[name]}
    owed = {it.matter for it in duties_of(file) if it.kind == REPORT_TO_POLICE and it.owed}
    told = {name for name, it in file.matters.items() if it.report_id is not None}
    contested = {name for name, it in counters.items() if it.contested}
    assert serious - contested <= owed | told
    return len(entries)


@contextmanager
def playing(examples: int) -> Iterator[Any]:
    """A property over that many stories, all in one store; call it to try them."""
    numbers, events = count(), [0]
    with an_office() as office:

        @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
        @given(story=stories)
        def holds(story: list[Deed]) -> None:
            teller, on = Teller(office, next(numbers)), day(LAST + 40)
            teller.tell(story)
            with clock.use(at(on, 1)):
                office.detect_overnight(file_id=teller.play.file_id, at=clock.now())
            events[0] += check(teller.play, on)

        holds.events = events  # type: ignore[attr-defined]  # what the command prints
        yield holds


@click.command()
@click.option("--sequences", default=5000, show_default=True)
def main(sequences: int) -> None:
    """Play them all."""
    began = time.monotonic()
    with playing(sequences) as holds:
        holds()
        events = holds.events[0]
    took = time.monotonic() - began
    click.echo(f"{sequences} sequences, {events} events recounted, {took:.0f} s")


if __name__ == "__main__":
    main()
