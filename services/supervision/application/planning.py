"""The plan of tests: proposals for approval, waived windows, and the laying out itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from services.supervision.application.files import Files, past_day
from services.supervision.domain.records import (
    Answer,
    Drawing,
    PaperApproval,
    Proposal,
    WaiverAsked,
    Waiving,
)
from services.supervision.domain.supervision import Supervision
from services.supervision.policies.planning import Plan, plan_of
from services.supervision.rules import extras
from services.supervision.rules.windows import BOOK
from shared import clock
from shared.eventstore.performing import command
from shared.scans import Scan


class Planning(Files):
    """What changes a plan."""

    @command
    def submit_for_approval(self, *, file_id: UUID, proposal: Proposal) -> str:
        """Record a proposal to whoever approves it (报批); answers its id."""
        past_day(proposal.sent_on, "sent_on")
        file, approval_id = self.file(file_id), uuid4()
        file.submit_for_approval(approval_id=approval_id, proposal=proposal)
        self.save(file)
        return str(approval_id)

    @command
    def record_approval(self, *, file_id: UUID, answer: Answer) -> dict[str, Any]:
        """Record what became of a proposal; an approved plan is laid out at once."""
        past_day(answer.decided_on, "decided_on")
        file = self.file(file_id)
        found, replans = file.record_approval(answer=answer)
        if replans:
            self.lay_out(file)
        self.save(file)
        return {"replanned": replans, "defects": list(found)}

    @command
    def approve_on_paper(
        self, *, file_id: UUID, approval: PaperApproval, proof: Scan | None = None
    ) -> dict[str, Any]:
        """Record an approval that was given on paper; it counts from the day on the paper."""
        past_day(approval.approved_on, "approved_on")
        file = self.file(file_id)
        found, replans = file.approve_on_paper(approval=approval, scan=proof)
        if replans:
            self.lay_out(file)
        self.save(file)
        return {"replanned": replans, "defects": list(found)}

    @command
    def propose_waiver(self, *, file_id: UUID, asked: WaiverAsked) -> None:
        """Say that a window needs no test, and why; another account decides."""
        file = self.file(file_id)
        file.propose_waiver(asked=asked, by=self.account, on=clock.today())
        self.save(file)

    @command
    def decide_waiver(self, *, file_id: UUID, window: int, approved: bool, why: str = "") -> None:
        """Decide on it; what is approved needs no test."""
        file = self.file(file_id)
        file.decide_waiver(
            window=window, approved=approved, why=why, by=self.account, on=clock.today()
        )
        self.save(file)

    @command
    def adjust_window(self, *, file_id: UUID, waiving: Waiving, proof: Scan | None = None) -> None:
        """Record that a window needs no test, and the paper by which another approved that."""
        past_day(waiving.adjusted_on, "adjusted_on")
        file = self.file(file_id)
        file.adjust_window(waiving=waiving, scan=proof, author=self.author)
        self.save(file)

    @command
    def plan_extra_tests(self, *, file_id: UUID) -> None:
        """Lay out surprise and hair tests, where those on file are not those of the term."""
        file = self.file(file_id)
        self.lay_out_extras(file)
        self.save(file)

    @command
    def draw_extra_tests(self, *, file_ids: Iterable[UUID], drawing: Drawing) -> dict[str, Any]:
        """Draw a hidden day in a period for each of these files; answers which were left out.

        Nobody is drawn whose case is over, stands still, or ends before the period does.
        """
        extras.a_drawing_lies_ahead(first=drawing.first, last=drawing.last, today=clock.today())
        drawing_id, files = uuid4(), [self.file(it) for it in dict.fromkeys(file_ids)]
        chosen = [file for file in files if file.can_be_drawn_for(drawing)]
        extras.somebody_is_drawn(count=len(chosen))
        for file in chosen:
            self._draw(file, drawing_id, drawing)
            self.save(file)
        left_out = [file.case_ref for file in files if file not in chosen]
        return {"drawing_id": str(drawing_id), "count": len(chosen), "left_out": left_out}

    def _draw(self, file: Supervision, drawing_id: UUID, drawing: Drawing) -> None:
        plan = self._plan_of(file)
        file.draw_extra(
            drawing_id=drawing_id,
            drawing=drawing,
            drawn_on=clock.today(),
            taken=plan.targets,
            seed=self.master.digest(
                f"{drawing_id} {file.case_ref}".encode(), purpose="target days"
            ),
            table=BOOK.as_of(clock.today()).dated,
        )

    def lay_out(self, file: Supervision) -> None:
        """The windows of the plan as it is now, each with its hidden day."""
        plan = self._plan_of(file)
        file.schedule(
            scheduled_on=clock.today(),
            plan=plan.name,
            windows=plan.windows,
            targets=plan.targets,
            seed=plan.seed,
            table=plan.table,
        )
        if len(file.extras) > len(file.drawn):
            file.plan_extras(planned_on=clock.today(), extras=plan.extras, table=plan.table)

    def lay_out_extras(self, file: Supervision) -> None:
        """Surprise and hair tests, wherever those on file are not those of the term as it is."""
        plan = self._plan_of(file)
        file.plan_extras(planned_on=clock.today(), extras=plan.extras, table=plan.table)

    def _plan_of(self, file: Supervision) -> Plan:
        """The town's key draws the target days, so nobody else can work them out beforehand."""
        return plan_of(
            parts=file.plans,
            reported_on=file.reported_on,
            term_months=file.term_months,
            credit_days=file.credit_days,
            suspensions=file.suspensions,
            reading=file.reading,
            seed=self.master.digest(str(file.case_ref).encode(), purpose="target days"),
        )
