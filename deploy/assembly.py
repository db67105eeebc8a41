"""Puts departments together: stores, keys, read models, wire and pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from deploy.departments import DEPARTMENTS, TOWN, Parts
from deploy.health import Standing, figures_of
from shared.access.actor import Actor
from shared.access.keys import KeyRing, make_keys
from shared.access.rights import Rights
from shared.access.sessions import FRESH_SECONDS, SessionsOfIdentity, proof_of
from shared.eventstore.application import Department
from shared.eventstore.catalogue import UnknownEvent
from shared.eventstore.database import Database, PostgresDatabase, SqliteDatabase, Unavailable
from shared.eventstore.factory import recorder_of
from shared.eventstore.performing import CannotReach
from shared.eventstore.postgres import PostgresRecorder
from shared.eventstore.sealing import FileKey
from shared.eventstore.watch import Both
from shared.messaging.credentials import Credentials
from shared.messaging.feed import LogFeed
from shared.messaging.follower import Follower, Outcome
from shared.messaging.language import Published
from shared.messaging.peers import LocalPeers
from shared.messaging.ports import NotNow
from shared.messaging.wiring import Vitals, Wiring, configuration
from shared.projecting import Projector
from shared.web.face import peers
from shared.web.metrics import Figures
from shared.web.mounting import WEB, WebWiring
from shared.web.parked import SEE as SEE_PARKED
from shared.web.sessions import RemoteSessions
from shared.web.settings import WebSettings

if TYPE_CHECKING:
    from deploy.settings import Settings
    from deploy.traces import Traces
    from services.identity.application import IdentityApplication
    from shared.web.sessions import SessionSource

COMMAND_LINE = "cli"
RIGHTS = Path(str(files("services") / "rights.toml"))
MASTER, SECRET, METRICS = ".master", "web.secret", "metrics.secret"


@dataclass(frozen=True)
class Office:
    """One department, put together over its store."""

    parts: Parts
    settings: Settings
    process: Offices

    @cached_property
    def database(self) -> Database:
        """Its store."""
        url = self.settings.url_for(self.parts.name)
        if url is None:
            return SqliteDatabase(self.settings.data / f"{self.parts.name}.sqlite3")
        return PostgresDatabase(url)

    @cached_property
    def app(self) -> Department:
        """Its application."""
        key = self.settings.keys / f"{self.parts.name}{MASTER}"
        app = self.parts.application(
            self.database,
            master=FileKey.from_file(key, suite=self.settings.suite),
            readers=self.parts.heard,
            suite=self.settings.suite,
        )
        app.watch = self.process.figures.watch(self.parts.name)
        if (traces := self.process.traces) is not None:
            app.watch = Both(app.watch, traces.watch(self.parts.name))
        return app

    @cached_property
    def projector(self) -> Projector:
        """Its read models."""
        return Projector(self.app, self.parts.projections)

    @cached_property
    def published(self) -> Published:
        """What it tells others."""
        return Published(self.parts.name, self.parts.published, self.app.catalogue.by_name)

    @cached_property
    def ring(self) -> KeyRing:
        """Its signing key and everybody's public keys."""
        return KeyRing.load(self.settings.keys, self.parts.name)

    @cached_property
    def rights(self) -> Rights:
        """Who may do what."""
        return Rights.load(RIGHTS)

    @cached_property
    def vitals(self) -> Vitals:
        """What its moving parts in this process say of themselves."""
        return Vitals(read_models=self._read_models_behind)

    @cached_property
    def standing(self) -> Standing:
        """How it stands."""
        disk = self.settings.data if self.settings.embedded else None
        return Standing(self.app, self.projector, self.vitals, disk=disk)

    def answering(self) -> Any:
        """Its service as an object, for questions inside this process."""
        service = self.parts.service()
        service.app = self.app
        service.feed = LogFeed(self.app, self.published)
        return service

    def configuration(self) -> dict[str, Any]:
        """What its nameko containers are configured with."""
        credentials = Credentials(self.ring, for_people=proof_of)
        wiring = Wiring(
            uri=self.settings.amqp_uri,
            app=self.app,
            published=self.published,
            credentials=credentials,
            forget=self.sessions.forget if isinstance(self.sessions, RemoteSessions) else None,
            vitals=self.vitals,
            told=len if self.process.traces is None else self.process.traces.told,
            shows_health=lambda caller: self.rights.opens(caller, SEE_PARKED),
        )
        return configuration(
            wiring, WEB_SERVER_ADDRESS=self.settings.http, **{WEB: self._web_wiring()}
        )

    def _web_wiring(self) -> WebWiring:
        return WebWiring(
            desk=self.parts.desk,
            town=TOWN,
            application=self.app,
            projector=self.projector,
            rights=self.rights,
            sessions=self.sessions,
            settings=WebSettings(
                secret=web_secret(self.settings),
                https=self.settings.https,
                proxies=self.settings.proxies,
                demonstration=self.app.is_demonstration,
                metrics_token=metrics_token(self.settings),
            ),
            checks=self.standing.checks,
            process=lambda: {it.parts.name: it.standing.checks for it in self.process},
            figures=self.process.figures,
            watched=bool
            if self.process.traces is None
            else self.process.traces.watch_pages(self.parts.name),
            away=(NotNow, CannotReach, UnknownEvent, *Unavailable),
        )

    @cached_property
    def sessions(self) -> SessionSource:
        """Whom tokens stand for: identity knows, the others ask it and remember half a minute."""
        if self.parts.name == "identity":
            # Only its own process needs it.
            from services.identity.service import LiveSessions  # noqa: PLC0415

            return LiveSessions(cast("IdentityApplication", self.app), projector=self.projector)
        asked = SessionsOfIdentity(
            ring=self.ring,
            call=lambda *args, **asked: peers().call(*args, **asked),
            audiences=DEPARTMENTS,
        )
        return RemoteSessions(asked.actor_of, seconds=FRESH_SECONDS)

    def _read_models_behind(self) -> dict[str, int]:
        head = self.app.head()
        return {name: head - self.projector.position(name) for name in sorted(self.projector.kinds)}


