"""Counts what is in the databases, by plain SQL: it shares no code with the event store.

What each department must make of what it hears is written down here a second time, by hand.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg2

from tests.faults.record import Acknowledged

NOTED = ("reporting.fact_noted",)
TOLD_TO_REPORTING = (
    "registry.person_registered",
    "registry.decision_received",
    "registry.user_verified",  # by the decision: whoever is registered is a candidate
    "registry.register_flag_set",
    "registry.reported_in",
    "registry.agreement_signed",
    "supervision.drug_test_scheduled",
)
EFFECTS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("registry.reported_in", "supervision"): (
        "supervision.opened",
        "supervision.drug_test_scheduled",
    ),
    ("registry.agreement_signed", "supervision"): ("supervision.agreement_noted",),
    ("registry.reported_in", "assistance"): (
        "assistance.file_opened",
        "assistance.report_in_noted",
        "assistance.family_assessment_scheduled",
    ),
    ("registry.agreement_signed", "assistance"): ("assistance.agreement_noted",),
    **{(name, "reporting"): NOTED for name in TOLD_TO_REPORTING},
    ("identity.unit_registered", "registry"): ("registry.station_noted",),
}
"""What a department writes, once, when it hears an event: (event, listener) → its own events."""

FIRST_EFFECTS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("identity.unit_registered", "registry"): ("registry.station_list_begun",),
}
"""What it writes beside that when it hears such an event for the first time."""

ACTS: Mapping[str, tuple[str, ...]] = {
    "register": ("registry.person_registered",),
    "decide": ("registry.decision_received",),
    "report_in": ("registry.reported_in",),
    "sign": ("registry.agreement_signed",),
}
"""What an act of a client must have left in the log, once."""

FOLLOWED: Mapping[str, tuple[str, ...]] = {
    "registry": ("identity", "supervision"),
    "supervision": ("registry", "assistance"),
    "assistance": ("registry", "supervision"),
    "reporting": ("registry", "supervision", "assistance"),
}


@dataclass(frozen=True)
class Logged:
    """One row of a log."""

    position: int
    stream: str
    version: int
    name: str
    case_ref: str | None
    command_id: str | None
    causation: str | None


COLUMNS = ("position", "stream", "version", "name", "case_ref", "command_id", "causation")


@dataclass
class Store:
    """One department's database, read in one snapshot."""

    name: str
    head: int
    log: list[Logged]
    commands: Counter[str]
    tracking: dict[str, int]
    parked: list[tuple[str, int]]
    folded: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What is wrong, one sentence a fault; all empty is as it should be."""

    acknowledged: int
    lost: list[str]
    doubled: list[str]
    gaps: list[str]
    parked: list[str]

    @property
    def sound(self) -> bool:
        """Nothing is wrong."""
        return not (self.lost or self.doubled or self.gaps or self.parked)

    def counts(self) -> dict[str, int | bool]:
        """How many of each."""
        names = ("lost", "doubled", "gaps", "parked")
        return {name: len(getattr(self, name)) for name in names} | {"sound": self.sound}


def judge(
    databases: Mapping[str, str],
    acknowledged: Iterable[Acknowledged],
    *,
    in_doubt: Iterable[str] = (),
) -> Verdict:
    """Compare what was promised with what is there."""
    stores = {name: read(name, url) for name, url in databases.items()}
    promised = list(acknowledged)
    lost, doubled = _acts(stores["registry"], promised, set(in_doubt))
    for store in stores.values():
        few, many = _effects(store, stores)
        lost += few
        doubled += many
    return Verdict(
        acknowledged=len(promised),
        lost=lost,
        doubled=doubled,
        gaps=[gap for store in stores.values() for gap in _gaps(store)],
        parked=[f"{s.name}: {up}:{at}" for s in stores.values() for up, at in s.parked],
    )


def heads(databases: Mapping[str, str]) -> dict[str, int]:
    """How long each log is now."""
    return {name: read(name, url, log=False).head for name, url in databases.items()}


def behind(databases: Mapping[str, str], heads: Mapping[str, int]) -> list[str]:
    """Who has not yet heard, or not yet shown, what there was when the heads were read."""
    stores = {name: read(name, url, log=False) for name, url in databases.items()}
    reached = [
        (name, upstream, stores[name].tracking.get(upstream, 0), heads[upstream])
        for name, upstreams in FOLLOWED.items()
        for upstream in upstreams
        if name in stores and upstream in stores
    ] + [
        (name, view, position, heads[name])
        for name, store in stores.items()
        for view, position in store.folded.items()
    ]
    return [f"{name}: {of} at {at} of {head}" for name, of, at, head in reached if at < head]


def read(name: str, url: str, *, log: bool = True) -> Store:
    """Read a store, all of it as of one instant."""
    with _snapshot(url) as cursor:
        cursor.execute("SELECT position FROM log.head")
        (head,) = cursor.fetchone()
        return Store(
            name=name,
            head=head,
            log=_log(cursor) if log else [],
            commands=Counter(row[0] for row in _all(cursor, "SELECT id FROM log.commands")),
            tracking=dict(_all(cursor, "SELECT upstream, position FROM log.tracking")),
            parked=_all(cursor, "SELECT upstream, position FROM log.parked ORDER BY 1, 2"),
            folded=dict(_all(cursor, "SELECT name, position FROM views.projection_positions")),
        )


def rows(url: str, query: str, *values: object) -> list[Any]:
    """What a query finds."""
    with _snapshot(url) as cursor:
        return _all(cursor, query, *values)


def _log(cursor: Any) -> list[Logged]:
    rows = _all(
        cursor,
        "SELECT position, stream_id::text, stream_version, name, case_ref, command_id,"
        " convert_from(envelope, 'UTF8') FROM log.events ORDER BY position",
    )
    return [Logged(**_with_causation(row)) for row in rows]


def _with_causation(row: Sequence[Any]) -> dict[str, Any]:
    told = dict(zip(COLUMNS, row, strict=True))
    told["causation"] = json.loads(told["causation"] or "{}").get("causation")
    return told


def _acts(
    registry: Store, promised: list[Acknowledged], in_doubt: set[str]
) -> tuple[list[str], list[str]]:
    """Each acknowledged act once, with its event; each event of a client's act acknowledged."""
    events = Counter((row.command_id, row.name) for row in registry.log)
    lost, doubled = [], []
    for act in promised:
        expected = [(act.command_id, name) for name in ACTS[act.name]]
        if not registry.commands[act.command_id] or not all(events[it] for it in expected):
            lost.append(f"{act.name} {act.command_id}")
        if any(events[it] > 1 for it in expected):
            doubled.append(f"{act.name} {act.command_id}")
    known = {act.command_id for act in promised} | in_doubt
    kept = {name for names in ACTS.values() for name in names}
    doubled += [
        f"{row.name} at {row.position} that nobody was told of"
        for row in registry.log
        if row.name in kept and row.command_id not in known
    ]
    return lost, doubled


