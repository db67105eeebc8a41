"""Facts that the police's own system holds too: until when, since when, by whom, alike or not."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import Entered
from services.supervision.projections import PROJECTIONS
from services.supervision.projections.copies import CopyRow, copy_rows, count_copies
from services.supervision.projections.lists import Within
from services.supervision.rules.copying import KIND_OF, order_of
from services.supervision.schemas.words import COPIED, COPY_FIELDS
from shared import clock
from shared.law import Refusal, Unknown
from shared.projecting import Projector
from tests.supervision.conftest import (
    CASE,
    asking,
    at,
    on_sqlite,
    opened,
    refusing,
    sampling,
    talk,
)
from tests.supervision.desk import Register, app_of, reader
from tests.supervision.test_pages import POLICE, WORKER, page, send

ON = date(2026, 1, 20)
TOWN = Within(town=True)


def a_test_and_a_refusal(office: SupervisionApplication) -> UUID:
    """A case with a talk, a test and a refusal: two facts are owed."""
    file_id = opened(office)
    office.record_talk(file_id=file_id, talk=talk(ON))
    office.record_test(file_id=file_id, taken=sampling(ON))
    notice = office.notify_test(file_id=file_id, asking=asking(2, date(2026, 2, 10))).answer
    office.record_refusal(file_id=file_id, refusing=refusing(notice, date(2026, 2, 10)))
    return file_id


def owed(
    office: SupervisionApplication, *, within: Within = TOWN, owed_only: bool = True
) -> list[CopyRow]:
    """What the list shows."""
    Projector(office, PROJECTIONS).catch_up()
    with office.db.reading() as conn:
        return list(copy_rows(conn, within=within, owed_only=owed_only, limit=50))


def counts(office: SupervisionApplication, today: date) -> dict[str, int]:
    Projector(office, PROJECTIONS).catch_up()
    with office.db.reading() as conn:
        return count_copies(conn, within=TOWN, today=today)


def said(fact: int, **differs: str) -> Entered:
    """A fact was entered on the day after."""
    return Entered(fact=fact, entered_on=date(2026, 2, 12), by="陈民警", **differs)


def test_what_that_system_holds_too_is_owed_within_five_days(
    office: SupervisionApplication,
) -> None:
    a_test_and_a_refusal(office)

    rows = owed(office)

    assert [(it.kind, it.due_on) for it in rows] == [
        ("drug_test", ON + timedelta(days=5)),
        ("refusal", date(2026, 2, 15)),
    ]
    assert counts(office, ON + timedelta(days=5)) == {
        "owed": 2,
        "late": 0,
        "differs": 0,
        "total": 2,
    }
    assert counts(office, ON + timedelta(days=6))["late"] == 1


def test_what_was_entered_is_settled_unless_it_differs(office: SupervisionApplication) -> None:
    file_id = a_test_and_a_refusal(office)
    test, refusal = owed(office)

    office.note_entered(file_id=file_id, entered=said(test.fact))
    office.note_entered(file_id=file_id, entered=said(refusal.fact, difference="次数写成两次"))

    (left,) = owed(office)
    assert (left.kind, left.differs, left.entered_on) == ("refusal", True, date(2026, 2, 12))
    office.note_entered(file_id=file_id, entered=said(refusal.fact))
    assert owed(office) == []
    assert [it.differs for it in owed(office, owed_only=False)] == [False, False]


@on_sqlite
def test_only_a_fact_that_is_owed_is_entered_and_not_before_it_happened(
    office: SupervisionApplication,
) -> None:
    file_id = a_test_and_a_refusal(office)
    held = office.entries(names=["supervision.talk_held"])[0].stream_version

    with pytest.raises(Unknown):
        office.note_entered(file_id=file_id, entered=said(held))
    with pytest.raises(Unknown):
        office.note_entered(file_id=file_id, entered=said(999))
    early = Entered(fact=owed(office)[0].fact, entered_on=date(2026, 1, 19), by="陈民警")
    with pytest.raises(Refusal) as refused:
        office.note_entered(file_id=file_id, entered=early)
    assert refused.value.field == "entered_on"


@on_sqlite
def test_a_station_sees_what_its_own_files_owe(office: SupervisionApplication) -> None:
    a_test_and_a_refusal(office)

    assert len(owed(office, within=Within(station="station-1"))) == 2
    assert owed(office, within=Within(station="station-2")) == []


@pytest.mark.parametrize("kind", sorted(set(KIND_OF.values())))
def test_every_kind_has_its_order_and_every_field_its_word(kind: str) -> None:
    fields = order_of(kind, on=ON).value

    assert set(fields) <= set(COPY_FIELDS)
    assert kind in COPIED


# The pages.


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


@on_sqlite
def test_the_sheet_prints_each_fact_in_that_systems_order(
    app: Flask, office: SupervisionApplication
) -> None:
    a_test_and_a_refusal(office)
    with clock.use(at(date(2026, 2, 12), 9)):
        text = page(reader(app, POLICE), "/supervision/police-system/sheet")

    first = text.split('id="fact-1"')[1].split("</section>")[0]
    labels = re.findall(r'class="copy-label">([^<]+)', first)
    values = re.findall(r"<strong>([^<]+)", first)
    assert labels == [COPY_FIELDS[it] for it in order_of("drug_test", on=ON).value]
    assert values[:5] == [CASE, "张*", "2026-01-20 10:00", "第一工作站", "尿液"]
    assert values[8] == "阴性"
    assert "当面拒绝" in text.split('id="fact-2"')[1]


@on_sqlite
def test_the_police_note_what_they_entered(app: Flask, office: SupervisionApplication) -> None:
    file_id = a_test_and_a_refusal(office)
    fact = owed(office)[0].fact
    form = f"/supervision/police-system/{file_id}/{fact}/new"
    with clock.use(at(date(2026, 2, 12), 9)):
        assert "逾期未录入" in page(reader(app, WORKER), "/supervision/police-system")
        assert reader(app, WORKER).get(form).status_code == 403

        typed = {"entered_on": "2026-02-12", "by": "陈民警", "difference": "批号少一位"}
        text = send(reader(app, POLICE), form, typed)
        assert "不一致" in text
        answer = reader(app, POLICE).post(
            f"/supervision/api/cases/{file_id}/police-system/{fact}",
            json={"entered_on": "2026-02-12", "by": "陈民警"},
            headers={"Authorization": f"Bearer {POLICE}"},
        )

    assert answer.status_code == 201
    assert [it.kind for it in owed(office)] == ["refusal"]
