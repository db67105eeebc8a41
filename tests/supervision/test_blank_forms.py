"""Numbered blank forms: what stood on one is on time; one that proves nothing is refused."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import (
    FormIssue,
    FormReturn,
    LeaveAsked,
    Missing,
    Paper,
    PeriodicReport,
    Visit,
)
from services.supervision.projections import PROJECTIONS
from services.supervision.projections.lists import Within
from services.supervision.projections.pads import pad_rows
from shared import clock
from shared.eventstore.act import Act, acting
from shared.law import Refusal, Unknown
from shared.projecting import Projector
from tests.supervision.conftest import (
    LI,
    START,
    asking,
    at,
    events,
    on_sqlite,
    opened,
    refusing,
    sampling,
    talk,
)
from tests.supervision.desk import Register, app_of, level, reader
from tests.supervision.test_pages import HIDDEN, OFFICE, POLICE, WORKER, of, page, send

PDF = b"%PDF-1.4 a form from the hills %%EOF"
ON, LATER = date(2026, 1, 20), date(2026, 2, 20)
PAD = FormIssue(
    worker=WORKER,
    station="station-1",
    issued_on=date(2026, 1, 10),
    first_serial="K0001",
    last_serial="K0020",
)
VISIT = Visit(visited_on=ON, visitors=("李社工", "王干部"), met=True, result="在家")
REPORT = PeriodicReport(received_on=ON, about_on=ON, how="written", received_by="李社工")


@contextmanager
def typing(account: str = WORKER, on: date = LATER) -> Iterator[None]:
    """Somebody types on a day, and gives no reason for being late."""
    act = Act(account=account, role="full_time_worker", unit="station-1")
    with clock.use(at(on, 16)), acting(act):
        yield


def issued(office: SupervisionApplication, **differs: Any) -> UUID:
    """A pad went to a worker; gives its id."""
    return UUID(office.issue_blank_forms(issue=replace(PAD, **differs)).answer["pad_id"])


def paper(office: SupervisionApplication, file_id: UUID, serial: str = "K0001") -> Paper:
    """A form with its scan, which is kept already."""
    scan = office.keep_scan(
        file_id=file_id, content=PDF + serial.encode() + b"%%EOF", filename="k.pdf", field="file"
    )
    return Paper(serial=serial, scan=scan)


def test_what_stood_on_an_issued_form_is_on_time(office: SupervisionApplication) -> None:
    file_id = opened(office)
    pad_id = issued(office)

    with typing():
        office.record_talk(file_id=file_id, talk=talk(ON), paper=paper(office, file_id))
    with typing():
        office.record_visit(file_id=file_id, visit=VISIT, paper=paper(office, file_id, "K2"))
    with typing():
        office.receive_report(file_id=file_id, report=REPORT, paper=paper(office, file_id, "ｋ3"))
    with typing():
        test = sampling(ON)
        office.record_test(file_id=file_id, taken=test, paper=paper(office, file_id, "K0004"))

    cited = office.entries(names=["supervision.paper_form_cited"])
    assert [(e.facts["serial"], e.facts["record"], e.happened_on) for e in cited] == [
        ("K0001", "talk", ON),
        ("K0002", "home_visit", ON),
        ("K0003", "periodic_report", ON),
        ("K0004", "drug_test", ON),
    ]
    with office.db.reading() as conn:
        Projector(office, PROJECTIONS).catch_up()
        (row,) = pad_rows(conn, within=Within(town=True))
    assert (row.pad_id, row.worker, row.used, row.outstanding) == (pad_id, WORKER, 4, 16)


@on_sqlite
def test_notices_refusals_misses_and_leaves_that_stood_on_a_form_are_on_time(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office)
    issued(office)
    leave = LeaveAsked(
        written_on=ON, depart_on=ON, return_on=ON, destination="合肥", because="探亲"
    )

    with typing():
        told = asking(1, ON, served_at=at(ON, 8))
        notice_id = UUID(
            office.notify_test(file_id=file_id, asking=told, paper=paper(office, file_id)).answer
        )
    with typing():
        refused = refusing(str(notice_id), ON)
        form = paper(office, file_id, "K0002")
        office.record_refusal(file_id=file_id, refusing=refused, paper=form)
    with typing():
        missed = Missing(notice_id=notice_id, missed_on=ON, justified=False, witnesses=("王", "赵"))
        form = paper(office, file_id, "K0003")
        office.record_miss(file_id=file_id, missing=missed, paper=form)
    with typing():
        form = paper(office, file_id, "K0004")
        office.report_absence(file_id=file_id, asked=leave, paper=form)

    cited = office.entries(names=["supervision.paper_form_cited"])
    assert [(e.facts["serial"], e.facts["record"], e.happened_on) for e in cited] == [
        ("K0001", "test_notice", ON),
        ("K0002", "test_refusal", ON),
        ("K0003", "test_miss", ON),
        ("K0004", "leave_report", ON),
    ]


@on_sqlite
def test_without_a_form_a_late_record_needs_its_reason(office: SupervisionApplication) -> None:
    file_id = opened(office)

    with typing(), pytest.raises(Refusal) as refused:
        office.record_talk(file_id=file_id, talk=talk(ON))

    assert refused.value.field == "reason"


@on_sqlite
@pytest.mark.parametrize(
    ("serial", "account", "on", "said"),
    [
        ("K0021", WORKER, ON, "编号 K0021 的空白表没有发放过"),
        ("没有编号", WORKER, ON, "没有发放过"),
        ("K0005", "shegong02", ON, f"编号 K0005 的空白表发给了 {WORKER}"),
        ("K0001", WORKER, ON, "编号 K0001 的空白表已用于 2026-01-15 的记录"),
        ("k1", WORKER, ON, "编号 K0001 的空白表已用于"),
        ("K0010", WORKER, ON, "编号 K0010 的空白表已于 2026-01-18 交回或者作废"),
        ("K0005", WORKER, date(2026, 1, 9), "编号 K0005 的空白表 2026-01-10 才发放"),
    ],
)
def test_a_form_that_proves_nothing_is_refused(
    office: SupervisionApplication, serial: str, account: str, on: date, said: str
) -> None:
    file_id, pad_id = opened(office), issued(office)
    with typing(on=date(2026, 1, 16)):
        first = talk(date(2026, 1, 15))
        office.record_talk(file_id=file_id, talk=first, paper=paper(office, file_id))
    returned = FormReturn(
        pad_id=pad_id,
        returned_on=date(2026, 1, 18),
        first_serial="K0010",
        last_serial="K0012",
        because="spoiled",
    )
    office.return_blank_forms(returning=returned)
    written = events(office)

    with typing(account), pytest.raises(Refusal, match=said) as refused:
        office.record_talk(file_id=file_id, talk=talk(on), paper=paper(office, file_id, serial))

    assert refused.value.field == "form_serial"
    assert refused.value.citation is not None
    assert events(office) == written


@on_sqlite
def test_a_form_keeps_the_duty_that_the_clock_had_written_as_missed(
    office: SupervisionApplication,
) -> None:
    """The month's talk is missed on 5 February; the form of 20 January says that it was held."""
    with clock.use(at(START)):
        office.start_demonstration()
        file_id = opened(office)
    with clock.use(at(PAD.issued_on)):
        issued(office)
    with clock.use(at(date(2026, 2, 10))):
        office.run_clock()
    missed = {
        (e.facts["duty"], e.facts["matter"])
        for e in office.entries(names=["supervision.duty_missed"])
    }
    assert ("talk", "1") in missed

    with typing():
        office.record_talk(file_id=file_id, talk=talk(ON), paper=paper(office, file_id))

    (cited,) = office.entries(names=["supervision.paper_form_cited"])
    assert cited.facts["kept"] == ("talk 1",)


