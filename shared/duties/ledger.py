"""The list of duties of one file: a file of its own, so that the clock stands in nobody's way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.domain import event

from shared.duties.duty import FELL_DUE, MISSED, Duty, Key, Step
from shared.eventstore.aggregate import Aggregate, Sealed


@dataclass(frozen=True, kw_only=True)
class Miss:
    """A duty that the list has as missed; with `kept_on` it was done in time, as `proof` shows."""

    duty: str
    matter: str
    missed_on: date
    kept_on: date | None = None
    proof: str | None = None

    @property
    def counts(self) -> bool:
        """Whether it is held against anybody."""
        return self.kept_on is None


@dataclass(frozen=True, kw_only=True)
class Raised:
    """A duty of which somebody further up was told; `alarm_id` names it without saying what it is.

    It stands until the duty was done, was waived or pauses. One that was written by an earlier
    release has no name, and gets it with the next word about it.
    """

    alarm_id: UUID | None
    level: str
    stands: bool = True


class CaseDuties(Aggregate):
    """What fell due in one file, what was missed, who was alarmed, and who bears it."""

    class DutyListOpened(Aggregate.Created):
        """From this day on the clock watches over a file."""

        opened_on: date
        file_id: UUID
        case_ref: str | None
        person_id: UUID | None

    class DutyFellDue(Aggregate.Event):
        """Something is to be done from this day on."""

        due_from: date
        due_on: date
        duty: str
        matter: str
        rule: str
        law: str
        article: str
        table: date

        def apply(self, aggregate: CaseDuties) -> None:
            """It is not written again."""
            aggregate.remember(self.duty, self.matter, FELL_DUE, self.due_from, self.table)

    class DutyMissed(Aggregate.Event):
        """It had not been recorded when its last day was over."""

        missed_on: date
        duty: str
        matter: str
        rule: str
        table: date

        def apply(self, aggregate: CaseDuties) -> None:
            """It is not written again."""
            aggregate.remember(self.duty, self.matter, MISSED, self.missed_on, self.table)

    class DutyFoundKept(Aggregate.Event):
        """It had been done in time, as a paper of that day proves: as a miss it counts no more."""

        kept_on: date
        duty: str
        matter: str
        proof: str

        def apply(self, aggregate: CaseDuties) -> None:
            """The miss stays on the list, and says so."""
            aggregate.kept[self.duty, self.matter] = (self.kept_on, self.proof)

    class DutyEscalated(Aggregate.Event):
        """It is still owed, and somebody further up is alarmed.

        Version 2: with all that whoever is alarmed needs to know of it.
        """

        class_version = 2

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Nobody further up was told; the article and the last day stand with the duty."""
            state.update(alarm_id=None, due_on=None, unit=None, law=None, article=None)

        escalated_on: date
        escalated_at: datetime
        duty: str
        matter: str
        to: str
        rule: str
        table: date
        alarm_id: UUID | None
        due_on: date | None
        unit: str | None
        law: str | None
        article: str | None

        def apply(self, aggregate: CaseDuties) -> None:
            """It is not written again, and stands."""
            aggregate.remember(self.duty, self.matter, self.to, self.escalated_on, self.table)
            aggregate.raised[self.duty, self.matter] = Raised(alarm_id=self.alarm_id, level=self.to)

    class EscalationEnded(Aggregate.Event):
        """It is owed no more, or pauses: whoever was alarmed need not look at it."""

        ended_on: date
        duty: str
        matter: str
        alarm_id: UUID

        def apply(self, aggregate: CaseDuties) -> None:
            """It stands no more."""
            known = aggregate.raised[self.duty, self.matter]
            aggregate.raised[self.duty, self.matter] = replace(known, stands=False)

    class EscalationResumed(Aggregate.Event):
        """It had paused and is owed again: whoever was alarmed then is alarmed."""

        resumed_on: date
        duty: str
        matter: str
        to: str
        rule: str
        table: date
        alarm_id: UUID
        due_on: date
        unit: str | None
        law: str
        article: str

        def apply(self, aggregate: CaseDuties) -> None:
            """It stands."""
            aggregate.raised[self.duty, self.matter] = Raised(alarm_id=self.alarm_id, level=self.to)

    class DutiesAssigned(Aggregate.Event):
        """Somebody bears the duties of this file from now on."""

        assigned_on: date
        bearer: str

        def apply(self, aggregate: CaseDuties) -> None:
            """They are theirs."""
            aggregate.bearer = self.bearer

    class DutiesHandedOver(Aggregate.Event):
        """Somebody else bears them now; files that went in one act share its id."""

        handed_on: date
        hand_over_id: UUID
        former: str
        bearer: str
        reason: Sealed[str]

        def apply(self, aggregate: CaseDuties) -> None:
            """They are the other's."""
            aggregate.bearer = self.bearer

    @event(DutyListOpened)
    def __init__(
        self, *, opened_on: date, file_id: UUID, case_ref: str | None, person_id: UUID | None
    ) -> None:
        self.opened_on = opened_on
        self.file_id = file_id
        self.case_ref = case_ref
        self.person_id = person_id
        self.written: set[Key] = set()
        self.kept: dict[tuple[str, str], tuple[date, str]] = {}
        self.raised: dict[tuple[str, str], Raised] = {}
        self.bearer: str | None = None

    def remember(self, duty: str, matter: str, step: str, on: date, table: date) -> None:
        """Know what is written."""
        self.written.add((duty, matter, step, on, table))

    @property
    def misses(self) -> tuple[Miss, ...]:
        """What was missed, the latest first, with what was found to have been kept."""
        found = []
        for duty, matter, step, on, _ in self.written:
            if step == MISSED:
                kept_on, proof = self.kept.get((duty, matter), (None, None))
                miss = Miss(duty=duty, matter=matter, missed_on=on, kept_on=kept_on, proof=proof)
                found.append(miss)
        return tuple(sorted(found, key=lambda it: (it.missed_on, it.duty, it.matter), reverse=True))

    def find_kept(self, *, duty: str, matter: str, on: date, proof: str) -> None:
        """Write down that a duty was done in time, whether or not the clock has missed it yet."""
        self.trigger_event(self.DutyFoundKept, kept_on=on, duty=duty, matter=matter, proof=proof)

    def write(self, steps: Iterable[Step], *, unit: str | None) -> int:
        """Write the steps that are not written yet; answers how many those were.

        `unit` is the one that the file lies at, for whoever is alarmed.
        """
        found = 0
        for step in steps:
            if step.key not in self.written:
                self._write(step, unit)
                found += 1
        return found

    def settle(self, owed: Iterable[Duty], *, unit: str | None, on: date) -> None:
        """Have those who were alarmed know what is owed no more, and what is owed again."""
        due = {(it.kind, it.matter): it for it in owed if self._level_of(it) is not None}
        for named, raised in list(self.raised.items()):
            duty = due.get(named)
            if duty is None and raised.stands and raised.alarm_id is not None:
                self.trigger_event(
                    self.EscalationEnded,
                    ended_on=on,
                    duty=named[0],
                    matter=named[1],
                    alarm_id=raised.alarm_id,
                )
            elif duty is not None and (raised.alarm_id is None or not raised.stands):
                self.trigger_event(
                    self.EscalationResumed,
                    resumed_on=on,
                    to=self._level_of(duty),
                    alarm_id=raised.alarm_id or uuid4(),
                    **_named(duty),
                    **_told_of(duty, unit),
                )

    def _level_of(self, duty: Duty) -> str | None:
        """The last who was alarmed of this duty as it is owed now."""
        raised = [it for it in duty.steps() if it.is_alarm and it.key in self.written]
        return max(raised, key=lambda it: it.at).what if raised else None

    def assign(self, *, bearer: str, on: date) -> None:
        """Have somebody bear these duties, named by account."""
        self.trigger_event(self.DutiesAssigned, assigned_on=on, bearer=bearer)

    def hand_over(self, *, hand_over_id: UUID, bearer: str, reason: str, on: date) -> None:
        """Have somebody else bear them, and say why."""
        self.trigger_event(
            self.DutiesHandedOver,
            handed_on=on,
            hand_over_id=hand_over_id,
            former=self.bearer,
            bearer=bearer,
            reason=reason,
        )

    def _write(self, step: Step, unit: str | None) -> None:
        duty, on = step.duty, step.at.date()
        if step.what == FELL_DUE:
            self.trigger_event(
                self.DutyFellDue,
                due_from=on,
                due_on=duty.due_on,
                **_article_of(duty),
                **_named(duty),
            )
        elif step.what == MISSED:
            self.trigger_event(self.DutyMissed, missed_on=on, **_named(duty))
        else:
            self.trigger_event(
                self.DutyEscalated,
                escalated_on=on,
                escalated_at=step.at,
                to=step.what,
                alarm_id=self._alarm_of(duty) or uuid4(),
                **_named(duty),
                **_told_of(duty, unit),
            )

    def _alarm_of(self, duty: Duty) -> UUID | None:
        """The name of the alarm that stands; the next one is another."""
        raised = self.raised.get((duty.kind, duty.matter))
        return raised.alarm_id if raised is not None and raised.stands else None


def _named(duty: Duty) -> dict[str, object]:
    return {
        "duty": duty.kind,
        "matter": duty.matter,
        "rule": duty.rule.name,
        "table": duty.rule.table,
    }


def _article_of(duty: Duty) -> dict[str, object]:
    return {"law": duty.rule.citation.law, "article": duty.rule.citation.article}


def _told_of(duty: Duty, unit: str | None) -> dict[str, object]:
    return {"due_on": duty.due_on, "unit": unit, **_article_of(duty)}
