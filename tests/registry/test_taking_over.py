"""A roster's row: taken once, never a second person, nothing owed before the take-over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.registry.application import RegistryApplication
from services.registry.domain.case import Case
from services.registry.roster.rows import RosterRow
from services.registry.rules.book import RECOVERY, REHAB
from tests.registry.town import (
    LATE,
    TODAY,
    agreement,
    by,
    names_of,
    number,
    ordered,
    owed,
    registered,
)

FIRST, SECOND = "1" * 64, "2" * 64


def row(**said: Any) -> RosterRow:
    """A row of somebody who reported and signed two years ago; what is said differs."""
    usual: dict[str, Any] = {
        "row": 7,
        "name": "李四海",
        "sex": "男",
        "ethnicity": "汉族",
        "id_no": number(),
        "born": date(1985, 7, 11),
        "village": "石桥村",
        "domicile": "安徽省六安市金寨县梅山镇石桥村1组",
        "residence": "石桥村1组2号",
        "phone": "13900000000",
        "drug": "海洛因",
        "status": "社区戒毒",
        "case_kind": REHAB,
        "flag": "registered_user",
        "decision_no": "金公(禁)社戒决字〔2024〕70号",
        "decided_on": date(2024, 11, 9),
        "served_on": date(2024, 11, 13),
        "reported_on": date(2024, 11, 20),
        "signed_on": date(2024, 11, 21),
        "term_months": 36,
        "remark": "",
    }
    return RosterRow(**usual | said)


def without_order(**said: Any) -> RosterRow:
    """Somebody of whom the village knows no order."""
    nothing: dict[str, Any] = dict.fromkeys(
        ("decided_on", "served_on", "reported_on", "signed_on", "term_months", "case_kind")
    )
    return row(**nothing | {"decision_no": "", "status": "外出务工", "flag": "working_away"} | said)


def take(office: RegistryApplication, taken: RosterRow, *, file: str = FIRST) -> dict[str, Any]:
    """Import one row, in the name of a handler."""
    with by(reason="由名册接管"):
        return office.take_over_row(row=taken, digest=file).answer


def case_in(office: RegistryApplication, answer: dict[str, Any]) -> Case:
    """The case of which an answer speaks."""
    return office.case_called(answer["case_ref"])


def test_what_a_roster_states_becomes_events_in_order(stored_office: RegistryApplication) -> None:
    answer = take(stored_office, row())

    assert answer["outcome"] == "created"
    assert names_of(stored_office, case_id=case_in(stored_office, answer).id)[:4] == [
        "decision_received",
        "reported_in",
        "agreement_signed",
        "care_begun",
    ]


def test_every_such_event_says_from_which_row_and_why(office: RegistryApplication) -> None:
    take(office, row())

    told = {
        entry.name: entry.facts["taken_over_from"]
        for entry in office.entries()
        if "taken_over_from" in entry.facts
    }

    assert set(told) == {
        "registry.person_registered",
        "registry.decision_received",
        "registry.reported_in",
        "registry.agreement_signed",
    }
    assert set(told.values()) == {(FIRST, 7)}
    assert {entry.reason for entry in office.entries()} == {"由名册接管"}


def test_a_case_that_began_earlier_is_tracked_from_the_take_over(
    office: RegistryApplication,
) -> None:
    case = case_in(office, take(office, row()))

    assert case.tracked_from == TODAY
    assert case.ref == "梅社戒〔2024〕0001"
    assert case.last_day == date(2027, 11, 19)
    assert case.punctuality == "in_time"


def test_what_the_law_wants_and_the_roster_lacks_is_owed_from_today(
    office: RegistryApplication,
) -> None:
    case = case_in(office, take(office, row()))

    assert owed(office, case.id) == {
        "privacy_notice": date(2026, 11, 26),
        "form_group": date(2026, 12, 8),
        "set_care_plan": date(2026, 12, 8),
    }


def test_who_reported_and_did_not_sign_is_owed_an_agreement_from_today(
    office: RegistryApplication,
) -> None:
    case = case_in(office, take(office, row(signed_on=None)))

    assert owed(office, case.id)["sign_agreement"] == date(2026, 11, 26)
    assert case.status_on(TODAY) == "reported"


def test_who_never_reported_is_not_overdue_by_the_take_over(office: RegistryApplication) -> None:
    case = case_in(office, take(office, row(reported_on=None, signed_on=None)))

    assert owed(office, case.id) == {"report_in": date(2026, 12, 8)}
    assert case.status_on(TODAY) == "ordered"


def test_a_late_report_before_the_take_over_is_not_judged(office: RegistryApplication) -> None:
    late = row(reported_on=date(2025, 3, 1), signed_on=None)

    case = case_in(office, take(office, late))

    assert case.punctuality == "before_takeover"


def test_of_a_term_that_is_over_nothing_is_owed(office: RegistryApplication) -> None:
    over = row(case_kind=RECOVERY, term_months=12, signed_on=None)

    case = case_in(office, take(office, over))

    assert case.status_on(TODAY) == "term_completed"
    assert owed(office, case.id) == {}


def test_of_somebody_who_died_nothing_is_owed(office: RegistryApplication) -> None:
    case = case_in(office, take(office, row(flag="deceased")))

    assert owed(office, case.id) == {}


def test_who_has_no_order_is_a_person_with_a_flag(office: RegistryApplication) -> None:
    answer = take(office, without_order())

    assert answer["case_ref"] is None
    assert office.person(UUID(answer["person_id"])).flag == "working_away"
    assert names_of(office) == ["person_registered"]


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
    office.revise_person(person_id=person_id, details=revised, village="石桥村")

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


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"case_kind": None}, "order_kind_unknown"),
        ({"served_on": None}, "order_not_served"),
        ({"case_kind": RECOVERY, "term_months": None}, "order_term_unlawful"),
        ({"case_kind": RECOVERY, "term_months": 48}, "order_term_unlawful"),
        ({"decision_no": "", "decided_on": None, "served_on": None}, "days_without_order"),
    ],
)
def test_an_order_that_lacks_what_it_needs_makes_a_person_and_a_warning(
    office: RegistryApplication, said: dict[str, Any], code: str
) -> None:
    answer = take(office, row(**said))

    assert (answer["outcome"], answer["case_ref"]) == ("created", None)
    assert answer["warnings"] == [code]


def test_rehab_lasts_as_long_as_the_law_has_it(office: RegistryApplication) -> None:
    answer = take(office, row(term_months=24))

    assert answer["warnings"] == ["rehab_term_by_law"]
    assert case_in(office, answer).decision.term_months == 36


def test_a_new_order_stands_beside_an_open_one(office: RegistryApplication) -> None:
    first = take(office, row())
    newer = row(
        decision_no="金公(禁)社康决字〔2026〕3号",
        case_kind=RECOVERY,
        decided_on=date(2026, 10, 8),
        served_on=date(2026, 10, 9),
        reported_on=None,
        signed_on=None,
        term_months=24,
    )

    second = take(office, newer, file=SECOND)

    assert (second["outcome"], second["warnings"]) == ("updated", ["another_case_open"])
    assert case_in(office, second).beside == (first["case_ref"],)


def test_a_row_without_order_finds_the_one_open_case_of_its_kind(
    office: RegistryApplication,
) -> None:
    case_id = ordered(office)
    with by():
        office.record_report_in(case_id=case_id, reported_on=TODAY, informed=True)
    known = row(decision_no="", decided_on=None, served_on=None, reported_on=None, signed_on=TODAY)

    answer = take(office, known)

    assert answer["case_ref"] == office.case(case_id).ref
    assert office.case(case_id).status == "active"


def test_a_person_registered_by_hand_is_found_by_number(office: RegistryApplication) -> None:
    person_id = registered(office)

    answer = take(office, row())

    assert (answer["outcome"], answer["person_id"]) == ("updated", str(person_id))


def test_what_the_office_records_later_counts_from_its_own_day(
    office: RegistryApplication,
) -> None:
    case = case_in(office, take(office, row(signed_on=None)))

    with by():
        office.sign_agreement(case_id=case.id, agreement=agreement())

    assert owed(office, case.id)["set_care_plan"] == date(2026, 12, 8)


def test_no_answer_holds_anything_personal(office: RegistryApplication) -> None:
    told = str([take(office, row()), take(office, row(name="李四梅", phone="1"), file=SECOND)])

    assert not [secret for secret in (number(), "李四", "1390000", "石桥") if secret in told]


def test_corrected_days_move_the_term_that_is_told(office: RegistryApplication) -> None:
    take(office, row(signed_on=None))
    answer = take(office, row(reported_on=date(2024, 11, 25), signed_on=None), file=SECOND)

    told = office.case_summary(answer["case_ref"])

    assert (told["status"], told["last_day"]) == ("reported", date(2027, 11, 24))
