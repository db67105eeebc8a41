"""A department's pages over one file, and somebody of every role before them, near and far."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.routing import AnyConverter, Rule, UUIDConverter
from werkzeug.test import TestResponse

from deploy.assembly import Offices
from deploy.settings import settings_from
from services.assistance import projections as assistance
from services.legal_aid import projections as legal_aid
from services.registry.application import RegistryApplication
from services.registry.rules.book import RECOVERY
from services.treatment import projections as treatment
from shared import clock
from shared.access.actor import Actor
from shared.eventstore.act import Act, acting
from shared.messaging.peers import LocalPeers
from shared.partner.office import PartnerOffice
from shared.web.face import WORKER
from shared.web.guards import ANYBODY, MARK, READS, SIGNED_IN
from shared.web.mounting import WEB
from tests.partner.support import LI_CASE, Others
from tests.registry import test_dossier, town
from tests.support.rights import RIGHTS

DENIED = 403
SEALED = "sealed"
NEAR, FAR = "near", "far"
REGISTRY_VILLAGE, STATION_VILLAGE, ANOTHER = "石桥村", "青石社区", "龙井村"
VILLAGES = {"registry": REGISTRY_VILLAGE, "supervision": STATION_VILLAGE}
PARTS = {
    "registry_case.case": ("timeline",),
    "supervision_case.case": ("tests", "talks", "breaches", "plan", "duties", "timeline"),
}
ENDED_ON = date(2028, 11, 23)
REFERRED = {
    "assistance": ("assistance_need_raised", "job"),
    "treatment": ("treatment_need_raised", "treatment"),
    "legal_aid": ("legal_need_raised", "legal"),
}
LISTS = {"assistance": assistance.LISTS, "treatment": treatment.LISTS, "legal_aid": legal_aid.LISTS}
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
    office: Any
    state: str
    village: str
    ids: Mapping[str, UUID]
    fields: Mapping[str, str] = field(default_factory=dict)
    open_sealed: Callable[[], object] | None = None

    @property
    def department(self) -> str:
        return str(self.office.name)

    @property
    def stored(self) -> int:
        """How much is in the department's log."""
        return self.office.recorder.max_notification_id() or 0

    def somebody(self, role: str, place: str) -> tuple[Actor, str]:
        """Somebody of that role, near the file or far from it, and the token to come with."""
        token = f"{self.department}/{role}/{place}"
        return Anybody().actor_of(token), token

    def say_why(self, actor: Actor) -> None:
        """Have a sealed file open to somebody."""
        if self.state == SEALED and self.open_sealed is not None:
            with acting(Act(account=actor.account, role=actor.role, unit=actor.unit)):
                self.open_sealed()

    def may(self, actor: Actor, mark: str) -> bool:
        """What the table says of this file."""
        return RIGHTS.may(actor, mark, village=self.village, unit="station-1", state=self.state)

    def get(self, address: str, token: str) -> TestResponse:
        return self.send("GET", address, token)

    def send(
        self, method: str, address: str, token: str, *, typed: Mapping[str, Any] | None = None
    ) -> TestResponse:
        """Ask; what is typed goes as a form or as JSON, whichever the address takes.

        With a file among it, it goes as a form in parts to either.
        """
        client = self.app.test_client()
        client.environ_base[WORKER] = _Alone(self.department)  # type: ignore[assignment]  # as nameko injects it
        in_parts = any(isinstance(it, FileStorage) for it in (typed or {}).values())
        as_json = "/api/" in address and not in_parts
        body: dict[str, Any] = {"json": typed or {}} if as_json else {"data": typed}
        headers = {"Authorization": f"Bearer {token}"}
        return client.open(
            address, method=method, headers=headers, **(body if method not in READS else {})
        )

    def rules(self, *, about: bool = True) -> Iterator[tuple[Rule, str]]:
        """Each rule that is about this file (or the others), with the right that opens it."""
        for rule in self.app.url_map.iter_rules():
            mark = getattr(self.app.view_functions[rule.endpoint], MARK)
            if bool(rule.arguments & self.ids.keys()) is about and mark not in {
                ANYBODY,
                SIGNED_IN,
            }:
                yield rule, mark

    def read_at(self) -> Iterator[tuple[str, str]]:
        """Each address at which this file is read, with the right that opens it."""
        for rule, mark in self.rules():
            if "GET" not in (rule.methods or ()) or mark not in RIGHTS.holds_in:
                continue
            address = self.address(rule, "GET")
            yield address, mark
            yield from ((f"{address}?part={part}", mark) for part in PARTS.get(rule.endpoint, ()))

    def lists(self) -> Iterator[tuple[str, str]]:
        """Each address that is about no one file, with the right that opens it."""
        for rule, mark in self.rules(about=False):
            if "GET" in (rule.methods or ()):
                yield self.address(rule, "GET"), mark

    def changed_at(self) -> Iterator[tuple[str, str, str]]:
        """Each method and address at which this file is changed, with the right that opens it."""
        for rule, mark in self.rules():
            for method in sorted((rule.methods or set()) - READS):
                yield method, self.address(rule, method), mark

    def address(self, rule: Rule, method: str) -> str:
        values = {name: self.ids.get(name) or _sample(rule, name) for name in rule.arguments}
        return self.app.url_map.bind("localhost").build(rule.endpoint, values, method=method)


