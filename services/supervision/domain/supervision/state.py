"""What every part of a supervision file can rely on: what it remembers, how it writes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from services.supervision.domain.records.absences import Absence, Leave
from services.supervision.domain.records.assessing import Assessed
from services.supervision.domain.records.breaches import ProposedOverturning, Violation
from services.supervision.domain.records.contacts import Need
from services.supervision.domain.records.other_days import OpenRequest
from services.supervision.domain.records.planning import Approval
from services.supervision.domain.records.police import Told
from services.supervision.domain.records.takeover import Span
from services.supervision.domain.records.testing import Missed, Notice, Refused, Tested
from services.supervision.domain.records.waiving import ProposedWaiver
from services.supervision.rules import resting, terms
from services.supervision.rules.extras import (
    HAIR,
    SETTINGS,
    Extra,
    ExtraOutcome,
    extra_outcomes,
)
from services.supervision.rules.laboratory import Screened
from services.supervision.rules.outcomes import DONE, Outcome, outcomes
from services.supervision.rules.plans import PlanPart
from services.supervision.rules.police import Matter
from services.supervision.rules.windows import Reading, Window
from shared.calendar import OpenSpan
from shared.law import Defect


class FileState:
    """What a file remembers, and how it stands on a day."""

    kind: str
    village: str | None
    station: str | None
    sex: str | None
    reported_on: date
    term_months: int
    credit_days: int
    tracked_from: date | None
    ended_on: date | None
    sealed_on: date | None
    suspensions: tuple[OpenSpan, ...]
    reading: Reading | None
    plan: str
    plans: tuple[PlanPart, ...]
    windows: tuple[Window, ...]
    extras: tuple[Extra, ...]
    drawn: tuple[Extra, ...]
    approvals: dict[UUID, Approval]
    proposed_on: dict[UUID, date]
    waived: dict[int, date]
    waivers: dict[int, ProposedWaiver]
    notices: dict[UUID, Notice]
    appointments: dict[UUID, date]
    other_days: dict[UUID, OpenRequest]
    tests: list[Tested]
    hair_tests: list[date]
    refusals: list[Refused]
    misses: list[Missed]
    positives: dict[UUID, Screened]
    unsound_strips: set[UUID]
    no_b_samples: set[UUID]
    talks: list[date]
    visits: list[date]
    reported: list[tuple[date, date]]
    assessed: dict[int, Assessed]
    admonished: list[date]
    warned: list[tuple[UUID | None, date]]
    breaches: list[str]
    matters: dict[str, Matter]
    reports: dict[UUID, Told]
    violations: dict[UUID, Violation]
    criticised: dict[UUID, date]
    educated: dict[UUID, date]
    leaves: dict[UUID, Leave]
    leave_reports: dict[UUID, date]
    absences: dict[UUID, Absence]
    uses: dict[UUID, date]
    uses_outside: dict[UUID, date]
    overturned: dict[UUID, date]
    proposed: dict[UUID, ProposedOverturning]
    balances: dict[str, int]
    spans_before: dict[str, tuple[Span, ...]]
    tests_before: dict[int, str]
    judged: dict[str, bool]
    needs: dict[UUID, Need]
    in_maintenance: bool
    family_account: str | None
    results_open: bool
    signed_on: date | None
    uses_in_treatment: dict[UUID, date]
    scans: dict[str, str]
    entered: dict[int, bool]

    def remember_nothing(self) -> None:
        """A file that has just been opened."""
        self.ended_on, self.signed_on, self.sealed_on = None, None, None
        self.family_account, self.results_open = None, False
        self.suspensions = ()
        self.reading = None
        self.plan, self.plans = "", ()
        self.windows, self.extras, self.drawn = (), (), ()
        self.approvals = {}
        self.proposed_on = {}
        self.waived, self.waivers = {}, {}
        self.notices = {}
        self.appointments, self.other_days = {}, {}
        self.tests = []
        self.hair_tests = []
        self.refusals = []
        self.misses = []
        self.positives = {}
        self.unsound_strips = set()
        self.no_b_samples = set()
        self.talks, self.visits = [], []
        self.reported, self.assessed = [], {}
        self.admonished, self.warned = [], []
        self.breaches = []
        self.matters = {}
        self.reports = {}
        self.violations = {}
        self.criticised = {}
        self.educated = {}
        self.leaves = {}
        self.leave_reports = {}
        self.absences = {}
        self.uses, self.uses_outside = {}, {}
        self.overturned, self.proposed = {}, {}
        self.balances, self.judged = {}, {}
        self.spans_before, self.tests_before = {}, {}
        self.needs = {}
        self.in_maintenance, self.uses_in_treatment = False, {}
        self.scans = {}
        self.entered = {}

    def trigger(self, kind: type, /, **facts: Any) -> None:
        """Write an event, which this file declares under its own name."""
        raise NotImplementedError

    @property
    def suspended_on(self) -> date | None:
        """Since when the term stands still, if it does."""
        return next((first for first, end in self.suspensions if end is None), None)

    def state_on(self, day: date) -> str:
        """How far the case is, for the table of rights."""
        return resting.state_on(day, closed_on=self.closes_on, sealed_on=self.sealed_on)

    @property
    def closes_on(self) -> date | None:
        """The last day of the case, as far as it is known."""
        return self.ended_on or (self.windows[-1].last if self.windows else None)

    def outcomes(self, day: date) -> tuple[Outcome, ...]:
        """How each window stands on a day."""
        return outcomes(
            self.windows,
            tested=self._counted_tests,
            refused=_numbered(self._counted_refusals, extra=None),
            missed=_numbered(self._counted_misses, extra=None),
            waived=[*self.waived.items(), *_numbered(self._excused, extra=None)],
            day=day,
            custody=self.suspensions,
            suspended_on=self.suspended_on,
            tracked_from=self.tracked_from,
            ended_on=self.ended_on,
        )

    def extra_outcomes(self, day: date) -> tuple[ExtraOutcome, ...]:
        """How each test beside the plan stands on a day.

        One that was taken as drawn by lot is also one of those that the town asks for in a year.
        """
        planned = [it for it in self.extras if it not in self.drawn]
        return (*self._extra_outcomes(planned, day), *self._extra_outcomes(self.drawn, day))

    def _extra_outcomes(self, extras: Iterable[Extra], day: date) -> tuple[ExtraOutcome, ...]:
        kept = {it.tested_on for it in self.outcomes(day)}
        return extra_outcomes(
            extras,
            tested=[on for on in self._counted_tests if on not in kept],
            hair=self.hair_tests,
            day=day,
            tracked_from=self.tracked_from,
            ended_on=self.ended_on,
            custody=self.suspensions,
            suspended_on=self.suspended_on,
            refused={kind: _numbered(self._counted_refusals, extra=kind) for kind in SETTINGS},
            missed={kind: _numbered(self._counted_misses, extra=kind) for kind in SETTINGS},
            waived={kind: _numbered(self._excused, extra=kind) for kind in SETTINGS},
        )

    def spans_of(self, extra: str | None) -> tuple[Window, ...]:
        """The windows of the plan, or the spans of that kind of tests beside it."""
        if extra is None:
            return self.windows
        return tuple(it.span for it in self.extras if it.kind == extra)

    def window_of(self, notice: Notice) -> Window | None:
        """The window that a notice calls the person to; None where the plan has it no more."""
        return next((it for it in self.spans_of(notice.extra) if it.number == notice.window), None)

    # How it is judged.

    @property
    def _counted_tests(self) -> list[date]:
        return [test.on for test in self.tests if test.counted]

    @property
    def _counted_refusals(self) -> list[Refused]:
        return [it for it in self.refusals if it.counted and it.notice_id not in self.overturned]

    @property
    def _counted_misses(self) -> list[Missed]:
        return [it for it in self.misses if it.counted and it.notice_id not in self.overturned]

    @property
    def _excused(self) -> list[Missed]:
        return [it for it in self.misses if it.justified]

    def _came(self, notice_id: UUID, *, on: date) -> bool:
        """Whether a valid test answers a notice that was refused or missed on a day (domain.md 4).

        It was taken on the appointed day, or had kept the same test by then or by that day; when
        either was typed makes no difference.
        """
        notice, appear_on = self.notices[notice_id], self.appointments[notice_id]
        if notice.extra == HAIR:
            came = appear_on in self.hair_tests
        else:
            came = appear_on in self._counted_tests
        return came or self._is_kept(notice, by=max(on, appear_on))

    def _is_kept(self, notice: Notice, *, by: date) -> bool:
        if notice.extra is None:
            states = {it.window.number: it.state for it in self.outcomes(by)}
        else:
            states = {
                it.extra.span.number: it.state
                for it in self.extra_outcomes(by)
                if it.extra.kind == notice.extra
            }
        return states.get(notice.window) == DONE

    def _outside_term(self, on: date) -> Defect | None:
        """Why a fact of that day is none of this case."""
        outside = terms.it_happened_during_the_term(
            on=on, windows=self.windows, ended_on=self.ended_on
        )
        return outside or terms.nobody_in_custody_comes(on=on, spans=self.suspensions)

    def _nothing_adverse(self, on: date) -> Defect | None:
        """Why a fact of that day grounds nothing adverse."""
        return self._outside_term(on) or terms.all_readings_agree(
            on=on,
            within=terms.undisputed(
                start=self.reported_on, months=self.term_months, credit_days=self.credit_days
            ),
            judged=self._term_is_judged,
        )

    @property
    def _term_is_judged(self) -> bool:
        """Whether somebody chose here that contested days count, or in the town how the term runs.

        A reading of the town's has the windows end where it has the term end.
        """
        return self.reading is not None or self.judged.get("term", False)


def _numbered(told: Iterable[Refused | Missed], *, extra: str | None) -> list[tuple[int, date]]:
    """Number and day of those that are about tests of the plan, or of that kind beside it."""
    return [(it.window, it.on) for it in told if it.extra == extra]
