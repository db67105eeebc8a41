"""What happens to a person twice is owed twice (戒毒条例 22, 24(2))."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from tests.registry import town
from tests.registry.desk import page
from tests.registry.life.story import DAY, PAPER, answer, at, printed, somebody

FIRST, SECOND = town.TODAY, town.TODAY + 20 * DAY


def held(office: RegistryApplication, case_id: UUID, first: date) -> None:
    """Held on a day, and free on the next."""
    with at(first):
        office.suspend_case(case_id=case_id, suspended_on=first, cause="detention", **PAPER)
    with at(first + DAY):
        office.resume_case(case_id=case_id, resumed_on=first + DAY, **PAPER)


def move(office: RegistryApplication, case_id: UUID, on: date) -> None:
    with at(on):
        office.order_transfer(case_id=case_id, ordered_on=on, destination="燕子河镇", reason="迁居")


def stay(office: RegistryApplication, case_id: UUID, on: date) -> None:
    with at(on):
        office.cancel_transfer(case_id=case_id, cancelled_on=on, reason="对方不接收")


def contact(office: RegistryApplication, case_id: UUID, on: date) -> None:
    with at(on):
        office.record_deed(case_id=case_id, duty="recontact", done_on=on)


def test_who_is_freed_twice_is_contacted_again_twice(
    handler: FlaskClient, office: RegistryApplication
) -> None:
    case_id = somebody(office, 996)
    held(office, case_id, FIRST)
    contact(office, case_id, FIRST + 2 * DAY)
    between = town.owed(office, case_id)

    held(office, case_id, SECOND)

    assert "recontact" not in between
    assert town.owed(office, case_id)["recontact"] == date(2026, 12, 17)
    with at(SECOND + DAY):
        assert "2026年12月17日" in page(handler, f"/registry/cases/{case_id}")
    contact(office, case_id, SECOND + 2 * DAY)
    assert "recontact" not in town.owed(office, case_id)


def test_who_is_freed_a_second_time_uncontacted_is_contacted_within_the_days_of_that(
    office: RegistryApplication,
) -> None:
    case_id = somebody(office, 996)
    held(office, case_id, FIRST)
    first = town.owed(office, case_id)["recontact"]

    held(office, case_id, FIRST + 2 * DAY)

    assert (first, town.owed(office, case_id)["recontact"]) == (
        date(2026, 11, 27),
        date(2026, 12, 1),
    )


def test_a_second_contact_that_is_not_made_is_missed(office: RegistryApplication) -> None:
    case_id = somebody(office, 996)
    held(office, case_id, FIRST)
    contact(office, case_id, FIRST + 2 * DAY)
    held(office, case_id, SECOND)

    with at(date(2026, 12, 18)):
        office.run_clock()

    assert office.care(case_id).missed["recontact"] == date(2026, 12, 17)


def test_the_file_is_sent_each_time_that_the_case_moves(office: RegistryApplication) -> None:
    case_id = somebody(office, 996)
    move(office, case_id, FIRST)
    with at(FIRST):
        office.send_materials(case_id=case_id, sent_on=FIRST, document_no="梅函1号")
    stay(office, case_id, FIRST + DAY)

    move(office, case_id, SECOND)

    assert town.owed(office, case_id)["send_materials"] == date(2026, 12, 16)


def test_the_police_are_asked_again_where_a_correction_sets_the_term_against_their_paper(
    office: RegistryApplication,
) -> None:
    case_id = printed(office, 997)
    answer(office, case_id, first_on=date(2026, 11, 19), last_on=date(2029, 11, 18))
    with at(SECOND):
        office.propose_correction(
            case_id=case_id,
            reported_on=town.TODAY,
            credit_days=9,
            suspensions=[],
            why="折抵漏填",
        )
    with at(SECOND), town.by("jingban02", reason="核对"):
        office.decide_correction(case_id=case_id, approved=True, why="已核对")

    assert town.owed(office, case_id)["ask_police"] == date(2026, 12, 16)
