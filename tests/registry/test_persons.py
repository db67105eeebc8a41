"""Who is in the register: one number, one person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.registry.application import RegistryApplication
from services.registry.application.persons import OnFile
from services.registry.rules.affairs.users import CANDIDATE
from shared.law import Refusal, Unknown
from tests.registry.rows import row, take
from tests.registry.town import TODAY, by, corrected, details, moved, names_of, number, registered


def test_a_person_is_registered_with_what_the_number_says(office: RegistryApplication) -> None:
    person_id = registered(office, phone="13900000000")

    person = office.person(person_id)

    assert (person.details.born, person.sex) == (date(1985, 7, 11), "男")
    assert (person.village, person.flag) == ("石桥村", "registered_user")
    assert person.details.phone == "13900000000"


def test_a_second_person_with_the_same_number_is_refused(
    stored_office: RegistryApplication,
) -> None:
    known = registered(stored_office)

    with pytest.raises(OnFile) as refused:
        stored_office.register_person(details=details("王五"), village="青石社区")

    assert (refused.value.field, refused.value.person_id) == ("id_no", known)
    assert number() not in str(refused.value)


@pytest.mark.parametrize("written", ["", "123", "341524198507119990", "34152419850711999７７"])
def test_a_number_that_cannot_be_is_refused_and_not_repeated(
    office: RegistryApplication, written: str
) -> None:
    with pytest.raises(Refusal) as refused:
        office.register_person(details=details(id_no=written or " "), village="石桥村")

    assert refused.value.field == "id_no"
    assert not written or written not in str(refused.value)


def test_an_informal_label_is_not_kept(office: RegistryApplication) -> None:
    person_id = registered(office)

    with pytest.raises(Refusal, match="登记状态不在列"):
        moved(office, person_id, "听说吸毒")


def test_details_are_revised_and_the_old_ones_stay_in_the_log(office: RegistryApplication) -> None:
    person_id = registered(office, "李四海", phone="13900000000")

    new = replace(office.person(person_id).details, phone="13911111111")
    office.revise_person(person_id=person_id, details=new, village="青石社区", why="本人告知")

    first, _, revised = office.stream(person_id)
    assert (first.personal["phone"], revised.personal["phone"]) == ("13900000000", "13911111111")
    assert revised.facts["changed"] == ("phone", "village")


def test_what_is_the_same_is_not_revised(office: RegistryApplication) -> None:
    person_id = registered(office, flag=CANDIDATE)

    same = office.person(person_id).details
    office.revise_person(person_id=person_id, details=same, village="石桥村", why="本人告知")

    assert names_of(office) == ["person_registered"]


def test_a_corrected_number_frees_the_wrong_one(stored_office: RegistryApplication) -> None:
    person_id = registered(stored_office)
    right = number(sequence=997)

    corrected(stored_office, person_id, id_no=right)

    assert stored_office.person_with(right) == person_id
    assert stored_office.person_with(number()) is None


def test_a_number_cannot_be_corrected_to_somebody_elses(
    stored_office: RegistryApplication,
) -> None:
    registered(stored_office, "王五", id_no=number(sequence=997))
    person_id = registered(stored_office)

    with pytest.raises(Refusal) as refused:
        corrected(stored_office, person_id, id_no=number(sequence=997))

    assert refused.value.field == "id_no"


def test_a_flag_is_set_once(office: RegistryApplication) -> None:
    person_id = registered(office)

    moved(office, person_id, "working_away")
    moved(office, person_id, "working_away")

    assert names_of(office).count("register_flag_set") == len(["verified", "moved"])
    assert office.person(person_id).flag == "working_away"


def test_who_is_held_is_known_by_day(office: RegistryApplication) -> None:
    person_id = registered(office)

    moved(office, person_id, "in_custody")

    person = office.person(person_id)
    assert person.was_held_on(TODAY)
    assert not person.was_held_on(date(2026, 11, 22))


def test_a_person_who_is_not_on_file_is_unknown(office: RegistryApplication) -> None:
    with pytest.raises(Unknown):
        moved(office, uuid4(), "working_away")


def test_the_same_form_sent_twice_registers_once(office: RegistryApplication) -> None:
    with by():
        first = office.register_person(details=details(), village="石桥村")
        second = office.register_person(details=details(), village="石桥村")

    assert second.repeated
    assert UUID(first.answer) == UUID(second.answer)
    assert names_of(office) == ["person_registered"]


ABROAD: dict[str, Any] = {"id_type": "passport", "id_no": "e 1234-5678"}


def test_another_paper_than_an_identity_card_is_kept_with_what_was_told(
    office: RegistryApplication,
) -> None:
    born = date(1990, 2, 3)
    asked = replace(details(), **ABROAD, born=born)

    done = office.register_person(details=asked, village="石桥村", sex="女")

    person = office.person(UUID(done.answer))
    assert (person.details.id_no, person.details.born, person.sex) == ("E12345678", born, "女")


@pytest.mark.parametrize(
    ("told", "field"),
    [({"id_no": "护照"}, "id_no"), ({"id_no": "E12"}, "id_no"), ({}, "sex")],
)
def test_of_another_paper_the_number_must_be_one_and_the_sex_be_told(
    office: RegistryApplication, told: dict[str, Any], field: str
) -> None:
    asked = replace(details(), **ABROAD | told)

    with pytest.raises(Refusal) as refused:
        office.register_person(details=asked, village="石桥村")

    assert refused.value.field == field


def test_a_birth_date_that_an_identity_card_denies_is_refused(office: RegistryApplication) -> None:
    asked = replace(details(), born=date(1985, 7, 12))

    with pytest.raises(Refusal, match="出生日期与身份证号里的不一致"):
        office.register_person(details=asked, village="石桥村")


def test_schooling_work_and_household_stay_through_a_later_revision_by_a_roster(
    office: RegistryApplication,
) -> None:
    known: dict[str, Any] = {
        "education": "primary",
        "household": "妻 王某",
        "guardian": "",
        "marital": "married",
    }
    person_id = registered(office)
    revised = replace(office.person(person_id).details, **known)
    office.revise_person(person_id=person_id, details=revised, village="石桥村", why="本人告知")

    take(office, row(id_no=number(), name="李四海", phone="13922222222"))

    revised = office.person(person_id).details
    assert (revised.phone, revised.education, revised.household) == (
        "13922222222",
        "primary",
        "妻 王某",
    )
    assert office.stream(person_id)[2].facts["changed"] == ("education", "marital", "household")