class Offices:
    """Several departments in this process."""

    def __init__(self, settings: Settings, names: Iterable[str] = tuple(DEPARTMENTS)) -> None:
        self.settings = settings
        self.by_name = {name: Office(DEPARTMENTS[name], settings, self) for name in names}
        self.traces = traces_of(settings)
        self.figures = Figures(lambda: figures_of(office.standing for office in self))

    def __getitem__(self, name: str) -> Office:
        """The office of a department."""
        return self.by_name[name]

    def __iter__(self) -> Any:
        """All offices."""
        return iter(self.by_name.values())

    def app(self, kind: type[Any]) -> Any:
        """The application of this class."""
        return self.by_name[kind.name].app

    def prepare(self) -> None:
        """Embedded: make keys, files and read models that are missing."""
        make_key_files(self.settings.keys)
        for office in self:
            recorder_of(office.database).create()
            office.projector.prepare()

    def level(self) -> None:
        """Embedded: have every follower hear all there is, and every read model show it."""
        self.hear()
        for office in self:
            office.projector.catch_up()

    def hear(self) -> None:
        """Embedded: have every follower hear all there is, and what that leads to."""
        moved = True
        while moved:
            before = [office.app.head() for office in self]
            for office in self:
                self._hear_as(office)
            moved = before != [office.app.head() for office in self]

    def _hear_as(self, office: Office) -> None:
        for upstream in office.parts.follows:
            publisher = self.by_name[upstream]
            feed = LogFeed(publisher.app, publisher.published)
            if Follower(office.app, upstream, feed).pull() is Outcome.LATER:
                raise CannotReach(f"{office.parts.name} cannot follow {upstream} now")

    def peers(self) -> LocalPeers:
        """Questions to the departments in this process, asked by the command line."""
        answering = {office.parts.name: office.answering() for office in self}
        return LocalPeers(answering, service=COMMAND_LINE)

    def close(self) -> None:
        """Give all connections back."""
        for office in self:
            office.database.close()
        if self.traces is not None:
            self.traces.close()


def traces_of(settings: Settings) -> Traces | None:
    """Where spans go; the library is loaded only where somebody wants them."""
    if not settings.traces:
        return None
    traces = import_module("deploy.traces").Traces
    exporters = import_module("opentelemetry.exporter.otlp.proto.http.trace_exporter")
    made: Traces = traces.to(exporters.OTLPSpanExporter(endpoint=settings.traces))
    return made


def migrate(settings: Settings, name: str) -> None:
    """Make a department's schema as its owner, and give its role the least that it needs."""
    owner_url, url = settings.owner_url_for(name), settings.url_for(name)
    if url is None:
        recorder_of(SqliteDatabase(settings.data / f"{name}.sqlite3")).create()
        return
    owner = PostgresDatabase(owner_url or url)
    try:
        recorder = PostgresRecorder(owner)
        recorder.create()
        role = PostgresDatabase(url).url.username
        if owner_url and role and role != owner.url.username:
            recorder.grant(role)
    finally:
        owner.close()


def make_key_files(folder: Path) -> None:
    """Make missing keys: a master and a signing key for each department, one web secret."""
    make_keys(folder, (*DEPARTMENTS, COMMAND_LINE))
    for name in DEPARTMENTS:
        FileKey.make(folder / f"{name}{MASTER}")
    for secret in (SECRET, METRICS):
        FileKey.make(folder / secret)


def web_secret(settings: Settings) -> str:
    """The secret that signs forms; all desks share it."""
    return (settings.keys / SECRET).read_text("ascii").strip()


def metrics_token(settings: Settings) -> str:
    """The bearer token that opens `/metrics`; empty, and they stay closed, where there is none."""
    file = settings.keys / METRICS
    return file.read_text("ascii").strip() if file.exists() else ""


def command_line_actor() -> Actor:
    """Whoever holds the data folder, or the keys of production, at the command line."""
    return Actor.of_service(COMMAND_LINE)
