"""Talks, visits and periodic reports, and needs that come up in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from services.supervision.application.files import here, past, past_day
from services.supervision.application.forms import Forms
from services.supervision.domain.records import (
    MissingReport,
    NeedFound,
    Paper,
    PeriodicReport,
    Talk,
    Visit,
)
from services.supervision.domain.records.forms import REPORT, TALK, VISIT
from shared.eventstore.performing import command


class Contacts(Forms):
    """What is recorded about contact with the person."""

    @command
    def record_talk(
        self,
        *,
        file_id: UUID,
        talk: Talk,
        needs: Sequence[NeedFound] = (),
        paper: Paper | None = None,
    ) -> dict[str, Any]:
        """Record a talk, with the needs that came up in it; answers their ids."""
        ended_at = past(talk.ended_at, "ended_at")
        talk = replace(talk, started_at=here(talk.started_at), ended_at=ended_at)
        file, talk_id, need_ids = self.file(file_id), uuid4(), [uuid4() for _ in needs]
        with self.on_paper(file, paper, written_on=talk.held_on, record=TALK, record_id=talk_id):
            found = file.record_talk(talk_id=talk_id, talk=talk)
        for need_id, need in zip(need_ids, needs, strict=True):
            file.raise_need(need_id=need_id, found=need, talk_id=talk_id)
        self.save(file)
        return {
            "talk_id": str(talk_id),
            "need_ids": [str(need_id) for need_id in need_ids],
            "defects": list(found),
        }

    @command
    def record_visit(
        self,
        *,
        file_id: UUID,
        visit: Visit,
        needs: Sequence[NeedFound] = (),
        paper: Paper | None = None,
    ) -> dict[str, Any]:
        """Record a home visit, with the needs that came up; answers its id and theirs."""
        past_day(visit.visited_on, "visited_on")
        file, visit_id, need_ids = self.file(file_id), uuid4(), [uuid4() for _ in needs]
        with self.on_paper(
            file, paper, written_on=visit.visited_on, record=VISIT, record_id=visit_id
        ):
            found = file.record_visit(visit_id=visit_id, visit=visit)
        for need_id, need in zip(need_ids, needs, strict=True):
            file.raise_need(need_id=need_id, found=need)
        self.save(file)
        return {
            "visit_id": str(visit_id),
            "need_ids": [str(need_id) for need_id in need_ids],
            "defects": list(found),
        }

    @command
    def receive_report(
        self, *, file_id: UUID, report: PeriodicReport, paper: Paper | None = None
    ) -> dict[str, Any]:
        """Record a periodic report; answers what is wrong with it."""
        past_day(report.received_on, "received_on")
        past_day(report.about_on, "about_on")
        file = self.file(file_id)
        with self.on_paper(
            file, paper, written_on=report.received_on, record=REPORT, record_id=uuid4()
        ):
            found = file.receive_report(report=report)
        self.save(file)
        return {"defects": list(found)}

    @command
    def mark_report_missing(self, *, file_id: UUID, missing: MissingReport) -> None:
        """Record that a periodic report did not come."""
        past_day(missing.marked_on, "marked_on")
        past_day(missing.about_on, "about_on")
        file = self.file(file_id)
        file.mark_report_missing(missing=missing)
        self.save(file)

    @command
    def raise_need(self, *, file_id: UUID, need: NeedFound) -> str:
        """Ask the department that can help; answers the need's id."""
        past_day(need.raised_on, "raised_on")
        file, need_id = self.file(file_id), uuid4()
        file.raise_need(need_id=need_id, found=need)
        self.save(file)
        return str(need_id)
