"""Leaders sign paper: what they approved counts from the day on the paper, if a scan shows it."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import PaperApproval
from services.supervision.rules.defects import APPROVED_BEFORE_SENT, NO_APPROVAL_SCAN
from shared import clock
from shared.law import Refusal, Unknown
from shared.scans import Scan
from tests.supervision.conftest import at, events, file_of, on_sqlite, opened
from tests.supervision.desk import Register, app_of, reader
from tests.supervision.test_approvals import proposed
from tests.supervision.test_pages import HIDDEN, of, page

SIGNED = date(2026, 1, 10)
TYPED = date(2026, 2, 20)
PNG = b"\x89PNG\r\n\x1a\n IEND\xae\x42\x60\x82"
POLICE, WORKER = "minjing01", "shegong01"


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


def scan(office: SupervisionApplication) -> Scan:
    return office.keep_scan(
        file_id=file_of(office).id, content=PNG, filename="批件.png", field="proof_scan"
    )


def approved(
    office: SupervisionApplication, asked: str, proof: Scan | None, on: date = SIGNED
) -> dict[str, Any]:
    approval = PaperApproval(approval_id=UUID(asked), approved_on=on, approver="张局长")
    return office.approve_on_paper(
        file_id=file_of(office).id, approval=approval, proof=proof
    ).answer


def test_a_plan_approved_on_paper_counts_from_the_papers_day(
    office: SupervisionApplication,
) -> None:
    opened(office)
    first, asked = file_of(office).windows[0], proposed(office)

    with clock.use(at(TYPED, 9)):
        answer = approved(office, asked, scan(office))

    file = file_of(office)
    assert answer == {"replanned": True, "defects": []}
    assert events(office)[-3:] == ["approved_on_paper", "plan_chosen", "drug_test_scheduled"]
    assert (file.plan, file.plans[-1].kept, file.windows[0]) == ("PLAN_28", 1, first)
    assert file.windows[1].last < TYPED, "windows that ran meanwhile are those of the new plan"


def test_without_its_scan_it_is_kept_and_grounds_nothing(office: SupervisionApplication) -> None:
    opened(office)
    asked, before = proposed(office), file_of(office).windows

    answer = approved(office, asked, None)

    assert answer == {"replanned": False, "defects": [NO_APPROVAL_SCAN.code]}
    assert events(office)[-1] == "approved_on_paper"
    assert (file_of(office).windows, file_of(office).approvals[UUID(asked)].granted) == (
        before,
        None,
    )
    assert approved(office, asked, scan(office))["replanned"]


@on_sqlite
def test_a_paper_from_before_the_proposal_is_kept_and_the_page_says_what_it_is_not_good_for(
    app: Flask, office: SupervisionApplication
) -> None:
    file_id = opened(office)
    asked, before = proposed(office, sent_on=SIGNED), file_of(office).windows

    answer = approved(office, asked, scan(office), on=date(2026, 1, 9))

    assert answer == {"replanned": False, "defects": [APPROVED_BEFORE_SENT.code]}
    assert file_of(office).windows == before
    text = page(reader(app, POLICE), of(file_id, "?part=plan"))
    assert "登记过的批复不计入" in text
    assert "批复日期早于报送日期，不能据此执行" in text
    assert "等待批复" in text


@on_sqlite
def test_the_scan_belongs_to_the_file_and_names_are_sealed(office: SupervisionApplication) -> None:
    opened(office)
    kept = scan(office)

    approved(office, proposed(office, measure="other", plan=None), kept)

    (entry,) = office.entries(names=["supervision.approved_on_paper"])
    assert entry.personal["approver"] == "张局长"
    assert {"approver", "document_no", "filename"} & entry.facts.keys() == set()
    assert office.read_scan(file_id=file_of(office).id, digest=kept.digest) == (PNG, "image/png")


@on_sqlite
def test_what_cannot_be_is_refused(office: SupervisionApplication) -> None:
    opened(office)
    asked = proposed(office)
    approved(office, asked, scan(office))

    for approval_id, on, wrong, field in (
        (asked, SIGNED, Refusal, "approval_id"),
        (str(uuid4()), SIGNED, Unknown, "approval_id"),
        (proposed(office), clock.today().replace(year=2035), Refusal, "approved_on"),
    ):
        with pytest.raises(wrong) as refused:
            approved(office, approval_id, None, on)
        assert refused.value.field == field


@on_sqlite
def test_the_scan_survives_the_check_of_the_answers(
    app: Flask, office: SupervisionApplication
) -> None:
    """The page: form with the scan, all answers once more, and only then the act."""
    file_id = opened(office)
    asked = proposed(office)
    with clock.use(at(SIGNED, 16)):
        client, form = reader(app, POLICE), of(file_id, "/approvals/on-paper/new")
        said = {"approval_id": asked, "approved_on": SIGNED.isoformat(), "approver": "张局长"}
        hidden = dict(HIDDEN.findall(page(client, form)))

        checked = client.post(
            form, data=hidden | said | {"proof_scan": (io.BytesIO(PNG), "批件.png")}
        ).get_data(as_text=True)
        assert "核对：登记纸质批件" in checked
        assert "approved_on_paper" not in events(office)
        answer = client.post(f"{form}?checked=1", data=dict(HIDDEN.findall(checked)))

        assert answer.status_code == 303, answer.get_data(as_text=True)
        text = page(client, of(file_id, "?part=plan"))
        assert "纸质批件" in text
        (link,) = re.findall(r'href="(/supervision/cases/[^"]+/scans/[0-9a-f]{64})"', text)
        assert client.get(link).data == PNG
    assert file_of(office).plan == "PLAN_28"


@on_sqlite
def test_a_page_says_that_it_does_not_count_and_a_wrong_scan_comes_back(
    app: Flask, office: SupervisionApplication
) -> None:
    file_id = opened(office)
    said = {"approval_id": proposed(office), "approved_on": "2026-01-10", "approver": "张局长"}
    with clock.use(at(SIGNED, 16)):
        client, form = reader(app, POLICE), of(file_id, "/approvals/on-paper/new")
        hidden = dict(HIDDEN.findall(page(client, form)))

        wrong = client.post(
            form, data=hidden | said | {"proof_scan": (io.BytesIO(b"PK zip"), "a.zip")}
        )
        answer = client.post(f"{form}?checked=1", data=hidden | said)

        assert wrong.status_code == 422
        assert "field-proof_scan-error" in wrong.get_data(as_text=True)
        assert "没有纸质批件的扫描件" in page(client, answer.headers["Location"])


@on_sqlite
@pytest.mark.parametrize(("account", "status"), [(POLICE, 201), (WORKER, 403)])
def test_a_program_of_the_police_records_it_too(
    app: Flask, office: SupervisionApplication, account: str, status: int
) -> None:
    file_id = opened(office)
    body = {"approval_id": proposed(office), "approved_on": "2026-01-10", "approver": "张局长"}
    with clock.use(at(SIGNED, 16)):
        client = reader(app, account)
        answer = client.post(
            f"/supervision/api/cases/{file_id}/approvals/on-paper",
            json=body | {"proof_scan": scan(office).digest},
            headers={"Authorization": f"Bearer {account}"},
        )

    assert answer.status_code == status, answer.get_data(as_text=True)
    assert (file_of(office).plan == "PLAN_28") == (status == 201)
