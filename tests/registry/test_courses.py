"""A measure stands still while the person is held, goes on after, and can end before its term."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from services.registry.application import RegistryApplication
from services.registry.projections import PROJECTIONS
from services.registry.projections.cases import case_row
from services.registry.projections.owed import count_owed
from services.registry.projections.within import WHOLE_TOWN
from services.registry.rules.course import CAUSES
from services.registry.rules.term import last_day_of_term
from shared.law import Refusal
from shared.projecting import Projector
from tests.registry.desk import WORKER, reader, send
from tests.registry.test_api import call
from tests.registry.town import LATE, TODAY, by, ordered, reported

DETAINED = date(2026, 11, 10)
EARLIER: Any = {
    "served_on": date(2026, 10, 9),
    "decided_on": date(2026, 10, 9),
    "reported_on": date(2026, 10, 20),
}
PAPER = {"authority": "金寨县公安局", "doc_no": "金公拘字〔2026〕3号"}


def suspend(office: RegistryApplication, case_id: UUID, on: date, **more: Any) -> None:
    with by(reason=LATE):
        office.record_suspension(
            case_id=case_id, suspended_on=on, **{"ground": "detention", **PAPER, **more}
        )


def resume(office: RegistryApplication, case_id: UUID, on: date) -> str:
    with by():
        return str(office.record_resumption(case_id=case_id, resumed_on=on, **PAPER).answer)


def terminate(office: RegistryApplication, case_id: UUID, on: date, cause: str) -> None:
    with by():
        office.record_termination(case_id=case_id, ended_on=on, cause=cause, **PAPER)


def test_while_the_person_is_held_nobody_knows_the_last_day(
    stored_office: RegistryApplication,
) -> None:
    case_id = reported(stored_office)

    suspend(stored_office, case_id, TODAY)

    case = stored_office.case(case_id)
    assert case.status_on(TODAY) == "suspended"
    assert case.last_day is None


def test_the_release_moves_the_last_day_by_the_days_between(
    stored_office: RegistryApplication,
) -> None:
    case_id = reported(stored_office, **EARLIER)
    before = stored_office.case(case_id).last_day
    assert before is not None
    held = TODAY - DETAINED

    suspend(stored_office, case_id, DETAINED)
    said = resume(stored_office, case_id, TODAY)

    case = stored_office.case(case_id)
    assert case.last_day == before + held
    assert said == (before + held).isoformat()
    assert case.status_on(TODAY) == "reported"
    assert not case.was_suspended_on(TODAY)  # the day of release is served


def test_before_the_report_in_there_is_no_term_to_suspend(office: RegistryApplication) -> None:
    case_id = ordered(office)

    with pytest.raises(Refusal, match="报到期限自释放之日起算"):
        suspend(office, case_id, TODAY)


def test_who_is_held_is_released_once(office: RegistryApplication) -> None:
    case_id = reported(office)
    suspend(office, case_id, TODAY)

    with pytest.raises(Refusal, match="还没有恢复"):
        suspend(office, case_id, TODAY, ground="arrest")


def test_what_does_not_stand_still_cannot_go_on(office: RegistryApplication) -> None:
    case_id = reported(office)

    with pytest.raises(Refusal, match="没有中止"):
        resume(office, case_id, TODAY)


def test_a_release_before_the_detention_is_refused(office: RegistryApplication) -> None:
    case_id = reported(office)
    suspend(office, case_id, TODAY)

    with pytest.raises(Refusal, match="早于羁押日期"):
        resume(office, case_id, TODAY - timedelta(days=1))


@pytest.mark.parametrize("cause", CAUSES)
def test_a_measure_that_ended_rests(stored_office: RegistryApplication, cause: str) -> None:
    case_id = reported(stored_office)

    terminate(stored_office, case_id, TODAY, cause)

    case = stored_office.case(case_id)
    assert case.status_on(TODAY) == "terminated"
    assert case.end_cause == cause
    with pytest.raises(Refusal, match="终止，不再办理"):
        suspend(stored_office, case_id, TODAY)


def test_a_person_who_never_reported_can_be_ordered_into_isolation(
    office: RegistryApplication,
) -> None:
    case_id = ordered(office)

    terminate(office, case_id, TODAY, "compulsory_isolation")

    assert office.case(case_id).status_on(date(2027, 6, 1)) == "terminated"


def test_a_measure_that_is_held_can_end(office: RegistryApplication) -> None:
    case_id = reported(office)
    suspend(office, case_id, TODAY)

    terminate(office, case_id, TODAY, "imprisonment")

    assert office.case(case_id).status_on(TODAY) == "terminated"


def test_an_end_before_the_service_is_refused(office: RegistryApplication) -> None:
    case_id = reported(office)

    with pytest.raises(Refusal, match="早于送达日期"):
        terminate(office, case_id, date(2020, 1, 1), "order_revoked")


def test_nothing_is_owed_while_the_person_is_held_nor_after_the_end(
    office: RegistryApplication,
) -> None:
    projector = Projector(office, PROJECTIONS)
    case_id = reported(office)

    def owed() -> int:
        projector.catch_up()
        with office.db.reading() as conn:
            return count_owed(conn, within=WHOLE_TOWN, today=TODAY)

    before = owed()
    suspend(office, case_id, TODAY)
    held = owed()
    resume(office, case_id, TODAY)
    free = owed()
    terminate(office, case_id, TODAY, "death")

    assert (held, free, owed()) == (0, before, 0)
    assert before > 0


def test_the_list_says_how_the_case_stands(office: RegistryApplication) -> None:
    projector = Projector(office, PROJECTIONS)
    case_id = reported(office)
    suspend(office, case_id, TODAY)
    projector.catch_up()

    with office.db.reading() as conn:
        row = case_row(conn, case_id)

    assert row is not None
    assert (row.status_on(TODAY), row.last_day) == ("suspended", None)


def test_a_case_as_of_a_day_stands_as_it_did_then(office: RegistryApplication) -> None:
    case_id = reported(office, **EARLIER)
    ref = office.case(case_id).ref
    suspend(office, case_id, DETAINED)
    resume(office, case_id, TODAY)

    held = office.case_summary(ref, as_of=TODAY - timedelta(days=1))
    now = office.case_summary(ref, as_of=TODAY)

    assert (held["status"], held["last_day"]) == ("suspended", None)
    assert (now["status"], now["last_day"]) == ("reported", office.case(case_id).last_day)


def test_a_clerk_records_a_detention_a_release_and_an_end_on_the_case_page(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = reported(office)
    at = f"/registry/cases/{case_id}"
    today = TODAY.isoformat()

    held = send(handler, f"{at}/suspension", {"suspended_on": today, "ground": "arrest", **PAPER})
    free = send(handler, f"{at}/resumption", {"resumed_on": today, **PAPER})
    end = send(handler, f"{at}/termination", {"ended_on": today, "cause": "death", **PAPER})

    assert "中止已登记" in held
    assert "登记释放" in held
    assert "登记中止" not in held
    assert "期限顺延至" in free
    assert "终止已登记" in end
    assert "登记终止" not in end
    assert "不再有应办事项" in end


def test_a_program_is_told_the_new_last_day(office: RegistryApplication, app: Flask) -> None:
    case_id = reported(office)
    before = office.case(case_id).last_day
    at, day = f"/cases/{case_id}", TODAY.isoformat()
    detained = {"suspended_on": day, "ground": "arrest", **PAPER}

    held = call(app, "POST", f"{at}/suspension", body=detained, status=201)
    free = call(app, "POST", f"{at}/resumption", body={"resumed_on": day, **PAPER}, status=201)

    assert held["last_day"] is None
    assert free["last_day"] == str(before)


def test_a_worker_may_not_record_what_others_decided(
    office: RegistryApplication, app: Flask
) -> None:
    case_id = reported(office)

    answer = reader(app, WORKER).get(f"/registry/cases/{case_id}/termination")

    assert answer.status_code == 403


SPANS = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 90)), max_size=4)


@given(spans=SPANS)
def test_the_last_day_depends_on_the_set_of_days_held_alone(spans: list[tuple[int, int]]) -> None:
    """Whatever their order, and however they are split or overlap (D5)."""
    start = date(2025, 12, 1)
    held = [
        (start + timedelta(days=first), start + timedelta(days=first + length))
        for first, length in spans
    ]
    split = [(day, day + timedelta(days=1)) for a, b in held for day in _days(a, b)]

    whole = last_day_of_term(reported_on=start, months=36, suspensions=held)

    assert whole == last_day_of_term(reported_on=start, months=36, suspensions=held[::-1])
    assert whole == last_day_of_term(reported_on=start, months=36, suspensions=split)


def _days(first: date, end: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((end - first).days)]
