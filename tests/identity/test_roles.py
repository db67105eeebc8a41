"""Roles: at a unit, for a time, never for the past; asked for by one and approved by another."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import permutations
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from services.identity.application import IdentityApplication
from services.identity.rules.granting import ROLES, THE_THREE
from shared import clock
from shared.law import Refusal
from tests.identity.conftest import by, worker
from tests.support.rights import RIGHTS

TODAY = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def _on_one_day() -> object:
    with clock.use(TODAY):
        yield


def test_the_roles_are_those_of_the_table_of_rights() -> None:
    assert RIGHTS.roles == ROLES


def test_a_role_is_held_at_a_unit(office: IdentityApplication) -> None:
    worker(office)

    held = office.account("shegong01").role_on(clock.today())

    assert held is not None
    assert (held.role, held.unit) == ("full_time_worker", "station-1")


def test_a_role_that_is_not_listed_is_refused(office: IdentityApplication) -> None:
    office.open_account(account="shegong01", name="李社工")

    with pytest.raises(Refusal) as refused:
        office.grant_role(account="shegong01", role="mayor", unit="office")

    assert refused.value.field == "role"


def test_a_unit_that_takes_no_part_is_refused(office: IdentityApplication) -> None:
    office.open_account(account="shegong01", name="李社工")

    with pytest.raises(Refusal) as refused:
        office.grant_role(account="shegong01", role="full_time_worker", unit="station-9")

    assert refused.value.field == "unit"


def test_an_account_holds_several_roles_and_each_once(office: IdentityApplication) -> None:
    worker(office)

    office.grant_role(account="shegong01", role="office_handler", unit="office")
    with pytest.raises(Refusal, match="已有这个岗位"):
        office.grant_role(account="shegong01", role="office_handler", unit="office")

    held = office.account("shegong01").grants_on(clock.today()).values()
    assert [it.role for it in held] == ["full_time_worker", "office_handler"]


def test_of_several_roles_the_one_that_ends_is_named(office: IdentityApplication) -> None:
    worker(office)
    office.grant_role(account="shegong01", role="office_handler", unit="office")
    first, second = office.account("shegong01").grants

    with pytest.raises(Refusal, match="请选择"):
        office.end_role(account="shegong01")
    office.end_role(account="shegong01", grant_id=first)

    assert list(office.account("shegong01").grants) == [second]


def asked_for(office: IdentityApplication, role: str = "full_time_worker", **more: Any) -> UUID:
    """What the system administrator asks for a new account."""
    with by("admin01"):
        office.open_account(account="shegong02", name="王社工")
    with by("admin01"):
        done = office.request_role(account="shegong02", role=role, unit="station-1", **more)
    return UUID(done.answer)


def test_a_role_that_was_asked_for_opens_nothing(office: IdentityApplication) -> None:
    asked_for(office)

    assert office.account("shegong02").role_on(clock.today()) is None


def test_who_opened_the_account_or_asked_does_not_approve(office: IdentityApplication) -> None:
    grant_id = asked_for(office)
    with by("admin02"):
        second = UUID(
            office.request_role(account="shegong02", role="office_handler", unit="office").answer
        )

    for approver, asked in (("admin01", grant_id), ("admin02", second), ("admin01", second)):
        with by(approver, "security_admin"), pytest.raises(Refusal, match="另一位管理员"):
            office.approve_role(account="shegong02", grant_id=asked)
    with by("anquan01", "security_admin"):
        office.approve_role(account="shegong02", grant_id=grant_id)

    held = office.account("shegong02").grants_on(clock.today())
    assert list(held) == [grant_id]


def test_a_request_is_decided_once(office: IdentityApplication) -> None:
    grant_id = asked_for(office)

    with by("anquan01"):
        office.decline_role(account="shegong02", grant_id=grant_id)

    with by("anquan02"), pytest.raises(Refusal, match="已经处理"):
        office.approve_role(account="shegong02", grant_id=grant_id)


def test_a_role_that_is_approved_late_begins_when_it_is_approved(
    office: IdentityApplication,
) -> None:
    grant_id = asked_for(office)

    with clock.use(TODAY + timedelta(days=3)), by("anquan01"):
        office.approve_role(account="shegong02", grant_id=grant_id)

    assert office.account("shegong02").grants[grant_id].starts_on == date(2026, 11, 26)


@pytest.mark.parametrize(("first", "second"), list(permutations(THE_THREE, 2)))
def test_the_three_administrators_are_three_people(
    office: IdentityApplication, first: str, second: str
) -> None:
    office.open_account(account="admin09", name="管理员")
    office.grant_role(account="admin09", role=first, unit="office")

    with pytest.raises(Refusal):
        office.grant_role(account="admin09", role=second, unit="station-1")


def test_a_small_town_may_combine_the_administrators(office: IdentityApplication) -> None:
    office.open_account(account="admin09", name="管理员")
    office.grant_role(account="admin09", role="sysadmin", unit="office")
    office.set_policy(
        combined_administrators=True, password_length=10, password_classes=1, password_days=0
    )

    office.grant_role(account="admin09", role="security_admin", unit="office")

    assert len(office.account("admin09").grants) == 2


@pytest.mark.parametrize("combined", [False, True])
def test_who_keeps_accounts_keeps_no_cases(
    office: IdentityApplication,
    *,
    combined: bool,
) -> None:
    office.set_policy(
        combined_administrators=combined,
        password_length=10,
        password_classes=1,
        password_days=0,
    )
    worker(office)

    with pytest.raises(Refusal, match="不能兼"):
        office.grant_role(account="shegong01", role="audit_admin", unit="office")


def test_a_role_that_ended_makes_room_for_the_next(office: IdentityApplication) -> None:
    worker(office)

    office.end_role(account="shegong01")
    office.grant_role(account="shegong01", role="office_handler", unit="office")

    held = office.account("shegong01").role_on(clock.today())
    assert held is not None
    assert held.role == "office_handler"


def test_what_nobody_holds_cannot_end(office: IdentityApplication) -> None:
    office.open_account(account="shegong01", name="李社工")

    with pytest.raises(Refusal, match="没有岗位"):
        office.end_role(account="shegong01")


def test_a_role_holds_from_its_first_day_to_its_last(office: IdentityApplication) -> None:
    office.open_account(account="duban01", name="陈督导")
    first, last = date(2026, 11, 25), date(2026, 11, 27)

    office.grant_role(
        account="duban01", role="auditor", unit="office", starts_on=first, ends_on=last
    )

    account = office.account("duban01")
    held = [account.role_on(first + timedelta(days=day)) is not None for day in range(-1, 4)]
    assert held == [False, True, True, True, False]


def test_an_inspection_is_time_boxed(office: IdentityApplication) -> None:
    office.open_account(account="duban01", name="陈督导")

    with pytest.raises(Refusal) as refused:
        office.grant_role(account="duban01", role="auditor", unit="office")

    assert refused.value.field == "ends_on"


def test_a_right_is_not_granted_for_the_past(office: IdentityApplication) -> None:
    office.open_account(account="shegong01", name="李社工")

    with pytest.raises(Refusal) as refused:
        office.grant_role(
            account="shegong01",
            role="full_time_worker",
            unit="station-1",
            starts_on=date(2026, 11, 22),
        )

    assert refused.value.field == "starts_on"


def test_a_grant_does_not_end_before_it_starts(office: IdentityApplication) -> None:
    office.open_account(account="shegong01", name="李社工")

    with pytest.raises(Refusal) as refused:
        office.grant_role(
            account="shegong01",
            role="full_time_worker",
            unit="station-1",
            ends_on=date(2026, 11, 22),
        )

    assert refused.value.field == "ends_on"


def test_a_secretary_answers_for_a_village(office: IdentityApplication) -> None:
    office.open_account(account="shuji01", name="石书记")

    with pytest.raises(Refusal) as refused:
        office.grant_role(account="shuji01", role="community_secretary", unit="office")
    office.grant_role(
        account="shuji01", role="community_secretary", unit="office", villages=("石桥村",)
    )

    assert refused.value.field == "villages"
    held = office.account("shuji01").role_on(clock.today())
    assert held is not None
    assert held.villages == ("石桥村",)


def test_a_unit_is_registered_once(office: IdentityApplication) -> None:
    with pytest.raises(Refusal, match="已经登记"):
        office.register_unit(unit="office", title="又一个")
    with pytest.raises(Refusal) as refused:
        office.register_unit(unit="第二工作站", title="第二工作站")

    assert refused.value.field == "unit"


def test_a_unit_looks_after_the_villages_last_assigned(office: IdentityApplication) -> None:
    office.assign_villages(unit="station-1", villages=("梧桐村",))

    assert office.unit("station-1").villages == ("梧桐村",)
