"""What both recorders promise: the library's interface, and `append`, the only way to write."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from eventsourcing.persistence import Notification, ProcessRecorder, StoredEvent

from shared.eventstore.records import Append, Appended, Move
from shared.eventstore.tail import Tail

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from eventsourcing.persistence import ApplicationRecorder, Subscription, Tracking

    from shared.eventstore.records import Parked, Row, StoredCommand, StoredFile


class Recorder(ProcessRecorder):
    """The log of one department."""

    @abstractmethod
    def append(self, append: Append) -> Appended:
        """Write all of one act, or nothing.

        Raises:
            VersionConflict, ClaimTaken, TrackingMoved, CommandRepeated, RealTimeOnly, NoRoom:
            nothing was written. OperationalError: the database did not answer; it may have been
            written: look the command up.

        """

    @abstractmethod
    def rows(
        self,
        *,
        after: int = 0,
        limit: int | None = None,
        upto: int | None = None,
        names: Sequence[str] | None = None,
        stream_id: UUID | None = None,
        case_ref: str | None = None,
    ) -> list[Row]:
        """Events with their envelopes, in the order of the log."""

    @abstractmethod
    def select_streams(self, stream_ids: Sequence[UUID]) -> Sequence[StoredEvent]:
        """The events of several streams, those of each in its order."""

    @abstractmethod
    def last_named(self, names: Sequence[str], *, upto: int) -> int:
        """The position of the last event with one of these names up to a position; 0: none."""

    @abstractmethod
    def head(self) -> int:
        """The position of the last event; 0 in an empty log."""

    @abstractmethod
    def is_demonstration(self) -> bool:
        """The first event says that nothing here is real."""

    @abstractmethod
    def command(self, command_id: str) -> StoredCommand | None:
        """The command with this id, if it was carried out."""

    @abstractmethod
    def claimant(self, scope: str, key: bytes) -> UUID | None:
        """The file that holds a claim."""

    @abstractmethod
    def parked(self, upstream: str | None = None) -> list[Parked]:
        """Messages that wait to be replayed, in the order in which they must be."""

    @abstractmethod
    def is_parked(self, upstream: str, case_ref: str) -> bool:
        """Messages of this case wait: a later one must wait behind them."""

    @abstractmethod
    def data_key(self, subject: UUID, wrapped: bytes | None) -> bytes | None:
        """The wrapped key of a person; where there is none yet, the one given becomes it.

        None: the key was destroyed, or there is none and none was given.
        """

    @abstractmethod
    def destroy_key(self, subject: UUID) -> bool:
        """Destroy the key of a person for ever: none is made again; tells whether there was one."""

    @abstractmethod
    def keep_attachment(self, file: StoredFile) -> None:
        """Write all parts of a file, or nothing; a file that is there stays as it is.

        Raises:
            NoRoom: the disk is full.

        """

    @abstractmethod
    def has_attachment(self, subject: UUID, digest: str) -> bool:
        """Whether the file is there."""

    @abstractmethod
    def attachment_parts(self, subject: UUID, digest: str) -> int:
        """How many parts the file has; 0 if it is not there."""

    @abstractmethod
    def attachment(self, subject: UUID, digest: str, start: int, stop: int) -> list[bytes]:
        """Some parts of a file in order, from number `start` to before `stop`."""

    @abstractmethod
    def create(self) -> None:
        """Make what is missing; the owner does this once, before the services start."""

    # The library's interface.

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        """Append events, with the tracking position that led to them."""
        tracking: Tracking | None = kwargs.get("tracking")
        appended = self.append(Append(events=tuple(stored_events), move=_move(tracking)))
        return list(range(appended.first, appended.last + 1))

    def insert_tracking(self, tracking: Tracking) -> None:
        """Move the tracking of an upstream to a later position."""
        self.append(Append(move=_move(tracking)))

    def max_notification_id(self) -> int | None:
        """The position of the last event, or None."""
        return self.head() or None

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """Everything after a position, and then whatever is appended."""
        return Tail(self, gt, topics)


class StreamRecorder:
    """The part of a recorder that knows streams only, as the library wants it for snapshots."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> None:
        """Append events; their positions are nobody's business here."""
        self._recorder.insert_events(stored_events, **kwargs)

    def select_events(self, *args: Any, **kwargs: Any) -> Sequence[StoredEvent]:
        """The events of a stream."""
        return self._recorder.select_events(*args, **kwargs)


def notification_of(event: StoredEvent, position: int) -> Notification:
    """An event as the library notifies of it."""
    return Notification(
        id=position,
        originator_id=event.originator_id,
        originator_version=event.originator_version,
        topic=event.topic,
        state=event.state,
    )


def _move(tracking: Tracking | None) -> Move | None:
    if tracking is None:
        return None
    return Move(upstream=tracking.application_name, frm=None, to=tracking.notification_id)
