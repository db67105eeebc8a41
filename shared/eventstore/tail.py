"""The library's subscription, as a reader that looks again: it needs no thread and no channel.

Positions have no gaps and appear in order, so whoever has read up to one has missed nothing, and
asking for what comes after it is all there is to do.
"""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from eventsourcing.persistence import Notification, Subscription

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.eventstore.recorder import Recorder

BATCH = 500
FIRST_PAUSE, LONGEST_PAUSE = 0.005, 0.1  # seconds


class Tail(Subscription["Recorder"]):
    """Everything after a position, in order; then whatever is appended, until it is stopped.

    A new event is seen within a tenth of a second. It waits as the process waits: a green thread
    lets the others run.
    """

    def __init__(
        self, recorder: Recorder, gt: int | None = None, topics: Sequence[str] = ()
    ) -> None:
        super().__init__(recorder, gt, topics)
        self._read: deque[Notification] = deque()

    def __next__(self) -> Notification:
        """The next event; ends when the subscription is stopped."""
        pause = FIRST_PAUSE
        while not self._has_been_stopped:
            if self._read or self._look():
                return self._read.popleft()
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        raise StopIteration

    def _look(self) -> bool:
        self._read.extend(
            self._recorder.select_notifications(
                self._last_notification_id or 0,
                BATCH,
                topics=self._topics,
                inclusive_of_start=False,
            )
        )
        if self._read:
            self._last_notification_id = self._read[-1].id
        return bool(self._read)
