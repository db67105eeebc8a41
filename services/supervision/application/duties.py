"""The clock of supervision: duties that fall due and are missed, absences that grow overnight."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from threading import Lock
from uuid import UUID

from services.supervision.application.files import Files
from services.supervision.domain.duties import duties_of
from services.supervision.domain.supervision import Supervision
from shared import clock
from shared.duties.duty import midnight
from shared.duties.rounds import KeepsDuties, Rounds
from shared.eventstore.performing import command


class Duties(Files, KeepsDuties):
    """What time alone brings about."""

    @command
    def detect_overnight(self, *, file_id: UUID, at: datetime) -> bool:
        """Record a serious breach that an open absence became by another day; answers if it did.

        It counts from the midnight at which the limit was passed, also if the clock came late.
        """
        file = self.file(file_id)
        file.detect_serious_breach(now=at)
        self.save(file)
        return bool(file.pending_events)

    def rounds(self) -> Rounds:
        """The clock's rounds over all files; keep them, and the next round is a short one."""
        return Rounds(self, Supervision, duties_of, by_time=self._grown_overnight)

    def run_clock(self) -> int:
        """Write what time has brought about by now; answers how many steps of duties that were.

        It may run at any hour, twice, or after a week without: it writes the same, each once.
        """
        with self._running:
            return self._rounds.make(clock.now())

    @cached_property
    def _rounds(self) -> Rounds:
        return self.rounds()

    @cached_property
    def _running(self) -> Lock:
        """Two runs in one process wait for each other: they share what is remembered."""
        return Lock()

    def _grown_overnight(self, file: Supervision, now: datetime) -> bool:
        """Whether an absence that nobody closed has become a serious breach by this instant."""
        at = file.turns_serious(now.date())
        return at is not None and self.detect_overnight(file_id=file.id, at=midnight(at)).answer
