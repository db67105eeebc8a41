"""What nobody did goes further up, says no more than it must, and leaves when it is over."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from services.supervision.application import SupervisionApplication
from services.supervision.messages import PUBLISHED
from shared import clock
from shared.eventstore.catalogue import Catalogue
from shared.messaging.language import Message, Published
from tests.supervision.conftest import CASE, LI, at, on_sqlite
from tests.supervision.desk import Register, app_of, level, reader
from tests.supervision.playing import Play, day
from tests.supervision.watching import rounds, story

pytestmark = on_sqlite
CATALOGUE = Catalogue("supervision", SupervisionApplication.aggregates).by_name
OFFICE, LEADING_GROUP = "office", "leading_group"
WORKER, ELSEWHERE, POLICE = "shegong01", "shegong02", "minjing01"


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


def told_up(office: SupervisionApplication, audience: str = "registry") -> list[Message]:
    """What an audience was told of overdue duties."""
    published = Published("supervision", PUBLISHED, CATALOGUE)
    messages = published.messages_for(audience, office.entries(limit=None), previous=0)
    names = {"supervision.duty_escalated", "supervision.escalation_ended"}
    return [it for it in messages if it.name in names]


def outline(office: SupervisionApplication) -> list[tuple[str, str | None]]:
    """The same in short: of which kind, and up to whom."""
    return [(it.name.split(".")[1], it.data.get("level")) for it in told_up(office)]


def seriously(office: SupervisionApplication) -> Play:
    """Three refusals, the third on day 65 in the evening."""
    play = story(office)
    for number in (5, 36, 65):
        play.refuse(number)
    return play


def positive(office: SupervisionApplication) -> Play:
    """A strip of day 5 that nobody sends to the laboratory: due on day 8, alarms on 10 and 12."""
    play = story(office)
    play.test(5, "positive")
    return play


def test_a_report_not_made_is_told_to_office_and_leading_group_without_what_it_is_about(
    office: SupervisionApplication,
) -> None:
    seriously(office)

    rounds(office, 70)

    first, second = told_up(office)
    assert [first.data["level"], second.data["level"]] == [OFFICE, LEADING_GROUP]
    assert first.data["alarm_id"] == second.data["alarm_id"]
    assert first.case_ref == CASE
    assert {k: v for k, v in first.data.items() if k not in {"alarm_id", "escalated_on"}} == {
        "duty": "report_to_police",
        "due_on": day(66).isoformat(),
        "unit": "station-1",
        "level": OFFICE,
        "rule": "police_report_hours",
        "law": "戒毒条例",
        "article": "21",
    }
    assert [it.data for it in told_up(office, "reporting")] == [first.data, second.data]


def test_what_follows_a_positive_strip_is_told_without_saying_that_there_is_one(
    office: SupervisionApplication,
) -> None:
    positive(office)

    rounds(office, 20)

    for message in told_up(office):
        assert message.data["duty"] == "test_procedure"
        assert (message.data["rule"], message.data["law"], message.data["article"]) == (None,) * 3
    assert [level for _, level in outline(office)] == [OFFICE, LEADING_GROUP]


def test_a_report_takes_it_off_in_the_same_act(office: SupervisionApplication) -> None:
    play = seriously(office)
    rounds(office, 67)

    play.report_matter(67, "test")

    assert outline(office) == [("duty_escalated", OFFICE), ("escalation_ended", None)]
    written = office.entries(
        names=["supervision.reported_to_police", "supervision.escalation_ended"]
    )
    assert len({it.command_id for it in written}) == 1


def test_a_ground_that_falls_away_takes_it_off(office: SupervisionApplication) -> None:
    play = seriously(office)
    rounds(office, 70)

    play.overturn(71, -1)

    assert outline(office)[-1] == ("escalation_ended", None)


def test_a_breach_that_comes_back_alarms_anew_after_its_own_day(
    office: SupervisionApplication,
) -> None:
    play = seriously(office)
    rounds(office, 70)
    play.overturn(71, -1)
    play.refuse(95)

    before = outline(office)
    rounds(office, 97)

    assert before[-1] == ("escalation_ended", None)
    assert outline(office)[len(before) :] == [("duty_escalated", OFFICE)]
    names = {it.data["alarm_id"] for it in told_up(office)}
    assert len(names) == 2, "another matter, another alarm"


def test_custody_pauses_what_waits_for_a_laboratory_and_release_brings_it_back(
    office: SupervisionApplication,
) -> None:
    play = positive(office)
    rounds(office, 20)

    play.held(21)
    paused = outline(office)
    play.freed(40)

    assert paused[-1] == ("escalation_ended", None)
    assert outline(office)[len(paused) :] == [("duty_escalated", LEADING_GROUP)]
    first, *_, last = told_up(office)
    assert first.data["alarm_id"] == last.data["alarm_id"]


def test_a_late_clock_tells_at_once_that_it_was_done_meanwhile(
    office: SupervisionApplication,
) -> None:
    play = seriously(office)
    play.report_matter(67, "test")

    rounds(office, 70)

    assert outline(office) == [("duty_escalated", OFFICE), ("escalation_ended", None)]


def test_nobody_is_told_twice_that_it_is_over(office: SupervisionApplication) -> None:
    play = seriously(office)
    rounds(office, 67)
    play.report_matter(67, "test")

    play.talk(68)
    rounds(office, 80)

    assert outline(office).count(("escalation_ended", None)) == 1


def warned(app: Flask, account: str, number: int) -> list[dict[str, Any]]:
    """What a program of the desk is warned of, and how the page says it."""
    client = reader(app, account)
    with clock.use(at(day(number), 20)):
        level(client)
        listed: list[dict[str, Any]] = client.get("/supervision/api/alarms").get_json()
        page = client.get("/supervision/").get_data(as_text=True)
    assert ("已提醒领导小组" in page) == any(it["told_to"] for it in listed)
    return listed


@pytest.mark.parametrize(("account", "sees"), [(WORKER, 1), (POLICE, 1), (ELSEWHERE, 0)])
def test_the_station_sees_who_was_alarmed_of_its_breach(
    app: Flask, office: SupervisionApplication, account: str, sees: int
) -> None:
    seriously(office)
    rounds(office, 70)

    found = warned(app, account, 70)

    assert [(it["level"], it["told_to"]) for it in found] == [("owed", LEADING_GROUP)] * sees


def test_the_station_sees_who_was_alarmed_of_a_strip_until_the_laboratory_is_asked(
    app: Flask, office: SupervisionApplication
) -> None:
    play = positive(office)
    rounds(office, 10)
    before = warned(app, WORKER, 10)

    play.ask_lab(next(iter(play.file.positives)), 10)

    assert [(it["level"], it["told_to"]) for it in before] == [("overdue", OFFICE)]
    assert "初筛阳性送实验室检测" in before[0]["told"]
    assert warned(app, WORKER, 10) == []


def test_of_a_file_whose_duties_never_alarmed_nothing_is_ended(
    office: SupervisionApplication,
) -> None:
    play = story(office, person_id=LI)
    play.talk(3)
    rounds(office, 40)
    play.test(41)

    assert told_up(office) == []
