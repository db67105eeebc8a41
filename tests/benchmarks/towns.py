"""A long log of a real department: the demonstration's, told again about ever new people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid5

from deploy.assembly import Office, Offices
from deploy.demo.town import build_town
from deploy.settings import EMBEDDED, Settings
from shared.eventstore.application import Department
from shared.eventstore.database import Database
from shared.eventstore.entries import Entry
from shared.eventstore.factory import recorder_of
from shared.eventstore.records import Append, StoredFact
from shared.eventstore.sealing import FileKey

CHUNK = 500
NAMES = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\xe3\x80\x95\d{4}")


@contextmanager
def demonstration(*, history: bool = True) -> Iterator[Offices]:
    """The demonstration town in a folder of its own."""
    with TemporaryDirectory(prefix="guihang-bench-") as folder:
        path = Path(folder)
        settings = Settings(data=path, keys=path / "keys", http="127.0.0.1:0", amqp_uri=EMBEDDED)
        offices = Offices(settings)
        build_town(offices, history=history)
        yield offices
        offices.close()


def retold(office: Office, database: Database, *, events: int) -> Department:
    """The department over another store, whose log tells its story again until it is so long.

    What the town has once (its stations) is told once; what happens to people, of ever new ones.
    """
    key = office.settings.keys / f"{office.parts.name}.master"
    app = office.parts.application(
        database, master=FileKey.from_file(key), readers=office.parts.heard
    )
    recorder_of(database).create()
    story = office.app.entries(after=1, limit=events)  # the first event is the demonstration's mark
    of_people = [entry for entry in story if _is_of_somebody(entry.row.fact)]
    _tell(app, story, 0)
    for turn in range(1, -(-events // len(of_people)) + 1):
        _tell(app, of_people[: events - app.head()], turn)
    return app


def _is_of_somebody(fact: StoredFact) -> bool:
    return bool(fact.person_id or fact.case_ref or fact.subject)


def _tell(app: Department, story: Sequence[Entry], turn: int) -> None:
    """Acts stay acts: what one command wrote has one envelope."""
    for (_, envelope), act in groupby(story, key=lambda e: (e.command_id, e.row.envelope)):
        facts = tuple(_about_others(entry, app, turn) for entry in act)
        app.store.append(Append(events=facts, envelope=envelope))


def _about_others(entry: Entry, app: Department, turn: int) -> StoredFact:
    fact = entry.row.fact
    other = _other(turn)
    stream = other(entry.stream_id)
    moved = replace(
        fact,
        originator_id=stream,
        state=NAMES.sub(lambda found: _renamed(found[0], other, turn), fact.state),
        subject=fact.subject and other(fact.subject),
        person_id=fact.person_id and other(fact.person_id),
        case_ref=fact.case_ref and _elsewhen(fact.case_ref, turn),
    )
    return replace(moved, sealed=_sealed_again(entry, moved, app))


def _other(turn: int) -> Callable[[UUID], UUID]:
    return lambda known: uuid5(known, str(turn))


def _renamed(name: bytes, other: Callable[[UUID], UUID], turn: int) -> bytes:
    if len(name) == 36:
        return str(other(UUID(name.decode()))).encode()
    return f"〕{int(name[3:]) + turn * 10_000:04}".encode()


def _elsewhen(case_ref: str, turn: int) -> str:
    return re.sub(r"〕(\d{4})", lambda found: f"〕{int(found[1]) + turn * 10_000:04}", case_ref)


def _sealed_again(entry: Entry, fact: StoredFact, app: Department) -> bytes | None:
    """Personal content under the other person's key, in the other row."""
    if entry.row.fact.sealed is None:
        return None
    keeper, bound_to = app._mapper.keeper, app._mapper._binding
    known = entry.row.fact
    subject = known.subject or entry.stream_id
    content = entry.mapper.keeper.open(
        subject,
        known.sealed or b"",
        bound_to=bound_to(known.originator_id, known.originator_version, known.topic),
    )
    return keeper.seal(
        fact.subject or UUID(str(fact.originator_id)),
        content or b"",
        bound_to=bound_to(fact.originator_id, fact.originator_version, fact.topic),
    )
