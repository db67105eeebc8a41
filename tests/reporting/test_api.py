"""The JSON API: the same numbers and the same rights as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from shared import clock
from tests.reporting.conftest import Office
from tests.reporting.desk import Department, Registry, line, reader, serve
from tests.reporting.telling import QINGSHI, Teller, case, person

START = date(2026, 1, 5)
NOW = datetime(2026, 11, 23, 10, tzinfo=clock.SHANGHAI)


@pytest.fixture
def town(office: Office) -> Office:
    """One person who has signed, one in isolation, one candidate."""
    say = Teller()
    office.hear(
        say.registered(1, on=START),
        say.ordered(1, on=START),
        say.reported(1, on=START),
        say.signed(1, on=START),
        say.registered(2, on=START, flag="in_isolation"),
        say.registered(3, on=START, flag="candidate"),
    )
    return office


@pytest.fixture
def registry() -> Registry:
    told = [line(2, "2026-01-05", "2026-01-05T02:00:00+00:00", "收到决定书")]
    standing = {"kind": "community_rehab", "status": "active", "last_day": "2029-01-04"}
    return Registry("registry", told, cases={case(1): standing | {"began": "2026-01-05"}})


def asked(client: FlaskClient, path: str, *, status: int = 200) -> Any:
    with clock.use(NOW):
        answer = client.get(f"/reporting/api/{path}")
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json()


def test_rates_say_what_they_are_made_of(town: Office) -> None:
    found = asked(reader(serve(town), "auditor"), "rates")

    rates = {
        "M3a": {"numerator": 1, "denominator": 2, "percent": 50.0},
        "M3b": {"numerator": 2, "denominator": 2, "percent": 100.0},
        "M4": {"numerator": 1, "denominator": 1, "percent": 100.0},
    }
    assert found == {
        "as_of": "2026-11-23",
        "known_at": None,
        "reconciled": False,
        "town": rates,
        "villages": [{"village": QINGSHI, "rates": rates}],
        "unsigned": [
            {
                "state": "in_isolation",
                "count": 1,
                "accounted_for": True,
                "article": "《禁毒法》第38条第1款",
            }
        ],
        "candidates": 1,
    }


def test_rates_are_asked_for_as_of_a_day_and_as_known_at_an_instant(town: Office) -> None:
    client = reader(serve(town), "auditor")

    before = asked(client, "rates?as_of=2026-01-04")
    unknown = asked(client, "rates?known_at=2026-01-05T11:59:59%2B08:00")

    assert before["town"]["M3a"] == {"numerator": 0, "denominator": 0, "percent": None}
    assert unknown["town"]["M3a"] == before["town"]["M3a"]
    assert (before["as_of"], unknown["known_at"]) == ("2026-01-04", "2026-01-05T11:59:59+08:00")


def test_rows_name_their_events(town: Office) -> None:
    (row,) = asked(reader(serve(town), "office_handler"), "rates/M4?part=counted")

    assert row == {
        "village": QINGSHI,
        "person_id": person(1),
        "case_ref": case(1),
        "state": "signed",
        "accounted_for": True,
        "events": ["registry:2", "registry:3", "registry:4"],
    }


def test_leaders_get_no_pseudonym(town: Office) -> None:
    rows = asked(reader(serve(town), "leading_group"), "rates/M3a")

    assert {row["person_id"] for row in rows} == {None}
    assert case(1) in {row["case_ref"] for row in rows}


def test_a_case_is_listed_and_opened(town: Office, registry: Registry) -> None:
    client = reader(serve(town, registry, Department("supervision")), "auditor")

    (listed,) = asked(client, "cases")
    found = asked(client, f"cases/{listed['case_id']}?as_of=2026-02-01")

    assert (listed["case_ref"], listed["status"], listed["last_day"]) == (
        case(1),
        "active",
        "2029-01-04",
    )
    assert (found["case_ref"], found["as_of"], found["known_at"]) == (case(1), "2026-02-01", None)
    assert [it["summary"] for it in found["timeline"]] == ["收到决定书"]
    assert [it["department"] for it in found["incomplete"]] == [
        "assistance",
        "treatment",
        "legal_aid",
    ]


def test_a_wrong_question_is_a_problem_with_its_field(town: Office) -> None:
    problem = asked(reader(serve(town), "auditor"), "rates?as_of=2027-01-01", status=422)

    assert problem["errors"] == [
        {"field": "as_of", "detail": "这一天还没有到。请填写今天或者以前的日期。"}
    ]


def test_the_document_describes_every_route(town: Office) -> None:
    document = asked(serve(town).test_client(), "openapi.json")

    assert set(document["paths"]) == {
        "/reporting/api/rates",
        "/reporting/api/rates/{measure}",
        "/reporting/api/escalations",
        "/reporting/api/cases",
        "/reporting/api/messages",
        "/reporting/api/cases/{case_id}",
    }
