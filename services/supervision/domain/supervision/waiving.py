"""The part of a file that excuses: windows that need no test, and the papers of who approved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from services.supervision.domain.events import planning
from services.supervision.domain.events import waiving as events
from services.supervision.domain.records.waiving import WAIVER, WaiverAsked, Waiving
from services.supervision.domain.supervision.state import FileState
from services.supervision.rules import notices, waivers
from shared.scans import Scan, facts_of


class Excusing(FileState):
    """What a second person approves: by an account of their own, or on paper."""

    def propose_waiver(self, *, asked: WaiverAsked, by: str, on: date) -> None:
        """Write down that a window needs no test; until another decides it is due."""
        self._can_be_waived(asked.window, because=asked.because, on=on)
        waivers.a_waiver_is_proposed_once(window=asked.window, proposed=self.waivers)
        self.trigger(events.WaiverProposed, proposed_on=on, proposed_by=by, **asdict(asked))

    def decide_waiver(self, *, window: int, approved: bool, why: str, by: str, on: date) -> None:
        """Write down what another decided; whoever proposed it may withdraw it."""
        waivers.a_waiver_was_proposed(window=window, proposed=self.waivers)
        proposal = self.waivers[window]
        if not approved:
            self.trigger(events.WaiverDeclined, declined_on=on, window=window, why=why)
            return
        waivers.a_waiver_has_a_second_person(approver=by, author=(proposal.by,))
        self._can_be_waived(window, because=proposal.because, on=on)
        waiving = Waiving(
            window=window,
            adjusted_on=on,
            because=proposal.because,
            approver=by,
            note=proposal.note,
        )
        self.trigger(planning.WindowAdjusted, **asdict(waiving))

    def adjust_window(self, *, waiving: Waiving, scan: Scan | None, author: Iterable[str]) -> None:
        """Write down that a window needs no test, as a paper says that another signed."""
        self._can_be_waived(waiving.window, because=waiving.because, on=waiving.adjusted_on)
        waivers.a_waiver_has_a_second_person(approver=waiving.approver, author=author)
        shown, on = waivers.a_paper_is_shown(scan), waiving.adjusted_on
        self.trigger(planning.WindowAdjusted, **asdict(waiving))
        self._file_paper(WAIVER, str(waiving.window), waiving.approver, on=on, scan=shown)

    def _can_be_waived(self, number: int, *, because: str, on: date) -> None:
        window = notices.a_notice_is_for_a_window_on_file(number=number, windows=self.windows)
        if because != waivers.JUSTIFIED_MISS:
            waivers.a_window_is_waived_before_it_is_over(window=window, on=on)

    def _file_paper(self, what: str, matter: str, signer: str, *, on: date, scan: Scan) -> None:
        self.trigger(
            events.ApprovalPaperFiled,
            signed_on=on,
            what=what,
            matter=matter,
            signer=signer,
            **facts_of(scan),
        )
