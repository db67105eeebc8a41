"""Every command of daily supervision has a route, a page, a right, and works by its route."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from deploy.departments import DEPARTMENTS
from deploy.obligations import routes_of
from services.supervision.application import SupervisionApplication
from services.supervision.obligations import OBLIGATIONS
from services.supervision.web.deeds import DEEDS
from shared import clock
from shared.obligation import Obligation
from shared.web.guards import MARK
from tests.supervision.bodies import BODIES, DAY, TODAY
from tests.supervision.conftest import asking, at, file_of, on_sqlite, opened, refusing
from tests.supervision.desk import Register, app_of, reader
from tests.supervision.test_pages import page
from tests.support.rights import RIGHTS

ROUTES = routes_of(DEPARTMENTS["supervision"])
POLICE = "minjing01"
YESTERDAY = date(2026, 1, 19)

OF_A_FILE = {
    "SubmitForApproval": "submit_for_approval",
    "RecordApprovalResult": "record_approval",
    "BuildSchedule": "plan_extra_tests",
    "AdjustWindow": "adjust_window",
    "NotifyTest": "notify_test",
    "RecordTest": "record_test",
    "RecordRefusal": "record_refusal",
    "RecordMiss": "record_miss",
    "RequestLab": "request_lab",
    "RecordLab": "record_lab",
    "RequestRetest": "request_retest",
    "RecordRetest": "record_retest",
    "ConfirmDrugUse": "confirm_use",
    "ClearPositive": "clear_positive",
    "RecordTalk": "record_talk",
    "RecordVisit": "record_visit",
    "ReceivePeriodicReport": "receive_report",
    "MarkReportMissing": "mark_report_missing",
    "RaiseNeed": "raise_need",
    "ReportAbsence": "report_absence",
    "ApproveLeave": "approve_leave",
    "RecordReturn": "record_return",
    "ArrangeRemoteTest": "arrange_remote_test",
    "OpenUnauthorisedAbsence": "open_absence",
    "CloseUnauthorisedAbsence": "close_absence",
    "RecordViolation": "record_violation",
    "Criticise": "criticise",
    "Educate": "educate",
    "Admonish": "admonish",
    "RecordSuspectedUse": "suspect_use",
    "ReportToPolice": "report_to_police",
    "AckReport": "acknowledge_report",
    "RecordPoliceDecision": "record_police_decision",
    "AnswerUseInTreatment": "answer_use_in_treatment",
    "RecordOpeningBalance": "record_balance",
}
"""The commands of daily supervision that speak of a file, and what they are called here."""

OF_THE_STATION = {
    "AppointAntiDrugOfficer": ("officers_api.add_officer", "officers.appoint"),
    "IssueBlankForms": ("forms_api.add_pad", "forms.issue"),
    "ReceiveKits": ("kits_api.add_kits", "kits.receive"),
}
"""Those that speak of none, with their route and page."""

COMMANDS = {
    **{command: (f"api.{name}", f"acts.{name}") for command, name in OF_A_FILE.items()},
    **OF_THE_STATION,
}


@pytest.fixture(autouse=True)
def _in_january() -> Iterator[None]:
    with clock.use(at(TODAY, 16)):
        yield


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


@on_sqlite
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_route_and_a_page_under_one_right(app: Flask, command: str) -> None:
    """A page opens and sends; a route is sent to; both ask for the same right."""
    route, sheet = (f"supervision_{it}" for it in COMMANDS[command])

    marks = {getattr(app.view_functions[it], MARK) for it in (route, sheet)}

    assert "POST" in (ROUTES[route].methods or ())
    assert {"GET", "POST"} <= (ROUTES[sheet].methods or set())
    (right,) = marks
    assert RIGHTS.rows[right]


FORMAL = {
    # what counts against somebody, and what answers it
    *("record_refusal", "record_miss", "record_violation", "open_absence", "close_absence"),
    *("criticise", "educate", "admonish", "suspect_use"),
    # what a laboratory or the police find
    *("record_lab", "record_retest", "confirm_use", "clear_positive", "answer_objection"),
    # what is told to the police, and what they answer
    *("report_to_police", "acknowledge_report", "record_police_decision"),
    "answer_use_in_treatment",
    # what changes a plan or a counter
    *("submit_for_approval", "record_approval", "approve_on_paper", "plan_extra_tests"),
    *(
        "adjust_window",
        "propose_waiver",
        "decide_waiver",
        "propose_overturning",
        "decide_overturning",
        "overturn",
        "record_balance",
        "record_spans_before",
        "record_tests_before",
        "judge_contested_days",
    ),
}


def test_what_grounds_what_others_decide_is_checked_before_it_is_done() -> None:
    """All others are facts of the day, which one screen records."""
    assert {deed.name for deed in DEEDS if deed.formal} == FORMAL


@on_sqlite
@pytest.mark.parametrize("command", COMMANDS)
def test_every_page_is_a_form(app: Flask, office: SupervisionApplication, command: str) -> None:
    file_id = opened(office)

    path = address(f"supervision_{COMMANDS[command][1]}", file_id)

    assert '<form class="form"' in page(reader(app, POLICE), path)


@on_sqlite
def test_surprise_tests_are_laid_out_by_the_police_and_stay_hidden(
    app: Flask, office: SupervisionApplication
) -> None:
    """The plan itself is laid out when the person reports in."""
    file_id = opened(office)
    assert (len(file_of(office).windows), len(file_of(office).extras)) == (22, 0)

    answer = sent(app, f"/supervision/api/cases/{file_id}/extra-tests", {})

    assert answer.status_code == 201
    extras = file_of(office).extras
    assert len(extras) == 3
    text = page(reader(app, POLICE), f"/supervision/cases/{file_id}?part=plan")
    hidden = [it for it in extras if it.target not in {it.span.first, it.span.last}]
    assert hidden
    assert not [it for it in hidden if it.target.isoformat() in text]


@on_sqlite
def test_each_sentence_of_the_notice_is_done_by_its_route(
    app: Flask, office: SupervisionApplication
) -> None:
    file_id = opened(office)
    notice = office.notify_test(file_id=file_id, asking=asking(1, YESTERDAY)).answer
    office.record_refusal(file_id=file_id, refusing=refusing(notice, YESTERDAY))

    for it in OBLIGATIONS:
        before = office.head()
        body = BODIES[it.command] | speaks_of(office, it.command)

        answer = sent(app, address(it.endpoint, file_id), body)

        assert answer.status_code == 201, (it.command, answer.get_data(as_text=True))
        assert it.command in written_by(office, it, after=before)


def test_the_sentences_that_supervision_answers_are_all_on_the_list() -> None:
    """Those of the table of obligations whose service is supervision."""
    answered = {s for it in OBLIGATIONS for s in it.s}
    asked = (24, 25, 26, 27, 41, 43, 44, 45, 46, 53, 54)

    assert answered == {f"S{number}" for number in asked}


def address(endpoint: str, file_id: UUID) -> str:
    return ROUTES[endpoint].rule.replace("<uuid:file_id>", str(file_id))


def sent(app: Flask, path: str, body: dict[str, Any]) -> Any:
    """Send a command as a program of the police station does."""
    token = {"Authorization": f"Bearer {POLICE}"}
    return reader(app, POLICE).post(path, json=body, headers=token)


def speaks_of(office: SupervisionApplication, command: str) -> dict[str, Any]:
    """What a command speaks of, of what is on file by now."""
    file = file_of(office)
    if command in {"criticise", "educate", "admonish"}:
        return {"matter_id": str(next(iter(file.countable)))}
    if command == "report_to_police":
        return {"matter": next(key for key, it in file.matters.items() if it.owed)}
    if command in {"acknowledge_report", "record_police_decision"}:
        return {"report_id": str(next(iter(file.reports)))}
    return {}


def written_by(office: SupervisionApplication, obligation: Obligation, *, after: int) -> list[str]:
    """Which commands wrote the obligation's event since a position."""
    name = f"supervision.{obligation.event}"
    ids = [e.row.command_id for e in office.entries(after=after) if e.name == name]
    return [stored.name for it in ids if it and (stored := office.store.command(it))]


def test_every_body_is_of_that_day() -> None:
    assert TODAY.isoformat() == DAY
    assert {it.command for it in OBLIGATIONS} == set(BODIES)
