"""The clock of supervision: duties that fall due and are missed, absences that grow overnight."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from threading import Lock
from uuid import UUID

from services.supervision.application.files import Files
from services.supervision.domain.duties import duties_of, duties_of_nobody, to_be_done_now
from services.supervision.domain.supervision import Supervision
from shared import clock
from shared.duties.duty import Duty, midnight
from shared.duties.rounds import Above, KeepsDuties, Rounds
from shared.eventstore.aggregate import Aggregate
from shared.eventstore.performing import command
from shared.eventstore.unit import Claim


class Duties(Files, KeepsDuties):
    """What time alone brings about, and who hears of it further up."""

    def save(  # type: ignore[override]  # as in the kernel
        self, aggregate: Aggregate, *, take: Sequence[Claim] = (), release: Sequence[Claim] = ()
    ) -> None:
        """Have a file written, with the serious breaches that stand by what is in it now.

        Whatever was recorded or heard of, a counter may be higher or lower by it: leave reported
        in writing, custody, a test taken after all, another term (domain.md 4). Whoever was alarmed
        of the file's duties hears what became of them; only what is reported to the police, what
        follows a positive strip, and a case that nobody bears alarm anybody.
        """
        if isinstance(aggregate, Supervision):
            self._find_breaches(aggregate)
        super().save(aggregate, take=take, release=release)
        if isinstance(aggregate, Supervision) and _may_alarm(aggregate):
            self.settle_duties(aggregate.id, lambda: self._above(aggregate))

    def _find_breaches(self, file: Supervision) -> None:
        """What an absence had become before this act counts from its midnight, as by the clock."""
        now = clock.now()
        file.drop_what_fell(on=now.date())
        before = self.find(Supervision, file.id) if file.risen(now.date()) else None
        while before is not None and (day := before.turns_serious(now.date())) is not None:
            for each in (before, file):
                each.detect_serious_breach(now=midnight(day))
        file.detect_serious_breach(now=now)

    def above(self, file_id: UUID) -> Above:
        """What the office and the leading group have to know of a file."""
        return self._above(self.file(file_id))

    def _above(self, file: Supervision) -> Above:
        return Above(unit=file.station, owed=(*to_be_done_now(file), *self.owed_of_nobody(file)))

    def owed_of_nobody(self, file: Supervision) -> tuple[Duty, ...]:
        """That somebody is to be named who bears a case, as long as nobody does."""
        if self.bearer_of(file.id) is not None:
            return ()
        return tuple(it for it in duties_of_nobody(file, since=self.begun_on(file.id)) if it.owed)

    @command
    def detect_overnight(self, *, file_id: UUID) -> bool:
        """Record what serious breaches stand by now; answers if those on file were others.

        What an open absence became overnight counts from the midnight at which the limit was
        passed, also if the clock came late.
        """
        file = self.file(file_id)
        self.save(file)
        return bool(file.pending_events)

    def rounds(self) -> Rounds:
        """The clock's rounds over all files; keep them, and the next round is a short one."""
        return Rounds(
            self,
            Supervision,
            duties_of,
            by_time=self._grown_overnight,
            of_nobody=duties_of_nobody,
        )

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
        """Whether time alone had a serious breach found or withdrawn by this instant.

        An absence that nobody closed grows; a breach or a count of a file that an earlier release
        wrote may stand without what it rests on.
        """
        day = now.date()
        moves = file.turns_serious(day) is not None or bool(file.fallen(day)) or file.has_fallen
        return moves and self.detect_overnight(file_id=file.id).answer


def _may_alarm(file: Supervision) -> bool:
    """Whether an act on the file may end or renew what somebody further up was told."""
    return bool(file.matters or file.positives or file.ended_on is not None)
