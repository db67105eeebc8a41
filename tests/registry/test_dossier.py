"""One person, one file: papers with their scans, checked by somebody else, archived whole."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.application.dossiers import WRITTEN
from services.registry.domain.scans import Filing
from services.registry.messages.reading import PAPERS
from services.registry.rules.book import RECOVERY
from services.registry.rules.course import reassessment_due
from services.registry.rules.dossier import CODES, papers_due
from services.supervision import messages as supervision
from shared.eventstore.attachments import Upload
from shared.law import Citation, Refusal
from shared.scans import MEBIBYTE
from tests.partner.conftest import PARTNERS
from tests.registry.affairs.registers import call, post, reports
from tests.registry.desk import (
    AUDITOR,
    HIDDEN,
    JUSTICE,
    OFFICE,
    SECRETARY,
    WORKER,
    page,
    reader,
    send,
)
from tests.registry.life.story import DAY, PAPER, at, moved
from tests.registry.test_messages import heard
from tests.registry.town import TODAY, by, reported, signed

UPSTREAMS: dict[str, Any] = {
    "supervision": supervision,
    **{name: parts[1] for name, parts in PARTNERS.items()},
}
S42 = Citation("梅政办〔2025〕52号", "S42")
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 16 + b"IEND\xae\x42\x60\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 16 + b"\xff\xd9"
FILING = Filing(
    code="05", doc_date=TODAY, pages=4, legible=True, complete=True, signed=True, note="正本"
)
OTHER = "jingban02"
FLAWLESS = {"legible": "true", "complete": "true", "signed": "true"}


def filed(office: RegistryApplication, case_id: UUID, *, content: bytes = PDF, **said: Any) -> int:
    """File a paper, as the handler does."""
    with by():
        return office.file_dossier_item(
            case_id=case_id,
            filing=replace(FILING, **said),
            scan=Upload(content, filename="协议.pdf"),
        ).answer


def checked(office: RegistryApplication, case_id: UUID, **more: Any) -> Any:
    """Have another handler check."""
    with by(OTHER):
        return office.check_dossier(case_id=case_id, **more).answer


def archived(office: RegistryApplication, case_id: UUID, **more: Any) -> None:
    with by():
        office.archive_dossier(case_id=case_id, place="3柜12盒", **more)


def zipped() -> bytes:
    """A bomb: a megabyte of nothing in a kilobyte."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("a", b"\0" * MEBIBYTE)
    return file.getvalue()


@pytest.mark.parametrize("content", [PDF, PNG, JPEG], ids=["pdf", "png", "jpeg"])
def test_a_paper_is_filed_with_its_scan(office: RegistryApplication, content: bytes) -> None:
    case_id = reported(office)

    no = filed(office, case_id, content=content)

    with by():
        scan, paper = office.scan(case_id=case_id, no=no)
    assert (no, scan, paper.size, paper.filename) == (1, content, len(content), "协议.pdf")
    assert office.entries(limit=None)[-1].facts["content"] == ("scan",)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的"),
        (b"MZ\x90 a program", "只收"),
        (zipped(), "只收"),
        (PDF.replace(b"%%EOF", b"cut o"), "残缺"),
        (JPEG[:-2], "残缺"),
        (PDF[:9] + b"0" * 25 * MEBIBYTE + PDF[9:], "超过 25 兆"),
    ],
    ids=["empty", "program", "zip bomb", "cut pdf", "cut jpeg", "too large"],
)
def test_what_is_no_scan_is_refused_and_nothing_is_kept(
    office: RegistryApplication, content: bytes, said: str
) -> None:
    case_id = reported(office)
    head = office.head()

    with by(), pytest.raises(Refusal, match=said) as refused:
        office.file_dossier_item(case_id=case_id, filing=FILING, scan=Upload(content))

    assert (refused.value.field, refused.value.citation) == ("file", S42)
    assert office.head() == head
    assert attachments(office) == 0


def test_a_scan_of_25_megabytes_is_kept_whole_and_the_same_file_once(
    stored_office: RegistryApplication,
) -> None:
    office = stored_office
    case_id = reported(office)
    large = PDF[:9] + b"0" * (25 * MEBIBYTE - len(PDF)) + PDF[9:]

    first = filed(office, case_id, content=large)
    kept = attachments(office)
    again = filed(office, case_id, content=large, code="06")

    with by():
        assert office.scan(case_id=case_id, no=again)[0] == large
    assert (first, again) == (1, 2)
    assert (kept, attachments(office)) == (400, 400)