def missed_in_february(office: SupervisionApplication) -> UUID:
    """The clock of 10 February has the talk of the first month as missed; gives the file's id."""
    with clock.use(at(START)):
        office.start_demonstration()
        file_id = opened(office)
    with clock.use(at(PAD.issued_on)):
        issued(office)
    with clock.use(at(date(2026, 2, 10))):
        office.run_clock()
    return file_id


def missed_talks(office: SupervisionApplication, file_id: UUID) -> list[tuple[str, bool]]:
    """Which talks are on the list of misses, and whether they count."""
    return [(it.matter, it.counts) for it in office.misses(file_id) if it.duty == "talk"]


@on_sqlite
def test_a_duty_that_a_form_proves_to_be_kept_counts_as_missed_no_more(
    office: SupervisionApplication,
) -> None:
    """Nothing is taken out of the log: the miss stays, and an event of its own says why not."""
    file_id = missed_in_february(office)
    before = missed_talks(office, file_id)

    with typing():
        office.record_talk(file_id=file_id, talk=talk(ON), paper=paper(office, file_id))
    with clock.use(at(date(2026, 2, 21))):
        again = office.run_clock()

    assert before == [("1", True)]
    assert missed_talks(office, file_id) == [("1", False)]
    assert [it.counts for it in office.misses(file_id) if it.duty != "talk"] == [True] * 3
    assert again == 0
    (found,) = office.entries(names=["supervision.duty_found_kept"])
    assert (found.facts["kept_on"], found.facts["proof"]) == (ON, "K0001")


