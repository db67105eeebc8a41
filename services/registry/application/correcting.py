"""Correcting what a case has wrong: one proposes, another decides, or a paper does (0.23)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from services.registry.application.cases import Cases, owe_question
from services.registry.domain.approvals import ApprovedOnPaper
from services.registry.domain.care import Care
from services.registry.domain.case import Case
from services.registry.domain.course_events import StoredSpan
from services.registry.domain.dossier import Dossier
from services.registry.domain.duties import (
    REMIND_POLICE,
    REPORT_IN,
    SEND_RELEASE_FILE,
    SIGN_AGREEMENT,
)
from services.registry.domain.facts_correction import DAYS, PRINTED
from services.registry.rules import correcting, course
from services.registry.rules.agreement import sign_due
from services.registry.rules.days import what_happened_is_not_ahead
from services.registry.rules.reporting import report_in_due
from shared import clock
from shared.eventstore.performing import command


class Corrections(Cases):
    """Days of a term and facts of its papers that are wrong on file."""

    @command
    def propose_correction(
        self,
        *,
        case_id: UUID,
        reported_on: date,
        credit_days: int,
        suspensions: Sequence[StoredSpan],
        why: str,
    ) -> None:
        """Say which days of the term are right; somebody else decides (0.23)."""
        what_happened_is_not_ahead(today=clock.today(), reported_on=reported_on)
        case = self.case(case_id)
        case.propose_correction(
            reported_on=reported_on,
            credit_days=credit_days,
            suspensions=suspensions,
            why=why,
            author=self.account,
            on=clock.today(),
        )
        self.save(case)

    @command
    def propose_facts_correction(
        self,
        *,
        case_id: UUID,
        right: Mapping[str, str],
        why: str,
        cleared: Sequence[str] = (),
        paper_no: int | None = None,
    ) -> None:
        """Say which facts of the decision, the release or the agreement are right (0.23).

        `right` is text by field, days as 2026-11-20; what is empty is as it was, unless it is named
        in `cleared`. What moves a day or a number rests on a paper in the file of the case:
        `paper_no` is its number there. Somebody else decides.
        """
        happened = {name: right.get(name) for name in DAYS if name not in PRINTED}
        days = {name: date.fromisoformat(said) for name, said in happened.items() if said}
        what_happened_is_not_ahead(today=clock.today(), **days)
        dossier = self.find(Dossier, Dossier.create_id(case_id=case_id))
        correcting.the_paper_is_in_the_file(
            paper_no=paper_no, numbers=dossier.items if dossier else ()
        )
        case = self.case(case_id)
        case.propose_facts(
            right,
            cleared=cleared,
            paper_no=paper_no,
            why=why,
            author=self.account,
            on=clock.today(),
        )
        self.save(case)

    @command
    def withdraw_correction(self, *, case_id: UUID, why: str) -> None:
        """Take one's own proposal back before somebody decided on it."""
        case = self.case(case_id)
        case.withdraw_correction(why=why, account=self.account, on=clock.today())
        self.save(case)

    @command
    def decide_correction(
        self, *, case_id: UUID, approved: bool, why: str = "", paper: ApprovedOnPaper | None = None
    ) -> None:
        """Decide on a proposed correction, as another account or by a paper that was signed."""
        case, care = self.case(case_id), self.care(case_id)
        proposal, was = case.waiting_correction, case.typed("agreement_no")
        self.take_paper(
            paper,
            about=case.of_person,
            approved=approved,
            proposed_by=proposal.proposed_by,
        )
        case.decide_correction(
            approved=approved, why=why, approver=self.account, on=clock.today(), paper=paper
        )
        if approved:
            _have_duties_follow(case, care)
            have_release_follow(care, case.last_day)
            owe_question(case, care)
        self.save_renumbered(case, was=was)
        self.save(care)


def have_release_follow(care: Care, last_day: date | None) -> None:
    """Have what is owed before the last day follow it where it moved (戒毒条例 23)."""
    if last_day is None:
        return
    on = clock.today()
    care.owe_otherwise(REMIND_POLICE, course.reminder_due(last_day=last_day), on=on)
    care.owe_otherwise(SEND_RELEASE_FILE, course.release_file_due(last_day=last_day), on=on)


def _have_duties_follow(case: Case, care: Care) -> None:
    """Have what is owed by the day of service follow it where it moved (戒毒条例 14, 38).

    The last of the 15 days is the law's own, past or not; what the town owes moves to no past day.
    """
    served_on = case.tracked_from or case.decision.served_on
    if case.reported_on is None:
        if REPORT_IN in care.due:
            due = report_in_due(kind=case.kind, served_on=served_on)
            care.owe_anew(REPORT_IN, due, on=clock.today())
        return
    since = max(case.reported_on, case.tracked_from or case.reported_on)
    served_on = since if case.tracked_from else served_on
    due = sign_due(kind=case.kind, served_on=served_on, reported_on=since)
    care.owe_otherwise(SIGN_AGREEMENT, due, on=clock.today())