def test_a_paper_that_is_refused_leaves_no_scan_behind(
    office: RegistryApplication,
) -> None:
    case_id = reported(office)
    scan = Upload(PDF)

    filing = replace(FILING, doc_date=date(2026, 11, 24))
    with by(), pytest.raises(Refusal, match="晚于归档日期"):
        office.file_dossier_item(case_id=case_id, filing=filing, scan=scan)
    with by(), pytest.raises(Refusal, match="没有这一项"):
        office.file_dossier_item(case_id=case_id, filing=replace(FILING, code="27"), scan=scan)

    assert attachments(office) == 0


def test_whoever_files_does_not_check(office: RegistryApplication) -> None:
    case_id = reported(office)
    filed(office, case_id)

    with by(), pytest.raises(Refusal) as refused:
        office.check_dossier(case_id=case_id)
    found = checked(office, case_id)
    with by(OTHER), pytest.raises(Refusal, match="没有待核对"):
        office.check_dossier(case_id=case_id)

    assert refused.value.citation == S42
    assert found == {"checked": [1], "unchecked": 0}
    assert reports(office, "dossier_checked") == [
        {"checked_on": "2026-11-23", "items": [1], "faulty": []}
    ]


def test_what_one_filed_oneself_is_left_for_others(office: RegistryApplication) -> None:
    case_id = reported(office)
    filed(office, case_id)
    with by(OTHER):
        filing = replace(FILING, code="06")
        office.file_dossier_item(case_id=case_id, filing=filing, scan=Upload(PNG))

    assert checked(office, case_id) == {"checked": [1], "unchecked": 1}


def test_a_file_is_archived_once_all_is_checked_and_what_lacks_is_accounted_for(
    office: RegistryApplication,
) -> None:
    case_id = signed(office)
    filed(office, case_id)

    with pytest.raises(Refusal, match="没有核对"):
        archived(office, case_id)
    checked(office, case_id)
    with pytest.raises(Refusal, match="缺少应有的材料") as lacking:
        archived(office, case_id)
    archived(office, case_id, missing_reason="原件在县局")
    with pytest.raises(Refusal, match="已于 2026-11-23 归档"):
        filed(office, case_id)

    (told,) = reports(office, "dossier_archived")
    assert lacking.value.field == "missing_reason"
    assert told["missing"] == ["01", "02", "03", "04", "06", "08"]
    assert (told["items"], told["pages"]) == (1, 4)


def test_a_faulty_paper_is_replaced_before_the_file_is_archived(
    office: RegistryApplication,
) -> None:
    case_id = signed(office)
    filed(office, case_id, legible=False)
    checked(office, case_id)
    with pytest.raises(Refusal, match="核对不合格"):
        archived(office, case_id, missing_reason="原件在县局")

    with by():
        office.withdraw_dossier_item(case_id=case_id, no=1, why="重新扫描")
    assert filed(office, case_id, content=PNG) == 2
    checked(office, case_id)
    archived(office, case_id, missing_reason="原件在县局")
    with by():
        office.reopen_dossier(case_id=case_id, why="补入家访记录")

    assert filed(office, case_id, code="13") == 3


def test_what_is_due_follows_the_case() -> None:
    assert papers_due(reported=False, signed=False, planned=False) == {"01": 1}
    assert papers_due(reported=True, signed=True, planned=True) == {
        f"{number:02}": 1 for number in range(1, 9)
    }
    assert papers_due(
        reported=False, signed=False, planned=False, occasions=["23"], written={"12": 3, "22": 0}
    ) == {"01": 1, "12": 3, "23": 1}


