"""A file rests after three quiet years, whatever of them is learnt when (domain.md 8, T18)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.application import RegistryApplication
from services.registry.domain.case import Case
from services.registry.domain.papers import Decision
from services.registry.rules.resting import seals_on
from tests.registry import town
from tests.registry.life.story import PAPER, at, somebody
from tests.registry.life.test_clock import MONTH, days_of, run
from tests.registry.test_messages import heard

OVER = date(2026, 12, 23)
"""The day after the last day of a recovery of a month that begins on `town.TODAY`."""
FAR = date(2060, 1, 1)
USES = st.tuples(st.just("use"), st.integers(-60, 4000), st.just(0))
CASES = st.tuples(st.just("case"), st.integers(-60, 4000), st.sampled_from([1, 6, 36]))
Fact = tuple[str, int, int]


def carried_out(served_on: date, months: int) -> Case:
    """A recovery that began on a day and runs its months."""
    decision = Decision(
        kind="community_recovery", served_on=served_on, term_months=months, credit_days=0
    )
    case = Case.receive(
        decision, case_ref=str(uuid4()), person_id=uuid4(), village=None, station=None
    )
    case.report_in(reported_on=served_on, village=None, station=None, sex="男")
    return case


def rests_from(facts: list[Fact], looks: list[int]) -> date | None:
    """Since when the file rests, if these facts are learnt one by one and the clock runs between.

    Before each fact the clock runs on a day that lies so many days after the end.
    """
    case, others = carried_out(town.TODAY, 1), list[Case]()
    for (what, after, months), look in zip(facts, looks, strict=False):
        let_time_pass(case, others, OVER + timedelta(days=look))
        on = OVER + timedelta(days=after)
        if what == "use":
            case.date_use(use_id=uuid4(), used_on=on, on=on)
        else:
            others.append(carried_out(on, months))
    let_time_pass(case, others, FAR)
    return case.sealed_on


def let_time_pass(case: Case, others: list[Case], day: date) -> None:
    case.let_time_pass(day)
    if case.may_rest_or_not(day):
        case.let_file_rest(day, beside=others)


@given(
    facts=st.lists(st.one_of(USES, CASES), max_size=4),
    looks=st.lists(st.integers(0, 9000), min_size=4, max_size=4).map(sorted),
    data=st.data(),
)
def test_the_day_of_sealing_does_not_depend_on_what_is_learnt_first(
    facts: list[Fact], looks: list[int], data: st.DataObject
) -> None:
    another = data.draw(st.permutations(facts))

    assert rests_from(facts, looks) == rests_from(another, [9000] * 4)


@pytest.mark.parametrize(
    ("ordered", "uses", "rests"),
    [
        ([], [], date(2029, 1, 1)),
        ([], [date(2028, 12, 31)], date(2031, 12, 31)),
        ([], [date(2029, 1, 1)], date(2029, 1, 1)),
        ([], [date(2031, 5, 1), date(2028, 6, 1)], date(2034, 5, 1)),
        ([(date(2028, 6, 1), date(2031, 6, 1))], [], date(2034, 6, 1)),
        ([(date(2028, 6, 1), None)], [], None),
        ([(date(2030, 6, 1), None)], [], date(2029, 1, 1)),
        ([(date(2024, 6, 1), date(2025, 6, 1))], [date(2025, 2, 1)], date(2029, 1, 1)),
    ],
)
def test_three_years_begin_anew_with_what_falls_into_them(
    ordered: list[tuple[date, date | None]], uses: list[date], rests: date | None
) -> None:
    assert seals_on(closed_on=date(2026, 1, 1), ordered=ordered, uses=uses) == rests


def test_a_use_after_release_that_is_learnt_of_late_unseals_the_file_with_its_reason(
    office: RegistryApplication,
) -> None:
    case_id = somebody(office, 996, **MONTH)
    run(office, date(2030, 1, 2))
    sealed = office.case(case_id).status

    learn_of_use(office, case_id, date(2028, 5, 1))
    run(office, date(2030, 1, 3), times=2)
    opened = office.case(case_id).status
    run(office, date(2031, 5, 1))

    (unsealed,) = office.entries(names=["registry.case_unsealed"])
    assert (sealed, opened, office.case(case_id).status) == ("sealed", "released", "sealed")
    assert (unsealed.facts["cause"], unsealed.happened_on) == ("use", date(2030, 1, 3))
    assert days_of(office, "case_sealed") == [date(2029, 12, 23), date(2031, 5, 1)]


def test_a_file_waits_while_the_person_has_another_open_case(office: RegistryApplication) -> None:
    first = somebody(office, 996, **MONTH)
    with at(date(2029, 6, 4)):
        done = office.receive_decision(
            person_id=office.case(first).of_person,
            decision=town.decision(served_on=date(2029, 6, 4)),
        )
    run(office, date(2031, 1, 1))
    waits = office.case(first).status
    second = UUID(done.answer["case_id"])
    with at(date(2031, 1, 2)):
        office.terminate_case(case_id=second, ended_on=date(2031, 1, 2), cause="death", **PAPER)
    run(office, date(2034, 1, 1))
    before = [office.case(it).status for it in (first, second)]
    run(office, date(2034, 1, 2))

    assert waits == "released"
    assert before == ["released", "terminated"]
    assert [office.case(it).status for it in (first, second)] == ["sealed", "sealed"]


def test_a_case_that_is_taken_up_again_after_sealing_is_open_to_those_who_carry_it_out(
    office: RegistryApplication, unsealed: Callable[[], list[str]]
) -> None:
    case_id = somebody(office, 996)
    with at(town.TODAY):
        office.terminate_case(case_id=case_id, ended_on=town.TODAY, cause="imprisonment", **PAPER)
    run(office, date(2029, 11, 23))
    sealed = office.case(case_id).status
    with at(date(2029, 11, 24)):
        office.reopen_case(case_id=case_id, reopened_on=date(2029, 11, 24), **PAPER)
    at_once = office.case(case_id).status
    run(office, date(2029, 11, 25))

    assert (sealed, at_once) == ("sealed", "reported")
    assert unsealed() == ["end_moved"]


@pytest.fixture
def unsealed(office: RegistryApplication) -> Callable[[], list[str]]:
    """Why files were unsealed so far."""
    return lambda: [
        it.facts["cause"] for it in office.entries(names=["registry.case_unsealed"], limit=None)
    ]


def learn_of_use(
    office: RegistryApplication, case_id: UUID, used_on: date, *, use_id: str = ""
) -> None:
    """Supervision says that the police found a use on a day outside the term."""
    told = heard(
        "drug_use_confirmed",
        use_id=use_id or str(uuid4()),
        decided_on=used_on.isoformat(),
        used_on=used_on.isoformat(),
        counted=False,
    )
    told = replace(told, case_ref=office.case(case_id).ref, previous=office.tracked("supervision"))
    office.hear(told)


def test_a_use_that_was_taken_back_holds_nothing_back(office: RegistryApplication) -> None:
    case_id, use_id = somebody(office, 996, **MONTH), str(uuid4())
    learn_of_use(office, case_id, date(2028, 5, 1), use_id=use_id)

    taken = heard(
        "breach_overturned", overturned_on="2028-06-01", counter="use", count=0, matter_id=use_id
    )
    taken = replace(taken, case_ref=office.case(case_id).ref, position=6)
    office.hear(replace(taken, previous=office.tracked("supervision")))
    run(office, date(2029, 12, 23))

    assert office.case(case_id).status == "sealed"
