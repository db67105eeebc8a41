"""Changes that are about no case, by those whose right does not reach the whole town.

The village or station is in what is typed or in what the address names, so a generated empty form
cannot ask: each is asked by page and by program, for the own place and for another. That none of
these addresses is left out is generated from the routes and the table.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from werkzeug.datastructures import FileStorage

from services.registry.application import RegistryApplication
from services.supervision.application import SupervisionApplication
from shared.access.rights import Scope
from shared.web.guards import ANYBODY, MARK, READS, SIGNED_IN
from tests.access.places import (
    ANOTHER,
    DENIED,
    FAR,
    NEAR,
    STATION_VILLAGE,
    VILLAGES,
    Place,
    at,
    offices_in,
    place_of,
)
from tests.access.test_rights import ROLES
from tests.registry import town
from tests.registry.affairs.test_activities import PHOTO, TELLING
from tests.registry.units import HERE, THERE, takes_part
from tests.supervision.playing import Play
from tests.supervision.test_kits import stocked
from tests.support.rights import RIGHTS

TODAY = town.TODAY.isoformat()
PAGE, PROGRAM = "page", "program"


@dataclass(frozen=True)
class Change:
    """Where something is changed, what is typed there, and by whose right."""

    right: str
    page: str
    program: str
    typed: Callable[[Place, str], dict[str, Any]]

    def send(self, desk: Place, token: str, *, about: str, face: str) -> Any:
        """Send it about the near place or the far one."""
        places = {name: desk.ids.get(f"{name}_{about}", desk.ids.get(name)) for name in NAMES}
        address = str(getattr(self, face)).format(**places)
        typed = self.typed(desk, about)
        if face == PAGE and "visitors" in typed:
            typed["visitors"] = "\n".join(typed["visitors"])
        return desk.send("POST", address, token, typed=typed)


NAMES = ("task_id", "round_id", "batch_id", "publicity_id")


def village(desk: Place, about: str) -> str:
    return VILLAGES[desk.department] if about == NEAR else ANOTHER


CHANGES = (
    Change(
        "registry.acknowledge_notice",
        "/registry/notice/acknowledgements/new",
        "/registry/api/notice/acknowledgements",
        lambda desk, about: {
            "unit": village(desk, about),
            "signer": "魏书记",
            "acknowledged_on": TODAY,
        },
    ),
    Change(
        "registry.report_unit_task",
        "/registry/unit-tasks/{task_id}/report",
        "/registry/api/unit-tasks/{task_id}/reports",
        lambda _desk, _about: {"reported_on": TODAY, "report": "已摸排两户"},
    ),
    Change(
        "registry.record_household_visit",
        "/registry/census/{round_id}/households/new",
        "/registry/api/census/{round_id}/households",
        lambda desk, about: {
            "village": village(desk, about),
            "household_no": "12号",
            "visited_on": TODAY,
            "visitors": ["魏书记", "韦干部"],
            "outcome": "nobody_home",
        },
    ),
    Change(
        "registry.hold_publicity",
        "/registry/publicity/new",
        "/registry/api/publicity",
        lambda desk, about: {
            "village": village(desk, about),
            "held_on": TODAY,
            "place": "文化广场",
            "form": "lecture",
            "audiences": ["neighbours"],
            "themes": ["rights"],
            "headcount": 40,
        },
    ),
    Change(
        "registry.hold_publicity",
        "/registry/publicity/{publicity_id}/photos/new",
        "/registry/api/publicity/{publicity_id}/photos",
        lambda _desk, _about: {
            "file": FileStorage(io.BytesIO(PHOTO), filename="a.png"),
            "without_faces": "true",
        },
    ),
    Change(
        "supervision.keep_kits",
        "/supervision/kits/new",
        "/supervision/api/kits",
        lambda _desk, about: {
            "station": HERE if about == NEAR else THERE,
            "received_on": TODAY,
            "batch": "C2027" if about == NEAR else "D2027",
            "first_serial": "MS1001" if about == NEAR else "MT1001",
            "last_serial": "MS1010" if about == NEAR else "MT1010",
            "expires_on": "2027-12-31",
            "source": "县公安局发放",
        },
    ),
    Change(
        "supervision.keep_kits",
        "/supervision/kits/{batch_id}/withdrawals/new",
        "/supervision/api/kits/{batch_id}/withdrawals",
        lambda _desk, about: {
            "withdrawn_on": TODAY,
            "first_serial": "MS0001" if about == NEAR else "MT0001",
            "last_serial": "MS0002" if about == NEAR else "MT0002",
            "because": "damaged",
        },
    ),
    Change(
        "supervision.draw_extra_tests",
        "/supervision/drawings/draw",
        "/supervision/api/drawings",
        lambda desk, about: {
            "kind": "surprise",
            "first": TODAY,
            "last": "2026-12-18",
            "cases": [str(desk.ids[f"file_id_{about}"])],
        },
    ),
)


@contextmanager
def town_office(folder: Path) -> Iterator[Place]:
    """The town office, with a task for each of two villages and a canvass."""
    with offices_in(folder) as offices, at(town.TODAY):
        office = offices.app(RegistryApplication)
        takes_part(office)
        takes_part(office, THERE, [ANOTHER])
        begun = office.start_census_round(
            title="排查", mode="canvass", order_no="梅政办〔2026〕9号", started_on=town.TODAY
        )
        tasks = {
            about: office.assign_unit_task(
                unit=where, what="摸排", assigned_on=town.TODAY, due_on=date(2026, 12, 1)
            )
            for about, where in ((NEAR, VILLAGES["registry"]), (FAR, ANOTHER))
        }
        ids = {f"task_id_{about}": UUID(done.answer) for about, done in tasks.items()}
        for about, where in ((NEAR, VILLAGES["registry"]), (FAR, ANOTHER)):
            done = office.hold_publicity(telling=replace(TELLING, village=where))
            ids[f"publicity_id_{about}"] = UUID(done.answer["publicity_id"])
        yield place_of(offices, "registry", "running", ids={**ids, "round_id": UUID(begun.answer)})


@contextmanager
def stations(folder: Path) -> Iterator[Place]:
    """Two stations, each with test kits and a case."""
    with offices_in(folder) as offices, at(town.TODAY):
        office = offices.app(SupervisionApplication)
        batch_id = stocked(office)
        stocked(office, station=THERE, first_serial="MT0001", last_serial="MT0050")
        files = {
            f"file_id_{about}": Play(office, case_ref=ref, station=where, village=village).file_id
            for about, ref, where, village in (
                (NEAR, "近1号", HERE, STATION_VILLAGE),
                (FAR, "远1号", THERE, ANOTHER),
            )
        }
        ids = {"batch_id": batch_id, **files}
        yield place_of(offices, "supervision", "running", ids=ids)


DESKS: dict[str, Callable[[Path], AbstractContextManager[Place]]] = {
    "registry": town_office,
    "supervision": stations,
}
ASKED = [
    pytest.param(change, role, face, id=f"{role} {getattr(change, face)}")
    for change in CHANGES
    for role in ROLES
    for face in (PAGE, PROGRAM)
    if role in RIGHTS.rows[change.right]
]


@pytest.mark.parametrize(("change", "role", "face"), ASKED)
def test_what_is_another_places_is_changed_by_those_of_the_whole_town_alone(
    change: Change, role: str, face: str, tmp_path: Path
) -> None:
    with DESKS[change.right.partition(".")[0]](tmp_path) as desk:
        _actor, token = desk.somebody(role, NEAR)
        at_first = desk.stored
        elsewhere = change.send(desk, token, about=FAR, face=face)
        after = desk.stored
        here = change.send(desk, token, about=NEAR, face=face)

        everywhere = RIGHTS.rows[change.right][role] is Scope.TOWN
        assert (elsewhere.status_code != DENIED) is everywhere, elsewhere.text
        assert (after > at_first) is everywhere, elsewhere.text
        assert here.status_code in {201, 303}, here.text
        assert desk.stored > after


OF_A_CASE = {"case_id", "person_id", "file_id", "need_id"}  # `test_every_state` asks these
LISTS = {"/registry/people", "/registry/api/people/search"}  # find nobody beyond the reach
NUMBERED = {"/supervision/check-in", "/supervision/api/check-ins"}  # find no file beyond it


@pytest.mark.parametrize("department", DESKS)
def test_no_change_of_a_narrower_reach_is_left_out(department: str, tmp_path: Path) -> None:
    with DESKS[department](tmp_path) as desk:
        found = {it.replace("<uuid:", "{").replace(">", "}") for it in _narrow_changes(desk)}

    listed = {it for change in CHANGES for it in (change.page, change.program)}
    assert found - LISTS - NUMBERED == {it for it in listed if it.startswith(f"/{department}/")}


def _narrow_changes(desk: Place) -> Iterator[str]:
    for rule in desk.app.url_map.iter_rules():
        mark = getattr(desk.app.view_functions[rule.endpoint], MARK)
        changes = (rule.methods or set()) - READS
        if not changes or mark in {ANYBODY, SIGNED_IN} or rule.arguments & OF_A_CASE:
            continue
        if set(RIGHTS.rows[mark].values()) - {Scope.TOWN}:
            yield rule.rule
