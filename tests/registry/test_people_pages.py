"""People on pages: search first, register after; masked, or in full for a purpose."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.rules.book import RECOVERY
from tests.registry.desk import AUDITOR, POLICE, SECRETARY, page, reader, send
from tests.registry.town import LATE, by, decision, names_of, number, ordered, registered


@pytest.mark.parametrize("sought", ["李四海", "lisihai", "lsh", number()[-4:], "13900000000"])
def test_people_are_found_and_what_was_sought_stands_in_no_address(
    office: RegistryApplication, handler: FlaskClient, sought: str
) -> None:
    registered(office, phone="13900000000")

    shown = send(handler, "/registry/people", {"sought": sought}, status=200)

    assert "李四海" in shown
    assert "没有此人" not in shown


def test_a_case_is_found_by_its_reference(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    ordered(office)

    assert "李四海" in send(handler, "/registry/people", {"sought": "梅社戒[2026]1"}, status=200)


def test_who_is_not_found_can_be_registered(handler: FlaskClient) -> None:
    shown = send(handler, "/registry/people", {"sought": "无此人"}, status=200)

    assert "没有此人，去登记" in shown


def test_an_auditor_cannot_ask_who_is_on_file(app: Flask) -> None:
    client = reader(app, AUDITOR)

    assert "data-search" not in page(client, "/registry/people")
    send(client, "/registry/people", {"sought": "李四海"}, status=403)


WHY = "本人告知换了电话"
PERSON = {
    "name": "李四海",
    "id_no": number(),
    "village": "石桥村",
    "phone": "13900000000",
    "residence": "石桥村1组2号",
}


def test_a_person_is_registered_and_shown_masked(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    shown = send(handler, "/registry/people/new", PERSON)

    assert "人员已登记" in shown
    assert "李四海" in shown
    assert number() not in shown
    assert f"{number()[:4]}************{number()[-2:]}" in shown
    assert "139****0000" in shown
    assert names_of(office)[0] == "person_registered"


def test_somebody_on_file_is_not_registered_again_but_shown(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    known = registered(office)

    shown = send(handler, "/registry/people/new", PERSON | {"name": "李思海"}, status=422)

    assert "已经登记在册" in shown
    assert f"/registry/people/{known}" in shown
    assert 'value="李思海"' in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"id_no": "341524198507119990"}, "校验位对不上"),
        ({"name": ""}, "请填写这一项"),
        ({"village": ""}, "请填写这一项"),
    ],
)
def test_what_is_wrong_comes_back_with_nothing_lost(
    handler: FlaskClient, typed: dict[str, str], said: str
) -> None:
    shown = send(handler, "/registry/people/new", PERSON | typed, status=422)

    assert said in shown
    assert 'value="石桥村1组2号"' in shown


def test_number_and_address_are_shown_in_full_for_a_purpose(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    person_id = registered(office)
    path = f"/registry/people/{person_id}"

    refused = send(handler, path, {"purpose": ""}, to=f"{path}/in-full", status=422)
    shown = send(handler, path, {"purpose": "核对报到材料"}, to=f"{path}/in-full", status=200)

    assert number() not in refused
    assert "请写明查看用途" in refused
    assert number() in shown
    noted = office.entries(names=["registry.names_looked_up"])[-1]
    assert noted.facts["purpose"] == "核对报到材料"
    assert "id_no" in noted.facts["content"]


def test_a_secretary_cannot_see_a_number_in_full(office: RegistryApplication, app: Flask) -> None:
    path = f"/registry/people/{registered(office)}"
    client = reader(app, SECRETARY)

    assert "查看完整资料" not in page(client, path)
    send(client, "/registry/people", {"purpose": "核对"}, to=f"{path}/in-full", status=403)


def test_details_are_revised_from_what_is_on_file(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    person_id = registered(office, phone="13900000000")
    path = f"/registry/people/{person_id}/details"
    assert 'value="13900000000"' in page(handler, path)

    shown = send(handler, path, {"village": "石桥村", "phone": "13911111111", "why": WHY})

    assert "资料已更新" in shown
    assert office.person(person_id).details.phone == "13911111111"


MOVE = {"flag": "working_away", "set_on": "2026-11-21", "why": "家访得知"}


def test_a_flag_is_changed(office: RegistryApplication, handler: FlaskClient) -> None:
    person_id = registered(office)

    shown = send(handler, f"/registry/people/{person_id}/flag", MOVE)

    assert "外出务工" in shown


def test_a_person_page_shows_cases_to_those_who_see_cases(
    office: RegistryApplication, app: Flask
) -> None:
    old = office.case(ordered(office))
    with by(reason=LATE):
        office.receive_decision(
            person_id=old.of_person, decision=decision(kind=RECOVERY), both_stand=True
        )

    shown = page(reader(app, POLICE), f"/registry/people/{UUID(str(old.of_person))}")

    assert "梅社戒〔2026〕0001" in shown
    assert "梅社康〔2026〕0001" in shown
    assert "接收决定书" not in shown


def test_an_auditor_is_shown_a_masked_person(office: RegistryApplication, app: Flask) -> None:
    person_id = registered(office, phone="13900000000")

    shown = page(reader(app, AUDITOR), f"/registry/people/{person_id}")

    assert "李四海" not in shown
    assert number() not in shown
    assert "李*" in shown


BACKGROUND = {
    "education": "junior_high",
    "marital": "divorced",
    "other_phone": "13933333333",
    "fixed_home": "no",
    "job": "石材厂",
    "household": "母 张某，13933333333",
}


def test_what_the_register_asks_of_a_person_is_asked_kept_and_shown_for_a_purpose(
    handler: FlaskClient,
) -> None:
    send(handler, "/registry/people/new", PERSON | BACKGROUND)
    path = f"/registry/people/{only_person(handler)}"

    masked = page(handler, path)
    shown = send(handler, path, {"purpose": "核对报到材料"}, to=f"{path}/in-full", status=200)

    assert all(value not in masked for value in ("石材厂", "张某", "13933333333"))
    assert all(it in shown for it in ("初中", "离异", "13933333333", "没有", "石材厂", "母 张某"))


def test_a_person_is_found_by_the_telephone_of_the_family(handler: FlaskClient) -> None:
    send(handler, "/registry/people/new", PERSON | BACKGROUND)

    shown = send(handler, "/registry/people", {"sought": "13933333333"}, status=200)

    assert "李四海" in shown


def test_a_foreign_paper_is_registered_and_found_by_its_number(handler: FlaskClient) -> None:
    paper = {"id_type": "passport", "id_no": "E12345678", "sex": "男", "born": "1990-02-03"}
    send(handler, "/registry/people/new", PERSON | paper)

    assert "李四海" in send(handler, "/registry/people", {"sought": "e12345678"}, status=200)


def test_of_a_minor_the_page_asks_for_the_guardian_until_there_is_one(
    handler: FlaskClient,
) -> None:
    minor = PERSON | {"id_no": number(born=date(2010, 1, 2))}
    send(handler, "/registry/people/new", minor)
    path = f"/registry/people/{only_person(handler)}"
    assert "还没有登记监护人" in page(handler, path)

    send(handler, f"{path}/details", {"village": "石桥村", "guardian": "父 李某", "why": WHY})

    assert "还没有登记监护人" not in page(handler, path)


def test_the_history_of_a_file_has_each_of_these_before_and_after(handler: FlaskClient) -> None:
    send(handler, "/registry/people/new", PERSON | BACKGROUND)
    path = f"/registry/people/{only_person(handler)}"
    send(handler, f"{path}/details", {"village": "石桥村", **BACKGROUND, "job": "茶厂", "why": WHY})

    to = f"{path}/history/in-full"
    shown = send(handler, f"{path}/history", {"purpose": "核对"}, to=to, status=200)

    assert "职业或者工作单位" in shown
    assert "石材厂" in shown
    assert "茶厂" in shown
    assert WHY in shown


def test_what_is_known_is_not_changed_without_a_reason(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    person_id = registered(office, phone="13900000000")
    path, typed = f"/registry/people/{person_id}/details", {"village": "石桥村", "phone": "1391"}

    shown = send(handler, path, typed, status=422)

    assert "修改原因" in shown
    assert 'value="1391"' in shown
    assert office.person(person_id).details.phone == "13900000000"


def only_person(handler: FlaskClient) -> str:
    """The id of the one person who is on file."""
    (person,) = handler.get("/registry/api/people").get_json()
    return str(person["person_id"])
