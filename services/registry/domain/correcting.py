"""How what a case has wrong is corrected: one proposes, another decides or a paper does (0.23)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from services.registry.domain import approvals
from services.registry.domain.approvals import ApprovedOnPaper
from services.registry.domain.correction_events import Correction
from services.registry.domain.course_events import StoredSpan
from services.registry.domain.course_state import CourseState
from services.registry.domain.facts_correction import (
    COUNTING,
    LENGTH,
    PRINTED,
    FactsCorrection,
    Outcome,
    changes_to,
    facts_of,
    with_changes,
)
from services.registry.domain.papers import Agreement, Decision, Printed
from services.registry.rules import agreement as agreements
from services.registry.rules import correcting, course, reporting, term, typing
from services.registry.rules.days import a_decision_is_served_once_made
from shared.law import Refusal


class Correcting(CourseState):
    """Days of the term, and facts of the papers; one proposal at a time."""

    def propose_correction(
        self,
        *,
        reported_on: date,
        credit_days: int,
        suspensions: Sequence[StoredSpan],
        why: str,
        author: str,
        on: date,
    ) -> None:
        """Say which days of the term are right; somebody else decides."""
        self.must_be_in_force()
        correcting.one_correction_at_a_time(open_one=self.proposal is not None)
        course.a_term_runs_before_it_stops(reported_on=self.reported_on, on=on)
        reporting.reporting_follows_service(
            kind=self.decision.kind, served_on=self.decision.served_on, reported_on=reported_on
        )
        self._end(reported_on=reported_on, credit=credit_days, spans=suspensions)
        self.trigger_event(
            self.CorrectionProposed,
            proposed_on=on,
            proposed_by=author,
            reported_on=reported_on,
            credit_days=credit_days,
            suspensions=tuple(suspensions),
            why=why,
        )

    def propose_facts(
        self,
        right: Mapping[str, str],
        *,
        cleared: Collection[str] = (),
        paper_no: int | None,
        why: str,
        author: str,
        on: date,
    ) -> None:
        """Say which facts of the papers are right, and which are none; somebody else decides."""
        self.must_be_in_force()
        correcting.one_correction_at_a_time(open_one=self.proposal is not None)
        known = facts_of(self)
        correcting.only_what_is_on_file_is_corrected(right, known=known)
        correcting.only_what_stands_there_is_cleared(cleared, right=right, known=known)
        changes = changes_to(known, right, cleared=cleared)
        correcting.something_is_stated_otherwise(changes)
        counting = tuple(it for it in changes if it[0] in COUNTING)
        correcting.what_counts_rests_on_a_scan(
            changed=[field for field, *_ in counting], paper_no=paper_no
        )
        written = tuple(it for it in changes if it not in counting)
        proposal = FactsCorrection(
            proposed_on=on,
            proposed_by=author,
            counting=counting,
            written=written,
            paper_no=paper_no,
            why=why,
        )
        self._must_be_possible(proposal)
        changed = tuple(field for field, *_ in changes)
        self.trigger_event(self.FactsCorrectionProposed, changed=changed, **vars(proposal))

    def withdraw_correction(self, *, why: str, account: str, on: date) -> None:
        """Take one's own proposal back."""
        self.must_be_in_force()
        proposal = self.waiting_correction
        correcting.only_the_author_withdraws(author=proposal.proposed_by, account=account)
        self.trigger_event(self.CorrectionWithdrawn, withdrawn_on=on, why=why)

    def decide_correction(
        self,
        *,
        approved: bool,
        why: str,
        approver: str,
        on: date,
        paper: ApprovedOnPaper | None = None,
    ) -> None:
        """Let what is proposed hold, or not; without a signed paper another decides."""
        self.must_be_in_force()
        proposal = self.waiting_correction
        if paper is None:
            course.somebody_else_approves(author=proposal.proposed_by, approver=approver)
        if not approved:
            self.trigger_event(self.CorrectionDeclined, declined_on=on, why=why)
        elif isinstance(proposal, Correction):
            self._correct_term(
                reported_on=proposal.reported_on,
                credit_days=proposal.credit_days,
                suspensions=proposal.suspensions,
                why=why,
                paper=paper,
                on=on,
            )
            self.hold_paper_against_term(on=on)
        else:
            self._correct_facts(proposal, why=why, paper=paper, on=on)

    def last_day_by(self, correction: Correction) -> date | None:
        """The last day of the term if these days were right."""
        return self._end(
            reported_on=correction.reported_on,
            credit=correction.credit_days,
            spans=correction.suspensions,
        )

    def outcome_of(self, correction: FactsCorrection) -> Outcome:
        """What these facts move, if they are right."""
        decision, _, _ = self._papers_by(correction)
        counted_from = self.tracked_from or decision.served_on
        due_on = reporting.report_in_due(kind=decision.kind, served_on=counted_from).on
        reported_on = self.reported_on
        return Outcome(
            due_on=due_on,
            in_time_until=self._in_time_until(decision, due_on=due_on),
            last_day=self._last_day_by_facts(correction, decision),
            punctuality="" if reported_on is None else self._punctuality(reported_on, decision),
        )

    @property
    def waiting_correction(self) -> Correction | FactsCorrection:
        """The proposal that waits for a decision; `Refusal` if there is none."""
        if self.proposal is None:
            raise Refusal("没有待审批的更正")
        return self.proposal

    def _papers_by(self, correction: FactsCorrection) -> tuple[Decision, Printed, Agreement | None]:
        return with_changes(self.decision, self.printed, self.agreement, correction.changes)

    def _last_day_by_facts(self, correction: FactsCorrection, decision: Decision) -> date | None:
        """Where nothing says that the term has another length, it ends as it did."""
        if not set(LENGTH) & set(correction.right) or not self.suspensions_known:
            return self.last_day
        return self._end(months=decision.term_months, credit=decision.credit_days)

    def _must_be_possible(self, correction: FactsCorrection) -> None:
        """Refuse what cannot be so: each names the field and the article."""
        decision, (first, last), agreement = self._papers_by(correction)
        right, served_on = correction.right, decision.served_on
        correcting.a_kind_is_corrected_before_the_report_in(
            changed="kind" in right, reported_on=self.reported_on
        )
        correcting.a_length_is_corrected_once_the_rests_are_known(
            changed=bool(set(LENGTH) & set(right)), known=self.suspensions_known
        )
        if decision.decided_on is not None:
            a_decision_is_served_once_made(decided_on=decision.decided_on, served_on=served_on)
        if self.reported_on is not None:
            reporting.reporting_follows_service(
                kind=decision.kind, served_on=served_on, reported_on=self.reported_on
            )
        if decision.served_while_detained:
            reporting.nobody_is_released_before_being_served(
                served_on=served_on, released_on=decision.released_on
            )
        term.a_term_is_as_long_as_the_law_has_it(
            kind=decision.kind,
            months=decision.term_months,
            decided_on=decision.decided_on or served_on,
        )
        term.credit_leaves_something(
            reported_on=self.reported_on or served_on,
            months=decision.term_months,
            credit_days=decision.credit_days,
        )
        term.a_term_ends_after_it_begins(first=first, last=last, field="printed_to")
        for field in set(right) & {"signed_on", *typing.OF_AGREEMENT}:
            typing.a_version_that_was_replaced_stays(field=field, versions=len(self.versions))
        if agreement is not None and "signed_on" in right:
            last_day = self._last_day_by_facts(correction, decision)
            agreements.a_signature_is_corrected_to_a_day_that_holds(
                signed_on=agreement.signed_on,
                reported_on=self.reported_on,
                last_day=last_day,
                was_held=self.is_held_on(agreement.signed_on),
            )

    def _correct_facts(
        self, proposal: FactsCorrection, *, why: str, paper: ApprovedOnPaper | None, on: date
    ) -> None:
        """Let them hold; where they change the length of a term that runs, state it anew."""
        self._must_be_possible(proposal)
        moved, (decision, _, agreement) = self.outcome_of(proposal), self._papers_by(proposal)
        self.trigger_event(
            self.FactsCorrected,
            corrected_on=on,
            changed=tuple(field for field, *_ in proposal.changes),
            counting=proposal.counting,
            kind=decision.kind,
            served_on=decision.served_on,
            term_months=decision.term_months,
            credit_days=decision.credit_days,
            reported_on=self.reported_on,
            signed_on=agreement.signed_on if agreement else None,
            due_on=moved.due_on,
            in_time_until=moved.in_time_until,
            punctuality=moved.punctuality,
            paper_no=proposal.paper_no,
            on_paper=paper is not None,
            written=proposal.written or (),
            why=why,
            **approvals.facts_of(paper),
        )
        if self.reported_on is not None and set(LENGTH) & set(proposal.right):
            self._correct_term(
                reported_on=self.reported_on,
                credit_days=decision.credit_days,
                suspensions=tuple(self.suspensions.values()),
                why=why,
                paper=paper,
                on=on,
            )
        if self.answered is None and {*PRINTED, *LENGTH} & set(proposal.right):
            self.hold_paper_against_term(on=on)

    def _correct_term(
        self,
        *,
        reported_on: date,
        credit_days: int,
        suspensions: tuple[StoredSpan, ...],
        why: str,
        paper: ApprovedOnPaper | None,
        on: date,
    ) -> None:
        last_day = self._end(reported_on=reported_on, credit=credit_days, spans=suspensions)
        held = any(end is None for _, end in suspensions)
        self.trigger_event(
            self.TermCorrected,
            corrected_on=on,
            reported_on=reported_on,
            term_months=self.decision.term_months,
            credit_days=credit_days,
            suspensions=suspensions,
            last_day=last_day,
            status=self._status_with(last_day, held=held),
            punctuality=self._punctuality(reported_on, self.decision),
            on_paper=paper is not None,
            why=why,
            **approvals.facts_of(paper),
        )
