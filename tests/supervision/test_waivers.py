"""A window needs no test because two say so: one proposes it, another account decides; or paper."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import WaiverAsked, Waiving
from services.supervision.rules.outcomes import WAIVED
from shared import clock
from shared.law import Refusal
from tests.supervision.conftest import at, file_of, on_sqlite, opened
from tests.supervision.test_overturning import ANOTHER, POLICE, by

CASE, PERSON = "梅社戒〔2026〕0093", UUID("00000000-0000-4000-8000-0000000000fb")
ON, LATER = date(2026, 1, 20), date(2026, 3, 20)
ASKED = WaiverAsked(window=1, because="hospital", note="住院证明 17 号")
PICTURE = b"\x89PNG\r\n\x1a\n IEND\xae\x42\x60\x82"


def proposed(office: SupervisionApplication, file_id: UUID, account: str = POLICE) -> None:
    with clock.use(at(ON)), by(account):
        office.propose_waiver(file_id=file_id, asked=ASKED)


def decided(
    office: SupervisionApplication,
    file_id: UUID,
    *,
    account: str = ANOTHER,
    approved: bool = True,
    on: date = ON,
) -> None:
    with clock.use(at(on, 16)), by(account):
        office.decide_waiver(file_id=file_id, window=1, approved=approved, why="已核实")


def of_waivers(office: SupervisionApplication) -> None:
    """Proposed, declined, proposed again and approved; one by a paper. For the golden files."""
    file_id = opened(office, case_ref=CASE, person_id=PERSON)
    for approved in (False, True):
        proposed(office, file_id)
        decided(office, file_id, approved=approved)
    waiving = Waiving(window=2, adjusted_on=ON, because="hospital", approver="陈所长")
    with clock.use(at(ON)):
        scan = office.keep_scan(
            file_id=file_id, content=PICTURE, filename="批件.png", field="proof_scan"
        )
        office.adjust_window(file_id=file_id, waiving=waiving, proof=scan)


def test_a_test_is_due_until_another_account_agrees_that_none_is_needed(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office)
    proposed(office, file_id)
    assert file_of(office).outcomes(ON)[0].state != WAIVED

    with pytest.raises(Refusal, match="免除检测须由另一人批准"):
        decided(office, file_id, account=POLICE)
    decided(office, file_id)

    assert file_of(office).outcomes(ON)[0].state == WAIVED
    assert file_of(office).waivers == {}
    assert office.stream(file_id)[-1].personal["approver"] == ANOTHER


@on_sqlite
def test_what_was_declined_is_due_and_may_be_proposed_anew(office: SupervisionApplication) -> None:
    file_id = opened(office)
    proposed(office, file_id)
    with pytest.raises(Refusal, match="已提出免除"):
        proposed(office, file_id)

    decided(office, file_id, account=POLICE, approved=False)  # the proposer withdraws it

    assert file_of(office).outcomes(ON)[0].state != WAIVED
    with pytest.raises(Refusal, match="没有待审批的免除"):
        decided(office, file_id)
    proposed(office, file_id)


@on_sqlite
def test_a_window_that_is_over_when_it_is_decided_is_not_waived(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office)
    proposed(office, file_id)

    with pytest.raises(Refusal, match="已经过去，不能免除"):
        decided(office, file_id, on=LATER)

    assert file_of(office).outcomes(LATER)[0].state != WAIVED
