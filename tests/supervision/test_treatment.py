"""Of treatment supervision learns yes or no; what is found in it is told to the police alone."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import TreatmentReportAnswer
from services.supervision.service import SupervisionService
from shared import clock
from shared.law import Citation, Refusal, Unknown
from tests.supervision.conftest import CASE, DAY, START, at, file_of, opened, told
from tests.supervision.desk import READERS, Register, app_of, reader
from tests.supervision.test_pages import page

REPORT = UUID("00000000-0000-4000-8000-0000000000f1")
ANOTHER, ANOTHER_CASE = UUID("00000000-0000-4000-8000-0000000000f2"), "梅社戒〔2026〕0090"
FOUND, TODAY = START + 7 * DAY, START + 9 * DAY
POLICE, WORKER = "minjing01", "shegong01"
SAID = "治疗期间吸毒"


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


def hear(office: SupervisionApplication, name: str, **data: Any) -> None:
    office.hear(told(office, name, upstream="treatment", happened_on=FOUND, **data))


def reported(office: SupervisionApplication, **about: Any) -> None:
    """The health institution reports to the police."""
    report = {"report_id": str(REPORT), "found_on": FOUND.isoformat()}
    hear(office, "use_in_treatment_reported", **report, **about)


def answered(outcome: str = "nothing_found", on: date = TODAY) -> TreatmentReportAnswer:
    return TreatmentReportAnswer(report_id=REPORT, answered_on=on, outcome=outcome, note="已核查")


def of_treatment_reports(office: SupervisionApplication) -> None:
    """Maintenance begins and ends, use is reported and answered; for the golden files."""
    about: dict[str, Any] = {"case_ref": ANOTHER_CASE, "person_id": ANOTHER}
    file_id = opened(office, **about)
    hear(office, "maintenance_treatment_begun", begun_on=FOUND.isoformat(), **about)
    hear(office, "maintenance_treatment_ended", ended_on=FOUND.isoformat(), **about)
    reported(office, **about)
    office.answer_use_in_treatment(file_id=file_id, answer=answered())


def test_supervision_knows_whether_somebody_is_in_maintenance_treatment_and_no_more(
    office: SupervisionApplication, app: Flask
) -> None:
    file_id = opened(office)
    hear(office, "maintenance_treatment_begun", begun_on=FOUND.isoformat(), institution="某院")

    with clock.use(at(TODAY)):
        shown = page(reader(app, WORKER), f"/supervision/cases/{file_id}")

    assert file_of(office).in_maintenance
    assert "<dt>维持治疗</dt><dd>是</dd>" in "".join(shown.split())
    assert "某院" not in shown
    assert office.stream(file_id)[-1].facts == {"noted_on": FOUND, "in_maintenance": "yes"}


def test_the_end_of_it_is_known_too_and_a_repeat_writes_nothing(
    office: SupervisionApplication,
) -> None:
    opened(office)
    for _ in range(2):
        hear(office, "maintenance_treatment_begun", begun_on=FOUND.isoformat())
    hear(office, "maintenance_treatment_ended", ended_on=FOUND.isoformat())

    names = [it.name for it in office.entries(case_ref=CASE)]
    assert names.count("supervision.maintenance_noted") == 2
    assert not file_of(office).in_maintenance


def test_use_found_in_treatment_is_shown_to_the_police_alone(
    office: SupervisionApplication, app: Flask
) -> None:
    file_id = opened(office)
    reported(office)
    service = SupervisionService()
    service.app = office

    with clock.use(at(TODAY)):
        for account, sees in ((POLICE, True), (WORKER, False)):
            client = reader(app, account)
            shown = [
                page(client, f"/supervision/{rest}")
                for rest in ("", f"cases/{file_id}", f"cases/{file_id}?part=timeline")
            ]
            history = service.case_history(READERS[account], CASE)
            assert [SAID in it for it in shown] == [sees] * 3, account
            assert any(SAID in it["summary"] for it in history) is sees, account
        answer = reader(app, WORKER).get(
            f"/supervision/cases/{file_id}/treatment-reports/answers/new"
        )

    assert answer.status_code == 403


def test_the_police_answer_it_and_nobody_waits_any_more(
    office: SupervisionApplication, app: Flask
) -> None:
    file_id = opened(office)
    reported(office)

    with clock.use(at(TODAY)):
        office.answer_use_in_treatment(file_id=file_id, answer=answered())
        desk = page(reader(app, POLICE), "/supervision/")
        shown = page(reader(app, POLICE), f"/supervision/cases/{file_id}?part=timeline")

    assert SAID not in desk
    assert "治疗机构的报告已处理：核查未发现吸毒" in shown
    assert file_of(office).uses_in_treatment == {}


def test_an_answer_that_cannot_be_is_refused_with_its_article(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office)
    reported(office)

    with clock.use(at(TODAY)):
        for answer, kind in (
            (answered(on=FOUND - DAY), Refusal),
            (answered(outcome="waved_through"), Refusal),
        ):
            with pytest.raises(kind) as refused:
                office.answer_use_in_treatment(file_id=file_id, answer=answer)
            assert refused.value.citation == Citation("禁毒法", "37(2)")
        office.answer_use_in_treatment(file_id=file_id, answer=answered())
        with pytest.raises(Unknown):
            office.answer_use_in_treatment(file_id=file_id, answer=answered())


def test_it_grounds_nothing_by_itself(office: SupervisionApplication) -> None:
    """The duty to report was the institution's; whether it was use, the police find."""
    opened(office)
    reported(office)

    file = file_of(office)
    assert file.matters == {}
    assert file.uses == {}
    assert all(it.value == 0 for it in file.counters(TODAY).values())
