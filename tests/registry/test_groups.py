"""The guardianship group: six kinds of members, five of them expected, nobody under 18."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.domain.papers import Member
from shared.law import Citation, Refusal
from tests.registry.desk import send
from tests.registry.town import MEMBERS, TODAY, by, owed, reported, without


def test_a_group_of_all_five_kinds_is_formed(office: RegistryApplication) -> None:
    case_id = reported(office)

    office.form_group(case_id=case_id, formed_on=TODAY, members=MEMBERS)

    care = office.care(case_id)
    assert care.kinds == tuple(member.kind for member in MEMBERS)
    assert [member.name for member in care.members] == [member.name for member in MEMBERS]
    assert "form_group" not in owed(office, case_id)


def test_a_volunteer_is_welcome_and_not_demanded(office: RegistryApplication) -> None:
    case_id = reported(office)
    volunteer = Member(kind="volunteer", name="苗志愿")

    office.form_group(case_id=case_id, formed_on=TODAY, members=[*MEMBERS, volunteer])

    assert office.care(case_id).kinds[-1] == "volunteer"
    assert office.care(case_id).missing_kinds == ()


def test_a_missing_kind_needs_a_reason(office: RegistryApplication) -> None:
    case_id = reported(office)
    no_family = without(MEMBERS, "family_member")

    with pytest.raises(Refusal) as refused:
        office.form_group(case_id=case_id, formed_on=TODAY, members=no_family)
    office.form_group(
        case_id=case_id, formed_on=TODAY, members=no_family, missing_reason="独居，无近亲属"
    )

    assert refused.value.field == "missing_reason"
    assert refused.value.citation == Citation("梅政办〔2025〕52号")
    assert office.care(case_id).missing_kinds == ("family_member",)


@pytest.mark.parametrize(
    ("born", "is_refused"),
    [(date(2008, 11, 24), True), (date(2008, 11, 23), False), (None, False)],
)
def test_nobody_under_eighteen_is_in_a_group(
    office: RegistryApplication, born: date | None, *, is_refused: bool
) -> None:
    """On the eighteenth birthday somebody is of age."""
    case_id = reported(office)
    family = Member(kind="family_member", name="夏家属", born=born)
    members = [*without(MEMBERS, "family_member"), family]

    if is_refused:
        with pytest.raises(Refusal) as refused:
            office.form_group(case_id=case_id, formed_on=TODAY, members=members)
        assert refused.value.citation == Citation("民法典", "17")
    else:
        office.form_group(case_id=case_id, formed_on=TODAY, members=members)
        assert "form_group" in office.care(case_id).done


def test_a_member_of_no_known_kind_is_refused(office: RegistryApplication) -> None:
    case_id = reported(office)

    with pytest.raises(Refusal) as refused:
        office.form_group(
            case_id=case_id, formed_on=TODAY, members=[Member(kind="neighbour", name="某邻居")]
        )

    assert refused.value.field == "members"


def test_a_group_is_formed_once(office: RegistryApplication) -> None:
    case_id = reported(office)
    with by():
        office.form_group(case_id=case_id, formed_on=TODAY, members=MEMBERS)

    with by(), pytest.raises(Refusal, match="已于 2026-11-23 成立监护小组"):
        office.form_group(case_id=case_id, formed_on=TODAY, members=MEMBERS)


def test_members_are_sealed_and_birth_dates_not_kept(office: RegistryApplication) -> None:
    case_id = reported(office)
    family = Member(kind="family_member", name="夏家属", phone="13900000000", born=date(1990, 1, 1))
    office.form_group(
        case_id=case_id, formed_on=TODAY, members=[*without(MEMBERS, "family_member"), family]
    )

    (formed,) = [e for e in office.entries(limit=None) if e.name == "registry.group_formed"]

    assert "夏家属" not in str(formed.facts)
    assert ("family_member", "夏家属", "", "13900000000") in formed.personal["members"]
    assert "1990" not in str(formed.personal)


def test_a_member_leaves_and_another_joins_and_the_reason_stays(
    office: RegistryApplication,
) -> None:
    case_id = grouped(office)
    successor = Member(kind="community_police", name="新民警", organisation="派出所")

    with by():
        office.change_group(
            case_id=case_id, changed_on=TODAY, leaves=3, joins=successor, why="民警调动"
        )

    care = office.care(case_id)
    assert [it.name for it in care.members if it.kind == "community_police"] == ["新民警"]
    assert (len(care.members), care.missing_kinds) == (len(MEMBERS), ())
    changed = office.entries(names=["registry.group_changed"])[-1]
    assert changed.personal["why"] == "民警调动"
    assert "民警调动" not in str(changed.facts)


def test_a_group_that_loses_a_kind_says_why_and_need_not_say_it_again(
    office: RegistryApplication,
) -> None:
    case_id = grouped(office)
    volunteer = Member(kind="volunteer", name="苗志愿")

    with by(), pytest.raises(Refusal) as refused:
        office.change_group(case_id=case_id, changed_on=TODAY, leaves=5, why="家属去世")
    with by():
        office.change_group(
            case_id=case_id,
            changed_on=TODAY,
            leaves=5,
            why="家属去世",
            missing_reason="没有其他近亲属",
        )
    with by():
        office.change_group(case_id=case_id, changed_on=TODAY, joins=volunteer, why="愿意帮教")

    care = office.care(case_id)
    assert refused.value.field == "missing_reason"
    assert care.missing_kinds == ("family_member",)
    assert care.missing_reason == "没有其他近亲属"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({}, "leaves"),
        ({"leaves": 6}, "leaves"),
        ({"leaves": 0}, "leaves"),
        ({"joins": Member(kind="neighbour", name="某邻居")}, "members"),
        ({"joins": Member(kind="volunteer", name="某少年", born=date(2010, 1, 1))}, "members"),
        ({"leaves": 1, "changed_on": date(2026, 11, 20)}, "changed_on"),
        ({"leaves": 1, "changed_on": date(2026, 11, 24)}, "changed_on"),
    ],
)
def test_a_change_of_nobody_of_a_stranger_of_a_child_or_of_another_time_is_refused(
    office: RegistryApplication, change: dict[str, Any], field: str
) -> None:
    case_id = grouped(office)

    with by(), pytest.raises(Refusal) as refused:
        office.change_group(case_id=case_id, **{"changed_on": TODAY, "why": "调整", **change})

    assert refused.value.field == field


def test_a_group_that_was_never_formed_is_not_changed(office: RegistryApplication) -> None:
    case_id = reported(office)

    with by(), pytest.raises(Refusal, match="还没有成立监护小组"):
        office.change_group(case_id=case_id, changed_on=TODAY, leaves=1, why="调整")


def test_a_change_is_made_on_the_page_and_by_a_program(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = grouped(office)
    asked = {"changed_on": str(TODAY), "leaves": "1", "kind": "full_time_worker", "why": "换岗"}

    half = send(handler, f"/registry/cases/{case_id}/group/change", asked, status=422)
    shown = send(handler, f"/registry/cases/{case_id}/group/change", asked | {"name": "新社工"})
    told = handler.get(f"/registry/api/cases/{case_id}/group").get_json()

    assert "请把加入的成员类别和姓名一起填写" in half
    assert "新社工" in shown
    assert "陶社工" not in shown
    assert [it["name"] for it in told["members"]][-1] == "新社工"


def grouped(office: RegistryApplication) -> UUID:
    """A case with a group of all five kinds."""
    case_id = reported(office)
    with by():
        office.form_group(case_id=case_id, formed_on=TODAY, members=MEMBERS)
    return case_id
