"""The part of a file that answers breaches: admonitions, corrections, what is serious by law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from uuid import UUID

from services.supervision.domain.events import breaches as events
from services.supervision.domain.records.breaches import (
    Admonition,
    Balance,
    Correcting,
    Judging,
    Overturning,
    Violating,
)
from services.supervision.domain.records.testing import Missed, Refused
from services.supervision.domain.supervision.counting import Counting
from services.supervision.rules import notices, police, refusals, terms, violations
from services.supervision.rules.counters import Counter
from services.supervision.rules.outcomes import UNSETTLED
from services.supervision.rules.violations import NO_REPORT
from shared.law import Defect, defects
from shared.scans import Scan, facts_of

PAPER, TRANSFER = "paper", "transfer"


class Breaches(Counting):
    """What follows when an agreement is broken."""

    def record_violation(
        self, *, violation_id: UUID, violating: Violating, now: datetime
    ) -> tuple[str, ...]:
        """Write down a breach of a clause; answers why it does not count, if it does not."""
        found = defects(
            violations.what_is_alleged_is_founded(facts=violating.facts, proof=violating.proof),
            None if violating.kind == NO_REPORT else self._nothing_adverse(violating.violated_on),
        )
        self.trigger(
            events.ViolationRecorded,
            violation_id=violation_id,
            counted=not found,
            defects=found,
            **asdict(violating),
        )
        if violating.kind == NO_REPORT and not found:
            self.trigger(
                events.RefusalFound,
                found_at=now,
                matter=str(violation_id),
                report_by=police.report_by(detected_at=now),
            )
        return found

    def note_refusal_to_sign(
        self, *, refused_on: date, defects: tuple[str, ...], now: datetime
    ) -> None:
        """Write down that the person would not sign: a fact that is reported and counts nothing."""
        self.trigger(
            events.RefusalToSignNoted,
            refused_on=refused_on,
            matter=None if defects else f"refusal_to_sign:{refused_on}",
            found_at=now,
            report_by=police.report_by(detected_at=now),
            defects=defects,
        )

    def criticise(self, *, correcting: Correcting) -> None:
        """Write down that the person was criticised for a breach."""
        violations.only_a_breach_on_file_is_answered(
            matter=correcting.matter_id, known=self.countable
        )
        self.trigger(events.Criticised, **asdict(correcting))

    def educate(self, *, correcting: Correcting) -> None:
        """Write down that the person was educated about a breach."""
        violations.only_a_breach_on_file_is_answered(
            matter=correcting.matter_id, known=self.countable
        )
        self.trigger(events.Educated, **asdict(correcting))

    def admonish(self, *, admonition: Admonition) -> tuple[str, ...]:
        """Write down a written admonition; answers what is wrong with it."""
        breaches = len(self.countable) + sum(self.balances.values())
        refusals.an_admonition_needs_a_breach(breaches=breaches)
        violations.an_admonition_names_its_breach(
            matter=admonition.matter_id,
            known=self.countable,
            before=sum(self.balances.values()) > 0,
        )
        only = next(iter(self.countable), None) if breaches == 1 else None
        admonition = replace(admonition, matter_id=admonition.matter_id or only)
        notices.there_is_time_to_put_it_right(
            served_on=admonition.served_on, correct_by=admonition.correct_by
        )
        found = defects(
            notices.an_admonition_is_proven(
                proofs=admonition.proofs,
                witnesses=admonition.witnesses,
                on=admonition.served_on,
            )
        )
        self.trigger(events.Admonished, defects=found, **asdict(admonition))
        return found

    # Corrections, and what was counted before.

    def propose_overturning(self, *, matter_id: UUID, by: str, because: str, on: date) -> None:
        """Write down that something should not count; until another decides it does."""
        violations.a_correction_is_made_once(matter=matter_id, overturned=self.overturned)
        violations.only_a_breach_on_file_is_answered(matter=matter_id, known=self.correctable)
        violations.a_correction_is_proposed_once(matter=matter_id, proposed=self.proposed)
        self.trigger(
            events.OverturningProposed,
            proposed_on=on,
            matter_id=matter_id,
            proposed_by=by,
            because=because,
        )

    def decide_overturning(
        self, *, matter_id: UUID, approved: bool, why: str, by: str, on: date
    ) -> None:
        """Write down what another decided; whoever proposed it may withdraw it."""
        violations.a_correction_was_proposed(matter=matter_id, proposed=self.proposed)
        proposal = self.proposed[matter_id]
        if not approved:
            self.trigger(events.OverturningDeclined, declined_on=on, matter_id=matter_id, why=why)
            return
        approved_now = Overturning(
            matter_id=matter_id, overturned_on=on, approver=by, because=proposal.because
        )
        self._overturn(approved_now, author=(proposal.by,), found=(), scan=None)

    def overturn(
        self, *, overturning: Overturning, scan: Scan | None, author: Iterable[str]
    ) -> tuple[str, ...]:
        """Write down by which signed paper something counts no more; answers what it lacks."""
        found = defects(violations.a_correction_on_paper_is_shown(shown=scan is not None))
        self._overturn(overturning, author=author, found=found, scan=scan)
        return found

    def _overturn(
        self,
        overturning: Overturning,
        *,
        author: Iterable[str],
        found: tuple[str, ...],
        scan: Scan | None,
    ) -> None:
        matter = overturning.matter_id
        violations.a_correction_is_made_once(matter=matter, overturned=self.overturned)
        violations.only_a_breach_on_file_is_answered(matter=matter, known=self.correctable)
        violations.a_correction_has_a_second_person(approver=overturning.approver, author=author)
        self._take_off(overturning, found=found, reason=None, scan=scan)

    def drop_what_fell(self, *, on: date) -> None:
        """Take off what was counted and is known by now to have been none of the person's breach.

        Who was in custody that day could not come (戒毒条例 24(2)), and who was tested by the day
        of the notice did (19(2)): which of the two was typed first makes no difference.
        """
        for matter, reason in list(self._fallen_matters()):
            fell = Overturning(matter_id=matter, overturned_on=on, approver="", because="")
            self._take_off(fell, found=(), reason=reason.code, scan=None)

    @property
    def has_fallen(self) -> bool:
        """Whether something is counted that is known by now to have been no breach."""
        return any(self._fallen_matters())

    def _fallen_matters(self) -> Iterator[tuple[UUID, Defect]]:
        evaded: list[Refused | Missed] = [*self._counted_refusals, *self._counted_misses]
        for it in evaded:
            held = terms.nobody_in_custody_comes(on=it.on, spans=self.suspensions)
            came = refusals.a_tested_window_asks_no_more(tested=self._came(it.notice_id, on=it.on))
            if reason := held or came:
                yield it.notice_id, reason
        for key, breach in self.violations.items():
            counts = breach.counted and breach.kind != NO_REPORT and key not in self.overturned
            held = terms.nobody_in_custody_comes(on=breach.on, spans=self.suspensions)
            if counts and held:
                yield key, held

    def _take_off(
        self,
        overturning: Overturning,
        *,
        found: tuple[str, ...],
        reason: str | None,
        scan: Scan | None,
    ) -> None:
        matter, on = overturning.matter_id, overturning.overturned_on
        counter = self.correctable[matter]
        if not found:
            self.overturned[matter] = on  # as if: the event tells how it stands afterwards
        count, settled = self.counters(on)[counter].value, self._settled(on)
        self.overturned.pop(matter, None)
        self.trigger(
            events.BreachOverturned,
            counter=counter,
            count=count,
            settled=settled,
            reason=reason,
            defects=found,
            **asdict(overturning),
            **facts_of(scan),
        )

    def record_balance(
        self, *, balance: Balance, scan: Scan | None, author: Iterable[str]
    ) -> tuple[str, ...]:
        """Write down what a counter had before the take-over; answers what is wrong with it."""
        violations.an_opening_balance_is_of_a_case_taken_over(
            taken_over=self.tracked_from is not None
        )
        violations.an_opening_balance_is_checked_by_another(checker=balance.checker, author=author)
        found = defects(violations.an_opening_balance_is_shown(shown=scan is not None))
        self.trigger(
            events.OpeningBalanceRecorded,
            source=PAPER,
            defects=found,
            **asdict(balance),
            **facts_of(scan),
        )
        return found

    def carry_over(self, *, counters: Mapping[str, int], on: date) -> None:
        """Write down the counters with which a case came from another town."""
        for name, value in counters.items():
            self.trigger(
                events.OpeningBalanceRecorded,
                recorded_on=on,
                counter=name,
                value=value,
                source=TRANSFER,
                page="",
                checker="",
                defects=(),
                **facts_of(None),
            )

    def judge_contested_days(self, *, judging: Judging, by: str) -> None:
        """Write down a choice between two ways of counting days, and who made it."""
        self.trigger(events.ContestedDaysJudged, by=by, **asdict(judging))

    # What is serious.

    def detect_serious_breach(self, *, now: datetime) -> None:
        """Write down which counters have reached what the law calls serious, or no longer do."""
        for counter in self.fallen(now.date()):
            self.trigger(
                events.SeriousBreachWithdrawn,
                withdrawn_on=now.date(),
                counter=counter.name,
                count=counter.value,
            )
        for counter in self.risen(now.date()):
            self._detect(counter, now)

    def _detect(self, counter: Counter, now: datetime) -> None:
        rule = counter.rule
        assert rule is not None  # noqa: S101 - only counters with a limit become serious
        self.trigger(
            events.SeriousBreachDetected,
            detected_at=now,
            counter=counter.name,
            count=counter.value,
            report_by=police.report_by(detected_at=now),
            law=rule.citation.law,
            article=rule.citation.article,
            table=rule.table,
        )

    def _settled(self, on: date) -> int:
        """The last window that is kept, refused, or over for another reason."""
        return max(
            (it.window.number for it in self.outcomes(on) if it.state not in UNSETTLED), default=0
        )
