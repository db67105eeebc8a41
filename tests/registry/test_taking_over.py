"""A roster's row: taken once, never a second person, nothing owed before the take-over."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.registry.application import RegistryApplication
from services.registry.rules.book import RECOVERY
from tests.registry.rows import FIRST, SECOND, case_in, row, take, without_order
from tests.registry.town import (
    TODAY,
    agreement,
    by,
    names_of,
    number,
    ordered,
    owed,
    registered,
)


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
