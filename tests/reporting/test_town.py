"""The town is what the facts say, whatever order they come in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest

from services.registry.rules.book import BOOK as REGISTRY
from services.reporting.rules import book
from services.reporting.rules.book import BOOK as REPORTING
from services.reporting.rules.town import Town, town_of
from shared.law import RuleBook
from shared.messaging.language import Message
from tests.reporting.telling import QINGSHI, SHIQIAO, Teller, case, facts, person

START = date(2026, 1, 5)
TODAY = date(2026, 11, 23)


def town(*messages: Message, on: date = TODAY) -> Town:
    return town_of(facts(*messages), on=on)


def test_a_person_lives_where_the_last_revision_says() -> None:
    say = Teller()

    found = town(say.registered(1, on=START), say.revised(1, on=TODAY, village=SHIQIAO))

    assert found.persons[person(1)].village == SHIQIAO
    assert found.persons[person(1)].because == ("registry:1", "registry:2")


def test_a_revision_of_something_else_moves_nobody() -> None:
    say = Teller()

    found = town(say.registered(1, on=START), say.revised(1, on=TODAY, village=None))

    assert found.persons[person(1)].village == QINGSHI


def test_a_flag_that_is_set_goes_before_the_registration_however_early_it_happened() -> None:
    say = Teller()

    found = town(say.registered(1, on=TODAY), say.flagged(1, "in_custody", on=START))

    assert found.persons[person(1)].flag == "in_custody"


def test_of_two_flags_the_later_happening_holds() -> None:
    say = Teller()
    messages = (
        say.registered(1, on=START),
        say.flagged(1, "in_custody", on=date(2026, 11, 1)),
        say.flagged(1, "working_away", on=date(2026, 10, 1)),
    )

    assert town(*messages).persons[person(1)].flag == "in_custody"


def test_nobody_is_on_the_roster_who_was_not_registered() -> None:
    say = Teller()

    found = town(say.flagged(1, "abroad", on=START), say.ordered(2, on=START))

    assert found.persons == {}
    assert list(found.cases) == [case(2)]


def test_a_case_goes_from_order_to_report_to_agreement_to_the_end_of_its_term() -> None:
    say = Teller()
    messages = [say.ordered(1, on=START)]
    assert town(*messages).cases[case(1)].status(TODAY) == "ordered"

    messages.append(say.reported(1, on=date(2026, 1, 12)))
    assert town(*messages).cases[case(1)].status(TODAY) == "reported"

    messages.append(say.signed(1, on=date(2026, 1, 14)))
    found = town(*messages).cases[case(1)]

    assert found.last_day == date(2029, 1, 11)
    assert found.status(date(2029, 1, 11)) == "active"
    assert found.status(date(2029, 1, 12)) == "term_completed"
    assert found.because == ("registry:1", "registry:2", "registry:3")


def test_credited_days_shorten_the_term() -> None:
    say = Teller()
    messages = say.ordered(1, on=START, credit_days=200), say.reported(1, on=date(2026, 1, 12))

    assert town(*messages).cases[case(1)].last_day == date(2028, 6, 25)


def test_more_credit_than_term_is_a_contradiction_and_no_failure() -> None:
    say = Teller()
    messages = say.ordered(1, on=START, credit_days=9999), say.reported(1, on=START)

    assert town(*messages).cases[case(1)].last_day is None


def held_and_chosen(say: Teller, **said: str | None) -> list[Message]:
    """Ten days in detention, and then somebody chose that they count."""
    return [
        say.ordered(1, on=START),
        say.reported(1, on=date(2026, 1, 12)),
        say.suspended(1, on=date(2026, 3, 1)),
        say.resumed(1, on=date(2026, 3, 11)),
        say.chosen(1, "2029-01-11", on=TODAY, **said),
    ]


def test_a_term_ends_by_the_reading_that_somebody_chose() -> None:
    messages = held_and_chosen(Teller())

    before, after = (town(*told).cases[case(1)] for told in (messages[:-1], messages))

    assert (before.last_day, after.last_day) == (date(2029, 1, 21), date(2029, 1, 11))
    assert after.status(date(2029, 1, 12)) == "term_completed"
    assert after.because[-1] == "registry:5"


def test_a_choice_of_old_times_moved_nothing() -> None:
    messages = held_and_chosen(Teller(), counted_from=None)

    assert town(*messages).cases[case(1)].last_day == date(2029, 1, 21)


@pytest.mark.parametrize("defects", [[], ["suspended_after_term"]])
def test_a_choice_holds_until_the_days_change(defects: list[str]) -> None:
    """A detention that is recorded later counts as later, whenever it happened."""
    say = Teller()
    messages = held_and_chosen(say)
    second = {"person": 1, "case": 1, "number": 2}
    for name, day, said in (
        ("suspended", date(2026, 6, 1), {"suspended_on": "2026-06-01", "defects": defects}),
        ("resumed", date(2026, 6, 2), {"resumed_on": "2026-06-02", "status": "active"}),
    )[: 1 if defects else 2]:
        messages.append(say.tell(f"registry.case_{name}", day, **second, **said))

    found = town(*messages).cases[case(1)]

    assert found.last_day == (date(2029, 1, 11) if defects else date(2029, 1, 22))


def test_another_day_of_reporting_ends_a_choice_and_the_same_does_not() -> None:
    say = Teller()
    messages = held_and_chosen(say)
    same = say.corrected(1, on=TODAY, reported_on="2026-01-12", signed_on="2026-01-13")
    other = say.corrected(1, on=TODAY, reported_on="2026-01-10")

    assert town(*messages, same).cases[case(1)].last_day == date(2029, 1, 11)
    assert town(*messages, same, other).cases[case(1)].last_day == date(2029, 1, 19)


def test_a_newer_roster_corrects_the_days_of_an_older_one() -> None:
    say = Teller()
    messages = (
        say.ordered(1, on=START),
        say.reported(1, on=date(2026, 1, 12)),
        say.signed(1, on=date(2026, 1, 14)),
        say.corrected(1, on=TODAY, reported_on="2026-01-10", signed_on="2026-01-13"),
    )

    found = town(*messages).cases[case(1)]

    assert (found.reported_on, found.signed_on) == (date(2026, 1, 10), date(2026, 1, 13))
    assert found.last_day == date(2029, 1, 9)
    assert found.because[-1] == "registry:4"


def test_a_correction_alone_reports_and_signs_nothing() -> None:
    say = Teller()
    messages = say.ordered(1, on=START), say.corrected(1, on=TODAY, reported_on="2026-01-10")

    assert town(*messages).cases[case(1)].status(TODAY) == "ordered"


def test_a_replaced_case_rests() -> None:
    say = Teller()
    messages = (
        say.ordered(1, on=START),
        say.reported(1, on=START),
        say.signed(1, on=START),
        say.replaced(1, on=TODAY),
    )

    found = town(*messages).cases[case(1)]

    assert found.status(TODAY) == "replaced"
    assert not found.agreement_in_force(TODAY)


def test_a_case_that_is_older_than_the_roster_lies_where_its_papers_say() -> None:
    say = Teller()

    found = town(say.ordered(1, on=START, village=SHIQIAO))

    assert found.cases[case(1)].village == SHIQIAO


def test_the_order_of_telling_does_not_matter() -> None:
    say = Teller()
    messages = [
        say.registered(1, on=START),
        say.flagged(1, "working_away", on=START),
        say.ordered(1, on=START),
        say.reported(1, on=START),
        say.signed(1, on=START),
    ]
    told = list(facts(*messages))
    shuffled = Random(7).sample(told, len(told))

    assert town_of(shuffled, on=TODAY) == town_of(told, on=TODAY)


def test_a_town_may_count_the_term_from_the_next_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = (book.BOOK.folder / "2025-11-18.toml").read_text(encoding="utf-8")
    counts, counts_not = (f"[term_start_day_counts]\nvalue = {it}" for it in ("true", "false"))
    (tmp_path / "2025-11-18.toml").write_text(table.replace(counts, counts_not), encoding="utf-8")
    say = Teller()
    messages = say.ordered(1, on=START), say.reported(1, on=date(2026, 1, 12))

    monkeypatch.setattr(book, "BOOK", RuleBook(tmp_path))

    assert town(*messages).cases[case(1)].last_day == date(2029, 1, 12)


def test_a_term_ends_for_reporting_when_it_ends_for_the_registry() -> None:
    days = {table.dated for book in (REGISTRY, REPORTING) for table in book.tables}
    name = "term_start_day_counts"

    assert all(REGISTRY.as_of(day)[name].value == REPORTING.as_of(day)[name].value for day in days)


@pytest.mark.parametrize(
    ("typed", "right", "counts"),
    [(date(2025, 12, 20), "2026-01-05", 0), (date(2026, 1, 5), "2025-12-30", 1)],
    ids=["signed after the year", "signed within the year"],
)
def test_a_corrected_day_of_signing_holds_for_the_days_before_it_was_corrected(
    typed: date, right: str, counts: int
) -> None:
    say, year_end = Teller(), date(2025, 12, 31)
    told = (
        say.ordered(1, on=date(2025, 12, 1)),
        say.reported(1, on=date(2025, 12, 10)),
        say.signed(1, on=typed),
        say.corrected(1, on=TODAY, signed_on=right),
    )

    found = town_of(facts(*told), on=year_end).cases[case(1)]

    assert found.agreement_in_force(year_end) == bool(counts)


def test_an_agreement_that_was_signed_later_is_none_yet() -> None:
    say, year_end = Teller(), date(2025, 12, 31)
    told = say.ordered(1, on=date(2025, 12, 1)), say.signed(1, on=date(2026, 1, 5))

    assert town_of(facts(*told), on=year_end).cases[case(1)].signed_on is None
