"""Events to rows and back: stable names, facts in the clear, personal content in a box."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, cast

from eventsourcing.persistence import Mapper, StoredEvent

from shared.eventstore.aggregate import About
from shared.eventstore.catalogue import Catalogue, EventType, cast_to_today
from shared.eventstore.codec import dumps, loads
from shared.eventstore.records import StoredFact

if TYPE_CHECKING:
    from uuid import UUID

    from eventsourcing.domain import DomainEventProtocol

    from shared.eventstore.sealing import Keeper

UNRECORDED = datetime(1970, 1, 1, tzinfo=UTC)
REASON = "·reason"  # beside the fields in the box; no field is called so


@dataclass(frozen=True)
class Opened:
    """The fields of a stored event, typed; personal ones are None once their key is gone.

    `reason` is what a person wrote about why it is recorded late or corrects another: free text,
    which may name anybody.
    """

    facts: dict[str, Any]
    personal: dict[str, Any]
    reason: str | None = None


class FactMapper(Mapper[Any]):
    """What the library's event store uses to write and read our rows."""

    def __init__(self, *, store: str, catalogue: Catalogue, keeper: Keeper) -> None:
        self.store = store
        self.catalogue = catalogue
        self.keeper = keeper

    def to_stored_event(
        self, domain_event: DomainEventProtocol[Any], *, reason: str | None = None
    ) -> StoredFact:
        """An event as a row, with the reason sealed in it."""
        event_type = self.catalogue.of(domain_event)
        about: About = getattr(domain_event, "about", About.nobody)
        values = vars(domain_event)
        fields = {name: values[name] for name in event_type.readers}
        sealed = self._sealed(domain_event, event_type, about, fields, reason)
        return StoredFact(
            originator_id=domain_event.originator_id,
            originator_version=domain_event.originator_version,
            topic=event_type.name,
            state=dumps({k: v for k, v in fields.items() if k not in event_type.sealed}),
            event_version=event_type.version,
            happened_on=happened_on(fields[event_type.happened]),
            sealed=sealed,
            subject=None if sealed is None else about.subject,
            person_id=about.person_id,
            case_ref=about.case_ref,
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[Any]:
        """A row as an event of the version that this release knows."""
        fact = cast("StoredFact", stored_event)
        event_type = self.catalogue.named(fact.topic, fact.event_version)
        event = _event(fact, event_type, self.open(fact))
        if event_type.split is not None:
            parts = self.parts(fact).items()
            made = [_event(fact, self.catalogue.by_name[name], opened) for name, opened in parts]
            object.__setattr__(event, "parts", made)
        return event

    def facts(self, fact: StoredFact) -> dict[str, Any]:
        """The fields in the clear, brought to this release's version; no key is asked for."""
        event_type = self.catalogue.named(fact.topic, fact.event_version)
        fields: dict[str, Any] = loads(fact.state)
        cast_to_today(event_type, fact.event_version, fields)
        return _clear(event_type, fields)

    def open(self, fact: StoredFact) -> Opened:
        """All fields of a row, brought to this release's version."""
        return _typed(self.catalogue.named(fact.topic, fact.event_version), *self._today(fact))

    def parts(self, fact: StoredFact) -> dict[str, Opened]:
        """The events into which a row's event was split, by name; none for most."""
        event_type = self.catalogue.named(fact.topic, fact.event_version)
        if event_type.split is None:
            return {}
        fields, gone, reason = self._today(fact)
        found = {}
        for name, part in event_type.split(fields).items():
            part_type = self.catalogue.named(f"{self.catalogue.department}.{name}", 1)
            cast_to_today(part_type, 1, part)
            found[part_type.name] = _typed(part_type, part, gone, reason)
        return found

    def in_the_box(self, fact: StoredFact) -> dict[str, Any] | None:
        """Personal content as it was stored; {} where there is none, None once its key is gone."""
        if fact.sealed is None:
            return {}
        subject = fact.subject or cast("UUID", fact.originator_id)
        bound_to = self._binding(fact.originator_id, fact.originator_version, fact.topic)
        content = self.keeper.open(subject, fact.sealed, bound_to=bound_to)
        return None if content is None else loads(content)

    def _today(self, fact: StoredFact) -> tuple[dict[str, Any], bool, str | None]:
        """Stored fields as today's version has them, whether the key is gone, and the reason."""
        event_type = self.catalogue.named(fact.topic, fact.event_version)
        personal = self.in_the_box(fact)
        fields: dict[str, Any] = {**loads(fact.state), **(personal or {})}
        reason = fields.pop(REASON, None)
        cast_to_today(event_type, fact.event_version, fields)
        return fields, personal is None, reason

    def _sealed(
        self,
        event: DomainEventProtocol[Any],
        event_type: EventType,
        about: About,
        fields: dict[str, Any],
        reason: str | None,
    ) -> bytes | None:
        personal = {k: fields[k] for k in event_type.sealed}
        personal |= {REASON: reason} if reason else {}
        if not personal:
            return None
        content = dumps(personal)
        bound_to = self._binding(event.originator_id, event.originator_version, event_type.name)
        return self.keeper.seal(about.subject or event.originator_id, content, bound_to=bound_to)

    def _binding(self, stream: UUID | str, version: int, name: str) -> bytes:
        return f"{self.store}|{stream}|{version}|{name}".encode()


def happened_on(value: object) -> date:
    """The business date of what an event says of its time."""
    if isinstance(value, datetime):
        return value.date()
    return cast("date", value)


def _clear(event_type: EventType, fields: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _read(event_type, name, fields[name])
        for name in event_type.readers
        if name not in event_type.sealed
    }


def _event(fact: StoredFact, event_type: EventType, opened: Opened) -> DomainEventProtocol[Any]:
    """An event object without its constructor, which would stamp it anew."""
    state: dict[str, Any] = {
        "originator_id": fact.originator_id,
        "originator_version": fact.originator_version,
        "timestamp": UNRECORDED,
        **opened.facts,
        **opened.personal,
    }
    if event_type.initial_topic is not None:
        state["originator_topic"] = event_type.initial_topic
    event = object.__new__(event_type.event_class)
    object.__setattr__(event, "__dict__", state)
    return event


def _typed(event_type: EventType, fields: dict[str, Any], gone: bool, reason: str | None) -> Opened:  # noqa: FBT001 - one of three that `_today` answers
    """Stored fields as the event's annotations have them; personal ones None once they are gone."""
    return Opened(
        facts=_clear(event_type, fields),
        personal={k: None if gone else _read(event_type, k, fields[k]) for k in event_type.sealed},
        reason=reason,
    )


def _read(event_type: EventType, name: str, value: Any) -> Any:
    reader = event_type.readers[name]
    return value if reader is None else reader(value)
