"""Whatever is recorded in whatever order: counters are a recount, and nothing serious is silent.

`python -m tests.supervision.sequences --sequences 5000 --jobs 2` plays that many stories, each a
case of its own, in batches whose numbers are their seeds. It says on the way how far it is, and at
the end (also where it is ended early) in one line of JSON how many stories were played and events
recounted, how long it took, and which batches were wrong; its status is 1 if any was.
"""

from __future__ import annotations

import itertools
import json
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import click
from hypothesis import HealthCheck, given, seed, settings
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
BATCH = 50  # stories of one seed
SAID_EVERY = 5  # batches
COUNTED_EVENTS = {
    "supervision.drug_test_refused": ("test", "notice_id"),
    "supervision.drug_test_missed": ("test", "notice_id"),
    "supervision.violation_recorded": ("minor", "violation_id"),
    "supervision.drug_use_confirmed": ("use", "use_id"),
}
EVADED = ("supervision.drug_test_refused", "supervision.drug_test_missed")
LIMITS = {"test": 3, "leave_times": 3, "leave_days": 31}  # 戒毒条例 20; 民法典 1259
WHAT = (
    *("refuse", "again", "ahead", "miss", "excused", "test", "confirm", "suspect"),
    *("away", "back", "leave", "violate", "no_report", "overturn", "admonish", "talk"),
    *("held", "freed", "ended", "refuse_surprise", "found_test"),
    *("found_report", "heard_of_custody"),
)
TAKEN = ("supervision.drug_test_negative", "supervision.screened_positive")
APART = 10  # days between two refusals that count, whichever windows they are of
AHEAD = 35  # days: a notice for the window after the one that runs
LEAVE = 12  # days
WRITTEN_REPORT = 3  # days, 戒毒条例 19
LATER = 20  # days until the town finds a report, or hears of somebody's custody


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
        own = getattr(self, f"_{deed.what}", None)
        if own is not None:
            own(deed)
        else:
            getattr(self.play, deed.what)(deed.day)

    def _again(self, deed: Deed) -> None:
        self.play.refuse(deed.day, self.play.notices[deed.which])

    def _ahead(self, deed: Deed) -> None:
        notice = self.play.notice_for(deed.day + AHEAD, served=deed.day)
        self.play.refuse(deed.day, notice)

    def _excused(self, deed: Deed) -> None:
        self.play.miss(deed.day, justified=True)

    def _no_report(self, deed: Deed) -> None:
        self.play.violate(deed.day, kind="no_report")

    def _away(self, deed: Deed) -> None:
        self.away.append(self.play.away(deed.day, None))

    def _back(self, deed: Deed) -> None:
        self.play.back(self.away.pop(), deed.day)

    def _leave(self, deed: Deed) -> None:
        self.play.leave(deed.day, deed.day + LEAVE)

    def _found_report(self, deed: Deed) -> None:
        left = deed.day - LATER
        self.play.leave(left, left + LEAVE, written=left - 1, recorded=deed.day)

    def _found_test(self, deed: Deed) -> None:
        self.play.test(deed.day - LATER, recorded=deed.day)

    def _heard_of_custody(self, deed: Deed) -> None:
        taken = deed.day - LATER
        self.play.held(taken, taken + LEAVE, heard=deed.day)

    def _overturn(self, deed: Deed) -> None:
        self.play.overturn(deed.day, deed.which)


def recounted(entries: list[Entry], on: date) -> dict[str, int]:
    """The counters, from the raw events and nothing else."""
    found: Counter[str] = Counter()
    gone = {e.facts["matter_id"] for e in entries if e.name == "supervision.breach_overturned"}
    back = {
        e.facts["absence_id"]: e.facts["returned_on"]
        for e in entries
        if e.name == "supervision.unauthorised_absence_closed"
    }
    ended = ended_by(entries, on)
    excused = held_in(entries, on) | on_leave_in(entries)
    for e in entries:
        counter, key = COUNTED_EVENTS.get(e.name, ("", ""))
        if counter and e.facts["counted"] and e.facts[key] not in gone:
            found["no_report" if e.facts.get("kind") == "no_report" else counter] += 1
        if e.name == "supervision.unauthorised_absence_opened" and not e.facts["defects"]:
            absence = e.facts["absence_id"]
            until = min(back.get(absence, on), on, ended + DAY)
            days = len(set(days_from(e.facts["from_on"], until)) - excused)
            if absence not in gone and days >= WRITTEN_REPORT:
                found["leave_times"] += 1
                found["leave_days"] += days
    return dict(found)


