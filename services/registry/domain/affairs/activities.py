"""Trainings and meetings, as they were held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from eventsourcing.domain import event

from services.registry.domain.affairs.records import WHOLE, Record, Said
from services.registry.rules.affairs import activities
from shared.calendar import DAY
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import Refusal, defects

StoredIssue = tuple[int, str, date]
"""A matter as it is told: its number in the meeting, who is to solve it, by when."""


@dataclass(frozen=True, kw_only=True)
class Attendee:
    """Somebody at a training; the score is None where no test was taken."""

    role: str
    name: str
    signed: bool
    score: int | None = None

    def counts_as(self, role: str) -> bool:
        """Whether somebody of that role was trained: who did not sign was not there."""
        return self.signed and self.role == role


@dataclass(frozen=True, kw_only=True)
class Participant:
    """Somebody at a meeting."""

    role: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Issue:
    """A matter that a meeting gives to somebody."""

    owner: str
    due_on: date
    text: str | None


@dataclass(frozen=True, kw_only=True)
class Closing:
    """That a matter was solved."""

    issue: int
    closed_on: date
    result: str | None


class Training(Record):
    """One training."""

    register_name = "trainings"

    class TrainingHeld(Aggregate.Created):
        """Staff were trained."""

        held_on: date
        topic: str
        hours: int
        roles: tuple[str, ...]
        signed: tuple[bool, ...]
        scores: tuple[int | None, ...]
        trainer: Sealed[str]
        names: Sealed[tuple[str, ...]]

    @classmethod
    def hold(
        cls, *, held_on: date, topic: str, hours: int, trainer: str, attendees: Sequence[Attendee]
    ) -> Training:
        """Record a training with who came and how they did (S36, S37)."""
        return cls(
            held_on=held_on,
            topic=topic,
            hours=hours,
            roles=tuple(it.role for it in attendees),
            signed=tuple(it.signed for it in attendees),
            scores=tuple(it.score for it in attendees),
            trainer=trainer,
            names=tuple(it.name for it in attendees),
        )

    @event(TrainingHeld)
    def __init__(
        self,
        *,
        held_on: date,
        topic: str,
        hours: int,
        roles: tuple[str, ...],
        signed: tuple[bool, ...],
        scores: tuple[int | None, ...],
        trainer: str | None,
        names: tuple[str, ...] | None,
    ) -> None:
        self.held_on = held_on
        self.topic = topic
        self.hours = hours
        self.trainer = trainer
        known = names or ("",) * len(roles)
        self.attendees = tuple(
            Attendee(role=role, name=name, signed=came, score=score)
            for role, name, came, score in zip(roles, known, signed, scores, strict=True)
        )

    def said(self, entry: int) -> Said:
        """What was taught when."""
        _ = entry
        return self.topic, self.held_on


class Meeting(Record):
    """One meeting, and what became of its matters."""

    register_name = "meetings"

    class MeetingHeld(Aggregate.Created):
        """The leading group met, heard reports, and gave matters to those who solve them."""

        meeting_id: UUID
        held_on: date
        roles: tuple[str, ...]
        reports: int
        issues: tuple[StoredIssue, ...]
        defects: tuple[str, ...]
        chair: Sealed[str]
        names: Sealed[tuple[str, ...]]
        reports_heard: Sealed[tuple[str, ...]]
        issue_texts: Sealed[tuple[str, ...]]

    class IssueClosed(Aggregate.Event):
        """A matter was solved."""

        meeting_id: UUID
        closed_on: date
        issue: int
        result: Sealed[str]

    class IssueFellDue(Aggregate.Event):
        """The last day for a matter came, and it was not solved."""

        fell_due_on: date
        meeting_id: UUID
        issue: int

    class IssueMissed(Aggregate.Event):
        """The last day for a matter passed, and it was not solved."""

        missed_on: date
        meeting_id: UUID
        issue: int
        due_on: date

    @classmethod
    def hold(
        cls,
        *,
        held_on: date,
        chair: str,
        participants: Sequence[Participant],
        reports: Sequence[str],
        issues: Sequence[Issue],
    ) -> Meeting:
        """Record a meeting, and who of those whom the notice names was not there (S40, S55)."""
        roles = tuple(it.role for it in participants)
        numbered = enumerate(issues, start=1)
        return cls(
            meeting_id=uuid4(),
            held_on=held_on,
            roles=roles,
            reports=len(reports),
            issues=tuple((number, it.owner, it.due_on) for number, it in numbered),
            defects=defects(
                activities.a_head_is_there(roles, on=held_on),
                activities.a_guardianship_member_is_there(roles, on=held_on),
            ),
            chair=chair,
            names=tuple(it.name for it in participants),
            reports_heard=tuple(reports),
            issue_texts=tuple(it.text or "" for it in issues),
        )

    @staticmethod
    def create_id(meeting_id: UUID) -> UUID:
        """A meeting is found by the id that reporting is told."""
        return meeting_id

    @event(MeetingHeld)
    def __init__(
        self,
        *,
        meeting_id: UUID,
        held_on: date,
        roles: tuple[str, ...],
        reports: int,
        issues: tuple[StoredIssue, ...],
        defects: tuple[str, ...],
        chair: str | None,
        names: tuple[str, ...] | None,
        reports_heard: tuple[str, ...] | None,
        issue_texts: tuple[str, ...] | None,
    ) -> None:
        self.meeting_id = meeting_id
        self.held_on = held_on
        self.defects = defects
        self.chair = chair
        self.reports = reports_heard or ("",) * reports
        known, texts = names or ("",) * len(roles), issue_texts or ("",) * len(issues)
        pairs = zip(roles, known, strict=True)
        self.participants = tuple(Participant(role=role, name=name) for role, name in pairs)
        self.issues = {
            number: Issue(owner=owner, due_on=due_on, text=text)
            for (number, owner, due_on), text in zip(issues, texts, strict=True)
        }
        self.closings: dict[int, Closing] = {}
        self.fell_due: set[int] = set()
        self.missed: set[int] = set()

    @property
    def closed(self) -> dict[int, tuple[date, str | None]]:
        """The matters that were solved: when, and how."""
        found = self.standing(self.closings).values()
        return {it.issue: (it.closed_on, it.result) for it in found}

    @property
    def entries(self) -> frozenset[int]:
        """The meeting, and each word that a matter was solved."""
        return frozenset({WHOLE, *self.closings})

    def said(self, entry: int) -> Said:
        """When the group met; or which matter was solved when."""
        if entry not in self.closings:
            return (self.held_on,)
        closing = self.closings[entry]
        return self.issues[closing.issue].text, "task_done", closing.closed_on

    def close(self, issue: int, *, closed_on: date, result: str) -> None:
        """Record that a matter was solved, once."""
        self.must_stand()
        if issue not in self.issues:
            raise Refusal("没有这个问题", field="issue")
        if issue in self.closed:
            raise Refusal("这个问题已经办结", field="closed_on")
        if closed_on < self.held_on:
            raise Refusal("办结日期早于会议日期", field="closed_on")
        self._close(meeting_id=self.meeting_id, closed_on=closed_on, issue=issue, result=result)

    @event(IssueClosed)
    def _close(self, *, meeting_id: UUID, closed_on: date, issue: int, result: str | None) -> None:
        self.closings[self.next_entry] = Closing(issue=issue, closed_on=closed_on, result=result)

    def let_time_pass(self, day: date) -> None:
        """Write which matters fell due and were missed by a day; each once, however late.

        A matter that was solved late while the clock stood still was missed all the same.
        """
        if not self.stands():
            return
        for number, it in self.issues.items():
            solved_on = self.closed[number][0] if number in self.closed else date.max
            if min(day, solved_on) >= it.due_on and number not in self.fell_due:
                self._fall_due(fell_due_on=it.due_on, meeting_id=self.meeting_id, issue=number)
            if min(day, solved_on) > it.due_on and number not in self.missed:
                self._miss(
                    missed_on=it.due_on + DAY,
                    meeting_id=self.meeting_id,
                    issue=number,
                    due_on=it.due_on,
                )

    @event(IssueFellDue)
    def _fall_due(self, *, fell_due_on: date, meeting_id: UUID, issue: int) -> None:
        self.fell_due.add(issue)

    @event(IssueMissed)
    def _miss(self, *, missed_on: date, meeting_id: UUID, issue: int, due_on: date) -> None:
        self.missed.add(issue)
