"""What a department does with what others tell it: hear it once and in order, or park it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from shared.eventstore.act import Act, acting, system_act
from shared.eventstore.office import Office
from shared.eventstore.performing import TRIES
from shared.eventstore.records import Append, Move, Parked, TrackingMoved, VersionConflict
from shared.eventstore.sealing import SM4_GCM
from shared.eventstore.unit import Unit, collecting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.eventstore.database import Database
    from shared.eventstore.sealing import MasterKey

F = TypeVar("F")


class Overtaken(Exception):
    """Another process has already heard this message: read the tracking again and go on."""


class Unreadable(Exception):
    """A message that this department says it hears cannot be read: stop the line."""


class HeardMessage(Protocol):
    """What the application needs of a message from another department."""

    @property
    def upstream(self) -> str:
        """The department that published it."""

    @property
    def name(self) -> str:
        """The event's stable name."""

    @property
    def position(self) -> int:
        """Where it stands in the upstream's log."""

    @property
    def previous(self) -> int:
        """Where the message before it for this department stands."""

    @property
    def case_ref(self) -> str | None:
        """The case that it concerns."""

    @property
    def correlation(self) -> str | None:
        """What joins all that one request led to, in every department."""

    def dump(self) -> bytes:
        """The message as it can be read again."""


def hears(fact: type[F]) -> Callable[[Callable[[Any, F], None]], Callable[[Any, F], None]]:
    """Mark a method as the reaction to a fact that another department published."""

    def mark(method: Callable[[Any, F], None]) -> Callable[[Any, F], None]:
        method.hears = fact  # type: ignore[attr-defined]  # read once, when the class is made
        return method

    return mark


class Hearing(Office):
    """Reacts to messages, each once, whatever the deliveries do.

    `readers` turns messages into facts: by event name, a function from the message to a dataclass
    for which a method is marked with `hears`.
    """

    reactions: ClassVar[dict[type, Callable[[Any, Any], None]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Collect the reactions."""
        super().__init_subclass__(**kwargs)
        methods = {name: getattr(cls, name) for name in dir(cls) if not name.startswith("__")}
        cls.reactions = {m.hears: m for m in methods.values() if hasattr(m, "hears")}

    def __init__(
        self,
        database: Database,
        *,
        master: MasterKey,
        readers: Mapping[str, Callable[[Any], Any]] | None = None,
        suite: str = SM4_GCM,
        cache_files: int = 0,
    ) -> None:
        self.readers = readers or {}
        super().__init__(database, master=master, suite=suite, cache_files=cache_files)

    def tracked(self, upstream: str) -> int:
        """How far an upstream's messages were heard."""
        return self.store.max_tracking_id(upstream) or 0

    def hear(self, message: HeardMessage) -> None:
        """React to a message: own events and the tracking position in one append.

        Raises:
            Overtaken: another process heard it first.
            Unreadable: the reader of this event's name failed.

        """
        at = self.tracked(message.upstream)
        if not message.previous <= at < message.position:
            raise Overtaken(f"{message.upstream} is at {at}")
        move = Move(upstream=message.upstream, frm=at, to=message.position)
        self._react(message, Append(move=move))

    def move_tracking(self, upstream: str, *, frm: int, to: int) -> None:
        """Say that nothing up to a position concerns this department."""
        self._moved(Append(move=Move(upstream=upstream, frm=frm, to=to)))

    def park(self, message: HeardMessage, reason: str) -> None:
        """Put a message aside with the reason, and go on behind it."""
        at = self.tracked(message.upstream)
        if not message.previous <= at < message.position:
            raise Overtaken(f"{message.upstream} is at {at}")
        self._moved(
            Append(
                move=Move(upstream=message.upstream, frm=at, to=message.position),
                park=Parked(
                    upstream=message.upstream,
                    position=message.position,
                    name=message.name,
                    case_ref=message.case_ref,
                    body=message.dump(),
                    reason=reason,
                ),
            )
        )

    def parked(self, upstream: str | None = None) -> list[Parked]:
        """Messages put aside, in the order in which they must be replayed."""
        return self.store.parked(upstream)

    def is_parked(self, upstream: str, case_ref: str) -> bool:
        """Messages of this case wait."""
        return self.store.is_parked(upstream, case_ref)

    def replay(self, parked: Parked, message: HeardMessage) -> None:
        """React to a parked message and take it off the list, in one append."""
        self._react(message, Append(unpark=parked))

    def _react(self, message: HeardMessage, append: Append) -> None:
        self.watch.hear(message, lambda: self._react_to(message, append))

    def _react_to(self, message: HeardMessage, append: Append) -> None:
        fact = self._read(message)
        act = system_act(
            self.name,
            causation=f"{message.upstream}:{message.position}",
            correlation=message.correlation,
        )
        reaction = self.reactions.get(type(fact)) if fact is not None else None
        for left in reversed(range(TRIES)):
            try:
                self._react_once(reaction, fact, append, act)
            except VersionConflict:
                if not left:
                    raise
            except TrackingMoved as error:
                raise Overtaken(str(error)) from None
            else:
                return

    def _react_once(
        self, reaction: Callable[[Any, Any], None] | None, fact: object, append: Append, act: Act
    ) -> None:
        unit = Unit()
        if reaction is not None:
            with acting(act), collecting(unit):
                reaction(self, fact)
        self.write(unit, append, act)

    def _read(self, message: HeardMessage) -> object:
        reader = self.readers.get(message.name)
        if reader is None:
            return None
        try:
            return reader(message)
        except (ValueError, LookupError, TypeError) as error:
            raise Unreadable(f"{message.name}: {type(error).__name__}") from error

    def _moved(self, append: Append) -> None:
        try:
            self.store.append(replace(append, recorded_at=self._time))
        except TrackingMoved as error:
            raise Overtaken(str(error)) from None