def test_cover_and_contents_list_are_printed_with_the_pages_of_each_paper(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = reported(office)
    filed(office, case_id, pages=4)
    filed(office, case_id, content=PNG, code="02", pages=1)
    filed(office, case_id, content=JPEG, code="04", pages=3)
    place = f"/registry/dossiers/{case_id}"
    assert f"{place}/cover" in page(handler, place)

    shown = page(handler, f"{place}/cover")

    rows = re.findall(r'data-label="(?:序号|页号)"[^>]*>(?:<div>)?([^<]+)<', shown)
    assert rows == ["1", "1", "2", "2–4", "3", "5–8"]  # by item: 02, 04, 05
    assert re.search(r"<dt>页数</dt><dd>8</dd>", re.sub(r"\s+", "", shown))


def test_what_happened_in_a_case_makes_its_papers_due(office: RegistryApplication) -> None:
    case_id = reported(office, kind=RECOVERY, months=1)
    happened = [set[str]()]

    def note() -> None:
        due = set(office.papers_due(office.case(case_id)))
        happened.append(due - {"01", "02", "03", "04", "07"} - set[str]().union(*happened))

    with at(TODAY):
        office.suspend_case(case_id=case_id, suspended_on=TODAY, cause="detention", **PAPER)
    note()
    with at(TODAY + 5 * DAY):
        office.resume_case(case_id=case_id, resumed_on=TODAY + 5 * DAY, **PAPER)
    with at(TODAY + 90 * DAY):
        office.run_clock()
    note()

    assert happened[1:] == [{"23"}, {"25"}]


def test_a_transfer_makes_its_papers_due(office: RegistryApplication) -> None:
    assert "24" in office.papers_due(office.case(moved(office)))


def test_a_report_to_the_police_makes_its_papers_due(office: RegistryApplication) -> None:
    case_id = reported(office)
    assert "21" not in office.papers_due(office.case(case_id))

    office.hear(
        heard(
            "reported_to_police",
            report_id="00000000-0000-4000-8000-0000000000b1",
            matter="test",
            ground="serious_breach",
            reported_on="2026-11-22",
        )
    )

    assert "21" in office.papers_due(office.case(case_id))


@pytest.mark.parametrize(("name", "code"), sorted(PAPERS.items()))
def test_each_paper_that_a_department_wrote_is_due_in_the_file(
    office: RegistryApplication, name: str, code: str
) -> None:
    case_id = reported(office)
    upstream, _dot, event = name.partition(".")
    told = replace(heard(event), upstream=upstream, name=name)
    days = [date(2026, 11, 21), date(2026, 11, 22)]
    for position, day in enumerate(days, start=1):
        office.hear(replace(told, position=position, happened_on=day))

    assert office.papers_due(office.case(case_id))[code] == len(days)
    assert [it.facts["written_on"] for it in office.entries(names=[WRITTEN])] == days


def test_a_refused_test_is_a_record_that_belongs_in_the_file(office: RegistryApplication) -> None:
    case_id = reported(office)
    office.hear(replace(heard("drug_test_recorded"), position=4))
    office.hear(heard("drug_test_refused", window=1, refused_on="2026-11-22", count=1))

    assert office.papers_due(office.case(case_id))["11"] == 2


def test_each_assessment_anew_is_due_in_the_file(office: RegistryApplication) -> None:
    case_id = signed(office)
    office.set_care_plan(case_id=case_id, set_on=TODAY, plan="每周谈话一次")
    assert "22" not in office.papers_due(office.case(case_id))

    later = reassessment_due(reported_on=TODAY, done=0).on
    with at(later):
        office.run_clock()
        office.set_care_plan(case_id=case_id, set_on=later, plan="每两周谈话一次")

    assert office.papers_due(office.case(case_id))["22"] == 1


def test_the_contents_list_says_how_many_papers_are_there_of_how_many(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = reported(office)
    for position in range(1, 4):
        office.hear(replace(heard("talk_held"), position=position))
    filed(office, case_id, code="12")

    place = f"/registry/dossiers/{case_id}"
    shown = page(handler, place)
    assert f'<a href="{place}/items/new?code=12">12 谈话记录（应有3份，现有1份）</a>' in shown
    assert '<option value="12" selected>' in page(handler, f"{place}/items/new?code=12")
    told = handler.get(f"/registry/api/cases/{case_id}/dossier").get_json()
    assert {"code": "12", "papers": 3} in told["due"]
    assert "12" in told["missing"]

    filed(office, case_id, code="12", content=PNG)
    filed(office, case_id, code="12", content=JPEG)
    told = handler.get(f"/registry/api/cases/{case_id}/dossier").get_json()
    assert "12" not in told["missing"]


def test_what_is_awaited_in_the_file_is_what_the_departments_tell() -> None:
    told = {
        f"{upstream}.{publish.message_name}"
        for upstream, messages in UPSTREAMS.items()
        for publish in messages.PUBLISHED
        if "registry" in publish.to
    }

    assert set(PAPERS) <= told
    assert set(PAPERS.values()) <= set(CODES)


def test_nothing_personal_of_a_paper_is_in_the_clear(office: RegistryApplication) -> None:
    filed(office, reported(office), note="与其兄同住")

    facts = str([entry.facts for entry in office.entries(limit=None)])

    assert "协议.pdf" not in facts
    assert "与其兄同住" not in facts


def test_two_people_keep_a_file_by_page(office: RegistryApplication, handler: FlaskClient) -> None:
    case_id = reported(office)
    place = f"/registry/dossiers/{case_id}"
    form = dict(HIDDEN.findall(page(handler, f"{place}/items/new")))
    typed = {"code": "05", "doc_date": "2026-11-23", "pages": "4"}
    sent = {**form, **typed, **FLAWLESS}

    without = handler.post(f"{place}/items/new", data=sent)
    with_scan = handler.post(
        f"{place}/items/new", data={**sent, "file": (io.BytesIO(PDF), "协议.pdf")}
    )
    shown = page(handler, place)
    own = send(handler, f"{place}/check", {}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    checked(office, case_id)
    scan = handler.get(f"{place}/items/1/scan")
    away = send(handler, f"{place}/archive", {"place": "3柜", "missing_reason": "原件在县局"})
    back = send(handler, f"{place}/reopening", {"why": "补材料"})
    gone = send(handler, f"{place}/items/1/withdrawal", {"why": "误归"})

    assert without.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert with_scan.status_code == HTTPStatus.SEE_OTHER
    assert "05 协议书" in shown
    assert "缺少应有的材料" in shown
    assert "自己归档的材料不能由自己核对" in own
    assert (scan.data, scan.mimetype) == (PDF, "application/pdf")
    assert scan.headers["Content-Disposition"] == 'attachment; filename="05-1.pdf"'
    assert "卷宗已归档" in away
    assert "已调出" in back
    assert "卷内还没有材料" in gone
    assert office.case(case_id).ref in page(handler, "/registry/dossiers")


def test_who_sees_the_contents_and_who_the_scans(office: RegistryApplication, app: Flask) -> None:
    case_id = reported(office)
    filed(office, case_id)
    place = f"/registry/dossiers/{case_id}"

    listed = page(reader(app, AUDITOR), place)

    assert "05 协议书" in listed
    assert "/scan" not in listed
    for account, path in (
        (AUDITOR, f"{place}/items/1/scan"),
        (SECRETARY, place),
        (JUSTICE, place),
        (WORKER, f"{place}/items/new"),
    ):
        page(reader(app, account), path, 403)


def test_a_file_by_program(office: RegistryApplication, app: Flask) -> None:
    case_id = reported(office)
    one = f"/cases/{case_id}/dossier"
    post(app, one, None)
    post(app, one, None, status=422)
    no = uploaded(app, case_id)
    read = call(app, "GET", one)
    post(app, f"{one}/check", {"faulty": []}, status=422)
    checked(office, case_id)
    post(app, f"{one}/archive", {"place": "3柜"}, status=422)
    post(app, f"{one}/archive", {"place": "3柜", "missing_reason": "原件在县局"})
    post(app, f"{one}/reopening", {"why": "补材料"})
    post(app, f"{one}/items/{no}/withdrawal", {"why": "误归"})

    (row,) = call(app, "GET", "/dossiers")
    assert [(it["no"], it["code"], it["is_sound"]) for it in read["items"]] == [(1, "05", False)]
    assert read["missing"] == ["01", "02", "03", "04"]
    assert (row["items"], row["unchecked"], row["archived_on"]) == (0, 0, None)


def uploaded(app: Flask, case_id: UUID) -> int:
    """File a paper as a program does, and read its scan back."""
    client, headers = app.test_client(), {"Authorization": f"Bearer {OFFICE}"}
    address = f"/registry/api/cases/{case_id}/dossier/items"
    said = {"code": "05", "doc_date": "2026-11-23", "pages": "4", **FLAWLESS}
    answer = client.post(
        address, data={**said, "file": (io.BytesIO(PDF), "协议.pdf")}, headers=headers
    )
    assert answer.status_code == HTTPStatus.CREATED, answer.get_data(as_text=True)
    no: int = answer.get_json()["no"]
    assert client.get(f"{address}/{no}/scan", headers=headers).data == PDF
    return no


def attachments(office: RegistryApplication) -> int:
    """How many parts of files the database holds."""
    with office.db.cursor() as cursor:
        table = "log.attachments" if office.db.dialect == "postgresql" else "attachments"
        cursor.execute(f"SELECT count(*) FROM {table}")  # our own name
        found: int = cursor.fetchone()[0]
    return found
