"""What is still not done after three days comes to the leading group, as of any day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from services.reporting.rules.escalating import standing
from services.reporting.rules.town import Fact
from shared import clock
from tests.reporting.conftest import Office
from tests.reporting.desk import reader, serve
from tests.reporting.telling import Teller, case, days_after
from tests.reporting.test_api import asked
from tests.reporting.test_pages import text_of

FOUND = date(2026, 11, 10)
NOW = datetime(2026, 11, 23, 10, tzinfo=clock.SHANGHAI)
PAGE, API = "/reporting/escalations", "escalations"


def overdue(level: str, **differs: Any) -> dict[str, Any]:
    usual = {
        "alarm_id": "a1",
        "duty": "report_to_police",
        "due_on": days_after(FOUND, 1).isoformat(),
        "unit": "station-2",
        "level": level,
        "law": "戒毒条例",
        "article": "21",
    }
    return usual | differs


@pytest.fixture
def town(office: Office) -> Office:
    """One matter came to the leading group, was done on the 20th; another is with the office."""
    say = Teller()
    name = "supervision.duty_escalated"
    office.hear(
        say.tell(name, days_after(FOUND, 1), person=1, case=1, **overdue("office")),
        say.tell(name, days_after(FOUND, 3), person=1, case=1, **overdue("leading_group")),
        say.tell(name, days_after(FOUND, 4), person=2, case=2, **overdue("office", alarm_id="a2")),
        say.tell(
            "supervision.escalation_ended",
            date(2026, 11, 20),
            person=1,
            case=1,
            alarm_id="a1",
            ended_on="2026-11-20",
        ),
    )
    return office


def test_the_leading_group_sees_what_came_to_it_by_case_number_and_where(town: Office) -> None:
    group = reader(serve(town), "leading_group")

    seen = text_of(group, f"{PAGE}?as_of=2026-11-14")

    for word in (case(1), "报告公安机关", "第二工作站", "《戒毒条例》第21条", "逾期3日"):
        assert word in seen
    assert case(2) not in seen
    assert "另有1项只提醒到领导小组办公室" in seen
    assert "1项逾期未办，已提醒到领导小组" in text_of(group, "/reporting/?as_of=2026-11-14")


def test_what_was_done_is_gone_from_that_day_on(town: Office) -> None:
    group = reader(serve(town), "leading_group")

    assert case(1) in text_of(group, f"{PAGE}?as_of=2026-11-19")
    assert "没有提醒到领导小组的事项" in text_of(group, f"{PAGE}?as_of=2026-11-20")
    assert "逾期未办" not in text_of(group, "/reporting/")


def test_a_program_is_told_both_levels(town: Office) -> None:
    found = asked(reader(serve(town), "leading_group"), f"{API}?as_of=2026-11-14")

    assert [(it["case_ref"], it["level"], it["since"]) for it in found] == [
        (case(1), "leading_group", "2026-11-13"),
        (case(2), "office", "2026-11-14"),
    ]


@pytest.mark.parametrize("role", ["full_time_worker", "police_station", "community_secretary"])
def test_nobody_else_is_shown_it(town: Office, role: str) -> None:
    text_of(reader(serve(town), role), PAGE, status=403)


def test_what_has_no_name_of_its_own_stands_in_no_list() -> None:
    fact = Fact(
        source="supervision",
        position=1,
        name="supervision.duty_escalated",
        happened_on=FOUND,
        recorded_at=NOW,
        person_id="p",
        case_ref=case(1),
        said={"duty": "report_to_police", "level": "office"},
    )

    assert standing([fact]) == []
