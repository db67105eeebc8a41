"""The lists from which the office works: what is owed, in which case, in which village."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.registry.application import RegistryApplication
from services.registry.importing import import_roster
from services.registry.projections import inbox, people
from services.registry.projections.cases import CaseRow, case_row, cases_called, cases_of, duties_of
from services.registry.projections.owed import Asked, count_owed, urgency
from services.registry.projections.owed import listed as owed
from services.registry.projections.people import listed, villages
from services.registry.projections.within import WHOLE_TOWN, Within
from services.registry.rules.book import RECOVERY
from shared.projecting import Projector
from tests.registry.test_importing import FILES, ROSTERS
from tests.registry.test_messages import heard
from tests.registry.town import (
    LATE,
    MEMBERS,
    TODAY,
    by,
    decision,
    number,
    ordered,
    reported,
    signed,
)
from tests.registry.units import takes_part


def line(office: RegistryApplication, projector: Projector, case_id: UUID) -> CaseRow:
    """A case as the list shows it."""
    projector.catch_up()
    with office.db.reading() as conn:
        found = case_row(conn, case_id)
    assert found is not None
    return found


def test_a_case_is_listed_as_far_as_it_has_come(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    case_id = signed(stored_office)
    stored_office.form_group(case_id=case_id, formed_on=TODAY, members=MEMBERS)

    shown = line(stored_office, projector, case_id)

    assert (shown.reported_on, shown.grouped_on, shown.signed_on) == (TODAY, TODAY, TODAY)
    assert shown.last_day == date(2029, 11, 22)
    assert shown.status_on(TODAY) == "active"
    assert shown.status_on(date(2029, 11, 23)) == "term_completed"


def test_duties_are_counted_by_how_soon_they_are_due(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    reported(stored_office, informed=False)
    projector.catch_up()

    with stored_office.db.reading() as conn:
        now = urgency(conn, within=WHOLE_TOWN, today=TODAY)
        later = urgency(conn, within=WHOLE_TOWN, today=date(2026, 11, 26))
        too_late = urgency(conn, within=WHOLE_TOWN, today=date(2026, 12, 9))

    assert (now.overdue, now.today, now.week, now.later) == (0, 0, 2, 1)
    assert (later.today, later.later) == (2, 1)
    assert (too_late.overdue, too_late.later) == (3, 0)


def test_what_is_owed_says_why_and_goes_when_it_is_done(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    case_id = reported(stored_office)
    projector.catch_up()
    with stored_office.db.reading() as conn:
        before = owed(conn, within=WHOLE_TOWN, today=TODAY, size=50)

    stored_office.form_group(case_id=case_id, formed_on=TODAY, members=MEMBERS)
    projector.catch_up()

    with stored_office.db.reading() as conn:
        after = owed(conn, within=WHOLE_TOWN, today=TODAY, size=50)
        all_of_case = duties_of(conn, before[0].case_ref)
    assert [duty.duty for duty in before] == ["sign_agreement", "form_group"]
    assert [duty.duty for duty in after] == ["sign_agreement"]
    assert (after[0].law, after[0].article, after[0].rule_table) == (
        "戒毒条例",
        "16",
        date(2025, 11, 18),
    )
    assert {duty.duty: duty.met_on for duty in all_of_case}["form_group"] == TODAY


def test_what_is_owed_can_be_narrowed(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    takes_part(stored_office)
    reported(stored_office)
    projector.catch_up()

    with stored_office.db.reading() as conn:
        found = {
            how: count_owed(conn, within=within, today=TODAY, asked=asked)
            for how, within, asked in (
                ("village", WHOLE_TOWN, Asked(village="石桥村")),
                ("other village", WHOLE_TOWN, Asked(village="青石社区")),
                ("duty", WHOLE_TOWN, Asked(duty="form_group")),
                ("until", WHOLE_TOWN, Asked(last=date(2026, 11, 30))),
                ("from", WHOLE_TOWN, Asked(first=date(2026, 12, 1))),
                ("station", Within(station="station-1"), Asked()),
                ("other station", Within(station="station-2"), Asked()),
                ("secretary", Within(villages=("石桥村",)), Asked()),
                ("nobody", Within(), Asked()),
            )
        }

    assert found == {
        "village": 2,
        "other village": 0,
        "duty": 1,
        "until": 1,
        "from": 1,
        "station": 2,
        "other station": 0,
        "secretary": 2,
        "nobody": 0,
    }


def test_in_a_case_that_gave_way_or_is_over_nothing_is_owed(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    old = stored_office.case(ordered(stored_office))
    with by(reason=LATE):
        stored_office.receive_decision(
            person_id=old.of_person, decision=decision(kind=RECOVERY), replaces=old.ref
        )
    projector.catch_up()

    with stored_office.db.reading() as conn:
        left = owed(conn, within=WHOLE_TOWN, today=TODAY, size=50)
        over = owed(conn, within=WHOLE_TOWN, today=date(2040, 1, 1), size=50)
        newest_first = cases_of(conn, [old.of_person])[old.of_person]

    assert {duty.case_ref for duty in left} == {"梅社康〔2026〕0001"}
    assert {duty.case_ref for duty in over} == {"梅社康〔2026〕0001"}
    assert [shown.recorded for shown in newest_first].count("replaced") == 1


def test_cases_are_found_by_reference_within_reach(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    ref = stored_office.case(ordered(stored_office)).ref
    projector.catch_up()

    with stored_office.db.reading() as conn:
        mine = cases_called(conn, [ref], within=WHOLE_TOWN)
        not_mine = cases_called(conn, [ref], within=Within(villages=("青石社区",)))

    assert [shown.case_ref for shown in mine] == [ref]
    assert not_mine == []


def test_a_person_who_moves_takes_the_case_along(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    case_id = ordered(stored_office)
    person = stored_office.person(stored_office.case(case_id).of_person)

    stored_office.revise_person(
        person_id=person.id, details=person.details, village="青石社区", why="本人告知"
    )

    assert line(stored_office, projector, case_id).village == "青石社区"


def test_corrected_days_show(stored_office: RegistryApplication, projector: Projector) -> None:
    with by():
        import_roster(stored_office, (ROSTERS / FILES[2]).read_bytes(), filename=FILES[2])
    newer = (ROSTERS / FILES[2]).read_bytes().replace(b"2025-01-24", b"2025-01-25")

    with by():
        outcome = import_roster(stored_office, newer, filename="newer.csv")

    (changed,) = [row for row in outcome.rows if row.outcome == "updated"]
    assert changed.case_ref is not None
    shown = line(stored_office, projector, stored_office.case_called(changed.case_ref).id)
    assert shown.reported_on == date(2025, 1, 25)
    assert shown.last_day == date(2028, 1, 24)
    assert [warning.reason for warning in outcome.warnings] == ["days_corrected"]


def test_the_register_is_listed_by_village(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    with by():
        for file in FILES[1:]:
            import_roster(stored_office, (ROSTERS / file).read_bytes(), filename=file)
    projector.catch_up()

    with stored_office.db.reading() as conn:
        counted = people.how_many(conn, within=WHOLE_TOWN)
        of_village = people.how_many(conn, within=WHOLE_TOWN, village="石桥村", flag="deceased")
        page = listed(conn, within=WHOLE_TOWN, offset=60, size=10, village="石桥村")
        named = villages(conn, within=WHOLE_TOWN)
        own = villages(conn, within=Within(villages=("石桥村",)))

    assert (counted, of_village, len(page)) == (126, 3, 6)
    assert named == sorted(["梧桐村", "石桥村"])
    assert own == ["石桥村"]


def test_notices_and_rosters_come_in(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    ordered(stored_office)
    stored_office.hear(heard("drug_test_refused", window=4, refused_on="2026-11-22", count=2))
    with by():
        import_roster(stored_office, (ROSTERS / FILES[1]).read_bytes(), filename=FILES[1])
    projector.catch_up()

    with stored_office.db.reading() as conn:
        (notice,) = inbox.newest(conn, within=WHOLE_TOWN, most=20)
        fresh = inbox.how_many(conn, within=WHOLE_TOWN, since=date(2026, 11, 16))
        (roster,) = inbox.rosters_received(conn, most=20)

    assert (notice.what, notice.count) == ("drug_test_refusal_noted", 2)
    assert fresh == 1
    assert (roster.village, roster.rows, roster.rejected) == ("石桥村", 66, 15)


def test_folded_anew_the_lists_are_the_same(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    signed(stored_office)
    reported(stored_office, id_no=number(sequence=997))
    projector.catch_up()
    with stored_office.db.reading() as conn:
        before = owed(conn, within=WHOLE_TOWN, today=TODAY, size=50)

    for name in projector.kinds:
        projector.rebuild(name)

    with stored_office.db.reading() as conn:
        after = owed(conn, within=WHOLE_TOWN, today=TODAY, size=50)
    assert before == after
