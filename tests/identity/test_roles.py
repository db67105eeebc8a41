"""Roles: one at a time, at a unit, for a time, and never for the past."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.identity.application import IdentityApplication
from services.identity.rules import ROLES
from shared import clock
from shared.access.rights import Rights
from shared.law import Refusal
from tests.access.test_rights import TABLE
from tests.identity.conftest import worker

TODAY = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def _on_one_day() -> object:
    with clock.use(TODAY):
        yield


def test_the_roles_are_those_of_the_table_of_rights() -> None:
    assert Rights.load(TABLE).roles == ROLES


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


def test_one_role_at_a_time(office: IdentityApplication) -> None:
    worker(office)

    with pytest.raises(Refusal, match="先结束原岗位"):
        office.grant_role(account="shegong01", role="office_handler", unit="office")


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
