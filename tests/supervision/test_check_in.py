"""The station's desk: who comes is noted once, by whoever noted it, and counts for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import CheckIn
from shared import clock
from shared.access.actor import Actor
from shared.law import Refusal
from shared.messaging.rpc import answer
from shared.web.pictures import qr_code
from tests.supervision.conftest import CASE, LI, asking, at, events, file_of, opened
from tests.supervision.desk import Finding, Register, app_of, at_shared_machine, level, reader

TODAY = date(2026, 1, 20)
HERE = "/supervision/check-in"
KEPT = "/supervision/api/check-ins"
OTHER = UUID(int=2)
WORKER, ELSEWHERE, MEDIC = "shegong01", "shegong02", "yisheng01"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
TOKEN = re.compile(r'<meta name="csrf-token" content="([^"]+)">')

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _in_january() -> Iterator[None]:
    with clock.use(at(TODAY, 16)):
        yield


@pytest.fixture
def file_id(office: SupervisionApplication) -> UUID:
    """A file of somebody who was asked to come today."""
    found = opened(office)
    notice = asking(1, TODAY)
    office.notify_test(file_id=found, asking=notice)
    return found


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


class FullNames(Register):
    """A registry that tells the reader full names."""

    @answer
    def identify(
        self, caller: Actor, person_ids: list[str], purpose: str
    ) -> dict[str, dict[str, str]]:
        """The name of whomever it is asked for."""
        self.asked.append((caller.account, tuple(person_ids), purpose))
        return {key: {"name": "张三丰"} for key in person_ids}


def text_of(client: FlaskClient, path: str) -> str:
    level(client)
    return client.get(path).get_data(as_text=True)


def sent(client: FlaskClient, path: str, **typed: str) -> Any:
    """A form without scripts: opened, filled in, sent."""
    hidden = dict(HIDDEN.findall(text_of(client, path)))
    return client.post(path, data=hidden | typed)


def kept(client: FlaskClient, key: UUID, **differs: Any) -> Any:
    """What a device sends that kept an entry while the link was down."""
    token = TOKEN.search(text_of(client, HERE))
    assert token is not None
    entry = {
        "case_ref": CASE,
        "made_by": WORKER,
        "arrival": "came",
        "at": at(TODAY, 9).isoformat(),
    }
    headers = {"Idempotency-Key": str(key), "X-CSRFToken": token[1]}
    return client.post(KEPT, json=entry | differs, headers=headers)


def noted(office: SupervisionApplication) -> list[dict[str, Any]]:
    return [dict(e.facts) for e in office.entries(names=["supervision.checked_in"])]


def test_who_comes_is_found_by_the_number_on_the_notice(app: Flask, file_id: UUID) -> None:
    worker = reader(app, WORKER)

    found = sent(worker, HERE, case_ref=CASE)
    shown = text_of(worker, found.headers["Location"])

    assert found.headers["Location"] == f"{HERE}/{file_id}"
    assert "张*" in shown
    assert "今天：检测（第1次，共22次）" in shown


@pytest.mark.parametrize("typed", ["2026 1", "1", "梅社戒[2026]0001", " 0001 "])
def test_the_digits_of_a_number_are_enough(app: Flask, file_id: UUID, typed: str) -> None:
    found = sent(reader(app, WORKER), HERE, case_ref=typed)

    assert found.headers["Location"] == f"{HERE}/{file_id}"


@pytest.mark.usefixtures("file_id")
def test_digits_that_fit_two_cases_are_not_guessed(
    app: Flask, office: SupervisionApplication
) -> None:
    opened(office, case_ref="梅社康〔2026〕0001", kind="community_recovery", term_months=12)

    got = sent(reader(app, WORKER), HERE, case_ref="2026 1")

    assert got.status_code == 422
    assert "请写全编号" in got.get_data(as_text=True)


def test_no_full_name_stands_on_a_screen_at_which_strangers_stand(
    office: SupervisionApplication, file_id: UUID
) -> None:
    worker = reader(app_of(office, FullNames()), WORKER)

    first, second = text_of(worker, HERE), text_of(worker, f"{HERE}/{file_id}")

    for shown in (first, second):
        assert "张*" in shown
        assert "张三丰" not in shown


@pytest.mark.usefixtures("file_id")
def test_a_number_that_is_nobodys_is_said_to_be_one(app: Flask) -> None:
    got = sent(reader(app, WORKER), HERE, case_ref="梅社戒〔2026〕9999")

    assert got.status_code == 422
    assert "没有这个案件的档案" in got.get_data(as_text=True)


def test_an_entry_is_noted_with_its_window_and_counts_for_nothing(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    worker = reader(app, WORKER)

    got = sent(worker, f"{HERE}/{file_id}", arrival="not_came")

    assert got.headers["Location"] == HERE
    (fact,) = noted(office)
    assert (fact["arrival"], fact["window"], fact["checked_on"]) == ("not_came", 1, TODAY)
    assert file_of(office).refused_tests == 0
    assert "未到" in text_of(worker, f"/supervision/cases/{file_id}?part=tests")


def test_whoever_is_expected_today_stands_on_the_first_screen(app: Flask, file_id: UUID) -> None:
    worker = reader(app, WORKER)
    before = text_of(worker, HERE)

    sent(worker, f"{HERE}/{file_id}", arrival="came")
    after = text_of(worker, HERE)

    assert "今天应到（1人）" in before
    assert f"{HERE}/{file_id}/result" not in before
    assert f"{HERE}/{file_id}/result" in after


def test_a_day_is_kept_only_where_another_day_was_asked_for(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    worker, day = reader(app, WORKER), "2026-01-22"

    sent(worker, f"{HERE}/{file_id}", arrival="came", asked_on=day)
    sent(worker, f"{HERE}/{file_id}", arrival="other_day", asked_on=day)

    assert [fact["asked_on"] for fact in noted(office)] == [None, date(2026, 1, 22)]


@pytest.mark.usefixtures("file_id")
def test_an_entry_that_is_sent_again_is_one_entry(
    app: Flask, office: SupervisionApplication
) -> None:
    worker, key = reader(app, WORKER), uuid4()

    first, again = kept(worker, key), kept(worker, key)

    assert (first.status_code, first.json["repeated"]) == (201, False)
    assert (again.status_code, again.json["repeated"]) == (201, True)
    assert again.json["check_in_id"] == first.json["check_in_id"]
    assert [fact["checked_at"] for fact in noted(office)] == [at(TODAY, 9)]


@pytest.mark.usefixtures("file_id")
def test_one_key_does_not_carry_two_entries(app: Flask, office: SupervisionApplication) -> None:
    worker, key = reader(app, WORKER), uuid4()
    kept(worker, key)

    other = kept(worker, key, arrival="not_came")

    assert other.status_code == 422
    assert [fact["arrival"] for fact in noted(office)] == ["came"]


@pytest.mark.usefixtures("file_id")
def test_nobody_sends_what_another_has_noted(app: Flask, office: SupervisionApplication) -> None:
    got = kept(reader(app, WORKER), uuid4(), made_by=ELSEWHERE)

    assert got.status_code == 422
    assert got.json["field"] == "made_by"
    assert noted(office) == []


@pytest.mark.parametrize(
    ("account", "status"), [(WORKER, 201), (ELSEWHERE, 404), (MEDIC, 403), ("minjing01", 201)]
)
@pytest.mark.usefixtures("file_id")
def test_only_the_station_in_charge_and_the_police_note_it(
    app: Flask, account: str, status: int
) -> None:
    client = reader(app, account)
    if account == MEDIC:
        assert client.get(HERE).status_code == status
        return

    assert kept(client, uuid4(), made_by=account).status_code == status


def test_what_lies_ahead_cannot_have_been_noted(
    office: SupervisionApplication, file_id: UUID
) -> None:
    ahead = CheckIn(arrival="came", at=clock.now() + timedelta(minutes=1))

    with pytest.raises(Refusal, match="还没有发生"):
        office.check_in(file_id=file_id, entry=ahead)

    assert "checked_in" not in events(office)


@pytest.mark.usefixtures("file_id")
def test_an_entry_that_arrives_late_does_not_hide_a_later_one(
    app: Flask, office: SupervisionApplication
) -> None:
    worker = reader(app, WORKER)
    kept(worker, uuid4(), at=at(TODAY, 11).isoformat())

    kept(worker, uuid4(), arrival="not_came", at=at(TODAY, 8).isoformat())

    assert len(noted(office)) == 2
    assert "/result" in text_of(worker, HERE)


def test_a_reload_without_a_link_finds_a_page_that_holds_nothing_of_anybody(
    office: SupervisionApplication, file_id: UUID
) -> None:
    worker = reader(app_of(office, FullNames()), WORKER)

    script = worker.get(f"{HERE}/worker.js")
    shell = text_of(worker, f"{HERE}/offline")

    assert script.headers["Service-Worker-Allowed"] == HERE
    assert script.mimetype == "text/javascript"
    assert f"{HERE}/offline" in script.get_data(as_text=True)
    assert {it for it in ("张", CASE, str(file_id), "李社工") if it in shell} == set()
    assert "联系不上服务器" in shell
    assert reader(worker.application, MEDIC).get(f"{HERE}/offline").status_code == 403


def test_the_code_on_a_printed_notice_finds_the_person_at_the_desk(
    app: Flask, file_id: UUID
) -> None:
    worker = reader(app, WORKER)
    case = text_of(worker, f"/supervision/cases/{file_id}?part=tests")
    (printed,) = re.findall(rf'href="(/supervision/cases/{file_id}/notices/[0-9a-f-]{{36}})"', case)

    sheet = text_of(worker, printed)
    address = f"http://localhost{HERE}/{file_id}"
    typed = sent(worker, HERE, case_ref=address)

    assert qr_code(address, label="签到二维码") in sheet
    assert "第1次，共22次" in sheet
    assert "戒毒" not in sheet.split("</header>")[1].replace(CASE, "")
    assert "今天：检测（第1次，共22次）" in text_of(worker, address)
    assert typed.headers["Location"] == f"{HERE}/{file_id}"
    for stranger, path in ((ELSEWHERE, printed), (ELSEWHERE, address), (MEDIC, printed)):
        assert reader(app, stranger).get(path).status_code == 403


def test_a_notice_that_is_not_on_file_cannot_be_printed(app: Flask, file_id: UUID) -> None:
    path = f"/supervision/cases/{file_id}/notices/{uuid4()}"

    assert reader(app, WORKER).get(path).status_code == 404


def test_whoever_brings_no_notice_is_found_by_the_last_four_of_the_identity_number(
    office: SupervisionApplication, file_id: UUID
) -> None:
    register = Finding(tail_0017=[(LI, "张*")])
    worker = reader(app_of(office, register), WORKER)

    found = sent(worker, HERE, last_four="0017")

    assert found.headers["Location"] == f"{HERE}/{file_id}"
    assert "0017" not in found.headers["Location"]
    assert register.sought == [(WORKER, "0017", None)]


@pytest.mark.usefixtures("file_id")
def test_of_several_whose_numbers_end_alike_one_is_chosen_by_masked_name(
    office: SupervisionApplication,
) -> None:
    other = opened(office, case_ref="梅社戒〔2026〕0002", person_id=OTHER)
    elsewhere = uuid4()
    register = Finding(tail_0017=[(LI, "张*"), (OTHER, "王*"), (elsewhere, "赵*")])

    page = sent(reader(app_of(office, register), WORKER), HERE, last_four="0017")
    shown = page.get_data(as_text=True)

    assert page.status_code == 200
    assert "有2人的末四位是这样" in shown
    assert f'href="{HERE}/{other}">王* · 梅社戒〔2026〕0002</a>' in shown
    assert "赵*" not in shown


@pytest.mark.usefixtures("file_id")
def test_who_is_no_case_of_the_station_is_not_found_by_four_digits(
    office: SupervisionApplication,
) -> None:
    """Whatever the registry tells: the station learns of nobody else."""
    register = Finding(tail_0017=[(LI, "张*")])
    got = sent(reader(app_of(office, register), ELSEWHERE), HERE, last_four="0017")

    assert got.status_code == 422
    assert "本站没有身份证号末四位是这样的人" in got.get_data(as_text=True)
    assert "张*" not in got.get_data(as_text=True)


@pytest.mark.usefixtures("file_id")
def test_at_a_stations_tablet_the_police_find_those_of_the_station_alone(
    office: SupervisionApplication,
) -> None:
    other = opened(office, case_ref="梅社戒〔2026〕0002", person_id=OTHER, station="station-2")
    register = Finding(tail_0017=[(LI, "张*"), (OTHER, "王*")])
    app = app_of(office, register)

    at_desk = sent(reader(app, "minjing01"), HERE, last_four="0017")
    at_tablet = sent(at_shared_machine(reader(app, "minjing01")), HERE, last_four="0017")

    assert str(other) in at_desk.get_data(as_text=True)
    assert at_tablet.status_code == 303
    assert [station for _, _, station in register.sought] == [None, "station-1"]


@pytest.mark.usefixtures("file_id")
def test_a_row_of_guesses_at_four_digits_is_stopped(office: SupervisionApplication) -> None:
    worker = reader(app_of(office, Finding()), WORKER)
    for guess in ("0001", "0002", "0003"):
        sent(worker, HERE, last_four=guess)

    assert "太频繁" in sent(worker, HERE, last_four="0017").get_data(as_text=True)


@pytest.mark.parametrize("typed", ["17", "梅社戒", "00171", "X017"])
@pytest.mark.usefixtures("file_id")
def test_what_are_no_last_four_is_said_to_be_none(
    office: SupervisionApplication, typed: str
) -> None:
    register = Finding()
    got = sent(reader(app_of(office, register), WORKER), HERE, last_four=typed)

    assert "身份证号的末四位，例如" in got.get_data(as_text=True)
    assert register.sought == []


@pytest.mark.usefixtures("file_id")
def test_with_the_registry_away_the_case_number_is_asked_for(
    office: SupervisionApplication,
) -> None:
    worker = reader(app_of(office, None), WORKER)

    got = sent(worker, HERE, last_four="0017")

    assert got.status_code == 422
    assert "请按案件编号查找" in got.get_data(as_text=True)
    assert sent(worker, HERE, case_ref=CASE).status_code == 303
