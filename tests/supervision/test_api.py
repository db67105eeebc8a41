"""The JSON API: the same acts and lists for programs, under the same rights."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import Proposal
from shared import clock
from shared.web.face import WORKER
from tests.supervision.conftest import (
    CASE,
    DAY,
    START,
    asking,
    at,
    events,
    file_of,
    opened,
    refusing,
    sampling,
    told,
)
from tests.supervision.desk import Register, app_of, level
from tests.supervision.playing import PAGE, Play

API = "/supervision/api"
TODAY = date(2026, 1, 20)
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

TEST = {
    "collected_at": "2026-01-20T09:30:00+08:00",
    "sample": "urine",
    "result": "negative",
    "tester_1": "陈民警",
    "tester_2": "李社工",
    "officer": "陈民警",
    "collector_sex": "male",
    "kit_batch": "B2026",
    "kit_serial": "S-1",
    "kit_expires_on": "2026-12-31",
    "subject_signed": True,
}


@pytest.fixture(autouse=True)
def _in_january() -> Iterator[None]:
    with clock.use(at(TODAY, 16)):
        yield


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


class Program:
    """Another system with a bearer token."""

    def __init__(self, app: Flask, account: str = "minjing01") -> None:
        self.client: FlaskClient = app.test_client()
        self.client.environ_base[WORKER] = app.config[WORKER]
        self.headers = {"Authorization": f"Bearer {account}"}

    def get(self, path: str, status: int = 200) -> Any:
        level(self.client)
        answer = self.client.get(f"{API}{path}", headers=self.headers)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return answer.get_json()

    def post(
        self, path: str, sent: dict[str, Any], status: int = 201, *, key: str | None = None
    ) -> Any:
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        answer = self.client.post(f"{API}{path}", json=sent, headers=headers)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return answer.get_json()


@pytest.fixture
def program(app: Flask) -> Program:
    return Program(app)


def test_a_case_is_found_by_its_reference(program: Program, office: SupervisionApplication) -> None:
    file_id = opened(office)

    (found,) = program.get(f"/cases?case_ref={CASE}")
    read = program.get(f"/cases/{found['file_id']}")

    assert UUID(found["file_id"]) == file_id
    assert (read["refusals"], len(read["windows"]), read["windows"][0]["state"]) == (0, 22, "open")


def test_the_due_list_is_counted_and_narrowed_down(
    program: Program, office: SupervisionApplication
) -> None:
    opened(office)

    found = program.get("/due?kind=community_rehab")

    assert found["counts"]["total"] == 1
    assert (found["items"][0]["window"], found["items"][0]["due_on"]) == (1, "2026-02-04")
    assert "target" not in found["items"][0]
    assert program.get("/due?when=overdue")["items"] == []


def test_a_test_is_recorded_with_what_is_wrong_with_it(
    program: Program, office: SupervisionApplication
) -> None:
    file_id = opened(office)

    sound = program.post(f"/cases/{file_id}/tests", TEST)
    again = program.post(f"/cases/{file_id}/tests", TEST | {"officer": ""})

    assert sound["defects"] == []
    assert again["defects"] == ["no_police", "kit_used", "too_soon"]
    assert program.get(f"/cases/{file_id}")["windows"][0]["tested_on"] == "2026-01-20"


def test_a_repeat_gets_the_first_answer(program: Program, office: SupervisionApplication) -> None:
    file_id, key = opened(office), str(uuid4())

    first = program.post(f"/cases/{file_id}/tests", TEST, key=key)
    again = program.post(f"/cases/{file_id}/tests", TEST, key=key)

    assert again == first | {"repeated": True}
    assert events(office).count("drug_test_negative") == 1


def test_from_notice_to_refusal_to_admonition(
    program: Program, office: SupervisionApplication
) -> None:
    file_id = opened(office)
    notice = {
        "window": 1,
        "served_at": "2026-01-20T08:00",
        "appear_at": "2026-01-20T15:00",
        "how": "phone",
        "place": "第一工作站",
        "proofs": ["call_record"],
    }
    told = program.post(f"/cases/{file_id}/notices", notice)
    refusal = {
        "notice_id": told["notice_id"],
        "refused_on": "2026-01-20",
        "how": "说没有空",
        "witnesses": ["王某", "赵某"],
    }
    warning = {
        "document_no": "梅告〔2026〕1",
        "served_on": "2026-01-20",
        "clause": "第三条",
        "grounds": "拒绝检测",
        "how": "in_person",
        "proofs": ["receipt"],
    }

    refused = program.post(f"/cases/{file_id}/refusals", refusal)
    program.post(f"/cases/{file_id}/admonitions", warning)

    assert (refused["count"], refused["defects"]) == (1, [])
    assert program.get(f"/cases/{file_id}")["refusals"] == 1
    assert events(office)[-1] == "admonished"


def test_a_file_has_the_ids_of_all_that_acts_are_about(
    app: Flask, office: SupervisionApplication
) -> None:
    """The program reads the file in April."""
    play = Play(office)
    strip = play.test(5, "positive")
    play.lab(strip, 8, "positive")
    play.refuse(36)
    play.miss(65)
    leave, absence = play.leave(70, 72), play.away(75, 80)
    play.suspect(81)
    (matter,) = [key for key, it in play.file.matters.items() if it.owed]
    play.report_matter(81, matter)
    proposal = Proposal(measure="other", sent_on=TODAY, facts="加强检测")
    approval = office.submit_for_approval(file_id=play.file_id, proposal=proposal).answer

    with clock.use(at(START + 82 * DAY, 16)):
        read = Program(app).get(f"/cases/{play.file_id}")

    assert [it["test_id"] for it in read["tests"]] == [str(strip)]
    assert read["positives"][0]["laboratory"]["report_no"] == "L-1"
    assert [(it["refused_on"], it["counted"]) for it in read["refused_tests"]] == [
        ("2026-02-10", True)
    ]
    assert [(it["missed_on"], it["witnesses"]) for it in read["missed_tests"]] == [
        ("2026-03-11", ["王某", "赵某"])
    ]
    assert [it["absence_id"] for it in read["leaves"]] == [str(leave)]
    assert [it["absence_id"] for it in read["absences"]] == [str(absence)]
    assert [it["report_id"] for it in read["police_reports"]] == [
        str(key) for key in play.file.reports
    ]
    assert [it["approval_id"] for it in read["approvals"]] == [approval]


def test_what_an_institution_reported_of_use_is_read_by_the_police_alone(
    app: Flask, office: SupervisionApplication
) -> None:
    file_id, report_id = opened(office), str(uuid4())
    days: dict[str, Any] = {"found_on": "2026-01-18", "reported_on": "2026-01-19"}
    report = told(
        office, "use_in_treatment_reported", upstream="treatment", report_id=report_id, **days
    )
    office.hear(report)

    police, worker = (
        Program(app, it).get(f"/cases/{file_id}") for it in ("minjing01", "shegong01")
    )

    assert police["treatment_reports"] == [{"report_id": report_id, "found_on": "2026-01-18"}]
    assert "treatment_reports" not in worker


def test_a_talk_with_needs(program: Program, office: SupervisionApplication) -> None:
    file_id = opened(office)
    talk = {
        "started_at": "2026-01-20T10:00",
        "ended_at": "2026-01-20T10:40",
        "how": "face",
        "talkers": ["李社工"],
        "summary": "想学电工",
        "needs": ["skill"],
        "agreed": True,
    }

    answer = program.post(f"/cases/{file_id}/talks", talk)
    raised = program.post(
        f"/cases/{file_id}/needs", {"kind": "legal", "raised_on": "2026-01-20", "agreed": True}
    )

    kinds = {need["need_id"]: need["kind"] for need in program.get("/needs")}
    assert kinds == {answer["need_ids"][0]: "skill", raised["need_id"]: "legal"}
    assert [it["what"] for it in program.get("/inbox")] == ["supervision.opened"]


def test_a_refusal_is_a_problem_with_field_and_article(
    program: Program, office: SupervisionApplication
) -> None:
    file_id = opened(office)
    sent = {"notice_id": str(uuid4()), "refused_on": "2026-01-20", "how": "说没有空"}

    problem = program.post(f"/cases/{file_id}/refusals", sent, 422)

    assert (problem["field"], problem["article"]) == ("notice_id", "《戒毒条例》第19条第2项")


def test_what_nobody_asked_for_is_refused(program: Program, office: SupervisionApplication) -> None:
    file_id = opened(office)

    problem = program.post(f"/cases/{file_id}/tests", TEST | {"relapse": True}, 422)

    assert problem["errors"][0]["field"] == "relapse"


@pytest.mark.parametrize(
    ("account", "status"),
    [("shegong02", 403), ("shuji01", 403), ("yisheng01", 403), ("jingban01", 403)],
)
def test_a_file_is_for_those_who_look_after_the_case(
    app: Flask, office: SupervisionApplication, account: str, status: int
) -> None:
    file_id = opened(office)
    other = Program(app, account)

    other.get(f"/cases/{file_id}", status)
    other.post(f"/cases/{file_id}/tests", TEST, status)


def test_a_reader_without_names_reads_all_the_same(
    app: Flask, office: SupervisionApplication
) -> None:
    file_id = opened(office)
    notice = office.notify_test(file_id=file_id, asking=asking(1, START)).answer
    office.record_refusal(file_id=file_id, refusing=refusing(notice, START))
    office.record_test(file_id=file_id, taken=sampling(TODAY, collected_at=at(TODAY, 9)))

    read = Program(app, "dudao01").get(f"/cases/{file_id}")

    assert (read["refusals"], read["windows"][0]["state"]) == (1, "done")


def test_the_api_describes_itself(program: Program) -> None:
    document = program.get("/openapi.json")

    assert f"{API}/cases/{{file_id}}/tests" in document["paths"]
    assert document["openapi"].startswith("3.")


def test_a_correction_names_the_scan_of_its_paper_and_somebody_else_who_signed_it(
    program: Program, office: SupervisionApplication
) -> None:
    file_id = opened(office)
    notice = office.notify_test(file_id=file_id, asking=asking(1, TODAY)).answer
    office.record_refusal(file_id=file_id, refusing=refusing(notice, TODAY))
    scan = office.keep_scan(file_id=file_id, content=PAGE, filename="", field="file")
    path = f"/cases/{file_id}/corrections"
    correction = {
        "matter_id": notice,
        "overturned_on": TODAY.isoformat(),
        "approver": "张局长",
        "because": "证人更正",
    }
    shown = {"proof_scan": scan.digest}

    program.post(path, correction | shown | {"approver": "陈民警"}, 422)
    assert program.post(path, correction)["defects"] == ["no_correction_scan"]
    assert file_of(office).refused_tests == 1
    assert program.post(path, correction | shown)["defects"] == []

    assert file_of(office).refused_tests == 0
