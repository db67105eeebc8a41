"""Other offices as a partner hears them, and who works in one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

import pytest

from shared import clock
from shared.clock import SHANGHAI
from shared.eventstore.act import Act, acting
from shared.eventstore.database import Database
from shared.eventstore.sealing import FileKey
from shared.messaging.language import Message
from shared.partner.lists import FileRow, Lists, NeedRow
from shared.partner.office import PartnerOffice
from shared.projecting import Projection, Projector
from tests.support.databases import Databases
from tests.support.stores import KINDS, new_store

MASTER = FileKey(b"a master key that only tests know")
TODAY = date(2026, 11, 23)
LI, LI_CASE = UUID(int=11), "梅社戒〔2026〕0011"
WANG, WANG_CASE = UUID(int=12), "梅社康〔2026〕0003"

O = TypeVar("O", bound=PartnerOffice)  # noqa: E741 - an office


@dataclass
class Others:
    """What the other offices tell one partner, message by message, as the bus would bring it."""

    office: PartnerOffice
    told: Counter[str] = field(default_factory=Counter)

    def tell(
        self,
        name: str,
        *,
        happened_on: date,
        case_ref: str | None = LI_CASE,
        person_id: UUID | None = LI,
        recorded_on: date | None = None,
        **data: Any,
    ) -> None:
        upstream = name.partition(".")[0]
        before = self.told[upstream]
        self.told[upstream] += 1
        at = datetime.combine(recorded_on or happened_on, time(10), SHANGHAI)
        message = Message(
            upstream=upstream,
            audience=self.office.name,
            name=name,
            version=1,
            position=before + 1,
            previous=before,
            case_ref=case_ref,
            person_id=None if person_id is None else str(person_id),
            happened_on=happened_on,
            recorded_at=at,
            data={k: v.isoformat() if isinstance(v, date) else v for k, v in data.items()},
        )
        self.office.hear(Message.load(message.dump()))

    def report_in(
        self,
        *,
        on: date = TODAY,
        recorded_on: date | None = None,
        case_ref: str = LI_CASE,
        person_id: UUID = LI,
        station: str | None = "station-1",
    ) -> None:
        self.tell(
            "registry.reported_in",
            happened_on=on,
            recorded_on=recorded_on,
            case_ref=case_ref,
            person_id=person_id,
            kind="community_rehab",
            station=station,
            reported_on=on,
        )

    def move(self, station: str, *, case_ref: str = LI_CASE, person_id: UUID = LI) -> None:
        self.tell(
            "registry.station_assigned",
            happened_on=TODAY,
            case_ref=case_ref,
            person_id=person_id,
            station=station,
        )

    def sign(
        self,
        *,
        on: date = TODAY,
        tracked_from: date | None = None,
        case_ref: str = LI_CASE,
        person_id: UUID = LI,
    ) -> None:
        self.tell(
            "registry.agreement_signed",
            happened_on=on,
            case_ref=case_ref,
            person_id=person_id,
            signed_on=on,
            tracked_from=tracked_from,
        )

    def correct_days(self, *, signed_on: date | None, on: date = TODAY) -> None:
        self.tell("registry.taken_over_days_corrected", happened_on=on, signed_on=signed_on)

    def plan(self, *, on: date = TODAY) -> None:
        self.tell("registry.care_plan_set", happened_on=on, set_on=on)

    def replace_case(self, *, on: date = TODAY) -> None:
        self.tell("registry.case_replaced", happened_on=on, replaced_on=on, by=WANG_CASE)

    def end_case(self, *, on: date = TODAY) -> None:
        self.tell("registry.case_terminated", happened_on=on, ended_on=on)

    def reopen_case(self, *, on: date = TODAY) -> None:
        self.tell("registry.case_reopened", happened_on=on, reopened_on=on)

    def raise_need(self, name: str, kind: str, *, on: date = TODAY) -> UUID:
        need_id = uuid4()
        self.tell(
            f"supervision.{name}", happened_on=on, need_id=str(need_id), kind=kind, raised_on=on
        )
        return need_id


@dataclass
class Desk:
    """An office's lists, level with its log whenever they are read."""

    office: PartnerOffice
    lists: Lists
    projector: Projector

    @property
    def file(self) -> FileRow:
        (found,) = self.files()
        return found

    @property
    def need(self) -> NeedRow:
        (found,) = self.needs()
        return found

    def files(self) -> Sequence[FileRow]:
        self.projector.catch_up()
        with self.office.db.reading() as conn:
            return self.lists.open_files(conn)

    def needs(self) -> Sequence[NeedRow]:
        self.projector.catch_up()
        with self.office.db.reading() as conn:
            return self.lists.open_needs(conn)

    @property
    def file_id(self) -> UUID:
        return self.file.file_id


def desk_of(office: PartnerOffice, lists: Lists, projections: Sequence[type[Projection]]) -> Desk:
    return Desk(office=office, lists=lists, projector=Projector(office, projections))


def made(kind: type[O], database: Database, readers: Mapping[str, Callable[[Any], Any]]) -> O:
    """An office on a store that has just been made."""
    return kind(database, master=MASTER, readers=readers)


def by(account: str, role: str, *, reason: str | None = None) -> AbstractContextManager[Act]:
    """Act as this account, under a command of its own."""
    act = Act(account=account, role=role, unit="office", command_id=str(uuid4()), reason=reason)
    return acting(act)


def happened(office: PartnerOffice) -> list[str]:
    """Name the events of the log, without the department."""
    return [entry.name.partition(".")[2] for entry in office.entries(limit=None)]


def last(office: PartnerOffice, name: str) -> dict[str, Any]:
    """The facts of the last event of that name."""
    return office.entries(limit=None, names=[f"{office.name}.{name}"])[-1].facts


@pytest.fixture(params=KINDS)
def database(
    request: pytest.FixtureRequest, tmp_path: Path, fresh_database: Databases
) -> Iterator[Database]:
    """A store that has just been made."""
    with new_store(request.param, tmp_path, fresh_database) as store:
        yield store


@pytest.fixture(autouse=True)
def on_one_day() -> Iterator[None]:
    """It is a Monday in November."""
    with clock.use(datetime.combine(TODAY, time(9), SHANGHAI)):
        yield
