"""A store holds what it should: contiguous, as counted, boxes open, read models rebuild."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from deploy.archive.form import summed
from shared.eventstore.catalogue import UnknownEvent
from shared.eventstore.sealing import Unopened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from deploy.archive.stores import Store
    from deploy.assembly import Office
    from shared.eventstore.entries import Entry

PAGE = 500


@dataclass
class Verified:
    """What was looked at, and what is wrong; no fault is as it should be."""

    store: str
    events: int = 0
    sealed: int = 0
    destroyed: int = 0  # boxes whose key was destroyed, as the law wants it
    read_models: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """As JSON has it."""
        return vars(self) | {"seconds": round(self.seconds, 2)}


def counted(store: Store, tables: Mapping[str, Any]) -> list[str]:
    """Which tables are not as the manifest counted them."""
    found = summed(store.all_lines()).told()
    return [
        f"{name}: {told['rows']} rows were saved, {found.get(name, {}).get('rows', 0)} are here"
        if found.get(name, {}).get("rows") != told["rows"]
        else f"{name}: {told['rows']} rows, but not the same"
        for name, told in tables.items()
        if found.get(name) != told
    ] + [f"{name}: was not saved" for name in found.keys() - tables.keys()]


def verified(office: Office) -> Verified:
    """Read everything as the department itself would."""
    began = time.monotonic()
    found = Verified(office.parts.name)
    found.faults += _faults_of_order(office, found)
    if not found.faults:
        found.faults += _faults_of_read_models(office, found)
    found.seconds = time.monotonic() - began
    return found


def _faults_of_order(office: Office, found: Verified) -> Iterator[str]:
    head, position = office.app.head(), 0
    versions: Counter[UUID] = Counter()
    while entries := office.app.entries(after=position, limit=PAGE):
        for entry in entries:
            position += 1
            if entry.position != position:
                yield f"position {position} is missing before {entry.position}"
                return
            versions[entry.stream_id] += 1
            if entry.stream_version != versions[entry.stream_id]:
                yield f"position {position}: version {entry.stream_version} of its file is no next"
            yield from _faults_of_entry(entry, found)
    found.events = position
    if position != head:
        yield f"the log ends at {position}, and its head says {head}"


def _faults_of_entry(entry: Entry, found: Verified) -> Iterator[str]:
    try:
        box = entry.mapper.in_the_box(entry.row.fact)
        _ = entry.facts
    except (Unopened, UnknownEvent, ValueError, LookupError) as error:
        yield f"position {entry.position} does not open: {type(error).__name__}"
        return
    found.sealed += entry.row.fact.sealed is not None
    found.destroyed += box is None


def _faults_of_read_models(office: Office, found: Verified) -> Iterator[str]:
    office.projector.prepare()
    office.projector.catch_up()
    for name in sorted(office.projector.kinds):
        found.read_models[name] = office.projector.position(name)
        if found.read_models[name] != found.events:
            yield f"read model {name} ends at {found.read_models[name]}"
