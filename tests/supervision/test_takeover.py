"""What paper says of the time before the take-over, read by two and shown by a scan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import SpansBefore, TestsBefore
from services.supervision.domain.records.takeover import Span
from services.supervision.rules import takeover
from services.supervision.rules.outcomes import BEFORE_TAKEOVER
from shared import clock
from shared.law import Refusal
from shared.scans import Scan
from tests.supervision.conftest import START, at, file_of, on_sqlite, opened, told
from tests.supervision.desk import Register, app_of, reader
from tests.supervision.playing import PAGE
from tests.supervision.test_pages import of, page, with_a_scan

SINCE = date(2026, 6, 1)
"""The software keeps the case since its fifth window, of 5 May to 4 June."""
LEFT = (date(2026, 2, 1), date(2026, 2, 11))
DETAINED = (date(2026, 3, 1), date(2026, 3, 16))
CASE, PERSON = "梅社戒〔2026〕0095", UUID("00000000-0000-4000-8000-0000000000fd")


def taken_over(office: SupervisionApplication, **about: Any) -> UUID:
    return opened(office, tracked_from=SINCE.isoformat(), **about)


def page_of(office: SupervisionApplication, file_id: UUID) -> Scan:
    return office.keep_scan(
        file_id=file_id, content=PAGE, filename="第17页.png", field="proof_scan"
    )


def spans(kind: str, *stated: Span, checker: str = "周经办") -> SpansBefore:
    return SpansBefore(kind=kind, recorded_on=SINCE, spans=stated, page="第17页", checker=checker)


def ended(result: str, *windows: int) -> TestsBefore:
    return TestsBefore(
        result=result, recorded_on=SINCE, windows=windows, page="第18页", checker="周经办"
    )


def of_the_time_before(office: SupervisionApplication) -> None:
    """A case of which paper knows an absence and a test."""
    file_id = taken_over(office, case_ref=CASE, person_id=PERSON)
    page = page_of(office, file_id)
    office.record_spans_before(file_id=file_id, stated=spans("absence", LEFT), proof=page)
    office.record_tests_before(file_id=file_id, stated=ended("negative", 1), proof=page)


def test_absences_on_paper_start_their_counters(office: SupervisionApplication) -> None:
    file_id = taken_over(office)
    twice = (LEFT, (date(2026, 4, 1), date(2026, 4, 22)))

    office.record_spans_before(
        file_id=file_id, stated=spans("absence", *twice), proof=page_of(office, file_id)
    )

    found = file_of(office).counters(SINCE)
    assert (found["leave_times"].value, found["leave_days"].value) == (2, 31)
    assert "leave_days" in file_of(office).breaches


def test_days_in_custody_are_no_absence(office: SupervisionApplication) -> None:
    office.hear(
        told(
            office,
            "reported_in",
            kind="community_rehab",
            reported_on=START.isoformat(),
            term_months=36,
            credit_days=0,
            village="青石社区",
            station="station-1",
            sex="男",
            tracked_from=SINCE.isoformat(),
            suspensions=[["2026-02-05", "2026-02-11"]],
        )
    )
    file_id = file_of(office).id

    office.record_spans_before(
        file_id=file_id, stated=spans("absence", LEFT), proof=page_of(office, file_id)
    )

    assert file_of(office).counters(SINCE)["leave_days"].value == 4


@on_sqlite
def test_leaves_on_paper_count_nothing(office: SupervisionApplication) -> None:
    file_id = taken_over(office)

    office.record_spans_before(
        file_id=file_id, stated=spans("leave", LEFT), proof=page_of(office, file_id)
    )

    assert {it.value for it in file_of(office).counters(SINCE).values()} == {0}
    assert file_of(office).spans_before == {"leave": (LEFT,)}


@on_sqlite
def test_what_no_scan_shows_is_still_unknown(office: SupervisionApplication) -> None:
    file_id = taken_over(office)

    answers = [
        office.record_spans_before(file_id=file_id, stated=spans("absence", LEFT)).answer,
        office.record_tests_before(file_id=file_id, stated=ended("negative", 1)).answer,
    ]

    assert answers == [{"defects": ["no_balance_scan"]}] * 2
    file = file_of(office)
    assert file.counters(SINCE)["leave_times"].opening is None
    assert file.unknown_spans == takeover.SPANS
    assert file.has_unknown_tests


@on_sqlite
def test_that_the_paper_has_none_is_known_too(office: SupervisionApplication) -> None:
    file_id = taken_over(office)
    page = page_of(office, file_id)

    for kind in takeover.SPANS:
        office.record_spans_before(file_id=file_id, stated=spans(kind), proof=page)

    file = file_of(office)
    assert file.unknown_spans == ()
    assert file.counters(SINCE)["leave_times"].opening == 0


@on_sqlite
def test_a_later_statement_of_a_kind_replaces_the_earlier_one(
    office: SupervisionApplication,
) -> None:
    file_id = taken_over(office)
    page = page_of(office, file_id)

    for stated in (spans("absence", LEFT, DETAINED), spans("absence", LEFT)):
        office.record_spans_before(file_id=file_id, stated=stated, proof=page)

    assert file_of(office).spans_before == {"absence": (LEFT,)}
    assert file_of(office).counters(SINCE)["leave_times"].value == 1


def test_tests_on_paper_are_told_apart_and_stay_outside_every_rate(
    office: SupervisionApplication,
) -> None:
    file_id = taken_over(office)
    page = page_of(office, file_id)

    office.record_tests_before(file_id=file_id, stated=ended("negative", 1, 2), proof=page)
    office.record_tests_before(file_id=file_id, stated=ended("refused", 2, 3), proof=page)

    file = file_of(office)
    assert file.tests_before == {1: "negative", 2: "refused", 3: "refused"}
    assert {it.state for it in file.outcomes(SINCE)[:4]} == {BEFORE_TAKEOVER}
    assert file.refused_tests == 0
    assert file.has_unknown_tests  # the fourth

    office.record_tests_before(file_id=file_id, stated=ended("no_record", 4), proof=page)

    assert not file_of(office).has_unknown_tests


@on_sqlite
def test_a_detention_that_the_town_does_not_leave_out_is_named(
    office: SupervisionApplication,
) -> None:
    file_id = taken_over(office)
    office.record_spans_before(
        file_id=file_id, stated=spans("suspension", DETAINED), proof=page_of(office, file_id)
    )
    before = file_of(office).suspensions_untold

    days = [[day.isoformat() for day in DETAINED]]
    office.hear(told(office, "term_corrected", term_months=36, credit_days=0, suspensions=days))

    assert before == (DETAINED,)
    assert file_of(office).suspensions_untold == ()


@on_sqlite
@pytest.mark.parametrize(
    ("stated", "field"),
    [
        (spans("absence", (date(2026, 2, 11), date(2026, 2, 1))), "spans"),
        (spans("absence", (date(2026, 1, 4), date(2026, 1, 9))), "spans"),
        (spans("absence", (date(2026, 5, 30), date(2026, 6, 2))), "spans"),
        (spans("absence", LEFT, checker=""), "checker"),
        (ended("negative", 5), "windows"),
    ],
    ids=["backwards", "before the report-in", "not over by then", "unchecked", "a window of ours"],
)
def test_what_cannot_be_of_the_time_before_is_refused(
    office: SupervisionApplication, stated: SpansBefore | TestsBefore, field: str
) -> None:
    file_id = taken_over(office)

    of_spans = isinstance(stated, SpansBefore)
    command: Any = office.record_spans_before if of_spans else office.record_tests_before

    with pytest.raises(Refusal) as refused:
        command(file_id=file_id, stated=stated)

    assert refused.value.field == field


@on_sqlite
def test_a_case_that_began_here_has_nothing_from_before(office: SupervisionApplication) -> None:
    file_id = opened(office)

    with pytest.raises(Refusal, match="不是接管的"):
        office.record_spans_before(file_id=file_id, stated=spans("leave"))
    with pytest.raises(Refusal, match="不是接管的"):
        office.record_tests_before(file_id=file_id, stated=ended("negative", 1))


@pytest.fixture
def app(office: SupervisionApplication) -> Iterator[Flask]:
    with clock.use(at(SINCE, 16)):
        yield app_of(office, Register())


@on_sqlite
def test_the_page_says_what_is_unknown_until_the_paper_was_read(
    app: Flask, office: SupervisionApplication
) -> None:
    file_id = taken_over(office)
    client = reader(app, "shegong01")
    before = page(client, of(file_id))
    read = {"recorded_on": "2026-06-01", "page": "17", "checker": "周经办"}

    for kind, lines in {"leave": "", "absence": "2026-02-01 2026-02-11", "suspension": ""}.items():
        stated = read | {"kind": kind, "spans": lines}
        with_a_scan(client, of(file_id, "/balances/spans/new"), stated)
    for number in ("1", "2", "3", "4"):
        ended = read | {"result": "negative", "windows": number}
        with_a_scan(client, of(file_id, "/balances/tests/new"), ended)

    assert "2026-06-01以前不详的：外出、擅自离开、中止、检测情况" in before
    assert "以前不详的" not in page(client, of(file_id))
    assert "2026-02-01 – 2026-02-11" in page(client, of(file_id, "?part=breaches"))
    assert page(client, of(file_id, "?part=tests")).count("纸质档案：已检测，阴性") == 4


@on_sqlite
def test_programs_state_the_time_before_and_read_it_back(
    app: Flask, office: SupervisionApplication
) -> None:
    file_id = taken_over(office)
    scan = page_of(office, file_id).digest
    read = {"recorded_on": "2026-06-01", "page": "17", "checker": "周经办", "proof_scan": scan}
    spans_told = {"kind": "absence", "spans": ["2026-02-01/2026-02-11"], **read}
    tests_told = {"result": "refused", "windows": [2], **read}
    client, path = reader(app, "shegong01"), f"/supervision/api/cases/{file_id}"
    token = {"Authorization": "Bearer shegong01"}

    bad = client.post(
        f"{path}/balances/spans", json=spans_told | {"spans": ["2026-02"]}, headers=token
    )
    for part, body in {"spans": spans_told, "tests": tests_told}.items():
        answer = client.post(f"{path}/balances/{part}", json=body, headers=token)
        assert answer.status_code == 201, answer.get_data(as_text=True)
    told_back = client.get(path, headers=token).get_json()

    assert bad.status_code == 422
    assert "每行写两个日期" in bad.get_data(as_text=True)
    span = {"from_on": "2026-02-01", "until": "2026-02-11"}
    assert told_back["before"] == [{"kind": "absence", "spans": [span]}]
    assert [it["on_paper"] for it in told_back["windows"][:3]] == [None, "refused", None]
