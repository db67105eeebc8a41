"""The result of a test at the station's desk: two who test answer for it, each with an own code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import Coded
from shared import clock
from tests.supervision.conftest import CASE, asking, at, events, file_of, opened, sampling
from tests.supervision.desk import (
    MACHINE_ID,
    PIN,
    Register,
    app_of,
    at_shared_machine,
    level,
    reader,
)

TODAY = date(2026, 1, 20)
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
ONE, OTHER, STRANGER = "shegong01", "shegong03", "shegong02"
STRIP = {
    "sample": "urine",
    "items": "morphine",
    "result": "negative",
    "collected_at": "2026-01-20T15:30",
    "officer": "陈民警",
    "collector_sex": "male",
    "kit_batch": "B1",
    "kit_serial": "S1",
    "kit_expires_on": "2026-12-31",
    "subject_signed": "true",
}
POSITIVE = {"result": "positive", "positive_items": "morphine"}
BOTH = {"account_1": ONE, "pin_1": PIN, "account_2": OTHER, "pin_2": PIN}

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _in_january() -> Iterator[None]:
    with clock.use(at(TODAY, 16)):
        yield


@pytest.fixture
def file_id(office: SupervisionApplication) -> UUID:
    """A file of somebody who was asked to come today."""
    found = opened(office)
    office.notify_test(file_id=found, asking=asking(1, TODAY))
    return found


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


@pytest.fixture
def tablet(app: Flask) -> FlaskClient:
    """The bound tablet of the first station, at which a worker has signed in."""
    return at_shared_machine(reader(app, ONE))


def sent(client: FlaskClient, file_id: UUID, **typed: str) -> Any:
    """The form, opened, filled in and sent."""
    level(client)
    path = f"/supervision/check-in/{file_id}/result"
    hidden = dict(HIDDEN.findall(client.get(path).get_data(as_text=True)))
    return client.post(path, data=hidden | STRIP | typed)


def test_a_result_counts_once_two_who_test_gave_each_their_own_code(
    tablet: FlaskClient, office: SupervisionApplication, file_id: UUID
) -> None:
    got = sent(tablet, file_id, **BOTH)

    assert got.headers["Location"].split("?")[0] == "/supervision/check-in"
    (taken,) = office.entries(names=["supervision.drug_test_negative"])
    (given,) = office.entries(names=["supervision.codes_given"])
    assert (taken.facts["counted"], taken.facts["defects"]) == (True, ())
    assert (taken.personal["tester_1"], taken.personal["tester_2"]) == (
        "李社工 shegong01",
        "孙社工 shegong03",
    )
    assert taken.facts["items"] == ("morphine",)
    assert given.facts["accounts"] == (ONE, OTHER)
    assert (given.facts["test_id"], given.facts["machine_id"]) == (
        taken.facts["test_id"],
        MACHINE_ID,
    )
    assert given.row.command_id == taken.row.command_id


def test_with_the_code_of_one_it_is_kept_as_it_is_and_grounds_nothing(
    tablet: FlaskClient, office: SupervisionApplication, file_id: UUID
) -> None:
    got = sent(tablet, file_id, account_1=ONE, pin_1=PIN, **POSITIVE)
    level(tablet)
    shown = tablet.get(got.headers["Location"]).get_data(as_text=True)

    (taken,) = office.entries(names=["supervision.screened_positive"])
    assert taken.facts["defects"] == ("too_few_testers",)
    assert not taken.facts["counted"]
    assert file_of(office).unsound_strips == {taken.facts["test_id"]}
    assert "已照实保存，但不计入：检测人员不足两名" in shown


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (BOTH | {"pin_2": "111222"}, "PIN 不对"),
        (BOTH | {"pin_1": "000000"}, "请 8 秒后再试"),
        (BOTH | {"account_2": ONE}, "两名检测人员须是不同的人"),
        (BOTH | {"pin_2": ""}, "由其本人输入 PIN"),
        ({"account_2": OTHER, "pin_2": PIN}, "至少要有一名检测人员"),
        (BOTH | {"account_2": STRANGER}, "不能在这里确认本案的检测"),
        ({}, "至少要有一名检测人员"),
    ],
)
def test_without_a_right_code_nothing_is_recorded_and_nothing_typed_is_lost(
    tablet: FlaskClient,
    office: SupervisionApplication,
    file_id: UUID,
    typed: dict[str, str],
    sentence: str,
) -> None:
    got = sent(tablet, file_id, **typed)
    page = got.get_data(as_text=True)

    assert got.status_code == 422
    assert sentence in page
    assert 'value="S1"' in page
    assert PIN not in page
    assert "drug_test_negative" not in events(office)


def test_at_any_other_device_codes_cannot_be_checked_and_the_page_says_where_to_go(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    phone = reader(app, ONE)
    level(phone)

    shown = phone.get(f"/supervision/check-in/{file_id}/result").get_data(as_text=True)
    got = sent(phone, file_id, **BOTH)

    assert "设备没有绑定为公用电脑" in shown
    assert f"/supervision/cases/{file_id}/tests/new" in shown
    assert got.status_code == 422
    assert 'value="S1"' in got.get_data(as_text=True)
    assert "drug_test_negative" not in events(office)


def test_a_form_that_is_sent_twice_is_one_test(
    tablet: FlaskClient, office: SupervisionApplication, file_id: UUID
) -> None:
    level(tablet)
    path = f"/supervision/check-in/{file_id}/result"
    form = dict(HIDDEN.findall(tablet.get(path).get_data(as_text=True))) | STRIP | BOTH

    first, again = tablet.post(path, data=form), tablet.post(path, data=form)

    assert (first.status_code, again.status_code) == (303, 303)
    assert len(office.entries(names=["supervision.drug_test_negative"])) == 1


@pytest.mark.usefixtures("file_id")
def test_a_result_that_waited_on_a_device_is_opened_again_and_done_with_by_its_own_key(
    tablet: FlaskClient, file_id: UUID
) -> None:
    key = "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"
    level(tablet)
    hidden = dict(HIDDEN.findall(tablet.get("/supervision/check-in").get_data(as_text=True)))
    asked = hidden | {"case_ref": CASE, "kept": key}

    opened_again = tablet.post("/supervision/check-in", data=asked)
    odd = tablet.post("/supervision/check-in", data=asked | {"kept": "//elsewhere"})
    done = sent(tablet, file_id, **BOTH, command_id=key)

    assert opened_again.headers["Location"] == f"/supervision/check-in/{file_id}/result?kept={key}"
    assert odd.headers["Location"] == f"/supervision/check-in/{file_id}"
    assert done.headers["Location"] == f"/supervision/check-in?done={key}"


def test_whoever_may_not_record_a_test_of_the_case_has_no_such_page(
    app: Flask, file_id: UUID
) -> None:
    for account in (STRANGER, "shuji01", "yisheng01"):
        client = at_shared_machine(reader(app, account))

        assert client.get(f"/supervision/check-in/{file_id}/result").status_code == 403


def test_typed_names_are_no_codes(office: SupervisionApplication, file_id: UUID) -> None:
    """Whatever a program types: those who test are those whose codes were given."""
    coded = Coded(machine_id=MACHINE_ID, names={ONE: "李社工"})

    answer = office.record_result(file_id=file_id, taken=sampling(TODAY), coded=coded).answer

    assert answer["defects"] == ["too_few_testers"]


def test_two_colleagues_of_one_name_are_two_who_test(
    office: SupervisionApplication, file_id: UUID
) -> None:
    coded = Coded(machine_id=MACHINE_ID, names={ONE: "李社工", OTHER: "李社工"})

    answer = office.record_result(
        file_id=file_id, taken=sampling(TODAY - timedelta(days=1)), coded=coded
    ).answer

    assert "too_few_testers" not in answer["defects"]
