"""Everybody attends a session of law education once a year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.legal_aid import rules
from services.legal_aid.application import LegalAidApplication
from services.legal_aid.domain.sessions import LawEducation
from services.legal_aid.projections import held_sessions
from shared.law import Refusal, Unknown
from tests.partner.support import (
    LI_CASE,
    TODAY,
    WANG,
    WANG_CASE,
    Desk,
    Others,
    by,
    happened,
)

SESSION: dict[str, Any] = {
    "held_on": TODAY,
    "topic": "narcotics_control_law",
    "attendees": (LI_CASE,),
    "trainer": "郑所长",
}


def two_cases(others: Others) -> None:
    others.report_in()
    others.report_in(case_ref=WANG_CASE, person_id=WANG)


def test_law_education_is_due_within_a_year_of_the_report_in(others: Others, desk: Desk) -> None:
    others.report_in(on=date(2026, 11, 20), recorded_on=date(2026, 11, 20))

    file = desk.file

    assert file.due_on == date(2027, 11, 22)  # the 20th is a Saturday
    assert (file.rule, file.rules_of) == ("law_education_months", date(2025, 11, 18))


def test_what_the_office_is_told_late_is_not_due_before_it_knew(others: Others, desk: Desk) -> None:
    """So a case taken over into the software raises no missed duty."""
    others.report_in(on=date(2024, 3, 1), recorded_on=TODAY)

    assert (desk.file.counted_from, desk.file.due_on) == (TODAY, date(2027, 11, 23))


def test_a_session_counts_for_everybody_who_was_there(
    office: LegalAidApplication, others: Others, desk: Desk
) -> None:
    two_cases(others)

    office.hold_law_education(**SESSION | {"attendees": (LI_CASE, WANG_CASE)})

    assert {file.met_on for file in desk.files()} == {TODAY}
    assert {file.due_on for file in desk.files()} == {date(2027, 11, 23)}


def test_a_session_is_one_act(office: LegalAidApplication, others: Others, desk: Desk) -> None:
    two_cases(others)

    done = office.hold_law_education(**SESSION | {"attendees": (LI_CASE, WANG_CASE)})

    session = office.load(LawEducation, UUID(done.answer))
    assert session.attendees == (LI_CASE, WANG_CASE)
    written = [entry for entry in office.entries() if entry.command_id]
    assert len({entry.command_id for entry in written}) == 1
    assert [entry.name for entry in written].count("legal_aid.law_education_attended") == 2
    assert desk.files()[0].met_on == TODAY


def test_whoever_is_named_twice_was_there_once(office: LegalAidApplication, others: Others) -> None:
    others.report_in()

    office.hold_law_education(**SESSION | {"attendees": (LI_CASE, LI_CASE)})

    assert happened(office).count("law_education_attended") == 1


def test_a_session_with_an_unknown_case_is_held_for_nobody(
    office: LegalAidApplication, others: Others, desk: Desk
) -> None:
    others.report_in()

    with pytest.raises(Unknown) as refused:
        office.hold_law_education(**SESSION | {"attendees": (LI_CASE, "梅社戒〔2026〕9999")})

    assert refused.value.field == "attendees"
    assert desk.file.met_on is None


def test_an_older_session_recorded_later_moves_nothing(
    office: LegalAidApplication, others: Others, desk: Desk
) -> None:
    others.report_in(on=TODAY - timedelta(days=90))
    office.hold_law_education(**SESSION)

    with by("sifa01", "justice_office", reason="签到表补录"):
        office.hold_law_education(**SESSION | {"held_on": TODAY - timedelta(days=60)})

    assert (desk.file.met_on, desk.file.due_on) == (TODAY, date(2027, 11, 23))


def test_the_trainer_is_sealed(office: LegalAidApplication, others: Others) -> None:
    others.report_in()
    office.hold_law_education(**SESSION)

    (held,) = office.entries(names=["legal_aid.law_education_held"])

    assert held.facts == {
        "held_on": TODAY,
        "topic": "narcotics_control_law",
        "attendees": (LI_CASE,),
    }
    assert held.personal == {"trainer": "郑所长"}


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("attendees", ()),
        ("topic", "cooking"),
        ("held_on", TODAY + timedelta(days=1)),
    ],
)
def test_what_cannot_be_is_refused(
    office: LegalAidApplication, others: Others, field: str, wrong: object
) -> None:
    others.report_in()

    with pytest.raises(Refusal) as refused:
        office.hold_law_education(**SESSION | {field: wrong})

    assert refused.value.field == field


def test_sessions_are_listed(office: LegalAidApplication, others: Others, desk: Desk) -> None:
    two_cases(others)
    office.hold_law_education(**SESSION | {"attendees": (LI_CASE, WANG_CASE)})
    desk.projector.catch_up()

    with office.db.reading() as conn:
        (session,) = held_sessions(conn, most=10)

    assert (session.held_on, session.topic) == (TODAY, "narcotics_control_law")
    assert session.headcount == 2


def test_every_number_says_where_it_stands() -> None:
    table = rules.BOOK.as_of(TODAY)

    assert set(table.rules) == {"law_education_months", "seal_years"}
    assert str(table["law_education_months"].citation) == "《梅政办〔2025〕52号》"


def test_after_the_end_of_a_case_no_session_falls_due(
    office: LegalAidApplication, others: Others
) -> None:
    others.report_in()
    others.replace_case()

    office.hold_law_education(**SESSION)

    assert happened(office)[-2:] == ["law_education_held", "law_education_attended"]
