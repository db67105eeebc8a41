"""The part of a file that holds requests for another day, and what was answered."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from uuid import UUID

from services.supervision.domain.events import other_days as events
from services.supervision.domain.records.other_days import OtherDay, OtherDayAnswer
from services.supervision.domain.records.testing import Notice
from services.supervision.domain.supervision.state import FileState
from services.supervision.rules import other_days
from shared.law import Unknown


class OtherDays(FileState):
    """Another day that the person asks for."""

    def ask_other_day(self, *, request_id: UUID, asked: OtherDay) -> None:
        """Write down that the person asks for another day: a fact, and held against nobody."""
        if asked.notice_id is not None and asked.notice_id not in self.notices:
            raise Unknown("档案里没有这份通知", field="notice_id")
        self.trigger(events.OtherDayAsked, request_id=request_id, **asdict(asked))

    def answer_other_day(self, *, answer: OtherDayAnswer, by: str, on: date) -> None:
        """Write down what was answered, and by whom; a granted request moves its notice's day."""
        other_days.a_request_is_answered_once(request_id=answer.request_id, asked=self.other_days)
        other_days.what_is_granted_has_a_day(granted=answer.granted, new_day=answer.new_day, on=on)
        notice_id = self.other_days[answer.request_id].notice_id
        notice = self.notices.get(notice_id) if notice_id else None
        if answer.granted and answer.new_day is not None and notice is not None:
            self._moves_within_its_window(notice, answer.new_day)
        facts = asdict(answer) | {"new_day": answer.new_day if answer.granted else None}
        self.trigger(
            events.OtherDayAnswered,
            answered_on=on,
            notice_id=notice_id,
            window=notice.window if notice and not notice.extra else None,
            by=by,
            **facts,
        )

    def _moves_within_its_window(self, notice: Notice, new_day: date) -> None:
        other_days.a_test_moves_within_its_window(window=self.window_of(notice), new_day=new_day)
