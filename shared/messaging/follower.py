"""A follower hears one upstream: every message once and in order, whatever the deliveries do.

A delivery is a hint. `previous` says whether anything came before it that we have not tracked; then
the follower pulls from the publisher's feed instead. Own events and the tracking position move in
one append, so a crash anywhere repeats nothing and loses nothing. Nothing here knows the broker.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from shared import clock
from shared.eventstore.database import Unavailable
from shared.eventstore.failpoints import AFTER_PARKING, BEFORE_PARKING, failpoint
from shared.eventstore.hearing import Overtaken, Unreadable
from shared.eventstore.performing import CannotReach
from shared.law import Refusal
from shared.messaging.feed import FeedBroken
from shared.messaging.language import Message, Page
from shared.messaging.ports import Feed, NotNow, Tracker

PAUSES = (0.1, 0.4)  # seconds between three tries; other cases wait that long for a poison event
PAGE = 200
BEHIND = "behind an earlier parked message of the same case"
AWAY = (*Unavailable, CannotReach, NotNow, OSError)
"""What says nothing about the message itself: try again for as long as it takes, never park."""

_log = logging.getLogger(__name__)


class Outcome(Enum):
    """What became of an offer or a pull."""

    LEVEL = "level"  # all that was there has been heard, parked, or was heard before
    LATER = "later"  # something is away; nothing was lost, try again
    STOPPED = "stopped"  # the line stands until somebody has looked at it


class Stopped(Exception):
    """The line stands: what comes next cannot be read, and is never skipped."""


@dataclass(frozen=True, kw_only=True)
class FollowerState:
    """How far a follower is, for pages and `guihang lag`."""

    upstream: str
    tracked: int
    level: int  # as the upstream last said; behind by at most `level - tracked` positions
    parked: int
    stopped: bool
    error: str | None
    seen_at: datetime | None  # when the upstream was last heard or read
    seconds: float  # since all that the upstream had for us was last known to be heard


class Follower:
    """Hears one upstream for one application; one at a time, in order."""

    def __init__(
        self,
        app: Tracker,
        upstream: str,
        feed: Feed,
        *,
        hear: Callable[[Message], object] | None = None,
        stop_line: bool = False,
        page: int = PAGE,
        pauses: tuple[float, ...] = PAUSES,
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        """`hear` is what reacts, by default the application itself.

        With `stop_line` nothing ever parks: the line waits and says so (audit, deadlines).
        """
        self.upstream = upstream
        self._app = app
        self._feed = feed
        self._react = hear or app.hear
        self._stop_line = stop_line
        self._page = page
        self._pauses = pauses
        self._pause = pause
        self._lock = threading.Lock()
        self._level = 0
        self._error: str | None = None
        self._tries = 0  # in a row that ended with this error
        self._stopped = False
        self._seen_at: datetime | None = None
        self._level_at = clock.elapsed()

    def offer(self, message: Message) -> Outcome:
        """A delivery: hear it, ignore it, or pull what is missing before it."""
        with self._lock:
            return self._carefully(lambda: self._take(message))

    def ring(self, position: int) -> Outcome:
        """Somebody says that there is something at a position: pull, unless it was heard."""
        with self._lock:
            return self._carefully(lambda: self._heed(position))

    def pull(self) -> Outcome:
        """Hear all that the upstream has for us."""
        with self._lock:
            outcome = self._carefully(self._catch_up)
            if outcome is Outcome.LEVEL:
                self._level_at = clock.elapsed()
            return outcome

    @property
    def tracked(self) -> int:
        """The position up to which everything has been heard or parked."""
        return self._app.tracked(self.upstream)

    def state(self) -> FollowerState:
        """How far it is; asks the application's store."""
        tracked = self.tracked
        return FollowerState(
            upstream=self.upstream,
            tracked=tracked,
            level=max(self._level, tracked),
            parked=len(self._app.parked(self.upstream)),
            stopped=self._stopped,
            error=self._error,
            seen_at=self._seen_at,
            seconds=clock.elapsed() - self._level_at,
        )

    def _carefully(self, work: Callable[[], None]) -> Outcome:
        if self._stopped:
            return Outcome.STOPPED
        try:
            work()
        except Stopped as stop:
            self._stopped = True
            self._note(str(stop), logging.ERROR)
            return Outcome.STOPPED
        except AWAY as error:
            self._note(said_of(error), logging.WARNING)
            return Outcome.LATER
        except Exception as error:  # noqa: BLE001 - a line waits for whatever it is; it never dies
            self._note(said_of(error), logging.ERROR)
            return Outcome.LATER
        self._error = None
        return Outcome.LEVEL

    def _take(self, message: Message) -> None:
        self._seen_at = datetime.now(UTC)
        self._level = max(self._level, message.position)
        while (tracked := self.tracked) < message.position:
            if message.previous > tracked:
                self._catch_up()
                return
            self._settle(message)

    def _heed(self, position: int) -> None:
        if self.tracked < position:
            self._catch_up()

    def _catch_up(self) -> None:
        while not self._one_page():
            pass

    def _one_page(self) -> bool:
        """Hear a page; true when it was the last."""
        tracked = self.tracked
        page = self._feed.read(self._app.name, tracked, self._page)
        _require_sound(page, tracked)
        self._seen_at = datetime.now(UTC)
        self._level = page.level
        for message in page.messages:
            if not self._settle(message):
                return False
        if page.messages and page.messages[-1].position == page.level:
            return False  # perhaps a full page: ask again
        return self._move(page.messages[-1].position if page.messages else tracked, page.level)

    def _move(self, frm: int, to: int) -> bool:
        """Nothing up to the level of the page concerns us."""
        if to > frm:
            try:
                self._app.move_tracking(self.upstream, frm=frm, to=to)
            except Overtaken:
                return False
        return True

    def _settle(self, message: Message) -> bool:
        """Hear the message or park it; false if another process moved the tracking meanwhile."""
        try:
            if self._is_behind_a_parked_one(message):
                self._park(message, BEHIND)
            else:
                self._try(message)
        except Overtaken:
            return False
        return True

    def _is_behind_a_parked_one(self, message: Message) -> bool:
        return message.case_ref is not None and self._app.is_parked(self.upstream, message.case_ref)

    def _try(self, message: Message) -> None:
        """Three times with pauses; then park, unless this line never skips."""
        for pause in (*self._pauses, None):
            try:
                self._react(message)
            except (Overtaken, *AWAY):
                raise
            except Unreadable as error:
                raise Stopped(f"{_named(message)} cannot be read: {error}") from None
            except Exception as error:  # noqa: BLE001 - whatever it is, it parks
                reason = said_of(error)
            else:
                return
            if pause is not None:
                self._pause(pause)
        self._give_up(message, reason)

    def _give_up(self, message: Message, reason: str) -> None:
        if self._stop_line:
            raise NotNow(f"{_named(message)} failed, and this line never skips: {reason}")
        self._park(message, reason)
        told = {
            "department": self._app.name,
            "upstream": message.upstream,
            "event_name": message.name,
            "version": message.version,
            "position": message.position,
            "error": reason,
        }
        _log.error("a message was parked", extra=told)

    def _park(self, message: Message, reason: str) -> None:
        failpoint(BEFORE_PARKING)
        self._app.park(message, reason)
        failpoint(AFTER_PARKING)

    def _note(self, error: str, level: int) -> None:
        """Keep the last error, and log it once, not at every try.

        Who is away is logged at the second try: at every start somebody is up a moment earlier.
        """
        again = error == self._error
        self._tries = self._tries + 1 if again else 1
        if self._tries == (2 if level == logging.WARNING else 1):
            told = {"department": self._app.name, "upstream": self.upstream, "error": error}
            _log.log(level, "a line waits", extra=told)
        self._error = error


