"""The JSON API: the same acts, with the same rights and the same refusals."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from services.registry.application import RegistryApplication
from tests.registry.desk import PROJECTOR, posted
from tests.registry.test_messages import heard
from tests.registry.town import TEXT, names_of, number, ordered, registered, reported


def call(
    app: Flask,
    method: str,
    path: str,
    *,
    as_account: str = "jingban01",
    status: int = 200,
    body: object = None,
    key: str | None = None,
    parts: dict[str, Any] | None = None,
) -> Any:
    """Ask as a program does: with JSON, or a form with files in it."""
    app.config[PROJECTOR].catch_up()
    headers = {"Authorization": f"Bearer {as_account}"}
    if key:
        headers["Idempotency-Key"] = key
    client, address = app.test_client(), f"/registry/api{path}"
    answer = (
        posted(client, address, parts, headers=headers)
        if parts
        else client.open(address, method=method, json=body, headers=headers)
    )
    assert answer.status_code == status, answer.get_data(as_text=True)
    return json.loads(answer.get_data() or b"null")


PERSON = {"name": "李四海", "id_no": number(), "village": "石桥村", "phone": "13900000000"}
DECISION = {
    "kind": "community_rehab",
    "decision_no": "金公(禁)社戒决字〔2026〕17号",
    "authority": "金寨县公安局",
    "decided_on": "2026-11-20",
    "served_on": "2026-11-20",
    "term_months": 36,
}


def test_a_case_from_registration_to_agreement(app: Flask) -> None:
    person = call(app, "POST", "/people", body=PERSON, status=201)["person_id"]
    opened = call(app, "POST", f"/people/{person}/decisions", body=DECISION, status=201)
    case = f"/cases/{opened['case_id']}"
    reported_in = call(
        app,
        "POST",
        f"{case}/report-in",
        body={"reported_on": "2026-11-23", "informed": False},
        status=201,
    )
    call(app, "POST", f"{case}/privacy-notice", body={"given_on": "2026-11-23"}, status=201)
    members = [{"kind": "full_time_worker", "name": "陶社工"}]
    group = {"formed_on": "2026-11-23", "members": members, "missing_reason": "正在落实"}
    call(app, "POST", f"{case}/group", body=group, status=201)
    agreed = {
        "signed_on": "2026-11-23",
        "agreement_no": "1号",
        "town_signer": "周经办",
        "text": dict(TEXT),
    }
    signed = call(app, "POST", f"{case}/agreement", body=agreed, status=201)
    plan = {"set_on": "2026-11-23", "plan": "每月谈话"}
    call(app, "POST", f"{case}/care-plan", body=plan, status=201)

    told = call(app, "GET", case)

    assert (reported_in["punctuality"], signed["defects"]) == ("in_time", [])
    assert told["case_ref"] == opened["case_ref"] == "梅社戒〔2026〕0001"
    assert (told["status"], told["last_day"]) == ("active", "2029-11-22")
    assert {duty["duty"] for duty in told["duties"] if duty["met_on"]} == {
        "report_in",
        "privacy_notice",
        "form_group",
        "sign_agreement",
        "set_care_plan",
    }
    assert call(app, "GET", "/cases?case_ref=梅社戒〔2026〕0001") == told


def test_what_a_late_person_said_stands_beside_what_was_found_of_it(
    office: RegistryApplication, app: Flask
) -> None:
    case = f"/cases/{ordered(office, served_on=date(2026, 10, 12))}"
    said = {"reported_on": "2026-11-23", "informed": True, "lateness_reason": "住院"}
    found = {"reason": "有出院小结", "signer": "冯组长", "signed_on": "2026-11-23"}

    answer = call(app, "POST", f"{case}/report-in", body=said, status=201)
    call(app, "POST", f"{case}/late-reason", body=found, status=201)
    told = call(app, "GET", f"{case}/report-in")

    assert answer["punctuality"] == "late_reason_stated"
    assert told == {
        "punctuality": "late_with_reason",
        "stated_reason": "住院",
        "found_reason": "有出院小结",
        "justified_on": "2026-11-23",
        "justified_by": "冯组长",
    }


def test_a_repeat_under_the_same_key_is_one_act(office: RegistryApplication, app: Flask) -> None:
    key = str(uuid4())

    first = call(app, "POST", "/people", body=PERSON, status=201, key=key)
    second = call(app, "POST", "/people", body=PERSON, status=201, key=key)

    assert second == first | {"repeated": True}
    assert names_of(office).count("person_registered") == 1


def test_a_refusal_is_a_problem_with_field_and_article(
    office: RegistryApplication, app: Flask
) -> None:
    case = ordered(office)
    early = {"reported_on": "2026-11-19", "informed": True}

    told = call(app, "POST", f"/cases/{case}/report-in", body=early, status=422)

    assert told["field"] == "reported_on"
    assert told["article"] == "《戒毒条例》第14条第1款"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({**PERSON, "id_no": ""}, "id_no"),
        ({**PERSON, "nickname": "小李"}, "nickname"),
        ({**PERSON, "flag": "听说"}, "flag"),
    ],
)
def test_bad_input_names_the_field_and_repeats_nothing(
    app: Flask, body: dict[str, str], field: str
) -> None:
    told = call(app, "POST", "/people", body=body, status=422)

    assert [error["field"] for error in told["errors"]] == [field]
    assert number() not in str(told)


def test_people_are_listed_and_found_with_names_as_far_as_the_caller_may(
    office: RegistryApplication, app: Flask
) -> None:
    registered(office)

    listed = call(app, "GET", "/people?village=石桥村")
    found = call(app, "POST", "/people/search", body={"sought": "lsh"})
    masked = call(app, "GET", "/people", as_account="dudao01")

    assert [person["name"] for person in listed] == ["李四海"]
    assert found == listed
    assert [person["name"] for person in masked] == ["李*"]
    assert call(app, "GET", "/people?flag=deceased") == []


def test_details_and_flag_are_put(office: RegistryApplication, app: Flask) -> None:
    person = registered(office)

    call(
        app,
        "PUT",
        f"/people/{person}/details",
        body={"village": "石桥村", "phone": "13911111111", "why": "本人告知"},
    )
    call(
        app,
        "PUT",
        f"/people/{person}/flag",
        body={"flag": "working_away", "set_on": "2026-11-21", "why": "家访"},
    )

    file = office.person(UUID(str(person)))
    assert (file.details.phone, file.flag) == ("13911111111", "working_away")


def test_what_is_owed_is_listed_with_its_rule(office: RegistryApplication, app: Flask) -> None:
    reported(office)

    told = call(app, "GET", "/duties")
    elsewhere = call(app, "GET", "/duties?village=青石社区")
    second_page = call(app, "GET", "/duties?page=2")

    assert {name: it for name, it in told["counts"].items() if it} == {"week": 1, "later": 1}
    assert [(duty["duty"], duty["article"]) for duty in told["items"]] == [
        ("sign_agreement", "16"),
        ("form_group", "17"),
    ]
    assert elsewhere["items"] == second_page["items"] == []


def test_what_came_in_is_listed(office: RegistryApplication, app: Flask) -> None:
    ordered(office)
    office.hear(heard("serious_breach_detected", counter="test", count=3))

    (told,) = call(app, "GET", "/inbox")

    assert (told["what"], told["counter"], told["count"]) == ("serious_breach_noted", "test", 3)
    call(app, "GET", "/inbox", as_account="shuji01", status=403)


def test_a_second_case_is_entered_by_saying_what_becomes_of_the_first(
    office: RegistryApplication, app: Flask
) -> None:
    old = office.case(ordered(office))
    path = f"/people/{old.of_person}/decisions"
    newer = DECISION | {"kind": "community_recovery", "term_months": 24}

    refused = call(app, "POST", path, body=newer, status=422)
    opened = call(app, "POST", path, body=newer | {"replaces": old.ref}, status=201)

    assert refused["field"] == "replaces"
    assert office.case(old.id).replaced_by == opened["case_ref"]


def test_a_case_that_is_not_on_file_is_not_found(app: Flask) -> None:
    call(app, "GET", "/cases?case_ref=梅社戒〔2020〕0001", status=404)
    call(app, "GET", f"/cases/{uuid4()}", status=404)


@pytest.mark.parametrize(
    ("account", "status"),
    [("shuji01", 200), ("shuji02", 403), ("shegong02", 403), ("sifa01", 403), ("nobody", 401)],
)
def test_a_case_is_told_to_those_who_may_see_it(
    office: RegistryApplication, app: Flask, account: str, status: int
) -> None:
    case = reported(office)

    call(app, "GET", f"/cases/{case}", as_account=account, status=status)


def test_nobody_but_the_office_acts(office: RegistryApplication, app: Flask) -> None:
    case, person = reported(office), registered(office, id_no=number(sequence=997))

    for account in ("shuji01", "shegong01", "minjing01", "dudao01"):
        for path, body in (
            ("/people", PERSON),
            (f"/people/{person}/decisions", DECISION),
            (f"/cases/{case}/report-in", {"reported_on": "2026-11-23"}),
            (f"/cases/{case}/care-plan", {"set_on": "2026-11-23", "plan": "x"}),
        ):
            call(app, "POST", path, as_account=account, body=body, status=403)


def test_the_document_describes_every_route(app: Flask) -> None:
    document = json.loads(app.test_client().get("/registry/api/openapi.json").get_data())

    assert "/registry/api/cases/{case_id}/agreement" in document["paths"]
    roster = document["paths"]["/registry/api/rosters"]["post"]["requestBody"]["content"]
    assert list(roster) == ["multipart/form-data"]


def test_the_document_describes_a_form_with_its_file_as_one_body(app: Flask) -> None:
    document = json.loads(app.test_client().get("/registry/api/openapi.json").get_data())
    item = document["paths"]["/registry/api/cases/{case_id}/dossier/items"]["post"]

    content = item["requestBody"]["content"]
    schema = document["components"]["schemas"]["FilingIn"]
    assert content == {"multipart/form-data": {"schema": {"$ref": "#/components/schemas/FilingIn"}}}
    assert schema["properties"]["file"] == {"type": "string", "format": "binary"}
    assert {"file", "code", "doc_date", "pages"} == set(schema["required"])
    assert {it["in"] for it in item.get("parameters", [])} <= {"path"}


def test_a_case_says_why_it_stands_as_it_does(office: RegistryApplication, app: Flask) -> None:
    told = call(app, "GET", f"/cases/{reported(office)}")

    found = {it["subject"]: it for it in told["why"]}
    assert found["status"]["value"] == "reported"
    assert found["last_day"]["value"] == told["last_day"]
    assert found["last_day"]["rules"][0]["article"] == "14(2)"
    assert {"name": "reported_on", "on": told["reported_on"]} in found["last_day"]["days"]
    assert [it["name"] for it in found["punctuality"]["events"]] == [
        "registry.decision_received",
        "registry.reported_in",
    ]