@on_sqlite
def test_a_clock_that_comes_late_has_the_same_duty_as_kept(office: SupervisionApplication) -> None:
    """It stood still in February, and the talk was typed before it went on."""
    with clock.use(at(START)):
        office.start_demonstration()
        file_id = opened(office)
    with clock.use(at(PAD.issued_on)):
        issued(office)
    with typing():
        office.record_talk(file_id=file_id, talk=talk(ON), paper=paper(office, file_id))

    with clock.use(at(date(2026, 2, 21))):
        office.run_clock()

    assert missed_talks(office, file_id) == [("1", False)]


@on_sqlite
def test_what_is_typed_late_without_a_form_stays_missed(office: SupervisionApplication) -> None:
    file_id = missed_in_february(office)

    with (
        clock.use(at(LATER, 16)),
        acting(Act(account=WORKER, role="full_time_worker", reason="忘记登记")),
    ):
        office.record_talk(file_id=file_id, talk=talk(ON))

    assert missed_talks(office, file_id) == [("1", True)]


@on_sqlite
def test_the_file_says_of_a_miss_that_it_does_not_count_and_why(
    app: Flask, office: SupervisionApplication
) -> None:
    file_id = missed_in_february(office)
    with typing():
        office.record_talk(file_id=file_id, talk=talk(ON), paper=paper(office, file_id))

    with clock.use(at(LATER, 18)):
        worker = reader(app, WORKER)
        duties = page(worker, of(file_id, "?part=duties"))
        answer: Any = worker.get(f"/supervision/api/cases/{file_id}").json

    assert "编号K0001的纸质表写明2026-01-20已办" in duties
    assert "不计入" in duties
    (miss,) = [it for it in answer["misses"] if it["duty"] == "talk"]
    assert (miss["counts"], miss["kept_on"], miss["proof"]) == (False, "2026-01-20", "K0001")


@on_sqlite
def test_a_form_of_another_month_keeps_no_duty_of_this_one(office: SupervisionApplication) -> None:
    file_id = opened(office)
    issued(office)

    with typing(on=date(2026, 2, 8)):
        held = talk(date(2026, 2, 6))
        office.record_talk(file_id=file_id, talk=held, paper=paper(office, file_id))

    (cited,) = office.entries(names=["supervision.paper_form_cited"])
    assert cited.facts["kept"] == ()


@on_sqlite
def test_a_number_is_given_once_in_the_town(office: SupervisionApplication) -> None:
    issued(office)

    with pytest.raises(Refusal, match="已经发放过") as refused:
        issued(office, worker="shegong02", first_serial="K20", last_serial="K30")

    assert refused.value.field == "first_serial"
    issued(office, first_serial="K21", last_serial="K30")
    assert events(office).count("blank_forms_issued") == 2


@on_sqlite
def test_what_is_used_or_back_cannot_come_back(office: SupervisionApplication) -> None:
    returning = FormReturn(
        pad_id=issued(office),
        returned_on=LATER,
        first_serial="K0001",
        last_serial="K0020",
        because="unused",
    )
    assert office.return_blank_forms(returning=returning).answer["count"] == 20

    with pytest.raises(Refusal, match="都已经用过或者交回"):
        office.return_blank_forms(returning=returning)
    with pytest.raises(Refusal, match="不在这一本"):
        office.return_blank_forms(returning=replace(returning, last_serial="K0021"))


@on_sqlite
def test_a_scan_is_a_scan_and_leaves_a_trace_when_it_is_read(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office)
    issued(office)
    with typing():
        cited = paper(office, file_id)
        office.record_talk(file_id=file_id, talk=talk(ON), paper=cited)

    content, media_type = office.read_scan(file_id=file_id, digest=cited.scan.digest)

    assert (content[:5], media_type) == (b"%PDF-", "application/pdf")
    (opening,) = office.entries(names=["supervision.scan_opened"])
    assert (opening.facts["scan"], opening.person_id) == (cited.scan.digest, LI)
    with pytest.raises(Unknown):
        office.read_scan(file_id=file_id, digest="0" * 64)
    with pytest.raises(Refusal, match="只收 PDF"):
        office.keep_scan(file_id=file_id, content=b"PK zip", filename="a.zip", field="form_scan")
    with pytest.raises(Refusal, match="没有收到过"):
        office.kept_scan(file_id=file_id, digest="0" * 64, field="form_scan")


# The pages.


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


VISITED = {
    "visited_on": "2026-01-20",
    "visitors": "李社工\n王干部",
    "met": "true",
    "result": "在家",
}


