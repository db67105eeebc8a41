"""Talks, visits, reports, returns and answers stand on the due list until they are done."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.supervision.application import SupervisionApplication
from services.supervision.projections import PROJECTIONS
from services.supervision.projections.owed import owed
from shared import clock
from shared.projecting import Projector
from tests.supervision.conftest import at, on_sqlite
from tests.supervision.desk import Register, app_of, level, reader
from tests.supervision.playing import day
from tests.supervision.watching import rounds, story, written

WORKER, POLICE, ELSEWHERE, SECRETARY = "shegong01", "minjing01", "shegong02", "shuji01"
OK = 200

pytestmark = on_sqlite


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


def listed(client: FlaskClient, number: int, asked: str = "") -> list[str]:
    """Which duties the API lists on that evening of the case."""
    with clock.use(at(day(number), 20)):
        level(client)
        answer = client.get(f"/supervision/api/duties?{asked}")
    return [it["duty"] for it in answer.json or []] if answer.status_code == OK else []


def desk(client: FlaskClient, number: int, when: str = "") -> str:
    with clock.use(at(day(number), 20)):
        level(client)
        return client.get(f"/supervision/?when={when}&bearer=").get_data(as_text=True)


def test_what_is_due_within_a_week_is_on_the_list_and_leaves_it_when_it_is_done(
    office: SupervisionApplication, app: Flask
) -> None:
    play, worker = story(office), reader(app, WORKER)
    rounds(office, 0, 20)
    early = listed(worker, 20)
    rounds(office, 25)
    due = listed(worker, 25)
    play.talk(26)
    talked = listed(worker, 26)
    play.report(26)

    assert early == []
    assert due == ["talk", "periodic_report"]
    assert talked == ["periodic_report"]
    assert listed(worker, 26) == []


def test_a_talk_and_a_report_of_a_day_in_custody_take_nothing_off_the_list(
    office: SupervisionApplication, app: Flask
) -> None:
    play, worker = story(office), reader(app, WORKER)
    rounds(office, 25)
    play.held(25, 27)
    play.talk(26)
    play.report(26)
    in_custody = listed(worker, 27)
    play.talk(27)
    play.report(27)

    assert in_custody == ["talk", "periodic_report"]
    assert listed(worker, 27) == []


def test_the_desk_shows_it_with_its_article_and_leads_to_where_it_is_recorded(
    office: SupervisionApplication, app: Flask
) -> None:
    play, worker = story(office), reader(app, WORKER)
    rounds(office, 25)

    shown = desk(worker, 25)

    assert "帮教谈心" in shown
    assert "定期汇报" in shown
    assert "梅政办〔2025〕52号" in shown
    assert f"/supervision/cases/{play.file_id}?part=talks" in shown
    assert "帮教谈心" in desk(worker, 25, "week")
    assert "帮教谈心" not in desk(worker, 25, "today")


def test_a_talk_whose_time_is_over_is_on_record_and_on_no_list(
    office: SupervisionApplication, app: Flask
) -> None:
    story(office)
    rounds(office, 25, 32)

    assert listed(reader(app, WORKER), 32) == []
    assert written(office, "talk")["missed"] == 31


def test_an_answer_to_a_breach_stays_until_it_is_given(
    office: SupervisionApplication, app: Flask
) -> None:
    play, worker = story(office), reader(app, WORKER)
    play.refuse(5)
    rounds(office, 5, 20)

    assert listed(worker, 20) == ["answer_breach"]
    assert "对违反协议的批评" in desk(worker, 20, "overdue")


def test_who_should_be_back_is_asked_for_until_the_return_or_the_overstay_is_recorded(
    office: SupervisionApplication, app: Flask
) -> None:
    play, worker = story(office), reader(app, WORKER)
    first = play.leave(3, 8)
    rounds(office, 7)
    away = listed(worker, 7)
    rounds(office, 8)
    asked = listed(worker, 8)
    play.returns(first, 9)
    back = listed(worker, 9)
    second = play.leave(10, 14)
    rounds(office, 14, 17)
    late = listed(worker, 17)
    play.away(14, kind="overstay", leave_id=second)

    assert (away, asked, back, late) == ([], ["confirm_return"], [], ["confirm_return"])
    assert listed(worker, 17) == ["answer_breach"]
    assert written(office, "confirm_return", str(first)) == {"fell_due": 8}
    assert written(office, "confirm_return", str(second)) == {"fell_due": 14, "missed": 16}


def test_others_see_their_own_part_only(office: SupervisionApplication, app: Flask) -> None:
    story(office)
    rounds(office, 25)

    assert listed(reader(app, POLICE), 25) == []
    assert listed(reader(app, POLICE), 25, "station=station-1") == ["talk", "periodic_report"]
    assert listed(reader(app, POLICE), 25, "station=station-2") == []
    assert listed(reader(app, WORKER), 25, "when=today") == []
    assert listed(reader(app, ELSEWHERE), 25) == []
    assert listed(reader(app, SECRETARY), 25) == []
    assert "帮教谈心" not in desk(reader(app, SECRETARY), 25)


def test_while_a_person_is_held_nothing_is_on_the_list(
    office: SupervisionApplication, app: Flask
) -> None:
    play = story(office)
    rounds(office, 25)
    play.held(26)

    assert listed(reader(app, WORKER), 26) == []


def test_a_leave_form_says_which_test_falls_into_these_days(
    office: SupervisionApplication, app: Flask
) -> None:
    play = story(office)

    with clock.use(at(day(3))):
        path = f"/supervision/cases/{play.file_id}/leaves/new"
        shown = reader(app, WORKER).get(path).get_data(as_text=True)

    assert "第1次检测的期间为" in shown
    assert "安排异地检测" in shown


def test_whoever_has_the_whole_town_is_told_to_choose_before_talks_are_listed(
    office: SupervisionApplication, app: Flask
) -> None:
    story(office)
    rounds(office, 0, 25)

    police = reader(app, POLICE)
    everything, of_one = desk(police, 25), desk(police, 25, "&station=station-1")

    assert "全镇的待办只列检测" in everything
    assert "帮教谈心" in of_one
    assert "全镇的待办只列检测" not in of_one
    assert "全镇的待办只列检测" not in desk(reader(app, WORKER), 25)


def test_the_list_is_the_same_after_a_rebuild(office: SupervisionApplication) -> None:
    play = story(office)
    play.leave(3, 8)
    rounds(office, 8, 25)
    play.talk(26)
    projector = Projector(office, PROJECTIONS)
    projector.catch_up()
    kept = rows(office)

    projector.rebuild("supervision_owed")

    assert kept == rows(office)
    assert {it["duty"] for it in kept} == {"home_visit", "periodic_report", "confirm_return"}


def rows(office: SupervisionApplication) -> list[dict[str, Any]]:
    with office.db.reading() as conn:
        return sorted(
            (dict(it) for it in conn.execute(owed.select()).mappings()), key=lambda it: it["duty"]
        )


def test_whoever_tests_is_told_the_day_of_a_surprise_test_from_the_reminder_to_the_day_itself(
    office: SupervisionApplication, app: Flask
) -> None:
    play = story(office)
    office.plan_extra_tests(file_id=play.file_id)
    drawn = play.file.extras[0].target
    number = (drawn - day(0)).days
    told = f"抽检、毛发检测 · 建议{drawn.isoformat()}检测"

    def shown(account: str, late: int) -> tuple[bool, bool, bool]:
        """In the API, on the desk, in the file."""
        client, path = reader(app, account), f"/supervision/cases/{play.file_id}?part=plan"
        asked = listed(client, number + late, "station=station-1")
        home = desk(client, number + late)
        with clock.use(at(day(number + late), 20)):
            file = client.get(path).get_data(as_text=True)
        return "extra_test" in asked, told in home, f"建议{drawn.isoformat()}检测" in file

    nowhere = (False, False, False)
    assert [shown(WORKER, late) for late in (-4, 1)] == [nowhere, nowhere]
    assert [shown(WORKER, late) for late in (-3, 0)] == [(True, True, True)] * 2
    assert shown(POLICE, 0)[::2] == (True, True)
    assert [shown(account, 0) for account in (ELSEWHERE, SECRETARY, "yisheng01")] == [nowhere] * 3
    with clock.use(at(drawn, 20)):
        (duty,) = [
            it
            for it in reader(app, WORKER).get("/supervision/api/duties").get_json()
            if it["duty"] == "extra_test"
        ]
    assert duty["target"] == drawn.isoformat()
