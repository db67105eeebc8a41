"""Who never reports in: found to have no reason, then reported (戒毒条例 14(2), 21)."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from shared.law import Refusal
from tests.registry.desk import SECRETARY, WORKER, page, reader, send
from tests.registry.life.story import DAY, at
from tests.registry.test_api import call
from tests.registry.town import ordered, owed, reported
from tests.registry.units import takes_part

SERVED = date(2026, 11, 20)
DUE = date(2026, 12, 7)  # 15 days after, on the next working day
OVERDUE = DUE + DAY
FOUND = {"efforts": "三次上门，家属称不知去向", "signer": "冯组长"}
TOLD = {"document_no": "梅禁报〔2026〕1号", "facts": "逾期未报到"}


def found(office: RegistryApplication, case_id: UUID, *, on: date = OVERDUE) -> None:
    """The town finds that there is no reason."""
    with at(on):
        office.find_no_reason(case_id=case_id, found_on=on, **FOUND)


def told(office: RegistryApplication, case_id: UUID, *, on: date = OVERDUE + DAY) -> None:
    with at(on):
        office.report_refusal(case_id=case_id, reported_on=on, **TOLD)


def test_who_is_overdue_without_a_reason_is_to_be_reported_by_the_day_after(
    office: RegistryApplication,
) -> None:
    case_id = ordered(office)

    found(office, case_id)

    assert owed(office, case_id)["report_refusal"] == OVERDUE + DAY
    told(office, case_id)
    assert "report_refusal" not in owed(office, case_id)
    assert office.case(case_id).refusal_reported_on == OVERDUE + DAY


def test_what_is_not_reported_is_missed_as_an_event(office: RegistryApplication) -> None:
    case_id = ordered(office)
    found(office, case_id)

    with at(OVERDUE + 3 * DAY):
        office.run_clock()

    missed = [
        (it.facts["duty"], it.happened_on)
        for it in office.entries(names=["registry.duty_missed"], limit=None)
    ]
    assert ("report_refusal", OVERDUE + 2 * DAY) in missed


@pytest.mark.parametrize(
    ("on", "comes"), [(DUE, False), (OVERDUE, True)], ids=["in time", "reported in"]
)
def test_nobody_refuses_who_is_not_overdue(
    office: RegistryApplication,
    on: date,
    comes: bool,  # noqa: FBT001 - what happens
) -> None:
    case_id = reported(office) if comes else ordered(office)

    with pytest.raises(Refusal, match="不能认定") as refused:
        found(office, case_id, on=on)

    assert refused.value.field == "found_on"


def test_it_is_found_once_and_reported_once_and_in_this_order(office: RegistryApplication) -> None:
    case_id = ordered(office)
    with pytest.raises(Refusal, match="请先认定"):
        told(office, case_id)
    found(office, case_id)
    with pytest.raises(Refusal, match="已于"):
        found(office, case_id, on=OVERDUE + DAY)
    with pytest.raises(Refusal, match="早于认定日期"), at(OVERDUE):
        office.report_refusal(case_id=case_id, reported_on=DUE, **TOLD)
    told(office, case_id)
    with pytest.raises(Refusal, match="已于"):
        told(office, case_id, on=OVERDUE + 2 * DAY)


def test_who_comes_after_all_reports_in_late_without_a_reason(office: RegistryApplication) -> None:
    case_id = ordered(office)
    found(office, case_id)
    told(office, case_id)

    with at(OVERDUE + 5 * DAY):
        office.record_report_in(case_id=case_id, reported_on=OVERDUE + 5 * DAY, informed=True)

    assert office.case(case_id).punctuality == "late_without_reason"


def test_the_page_leads_from_the_finding_to_the_report_and_says_what_is_awaited(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    path = f"/registry/cases/{ordered(office)}"
    early = page(handler, path)
    with at(OVERDUE):
        assert f"{path}/no-reason" in page(handler, path)
        after = send(handler, f"{path}/no-reason", {"found_on": OVERDUE.isoformat(), **FOUND})
        at_last = send(
            handler, f"{path}/refusal-report", {"reported_on": OVERDUE.isoformat(), **TOLD}
        )

    assert f"{path}/no-reason" not in early
    assert "2026年12月8日（周二）认定逾期未报到无正当理由，须向公安机关报告" in after
    assert "2026年12月8日（周二）已向公安机关报告拒不报到，等待决定" in at_last
    assert f"{path}/refusal-report" not in at_last


def test_the_full_time_worker_of_the_station_reports_by_program_and_the_secretary_does_not(
    office: RegistryApplication, app: Flask
) -> None:
    takes_part(office)
    case_id = ordered(office)
    place = f"/cases/{case_id}"
    with at(OVERDUE):
        body = {"found_on": OVERDUE.isoformat(), **FOUND}
        call(app, "POST", f"{place}/no-reason", body=body, status=403, as_account=WORKER)
        call(app, "POST", f"{place}/no-reason", body=body, status=201)
        page(reader(app, SECRETARY), f"/registry{place}/refusal-report", HTTPStatus.FORBIDDEN)
        body = {"reported_on": OVERDUE.isoformat(), **TOLD}
        call(app, "POST", f"{place}/refusal-report", body=body, status=201, as_account=WORKER)
        told_now = call(app, "GET", place)

    assert told_now["no_reason_found_on"] == OVERDUE.isoformat()
    assert told_now["refusal_reported_on"] == OVERDUE.isoformat()


def test_what_was_found_and_told_is_sealed(office: RegistryApplication) -> None:
    case_id = ordered(office)
    found(office, case_id)
    told(office, case_id)

    facts = str([entry.facts for entry in office.entries(limit=None)])

    assert "不知去向" not in facts
    assert "梅禁报" not in facts
