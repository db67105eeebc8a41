"""A talk is kept; a need goes to the office that can help, and its answer comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import NeedFound, PeriodicReport
from shared.eventstore.act import Act, acting
from shared.law import Citation, Refusal, Unknown
from tests.supervision.conftest import START, at, events, file_of, on_sqlite, opened, talk, told

ON = date(2026, 3, 2)


def need(kind: str = "skill", **differs: Any) -> NeedFound:
    return replace(NeedFound(kind=kind, raised_on=ON, agreed=True, note="想学电工"), **differs)


def test_a_talk_and_its_needs_are_one_act(office: SupervisionApplication) -> None:
    file_id = opened(office)

    answer = office.record_talk(
        file_id=file_id, talk=talk(ON), needs=[need("skill"), need("legal")]
    ).answer

    assert events(office)[2:] == ["talk_held", "assistance_need_raised", "legal_need_raised"]
    assert [str(it) for it in file_of(office).needs] == answer["need_ids"]


def test_what_was_talked_about_is_sealed(office: SupervisionApplication) -> None:
    file_id = opened(office)

    office.record_talk(file_id=file_id, talk=talk(ON), needs=[need()])

    held, raised = office.entries(limit=None)[-2:]
    assert held.personal["summary"].startswith("近来在家")
    assert {"summary", "place", "talkers", "mood"} & held.facts.keys() == set()
    assert "note" not in raised.facts


@on_sqlite
@pytest.mark.parametrize(
    ("kind", "event"),
    [
        ("treatment", "treatment_need_raised"),
        ("schooling", "assistance_need_raised"),
        ("job", "assistance_need_raised"),
        ("skill", "assistance_need_raised"),
        ("relief", "assistance_need_raised"),
        ("legal", "legal_need_raised"),
    ],
)
def test_a_need_reaches_the_office_that_helps(
    office: SupervisionApplication, kind: str, event: str
) -> None:
    file_id = opened(office)

    office.raise_need(file_id=file_id, need=need(kind))

    assert events(office)[-1] == event


def test_a_referral_needs_the_persons_consent(office: SupervisionApplication) -> None:
    file_id = opened(office)

    with pytest.raises(Refusal) as refused:
        office.record_talk(file_id=file_id, talk=talk(ON), needs=[need(agreed=False)])

    assert refused.value.citation == Citation("个人信息保护法", "29")
    assert "talk_held" not in events(office)


def test_a_need_that_nobody_helps_with_is_refused(office: SupervisionApplication) -> None:
    file_id = opened(office)

    with pytest.raises(Refusal, match="没有这种需求"):
        office.raise_need(file_id=file_id, need=need("housing"))


@pytest.mark.parametrize("hour", [9, 10])
def test_a_talk_ends_after_it_begins(office: SupervisionApplication, hour: int) -> None:
    file_id = opened(office)

    with pytest.raises(Refusal) as refused:
        office.record_talk(file_id=file_id, talk=talk(ON, ended_at=at(ON, hour)))

    assert refused.value.field == "ended_at"


def test_a_talk_outside_the_term_is_kept_as_such(office: SupervisionApplication) -> None:
    file_id = opened(office)
    before = date(2026, 1, 4)

    assert office.record_talk(file_id=file_id, talk=talk(before)).answer["defects"] == [
        "outside_term"
    ]
    assert office.record_talk(file_id=file_id, talk=talk(START)).answer["defects"] == []


@pytest.mark.parametrize(
    ("received_on", "about_on", "wrong"),
    [
        (date(2026, 1, 4), date(2026, 1, 4), ["outside_term"]),
        (ON, date(2026, 1, 4), ["outside_term"]),
        (ON, START, []),
    ],
)
def test_a_periodic_report_outside_the_term_is_kept_as_such_and_is_none_of_a_period(
    office: SupervisionApplication, received_on: date, about_on: date, wrong: list[str]
) -> None:
    file_id = opened(office)
    report = PeriodicReport(
        received_on=received_on, about_on=about_on, how="written", received_by="李社工"
    )

    answer = office.receive_report(file_id=file_id, report=report).answer

    assert answer["defects"] == wrong
    assert events(office)[-1] == "periodic_report_received"
    assert file_of(office).reported == ([] if wrong else [(about_on, received_on)])


def test_what_comes_twice_from_one_form_is_done_once(office: SupervisionApplication) -> None:
    file_id = opened(office)
    act = Act(
        account="shegong01",
        role="full_time_worker",
        command_id="9f0c4c6e-6d5c-4a56-8b0e-1b6f2d1f0a11",
        reason="走访后补录",
    )

    with acting(act):
        first = office.record_talk(file_id=file_id, talk=talk(ON), needs=[need()])
        again = office.record_talk(file_id=file_id, talk=talk(ON), needs=[need()])

    assert (again.answer, again.repeated) == (first.answer, True)
    assert events(office).count("talk_held") == 1


# The answer.


def test_the_answer_goes_back_onto_the_file(office: SupervisionApplication) -> None:
    file_id = opened(office)
    need_id = office.raise_need(file_id=file_id, need=need()).answer

    office.hear(told(office, "need_accepted", upstream="assistance", need_id=need_id))
    office.hear(told(office, "need_closed", upstream="assistance", need_id=need_id, result="done"))

    answers = [e.facts["answer"] for e in office.entries(names=["supervision.need_answered"])]
    assert answers == ["accepted", "done"]
    assert [it.answer for it in file_of(office).needs.values()] == ["done"]


def test_an_answer_to_nothing_that_was_asked_is_not_swallowed(
    office: SupervisionApplication,
) -> None:
    opened(office)

    with pytest.raises(Unknown):
        office.hear(told(office, "need_accepted", upstream="treatment", need_id=str(uuid4())))

    assert office.tracked("treatment") == 0
