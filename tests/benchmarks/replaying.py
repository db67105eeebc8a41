"""As of: one case, and the whole town, as on a day; from rows and from raw events alike."""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

import psycopg2

from services.reporting.application import ReportingApplication
from services.reporting.policies import Told, noted
from services.reporting.projections import PROJECTIONS, Moment, town_at
from services.reporting.rules.town import COUNTED, Fact, Town, town_of
from shared import clock
from shared.eventstore.act import system_act
from shared.eventstore.database import POOL_SIZE
from shared.eventstore.history import case_history
from shared.eventstore.records import Append
from shared.eventstore.sealing import FileKey
from shared.eventstore.unit import Unit
from shared.projecting import Projector
from tests.benchmarks.lines import Line
from tests.benchmarks.rounds import seconds
from tests.benchmarks.servers import empty_store, plain_url
from tests.benchmarks.sizes import Size

BEGAN = date(2023, 11, 23)
DAYS = 3 * 365
CHUNK = 500
SENTENCES = {"reporting.fact_noted": "{source}：{name}"}
OFTEN = (
    "supervision.drug_test_negative",
    "supervision.talk_held",
    "supervision.drug_test_notified",
)


def figures(size: Size) -> Iterator[Line]:
    """A town of so many persons with so many events each."""
    with empty_store(pool_size=POOL_SIZE) as database:
        app = ReportingApplication(database, master=FileKey(os.urandom(32)))
        for told in _chunks(size):
            facts = Unit(aggregates=[noted(each) for each in told])
            app.write(facts, Append(), system_act("bench"))
        Projector(app, PROJECTIONS).prepare()
        yield _one_case(app)
        yield from _town(app, size)


def _one_case(app: ReportingApplication) -> Line:
    """The timeline of a case, against fetching its rows and reading their JSON."""
    middle = BEGAN + timedelta(days=DAYS // 2)
    bare = psycopg2.connect(plain_url(app.db))  # type: ignore[arg-type]  # on PostgreSQL here
    cursor = bare.cursor()

    def ours() -> Any:
        return case_history(app, _case(0), as_of=middle, sentences=SENTENCES, words={})

    def fetched() -> None:
        cursor.execute("SELECT * FROM log.events WHERE case_ref = %s", (_case(0),))
        for row in cursor.fetchall():
            json.loads(bytes(row[4]))

    times = [(seconds(ours), seconds(fetched)) for _ in range(15)]
    bare.close()
    return Line(
        figure="as_of_case_ms",
        ours=statistics.median(time[0] for time in times) * 1e3,
        baseline=statistics.median(time[1] for time in times) * 1e3,
        unit="ms",
        bar="ours <= 30",
    )


def _town(app: ReportingApplication, size: Size) -> Iterator[Line]:
    """On three days, from reporting's rows and from every event of its log."""
    days = [BEGAN + timedelta(days=DAYS // part) for part in (3, 2, 1)]
    times = [_both(app, day) for day in days]
    rows, events = (statistics.median(each) for each in zip(*times, strict=True))
    many = f"{size.persons}_persons_{size.persons * size.per_person}_events"
    yield Line(
        figure=f"as_of_town_from_rows_{many}", ours=rows, baseline=events, unit="s", bar="ours <= 2"
    )
    yield Line(
        figure=f"as_of_town_from_events_{many}",
        ours=events,
        baseline=rows,
        unit="s",
        bar="ours <= 8",
    )


def _both(app: ReportingApplication, day: date) -> tuple[float, float]:
    """How long it takes from rows, and from events; they must agree."""
    started = time.perf_counter()
    from_rows = town_at(app.db, Moment(as_of=day))
    between = time.perf_counter()
    from_events = _from_events(app, day)
    ended = time.perf_counter()
    if from_rows != from_events or not from_rows.cases:
        raise AssertionError(f"the town of {day} differs between rows and events")
    return between - started, ended - between


def _from_events(app: ReportingApplication, day: date) -> Town:
    return town_of(_facts(app, day), on=day)


def _facts(app: ReportingApplication, day: date) -> Iterator[Fact]:
    position = 0
    while page := app.entries(after=position, limit=5_000):
        position = page[-1].position
        for told in (entry.facts for entry in page):
            if told["name"] in COUNTED and told["happened_on"] <= day:
                yield Fact(
                    source=told["source"],
                    position=told["position"],
                    name=told["name"],
                    happened_on=told["happened_on"],
                    recorded_at=told["recorded_at"],
                    person_id=told["person_id"] and str(told["person_id"]),
                    case_ref=told["case_ref"],
                    said=dict(told["said"]),
                )


def _chunks(size: Size) -> Iterator[list[Told]]:
    everything = (
        _told(person, number, size)
        for number in range(size.per_person)
        for person in range(size.persons)
    )
    while chunk := list(islice(everything, CHUNK)):
        yield chunk


def _told(person: int, number: int, size: Size) -> Told:
    """What reporting hears of a person: who and which case first, then years of tests and talks."""
    name, said = _said(person, number)
    day = BEGAN + timedelta(days=(person % 30) + number * (DAYS - 30) // size.per_person)
    return Told(
        source=name.partition(".")[0],
        name=name,
        message_version=1,
        position=number * size.persons + person + 1,
        happened_on=day,
        recorded_at=datetime(day.year, day.month, day.day, 17, tzinfo=clock.SHANGHAI),
        person_id=UUID(int=person + 1),
        case_ref=None if name.endswith("person_registered") else _case(person),
        said=said,
    )


def _said(person: int, number: int) -> tuple[str, tuple[tuple[str, str], ...]]:
    village = ("village", f"第{person % 12}村")
    match number:
        case 0:
            return "registry.person_registered", (village, ("flag", "registered_user"))
        case 1:
            order = (("kind", "community_rehab"), village, ("term_months", "36"))
            return "registry.decision_received", order
        case 2:
            return "registry.reported_in", (("kind", "community_rehab"), ("term_months", "36"))
        case 3 if person % 5:
            return "registry.agreement_signed", (("agreement_no", f"{person}"),)
        case _:
            return OFTEN[number % len(OFTEN)], (("window", f"{number}"), ("counted", "true"))


def _case(person: int) -> str:
    return f"梅社戒〔2023〕{person:04}"
