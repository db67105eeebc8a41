"""A department's files over its own store: loaded, told, and written in one append."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError, Application

from shared import clock
from shared.eventstore.act import Act, system_act
from shared.eventstore.aggregate import Aggregate
from shared.eventstore.attachments import Attachments, Upload
from shared.eventstore.catalogue import Catalogue
from shared.eventstore.demonstration import Demonstration
from shared.eventstore.factory import StoreFactory
from shared.eventstore.failpoints import AFTER_COMMIT, BEFORE_APPEND, failpoint
from shared.eventstore.mapper import FactMapper
from shared.eventstore.records import Append, StoredClaim
from shared.eventstore.sealing import SM4_GCM, Keeper
from shared.eventstore.unit import Claim, Unit, current_unit, envelope, refuse_late
from shared.eventstore.watch import Watch
from shared.law import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shared.eventstore.database import Database
    from shared.eventstore.recorder import Recorder
    from shared.eventstore.sealing import MasterKey

A = TypeVar("A", bound=Aggregate)


class Office(Application[UUID]):
    """A department as its commands and reactions need it: files, claims, and one way to write."""

    aggregates: ClassVar[tuple[type[Aggregate], ...]] = ()

    def __init__(
        self,
        database: Database,
        *,
        master: MasterKey,
        suite: str = SM4_GCM,
        cache_files: int = 0,
    ) -> None:
        """`cache_files`: how many files are kept in memory; their new events are always read."""
        self.db = database
        self.master = master
        self.suite = suite
        self.watch = Watch()
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
        found = self.find(kind, file_id)
        if found is None:
            raise Unknown("没有这份档案：{kind} {id}", kind=kind.__name__, id=file_id)
        return found

    def find(self, kind: type[A], file_id: UUID) -> A | None:
        """The file with this id, as it is now; None if there is none of this kind."""
        try:
            found: Any = self.repository.get(file_id, projector_func=_folded)
        except AggregateNotFoundError:
            return None
        return found if isinstance(found, kind) else None

    def load_all(self, kind: type[A], file_ids: Iterable[UUID]) -> dict[UUID, A]:
        """The files of this kind that are there, as they are now, by one question to the store."""
        wanted = list(dict.fromkeys(file_ids))
        events: dict[UUID, list[Any]] = {file_id: [] for file_id in wanted}
        for stored in self.store.select_streams(wanted):
            event = self._mapper.to_domain_event(stored)
            events[event.originator_id].append(event)
        files = {file_id: _folded(None, told) for file_id, told in events.items()}
        return {file_id: file for file_id, file in files.items() if isinstance(file, kind)}

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

    def attach(self, subject: UUID, upload: Upload) -> None:
        """Have a file of a person kept, once, by what is written when the command ends.

        It is kept if the events that cite it are, and not otherwise: there is no file of which
        nobody knows, and no event whose file is missing.
        """
        unit = current_unit()
        if unit is None:
            raise RuntimeError("attach belongs inside a command or a reaction")
        if not self.attachments.has(subject, upload.digest):
            unit.files.append((subject, upload))

    def destroy_key(self, subject: UUID) -> bool:
        """Make all that is sealed about a person unreadable for ever; tells whether it was not yet.

        Facts, positions and proofs stay. The event that says why comes first: whoever finds it
        after a crash destroys the key, then.
        """
        destroyed = self.store.destroy_key(subject)
        self._mapper.keeper.forget(subject)
        return destroyed

    def was_written_in_time(self) -> None:
        """What this command records was on paper when it happened: it needs no reason for now."""
        unit = current_unit()
        if unit is None:
            raise RuntimeError("this belongs inside a command or a reaction")
        unit.in_time = True

    def holder(self, claim: Claim) -> UUID | None:
        """The file that holds a claim, if one does."""
        return self.store.claimant(claim.scope, self._claim_key(claim))

    def token(self, value: str, *, purpose: str) -> str:
        """The keyed hash under which a read model keeps a value that is looked for."""
        return self._mapper.keeper.token(value, purpose=purpose)

    def on_commit(self, listener: Callable[[int], None]) -> None:
        """Call with the new head after each append here; it must be quick and never fail."""
        self._listeners.append(listener)

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

    @cached_property
    def attachments(self) -> Attachments:
        """The files beside this department's log."""
        return Attachments(store=self.name, recorder=self.store, keeper=self._mapper.keeper)

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

    @property
    def _time(self) -> datetime | None:
        """When something is recorded: a real store knows by itself, a story by the clock."""
        return clock.now() if self.is_demonstration else None

    def write(self, unit: Unit, append: Append, act: Act) -> int:
        """One append of all that a unit gathered; returns the position of its last event."""
        pending = [event for aggregate in unit.aggregates for event in aggregate.collect_events()]
        facts = tuple(self._mapper.to_stored_event(event, reason=act.reason) for event in pending)
        if not unit.in_time:
            refuse_late(facts, act)
        full = replace(
            append,
            events=facts,
            envelope=envelope(act),
            take=self._stored(unit.take),
            release=self._stored(unit.release),
            files=tuple(self.attachments.sealed(*file) for file in unit.files),
            recorded_at=self._time,
        )
        if not (facts or full.take or full.release or full.move or full.unpark):
            return 0
        failpoint(BEFORE_APPEND)
        position = self.watch.append(lambda: self.store.append(full)).last
        failpoint(AFTER_COMMIT)
        for listener in self._listeners if facts else ():
            listener(position)
        return position


def _folded(file: Any, events: Iterable[Any]) -> Any:
    """A file with these events; the library would test each against a protocol first, at length."""
    for event in events:
        file = event.mutate(file)
    return file
