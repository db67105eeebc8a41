"""A town of generated cases under a clock, once day by day and once badly kept.

`python -m tests.supervision.clocked --cases 500 --days 1096` runs three years twice: with a clock
that runs every day, and with one that fails for up to a week, runs twice, is set back by up to 30
days, or loses what it remembers. It prints how many steps of duties each wrote, how long each took,
and whether they are the same set of (case, duty, matter, step, day, rule date); its status is 1 if
they are not.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from uuid import UUID

import click

from services.supervision.application import SupervisionApplication
from services.supervision.messages import HEARD
from shared import clock
from shared.duties.duty import Key
from shared.eventstore.database import SqliteDatabase
from shared.eventstore.factory import recorder_of
from shared.law import Refusal
from tests.supervision.conftest import MASTER, at
from tests.supervision.playing import Play, day

LONGEST_OUTAGE = 7  # days
OF_STRIPS = ("strip", "ask_lab", "lab_found", "ask_retest", "clear")
Steps = frozenset[tuple[str, Key]]


@dataclass(frozen=True)
class Deed:
    """What somebody records on a day."""

    day: int
    case: int
    what: str


def life(case: int, *, days: int, dice: Random) -> Iterator[Deed]:
    """What is recorded of one case: most of what is due, some of it late, and some misfortunes."""
    start = dice.randrange(60)
    yield Deed(start, case, "open")
    for what, every in (("test", 33), ("talk", 31), ("visit", 95), ("report", 45)):
        for number in range(start, days, every):
            if dice.random() < 0.8:
                yield Deed(number + dice.randrange(every), case, what)
    for what, chance in (
        ("refuse", 0.5),
        ("refuse", 0.4),
        ("refuse", 0.4),
        ("away", 0.3),
        ("suspect", 0.2),
        ("strip", 0.4),
        ("held", 0.2),
        ("ended", 0.1),
    ):
        if dice.random() < chance:
            number = start + dice.randrange(1, days)
            yield Deed(number, case, what)
            yield from _afterwards(number, case, what, dice)


def _afterwards(number: int, case: int, what: str, dice: Random) -> Iterator[Deed]:
    """An absence lasts past the limit by more than an outage, or nowhere near it."""
    if what == "away":
        yield Deed(number + dice.choice((5, 20, 31 + 2 * LONGEST_OUTAGE)), case, "back")
    if what == "held":
        yield Deed(number + dice.randrange(5, 90), case, "freed")
    if what == "strip":
        asked = number + dice.choice((0, 2, 9))
        found = asked + dice.choice((1, 5, 12))
        yield Deed(asked, case, "ask_lab")
        yield Deed(found, case, "lab_found")
        yield Deed(found + dice.choice((1, 8)), case, "ask_retest")
        yield Deed(found + dice.choice((3, 30)), case, "clear")
    if what in {"refuse", "suspect"}:
        yield Deed(number + dice.choice((0, 1, 2, 5)), case, "tell")
        yield Deed(number + dice.choice((1, 3, 12)), case, "answer")


class Town:
    """The cases, and one method that lets somebody record something."""

    def __init__(self, office: SupervisionApplication) -> None:
        self.office = office
        self.plays: dict[int, Play] = {}
        self.away: dict[int, UUID] = {}

    def do(self, deed: Deed) -> None:
        """Record it, if the rules let it be recorded."""
        try:
            doing = {"open": self._open, **dict.fromkeys(OF_STRIPS, self._examine)}
            doing.get(deed.what, self._do)(deed)
        except (Refusal, LookupError, AssertionError):  # no window that day, nobody away
            return

    def _open(self, deed: Deed) -> None:
        self.plays[deed.case] = Play(
            self.office,
            case_ref=f"梅社戒〔2026〕{deed.case:04}",
            person_id=UUID(int=deed.case + 1),
            reported_on=day(deed.day).isoformat(),
        )

    def _examine(self, deed: Deed) -> None:
        play, number = self.plays[deed.case], deed.day
        match deed.what:
            case "strip":
                play.test(number, "positive")
            case "lab_found":
                play.lab_found(list(play.file.positives)[-1], number, "positive")
            case what:
                getattr(play, what)(list(play.file.positives)[-1], number)

    def _do(self, deed: Deed) -> None:
        play, number = self.plays[deed.case], deed.day
        match deed.what:
            case "away":
                self.away[deed.case] = play.away(number - 3)
            case "back":
                play.back(self.away.pop(deed.case), number)
            case "held":
                play.held(number)
            case "freed":
                play.freed(number)
            case "tell":
                for matter in [name for name, it in play.file.matters.items() if it.owed]:
                    play.report_matter(number, matter)
            case "answer":
                play.admonish(number)
                play.correct(number, -1)
            case what:
                getattr(play, what)(number)


@contextmanager
def an_office(*, cache_files: int = 0) -> Iterator[SupervisionApplication]:
    """A store whose recording time is the story's."""
    with tempfile.TemporaryDirectory() as folder:
        database = SqliteDatabase(Path(folder) / "supervision.sqlite3")
        recorder_of(database).create()
        office = SupervisionApplication(
            database, master=MASTER, readers=HEARD, cache_files=cache_files
        )
        with clock.use(at(day(0), 0)):
            office.start_demonstration()
        yield office
        database.close()


