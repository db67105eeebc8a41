"""Who bears the duties of a case: assigned to many at once, handed over whole, named in the log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import NeedFound
from services.supervision.projections import PROJECTIONS
from shared import clock
from shared.eventstore.act import Act, acting
from shared.law import Refusal
from shared.messaging.asking import PeerRefused
from shared.projecting import Projector
from tests.supervision.conftest import DAY, START, at, on_sqlite, opened, talk
from tests.supervision.desk import READERS, Register, app_of, level, reader
from tests.supervision.test_service import Asking

OFFICE, WORKER, POLICE, AUDITOR = "jingban01", "shegong01", "minjing01", "dudao01"
REGISTER = "/supervision/bearers"
TOKEN = re.compile(r'<meta name="csrf-token" content="([^"]+)">')
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')

pytestmark = on_sqlite


@pytest.fixture(autouse=True)
def _in_january() -> Iterator[None]:
    with clock.use(at(START, 16)):
        yield


@pytest.fixture
def cases(office: SupervisionApplication) -> list[UUID]:
    """Three cases of one station, and one of another."""
    first = [opened(office, case_ref=f"梅社戒〔2026〕000{n}") for n in (1, 2, 3)]
    return [*first, opened(office, case_ref="梅社戒〔2026〕0004", station="station-2")]


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


def text_of(client: FlaskClient, path: str) -> str:
    level(client)
    return client.get(path).get_data(as_text=True)


def posted(client: FlaskClient, path: str, **said: Any) -> Any:
    """What a program says."""
    token = TOKEN.search(text_of(client, "/supervision/"))
    assert token is not None
    level(client)
    headers = {"X-CSRFToken": token[1], "Idempotency-Key": str(uuid4())}
    return client.post(f"/supervision/api{path}", json=said, headers=headers)


def sent(client: FlaskClient, path: str, **typed: Any) -> Any:
    """A form that is opened, filled in, sent."""
    hidden = dict(HIDDEN.findall(text_of(client, path)))
    return client.post(path, data=hidden | typed)


def test_cases_that_lie_at_no_station_are_counted_beside_those_that_do(
    office: SupervisionApplication, cases: list[UUID], app: Flask
) -> None:
    opened(office, case_ref="梅社戒〔2026〕0005", station=None)

    page = text_of(reader(app, OFFICE), REGISTER)

    assert "没有工作站，1件" in page
    assert f"{len(cases) + 1}个案件还没有承担人" in page


def test_many_cases_are_assigned_in_one_act(
    office: SupervisionApplication, cases: list[UUID]
) -> None:
    done = office.assign_duties(file_ids=cases[:3], bearer=WORKER)

    assert done.answer == 3
    assert [office.bearer_of(it) for it in cases] == [WORKER, WORKER, WORKER, None]
    told = office.entries(names=["supervision.duties_assigned"])
    assert {it.command_id for it in told} == {told[0].command_id}


def test_what_somebody_bears_is_not_taken_away(
    office: SupervisionApplication, cases: list[UUID]
) -> None:
    office.assign_duties(file_ids=cases[:1], bearer=WORKER)

    with pytest.raises(Refusal, match="已由 shegong01 承担"):
        office.assign_duties(file_ids=cases, bearer="shegong02")

    assert office.bearer_of(cases[1]) is None


def test_all_of_a_workers_duties_go_to_another_in_one_act_with_from_to_and_reason(
    office: SupervisionApplication, cases: list[UUID]
) -> None:
    office.assign_duties(file_ids=cases[:2], bearer=WORKER)
    office.assign_duties(file_ids=cases[2:3], bearer="shegong03")

    answer = office.hand_over_duties(former=WORKER, bearer="shegong02", reason="休产假").answer

    told = office.entries(names=["supervision.duties_handed_over"])
    assert answer["count"] == len(told) == 2
    assert {str(it.facts["hand_over_id"]) for it in told} == {answer["hand_over_id"]}
    assert {(it.facts["former"], it.facts["bearer"]) for it in told} == {(WORKER, "shegong02")}
    assert {it.personal["reason"] for it in told} == {"休产假"}
    assert [office.bearer_of(it) for it in cases[:3]] == ["shegong02", "shegong02", "shegong03"]


@pytest.mark.parametrize(
    ("differs", "sentence"),
    [
        ({"bearer": WORKER}, "接收人就是移交人"),
        ({"reason": "  "}, "请写明移交的原因"),
        ({"bearer": ""}, "请填写承担人的账号"),
        ({"former": "shegong09"}, "没有承担任何案件"),
    ],
)
def test_a_handing_over_has_two_sides_and_a_reason(
    office: SupervisionApplication, cases: list[UUID], differs: dict[str, str], sentence: str
) -> None:
    office.assign_duties(file_ids=cases[:2], bearer=WORKER)
    said = {"former": WORKER, "bearer": "shegong02", "reason": "调离"} | differs

    with pytest.raises(Refusal, match=sentence):
        office.hand_over_duties(**said)

    assert office.bearer_of(cases[0]) == WORKER


def test_a_handing_over_that_is_sent_again_is_the_same(
    office: SupervisionApplication, cases: list[UUID]
) -> None:
    office.assign_duties(file_ids=cases[:2], bearer=WORKER)
    act = Act(account=OFFICE, role="office_handler", unit="office", command_id=str(uuid4()))

    with acting(act):
        said = {"former": WORKER, "bearer": "shegong02", "reason": "调离"}
        first, again = office.hand_over_duties(**said), office.hand_over_duties(**said)

    assert (first.repeated, again.repeated) == (False, True)
    assert again.answer == first.answer


def test_the_clock_writes_into_the_list_of_whoever_bears_it(
    office: SupervisionApplication,
) -> None:
    office.start_demonstration()  # the recording time is the story's
    file_id = opened(office)
    office.assign_duties(file_ids=[file_id], bearer=WORKER)

    with clock.use(at(START + 40 * DAY, 16)):
        office.run_clock()

    assert any(step == "missed" for _, _, step, _, _ in office.written_duties(file_id))
    assert office.bearer_of(file_id) == WORKER


def test_the_office_assigns_a_station_and_hands_over_on_the_page(
    app: Flask, office: SupervisionApplication, cases: list[UUID]
) -> None:
    desk = reader(app, OFFICE)
    before = text_of(desk, REGISTER)

    sent(
        desk, f"{REGISTER}/assign?station=station-1", bearer=WORKER, cases=list(map(str, cases[:3]))
    )
    assigned = text_of(desk, REGISTER)
    sent(desk, f"{REGISTER}/hand-over", former=WORKER, bearer="shegong03", why="调离")
    handed = text_of(desk, REGISTER)

    assert "4个案件还没有承担人" in before
    assert "1个案件还没有承担人" in assigned
    assert "最近的移交" in handed
    assert [office.bearer_of(it) for it in cases[:3]] == ["shegong03"] * 3
    told = text_of(reader(app, WORKER), f"/supervision/cases/{cases[0]}?part=duties")
    assert "shegong03" in told


def test_a_program_assigns_lists_and_hands_over(app: Flask, cases: list[UUID]) -> None:
    desk = reader(app, OFFICE)

    assigned = posted(desk, "/bearers/assignments", bearer=WORKER, cases=list(map(str, cases[:3])))
    level(desk)
    listed = desk.get("/supervision/api/bearers").json
    said = {"former": WORKER, "bearer": "shegong03", "why": "调离"}
    handed = posted(desk, "/bearers/hand-overs", **said)

    assert (assigned.status_code, assigned.json["count"]) == (201, 3)
    assert listed == [{"bearer": None, "cases": 1}, {"bearer": WORKER, "cases": 3}]
    assert (handed.status_code, handed.json["count"]) == (201, 3)


@pytest.mark.parametrize("account", [WORKER, POLICE, AUDITOR])
def test_nobody_but_the_office_assigns(app: Flask, cases: list[UUID], account: str) -> None:
    client = reader(app, account)
    level(client)

    assert client.get(REGISTER).status_code == 200
    assert client.get(f"{REGISTER}/assign").status_code == 403
    said = {"former": WORKER, "bearer": "shegong03", "why": "调离"}
    assert posted(client, "/bearers/hand-overs", **said).status_code == 403
    body = {"bearer": account, "cases": [str(cases[0])]}
    assert posted(client, "/bearers/assignments", **body).status_code == 403


def test_a_page_offers_those_who_work_at_the_station(app: Flask) -> None:
    page = text_of(reader(app, OFFICE), f"{REGISTER}/assign?station=station-1")

    box = page.split('id="field-bearer"')[1].split("</select>")[0]
    offered = re.findall(r'value="(\w+)"', box)
    assert offered == [POLICE, WORKER, "shegong03"]
    assert "第一工作站" in box


@pytest.mark.parametrize("account", ["shegong02", OFFICE, "shegong99"])
def test_duties_go_to_nobody_who_does_not_work_there(
    app: Flask, office: SupervisionApplication, cases: list[UUID], account: str
) -> None:
    """Of another station, of another desk, of none."""
    desk = reader(app, OFFICE)
    office.assign_duties(file_ids=cases[:1], bearer=WORKER)

    refused = posted(desk, "/bearers/assignments", bearer=account, cases=[str(cases[1])])
    kept = posted(desk, "/bearers/hand-overs", former=WORKER, bearer=account, why="调离")
    page = sent(desk, f"{REGISTER}/assign", bearer=account, cases=[str(cases[1])])

    for answer in (refused, kept):
        assert answer.status_code == 422, answer.json
        assert answer.json["field"] == "bearer"
        assert f"{account} 现在不是第一工作站的社工或者民警" in answer.json["detail"]
    assert page.status_code == 422
    assert 'id="field-bearer-error"' in page.get_data(as_text=True)
    assert [office.bearer_of(it) for it in cases[:2]] == [WORKER, None]


def test_with_identity_away_nobody_is_given_duties_unchecked(
    office: SupervisionApplication, cases: list[UUID]
) -> None:
    desk = reader(app_of(office, None), OFFICE)

    answer = posted(desk, "/bearers/assignments", bearer=WORKER, cases=[str(cases[0])])

    assert answer.status_code == 422
    assert "现在查不到谁在工作站任职" in answer.get_data(as_text=True)
    assert office.bearer_of(cases[0]) is None


def due(client: FlaskClient, query: str = "") -> set[str]:
    """The cases of the due list, by the last digit of their numbers."""
    with clock.use(at(START, 16)):
        page = text_of(client, f"/supervision/{query}").split("<main")[1].split("<aside")[0]
    return {number for number in "1234" if f"梅社戒〔2026〕000{number}" in page}


@pytest.fixture
def two_bear(office: SupervisionApplication, cases: list[UUID]) -> None:
    """Of the first station's three cases one is the worker's, one the police's, one nobody's."""
    office.assign_duties(file_ids=cases[:1], bearer=WORKER)
    office.assign_duties(file_ids=cases[1:2], bearer=POLICE)


@pytest.mark.usefixtures("two_bear")
def test_a_workers_due_list_is_their_own_and_what_nobody_bears_and_the_stations_one_click_away(
    app: Flask,
) -> None:
    desk = reader(app, WORKER)

    assert due(desk) == {"1", "3"}
    page = text_of(desk, "/supervision/")
    assert "这里只列你承担的和还没有承担人的案件" in page
    assert 'href="/supervision/?bearer="' in page
    assert due(desk, "?bearer=") == {"1", "2", "3"}
    assert due(desk, "?bearer=minjing01") == {"2"}
    assert due(desk, "?bearer=~own&village=青石社区") == {"1", "3"}


@pytest.mark.usefixtures("two_bear")
def test_the_numbers_above_the_list_are_those_of_the_list(app: Flask) -> None:
    desk = reader(app, WORKER)
    number = re.compile(r'<span class="count-number">(\d+)</span><span class="count-label">7日内')
    week = at(START + 25 * DAY, 16)

    with clock.use(week):
        own = number.search(text_of(desk, "/supervision/"))
        everybodys = number.search(text_of(desk, "/supervision/?bearer="))

    assert own is not None
    assert everybodys is not None
    assert (own[1], everybodys[1]) == ("2", "3")


@pytest.mark.usefixtures("two_bear")
@pytest.mark.parametrize(
    ("account", "sees"), [("shegong02", "4"), (OFFICE, "1234"), (AUDITOR, "1234")]
)
def test_who_bears_nothing_is_shown_all_within_reach(app: Flask, account: str, sees: str) -> None:
    assert due(reader(app, account)) == set(sees)


@pytest.mark.usefixtures("two_bear")
def test_handing_over_and_assigning_move_what_is_on_the_lists(
    app: Flask, office: SupervisionApplication, cases: list[UUID]
) -> None:
    worker, police = reader(app, WORKER), reader(app, POLICE)

    before = due(police)
    office.hand_over_duties(former=POLICE, bearer=WORKER, reason="休产假")
    handed = due(worker)
    office.assign_duties(file_ids=cases[2:], bearer=POLICE)

    assert (before, handed) == ({"2", "3", "4"}, {"1", "2", "3"})
    assert (due(worker), due(police)) == ({"1", "2"}, {"3", "4"})


@pytest.mark.usefixtures("two_bear")
def test_a_hand_over_sheet_leaves_out_what_a_colleague_bears(
    office: SupervisionApplication, cases: list[UUID]
) -> None:
    need = NeedFound(kind="job", raised_on=START, agreed=True)
    for file_id in cases:
        office.record_talk(file_id=file_id, talk=talk(START), needs=[need])
    Projector(office, PROJECTIONS).catch_up()

    waiting = Asking(office).work(READERS[WORKER])

    refs = {it["case_ref"][-1] for it in waiting}
    needs = {it["case_ref"][-1] for it in waiting if it["what"] == "需求未办结"}
    assert (refs, needs) == ({"1", "3"}, {"1", "3"})


def test_what_somebody_who_left_still_bears_is_pointed_out(
    office: SupervisionApplication, cases: list[UUID], app: Flask
) -> None:
    """When staff change nothing lies with nobody: the office sees whose cases wait for another."""
    office.assign_duties(file_ids=cases[:1], bearer=WORKER)
    before = text_of(reader(app, OFFICE), REGISTER)
    office.assign_duties(file_ids=cases[1:2], bearer="shegong77")

    after = text_of(reader(app, OFFICE), REGISTER)
    unsure = text_of(reader(app_of(office, None), OFFICE), REGISTER)

    assert "已不在岗" not in before
    assert "名下的案件请移交给别人：shegong77" in after
    assert after.count("已不在岗") == 1
    assert "已不在岗" not in unsure  # with identity away nobody is said to have left


def told_of(office: SupervisionApplication, reader_: str) -> Any:
    """What supervision says to somebody who reads a hand-over sheet."""
    return Asking(office).peers.call(
        "supervision", "borne_by", actor=READERS[reader_], account=WORKER
    )


def test_a_hand_over_sheet_is_told_how_many_cases_are_left_and_where_they_are_moved(
    office: SupervisionApplication, cases: list[UUID], app: Flask
) -> None:
    """The way only to whoever may go it; what is moved is moved by one act there."""
    office.assign_duties(file_ids=cases[:2], bearer=WORKER)
    level(reader(app, OFFICE))

    told = [told_of(office, it) for it in (OFFICE, WORKER)]
    page = text_of(reader(app, OFFICE), f"{told[0]['href']}?from={WORKER}&to=shegong03")
    office.hand_over_duties(former=WORKER, bearer="shegong03", reason="离岗")
    level(reader(app, OFFICE))

    assert [it["cases"] for it in told] == [2, 2]
    assert told[1]["href"] == ""
    assert f"{WORKER}（2件）" in page
    assert told_of(office, OFFICE)["cases"] == 0


def test_who_sees_no_bearers_is_told_nothing_of_a_workers_cases(
    office: SupervisionApplication, cases: list[UUID]
) -> None:
    office.assign_duties(file_ids=cases, bearer=WORKER)

    with pytest.raises(PeerRefused):
        told_of(office, "yisheng01")
