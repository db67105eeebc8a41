"""The guardianship group: six kinds of members, five of them expected, nobody under 18."""

from __future__ import annotations

from datetime import date

import pytest

from services.registry.application import RegistryApplication
from services.registry.domain.papers import Member
from shared.law import Citation, Refusal
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
