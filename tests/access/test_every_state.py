"""Every page and answer about one case, by every role, near and far, in every state of the case.

Generated from the routes and the table of rights: a file is opened exactly to whom its right holds
in the state in which the case is, and no class of fields (a see_ row of the table) is on what they
are shown unless that row opens the case to them as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, Rule, UUIDConverter
from werkzeug.test import TestResponse

from deploy.assembly import Offices
from deploy.settings import settings_from
from services.registry.application import RegistryApplication
from services.registry.rules.book import RECOVERY
from services.supervision.application import SupervisionApplication
from shared import clock
from shared.access.actor import Actor
from shared.access.rights import Rights
from shared.eventstore.act import Act, acting
from shared.messaging.peers import LocalPeers
from shared.web.face import WORKER
from shared.web.guards import ANYBODY, MARK, SIGNED_IN
from shared.web.mounting import WEB
from tests.access.test_rights import ROLES, STATES, TABLE
from tests.registry import test_dossier, town
from tests.supervision import conftest as station

RIGHTS = Rights.load(TABLE)
DENIED = 403
SEALED = "sealed"
OPENINGS = ("registry.open_sealed_file", "supervision.open_sealed_file")
NEAR, FAR = "near", "far"
VILLAGES = {NEAR: {"registry": "石桥村", "supervision": "青石社区"}, FAR: {}}
PARTS = {
    "registry_case.case": ("timeline",),
    "supervision_case.case": ("tests", "talks", "breaches", "plan", "duties", "timeline"),
}
DAYS = {
    "before": date(2026, 11, 23),
    "running": date(2027, 3, 1),
    "over": date(2028, 11, 30),
    "sealed": date(2032, 1, 5),
}


@dataclass
class Place:
    """A department's pages over one file; `fields` are words of each class of fields in it."""

    app: Flask
    state: str
    village: str
    ids: Mapping[str, UUID]
    fields: Mapping[str, str]
    open_sealed: Callable[[], object]

    def say_why(self, actor: Actor) -> None:
        """Have a sealed file open to somebody."""
        with acting(Act(account=actor.account, role=actor.role, unit=actor.unit)):
            self.open_sealed()


class Anybody:
    """The token is the department, the role and whether the case is near."""

    def actor_of(self, token: str) -> Actor | None:
        """Somebody of that role at another station, in whose villages the case is or is not."""
        department, role, place = token.split("/")
        village = VILLAGES[place].get(department, "龙井村")
        unit = "station-2" if place == FAR else "station-1"
        return Actor(account=f"{role}01", role=role, unit=unit, villages=(village,))


