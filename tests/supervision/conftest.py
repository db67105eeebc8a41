"""A supervision office with nobody in care, on each kind of database; and one way to open files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import Asking, Refusing, Sampling, Talk
from services.supervision.domain.supervision import Supervision
from services.supervision.messages import HEARD
from services.supervision.projections import PROJECTIONS
from shared import clock
from shared.eventstore.database import Database
from shared.eventstore.sealing import FileKey
from shared.messaging.language import Message
from tests.support.databases import Databases
from tests.support.stores import KINDS, new_store

MASTER = FileKey(b"a master key that only tests know")
LI = UUID("00000000-0000-4000-8000-00000000000a")
CASE = "梅社戒〔2026〕0001"
START = date(2026, 1, 5)
"""The first window is 5 January to 4 February 2026, the second 5 February to 4 March."""

DAY = timedelta(days=1)

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For tables of scenarios, in which the rules are tried and not the store."""


def at(day: date, hour: int = 10) -> datetime:
    """An hour of a day, in Shanghai."""
    return datetime.combine(day, time(hour), clock.SHANGHAI)


def told(
    office: SupervisionApplication,
    name: str,
    *,
    upstream: str = "registry",
    case_ref: str = CASE,
    person_id: UUID = LI,
    happened_on: date = START,
    **data: Any,
) -> Message:
    """The next message of another department to this office."""
    before = office.tracked(upstream)
    return Message(
        upstream=upstream,
        audience="supervision",
        name=f"{upstream}.{name}",
        version=1,
        position=before + 1,
        previous=before,
        case_ref=case_ref,
        person_id=str(person_id),
        happened_on=happened_on,
        recorded_at=at(happened_on),
        data=data,
    )


REPORT_IN: dict[str, Any] = {
    "kind": "community_rehab",
    "reported_on": START.isoformat(),
    "term_months": 36,
    "credit_days": 0,
    "village": "青石社区",
    "station": "station-1",
    "sex": "男",
    "tracked_from": None,
}


def opened(office: SupervisionApplication, *, case_ref: str = CASE, **differs: Any) -> UUID:
    """A person reported in, and supervision heard of it; gives the file's id."""
    office.hear(told(office, "reported_in", case_ref=case_ref, **REPORT_IN | differs))
    return office.file_of(case_ref).id


def rests(office: SupervisionApplication, *, case_ref: str = CASE, on: date) -> None:
    """The registry lets us know since when the file is sealed."""
    sealed = told(
        office, "case_sealed", case_ref=case_ref, happened_on=on, sealed_on=on.isoformat()
    )
    office.hear(sealed)


def file_of(office: SupervisionApplication) -> Supervision:
    """The file of the one case."""
    return office.file_of(CASE)


def sampling(on: date = START, **differs: Any) -> Sampling:
    """A test in which nothing is wrong."""
    sound = Sampling(
        sample="urine",
        collected_at=at(on),
        result="negative",
        place="第一工作站",
        tester_1="陈民警",
        tester_2="李社工",
        officer="陈民警",
        collector_sex="male",
        kit_batch="B2026",
        kit_serial=f"S{on:%Y%m%d}",
        kit_expires_on=on + timedelta(days=100),
        subject_signed=True,
        report_no="J-1",
        sample_a="A-1",
        sample_b="B-1",
    )
    return replace(sound, **differs)


def asking(window: int, served_on: date, **differs: Any) -> Asking:
    """A notice in which nothing is wrong: served in the morning, for that afternoon."""
    sound = Asking(
        window=window,
        served_at=at(served_on, 9),
        appear_at=at(served_on, 15),
        how="in_person",
        place="第一工作站",
        proofs=("receipt",),
    )
    return replace(sound, **differs)


def refusing(notice_id: str, on: date, **differs: Any) -> Refusing:
    """A refusal with two witnesses."""
    sound = Refusing(
        notice_id=UUID(notice_id),
        refused_on=on,
        how="当面拒绝",
        witnesses=("王某", "赵某"),
    )
    return replace(sound, **differs)


def talk(on: date = START, **differs: Any) -> Talk:
    """A talk of an hour."""
    sound = Talk(
        started_at=at(on, 10),
        ended_at=at(on, 11),
        how="face",
        talkers=("李社工",),
        summary="近来在家，想学一门手艺。",
        place="家中",
        subject_signed=True,
    )
    return replace(sound, **differs)


def events(office: SupervisionApplication) -> list[str]:
    """Names of the events of the log, without the department."""
    return [entry.name.removeprefix("supervision.") for entry in office.entries(limit=None)]


def office_on(database: Database) -> SupervisionApplication:
    """The department on a store, before anybody reported in."""
    return SupervisionApplication(database, master=MASTER, readers=HEARD)


@pytest.fixture(params=KINDS)
def database(
    request: pytest.FixtureRequest, tmp_path: Path, fresh_database: Databases
) -> Iterator[Database]:
    """A store that has just been made."""
    with new_store(request.param, tmp_path, fresh_database, office_on, PROJECTIONS) as made:
        yield made


@pytest.fixture
def office(database: Database) -> SupervisionApplication:
    """The department, before anybody reported in."""
    return office_on(database)


@pytest.fixture(autouse=True)
def _late_in_the_case() -> Iterator[None]:
    """Today is 1 December 2028, so that all of a case can have happened."""
    with clock.use(at(date(2028, 12, 1), 18)):
        yield
