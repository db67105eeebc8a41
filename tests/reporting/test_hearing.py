"""Reporting keeps whatever it is told, once, as it was told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from services.reporting.application import ReportingApplication
from services.reporting.messages import HEARD
from services.reporting.projections import case_ids, case_ref_of, facts
from services.reporting.rules.town import COUNTED
from shared.eventstore.hearing import Overtaken, Unreadable
from tests.reporting.conftest import MASTER, Office
from tests.reporting.telling import Teller, at_noon, case, person

START = date(2026, 1, 5)


def test_a_fact_is_kept_with_both_of_its_clocks(office: Office) -> None:
    told = Teller(recorded_at=at_noon(date(2026, 11, 23))).reported(1, on=START)

    office.hear(told)

    (entry,) = office.app.entries()
    assert entry.name == "reporting.fact_noted"
    assert (entry.facts["source"], entry.facts["position"]) == ("registry", 1)
    assert (entry.facts["happened_on"], entry.facts["recorded_at"]) == (START, told.recorded_at)
    assert (str(entry.person_id), entry.case_ref) == (person(1), case(1))
    assert dict(entry.facts["said"])["reported_on"] == "2026-01-05"
    assert entry.account == "system:reporting"
    assert entry.causation == "registry:1"


def test_what_is_counted_by_nobody_yet_is_kept_too(office: Office) -> None:
    say = Teller()

    office.hear(
        say.tell("supervision.talk_held", START, person=1, case=1, held_on="2026-01-05"),
        say.tell("parks.bench_painted", START, colours=["红", "白"], wet=True, count=2),
    )

    talk, bench = office.app.entries()
    assert talk.facts["name"] == "supervision.talk_held"
    assert dict(bench.facts["said"]) == {"colours": '["红", "白"]', "wet": "true", "count": "2"}
    assert (bench.person_id, bench.case_ref) == (None, None)


def test_a_message_that_comes_again_is_not_heard_again(office: Office) -> None:
    told = Teller().registered(1, on=START)
    office.hear(told)

    with pytest.raises(Overtaken):
        office.app.hear(told)

    assert office.app.head() == 1
    assert office.app.tracked("registry") == 1


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"person_id": None},
        {"case_ref": None},
        {"data": {"reported_on": "yesterday"}},
        {"person_id": "nobody"},
    ],
)
def test_what_could_not_be_counted_stops_the_line(
    office: Office, change: dict[str, object]
) -> None:
    told = replace(Teller().reported(1, on=START), **change)  # type: ignore[arg-type]

    with pytest.raises(Unreadable):
        office.app.hear(told)

    assert (office.app.head(), office.app.tracked("registry")) == (0, 0)


def test_a_read_model_folded_anew_equals_the_one_in_use(office: Office) -> None:
    say = Teller()
    office.hear(
        say.registered(1, on=START),
        say.ordered(1, on=START),
        say.tell("supervision.talk_held", START, person=1, case=1),
        say.ordered(2, on=START),
    )
    before = rows(office), case_ids(office.db, [case(1), case(2)])

    office.projector.rebuild("reporting_facts")

    assert (rows(office), case_ids(office.db, [case(1), case(2)])) == before
    assert len(before[0]) == 4


def test_a_case_is_addressed_by_the_first_fact_about_it(office: Office) -> None:
    say = Teller()
    office.hear(say.registered(1, on=START), say.ordered(1, on=START))
    office.hear(say.reported(1, on=START))

    (case_id,) = case_ids(office.db, [case(1)]).values()

    assert case_id == office.app.entries()[1].stream_id
    assert case_ref_of(office.db, case_id) == case(1)
    assert case_ref_of(office.db, office.app.entries()[2].stream_id) is None


def test_two_processes_note_each_fact_once(office: Office) -> None:
    other = ReportingApplication(office.db, master=MASTER, readers=HEARD)
    told = Teller().registered(1, on=START)
    office.app.hear(told)

    with pytest.raises(Overtaken):
        other.hear(told)

    assert other.head() == 1


def test_all_that_is_counted_is_read_with_care() -> None:
    assert set(HEARD) == set(COUNTED)
    assert len(HEARD) == len(COUNTED)


def rows(office: Office) -> list[tuple[object, ...]]:
    with office.db.reading() as connection:
        found = connection.execute(sa.select(facts).order_by(facts.c.noted_at))
        return [tuple(row) for row in found]
