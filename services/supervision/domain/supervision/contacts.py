"""The part of a file that holds talks, visits and reports, and the needs that came up."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from uuid import UUID

from services.supervision.domain.events import contacts as events
from services.supervision.domain.events import needs as asking
from services.supervision.domain.records.contacts import (
    MissingReport,
    NeedFound,
    PeriodicReport,
    Talk,
    Visit,
)
from services.supervision.domain.supervision.state import FileState
from services.supervision.rules import talks
from shared.law import Unknown, defects

EVENT_OF = {
    talks.ASSISTANCE: asking.AssistanceNeedRaised,
    talks.TREATMENT: asking.TreatmentNeedRaised,
    talks.LEGAL_AID: asking.LegalNeedRaised,
}


class Contacts(FileState):
    """How the person is kept in touch with, and what comes up."""

    def record_talk(self, *, talk_id: UUID, talk: Talk) -> tuple[str, ...]:
        """Write down a talk; answers what is wrong with it."""
        talks.a_talk_ends_after_it_begins(started_at=talk.started_at, ended_at=talk.ended_at)
        found = defects(self._outside_term(talk.held_on))
        self.trigger(
            events.TalkHeld, talk_id=talk_id, held_on=talk.held_on, defects=found, **asdict(talk)
        )
        return found

    def record_visit(self, *, visit_id: UUID, visit: Visit) -> tuple[str, ...]:
        """Write down a home visit; answers what is wrong with it."""
        found = defects(
            talks.two_people_visit(visitors=visit.visitors, on=visit.visited_on),
            self._outside_term(visit.visited_on),
        )
        self.trigger(events.HomeVisited, visit_id=visit_id, defects=found, **asdict(visit))
        return found

    def receive_report(self, *, report: PeriodicReport) -> tuple[str, ...]:
        """Write down a periodic report; answers what is wrong with it."""
        found = defects(
            self._outside_term(report.received_on) or self._outside_term(report.about_on)
        )
        self.trigger(events.PeriodicReportReceived, defects=found, **asdict(report))
        return found

    def mark_report_missing(self, *, missing: MissingReport) -> None:
        """Write down that a periodic report did not come."""
        self.trigger(events.PeriodicReportMissing, **asdict(missing))

    def raise_need(self, *, need_id: UUID, found: NeedFound, talk_id: UUID | None = None) -> None:
        """Ask the department that can help, if the person agrees."""
        department = talks.a_need_is_of_a_known_kind(found.kind)
        talks.a_referral_needs_consent(agreed=found.agreed)
        self.trigger(
            EVENT_OF[department],
            raised_on=found.raised_on,
            need_id=need_id,
            kind=found.kind,
            talk_id=talk_id,
            note=found.note,
        )

    def note_answer(self, *, need_id: UUID, answer: str, answered_on: date) -> None:
        """Note what the department that was asked for help answered."""
        need = self.needs.get(need_id)
        if need is None:
            raise Unknown("档案里没有这项需求：{need_id}", need_id=need_id)
        self.trigger(
            asking.NeedAnswered,
            answered_on=answered_on,
            need_id=need_id,
            kind=need.kind,
            department=need.department,
            answer=answer,
        )