def days_from(first: date, end: date) -> list[date]:
    """The days from the first up to the end, which is not one of them."""
    return [first + DAY * n for n in range((end - first).days)]


def ended_by(entries: list[Entry], on: date) -> date:
    """When the case ended, as the town said last."""
    ends = [e.facts["ended_on"] for e in entries if e.name == "supervision.end_noted"]
    return ends[-1] if ends else on


def held_in(entries: list[Entry], on: date) -> set[date]:
    """The days on which the person was in custody."""
    found, since = set[date](), None
    for e in entries:
        if e.name == "supervision.suspension_noted":
            since = e.facts["since"]
        if e.name == "supervision.resumption_noted":
            found |= set(days_from(e.facts["since"], e.facts["resumed_on"]))
            since = None
    return found if since is None else found | set(days_from(since, on + DAY))


def on_leave_in(entries: list[Entry]) -> set[date]:
    """The days of leaves that were reported before they began."""
    reported = [e.facts for e in entries if e.name == "supervision.absence_reported"]
    return {
        day
        for it in reported
        for day in days_from(max(it["depart_on"], it["written_on"]), it["return_on"])
    }


def manufactured(entries: list[Entry], until: date) -> list[str]:
    """What grounds a count and must not, from the raw events: nobody is charged by a trick.

    Of custody and of tests all counts that is known by now, whenever it was typed.
    """
    tested = {e.happened_on for e in entries if e.name in TAKEN and e.facts["counted"]}
    asked_for = {
        e.facts["notice_id"]: e.facts["appear_at"].date()
        for e in entries
        if e.name == "supervision.drug_test_notified"
    }
    held = held_in(entries, until)

    def came(notice: UUID) -> set[date]:
        return {asked_for[notice]} & tested

    served = {
        e.facts["notice_id"]
        for e in entries
        if e.name == "supervision.drug_test_notified" and not e.facts["defects"]
    }
    gone = {e.facts["matter_id"] for e in entries if e.name == "supervision.breach_overturned"}
    evaded = [
        (e.happened_on, e.facts["notice_id"])
        for e in entries
        if e.name in EVADED and e.facts["counted"]
    ]
    kept = sorted(on for on, notice in evaded if notice not in gone)
    ended = ended_by(entries, date.max)
    return [
        *("not served" for _, notice in evaded if notice not in served),
        *(
            "a notice twice"
            for notice, times in Counter(it for _, it in evaded).items()
            if times > 1
        ),
        *("too close" for one, other in itertools.pairwise(kept) if (other - one).days < APART),
        *("after the end" for on, _ in evaded if on > ended),
        *("in custody" for on in kept if on in held),
        *("came that day" for _, notice in evaded if notice not in gone and came(notice)),
    ]


def check(play: Play, on: date) -> int:
    """What must be true of any case; answers how many events it has."""
    file: Any = play.file
    entries = play.office.stream(play.file_id)

    counters = file.counters(on)
    assert {name: it.value for name, it in counters.items() if it.value} == recounted(entries, on)

    assert manufactured(entries, on) == []

    outcomes = file.outcomes(on)
    assert [it.window for it in outcomes] == list(file.windows)
    assert all(it.state in AT_CLOSE for it in outcomes if it.window.last < on)

    serious = {name for name in SERIOUS if recounted(entries, on).get(name, 0) >= LIMITS[name]}
    owed = {it.matter for it in duties_of(file) if it.kind == REPORT_TO_POLICE and it.owed}
    told = {name for name, it in file.matters.items() if it.report_id is not None}
    contested = {name for name, it in counters.items() if it.contested}
    assert serious - contested <= owed | told
    assert set(file.breaches) == serious
    assert owed & set(SERIOUS) <= serious
    return len(entries)


