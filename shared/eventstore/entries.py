"""An event as readers of the log see it: followers, projections, timelines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from shared.clock import SHANGHAI
from shared.eventstore.codec import loads

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from eventsourcing.domain import DomainEventProtocol

    from shared.eventstore.mapper import FactMapper, Opened
    from shared.eventstore.records import Row


@dataclass(frozen=True)
class Entry:
    """One event of the log with its envelope; fields, and its box, are opened when asked for."""

    row: Row
    mapper: FactMapper
    part: tuple[str, Opened] | None = None  # of an event that was split

    @property
    def position(self) -> int:
        """Where it stands in the log."""
        return self.row.position

    @property
    def stream_id(self) -> UUID:
        """The file that it belongs to."""
        return self.row.fact.originator_id  # type: ignore[return-value]  # our streams have UUIDs

    @property
    def stream_version(self) -> int:
        """Which event of its file it is, from 1."""
        return self.row.fact.originator_version

    @property
    def name(self) -> str:
        """Its stable name, as `supervision.drug_test_negative`; today's, if it was renamed.

        Raises:
            UnknownEvent: this release does not know it; whoever reads on would skip it.

        """
        fact = self.row.fact
        if self.part is not None:
            return self.part[0]
        return self.mapper.catalogue.named(fact.topic, fact.event_version).name

    @property
    def parts(self) -> tuple[Entry, ...]:
        """What is told today: the events into which it was split, for most only itself."""
        parts = self.mapper.parts(self.row.fact) if self.part is None else {}
        return tuple(Entry(self.row, self.mapper, part) for part in parts.items()) or (self,)

    @property
    def version(self) -> int:
        """The version in which it was written."""
        return self.row.fact.event_version

    @property
    def happened_on(self) -> date:
        """The business date on which it happened."""
        return self.row.fact.happened_on

    @property
    def recorded_at(self) -> datetime:
        """When the database recorded it."""
        return self.row.recorded_at

    @property
    def recorded_on(self) -> date:
        """The day of that instant, in Shanghai."""
        return self.recorded_at.astimezone(SHANGHAI).date()

    @property
    def person_id(self) -> UUID | None:
        """The person whom it concerns."""
        return self.row.fact.person_id

    @property
    def case_ref(self) -> str | None:
        """The case that it concerns."""
        return self.row.fact.case_ref

    @property
    def command_id(self) -> str | None:
        """The command that led to it."""
        return self.row.command_id

    @property
    def account(self) -> str:
        """Who did it."""
        return str(self._envelope.get("account", ""))

    @property
    def role(self) -> str:
        """In which role."""
        return str(self._envelope.get("role", ""))

    @property
    def unit(self) -> str:
        """For which unit."""
        return str(self._envelope.get("unit", ""))

    @property
    def reason(self) -> str | None:
        """Why it is late, or why it corrects another; None once the person's key is destroyed."""
        return self._opened.reason

    @property
    def correlation(self) -> str | None:
        """What joins all that one request led to."""
        return self._envelope.get("correlation")

    @property
    def causation(self) -> str | None:
        """The message that led to it, as `registry:17`."""
        return self._envelope.get("causation")

    @cached_property
    def facts(self) -> dict[str, Any]:
        """The fields in the clear; whoever asks for no more needs no key."""
        return self.mapper.facts(self.row.fact) if self.part is None else self.part[1].facts

    @property
    def personal(self) -> dict[str, Any]:
        """The personal content; values are None once the person's key is destroyed."""
        return self._opened.personal

    @property
    def masked(self) -> Entry:
        """The same for whoever may know that it happened and not what was written of it."""
        nothing = dict.fromkeys(self._opened.personal)
        return replace(self, part=(self.name, replace(self._opened, personal=nothing, reason=None)))

    def rewritten(self, texts: Mapping[str, Any]) -> Entry:
        """The same, with personal content as it was corrected later; the log has both."""
        personal = {**self._opened.personal, **texts}
        return replace(self, part=(self.name, replace(self._opened, personal=personal)))

    @property
    def event(self) -> DomainEventProtocol[Any]:
        """The event itself, to fold a file from."""
        return self.mapper.to_domain_event(self.row.fact)

    def token(self, value: str, *, purpose: str) -> str:
        """A keyed hash for a read model that must find a value without holding it."""
        return self.mapper.keeper.token(value, purpose=purpose)

    @cached_property
    def _opened(self) -> Opened:
        return self.mapper.open(self.row.fact) if self.part is None else self.part[1]

    @cached_property
    def _envelope(self) -> dict[str, Any]:
        envelope: dict[str, Any] = loads(self.row.envelope)
        return envelope
