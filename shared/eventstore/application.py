"""What every department's application can do: act once, hear once, load and save files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Protocol,
    TypeVar,
    cast,
)
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError, Application

from shared import clock
from shared.eventstore.act import Act, acting, current_act, system_act
from shared.eventstore.aggregate import Aggregate
from shared.eventstore.catalogue import Catalogue
from shared.eventstore.demonstration import Demonstration
from shared.eventstore.entries import Entry
from shared.eventstore.factory import StoreFactory
from shared.eventstore.failpoints import AFTER_COMMIT, BEFORE_APPEND, failpoint
from shared.eventstore.mapper import FactMapper
from shared.eventstore.performing import TRIES, Done
from shared.eventstore.records import (
    Append,
    Move,
    Parked,
    StoredClaim,
    TrackingMoved,
    VersionConflict,
)
from shared.eventstore.sealing import SM4_GCM, Keeper
from shared.eventstore.unit import Claim, Unit, collecting, current_unit, envelope, refuse_late
from shared.law import Unknown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shared.eventstore.database import Database
    from shared.eventstore.recorder import Recorder
    from shared.eventstore.sealing import MasterKey

A = TypeVar("A", bound=Aggregate)
R = TypeVar("R")
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

    def dump(self) -> bytes:
        """The message as it can be read again."""


def hears(fact: type[F]) -> Callable[[Callable[[Any, F], None]], Callable[[Any, F], None]]:
    """Mark a method as the reaction to a fact that another department published."""

    def mark(method: Callable[[Any, F], None]) -> Callable[[Any, F], None]:
        method.hears = fact  # type: ignore[attr-defined]  # read once, when the class is made
        return method

    return mark


class Department(Application[UUID]):
    """One department's application over its own store.

    `readers` turns messages into facts: by event name, a function from the message to a dataclass
    for which a method is marked with `hears`.
    """

    aggregates: ClassVar[tuple[type[Aggregate], ...]] = ()
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
        """`cache_files`: how many files are kept in memory; their new events are always read."""
        self.db = database
        self.master = master
        self.readers = readers or {}
        self.suite = suite
        self._listeners: list[Callable[[int], None]] = []
        super().__init__({"AGGREGATE_CACHE_MAXSIZE": str(cache_files)} if cache_files else None)

    # How the library is given our store.

    def construct_factory(self, env: Any) -> StoreFactory:
        """Our store instead of one that environment variables name."""
        return StoreFactory(env, self.db)

    def construct_mapper(self) -> FactMapper:
        """Stable names, sealed content."""
        recorder = self.factory.process_recorder()
        keeper = Keeper(
            master=self.master,
            data_key=cast("Recorder", recorder).data_key,
            suite=self.suite,
        )
        catalogue = Catalogue(self.name, (*self.aggregates, Demonstration))
        return FactMapper(store=self.name, catalogue=catalogue, keeper=keeper)

    def construct_recorder(self) -> Recorder:
        """The log."""
        return cast("StoreFactory", self.factory).process_recorder()

    @property
    def store(self) -> Recorder:
        """The log of this department."""
        return cast("Recorder", self.recorder)

    # Files.

    def load(self, kind: type[A], file_id: UUID) -> A:
        """The file with this id, as it is now; `Unknown` if there is none of this kind."""
        try:
            found: Any = self.repository.get(file_id)
        except AggregateNotFoundError:
            found = None
        if not isinstance(found, kind):
            raise Unknown("没有这份档案：{kind} {id}", kind=kind.__name__, id=file_id)
        return found

    def save(  # type: ignore[override]  # the library writes at once; here the command does
        self, aggregate: Aggregate, *, take: Sequence[Claim] = (), release: Sequence[Claim] = ()
    ) -> None:
        """Have a file's new events, and its claims, written when the command ends."""
        unit = current_unit()
        if unit is None:
            raise RuntimeError("save belongs inside a command or a reaction")
        if not any(aggregate is known for known in unit.aggregates):
            unit.aggregates.append(aggregate)
        unit.take.extend((claim, aggregate.id) for claim in take)
        unit.release.extend((claim, aggregate.id) for claim in release)

    def rehearse(self, method: Callable[..., Done[R]], **kwargs: Any) -> R:
        """What a command would answer or refuse; nothing is written."""
        body: Callable[..., R] = method.__wrapped__  # type: ignore[attr-defined]  # set by `command`
        with acting(current_act() or system_act(self.name)), collecting(Unit()):
            return body(self, **kwargs)

    def holder(self, claim: Claim) -> UUID | None:
        """The file that holds a claim, if one does."""
        return self.store.claimant(claim.scope, self._claim_key(claim))

    def token(self, value: str, *, purpose: str) -> str:
        """The keyed hash under which a read model keeps a value that is looked for."""
        return self._mapper.keeper.token(value, purpose=purpose)

    # The log.

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
        rows = self.store.rows(after=after, limit=limit, upto=upto, names=names, case_ref=case_ref)
        return [Entry(row, self._mapper) for row in rows]

    def stream(self, file_id: UUID) -> list[Entry]:
        """All events of one file."""
        return [Entry(row, self._mapper) for row in self.store.rows(stream_id=file_id)]

    def head(self) -> int:
        """The position of the last event; 0 in an empty log."""
        return self.store.head()

    def on_commit(self, listener: Callable[[int], None]) -> None:
        """Call with the new head after each append here; it must be quick and never fail."""
        self._listeners.append(listener)

    # Other departments.

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

    # Demonstrations.

    @cached_property
    def is_demonstration(self) -> bool:
        """Nothing in this store is real; the first event decides it for ever."""
        return self.store.is_demonstration()

    def start_demonstration(self) -> None:
        """Mark an empty store as a demonstration: its recording time is the injected clock's."""
        self.is_demonstration = True
        mark = Demonstration(started_on=clock.today())
        self.write(Unit(aggregates=[mark]), Append(), system_act(self.name))

    # How it is written.

    @property
    def catalogue(self) -> Catalogue:
        """The events of this department, by name."""
        return self._mapper.catalogue

    @property
    def _mapper(self) -> FactMapper:
        return cast("FactMapper", self.mapper)

    def _claim_key(self, claim: Claim) -> bytes:
        return self.master.digest(claim.value.encode(), purpose=f"claim {claim.scope}")

    def _stored(self, claims: list[tuple[Claim, UUID]]) -> tuple[StoredClaim, ...]:
        return tuple(
            StoredClaim(scope=claim.scope, key=self._claim_key(claim), stream_id=file_id)
            for claim, file_id in claims
        )

    def _react(self, message: HeardMessage, append: Append) -> None:
        fact = self._read(message)
        act = system_act(self.name, causation=f"{message.upstream}:{message.position}")
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

    @property
    def _time(self) -> datetime | None:
        """When something is recorded: a real store knows by itself, a story by the clock."""
        return clock.now() if self.is_demonstration else None

    def _moved(self, append: Append) -> None:
        try:
            self.store.append(replace(append, recorded_at=self._time))
        except TrackingMoved as error:
            raise Overtaken(str(error)) from None

    def write(self, unit: Unit, append: Append, act: Act) -> int:
        """One append of all that a unit gathered; returns the position of its last event."""
        pending = [event for aggregate in unit.aggregates for event in aggregate.collect_events()]
        facts = tuple(self._mapper.to_stored_event(event, reason=act.reason) for event in pending)
        refuse_late(facts, act)
        full = replace(
            append,
            events=facts,
            envelope=envelope(act),
            take=self._stored(unit.take),
            release=self._stored(unit.release),
            recorded_at=self._time,
        )
        if not (facts or full.take or full.release or full.move or full.unpark):
            return 0
        failpoint(BEFORE_APPEND)
        position = self.store.append(full).last
        failpoint(AFTER_COMMIT)
        for listener in self._listeners if facts else ():
            listener(position)
        return position
