"""A leave: reported in writing, then approved where that is the custom."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import Approving
from shared import clock
from shared.law import Refusal
from tests.supervision.conftest import at, events
from tests.supervision.playing import PAGE, day
from tests.supervision.test_overturning import POLICE, WORKER, by
from tests.supervision.watching import story

REPORTED = 9


def approve(
    office: SupervisionApplication,
    file_id: UUID,
    leave: UUID,
    number: int,
    *,
    signer: str = "陈所长",
    shown: bool = True,
) -> None:
    with clock.use(at(day(12), 20)), by(POLICE):
        scan = office.keep_scan(
            file_id=file_id, content=PAGE, filename="请假审批表.png", field="proof_scan"
        )
        office.approve_leave_on_paper(
            file_id=file_id,
            approving=Approving(absence_id=leave, approved_on=day(number), approver=signer),
            proof=scan if shown else None,
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

    assert events(office)[-2:] == ["leave_approved", "approval_paper_filed"]


def test_whoever_entered_the_report_of_a_leave_does_not_approve_it(
    office: SupervisionApplication,
) -> None:
    play = story(office)
    with by(WORKER):
        leave = play.leave(10, 15, written=REPORTED)

    with by(WORKER), pytest.raises(Refusal, match="登记人以外的另一人"):
        office.approve_leave(file_id=play.file_id, absence_id=leave)
    with by(POLICE):
        office.approve_leave(file_id=play.file_id, absence_id=leave)

    assert office.stream(play.file_id)[-1].personal["approver"] == POLICE


@pytest.mark.parametrize(
    ("differs", "field"), [({"signer": POLICE}, "approver"), ({"shown": False}, "proof_scan")]
)
def test_a_paper_approves_a_leave_by_its_scan_and_by_another_name(
    office: SupervisionApplication, differs: dict[str, Any], field: str
) -> None:
    play = story(office)
    leave = play.leave(10, 15, written=REPORTED)

    with pytest.raises(Refusal) as refused:
        approve(office, play.file_id, leave, 12, **differs)

    assert refused.value.field == field
    assert "leave_approved" not in events(office)
