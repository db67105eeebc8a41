"""What messaging asks of an application and of a feed: the seams of this package."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from shared.eventstore.records import Parked
from shared.messaging.language import LogEntry, Message, Page


class NotNow(Exception):
    """It cannot be done now; nothing was changed; it is to be tried again."""


class Feed(Protocol):
    """Where a follower pulls what it missed."""

    def read(self, audience: str, after: int, limit: int) -> Page:
        """What concerns the audience after a position, oldest first."""


class Positions(Protocol):
    """Looks positions up in a log."""

    def last_named(self, names: Sequence[str], *, upto: int) -> int:
        """The position of the last event with one of these names at or before `upto`; 0: none."""


class Log(Protocol):
    """The publisher's side of an application: its own log, which is the outbox."""

    @property
    def name(self) -> str:
        """The department."""

    def head(self) -> int:
        """The position of the last event; 0 in an empty log."""

    def entries(
        self, *, after: int = 0, limit: int | None = None, names: Sequence[str] | None = None
    ) -> Sequence[LogEntry]:
        """Events after a position, in order; of these names only, if given."""

    @property
    def store(self) -> Positions:
        """Looks positions up."""

    def on_commit(self, listener: Callable[[int], None], /) -> None:
        """Call back with the new position after each commit of this process."""


class Tracker(Protocol):
    """The follower's side of an application: what was heard, and what is parked."""

    @property
    def name(self) -> str:
        """The department."""

    def tracked(self, upstream: str) -> int:
        """The position up to which everything of an upstream has been heard or parked."""

    def hear(self, message: Message) -> object:
        """React to a message and move the tracking, in one append."""

    def move_tracking(self, upstream: str, *, frm: int, to: int) -> object:
        """Move the tracking where nothing concerns us."""

    def park(self, message: Message, reason: str) -> object:
        """Park a message and move the tracking, in one append."""

    def parked(self, upstream: str | None = None) -> Sequence[Parked]:
        """What waits to be replayed, in the order in which it must be."""

    def replay(self, parked: Parked, message: Message) -> object:
        """React to a parked message and take it off the list, in one append."""

    def is_parked(self, upstream: str, case_ref: str) -> bool:
        """Whether a message of this case waits to be replayed."""


class Application(Log, Tracker, Protocol):
    """Both sides."""


class Calls(Protocol):
    """How one department asks another."""

    def call(
        self, service: str, method: str, *, actor: Any = None, timeout: float = 2.0, **asked: Any
    ) -> Any:
        """The answer, as JSON has it; `PeerAway` if none came in time."""
