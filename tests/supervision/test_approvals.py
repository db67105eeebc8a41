"""A plan of one's own, a waived window: only with the approval of somebody with a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import Answer, Proposal, Waiving
from services.supervision.rules.defects import APPROVED_BEFORE_SENT
from services.supervision.rules.outcomes import DONE, NOT_ARRANGED, WAIVED
from shared.calendar import is_working_day
from shared.law import Refusal, Unknown
from tests.supervision.conftest import (
    DAY,
    START,
    events,
    file_of,
    on_sqlite,
    opened,
    sampling,
    told,
)
from tests.supervision.playing import PAGE

pytestmark = on_sqlite


def proposed(office: SupervisionApplication, **differs: Any) -> str:
    usual = Proposal(measure="plan", sent_on=START, facts="风险等级高", plan="PLAN_28")
    proposal = replace(usual, **differs)
    return office.submit_for_approval(file_id=file_of(office).id, proposal=proposal).answer


def answered(
    office: SupervisionApplication, approval_id: str, on: date, *, granted: bool = True
) -> dict[str, Any]:
    answer = Answer(
        approval_id=UUID(approval_id),
        decided_on=on,
        granted=granted,
        document_no="金公禁〔2026〕3号",
        decider="张局长",
    )
    return office.record_approval(file_id=file_of(office).id, answer=answer).answer


def waived(office: SupervisionApplication, **differs: Any) -> None:
    usual = Waiving(window=1, adjusted_on=date(2026, 1, 20), because="hospital", approver="陈民警")
    file_id = file_of(office).id
    scan = office.keep_scan(file_id=file_id, content=PAGE, filename="批件.png", field="proof_scan")
    office.adjust_window(file_id=file_id, waiving=replace(usual, **differs), proof=scan)


def tiles(office: SupervisionApplication) -> bool:
    windows = file_of(office).windows
    numbered = [it.number for it in windows] == list(range(1, len(windows) + 1))
    return numbered and all(later.first == it.last + DAY for it, later in pairwise(windows))


@pytest.mark.parametrize(
    ("plan", "stages", "total"),
    [
        ("PLAN_28", (), 1 + 2 * 5 + 16),
        ("CUSTOM", ("12/0.5", "24/1"), 1 + 22 + 24),
        ("CUSTOM", ("36/3",), 1 + 11 + 1),
    ],
)
def test_an_approved_plan_follows_the_window_that_has_begun(
    office: SupervisionApplication, plan: str, stages: tuple[str, ...], total: int
) -> None:
    opened(office)
    first = file_of(office).windows[0]

    answer = answered(office, proposed(office, plan=plan, stages=stages), date(2026, 1, 10))

    file = file_of(office)
    assert answer == {"replanned": True, "defects": []}
    assert (file.plan, file.windows[0], len(file.windows)) == (plan, first, total)
    assert (tiles(office), file.windows[-1].last) == (True, date(2029, 1, 4))


def test_what_was_done_stays_done_under_another_plan(office: SupervisionApplication) -> None:
    file_id = opened(office)
    office.record_test(file_id=file_id, taken=sampling(date(2026, 2, 10)))

    answered(office, proposed(office), date(2026, 2, 12))

    states = [it.state for it in file_of(office).outcomes(date(2026, 2, 12))[:2]]
    assert states == [NOT_ARRANGED, DONE]


def test_where_months_are_halved_counted_tests_keep_five_days_apart(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office)
    answered(office, proposed(office), date(2026, 1, 10))
    office.record_test(file_id=file_id, taken=sampling(date(2026, 2, 16)))

    soon = office.record_test(file_id=file_id, taken=sampling(date(2026, 2, 20))).answer
    later = office.record_test(file_id=file_id, taken=sampling(date(2026, 2, 21))).answer

    states = [it.state for it in file_of(office).outcomes(date(2026, 3, 1))[1:3]]
    assert (soon["defects"], later["defects"]) == (["too_soon"], [])
    assert states == [DONE, DONE]


def test_where_months_are_halved_targets_keep_five_days_apart(
    office: SupervisionApplication,
) -> None:
    opened(office)
    answered(office, proposed(office), date(2026, 1, 10))

    targets = office.entries(names=["supervision.drug_test_scheduled"])[-1].facts["targets"]

    between = [(later - earlier).days for earlier, later in pairwise(targets)]
    assert min(between[1:11]) >= 5
    assert min(between[11:]) >= 10


def test_a_suspension_moves_an_approved_plan_too(office: SupervisionApplication) -> None:
    opened(office)
    answered(office, proposed(office), date(2026, 2, 12))
    before = len(file_of(office).windows)

    office.hear(told(office, "case_suspended", suspended_on="2026-05-10"))
    office.hear(told(office, "case_resumed", resumed_on="2026-05-25"))

    file = file_of(office)
    assert (len(file.windows), tiles(office)) == (before, True)
    assert file.windows[-1].last == date(2029, 1, 19)


def test_a_plan_that_was_not_approved_changes_nothing(office: SupervisionApplication) -> None:
    opened(office)

    answer = answered(office, proposed(office), date(2026, 1, 10), granted=False)

    assert answer == {"replanned": False, "defects": []}
    assert (file_of(office).plan, len(file_of(office).windows)) == ("PLAN_22", 22)


def test_another_measure_leaves_the_plan_as_it_is(office: SupervisionApplication) -> None:
    opened(office)

    approval = proposed(office, measure="forced_test", plan=None)

    assert not answered(office, approval, date(2026, 1, 10))["replanned"]


def test_a_proposal_is_answered_once(office: SupervisionApplication) -> None:
    opened(office)
    approval = proposed(office)
    answered(office, approval, date(2026, 1, 10), granted=False)

    with pytest.raises(Refusal, match="已经有了结果"):
        answered(office, approval, date(2026, 1, 11))


@pytest.mark.parametrize("granted", [True, False])
def test_an_answer_from_before_its_proposal_is_kept_marked_and_grounds_nothing(
    office: SupervisionApplication, *, granted: bool
) -> None:
    opened(office)
    approval, before = proposed(office, sent_on=date(2026, 1, 10)), file_of(office).windows

    answer = answered(office, approval, date(2026, 1, 9), granted=granted)

    (kept,) = office.entries(names=["supervision.approval_decided"])
    assert answer == {"replanned": False, "defects": [APPROVED_BEFORE_SENT.code]}
    assert (kept.facts["counted"], kept.facts["decided_on"]) == (False, date(2026, 1, 9))
    assert file_of(office).windows == before
    assert answered(office, approval, date(2026, 1, 10))["replanned"], (
        "still awaited; that day will do"
    )


def test_what_was_never_proposed_is_not_answered(office: SupervisionApplication) -> None:
    opened(office)

    with pytest.raises(Unknown):
        answered(office, str(uuid4()), date(2026, 1, 10))


@pytest.mark.parametrize(
    ("plan", "stages"),
    [("CUSTOM", ("12/1",)), ("CUSTOM", ("twelve",)), ("CUSTOM", ()), ("PLAN_99", ())],
)
def test_a_plan_that_cannot_be_laid_out_is_not_submitted(
    office: SupervisionApplication, plan: str, stages: tuple[str, ...]
) -> None:
    opened(office)

    with pytest.raises(Refusal):
        proposed(office, plan=plan, stages=stages)

    assert events(office)[-1] == "drug_test_scheduled"


def test_a_waived_window_needs_no_test_and_is_nobodys_failure(
    office: SupervisionApplication,
) -> None:
    opened(office)

    waived(office)

    assert file_of(office).outcomes(date(2026, 3, 1))[0].state == WAIVED


def test_a_window_that_has_not_begun_is_waived_where_it_is_known_ahead(
    office: SupervisionApplication,
) -> None:
    opened(office)

    waived(office, window=2, because="childbirth")

    assert file_of(office).outcomes(date(2026, 4, 1))[1].state == WAIVED


@pytest.mark.parametrize(
    ("differs", "blamed"),
    [
        ({"adjusted_on": date(2026, 2, 5)}, "window"),
        ({"window": 23}, "window"),
        ({"approver": " "}, "approver"),
    ],
)
def test_a_window_is_waived_before_it_is_over_by_somebody_with_a_name(
    office: SupervisionApplication, differs: dict[str, Any], blamed: str
) -> None:
    opened(office)

    with pytest.raises(Refusal) as refused:
        waived(office, **differs)

    assert refused.value.field == blamed


def test_surprise_tests_are_laid_out_once_and_stay_hidden_in_the_plan(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office)

    office.plan_extra_tests(file_id=file_id)
    office.plan_extra_tests(file_id=file_id)

    planned = office.entries(names=["supervision.extra_tests_planned"])
    targets = office.entries(names=["supervision.drug_test_scheduled"])[0].facts["targets"]
    assert [it.facts["kinds"] for it in planned] == [("surprise",) * 3]
    assert planned[0].facts["opens"] == (START, date(2027, 1, 5), date(2028, 1, 5))
    assert planned[0].facts["closes"][-1] == date(2029, 1, 4)
    for day, first, last in zip(
        planned[0].facts["targets"],
        planned[0].facts["opens"],
        planned[0].facts["closes"],
        strict=True,
    ):
        assert first <= day <= last
        assert is_working_day(day)
        assert all(abs((day - other).days) >= 10 for other in targets)


def test_a_test_that_no_window_needs_is_the_surprise_test(office: SupervisionApplication) -> None:
    file_id = opened(office)
    office.plan_extra_tests(file_id=file_id)
    for on in (date(2026, 1, 8), date(2026, 1, 26), date(2026, 2, 10)):
        office.record_test(file_id=file_id, taken=sampling(on))

    found = file_of(office).extra_outcomes(date(2026, 3, 1))

    assert [(it.state, it.tested_on) for it in found[:2]] == [
        (DONE, date(2026, 1, 26)),
        ("ahead", None),
    ]


def test_a_surprise_test_that_nobody_took_was_not_arranged(office: SupervisionApplication) -> None:
    file_id = opened(office)
    office.plan_extra_tests(file_id=file_id)
    office.record_test(file_id=file_id, taken=sampling(date(2026, 1, 8)))

    assert file_of(office).extra_outcomes(date(2027, 1, 5))[0].state == NOT_ARRANGED
