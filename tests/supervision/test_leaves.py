"""A leave: reported in writing, then approved where that is the custom."""

from __future__ import annotations

from uuid import UUID

import pytest

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import Approving
from shared import clock
from shared.law import Refusal
from tests.supervision.conftest import at, events
from tests.supervision.playing import day
from tests.supervision.watching import story

REPORTED = 9


def approve(office: SupervisionApplication, file_id: UUID, leave: UUID, number: int) -> None:
    with clock.use(at(day(12), 20)):
        office.approve_leave(
            file_id=file_id,
            approving=Approving(absence_id=leave, approved_on=day(number), approver="陈所长"),
        )


def test_a_leave_is_not_approved_before_it_was_reported(office: SupervisionApplication) -> None:
    play = story(office)
    leave = play.leave(10, 15, written=REPORTED)

    with pytest.raises(Refusal, match="早于书面报告日期") as refused:
        approve(office, play.file_id, leave, REPORTED - 1)

    assert refused.value.field == "approved_on"
    assert "leave_approved" not in events(office)


@pytest.mark.parametrize("number", [REPORTED, 12])
def test_a_leave_is_approved_on_the_day_of_its_report_or_later(
    office: SupervisionApplication, number: int
) -> None:
    play = story(office)
    leave = play.leave(10, 15, written=REPORTED)

    approve(office, play.file_id, leave, number)

    assert events(office)[-1] == "leave_approved"
