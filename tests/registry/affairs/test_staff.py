"""Full-time workers: how many there must be, who counts, and why somebody does not (S28 to S30)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.domain.affairs.staff import Candidate, Hire
from services.registry.rules.affairs.staffing import workers_required
from shared import clock
from shared.law import Refusal
from tests.registry.affairs.registers import call, post, reports
from tests.registry.affairs.test_reconciling import compared, decide, police_list
from tests.registry.desk import AUDITOR, LEADER, WORKER, page, reader, send
from tests.registry.life.story import at
from tests.registry.town import NOW, TODAY, by, number, registered

NAME = "陶社工"


def selected(office: RegistryApplication, *names: str, few_reason: str = "") -> UUID:
    """Hold a selection today."""
    candidates = [
        Candidate(name=name, score=90 - i) for i, name in enumerate(names or (NAME, "甲"))
    ]
    done = office.open_selection(
        held_on=TODAY, posts=1, candidates=candidates, few_reason=few_reason
    )
    return UUID(done.answer["selection_id"])


def hiring(*, born: date = date(1990, 5, 1), **differently: Any) -> Hire:
    """The papers of somebody in whom nothing is amiss."""
    papers: dict[str, Any] = {
        "name": NAME,
        "id_no": number(born=born),
        "born": date.min,
        "hired_on": TODAY,
        "station": "station-1",
        "full_time": True,
        "education": "junior_college",
        "assessed": True,
        "record_checked_on": TODAY,
        "record_clean": True,
        "record_check_no": "金公查〔2026〕9号",
    }
    return Hire(**papers | differently)


def hired(office: RegistryApplication, **differently: Any) -> UUID:
    """Hire somebody out of a selection."""
    selection_id = selected(office)
    done = office.hire_worker(hire=hiring(**differently), selection_id=selection_id)
    return UUID(done.answer["worker_id"])


def why_not(office: RegistryApplication, worker_id: UUID) -> tuple[str, ...]:
    return office.worker(worker_id).why_not_counted(clock.today())


@pytest.mark.parametrize(
    ("users", "workers"), [(0, 0), (1, 1), (29, 1), (30, 1), (31, 2), (60, 2), (61, 3)]
)
def test_thirty_users_need_one_worker_and_one_more_needs_another(users: int, workers: int) -> None:
    assert workers_required(users=users, on=TODAY) == workers


@pytest.mark.parametrize(
    ("born", "defect"),
    [
        (date(2001, 11, 23), ()),  # 25 today
        (date(2001, 11, 24), ("under_age",)),  # 25 tomorrow
        (date(1970, 11, 24), ()),  # 55, and 56 tomorrow
        (date(1970, 11, 23), ("over_age",)),  # 56 today
        (date(1972, 2, 29), ()),
    ],
)
def test_a_worker_is_twenty_five_to_fifty_five_both_included(
    office: RegistryApplication, born: date, defect: tuple[str, ...]
) -> None:
    assert why_not(office, hired(office, born=born)) == defect


@pytest.mark.parametrize(
    ("differently", "code"),
    [
        ({"education": "junior_high"}, "education_too_low"),
        ({"record_clean": False}, "record_not_clean"),
        ({"record_checked_on": None}, "record_unchecked"),
        ({"assessed": False}, "not_assessed"),
        ({"full_time": False}, "part_time"),
        ({"name": "别人"}, "not_a_candidate"),
    ],
)
def test_who_falls_short_is_recorded_and_does_not_count(
    office: RegistryApplication, differently: dict[str, Any], code: str
) -> None:
    worker_id = hired(office, **differently)

    assert office.worker(worker_id).works_on(TODAY)
    assert why_not(office, worker_id) == (code,)


def test_senior_high_school_is_enough(office: RegistryApplication) -> None:
    assert why_not(office, hired(office, education="senior_high")) == ()


def test_a_worker_comes_out_of_a_selection_that_stands(office: RegistryApplication) -> None:
    unselected = office.hire_worker(hire=hiring()).answer
    office.end_worker(worker_id=UUID(unselected["worker_id"]), ended_on=TODAY, reason="辞职")
    alone = selected(office, NAME)
    chosen_alone = office.hire_worker(hire=hiring(), selection_id=alone).answer

    assert unselected["defects"] == ["not_selected"]
    assert office.selection(alone).defects == ("too_few_candidates",)
    assert chosen_alone["defects"] == ["selection_defective"]


def test_one_candidate_is_enough_where_it_is_said_why(office: RegistryApplication) -> None:
    alone = selected(office, NAME, few_reason="公告十五日，只有一人报名")

    done = office.hire_worker(hire=hiring(), selection_id=alone)

    assert done.answer["defects"] == []


def test_a_worker_stops_counting_on_the_fifty_sixth_birthday(office: RegistryApplication) -> None:
    worker_id = hired(office, born=date(1970, 11, 24))

    with clock.use(NOW.replace(day=24)):
        noted = office.note_over_age(workers=[worker_id]).answer
        again = office.note_over_age(workers=[worker_id]).answer

        assert why_not(office, worker_id) == ("over_age_now",)
    assert (noted, again) == ([str(worker_id)], [])
    assert reports(office, "worker_over_age") == [
        {"worker_id": str(worker_id), "noted_on": "2026-11-24"}
    ]


def test_the_clock_notes_who_has_turned_56_once_and_nobody_who_left(
    office: RegistryApplication,
) -> None:
    hired(office, born=date(1970, 11, 30))
    gone = hired(
        office, born=date(1970, 11, 30), id_no=number(born=date(1970, 11, 30), sequence=996)
    )
    with by():
        office.end_worker(worker_id=gone, ended_on=TODAY, reason="辞职")

    for day in (TODAY, date(2026, 11, 29)):
        with at(day):
            office.run_clock()
    before = reports(office, "worker_over_age")
    for _ in range(2):
        with at(date(2026, 11, 30)):
            office.run_clock()

    assert before == []
    assert [it["noted_on"] for it in reports(office, "worker_over_age")] == ["2026-11-30"]


def test_the_card_says_whether_the_head_count_can_be_used(
    office: RegistryApplication, handler: FlaskClient, app: Flask
) -> None:
    before = page(handler, "/registry/staff")
    told_before = call(app, "GET", "/staff")["usable"]
    registered(office)
    found = compared(office, police_list("李四海", numbers=[number()]))
    for kind in {row["kind"] for row in found.rows}:
        decide(office, found, "keep_ours", kind=kind, why="已核实")

    assert "应配人数只供参考" in before
    assert told_before is False
    assert call(app, "GET", "/staff")["usable"] is True


def test_nobody_is_a_worker_twice_at_a_time(office: RegistryApplication) -> None:
    worker_id = hired(office)

    with pytest.raises(Refusal) as refused:
        hired(office)
    office.end_worker(worker_id=worker_id, ended_on=TODAY, reason="合同期满")
    hired(office)

    assert refused.value.field == "id_no"


def test_a_worker_leaves_once_and_not_before_coming(office: RegistryApplication) -> None:
    worker_id = hired(office)

    with pytest.raises(Refusal, match="早于聘用日期"):
        office.end_worker(worker_id=worker_id, ended_on=date(2026, 11, 22), reason="x")
    office.end_worker(worker_id=worker_id, ended_on=TODAY, reason="辞职")
    with pytest.raises(Refusal, match="已于 2026-11-23 离岗"):
        office.end_worker(worker_id=worker_id, ended_on=TODAY, reason="辞职")

    assert not office.worker(worker_id).works_on(TODAY)


def test_who_the_staff_are_is_sealed_and_told_to_nobody(office: RegistryApplication) -> None:
    hired(office)

    facts = "".join(str(entry.facts) for entry in office.entries(limit=None))

    assert NAME not in facts
    assert number(born=date(1990, 5, 1)) not in facts
    assert "1990" not in facts
    (told,) = reports(office, "worker_hired")
    assert set(told) == {"worker_id", "station", "full_time", "defects"}


def test_the_card_says_how_many_are_missing_and_by_which_sentence(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    registered(office)
    hired(office, born=date(1970, 11, 23))

    shown = page(handler, "/registry/staff")

    assert "还缺1名" in shown
    assert "聘用时超过规定的最高年龄（《梅政办〔2025〕52号》S29）" in shown
    assert "《梅政办〔2025〕52号》S28：按实有吸毒人员每30人配备1名专职社工" in shown


def test_who_is_no_actual_user_needs_no_worker(office: RegistryApplication, app: Flask) -> None:
    registered(office, flag="candidate")

    assert call(app, "GET", "/staff")["required"] == 0


def test_a_selection_and_a_hiring_by_page(
    office: RegistryApplication, handler: FlaskClient, app: Flask
) -> None:
    registered(office)
    selection = {"held_on": "2026-11-23", "posts": "1", "candidates": f"{NAME} 91\n李某，86"}
    send(handler, "/registry/staff/selections/new", selection)
    selection_id = page(handler, "/registry/staff/new").split('<option value="')
    chosen = next(it[:36] for it in selection_id if len(it) > 36 and it[36] == '"')
    papers = {
        "name": NAME,
        "id_no": number(),
        "hired_on": "2026-11-23",
        "station": "station-2",
        "full_time": "true",
        "education": "bachelor",
        "selection_id": chosen,
        "assessed": "true",
        "record_checked_on": "2026-11-20",
        "record_clean": "true",
    }

    shown = send(handler, "/registry/staff/new", papers)

    assert "达到配备要求" in shown
    (worker,) = call(app, "GET", "/staff")["workers"]
    assert (worker["name"], worker["counts"], worker["why_not"]) == (NAME, True, [])


def test_a_line_that_is_no_candidate_is_said(handler: FlaskClient) -> None:
    wrong = {"held_on": "2026-11-23", "posts": "1", "candidates": "陶社工 优\n李某"}

    shown = send(handler, "/registry/staff/selections/new", wrong, status=422)

    assert "第1行：请填写整数" in shown
    assert "第2行：请填写这一项" in shown
    assert "陶社工 优" in shown


def test_a_worker_of_fifty_six_by_program(app: Flask) -> None:
    selection = {"held_on": "2026-11-23", "posts": 1}
    names = [{"name": NAME, "score": 88}, {"name": "甲", "score": 70}]
    chosen = post(app, "/staff/selections", selection | {"candidates": names})
    papers = {
        "name": NAME,
        "id_no": number(born=date(1970, 11, 23)),
        "hired_on": "2026-11-23",
        "station": "station-1",
        "full_time": True,
        "education": "senior_high",
        "selection_id": chosen["selection_id"],
        "assessed": True,
        "record_checked_on": "2026-11-23",
        "record_clean": True,
    }

    hired_by_program = post(app, "/staff/workers", papers)

    assert hired_by_program["defects"] == ["over_age"]
    staffing = call(app, "GET", "/staff")
    assert (staffing["employed"], staffing["qualified"]) == (1, 0)
    assert post(app, "/staff/over-age", None)["workers"] == [hired_by_program["worker_id"]]
    end = {"ended_on": "2026-11-23", "reason": "不合条件"}
    post(app, f"/staff/workers/{hired_by_program['worker_id']}/end", end)
    assert call(app, "GET", "/staff")["employed"] == 0


def test_who_may_read_the_register_and_who_keeps_it(app: Flask) -> None:
    for account in (AUDITOR, LEADER):
        assert "专职社工" in page(reader(app, account), "/registry/town-work")
        assert "登记聘用" not in page(reader(app, account), "/registry/staff")
        page(reader(app, account), "/registry/staff/new", 403)
    page(reader(app, WORKER), "/registry/staff", 403)
    assert "专职社工</a>" not in page(reader(app, WORKER), "/registry/town-work")


def test_the_leading_group_is_led_from_the_desk_to_the_registers(app: Flask) -> None:
    answer = reader(app, LEADER).get("/registry/")

    assert answer.location == "/registry/town-work"