def steady(number: int, office: SupervisionApplication) -> None:
    """The clock runs at one in the morning."""
    with clock.use(at(day(number), 1)):
        office.run_clock()


class BadlyKept:
    """A clock that fails for days, runs twice, is set back, and loses its memory."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.out_until = 0

    def __call__(self, number: int, office: SupervisionApplication) -> None:
        """What becomes of one day."""
        if number < self.out_until:
            return
        if self.dice.random() < 0.05:
            self.out_until = number + self.dice.randint(1, LONGEST_OUTAGE)
            return
        for _ in range(self.dice.choice((1, 1, 1, 2))):
            with clock.use(at(day(number), self.dice.randrange(1, 8))):
                office.run_clock()
        if self.dice.random() < 0.03:
            back = max(0, number - self.dice.randint(1, 30))
            with clock.use(at(day(back), 3)):
                office.run_clock()
        if self.dice.random() < 0.002:
            vars(office).pop("_rounds", None)


def run(*, cases: int, days: int, seed: int, badly: bool) -> tuple[Steps, float]:
    """All steps that were written, and the seconds that the clock took."""
    dice = Random(seed)
    lives = [deed for case in range(cases) for deed in life(case, days=days, dice=dice)]
    by_day: dict[int, list[Deed]] = {}
    for deed in lives:
        by_day.setdefault(deed.day, []).append(deed)
    tick = BadlyKept(Random(seed + 1)) if badly else steady
    took = 0.0
    with an_office(cache_files=2000) as office:
        town = Town(office)
        for number in range(days):
            began = time.monotonic()
            tick(number, office)
            took += time.monotonic() - began
            with clock.use(at(day(number), 20)):
                for deed in by_day.get(number, ()):
                    town.do(deed)
        with clock.use(at(day(days), 1)):  # a good one: all that is behind is caught up at once
            office.run_clock()
        written = frozenset(
            (play.case_ref, step)
            for play in town.plays.values()
            for step in _named(play, office.written_duties(play.file_id))
        )
    return written, took


def _named(play: Play, steps: frozenset[Key]) -> Iterator[Key]:
    """The same steps, matters called by their order in the file: their ids are drawn anew."""
    file = play.file
    order = [*file.notices, *file.absences, *file.violations, *file.matters, *file.positives]
    names = {str(matter): f"matter {n}" for n, matter in enumerate(order)}
    for duty, matter, step, on, table in steps:
        yield duty, names.get(matter, matter), step, on, table


@click.command()
@click.option("--cases", default=500, show_default=True)
@click.option("--days", default=1096, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(cases: int, days: int, seed: int) -> None:
    """Run both clocks and compare."""
    began = time.monotonic()
    found = {}
    for badly in (False, True):
        steps, took = run(cases=cases, days=days, seed=seed, badly=badly)
        found[badly] = steps
        kept = "badly kept" if badly else "day by day"
        click.echo(f"{kept}: {len(steps)} steps, clock {took:.1f} s of {days} days", nl=True)
    same = found[False] == found[True]
    click.echo(f"same: {same}, {cases} cases, seed {seed}, {time.monotonic() - began:.0f} s in all")
    if not same:
        for line in sorted(map(str, found[False] ^ found[True]))[:20]:
            click.echo(line)
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
