"""At which station a case is kept: its village's, until the office says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest

from services.registry.application import RegistryApplication
from services.registry.messages.published import HELPERS
from services.registry.projections.stations import Misplaced, all_stations, misplaced
from shared.law import Refusal
from shared.projecting import Projector
from tests.registry.test_messages import told
from tests.registry.town import LATE, TODAY, by, decision, number, ordered, registered, reported
from tests.registry.units import HERE, THERE, now_looks_after, takes_part

WHY = "石桥村已改由第二工作站负责"


def pointed_out(projector: Projector) -> Sequence[Misplaced]:
    """The cases that the office is shown as lying nowhere or elsewhere."""
    projector.catch_up()
    with projector.office.db.reading() as conn:
        return misplaced(conn, today=TODAY, most=50)


def test_a_new_case_goes_to_the_station_of_its_village(office: RegistryApplication) -> None:
    takes_part(office, THERE, ["青石社区"])
    takes_part(office, HERE, ["石桥村", "梧桐村"])

    case = office.case(ordered(office))

    assert case.station == HERE


def test_a_village_that_no_station_looks_after_gives_no_station(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    takes_part(stored_office)
    person_id = registered(stored_office)
    now_looks_after(stored_office, HERE, "青石社区")

    with by(reason=LATE):
        done = stored_office.receive_decision(person_id=person_id, decision=decision())
    case_id = UUID(done.answer["case_id"])
    with by(reason=LATE):
        stored_office.record_report_in(case_id=case_id, reported_on=TODAY, informed=True)

    case = stored_office.case(case_id)
    (found,) = pointed_out(projector)
    assert case.station is None
    assert (found.case_ref, found.station, found.area) == (case.ref, None, None)
    assert told(stored_office, "supervision")[1].data["station"] is None


def test_a_report_in_gives_the_case_the_station_that_it_lacked(office: RegistryApplication) -> None:
    case_id = ordered(office)
    takes_part(office)

    with by(reason=LATE):
        office.record_report_in(case_id=case_id, reported_on=TODAY, informed=True)

    assert office.case(case_id).station == HERE
    assert told(office, "assistance")[0].data["station"] == HERE


def test_a_report_in_leaves_a_case_where_the_office_put_it(office: RegistryApplication) -> None:
    takes_part(office)
    takes_part(office, THERE, [])
    case_id = ordered(office)
    office.assign_station(case_id=case_id, station=THERE, reason="本人在第二工作站辖区打工")

    with by(reason=LATE):
        office.record_report_in(case_id=case_id, reported_on=TODAY, informed=True)

    assert office.case(case_id).station == THERE


def test_other_villages_move_no_open_case_but_the_office_is_shown_it(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    takes_part(stored_office)
    takes_part(stored_office, THERE, [])
    case_id = reported(stored_office)
    assert pointed_out(projector) == []

    now_looks_after(stored_office, THERE, "石桥村")

    (found,) = pointed_out(projector)
    assert stored_office.case(case_id).station == HERE
    assert (found.case_id, found.station, found.area) == (case_id, HERE, THERE)


def test_the_office_moves_all_that_lie_elsewhere_at_once(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    takes_part(stored_office)
    takes_part(stored_office, THERE, [])
    moving = [reported(stored_office, id_no=number(sequence=it)) for it in (996, 997)]
    now_looks_after(stored_office, THERE, "石桥村")

    done = stored_office.place_by_village(case_ids=[*moving, moving[0]], reason=WHY)

    assert done.answer == len(moving)
    assert {stored_office.case(case_id).station for case_id in moving} == {THERE}
    assert pointed_out(projector) == []


def test_what_lies_right_or_has_nowhere_to_go_stays(office: RegistryApplication) -> None:
    takes_part(office)
    here = ordered(office, id_no=number(sequence=996))
    now_looks_after(office, HERE)
    nowhere = ordered(office, id_no=number(sequence=997))

    done = office.place_by_village(case_ids=[here, nowhere], reason=WHY)

    assert done.answer == 0
    assert (office.case(here).station, office.case(nowhere).station) == (HERE, None)


def test_cases_that_came_before_the_stations_can_be_placed_when_those_are_known(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    case_id = reported(stored_office)

    takes_part(stored_office)

    (found,) = pointed_out(projector)
    assert (found.station, found.area) == (None, HERE)
    stored_office.place_by_village(case_ids=[case_id], reason=WHY)
    assert stored_office.case(case_id).station == HERE


def test_a_case_knowingly_put_elsewhere_is_not_pointed_out_until_its_village_moves(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    takes_part(stored_office)
    takes_part(stored_office, THERE, [])
    takes_part(stored_office, "station-3", [])
    case_id = reported(stored_office)
    stored_office.assign_station(case_id=case_id, station=THERE, reason="社工与本人是亲属，回避")
    assert pointed_out(projector) == []

    now_looks_after(stored_office, "station-3", "石桥村")

    assert [it.area for it in pointed_out(projector)] == ["station-3"]


def test_supervision_and_those_who_help_hear_where_a_case_went(office: RegistryApplication) -> None:
    takes_part(office)
    takes_part(office, THERE, [])
    case_id = reported(office)

    office.assign_station(case_id=case_id, station=THERE, reason="李四海家在第二工作站附近")

    for audience in ("supervision", *HELPERS):
        last = told(office, audience)[-1]
        assert (last.name, last.data) == ("registry.station_assigned", {"station": THERE})
    assert "station_assigned" not in {it.name for it in told(office, "reporting")}


def test_a_first_station_needs_no_reason_and_a_handing_over_does(
    office: RegistryApplication,
) -> None:
    case_id = ordered(office)
    takes_part(office, HERE, [])
    takes_part(office, THERE, [])
    office.assign_station(case_id=case_id, station=HERE)

    with pytest.raises(Refusal, match="原因"):
        office.assign_station(case_id=case_id, station=THERE, reason="  ")

    assert office.case(case_id).station == HERE


@pytest.mark.parametrize("station", [HERE, "nowhere"])
def test_a_case_goes_to_another_station_that_takes_part(
    office: RegistryApplication, station: str
) -> None:
    takes_part(office)
    case_id = ordered(office)

    with pytest.raises(Refusal) as refused:
        office.assign_station(case_id=case_id, station=station, reason=WHY)

    assert refused.value.field == "station"


def test_a_case_whose_place_another_took_rests_where_it_is(office: RegistryApplication) -> None:
    takes_part(office)
    takes_part(office, THERE, [])
    old = office.case(reported(office))
    office.receive_decision(person_id=old.of_person, decision=decision(), replaces=old.ref)

    with pytest.raises(Refusal, match="取代"):
        office.assign_station(case_id=old.id, station=THERE, reason=WHY)


def test_a_village_is_whose_it_became_last(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    takes_part(stored_office, HERE, ["石桥村", "梧桐村"])
    takes_part(stored_office, THERE, ["石桥村"])
    takes_part(stored_office, "police", [])
    projector.catch_up()

    with stored_office.db.reading() as conn:
        looked_after = {it.station: it.villages for it in all_stations(conn, today=TODAY)}

    assert looked_after == {HERE: ("梧桐村",), THERE: ("石桥村",)}
    assert stored_office.area_of("石桥村") == THERE


def test_events_of_the_time_when_a_station_was_always_named_still_load(
    office: RegistryApplication,
) -> None:
    takes_part(office)
    case_id = reported(office)
    rows = [row for row in office.store.rows(stream_id=case_id) if row.fact.event_version > 1]

    first = [office.mapper.open(replace(row.fact, event_version=1)).facts for row in rows]  # type: ignore[attr-defined]  # ours

    assert [facts["station"] for facts in first] == [HERE, HERE]


def test_a_case_has_the_station_of_its_last_handing_over(office: RegistryApplication) -> None:
    takes_part(office)
    takes_part(office, THERE, [])
    case_id: UUID = ordered(office)

    for station in (THERE, HERE, THERE):
        office.assign_station(case_id=case_id, station=station, reason=WHY)

    assert office.case(case_id).station == THERE
