"""Who was told and did not come: counted like a refusal, unless there was a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import Missing
from services.supervision.rules.outcomes import DONE, MISSED, NOT_ARRANGED, WAIVED
from shared import clock
from shared.law import Refusal
from tests.supervision.conftest import (
    DAY,
    asking,
    at,
    events,
    file_of,
    on_sqlite,
    opened,
    refusing,
    sampling,
)
from tests.supervision.playing import PAGE
from tests.supervision.test_overturning import POLICE, WORKER, by

JANUARY, FEBRUARY, MARCH = date(2026, 1, 8), date(2026, 2, 10), date(2026, 3, 10)
EXCUSED = {"justified": True, "because": "急诊", "approver": "陈民警", "approved_on": JANUARY}
pytestmark = on_sqlite


def noticed(office: SupervisionApplication, window: int, on: date) -> str:
    return office.notify_test(file_id=file_of(office).id, asking=asking(window, on)).answer


def missed(office: SupervisionApplication, notice: str, on: date, **differs: Any) -> dict[str, Any]:
    told = Missing(
        notice_id=UUID(notice), missed_on=on, justified=False, witnesses=("王某", "赵某")
    )
    missing, file_id = replace(told, **differs), file_of(office).id
    proof = None
    if missing.approver:
        proof = office.keep_scan(
            file_id=file_id, content=PAGE, filename="批件.png", field="proof_scan"
        )
    return office.record_miss(file_id=file_id, missing=missing, proof=proof).answer


def test_an_unexcused_miss_counts_as_a_refusal_does(office: SupervisionApplication) -> None:
    opened(office)

    answer = missed(office, noticed(office, 1, JANUARY), JANUARY)

    assert answer == {"count": 1, "defects": []}
    assert file_of(office).outcomes(FEBRUARY)[0].state == MISSED


def test_an_excused_miss_waives_the_window_and_counts_for_nothing(
    office: SupervisionApplication,
) -> None:
    opened(office)

    answer = missed(office, noticed(office, 1, JANUARY), JANUARY, **EXCUSED)

    assert answer == {"count": 0, "defects": []}
    assert file_of(office).outcomes(FEBRUARY)[0].state == WAIVED


def test_an_excuse_that_nobody_approved_excuses_nothing_and_counts_for_nothing(
    office: SupervisionApplication,
) -> None:
    opened(office)

    notice = noticed(office, 1, JANUARY)
    answer = missed(office, notice, JANUARY, **EXCUSED | {"approver": ""})

    assert answer == {"count": 0, "defects": ["not_approved"]}
    assert file_of(office).outcomes(FEBRUARY)[0].state == NOT_ARRANGED


def test_what_one_excuses_another_account_approves(office: SupervisionApplication) -> None:
    file_id = opened(office)
    notice = noticed(office, 1, JANUARY)
    with clock.use(at(JANUARY, 20)), by(WORKER):
        missed(office, notice, JANUARY, **EXCUSED | {"approver": ""})

    with by(WORKER), pytest.raises(Refusal, match="须由另一人批准"):
        office.decide_waiver(file_id=file_id, window=1, approved=True)
    with by(POLICE):
        office.decide_waiver(file_id=file_id, window=1, approved=True)

    assert file_of(office).outcomes(clock.today())[0].state == WAIVED
    assert file_of(office).refused_tests == 0


def test_a_paper_signed_by_whoever_records_the_miss_excuses_nothing(
    office: SupervisionApplication,
) -> None:
    opened(office)
    notice = noticed(office, 1, JANUARY)

    with clock.use(at(JANUARY, 20)), by(WORKER):
        answer = missed(office, notice, JANUARY, **EXCUSED | {"approver": WORKER})

    assert answer == {"count": 0, "defects": ["not_approved"]}
    assert file_of(office).outcomes(FEBRUARY)[0].state == NOT_ARRANGED


def test_an_excuse_without_a_reason_excuses_nothing_and_counts_for_nothing(
    office: SupervisionApplication,
) -> None:
    opened(office)

    notice = noticed(office, 1, JANUARY)
    answer = missed(office, notice, JANUARY, **EXCUSED | {"because": " "})

    assert answer == {"count": 0, "defects": ["no_reason"]}
    assert file_of(office).outcomes(FEBRUARY)[0].state == NOT_ARRANGED


def test_a_miss_without_witnesses_counts_for_nothing(office: SupervisionApplication) -> None:
    opened(office)

    answer = missed(office, noticed(office, 1, JANUARY), JANUARY, witnesses=())

    assert answer == {"count": 0, "defects": ["unwitnessed"]}


def test_nobody_misses_a_test_before_its_day(office: SupervisionApplication) -> None:
    opened(office)
    notice = noticed(office, 1, JANUARY)

    with pytest.raises(Refusal, match="早于通知到场的日期"):
        missed(office, notice, JANUARY - DAY)


def test_a_miss_answers_a_notice_on_file(office: SupervisionApplication) -> None:
    opened(office)

    with pytest.raises(Refusal, match="档案里没有这份检测通知"):
        missed(office, str(uuid4()), JANUARY)


@pytest.mark.parametrize("excused", [False, True])
def test_a_miss_of_a_notice_that_cannot_be_proven_is_kept_and_grounds_nothing(
    office: SupervisionApplication, *, excused: bool
) -> None:
    file_id = opened(office)
    notice = office.notify_test(file_id=file_id, asking=asking(1, JANUARY, proofs=())).answer

    answer = missed(office, notice, JANUARY, **(EXCUSED if excused else {}))

    assert answer == {"count": 0, "defects": ["unproven"]}
    assert "drug_test_missed" in events(office)[-2:]
    assert file_of(office).outcomes(FEBRUARY)[0].state == NOT_ARRANGED


def test_a_notice_is_refused_or_missed_once(office: SupervisionApplication) -> None:
    file_id = opened(office)
    notice = noticed(office, 1, JANUARY)
    office.record_refusal(file_id=file_id, refusing=refusing(notice, JANUARY))

    answer = missed(office, notice, JANUARY)

    assert answer == {"count": 1, "defects": ["notice_counted"]}


def test_two_refusals_and_a_miss_are_a_serious_breach(office: SupervisionApplication) -> None:
    file_id = opened(office)
    for window, on in ((1, JANUARY), (2, FEBRUARY)):
        notice = noticed(office, window, on)
        office.record_refusal(file_id=file_id, refusing=refusing(notice, on))

    missed(office, noticed(office, 3, MARCH), MARCH)

    assert events(office)[-1] == "serious_breach_detected"


def test_who_comes_later_in_the_window_has_kept_it(office: SupervisionApplication) -> None:
    file_id = opened(office)
    missed(office, noticed(office, 1, JANUARY), JANUARY)

    office.record_test(file_id=file_id, taken=sampling(JANUARY + DAY))

    assert file_of(office).outcomes(FEBRUARY)[0].state == DONE
    assert file_of(office).refused_tests == 1