@pytest.fixture(params=STATES)
def registry(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """The town office on a day on which its case is so far."""
    with _offices(tmp_path) as offices:
        office, state = offices.app(RegistryApplication), request.param
        case_id = _case(office, state)
        with _at(DAYS[state]):
            office.run_clock()
            yield Place(
                app=_app(offices, "registry"),
                state=state,
                village="石桥村",
                ids={"case_id": case_id, "person_id": office.case(case_id).of_person},
                fields={
                    "registry.see_decision": "17号",
                    "registry.see_dossier": "正本",
                    "registry.identify": "李四海",
                    "registry.unmask": town.number(),
                },
                open_sealed=partial(office.open_sealed_file, case_id=case_id, why="法院来函"),
            )


@pytest.fixture(params=[it for it in STATES if it != "before"])
def supervision(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """The station on a day on which its case is so far."""
    with _offices(tmp_path) as offices:
        office, state = offices.app(SupervisionApplication), request.param
        with _at(date(2026, 3, 2)):
            file_id = station.opened(office, term_months=12, kind="community_recovery")
            office.record_talk(file_id=file_id, talk=station.talk())
            office.record_test(file_id=file_id, taken=station.sampling())
        days = {"running": date(2026, 3, 2), "over": date(2027, 6, 1), "sealed": DAYS["sealed"]}
        with _at(days[state]):
            yield Place(
                app=_app(offices, "supervision"),
                state=state,
                village="青石社区",
                ids={"file_id": file_id},
                fields={
                    "supervision.see_talks": "想学一门手艺",
                    "supervision.see_tests": "陈民警",
                },
                open_sealed=partial(office.open_sealed_file, file_id=file_id, why="法院来函"),
            )


@pytest.mark.parametrize("place", ["near", "far"])
def test_a_case_of_the_registry_opens_as_the_table_says(registry: Place, place: str) -> None:
    assert wrongly_answered(registry, "registry", place) == []


@pytest.mark.parametrize("place", ["near", "far"])
def test_a_file_of_supervision_opens_as_the_table_says(supervision: Place, place: str) -> None:
    assert wrongly_answered(supervision, "supervision", place) == []


def wrongly_answered(file: Place, department: str, place: str) -> list[str]:
    """What was shown against the table, or kept from somebody against it."""
    wrong: list[str] = []
    asked = 0
    for role in ROLES:
        token = f"{department}/{role}/{place}"
        actor = Anybody().actor_of(token)
        if file.state == SEALED and actor is not None:
            wrong += _shown_unasked(file, actor, token)
            file.say_why(actor)
        for address, mark in _addresses(file):
            if actor is None or not RIGHTS.opens(actor, mark):
                continue  # `test_every_route` asks these
            asked += 1
            answer = _get(file, address, token)
            opened, may = answer.status_code != DENIED, _may(file, actor, mark)
            if opened != may:
                wrong.append(f"{role} {address}: {answer.status_code}, the table says {may}")
            wrong += [
                f"{role} {address}: shows {right}"
                for right, words in file.fields.items()
                if words in answer.text and not _may(file, actor, right)
            ]
    assert asked > 0
    return wrong


def _shown_unasked(file: Place, actor: Actor, token: str) -> Iterator[str]:
    """What of a sealed file is answered to somebody who has not said why (戒毒条例 7)."""
    for address, mark in _addresses(file):
        if mark in OPENINGS or not _may(file, actor, mark):
            continue
        answer = _get(file, address, token)
        leads_to_the_question = answer.status_code == 303 and "/opening?" in answer.location
        is_refused = answer.status_code == 422 and "查阅须写明理由" in answer.text
        if not (leads_to_the_question or is_refused):
            yield f"{token} {address}: {answer.status_code}, unasked"


def test_each_class_of_fields_is_shown_to_somebody(registry: Place) -> None:
    """So that the test above can fail: what it looks for is there to be seen."""
    shown = _shown_to(registry, "registry/office_handler/near")

    assert shown >= {"registry.see_decision", "registry.identify"}
    assert "registry.unmask" not in shown  # the whole number is on no page that merely opens


def test_talks_and_tests_are_shown_to_somebody(supervision: Place) -> None:
    shown = _shown_to(supervision, "supervision/police_station/near")

    assert shown == set(supervision.fields)


def test_lists_leave_out_who_rests(registry: Place) -> None:
    """A sealed file is found by the keeper of the files, and by nobody else (戒毒条例 7)."""
    ids = {str(it) for it in registry.ids.values()}
    listed = {
        role
        for role in ("office_handler", "police_station", "auditor")
        for address in ("/registry/dossiers", "/registry/people")
        if any(it in _get(registry, address, f"registry/{role}/near").text for it in ids)
    }

    everybody = {"office_handler", "police_station", "auditor"}
    assert listed == ({"office_handler"} if registry.state == "sealed" else everybody)


@pytest.mark.parametrize(
    "department", ["registry", "supervision", "assistance", "treatment", "legal_aid"]
)
def test_each_address_of_one_case_has_a_row_that_says_in_which_states(
    department: str, tmp_path: Path
) -> None:
    with _offices(tmp_path) as offices:
        app = _app(offices, department)
        marks = {
            getattr(app.view_functions[rule.endpoint], MARK)
            for rule in app.url_map.iter_rules()
            if rule.arguments & {"case_id", "file_id"}
        }

    assert marks
    assert marks - RIGHTS.holds_in.keys() == set()


def _get(file: Place, address: str, token: str) -> TestResponse:
    client = file.app.test_client()
    client.environ_base[WORKER] = _Alone()  # type: ignore[assignment]  # as nameko injects it
    return client.get(address, headers={"Authorization": f"Bearer {token}"})


def _shown_to(file: Place, token: str) -> set[str]:
    if file.state == SEALED and (actor := Anybody().actor_of(token)):
        file.say_why(actor)
    texts = [_get(file, address, token).text for address, _ in _addresses(file)]
    return {right for right, words in file.fields.items() if any(words in it for it in texts)}


def _may(file: Place, actor: Actor, mark: str) -> bool:
    return RIGHTS.may(actor, mark, village=file.village, unit="station-1", state=file.state)


def _addresses(file: Place) -> Iterator[tuple[str, str]]:
    """Each address at which this file is read, with the right that opens it."""
    for rule in file.app.url_map.iter_rules():
        mark = getattr(file.app.view_functions[rule.endpoint], MARK)
        about = rule.arguments & file.ids.keys()
        if "GET" not in (rule.methods or ()) or not about or mark in {ANYBODY, SIGNED_IN}:
            continue
        if mark not in RIGHTS.holds_in:
            continue
        values = {name: file.ids.get(name) or _sample(rule, name) for name in rule.arguments}
        address = file.app.url_map.bind("localhost").build(rule.endpoint, values)
        yield address, mark
        yield from ((f"{address}?part={part}", mark) for part in PARTS.get(rule.endpoint, ()))


def _sample(rule: Rule, name: str) -> Any:
    converter = rule._converters[name]
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return UUID(int=1) if isinstance(converter, UUIDConverter) else 1


@contextmanager
def _offices(folder: Path) -> Iterator[Offices]:
    offices = Offices(settings_from({}, data=folder))
    offices.prepare()
    yield offices
    offices.close()


def _app(offices: Offices, department: str) -> Flask:
    office = offices[department]
    wiring = replace(office.configuration()[WEB], sessions=Anybody())
    mount: Any = office.parts.web.flask
    app: Flask = mount.make_app(_Container(wiring))
    office.projector.catch_up()
    return app


class _Alone:
    """What nameko injects into a request, where no other department can be asked."""

    peers = LocalPeers({}, service="supervision")


class _Container:
    """What the mounting asks of a container."""

    def __init__(self, wiring: Any) -> None:
        self.config = {WEB: wiring}


def _case(office: RegistryApplication, state: str) -> UUID:
    with _at(town.TODAY):
        if state == "before":
            return town.ordered(office, kind=RECOVERY, months=12)
        case_id = town.signed(office, kind=RECOVERY, months=12)
        test_dossier.filed(office, case_id)
        return case_id


@contextmanager
def _at(day: date) -> Iterator[None]:
    with clock.use(datetime.combine(day, time(10), clock.SHANGHAI)):
        yield
