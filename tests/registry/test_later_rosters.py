"""A later roster: the same people once more, goes on, corrects, or only differs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from services.registry.application import RegistryApplication
from tests.registry.rows import SECOND, case_in, row, take, without_order
from tests.registry.town import LATE, by, ordered, owed


def test_the_same_row_again_changes_nothing(stored_office: RegistryApplication) -> None:
    first = take(stored_office, row())
    head = stored_office.head()

    second = take(stored_office, row())

    assert second == {**first, "outcome": "unchanged", "warnings": []}
    assert stored_office.head() == head


def test_the_same_people_in_another_file_change_nothing(
    stored_office: RegistryApplication,
) -> None:
    take(stored_office, row())
    head = stored_office.head()

    again = take(stored_office, row(row=9), file=SECOND)

    assert again["outcome"] == "unchanged"
    assert stored_office.head() == head


def test_a_repeat_does_not_undo_what_was_revised_by_hand(office: RegistryApplication) -> None:
    person_id = UUID(take(office, row())["person_id"])
    revised = replace(office.person(person_id).details, phone="13911111111")
    office.revise_person(person_id=person_id, details=revised, village="石桥村", why="本人告知")

    answer = take(office, row())

    assert answer["outcome"] == "unchanged"
    assert office.person(person_id).details.phone == "13911111111"


def test_a_known_number_with_another_name_is_no_second_person(
    office: RegistryApplication,
) -> None:
    first = take(office, row())

    second = take(office, row(name="李四梅"), file=SECOND)

    assert second["outcome"] == "updated"
    assert second["warnings"] == ["name_differs"]
    assert second["person_id"] == first["person_id"]
    assert office.person(UUID(first["person_id"])).details.name == "李四梅"


def test_what_a_newer_roster_leaves_blank_stays(office: RegistryApplication) -> None:
    first = take(office, row())

    second = take(office, row(phone="", village=None, name="李四梅"), file=SECOND)

    person = office.person(UUID(first["person_id"]))
    assert second["outcome"] == "updated"
    assert (person.details.phone, person.village) == ("13900000000", "石桥村")


def test_another_place_in_the_register_is_taken_with_a_warning(
    office: RegistryApplication,
) -> None:
    take(office, without_order())

    answer = take(office, without_order(flag="in_custody"), file=SECOND)

    assert (answer["outcome"], answer["warnings"]) == ("updated", ["flag_differs"])


def test_a_newer_roster_goes_on_where_the_older_ended(office: RegistryApplication) -> None:
    take(office, row(reported_on=None, signed_on=None))

    answer = take(office, row(), file=SECOND)

    case = case_in(office, answer)
    assert (answer["outcome"], answer["warnings"]) == ("updated", [])
    assert case.status == "active"
    assert owed(office, case.id).keys() == {"privacy_notice", "form_group", "set_care_plan"}


def test_a_roster_corrects_the_newer_days_of_a_roster(office: RegistryApplication) -> None:
    take(office, row())

    answer = take(office, row(reported_on=date(2024, 11, 25)), file=SECOND)

    case = case_in(office, answer)
    assert (answer["outcome"], answer["warnings"]) == ("updated", ["days_corrected"])
    assert case.reported_on == date(2024, 11, 25)
    assert case.last_day == date(2027, 11, 24)


def test_a_roster_does_not_correct_what_the_office_recorded(office: RegistryApplication) -> None:
    case_id = ordered(office, served_on=date(2024, 11, 13), decided_on=date(2024, 11, 9))
    with by(reason=LATE):
        office.record_report_in(case_id=case_id, reported_on=date(2024, 11, 14), informed=True)

    answer = take(office, row(decision_no=""))

    case = case_in(office, answer)
    assert (answer["outcome"], "days_kept" in answer["warnings"]) == ("updated", True)
    assert case.reported_on == date(2024, 11, 14)
    assert case.status == "active"


def test_older_days_are_left_with_a_warning(office: RegistryApplication) -> None:
    take(office, row())

    answer = take(office, row(signed_on=date(2024, 11, 20)), file=SECOND)

    assert (answer["outcome"], answer["warnings"]) == ("unchanged", ["days_older"])


def test_newer_days_that_contradict_each_other_are_only_noted(
    office: RegistryApplication,
) -> None:
    take(office, row())

    later_served = row(served_on=date(2024, 12, 1), reported_on=None, signed_on=None)
    answer = take(office, later_served, file=SECOND)

    assert (answer["outcome"], answer["warnings"]) == ("updated", ["days_kept"])
    assert case_in(office, answer).decision.served_on == date(2024, 11, 13)


def test_a_report_before_the_service_on_file_is_not_taken(office: RegistryApplication) -> None:
    take(office, row(reported_on=None, signed_on=None))
    early = row(served_on=None, reported_on=date(2024, 11, 10), signed_on=None)

    answer = take(office, early, file=SECOND)

    assert answer["warnings"] == ["reported_without_service"]
    assert case_in(office, answer).reported_on is None


def test_an_agreement_signed_before_reporting_is_kept_with_its_fault(
    office: RegistryApplication,
) -> None:
    answer = take(office, row(signed_on=date(2024, 11, 19)))

    case = case_in(office, answer)
    assert answer["warnings"] == ["signed_with_defect"]
    assert case.agreement is None
    assert case.defective[0][1] == ("signed_before_reporting",)
    assert "sign_agreement" in owed(office, case.id)
    again = take(office, row(row=8, signed_on=date(2024, 11, 19)), file=SECOND)
    assert again["outcome"] == "unchanged"
