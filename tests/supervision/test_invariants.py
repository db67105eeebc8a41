"""Whatever happens to a case, its counters and outcomes are what its events say."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import Admonition
from services.supervision.messages import HEARD
from services.supervision.projections import PROJECTIONS
from services.supervision.projections.lists import Asked, Within, due_rows
from services.supervision.rules.outcomes import (
    BEFORE_TAKEOVER,
    DONE,
    DONE_LATE,
    NOT_ARRANGED,
    REFUSED,
    WAIVED,
    due,
    outcomes,
)
from services.supervision.rules.terms import is_suspended
from services.supervision.rules.windows import Reading, windows_of
from shared.eventstore.database import SqliteDatabase
from shared.eventstore.factory import recorder_of
from shared.law import Refusal
from shared.projecting import Projector
from tests.supervision.conftest import (
    CASE,
    MASTER,
    START,
    asking,
    opened,
    refusing,
    sampling,
)

AT_CLOSE = {DONE, DONE_LATE, REFUSED, NOT_ARRANGED, BEFORE_TAKEOVER}
LAST = 400  # days of a case that are played through


@dataclass(frozen=True)
class Deed:
    """Something that somebody records, some days into the case."""

    what: str
    day: int
    sound: bool


deeds = st.builds(
    Deed,
    what=st.sampled_from(["test", "invalid", "notice", "refusal", "admonition"]),
    day=st.integers(0, LAST),
    sound=st.booleans(),
)


@contextmanager
def an_office() -> Iterator[SupervisionApplication]:
    with tempfile.TemporaryDirectory() as folder:
        database = SqliteDatabase(Path(folder) / "supervision.sqlite3")
        recorder_of(database).create()
        yield SupervisionApplication(database, master=MASTER, readers=HEARD)
        database.close()


def play(office: SupervisionApplication, file_id: UUID, deed: Deed, notices: list[str]) -> None:
    """Do it, if the rules let it be done."""
    on, proofs = START + timedelta(days=deed.day), ("receipt",) if deed.sound else ()
    if deed.what in {"test", "invalid"}:
        result = "negative" if deed.what == "test" else "invalid"
        signed = sampling(on, result=result, subject_signed=deed.sound, kit_serial=str(uuid4()))
        office.record_test(file_id=file_id, taken=signed)
    elif deed.what == "notice":
        number = next(it.number for it in office.file(file_id).windows if it.last >= on)
        asked = asking(number, on, proofs=proofs)
        notices.append(office.notify_test(file_id=file_id, asking=asked).answer)
    elif deed.what == "refusal" and notices:
        witnesses = ("王某", "赵某") if deed.sound else ()
        record = refusing(notices[-1], on, witnesses=witnesses)
        office.record_refusal(file_id=file_id, refusing=record)
    elif deed.what == "admonition":
        warning = Admonition(
            served_on=on,
            document_no=str(uuid4()),
            clause="三",
            grounds="拒检",
            how="post",
            proofs=proofs,
        )
        office.admonish(file_id=file_id, admonition=warning)


@settings(max_examples=40, deadline=None)
@given(
    story=st.lists(deeds, max_size=25),
    tracked=st.none() | st.integers(0, LAST),
    today=st.integers(0, LAST + 100),
)
def test_counters_and_outcomes_are_what_the_events_say(
    story: list[Deed], tracked: int | None, today: int
) -> None:
    day = START + timedelta(days=today)
    with an_office() as office:
        since = None if tracked is None else (START + timedelta(days=tracked)).isoformat()
        file_id, notices = opened(office, tracked_from=since), list[str]()
        for deed in story:
            try:
                play(office, file_id, deed, notices)
            except Refusal:
                continue

        file = office.file_of(CASE)
        refusals = office.entries(names=["supervision.drug_test_refused"], limit=None)
        counted = [e for e in refusals if e.facts["counted"]]
        assert file.refused_tests == len(counted)
        assert [e.facts["count"] for e in counted] == list(range(1, len(counted) + 1))
        assert len({e.facts["notice_id"] for e in counted}) == len(counted)
        breaches = office.entries(names=["supervision.serious_breach_detected"], limit=None)
        assert len(breaches) == (len(counted) >= 3)

        found = file.outcomes(day)
        closed = [it for it in found if it.window.last < day]
        assert [it.window for it in found] == list(file.windows)
        assert all(it.state in AT_CLOSE for it in closed)
        assert all(
            it.window.first <= it.tested_on <= it.window.last
            for it in found
            if it.state == DONE and it.tested_on
        )
        kept = [it.tested_on for it in found if it.tested_on]
        assert len(set(kept)) == len(kept)

        assert shown_as_due(office, day=date.max) is None
        standing = due(file.outcomes(START + timedelta(days=LAST)))
        assert shown_as_due(office, day=START) == (standing.window.number if standing else None)


def shown_as_due(office: SupervisionApplication, *, day: date) -> int | None:
    """The window that the desk's list shows."""
    Projector(office, PROJECTIONS).catch_up()
    with office.db.reading() as conn:
        rows = due_rows(conn, within=Within(town=True), asked=Asked(), today=day, limit=1)
    return rows[0].number if rows else None


SPANS = st.lists(
    st.tuples(st.dates(date(2025, 11, 1), date(2029, 1, 1)), st.integers(1, 200)), max_size=4
)


@given(spans=SPANS, counts=st.booleans())
def test_a_window_is_waived_for_custody_if_no_day_of_it_lies_outside_and_only_then(
    spans: list[tuple[date, int]], *, counts: bool
) -> None:
    start, custody = date(2025, 12, 1), [(on, on + timedelta(days=n)) for on, n in spans]
    reading = Reading(counted_from=start, left_out=() if counts else tuple(custody))
    stages = ((12, Decimal(1)), (12, Decimal(2)), (12, Decimal(3)))
    windows = windows_of(start=start, months=36, stages=stages, reading=reading)

    found = outcomes(windows, tested=(), refused=(), day=date.max, custody=custody)

    for it in found:
        days = (it.window.last - it.window.first).days + 1
        free = any(
            not is_suspended(on=it.window.first + timedelta(days=n), spans=custody)
            for n in range(days)
        )
        assert free or counts
        assert it.state == (NOT_ARRANGED if free else WAIVED)
