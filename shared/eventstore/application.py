"""What every department's application can do: act once, hear once, read its own log."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from shared.eventstore.act import acting, current_act, system_act
from shared.eventstore.entries import Entry
from shared.eventstore.hearing import Hearing
from shared.eventstore.performing import Done
from shared.eventstore.unit import Unit, collecting

if TYPE_CHECKING:
    from collections.abc import Sequence

R = TypeVar("R")


class Department(Hearing):
    """One department's application over its own store."""

    def rehearse(self, method: Callable[..., Done[R]], **kwargs: Any) -> R:
        """What a command would answer or refuse; nothing is written."""
        body: Callable[..., R] = method.__wrapped__  # type: ignore[attr-defined]  # set by `command`
        with acting(current_act() or system_act(self.name)), collecting(Unit()):
            return body(self, **kwargs)

    def entries(
        self,
        *,
        after: int = 0,
        limit: int | None = 500,
        upto: int | None = None,
        names: Sequence[str] | None = None,
        case_ref: str | None = None,
    ) -> list[Entry]:
        """Events of this department's log, in its order."""
        stored = None if names is None else self.catalogue.stored(names)
        rows = self.store.rows(after=after, limit=limit, upto=upto, names=stored, case_ref=case_ref)
        return [Entry(row, self._mapper) for row in rows]

    def stream(self, file_id: UUID) -> list[Entry]:
        """All events of one file."""
        return [Entry(row, self._mapper) for row in self.store.rows(stream_id=file_id)]

    def head(self) -> int:
        """The position of the last event; 0 in an empty log."""
        return self.store.head()
