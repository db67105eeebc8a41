"""Aggregates and events as a department writes them; the library does the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar

import eventsourcing.domain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from eventsourcing.domain import CanMutateAggregate

T = TypeVar("T")
SEALED = "sealed"
Sealed = Annotated[T, SEALED]
"""Marks personal content: stored only under the data key of the person whom it concerns."""


class Aggregate(eventsourcing.domain.Aggregate):
    """A file that a department keeps.

    A file about one person sets `person_id`, a file about one case also `case_ref`: the kernel
    stamps both on every event, and personal content is sealed with that person's key.
    """

    if TYPE_CHECKING:
        person_id: UUID | None
        case_ref: str | None
    else:  # the library would make fields of annotated attributes
        person_id = None
        case_ref = None

    @property
    def key_subject(self) -> UUID | None:
        """Whose data key seals the personal content: the person's, else the file's own."""
        return self.person_id or self.id

    def collect_events(self) -> Sequence[CanMutateAggregate[UUID]]:
        """The pending events, each stamped with the person and the case that it concerns."""
        events = super().collect_events()
        about = About(subject=self.key_subject, person_id=self.person_id, case_ref=self.case_ref)
        for event in events:
            object.__setattr__(event, "about", about)
        return events


class Split:
    """Mixed into an event that is written no more, because it is told as several today.

    `split` says as which, from its stored fields as of its last version: a name of an event of the
    same department, and that event's fields as of its version 1. The row in the log stays one.
    """

    if TYPE_CHECKING:  # at run time it would be taken for a field that is stored
        parts: Sequence[CanMutateAggregate[UUID]]

    @staticmethod
    def split(fields: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """The events that take its place."""
        raise NotImplementedError

    def apply(self, aggregate: Any) -> None:
        """Change what the parts change, one after the other."""
        for part in self.parts:
            part.apply(aggregate)


class About:
    """Whom and which case an event concerns."""

    __slots__ = ("case_ref", "person_id", "subject")
    nobody: ClassVar[About]

    def __init__(
        self, *, subject: UUID | None, person_id: UUID | None, case_ref: str | None
    ) -> None:
        self.subject = subject
        self.person_id = person_id
        self.case_ref = case_ref


About.nobody = About(subject=None, person_id=None, case_ref=None)
