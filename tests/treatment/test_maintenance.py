"""Maintenance treatment, and drug use found in treatment: who is told, and how little."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from services.treatment.application import TreatmentApplication
from services.treatment.domain import TreatmentFile
from services.treatment.messages import PUBLISHED
from shared.eventstore.catalogue import Catalogue
from shared.law import Citation, Refusal
from shared.messaging.language import Published
from tests.partner.browsing import Pages, send, text_of
from tests.partner.support import TODAY, Desk, Others

MAINTENANCE: dict[str, Any] = {
    "begun_on": TODAY,
    "institution": "县人民医院",
    "registration_no": "维〔2026〕3号",
}
USE: dict[str, Any] = {"found_on": TODAY, "finder": "何医生", "facts": "服药室内发现针具"}
CATALOGUE = Catalogue("treatment", TreatmentApplication.aggregates)
DAY = timedelta(days=1)


def told(office: TreatmentApplication, whom: str) -> list[tuple[str, dict[str, Any]]]:
    published = Published("treatment", PUBLISHED, CATALOGUE.by_name)
    messages = published.messages_for(whom, office.entries(limit=None), previous=0)
    return [(it.name.removeprefix("treatment."), it.data) for it in messages]


def test_supervision_is_told_that_it_began_and_ended_and_nobody_else_anything(
    office: TreatmentApplication, others: Others, desk: Desk
) -> None:
    others.report_in()
    office.begin_maintenance_treatment(file_id=desk.file_id, **MAINTENANCE)
    office.end_maintenance_treatment(file_id=desk.file_id, ended_on=TODAY, why="本人申请")

    assert told(office, "supervision") == [
        ("maintenance_treatment_begun", {"begun_on": TODAY.isoformat()}),
        ("maintenance_treatment_ended", {"ended_on": TODAY.isoformat()}),
    ]
    assert told(office, "reporting") == told(office, "registry") == []


def test_use_found_in_treatment_is_reported_by_its_day_alone(
    office: TreatmentApplication, others: Others, desk: Desk
) -> None:
    others.report_in()
    office.report_use_in_treatment(file_id=desk.file_id, **USE)

    ((name, data),) = told(office, "supervision")
    assert name == "use_in_treatment_reported"
    assert set(data) == {"report_id", "found_on"}
    assert told(office, "reporting") == []
    assert office.load(TreatmentFile, desk.file_id).reported_uses == ((TODAY, TODAY),)


def test_what_cannot_be_is_refused_with_its_article(
    office: TreatmentApplication, others: Others, desk: Desk
) -> None:
    others.report_in()
    file_id = desk.file_id
    law = Citation("戒毒条例", "12")

    with pytest.raises(Refusal, match="没有登记正在接受") as not_begun:
        office.end_maintenance_treatment(file_id=file_id, ended_on=TODAY)
    office.begin_maintenance_treatment(file_id=file_id, **MAINTENANCE)
    with pytest.raises(Refusal, match="先登记结束") as twice:
        office.begin_maintenance_treatment(file_id=file_id, **MAINTENANCE)
    with pytest.raises(Refusal, match="不能早于") as before:
        office.end_maintenance_treatment(file_id=file_id, ended_on=TODAY - DAY)

    assert [it.value.citation for it in (not_begun, twice, before)] == [law] * 3


def test_after_the_case_has_ended_the_report_is_not_of_this_file(
    office: TreatmentApplication, others: Others, desk: Desk
) -> None:
    others.report_in()
    file_id = desk.file_id
    others.end_case(on=TODAY - DAY)

    with pytest.raises(Refusal, match="直接报告公安机关") as refused:
        office.report_use_in_treatment(file_id=file_id, **USE)

    assert refused.value.citation == Citation("禁毒法", "37(2)")


def test_the_institution_records_it_by_page_and_the_station_sees_nothing_of_it(
    others: Others, desk: Desk, pages: Pages
) -> None:
    others.report_in(station="station-1")
    client = pages.client("health_institution")
    place = f"/treatment/cases/{desk.file_id}"
    day = TODAY.isoformat()

    begun = send(client, f"{place}/maintenance/new", begun_on=day, institution="县人民医院")
    shown = text_of(client.get(begun.location).get_data(as_text=True))
    use = send(client, f"{place}/use/new", found_on=day, finder="何医生", facts="发现针具")
    after = text_of(client.get(use.location).get_data(as_text=True))
    ended = send(client, f"{place}/maintenance/end", ended_on=day)
    worker = pages.client("full_time_worker", unit="station-1")

    assert [it.status_code for it in (begun, use, ended)] == [303] * 3
    assert "自2026年11月23日（周一）起接受维持治疗" in shown
    assert "已报告公安机关；其他部门看不到" in after
    assert "维持治疗" not in text_of(worker.get(place).get_data(as_text=True))
    for path in ("maintenance/new", "maintenance/end", "use/new"):
        assert worker.get(f"{place}/{path}").status_code == 403
