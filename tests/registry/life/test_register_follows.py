"""Where a person stands in the register follows what happens in the case (domain.md 2)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from tests.registry import town
from tests.registry.desk import page
from tests.registry.life.story import DAY, PAPER, at, somebody
from tests.registry.test_messages import heard

FREED = {"authority": "金寨县公安局", "document_no": "金公释字〔2026〕1号"}


def flags(office: RegistryApplication, case_id: UUID) -> list[tuple[date, str]]:
    """Where the person stood, and since when; the first is that of the registration."""
    return office.person(office.case(case_id).of_person).flags[1:]


def suspend(office: RegistryApplication, case_id: UUID, day: date) -> None:
    with at(day):
        office.suspend_case(case_id=case_id, suspended_on=day, cause="detention", **PAPER)


def resume(office: RegistryApplication, case_id: UUID, day: date) -> None:
    with at(day):
        office.resume_case(case_id=case_id, resumed_on=day, **FREED)


def test_who_is_held_is_so_in_the_register_until_the_last_release(
    office: RegistryApplication,
) -> None:
    case_id = somebody(office, 996)
    suspend(office, case_id, town.TODAY)
    suspend(office, case_id, town.TODAY + DAY)

    resume(office, case_id, town.TODAY + 2 * DAY)
    after_one = flags(office, case_id)
    resume(office, case_id, town.TODAY + 3 * DAY)

    assert after_one == [(town.TODAY, "in_custody")]
    assert flags(office, case_id)[1:] == [(town.TODAY + 3 * DAY, "registered_user")]


@pytest.mark.parametrize(
    ("cause", "flag"),
    [
        ("compulsory_isolation", "in_isolation"),
        ("imprisonment", "serving_sentence"),
        ("death", "deceased"),
    ],
)
def test_the_end_of_a_case_says_where_the_person_is_and_its_revocation_takes_that_back(
    office: RegistryApplication, cause: str, flag: str
) -> None:
    case_id = somebody(office, 996)
    with at(town.TODAY):
        office.terminate_case(case_id=case_id, ended_on=town.TODAY, cause=cause, **PAPER)
    ended = flags(office, case_id)

    with at(town.TODAY + DAY):
        office.reopen_case(case_id=case_id, reopened_on=town.TODAY + DAY, **PAPER)

    assert ended == [(town.TODAY, flag)]
    assert flags(office, case_id)[-1] == (town.TODAY + DAY, "registered_user")


def test_a_revoked_order_and_a_detention_after_the_term_change_nothing(
    office: RegistryApplication,
) -> None:
    over = somebody(office, 996, kind="community_recovery", months=1)
    suspend(office, over, date(2026, 12, 23))
    revoked = somebody(office, 997)
    with at(town.TODAY):
        office.terminate_case(case_id=revoked, ended_on=town.TODAY, cause="order_revoked", **PAPER)

    assert flags(office, over) == []
    assert flags(office, revoked) == []


def test_a_serious_breach_is_pointed_out_near_the_end_which_comes_all_the_same(
    handler: FlaskClient, office: RegistryApplication
) -> None:
    case_id = somebody(office, 996)
    office.hear(heard("serious_breach_detected", counter="test", count=3))
    path = f"/registry/cases/{case_id}"

    with at(date(2029, 10, 22)):
        early = page(handler, path)
    with at(date(2029, 10, 23)):
        near = page(handler, path)
    with at(date(2029, 11, 23)):
        office.run_clock()

    assert "请具名人员处理" not in early
    assert "2026年11月22日（周日）发现严重违反协议" in near
    assert office.case(case_id).status == "released"