class Anybody:
    """The token is the department, the role and whether the case is near."""

    def actor_of(self, token: str) -> Actor:
        """Somebody of that role at another station, in whose villages the case is or is not."""
        department, role, place = token.split("/")
        village = VILLAGES.get(department, STATION_VILLAGE) if place == NEAR else ANOTHER
        unit = "station-2" if place == FAR else "station-1"
        return Actor(account=f"{role}01", role=role, unit=unit, villages=(village,))


def place_of(offices: Offices, department: str, state: str, **told: Any) -> Place:
    """The department's pages as they are now."""
    told.setdefault("village", VILLAGES.get(department, STATION_VILLAGE))
    return Place(
        app=app_of(offices, department), office=offices[department].app, state=state, **told
    )


@contextmanager
def offices_in(folder: Path) -> Iterator[Offices]:
    """All departments over empty stores."""
    offices = Offices(settings_from({}, data=folder))
    offices.prepare()
    yield offices
    offices.close()


def app_of(offices: Offices, department: str) -> Flask:
    """A department's pages, level with its log."""
    office = offices[department]
    wiring = replace(office.configuration()[WEB], sessions=Anybody())
    mount: Any = office.parts.web.flask
    app: Flask = mount.make_app(_Container(wiring))
    office.projector.catch_up()
    return app


def case_of(office: RegistryApplication, state: str) -> UUID:
    """A case of the registry that is so far on its day of `DAYS`."""
    with at(town.TODAY):
        if state == "before":
            return town.ordered(office, kind=RECOVERY, months=12)
        case_id = town.signed(office, kind=RECOVERY, months=12)
        test_dossier.filed(office, case_id)
        return case_id


def partner_file(offices: Offices, kind: type[PartnerOffice], state: str) -> tuple[UUID, UUID]:
    """A partner's file of a case that is so far on its day of `DAYS`, and an open need in it."""
    office = offices.app(kind)
    others = Others(office)
    with at(town.TODAY):
        others.report_in()
        others.sign()
        need_id = others.raise_need(*REFERRED[office.name])
    if state != "running":
        with at(ENDED_ON):
            others.end_case(on=ENDED_ON)
    offices[office.name].projector.catch_up()
    with office.db.reading() as conn:
        row = LISTS[office.name].file_on(conn, LI_CASE)
    if row is None:
        raise LookupError(LI_CASE)
    return row.file_id, need_id


@contextmanager
def at(day: date) -> Iterator[None]:
    """It is that day, in the morning."""
    with clock.use(datetime.combine(day, time(10), clock.SHANGHAI)):
        yield


def _sample(rule: Rule, name: str) -> Any:
    converter = rule._converters[name]
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return UUID(int=1) if isinstance(converter, UUIDConverter) else 1


class _Alone:
    """What nameko injects into a request, where no other department can be asked."""

    def __init__(self, department: str) -> None:
        self.peers = LocalPeers({}, service=department)


class _Container:
    """What the mounting asks of a container."""

    def __init__(self, wiring: Any) -> None:
        self.config = {WEB: wiring}
