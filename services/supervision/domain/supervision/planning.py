"""The part of a file that plans: what the town lets it know, windows, proposals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from services.supervision.domain.events import planning as events
from services.supervision.domain.records.planning import (
    GRANTED,
    NOT_GRANTED,
    PLAN,
    Answer,
    Approval,
    Drawing,
    PaperApproval,
    Proposal,
)
from services.supervision.domain.supervision.state import FileState
from services.supervision.rules import plans
from services.supervision.rules.extras import Extra, draw
from services.supervision.rules.windows import Reading, Window
from shared.calendar import OpenSpan, merge
from shared.law import Defect, Unknown, defects
from shared.scans import Scan, facts_of


class Planning(FileState):
    """What the town lets supervision know, and the plan of tests that follows from it."""

    def schedule(
        self,
        *,
        scheduled_on: date,
        plan: str,
        windows: tuple[Window, ...],
        targets: tuple[date, ...],
        seed: bytes,
        table: date,
    ) -> None:
        """Lay out the plan of tests, and keep from which seed its target days were drawn."""
        self.trigger(
            events.DrugTestScheduled,
            scheduled_on=scheduled_on,
            plan=plan,
            windows_total=len(windows),
            opens=tuple(window.first for window in windows),
            closes=tuple(window.last for window in windows),
            targets=targets,
            seed=seed.hex(),
            table=table,
        )

    def plan_extras(self, *, planned_on: date, extras: Sequence[Extra], table: date) -> None:
        """Lay out the tests beside the plan, if there are any that are not laid out yet."""
        if _planned(extras) == _planned(it for it in self.extras if it not in self.drawn):
            return
        self.trigger(
            events.ExtraTestsPlanned,
            planned_on=planned_on,
            kinds=tuple(it.kind for it in extras),
            opens=tuple(it.span.first for it in extras),
            closes=tuple(it.span.last for it in extras),
            targets=tuple(it.target for it in extras),
            table=table,
        )

    def draw_extra(
        self,
        *,
        drawing_id: UUID,
        drawing: Drawing,
        drawn_on: date,
        taken: Sequence[date],
        seed: bytes,
        table: date,
    ) -> None:
        """Draw a hidden day in a period for one more test, far from the others where it can be."""
        number = max((it.span.number for it in self.extras), default=0) + 1
        span = Window(number=number, first=drawing.first, last=drawing.last)
        others = [*taken, *(it.target for it in self.extras)]
        self.trigger(
            events.ExtraTestDrawn,
            drawn_on=drawn_on,
            drawing_id=drawing_id,
            kind=drawing.kind,
            number=number,
            opens=drawing.first,
            closes=drawing.last,
            target=draw(drawing.kind, span, taken=others, seed=seed),
            seed=seed.hex(),
            table=table,
        )

    def can_be_drawn_for(self, drawing: Drawing) -> bool:
        """Whether the case runs, nobody is held, and the period lies in the term."""
        runs = self.ended_on is None and self.suspended_on is None and bool(self.windows)
        return runs and self.reported_on <= drawing.first and drawing.last <= self.windows[-1].last

    def correct_report_in(self, *, corrected_on: date, reported_on: date) -> None:
        """The term began on another day; the plan has to be laid out anew."""
        self.trigger(events.ReportInCorrected, corrected_on=corrected_on, reported_on=reported_on)

    def note_replacement(self, *, replaced_on: date) -> None:
        """Note that another order took the place of this one."""
        self.trigger(events.ReplacementNoted, replaced_on=replaced_on)

    def note_station(self, station: str, *, noted_on: date) -> None:
        """Note at which station the case is kept from now on."""
        self.trigger(events.StationNoted, noted_on=noted_on, station=station)

    def note_suspension(self, *, suspended_on: date) -> None:
        """Note that the person was detained; a day before the term counts from its first day.

        Who is held already stays held since the earlier day.
        """
        since = max(suspended_on, self.reported_on)
        since = min(since, self.suspended_on or since)
        self.trigger(events.SuspensionNoted, suspended_on=suspended_on, since=since)

    def note_resumption(self, *, resumed_on: date) -> None:
        """Note that the person was released; the plan has to be laid out anew."""
        since = self.suspended_on
        if since is not None:
            ends = max(resumed_on, since)
            self.trigger(events.ResumptionNoted, resumed_on=ends, since=since)

    def correct_suspensions(self, *, corrected_on: date, spans: Sequence[OpenSpan]) -> None:
        """Note all suspensions as the town states them now."""
        merged = merge(spans)
        self.trigger(
            events.SuspensionsCorrected,
            corrected_on=corrected_on,
            begins=tuple(first for first, _ in merged),
            ends=tuple(end for _, end in merged),
        )

    def note_reading(self, *, chosen_on: date, reading: Reading) -> None:
        """Note how the term is counted from now on; the plan has to be laid out anew."""
        self.trigger(
            events.ReadingNoted,
            chosen_on=chosen_on,
            counted_from=reading.counted_from,
            begins=tuple(first for first, _ in reading.left_out),
            ends=tuple(end for _, end in reading.left_out),
        )

    def note_end(self, *, ended_on: date, cause: str) -> None:
        """Note that the case has ended; it ends once, and a later word about it is a correction."""
        if ended_on != self.ended_on:
            self.trigger(events.EndNoted, ended_on=ended_on, cause=cause)

    def note_reopening(self, *, reopened_on: date) -> None:
        """Note that a case that had ended goes on."""
        if self.ended_on is not None:
            self.trigger(events.ReopeningNoted, reopened_on=reopened_on)

    def note_resting(self, *, noted_on: date, sealed_on: date | None) -> None:
        """Note since when the registry has the file sealed; None: it is so no more."""
        if sealed_on != self.sealed_on:
            self.trigger(events.SealingNoted, noted_on=noted_on, sealed_on=sealed_on)

    def revise_term(self, *, revised_on: date, term_months: int, credit_days: int) -> None:
        """Note another length of the term; the plan has to be laid out anew."""
        self.trigger(
            events.TermRevised,
            revised_on=revised_on,
            term_months=term_months,
            credit_days=credit_days,
        )

    def note_agreement(self, *, signed_on: date) -> None:
        """Note that the agreement was signed."""
        self.trigger(events.AgreementNoted, signed_on=signed_on)

    def note_care_plan(self, *, planned_on: date) -> None:
        """Note that the measures were laid down."""
        self.trigger(events.CarePlanNoted, planned_on=planned_on)

    def note_group(self, *, formed_on: date, kinds: tuple[str, ...]) -> None:
        """Note that the group was formed."""
        self.trigger(events.GroupNoted, formed_on=formed_on, kinds=kinds)

    # Proposals.

    def submit_for_approval(self, *, approval_id: UUID, proposal: Proposal) -> None:
        """Write down what the police station proposes; a plan must cover the term."""
        if proposal.measure == PLAN:
            plans.stages_asked_for(
                proposal.plan or "",
                proposal.stages,
                months=self.term_months,
                on=self.reported_on,
            )
        self.trigger(events.ApprovalSubmitted, approval_id=approval_id, **asdict(proposal))

    def record_approval(self, *, answer: Answer) -> tuple[tuple[str, ...], bool]:
        """Write down what became of a proposal.

        Answers what is wrong with it, and whether the plan is another now.
        """
        asked = self._awaiting(answer.approval_id)
        on = answer.decided_on
        found = defects(self._follows(answer.approval_id, on=on))
        facts = asdict(answer)
        result = GRANTED if facts.pop("granted") else NOT_GRANTED
        self.trigger(
            events.ApprovalDecided,
            measure=asked.measure,
            result=result,
            counted=not found,
            defects=found,
            **facts,
        )
        return found, answer.granted and not found and self._choose(answer.approval_id, on=on)

    def approve_on_paper(
        self, *, approval: PaperApproval, scan: Scan | None
    ) -> tuple[tuple[str, ...], bool]:
        """Write down an approval that was given on paper; it counts from the day on the paper.

        Answers what is wrong with it, and whether the plan is another now.
        """
        asked = self._awaiting(approval.approval_id)
        found = defects(
            plans.a_paper_approval_is_shown(shown=scan is not None),
            self._follows(approval.approval_id, on=approval.approved_on),
        )
        self.trigger(
            events.ApprovedOnPaper,
            measure=asked.measure,
            counted=not found,
            defects=found,
            **asdict(approval),
            **facts_of(scan),
        )
        return found, not found and self._choose(approval.approval_id, on=approval.approved_on)

    def _follows(self, approval_id: UUID, *, on: date) -> Defect | None:
        sent_on = self.proposed_on[approval_id]
        return plans.an_answer_follows_its_proposal(sent_on=sent_on, decided_on=on)

    def _awaiting(self, approval_id: UUID) -> Approval:
        """A proposal that is not answered yet; `Unknown`, or a refusal."""
        asked = self.approvals.get(approval_id)
        if asked is None:
            raise Unknown("档案里没有这项报批", field="approval_id")
        plans.a_plan_is_approved_once(granted=asked.granted)
        return asked

    def _choose(self, approval_id: UUID, *, on: date) -> bool:
        """Another plan from that day on, if it is a plan that was approved."""
        asked = self.approvals[approval_id]
        if asked.measure != PLAN:
            return False
        stages = plans.stages_asked_for(
            asked.plan or "", asked.stages, months=self.term_months, on=self.reported_on
        )
        self.trigger(
            events.PlanChosen,
            chosen_on=on,
            approval_id=approval_id,
            plan=asked.plan,
            stages=plans.written(stages),
            kept=sum(window.first <= on for window in self.windows),
        )
        return True


def _planned(extras: Iterable[Extra]) -> list[tuple[str, date, date, date]]:
    return [(it.kind, it.span.first, it.span.last, it.target) for it in extras]
