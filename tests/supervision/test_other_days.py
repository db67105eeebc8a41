"""Who asks for another day has not refused; who is granted one is expected on that day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from flask import Flask

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import CheckIn, Missing, OtherDay, OtherDayAnswer
from shared import clock
from shared.law import Refusal
from tests.supervision.conftest import asking, at, file_of, on_sqlite, opened
from tests.supervision.desk import Register, app_of, level, reader
from tests.supervision.test_overturning import WORKER, by
from tests.supervision.test_pages import page, send

CASE, PERSON = "梅社戒〔2026〕0094", UUID("00000000-0000-4000-8000-0000000000fc")
ASKED_ON, APPEAR_ON, WANTED_ON = date(2026, 1, 13), date(2026, 1, 15), date(2026, 1, 22)


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


def noticed(office: SupervisionApplication, file_id: UUID) -> UUID:
    told = asking(1, APPEAR_ON, served_at=at(date(2026, 1, 12), 9))
    with clock.use(at(date(2026, 1, 12), 10)):
        return UUID(office.notify_test(file_id=file_id, asking=told).answer)


def asked(office: SupervisionApplication, file_id: UUID, notice_id: UUID) -> UUID:
    other = OtherDay(
        kind="drug_test",
        asked_on=ASKED_ON,
        how="phone",
        notice_id=notice_id,
        wanted_on=WANTED_ON,
        because="外地务工",
    )
    with clock.use(at(ASKED_ON)), by(WORKER):
        return UUID(office.ask_other_day(file_id=file_id, asked=other).answer)


def answered(
    office: SupervisionApplication,
    file_id: UUID,
    request_id: UUID,
    *,
    granted: bool = True,
    new_day: date | None = WANTED_ON,
) -> None:
    answer = OtherDayAnswer(
        request_id=request_id,
        granted=granted,
        new_day=new_day,
        answer="已电话答复",
    )
    with clock.use(at(ASKED_ON, 16)), by(WORKER):
        office.answer_other_day(file_id=file_id, answer=answer)


def missed(
    office: SupervisionApplication, file_id: UUID, notice_id: UUID, on: date
) -> tuple[int, list[str]]:
    missing = Missing(
        notice_id=notice_id, missed_on=on, justified=False, witnesses=("王某", "赵某")
    )
    with clock.use(at(on, 20)), by(WORKER):
        told = office.record_miss(file_id=file_id, missing=missing).answer
    return told["count"], told["defects"]


def of_other_days(office: SupervisionApplication) -> None:
    """Asked and declined, asked again and granted; for the golden files."""
    file_id = opened(office, case_ref=CASE, person_id=PERSON)
    notice_id = noticed(office, file_id)
    answered(office, file_id, asked(office, file_id, notice_id), granted=False)
    answered(office, file_id, asked(office, file_id, notice_id))


def test_whoever_is_granted_another_day_has_not_missed_the_first(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office)
    notice_id = noticed(office, file_id)
    answered(office, file_id, asked(office, file_id, notice_id))

    with pytest.raises(Refusal, match="早于通知到场的日期"):
        missed(office, file_id, notice_id, APPEAR_ON)

    assert file_of(office).appointments[notice_id] == WANTED_ON
    assert missed(office, file_id, notice_id, WANTED_ON) == (1, [])


@on_sqlite
def test_whoever_was_told_no_is_expected_on_the_day_of_the_notice(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office)
    notice_id = noticed(office, file_id)
    answered(office, file_id, asked(office, file_id, notice_id), granted=False)

    assert file_of(office).appointments[notice_id] == APPEAR_ON
    assert missed(office, file_id, notice_id, APPEAR_ON) == (1, [])


@on_sqlite
@pytest.mark.parametrize("new_day", [None, date(2026, 1, 12), date(2026, 2, 5)])
def test_a_granted_request_has_a_day_ahead_and_within_the_window(
    office: SupervisionApplication, new_day: date | None
) -> None:
    file_id = opened(office)
    request_id = asked(office, file_id, noticed(office, file_id))

    with pytest.raises(Refusal) as refused:
        answered(office, file_id, request_id, new_day=new_day)

    assert refused.value.field == "new_day"


@on_sqlite
def test_a_request_is_answered_once(office: SupervisionApplication) -> None:
    file_id = opened(office)
    request_id = asked(office, file_id, noticed(office, file_id))
    answered(office, file_id, request_id)

    with pytest.raises(Refusal, match="没有等待答复的这项改期申请"):
        answered(office, file_id, request_id)


@on_sqlite
def test_nothing_counts_while_a_request_waits_for_its_answer(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office)
    notice_id = noticed(office, file_id)
    asked(office, file_id, notice_id)

    assert missed(office, file_id, notice_id, APPEAR_ON) == (0, ["other_day_open"])


@on_sqlite
def test_who_asks_at_the_stations_desk_has_asked(office: SupervisionApplication) -> None:
    file_id = opened(office)
    notice_id = noticed(office, file_id)

    with clock.use(at(ASKED_ON)), by(WORKER):
        office.check_in(file_id=file_id, entry=CheckIn(arrival="other_day", asked_on=WANTED_ON))

    (request,) = file_of(office).other_days.values()
    assert (request.notice_id, request.wanted_on) == (notice_id, WANTED_ON)


@on_sqlite
def test_the_desk_lists_a_request_until_it_is_answered(
    app: Flask, office: SupervisionApplication
) -> None:
    file_id = opened(office)
    notice_id = noticed(office, file_id)
    request_id = asked(office, file_id, notice_id)
    answer = {
        "request_id": str(request_id),
        "granted": "true",
        "new_day": WANTED_ON.isoformat(),
        "answer": "已电话答复",
    }

    with clock.use(at(ASKED_ON, 16)):
        waiting = page(reader(app, WORKER), "/supervision/")
        path = f"/supervision/cases/{file_id}/other-days/answers/new"
        send(reader(app, WORKER), path, answer)
        level(reader(app, WORKER))
        gone = page(reader(app, WORKER), "/supervision/")

    assert "改期申请待答复" in waiting
    assert "改期申请待答复" not in gone
    assert file_of(office).appointments[notice_id] == WANTED_ON
