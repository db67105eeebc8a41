"""Which account belongs to the group's family member: named, ended, told to supervision alone."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.domain.papers import Member
from services.registry.messages import PUBLISHED
from shared.law import Refusal
from shared.messaging.wiring import language_of
from tests.registry.affairs.registers import post
from tests.registry.desk import page, send
from tests.registry.town import MEMBERS, TODAY, by, number, ordered, reported, without

ACCOUNT = "jiashu01"
PLACE = next(n for n, it in enumerate(MEMBERS, start=1) if it.kind == "family_member")


def grouped(office: RegistryApplication) -> UUID:
    """A case with a group of all kinds."""
    case_id = reported(office)
    with by():
        office.form_group(case_id=case_id, formed_on=TODAY, members=MEMBERS)
    return case_id


def of_a_family_account(office: RegistryApplication) -> None:
    """Named and ended, in a case of its own; for the golden files."""
    case_id = reported(office, id_no=number(born=date(1979, 3, 4)))
    with by():
        office.form_group(case_id=case_id, formed_on=TODAY, members=MEMBERS)
    named(office, case_id)
    with by():
        office.end_family_access(case_id=case_id, why="本人不同意")


def named(office: RegistryApplication, case_id: UUID) -> None:
    with by():
        office.name_family_member(case_id=case_id, account=ACCOUNT)


def told(office: RegistryApplication, department: str) -> list[tuple[str, str]]:
    """What a department is told of such accounts."""
    language = language_of(RegistryApplication, PUBLISHED)
    messages = language.messages_for(department, office.entries(limit=None), previous=0)
    return [
        (it.name.removeprefix("registry."), it.data["account"])
        for it in messages
        if "account" in it.data
    ]


def may_look(office: RegistryApplication, case_id: UUID) -> str | None:
    access = office.family_access(case_id)
    return access.account if access else None


def test_the_office_names_and_ends_it_on_the_page_of_the_case(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = grouped(office)
    path = f"/registry/cases/{case_id}/family-member"
    assert path in page(handler, f"/registry/cases/{case_id}")

    shown = send(handler, path, {"account": ACCOUNT})
    assert ACCOUNT in shown
    assert f"{path}/end" in shown
    gone = send(handler, f"{path}/end", {"why": "本人不同意"})

    assert path in gone
    assert may_look(office, case_id) is None
    assert told(office, "supervision") == [
        ("family_member_named", ACCOUNT),
        ("family_access_ended", ACCOUNT),
    ]
    assert told(office, "reporting") == told(office, "treatment") == []


def test_a_program_names_and_ends_it_too(office: RegistryApplication, app: Flask) -> None:
    case_id = grouped(office)

    post(app, f"/cases/{case_id}/family-member", {"account": ACCOUNT})
    again = post(app, f"/cases/{case_id}/family-member", {"account": "other"}, status=422)
    post(app, f"/cases/{case_id}/family-member/end", {"why": "已离婚"})

    assert "先停用再指定" in str(again)
    assert may_look(office, case_id) is None


def test_only_a_member_of_the_group_is_named(office: RegistryApplication) -> None:
    without_group = reported(office)
    with by(), pytest.raises(Refusal, match="监护小组里没有家庭成员"):
        office.name_family_member(case_id=without_group, account=ACCOUNT)
    with by():
        office.form_group(
            case_id=without_group,
            formed_on=TODAY,
            members=without(MEMBERS, "family_member"),
            missing_reason="独居",
        )
    with by(), pytest.raises(Refusal, match="监护小组里没有家庭成员"):
        office.name_family_member(case_id=without_group, account=ACCOUNT)
    assert may_look(office, without_group) is None


def test_nobody_is_named_before_the_person_has_reported_in(office: RegistryApplication) -> None:
    case_id = ordered(office)

    with by(), pytest.raises(Refusal, match="还没有报到"):
        office.name_family_member(case_id=case_id, account=ACCOUNT)


def test_who_leaves_the_group_may_look_no_more(office: RegistryApplication) -> None:
    case_id = grouped(office)
    named(office, case_id)

    with by():
        office.change_group(
            case_id=case_id,
            changed_on=TODAY,
            leaves=PLACE,
            joins=Member(kind="family_member", name="另一家属"),
            why="分居",
        )

    assert may_look(office, case_id) is None
    assert told(office, "supervision")[-1] == ("family_access_ended", ACCOUNT)


def test_when_another_leaves_the_account_stays(office: RegistryApplication) -> None:
    case_id = grouped(office)
    named(office, case_id)
    other = next(n for n, it in enumerate(MEMBERS, start=1) if it.kind != "family_member")

    with by():
        office.change_group(
            case_id=case_id, changed_on=TODAY, leaves=other, why="调离", missing_reason="待补"
        )

    assert may_look(office, case_id) == ACCOUNT