@dataclass
class Total:
    """What all stories came to; a failure is named by its batch."""

    sequences: int = 0
    events: int = 0
    failures: dict[str, str] = field(default_factory=dict)

    def join(self, other: Total) -> None:
        """The stories of another batch, or of another process."""
        self.sequences += other.sequences
        self.events += other.events
        self.failures |= other.failures

    def line(self, seconds: float) -> str:
        """One line of JSON."""
        return json.dumps({**vars(self), "seconds": round(seconds, 1)}, ensure_ascii=False)


@contextmanager
def playing(examples: int, **further: Any) -> Iterator[Any]:
    """A property over that many stories, all in one store; call it to try them."""
    total = Total()
    with an_office() as office:

        @settings(
            max_examples=examples,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            **further,
        )
        @given(story=stories)
        def holds(story: list[Deed]) -> None:
            teller, on = Teller(office, total.sequences), day(LAST + 40)
            total.sequences += 1
            teller.tell(story)
            if teller.play.file.suspended_on:
                teller.play.freed(LAST + 1)
            with clock.use(at(on, 1)):
                office.detect_overnight(file_id=teller.play.file_id)
            total.events += check(teller.play, on)

        holds.total = total  # type: ignore[attr-defined]  # what the command prints
        yield holds


def played(number: int, stories: int) -> Total:
    """One batch; its number says which stories these are."""
    with playing(stories, database=None) as holds:
        total: Total = holds.total
        try:
            seed(number)(holds)()
        except AssertionError as wrong:
            total.failures[str(number)] = str(wrong) or "a check failed"
    return total


@click.command()
@click.option("--sequences", default=5000, show_default=True, help="how many")
@click.option("--first", default=0, show_default=True, help="the first batch, by its number")
@click.option("--jobs", default=1, show_default=True, help="so many processes share the batches")
def main(sequences: int, first: int, jobs: int) -> None:
    """Play them all."""
    began = time.monotonic()
    last = first + -(-sequences // BATCH)
    total = _by_this_one(first, last) if jobs == 1 else _by_many(first, last, jobs)
    click.echo(total.line(time.monotonic() - began))
    raise SystemExit(bool(total.failures))


def _by_this_one(first: int, last: int) -> Total:
    total, ended, began = Total(), list[int](), time.monotonic()
    for sign in (signal.SIGINT, signal.SIGTERM):  # who ends it early is told what it has come to
        signal.signal(sign, lambda number, _: ended.append(number))
    for number in itertools.takewhile(lambda _: not ended, range(first, last)):
        total.join(played(number, BATCH))
        if (number + 1 - first) % SAID_EVERY == 0:
            said = f"{total.sequences} of {(last - first) * BATCH} from batch {first} on"
            click.echo(f"{said}, {time.monotonic() - began:.0f} s", err=True)
    return total


def _by_many(first: int, last: int, jobs: int) -> Total:
    """Each process takes one run of consecutive batches; all are ended when this one is."""
    cuts = [first + (last - first) * job // jobs for job in range(jobs + 1)]
    words = [sys.executable, "-m", "tests.supervision.sequences"]
    running = [
        subprocess.Popen(
            [*words, "--first", str(begin), "--sequences", str((end - begin) * BATCH)],
            stdout=subprocess.PIPE,
        )
        for begin, end in itertools.pairwise(cuts)
    ]

    def end_all(_: int, __: object) -> None:
        for process in running:
            process.terminate()

    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, end_all)
    total = Total()
    for process in running:
        said, _ = process.communicate()
        figures = json.loads(said)
        del figures["seconds"]
        total.join(Total(**figures))
    return total


if __name__ == "__main__":
    main()
