"""A decision prints a first and a last day; the law counts from reporting; the police answer.

Whoever reports in on 23 November 2026 is in rehab until 22 November 2029; the paper of these tests
prints 19 November 2026 to 18 November 2029 (戒毒条例 14(2)).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from urllib.parse import quote
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from shared import clock
from shared.calendar import last_day
from shared.clock import SHANGHAI
from shared.law import Refusal
from tests.registry import town
from tests.registry.desk import page, send
from tests.registry.life.story import PAPER, answer, at, printed
from tests.registry.test_messages import told

BY_LAW, PRINTED_FROM, PRINTED_TO = date(2029, 11, 22), date(2026, 11, 19), date(2029, 11, 18)
HELD, FREED = date(2027, 3, 1), date(2027, 3, 11)
DECIDED = {
    "kind": "community_rehab",
    "decision_no": "金公(禁)社戒决字〔2026〕18号",
    "authority": "金寨县公安局",
    "decided_on": "2026-11-19",
    "served_on": "2026-11-20",
    "term_months": "36",
    "credit_days": "0",
    "reason": town.LATE,
}


@pytest.fixture
def case_id(office: RegistryApplication) -> UUID:
    return printed(office, 997)


def test_the_difference_is_kept_and_the_police_are_to_be_asked(
    office: RegistryApplication, case_id: UUID
) -> None:
    (raised,) = office.entries(names=["registry.term_date_conflict_raised"])

    assert (raised.facts["printed_to"], raised.facts["last_day"]) == (PRINTED_TO, BY_LAW)
    assert office.case(case_id).last_day == BY_LAW
    assert town.owed(office, case_id)["ask_police"] == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("first", "last"), [(None, None), (town.TODAY, BY_LAW), (None, BY_LAW), (town.TODAY, None)]
)
def test_a_paper_that_agrees_or_prints_nothing_raises_nothing(
    office: RegistryApplication, first: date | None, last: date | None
) -> None:
    person_id = town.registered(office)
    with at(town.TODAY):
        done = office.receive_decision(
            person_id=person_id, decision=town.decision(), printed_from=first, printed_to=last
        )
    case_id = UUID(done.answer["case_id"])
    with at(town.TODAY):
        office.record_report_in(case_id=case_id, reported_on=town.TODAY, informed=True)

    assert office.case(case_id).conflict_since is None
    assert "ask_police" not in town.owed(office, case_id)


def test_to_have_asked_meets_the_duty_and_settles_nothing(
    office: RegistryApplication, case_id: UUID
) -> None:
    with at(town.TODAY):
        office.record_deed(case_id=case_id, duty="ask_police", done_on=town.TODAY)

    assert "ask_police" not in town.owed(office, case_id)
    assert office.case(case_id).conflict_since == town.TODAY


@pytest.mark.parametrize("last_on", [PRINTED_TO, BY_LAW, date(2030, 1, 5)])
def test_the_answer_of_the_police_holds_and_detained_days_come_on_top(
    office: RegistryApplication, case_id: UUID, last_on: date
) -> None:
    answer(office, case_id, first_on=town.TODAY, last_on=last_on)
    answered = office.case(case_id).last_day
    with at(HELD):
        office.suspend_case(case_id=case_id, suspended_on=HELD, cause="detention", **PAPER)
    with at(FREED):
        office.resume_case(case_id=case_id, resumed_on=FREED, **PAPER)

    case = office.case(case_id)
    assert (case.conflict_since, answered) == (None, last_on)
    assert case.last_day == last_on + timedelta(days=10)
    assert [it.last_day for it in case.readings] == [last_on, last_on + timedelta(days=10)]
    assert "ask_police" not in town.owed(office, case_id)


def test_others_count_the_same_end_by_what_they_are_told(
    office: RegistryApplication, case_id: UUID
) -> None:
    answer(office, case_id, first_on=PRINTED_FROM, last_on=PRINTED_TO)

    for audience in ("supervision", "reporting"):
        message = told(office, audience)[-1]
        said = message.data
        assert message.name == "registry.term_corrected"
        assert said["reported_on"] == str(town.TODAY)
        assert last_day(town.TODAY, said["term_months"], (), said["credit_days"]) == PRINTED_TO


def test_nothing_is_held_against_anybody_between_the_two_days_until_the_answer(
    office: RegistryApplication, case_id: UUID
) -> None:
    between = date(2029, 11, 20)
    before = office.case(case_id).is_contested_on(between)

    answer(office, case_id, first_on=town.TODAY, last_on=BY_LAW)

    assert before
    assert not office.case(case_id).is_contested_on(between)


def test_a_corrected_day_of_reporting_is_held_against_the_paper_anew(
    office: RegistryApplication, case_id: UUID
) -> None:
    answer(office, case_id, first_on=town.TODAY, last_on=BY_LAW)
    for approver in ("jingban01", "jingban02"):
        with at(town.TODAY), town.by(approver, reason="核对"):
            if approver == "jingban01":
                office.propose_correction(
                    case_id=case_id,
                    reported_on=date(2026, 11, 22),
                    credit_days=0,
                    suspensions=(),
                    why="登记簿写的是22日",
                )
            else:
                office.decide_correction(case_id=case_id, approved=True, why="已核对")

    case = office.case(case_id)
    assert (case.last_day, case.answered) == (date(2029, 11, 21), None)
    assert case.conflict_since == town.TODAY


def test_days_that_agree_with_the_paper_after_all_leave_nothing_to_ask(
    office: RegistryApplication,
) -> None:
    """Somebody wrote 23 November for the 19th, which the paper has as its first day."""
    case_id = printed(office, 997, served_on=date(2026, 11, 19))
    owed_before = town.owed(office, case_id)
    for approver in ("jingban01", "jingban02"):
        with at(town.TODAY), town.by(approver, reason="核对"):
            if approver == "jingban01":
                office.propose_correction(
                    case_id=case_id,
                    reported_on=PRINTED_FROM,
                    credit_days=0,
                    suspensions=(),
                    why="登记簿写的是19日",
                )
            else:
                office.decide_correction(case_id=case_id, approved=True, why="已核对")

    assert "ask_police" in owed_before
    assert office.case(case_id).conflict_since is None
    assert "ask_police" not in town.owed(office, case_id)
    (lifted,) = office.entries(names=["registry.duty_lifted"])
    assert lifted.facts["cause"] == "paper_agrees"


@pytest.mark.parametrize(
    ("first_on", "last_on"),
    [(date(2026, 11, 24), town.TODAY), (PRINTED_FROM, date(2026, 11, 20))],
)
def test_no_answer_ends_a_term_before_it_began(
    office: RegistryApplication, case_id: UUID, first_on: date, last_on: date
) -> None:
    with pytest.raises(Refusal, match="早于") as refused:
        answer(office, case_id, first_on=first_on, last_on=last_on)

    assert refused.value.field == "last_on"


def test_what_is_settled_is_not_answered_again(office: RegistryApplication, case_id: UUID) -> None:
    answer(office, case_id, first_on=town.TODAY, last_on=BY_LAW)

    with pytest.raises(Refusal, match="没有待答复"):
        answer(office, case_id, first_on=town.TODAY, last_on=PRINTED_TO)


def test_the_question_is_missed_when_nobody_asks(
    office: RegistryApplication, case_id: UUID
) -> None:
    with clock.use(datetime(2026, 11, 27, 0, 5, tzinfo=SHANGHAI)):
        office.run_clock()

    assert office.care(case_id).missed["ask_police"] == date(2026, 11, 26)


def test_a_case_of_another_town_is_held_against_its_paper_too(
    office: RegistryApplication,
) -> None:
    person_id = town.registered(office)
    with at(town.TODAY):
        done = office.accept_transfer_in(
            person_id=person_id,
            decision=town.decision(served_on=date(2026, 1, 5)),
            printed_from=date(2026, 1, 5),
            printed_to=date(2029, 1, 4),
            received_on=town.TODAY,
            reported_on=date(2026, 1, 10),
            suspensions=None,
            counters={},
            origin="燕子河镇",
            document_no="燕函2号",
        )
    case_id = UUID(done.answer["case_id"])

    answer(office, case_id, first_on=date(2026, 1, 5), last_on=date(2029, 1, 4))

    assert office.case(case_id).last_day is None, "nobody said yet for how long it stood still"


def test_the_desk_shows_the_difference_and_takes_the_answer(
    handler: FlaskClient, office: RegistryApplication
) -> None:
    person_id = town.registered(office)
    typed = {**DECIDED, "printed_from": "2026-11-19", "printed_to": "2029-11-18"}
    send(handler, f"/registry/people/{person_id}/decisions/new", typed)
    (case,) = office.cases_of(office.person(person_id))
    path = f"/registry/cases/{case.id}"
    with at(town.TODAY):
        office.record_report_in(case_id=case.id, reported_on=town.TODAY, informed=True)

    before = page(handler, path)
    after = send(
        handler,
        f"{path}/term-answer",
        {
            "answered_on": "2026-11-23",
            "first_on": "2026-11-19",
            "last_on": "2029-11-18",
            **PAPER,
        },
    )

    assert "须请决定机关答复" in before
    assert "2029年11月18日" in before
    assert "请决定机关答复起止日期" in before
    assert "公安机关答复：自2026年11月19日" in after
    assert "须请决定机关答复；" not in after


def test_the_api_keeps_what_is_printed_and_says_what_is_open(
    handler: FlaskClient, office: RegistryApplication
) -> None:
    person_id = town.registered(office)
    page(handler, f"/registry/people/{person_id}")
    headers = {
        "Authorization": "Bearer jingban01",
        "Idempotency-Key": "k1",
        "Guihang-Reason": quote(town.LATE),
    }
    body = {**DECIDED, "term_months": 36, "credit_days": 0, "printed_to": "2029-11-18"}
    del body["reason"]
    opened = handler.post(
        f"/registry/api/people/{person_id}/decisions", json=body, headers=headers
    ).get_json()
    with at(town.TODAY):
        office.record_report_in(
            case_id=UUID(opened["case_id"]), reported_on=town.TODAY, informed=True
        )

    page(handler, f"/registry/cases/{opened['case_id']}")
    read = handler.get(f"/registry/api/cases/{opened['case_id']}", headers=headers).get_json()

    assert (read["printed_from"], read["printed_to"]) == (None, "2029-11-18")
    assert (read["conflict_since"], read["answered"]) == ("2026-11-23", None)