def _effects(store: Store, stores: Mapping[str, Store]) -> tuple[list[str], list[str]]:
    """What the store made of each event that it heard of: once, and nothing else."""
    made = Counter((row.causation, row.name) for row in store.log if row.causation)
    expected = Counter(_expected(store, stores))
    few, many = expected - made, made - expected
    return (
        [f"{store.name}: {name} for {cause}, {n} too few" for (cause, name), n in few.items()],
        [f"{store.name}: {name} for {cause}, {n} too many" for (cause, name), n in many.items()],
    )


def _expected(store: Store, stores: Mapping[str, Store]) -> Iterator[tuple[str, str]]:
    for upstream in FOLLOWED.get(store.name, ()):
        heard: set[str] = set()
        for row in stores[upstream].log if upstream in stores else ():
            told = (row.name, store.name)
            first = () if row.name in heard else FIRST_EFFECTS.get(told, ())
            heard.add(row.name)
            for effect in (*first, *EFFECTS.get(told, ())):
                yield f"{upstream}:{row.position}", effect


def _gaps(store: Store) -> Iterator[str]:
    """Positions and versions go 1, 2, 3 …; the head is the last."""
    positions = [row.position for row in store.log]
    if positions != list(range(1, store.head + 1)):
        yield f"{store.name}: {len(positions)} positions, head {store.head}"
    versions: dict[str, list[int]] = {}
    for row in store.log:
        versions.setdefault(row.stream, []).append(row.version)
    for stream, found in versions.items():
        if found != list(range(1, len(found) + 1)):
            yield f"{store.name}: versions {found} of {stream}"


def _all(cursor: Any, query: str, *values: object) -> list[Any]:
    cursor.execute(query, values)
    return list(cursor.fetchall())


@contextmanager
def _snapshot(url: str) -> Iterator[Any]:
    with closing(psycopg2.connect(url)) as connection:
        connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
        yield connection.cursor()