@on_sqlite
def test_a_visit_in_the_hills_is_typed_later_from_its_form(
    app: Flask, office: SupervisionApplication
) -> None:
    file_id = opened(office)
    typed = {
        "station": "station-1",
        "worker": WORKER,
        "issued_on": "2026-01-10",
        "first_serial": "K0001",
        "last_serial": "K0003",
    }
    with clock.use(at(date(2026, 1, 12), 9)):
        pad = send(reader(app, OFFICE), "/supervision/blank-forms/new", typed)
    assert re.findall(r'aria-label="(K\d+)"', pad) == ["K0001", "K0002", "K0003"]

    with clock.use(at(LATER, 9)):
        client = reader(app, WORKER)
        form = of(file_id, "/visits/new")
        hidden = dict(HIDDEN.findall(page(client, form)))
        cited = {"form_serial": "K0002", "form_scan": (io.BytesIO(PDF), "visit.pdf")}
        answer = client.post(form, data=hidden | VISITED | cited)

        assert answer.status_code == 303, answer.get_data(as_text=True)
        text = page(client, answer.headers["Location"])
        assert "K0002" in text
        assert "据纸质表登记" in text
        (link,) = re.findall(r'href="(/supervision/cases/[^"]+/scans/[0-9a-f]{64})"', text)
        assert client.get(link).data == PDF
        timeline = page(client, of(file_id, "?part=timeline"))
        assert "纸质表K0002" in timeline
        assert "补录" not in timeline.split("家访")[1].split("</li>")[0]
        assert reader(app, "dudao01").get(link).status_code == 403
        assert "K0002" not in page(client, "/supervision/blank-forms/" + _pad_of(office))


def _pad_of(office: SupervisionApplication) -> str:
    return str(office.entries(names=["supervision.blank_forms_issued"])[0].stream_id)


@on_sqlite
@pytest.mark.parametrize(
    ("cited", "said"),
    [
        ({"form_serial": "K0002"}, "请选择这张空白表的扫描件"),
        ({"form_scan": True}, "请填写扫描件上的空白表编号"),
        ({"form_serial": "K0009", "form_scan": True}, "编号 K0009 的空白表没有发放过"),
    ],
)
def test_number_and_scan_go_together_and_what_was_typed_is_kept(
    app: Flask, office: SupervisionApplication, cited: dict[str, Any], said: str
) -> None:
    file_id = opened(office)
    with clock.use(at(LATER, 9)):
        client = reader(app, WORKER)
        form = of(file_id, "/visits/new")
        hidden = dict(HIDDEN.findall(page(client, form)))
        if "form_scan" in cited:
            cited = cited | {"form_scan": (io.BytesIO(PDF), "visit.pdf")}

        answer = client.post(form, data=hidden | VISITED | cited)

    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert said in text
    assert "王干部" in text


@on_sqlite
def test_a_program_sends_the_scan_first(app: Flask, office: SupervisionApplication) -> None:
    file_id = opened(office)
    issued(office)
    token = {"Authorization": f"Bearer {WORKER}"}
    with clock.use(at(LATER, 9)):
        client = reader(app, WORKER)
        api = f"/supervision/api/cases/{file_id}"
        files = {"file": (io.BytesIO(PDF), "visit.pdf")}
        sent = client.post(f"{api}/scans", data=files, headers=token)
        assert sent.status_code == 201, sent.get_data(as_text=True)
        body = {
            "visited_on": "2026-01-20",
            "visitors": ["李社工", "王干部"],
            "result": "在家",
            "form_serial": "K0002",
            "form_scan": sent.get_json()["scan"],
        }
        made = client.post(f"{api}/visits", json=body, headers=token)

    assert made.status_code == 201, made.get_data(as_text=True)
    (cited,) = office.entries(names=["supervision.paper_form_cited"])
    assert (cited.facts["record"], cited.facts["serial"]) == ("home_visit", "K0002")


@on_sqlite
def test_a_worker_gives_out_no_forms_and_sees_those_of_the_own_station(
    app: Flask, office: SupervisionApplication
) -> None:
    pad_id = issued(office)
    with clock.use(at(LATER, 9)):
        level(reader(app, POLICE))

        assert reader(app, WORKER).get("/supervision/blank-forms/new").status_code == 403
        assert "K0001" in page(reader(app, WORKER), "/supervision/blank-forms")
        assert "K0001" not in page(reader(app, "shegong02"), "/supervision/blank-forms")
        assert reader(app, "shegong02").get(f"/supervision/blank-forms/{pad_id}").status_code == 403


@on_sqlite
def test_forms_are_given_to_somebody_who_works_at_the_station(
    app: Flask, office: SupervisionApplication
) -> None:
    typed = {
        "station": "station-1",
        "worker": "shegong02",
        "issued_on": "2026-01-10",
        "first_serial": "K0001",
        "last_serial": "K0003",
    }
    with clock.use(at(date(2026, 1, 12), 9)):
        client = reader(app, OFFICE)

        text = send(client, "/supervision/blank-forms/new", typed, 422)

        assert "shegong02 现在不是第一工作站的社工或者民警" in text
        assert 'id="field-worker-error"' in text
        assert office.entries(names=["supervision.blank_forms_issued"]) == []
        again = typed | {"worker": "shegong03"}
        send(client, "/supervision/blank-forms/new", again)
