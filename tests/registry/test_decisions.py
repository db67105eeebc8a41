"""A police decision opens a case; it is never refused because another case is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.registry.application import RegistryApplication
from services.registry.rules.book import RECOVERY
from shared.law import Refusal, Unknown
from tests.registry.town import LATE, by, decision, number, ordered, owed, registered


def test_a_decision_opens_a_case_with_a_number_of_its_year(
    stored_office: RegistryApplication,
) -> None:
    person_id = registered(stored_office)

    done = stored_office.receive_decision(person_id=person_id, decision=decision())

    case = stored_office.case_called(done.answer["case_ref"])
    assert case.ref == "梅社戒〔2026〕0001"
    assert str(case.id) == done.answer["case_id"]
    assert stored_office.person(person_id).cases == {case.id: case.ref}


def test_numbers_run_by_kind_and_by_the_year_of_the_decision(
    stored_office: RegistryApplication,
) -> None:
    refs = []
    for sequence, wanted in enumerate(
        (
            decision(),
            decision(),
            decision(kind=RECOVERY),
            decision(decided_on=date(2025, 12, 31)),
        ),
        start=996,
    ):
        person = registered(stored_office, id_no=number(sequence=sequence))
        done = stored_office.receive_decision(person_id=person, decision=wanted)
        refs.append(done.answer["case_ref"])

    assert refs == [
        "梅社戒〔2026〕0001",
        "梅社戒〔2026〕0002",
        "梅社康〔2026〕0001",
        "梅社戒〔2025〕0001",
    ]


def test_the_person_owes_a_report_within_fifteen_days(office: RegistryApplication) -> None:
    case_id = ordered(office, served_on=date(2026, 11, 20))

    assert owed(office, case_id) == {"report_in": date(2026, 12, 7)}  # the 5th is a Saturday


def test_a_duty_says_by_which_rule(office: RegistryApplication) -> None:
    case_id = ordered(office)

    (duty,) = [e for e in office.stream(office.care(case_id).id) if e.name.endswith("duty_opened")]

    assert duty.facts["rule"] == "report_in_days"
    assert (duty.facts["law"], duty.facts["article"]) == ("戒毒条例", "14(1)")
    assert duty.facts["table"] == date(2025, 11, 18)


@pytest.mark.parametrize(("kind", "months"), [("community_rehab", 24), (RECOVERY, 37)])
def test_a_term_that_the_law_does_not_know_is_refused(
    office: RegistryApplication, kind: str, months: int
) -> None:
    with pytest.raises(Refusal) as refused:
        ordered(office, kind=kind, months=months)

    assert refused.value.field == "term_months"


def test_a_kind_that_is_no_order_is_refused(office: RegistryApplication) -> None:
    with pytest.raises(Refusal) as refused:
        office.receive_decision(
            person_id=registered(office), decision=replace(decision(), kind="voluntary_help")
        )

    assert refused.value.field == "kind"


@pytest.mark.parametrize(
    ("decided_on", "served_on", "field"),
    [
        (date(2026, 11, 20), date(2026, 11, 24), "served_on"),
        (date(2026, 11, 24), date(2026, 11, 24), "decided_on"),
        (date(2026, 11, 20), date(2026, 11, 19), "served_on"),
    ],
)
def test_days_that_cannot_be_are_refused(
    office: RegistryApplication, decided_on: date, served_on: date, field: str
) -> None:
    person_id = registered(office)

    with pytest.raises(Refusal) as refused:
        office.receive_decision(
            person_id=person_id, decision=decision(decided_on=decided_on, served_on=served_on)
        )

    assert refused.value.field == field


def test_with_another_case_open_the_office_must_say_what_becomes_of_it(
    office: RegistryApplication,
) -> None:
    open_case = office.case(ordered(office))

    with pytest.raises(Refusal) as refused:
        office.receive_decision(person_id=open_case.of_person, decision=decision(kind=RECOVERY))

    assert refused.value.field == "replaces"
    assert open_case.ref in str(refused.value)


def test_a_decision_replaces_an_open_case(office: RegistryApplication) -> None:
    old = office.case(ordered(office))

    done = office.receive_decision(
        person_id=old.of_person, decision=decision(kind=RECOVERY), replaces=old.ref
    )

    assert office.case(old.id).status == "replaced"
    assert office.case(old.id).replaced_by == done.answer["case_ref"]
    assert office.case_called(done.answer["case_ref"]).replaces == old.ref


def test_two_cases_stand_beside_each_other_until_it_is_cleared_up(
    office: RegistryApplication,
) -> None:
    old = office.case(ordered(office))

    done = office.receive_decision(
        person_id=old.of_person, decision=decision(kind=RECOVERY), both_stand=True
    )

    assert office.case_called(done.answer["case_ref"]).beside == (old.ref,)
    assert office.case(old.id).status == "ordered"


def test_only_a_case_of_the_same_person_can_be_replaced(office: RegistryApplication) -> None:
    somebody_elses = office.case(ordered(office))
    person_id = registered(office, "王五", id_no=number(sequence=997))

    with pytest.raises(Refusal, match="不是此人的案件"):
        office.receive_decision(
            person_id=person_id, decision=decision(), replaces=somebody_elses.ref
        )
    with pytest.raises(Unknown):
        office.receive_decision(
            person_id=person_id, decision=decision(), replaces="梅社戒〔2020〕0001"
        )


def test_nothing_more_is_done_in_a_replaced_case(office: RegistryApplication) -> None:
    old = office.case(ordered(office))
    office.receive_decision(
        person_id=old.of_person, decision=decision(kind=RECOVERY), replaces=old.ref
    )

    with by(), pytest.raises(Refusal, match="已由 梅社康〔2026〕0001 取代"):
        office.record_report_in(case_id=old.id, reported_on=date(2026, 11, 23), informed=True)
    with by(), pytest.raises(Refusal, match="取代"):
        office.form_group(case_id=old.id, formed_on=date(2026, 11, 23), members=[])


def test_a_refused_decision_spends_no_number(stored_office: RegistryApplication) -> None:
    with pytest.raises(Refusal):
        ordered(stored_office, months=12)
    person_id = stored_office.person_with(number())

    done = stored_office.receive_decision(person_id=person_id, decision=decision())  # type: ignore[arg-type]

    assert done.answer["case_ref"] == "梅社戒〔2026〕0001"


def test_what_is_recorded_late_needs_a_reason(office: RegistryApplication) -> None:
    person_id = registered(office)
    served_long_ago = decision(served_on=date(2026, 11, 10))

    with by(), pytest.raises(Refusal) as refused:
        office.receive_decision(person_id=person_id, decision=served_long_ago)
    with by(reason=LATE):
        office.receive_decision(person_id=person_id, decision=served_long_ago)

    assert refused.value.field == "reason"
    assert {entry.reason for entry in office.entries() if entry.case_ref} == {LATE}


def test_the_decision_is_read_only_where_it_is_sealed(office: RegistryApplication) -> None:
    case_id = ordered(office)

    received = office.stream(case_id)[0]

    assert received.personal.keys() == {"decision_no", "authority", "execution_place"}
    assert "金公" not in str(received.facts)