def bring_level(followers: Sequence[Follower], *, passes: int = 10) -> bool:
    """Pull until a pass finds nothing new anywhere: what one hears may be news for another.

    False if something is away, stands, or still moves after so many passes.
    """
    for _ in range(passes):
        before = [follower.tracked for follower in followers]
        outcomes = [follower.pull() for follower in followers]
        if [follower.tracked for follower in followers] == before:
            return all(outcome is Outcome.LEVEL for outcome in outcomes)
    return False


def _require_sound(page: Page, tracked: int) -> None:
    """A page that contradicts itself or what was heard before is not believed."""
    if page.level < tracked:
        raise FeedBroken(f"the log ends at {page.level}, but {tracked} was heard: another log?")
    at = tracked
    for message in page.messages:
        if not message.previous <= at < message.position <= page.level:
            raise FeedBroken(f"a gap in the feed between {at} and {message.position}")
        at = message.position


def _named(message: Message) -> str:
    return f"{message.name} version {message.version} at {message.upstream}:{message.position}"


def said_of(error: BaseException) -> str:
    """An error without its content: its class, and the sentence of a refusal, not filled in."""
    kind = type(error).__name__
    if isinstance(error, Refusal):
        return f"{kind}: {error.sentence}"
    if isinstance(error, NotNow):
        return f"{kind}: {error}"
    return kind
