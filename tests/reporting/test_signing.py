"""The signing rates count what they say they count."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.reporting.rules.book import BOOK, LAWFULLY_UNSIGNED
from services.reporting.rules.signing import Signing, signing
from services.reporting.rules.town import Fact, town_of
from shared.messaging.language import Message
from tests.reporting.telling import QINGSHI, SHIQIAO, Teller, case, days_after, facts, person

START = date(2026, 1, 5)
TODAY = date(2026, 11, 23)
UNLAWFUL = [
    "candidate",
    "registered_user",
    "maintenance_treatment",
    "lost_contact",
    "working_away",
]
LAWFUL = {
    "in_isolation",
    "in_custody",
    "serving_sentence",
    "abroad",
    "moved_away",
    "abstinent_3y",
    "deceased",
}
FLAGS = [*UNLAWFUL, *sorted(LAWFUL)]
unhurried = settings(deadline=None)  # a busy machine is no fault of the rates


def counted(*messages: Message, on: date = TODAY) -> Signing:
    return signing(town_of(facts(*messages), on=on))


def shares(found: Signing) -> dict[str, tuple[int, int]]:
    return {name: (rate.numerator, rate.denominator) for name, rate in found.rates.items()}


def whole_case(say: Teller, number: int) -> list[Message]:
    return [
        say.registered(number, on=START),
        say.ordered(number, on=START),
        say.reported(number, on=START),
        say.signed(number, on=START),
    ]


def test_whoever_has_signed_counts_in_all_three() -> None:
    found = counted(*whole_case(Teller(), 1))

    assert shares(found) == {"M3a": (1, 1), "M3b": (1, 1), "M4": (1, 1)}
    assert found.rates["M3a"].of[0].because == tuple(f"registry:{n}" for n in range(1, 5))


@pytest.mark.parametrize("flag", [flag for flag in FLAGS if flag != "candidate"])
def test_a_flag_accounts_for_a_missing_signature_only_where_an_article_says_so(flag: str) -> None:
    found = counted(Teller().registered(1, on=START, flag=flag))

    assert shares(found) == {"M3a": (0, 1), "M3b": (int(flag in LAWFUL), 1), "M4": (0, 0)}


def test_every_lawful_reason_names_its_article() -> None:
    rows = [r for n, r in BOOK.as_of(TODAY).rules.items() if n.startswith(LAWFULLY_UNSIGNED)]

    assert {row.name.removeprefix(LAWFULLY_UNSIGNED) for row in rows} == {
        *LAWFUL,
        "term_completed",
    }
    assert all(row.citation.law and row.text and row.since <= row.table for row in rows)


def test_a_candidate_is_no_user_yet_and_is_listed_apart() -> None:
    found = counted(Teller().registered(1, on=START, flag="candidate"))

    assert shares(found)["M3a"] == (0, 0)
    assert len(found.candidates) == 1


def test_who_was_verified_later_stands_where_they_were_found_to_be_before() -> None:
    say = Teller()
    known = say.registered(1, on=START, flag="candidate")
    verified = say.flagged(1, "registered_user", on=TODAY)
    held = say.flagged(1, "in_isolation", on=START)

    assert counted(known, held, verified).rates["M3a"].of[0].state == "in_isolation"


def test_the_unsigned_stand_by_reason_with_those_to_be_seen_to_first() -> None:
    say = Teller()
    found = counted(
        say.registered(1, on=START, flag="in_isolation"),
        say.registered(2, on=START),
        say.registered(3, on=START),
        say.ordered(3, on=START),
        say.registered(4, on=START, flag="working_away"),
        say.ordered(4, on=START),
        say.reported(4, on=START),
        say.registered(5, on=START, flag="lost_contact"),
        say.ordered(5, on=START),
        say.registered(6, on=START, flag="working_away"),
    )

    assert list(found.unsigned) == [
        "lost_contact",
        "no_order",
        "not_reported",
        "to_sign",
        "working_away",
        "in_isolation",
    ]
    assert found.unsigned["to_sign"][0].case_ref == case(4)


def test_when_the_term_is_over_no_agreement_is_in_force_and_none_is_missing() -> None:
    found = counted(*whole_case(Teller(), 1), on=date(2029, 6, 1))

    assert shares(found) == {"M3a": (0, 1), "M3b": (1, 1), "M4": (0, 0)}
    assert found.rates["M3b"].of[0].state == "term_completed"


def test_under_a_replaced_case_nobody_has_signed() -> None:
    say = Teller()
    found = counted(*whole_case(say, 1), say.replaced(1, on=TODAY))

    assert shares(found) == {"M3a": (0, 1), "M3b": (0, 1), "M4": (0, 0)}
    assert list(found.unsigned) == ["no_order"]


def test_who_is_held_has_an_agreement_that_stands_and_no_measure_that_runs() -> None:
    say = Teller()
    found = counted(*whole_case(say, 1), say.suspended(1, on=TODAY))

    assert shares(found) == {"M3a": (1, 1), "M3b": (1, 1), "M4": (0, 0)}


def test_who_is_held_before_signing_need_not_sign_now() -> None:
    say = Teller()
    found = counted(*whole_case(say, 1)[:3], say.suspended(1, on=TODAY))

    assert shares(found) == {"M3a": (0, 1), "M3b": (1, 1), "M4": (0, 0)}
    assert list(found.unsigned) == ["in_custody"]


def test_the_days_between_detention_and_release_move_the_last_day() -> None:
    say = Teller()
    since, free = date(2026, 5, 10), date(2026, 5, 25)
    told = facts(*whole_case(say, 1), say.suspended(1, on=since), say.resumed(1, on=free))

    (found,) = town_of(told, on=TODAY).cases.values()

    assert found.last_day == date(2029, 1, 19)  # 2029-01-04 and fifteen days
    assert found.status(TODAY) == "active"


def test_a_detention_that_falls_short_of_the_rules_moves_nothing() -> None:
    say = Teller()
    late = say.suspended(1, on=date(2026, 5, 10), defects=["suspended_after_term"])

    (found,) = town_of(facts(*whole_case(say, 1), late), on=TODAY).cases.values()

    assert (found.last_day, found.status(TODAY)) == (date(2029, 1, 4), "active")


def test_a_corrected_term_counts_from_its_own_days() -> None:
    say = Teller()
    data = {"reported_on": "2026-01-06", "credit_days": 5, "term_months": 36}
    spans = [["2026-05-10", "2026-05-25"]]
    corrected = say.tell(
        "registry.term_corrected", TODAY, person=1, case=1, suspensions=spans, **data
    )

    (found,) = town_of(facts(*whole_case(say, 1), corrected), on=TODAY).cases.values()

    assert found.last_day == date(2029, 1, 15)  # 2029-01-05, fifteen days on, five credited


@pytest.mark.parametrize(
    ("cause", "state", "accounted"),
    [
        ("compulsory_isolation", "in_isolation", 1),
        ("imprisonment", "serving_sentence", 1),
        ("death", "deceased", 1),
        ("order_revoked", "no_order", 0),
    ],
)
def test_under_a_measure_that_ended_no_agreement_is_in_force(
    cause: str, state: str, accounted: int
) -> None:
    say = Teller()
    found = counted(*whole_case(say, 1), say.terminated(1, cause, on=TODAY))

    assert shares(found) == {"M3a": (0, 1), "M3b": (accounted, 1), "M4": (0, 0)}
    assert list(found.unsigned) == [state]


def test_a_voluntary_agreement_counts_for_the_person_and_not_among_ordered_cases() -> None:
    say = Teller()
    found = counted(
        say.registered(1, on=START),
        say.reported(1, on=START, kind="voluntary_help"),
        say.signed(1, on=START),
    )

    assert shares(found) == {"M3a": (1, 1), "M3b": (1, 1), "M4": (0, 0)}


def test_nobody_is_no_hundred_per_cent() -> None:
    found = counted()

    assert [rate.percent for rate in found.rates.values()] == [None, None, None]


def test_only_all_of_them_are_a_hundred_per_cent() -> None:
    say = Teller()
    messages = [it for number in range(2000) for it in whole_case(say, number)]
    found = counted(*messages, say.registered(2000, on=START))

    assert found.rates["M3a"].percent == Decimal("99.9")
    assert found.rates["M4"].percent == Decimal("100.0")


# Whatever is told, in whatever order.

SAID = ["registered", "revised", "ordered", "reported"]

TOLD = st.lists(
    st.tuples(
        st.sampled_from([*SAID, "flagged", "signed", "replaced"]),
        st.integers(1, 6),
        st.integers(0, 1500),
        st.sampled_from([QINGSHI, SHIQIAO]),
        st.sampled_from(FLAGS),
    ),
    max_size=40,
)


def told(drawn: list[tuple[str, int, int, str, str]]) -> list[Fact]:
    say = Teller()
    messages = []
    for event, number, days, village, flag in drawn:
        on = days_after(START, days)
        said: dict[str, str] = {}
        if event in SAID:
            said["village"] = village
        if event == "registered":
            said["flag"] = flag
        if event == "flagged":
            messages.append(say.flagged(number, flag, on=on))
        else:
            messages.append(getattr(say, event)(number, on=on, **said))
    return list(facts(*messages))


@unhurried
@given(drawn=TOLD, days=st.integers(0, 3000))
def test_no_rate_is_ever_above_a_hundred_per_cent(
    drawn: list[tuple[str, int, int, str, str]], days: int
) -> None:
    found = signing(town_of(told(drawn), on=days_after(START, days)))

    for rate in found.rates.values():
        assert 0 <= rate.numerator <= rate.denominator
        assert rate.numerator + len(rate.rest) == rate.denominator
        assert rate.percent is None or rate.percent <= 100


@unhurried
@given(drawn=TOLD)
def test_the_villages_sum_to_the_town(drawn: list[tuple[str, int, int, str, str]]) -> None:
    found = signing(town_of(told(drawn), on=TODAY))

    for rate in found.rates.values():
        parts = [rate.in_village(village) for village in found.villages]
        assert sum(part.numerator for part in parts) == rate.numerator
        assert sum(part.denominator for part in parts) == rate.denominator


@unhurried
@given(drawn=TOLD)
def test_the_strict_rate_is_never_above_the_one_that_accounts_for_everybody(
    drawn: list[tuple[str, int, int, str, str]],
) -> None:
    found = signing(town_of(told(drawn), on=TODAY)).rates

    assert found["M3a"].of == found["M3b"].of
    assert set(found["M3a"].counted) <= set(found["M3b"].counted)


@unhurried
@given(drawn=TOLD)
def test_every_row_names_the_events_that_it_rests_on(
    drawn: list[tuple[str, int, int, str, str]],
) -> None:
    there = {fact.reference for fact in told(drawn)}
    found = signing(town_of(told(drawn), on=TODAY))

    for rate in found.rates.values():
        assert all(line.because and set(line.because) <= there for line in rate.of)


@unhurried
@given(drawn=TOLD)
def test_the_reasons_sum_to_the_unsigned(drawn: list[tuple[str, int, int, str, str]]) -> None:
    found = signing(town_of(told(drawn), on=TODAY))

    assert sum(len(lines) for lines in found.unsigned.values()) == len(found.rates["M3a"].rest)


def test_numbers_are_usable_once_nothing_of_the_newest_list_of_the_police_is_open() -> None:
    """A withdrawn list is none; an older one that was settled does not stand in for a newer."""
    teller = Teller()

    def listed(name: str, day: date, rows: int) -> Message:
        said: dict[str, Any] = {"list_id": name, "listed_on": day.isoformat(), "open_rows": rows}
        return teller.tell("registry.police_list_compared", day, **said)

    def decided(name: str) -> Message:
        return teller.tell("registry.police_list_row_decided", START, list_id=name)

    old, new = listed("a", START, 1), listed("b", days_after(START, 1), 2)
    withdrawn = teller.tell("registry.police_list_withdrawn", START, list_id="b")
    told = [[], [old], [old, decided("a")], [old, decided("a"), new]]
    told += [[*told[3], decided("b")], [*told[3], decided("b"), decided("b")]]
    told += [[*told[3], withdrawn]]

    later = days_after(START, 30)
    usable = [signing(town_of(facts(*it), on=later)).is_reconciled for it in told]

    assert usable == [False, False, True, False, False, True, True]


def test_a_person_on_file_twice_counts_once_with_the_agreement_of_either_file() -> None:
    """Until the two are parted again."""
    teller = Teller()
    two = [teller.registered(1, on=START), teller.registered(2, on=START)]
    case = [teller.ordered(2, on=START), teller.reported(2, on=START), teller.signed(2, on=START)]
    merged = teller.tell("registry.person_merged", START, person=2, into=person(1))
    parted = teller.tell("registry.person_unmerged", days_after(START, 1), person=2, out_of="x")

    once, again = counted(*two, *case, merged), counted(*two, *case, merged, parted)

    rates = [it.rates["M3a"] for it in (once, again)]
    assert [(it.numerator, it.denominator) for it in rates] == [(1, 1), (1, 2)]


def test_a_candidate_whom_nobody_verified_in_time_is_counted_nowhere() -> None:
    teller = Teller()
    known = teller.registered(1, on=START, flag="candidate")
    lapsed = teller.tell("registry.candidate_lapsed", days_after(START, 61), person=1)

    before, after = counted(known), counted(known, lapsed)

    assert [len(it.candidates) for it in (before, after)] == [1, 0]
    assert after.rates["M3a"].denominator == 0


def test_under_a_measure_that_goes_on_after_all_the_agreement_is_in_force() -> None:
    say = Teller()
    ended = say.terminated(1, "imprisonment", on=TODAY)

    found = counted(*whole_case(say, 1), ended, say.reopened(1, on=TODAY))

    assert shares(found) == shares(counted(*whole_case(Teller(), 1)))
    assert list(found.unsigned) == []


def test_a_file_is_sealed_while_the_registry_says_so() -> None:
    """Also where the day that it names anew lies before the day on which it was unsealed."""
    say, sealed_on = Teller(), date(2029, 3, 1)
    ended = [*whole_case(say, 1), say.terminated(1, "imprisonment", on=TODAY)]
    said = [
        *(say.sealed(1, on=sealed_on), say.unsealed(1, on=date(2031, 1, 1))),
        say.sealed(1, on=date(2030, 1, 1)),
    ]

    def state(messages: list[Message]) -> str:
        (found,) = town_of(facts(*messages), on=date(2032, 1, 1)).cases.values()
        return found.state(date(2032, 1, 1))

    assert [state([*ended, *said[:heard]]) for heard in range(4)] == [
        *("over", "sealed", "over", "sealed"),
    ]
