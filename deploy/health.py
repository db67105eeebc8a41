"""How one department of this process stands: what `/readyz` asks and `/metrics` tells.

Bounds are those of docs/RUNBOOK.md, which says for each what to do when it is exceeded. Followers
and read models are measured in seconds of being behind, not in messages: three messages that
nobody hears for an hour are worse than three hundred within a second.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import eventlet

from shared import clock
from shared.hub import time_limit
from shared.web.health import ASKING_SECONDS, Checks, Part
from shared.web.metrics import DEPARTMENT, Figure

if TYPE_CHECKING:
    from pathlib import Path

    from shared.eventstore.application import Department
    from shared.messaging.wiring import Vitals
    from shared.projecting import Projector

DATABASE_SECONDS = 1.0
BROKER_SECONDS = 5.0
FOLLOWER_SECONDS = 30.0
READ_MODEL_SECONDS = 15.0
DISK_PERCENT = 90.0

MEANINGS = {
    "up": "The department's database answers",
    "position": "Position of the last event in the department's log",
    "broker_away_seconds": "For how long the broker has not answered",
    "relay_backlog": "Events not yet told to other departments",
    "relay_stopped": "1 if the relay stands because the log is broken",
    "follower_behind": "Positions of an upstream not yet heard",
    "follower_seconds": "Seconds since all of an upstream was heard",
    "follower_stopped": "1 if the line stands until somebody has looked at it",
    "parked": "Messages put aside",
    "read_model_behind": "Events that a read model does not show yet",
    "read_model_seconds": "Age of the oldest event that a read model does not show yet",
}


class Standing:
    """One department, looked at."""

    def __init__(
        self, app: Department, projector: Projector, vitals: Vitals, *, disk: Path | None
    ) -> None:
        """`disk` is where the department's file lies; None where the store is a server's."""
        self.app = app
        self.projector = projector
        self.vitals = vitals
        self.disk = disk

    @property
    def checks(self) -> Checks:
        """What `/readyz` asks."""
        return {
            "database": self.database,
            "broker": self.broker,
            "followers": self.followers,
            "read models": self.read_models,
            "disk": self.fullness,
        }

    def database(self) -> Iterator[Part]:
        """How long it takes to answer."""
        began = time.perf_counter()
        self.app.head()
        seconds = time.perf_counter() - began
        yield Part(name="database", figure=seconds, bound=DATABASE_SECONDS, unit="seconds")

    def broker(self) -> Iterator[Part]:
        """For how long it has been away."""
        away = self.vitals.broker_away_seconds()
        yield Part(name="broker", figure=away, bound=BROKER_SECONDS, unit="seconds away")

    def followers(self) -> Iterator[Part]:
        """For how long each upstream has not been heard to the end."""
        for state in self.vitals.followers():
            yield Part(
                name=f"follower of {state.upstream}",
                figure=state.seconds,
                bound=FOLLOWER_SECONDS,
                unit="seconds since level",
            )

    def read_models(self) -> Iterator[Part]:
        """How old the oldest event is that each does not show yet."""
        head = self.app.head()
        for name in sorted(self.projector.kinds):
            yield Part(
                name=f"read model {name}",
                figure=self._unseen(self.projector.position(name), head),
                bound=READ_MODEL_SECONDS,
                unit="seconds behind",
            )

    def fullness(self) -> Iterator[Part]:
        """How full the disk of the data folder is."""
        if self.disk is not None:
            usage = shutil.disk_usage(self.disk)
            full = 100 * (1 - usage.free / usage.total)
            yield Part(name="disk", figure=full, bound=DISK_PERCENT, unit="percent used")

    def figures(self) -> list[Figure]:
        """All that is measured on asking; `up` is 0, and little else told, without the database."""
        try:
            with time_limit(ASKING_SECONDS):
                found = [*self._of_store(), self._figure("up", 1)]
        except Exception:  # noqa: BLE001 - whatever is wrong, that it is wrong is the figure
            found = [self._figure("up", 0)]
        return [*found, self._figure("broker_away_seconds", self.vitals.broker_away_seconds())]

    def _of_store(self) -> Iterator[Figure]:
        head = self.app.head()
        yield self._figure("position", head)
        yield from self._of_messages(head)
        for name in sorted(self.projector.kinds):
            at = self.projector.position(name)
            yield self._figure("read_model_behind", max(head - at, 0), read_model=name)
            yield self._figure("read_model_seconds", self._unseen(at, head), read_model=name)

    def _of_messages(self, head: int) -> Iterator[Figure]:
        if (relay := self.vitals.relay()) is not None:
            yield self._figure("relay_backlog", max(head - relay.position, 0))
            yield self._figure("relay_stopped", int(relay.stopped))
        for it in self.vitals.followers():
            yield self._figure("follower_behind", it.level - it.tracked, upstream=it.upstream)
            yield self._figure("follower_seconds", it.seconds, upstream=it.upstream)
            yield self._figure("follower_stopped", int(it.stopped), upstream=it.upstream)
            yield self._figure("parked", it.parked, upstream=it.upstream)

    def _figure(self, name: str, value: float, **labels: str) -> Figure:
        labels = {DEPARTMENT: self.app.name, **labels}
        return Figure(name=name, meaning=MEANINGS[name], value=value, labels=labels)

    def _unseen(self, position: int, head: int) -> float:
        rows = self.app.store.rows(after=position, limit=1) if position < head else []
        if not rows:
            return 0.0
        now = clock.now() if self.app.is_demonstration else datetime.now(UTC)
        return max((now - rows[0].recorded_at).total_seconds(), 0.0)


def figures_of(standings: Iterable[Standing]) -> list[Figure]:
    """The figures of several departments, asked all at once."""
    asked = list(standings)
    pool = eventlet.GreenPool(max(len(asked), 1))
    return [figure for found in pool.imap(Standing.figures, asked) for figure in found]
