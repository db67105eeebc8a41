"""Voluntary help: who is under no order may ask for it and may end it; nothing is counted."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

import services.registry.messages.published as language
from services.registry.application import RegistryApplication
from services.reporting.rules.town import town_of
from shared.law import Refusal, Unknown
from tests.registry import town
from tests.registry.desk import SECRETARY, page, reader, send
from tests.registry.life.story import at, begin_help, helped
from tests.registry.test_messages import said, told
from tests.reporting.telling import facts

LATER = date(2026, 12, 1)
SIGNED = {
    "signed_on": "2026-11-23",
    "agreement_no": "梅自帮协〔2026〕7号",
    "town_signer": "镇政府经办人",
    "agreed": "帮助找一份工作。",
}


def test_it_is_begun_given_and_ended(office: RegistryApplication) -> None:
    person_id = helped(office)
    with at(LATER):
        office.give_voluntary_help(person_id=person_id, given_on=LATER, what="job", note="电焊")
    with at(LATER):
        office.end_voluntary_help(person_id=person_id, ended_on=LATER, cause="withdrawn")

    (help_,) = office.voluntary_helps(person_id)
    assert help_.ref == "梅自帮〔2026〕0001"
    assert [(it.given_on, it.what, it.note) for it in help_.given] == [(LATER, "job", "电焊")]
    assert (help_.ended_on, help_.ended_by) == (LATER, "withdrawn")
    assert office.case_summary(help_.ref) == {
        "case_ref": help_.ref,
        "kind": "voluntary_help",
        "status": "terminated",
        "last_day": None,
    }


def test_who_helps_and_who_counts_hear_of_it_and_supervision_does_not(
    office: RegistryApplication,
) -> None:
    before = len(told(office, "supervision"))
    person_id = helped(office)
    with at(LATER):
        office.end_voluntary_help(person_id=person_id, ended_on=LATER, cause="withdrawn")

    ref = office.voluntary_helps(person_id)[0].ref
    for audience in language.HELPERS:
        heard = [it for it in told(office, audience) if it.case_ref == ref]
        assert said(heard) == ["reported_in", "agreement_signed", "case_terminated"]
        assert heard[0].data == {
            "kind": "voluntary_help",
            "reported_on": "2026-11-23",
            "station": None,
        }
    assert len(told(office, "supervision")) == before


def test_for_reporting_the_agreement_is_in_force_until_it_ends(
    office: RegistryApplication,
) -> None:
    person_id = helped(office)
    ref = office.voluntary_helps(person_id)[0].ref
    running = town_of(facts(*told(office, "reporting")), on=town.TODAY).cases[ref]
    with at(LATER):
        office.end_voluntary_help(person_id=person_id, ended_on=LATER, cause="withdrawn")

    ended = town_of(facts(*told(office, "reporting")), on=LATER).cases[ref]

    assert (running.kind, running.agreement_in_force(town.TODAY)) == ("voluntary_help", True)
    assert not ended.agreement_in_force(LATER)


def test_nobody_under_an_order_signs_beside_it(office: RegistryApplication) -> None:
    case_id = town.reported(office)
    person_id = office.case(case_id).of_person

    with pytest.raises(Refusal, match="还在执行") as refused:
        begin_help(office, person_id)

    assert "梅政办" in str(refused.value.citation)


def test_one_runs_at_a_time_and_another_may_follow(office: RegistryApplication) -> None:
    person_id = helped(office)
    with pytest.raises(Refusal, match="还没有结束"):
        begin_help(office, person_id, agreement_no="2")

    with at(town.TODAY):
        office.end_voluntary_help(person_id=person_id, ended_on=town.TODAY, cause="completed")
    begin_help(office, person_id, agreement_no="3")

    assert [it.ref for it in office.voluntary_helps(person_id)] == [
        "梅自帮〔2026〕0001",
        "梅自帮〔2026〕0002",
    ]


def test_an_order_is_never_refused_for_it_and_takes_its_place(
    office: RegistryApplication,
) -> None:
    person_id = helped(office)

    with at(LATER):
        office.receive_decision(person_id=person_id, decision=town.decision(served_on=LATER))

    (help_,) = office.voluntary_helps(person_id)
    assert (help_.ended_on, help_.ended_by) == (LATER, "measure_ordered")


def test_a_minor_signs_with_a_guardian(office: RegistryApplication) -> None:
    id_no = town.number(born=date(2010, 1, 2), sequence=998)
    person_id = town.registered(office, id_no=id_no)

    with pytest.raises(Refusal, match="监护人") as refused:
        begin_help(office, person_id)
    begin_help(office, person_id, guardian="夏家属")

    assert refused.value.field == "guardian"
    assert office.voluntary_helps(person_id)[0].guardian == "夏家属"


def test_nothing_is_done_before_it_began_or_after_it_ended(office: RegistryApplication) -> None:
    person_id = helped(office)
    with at(town.TODAY), pytest.raises(Refusal, match="早于"):
        office.give_voluntary_help(person_id=person_id, given_on=date(2026, 11, 22), what="talk")
    with at(town.TODAY):
        office.end_voluntary_help(person_id=person_id, ended_on=town.TODAY, cause="completed")

    with at(town.TODAY), pytest.raises(Refusal, match="结束"):
        office.give_voluntary_help(person_id=person_id, given_on=town.TODAY, what="talk")


def test_who_never_signed_has_nothing_to_end(office: RegistryApplication) -> None:
    person_id = town.registered(office)

    with at(town.TODAY), pytest.raises(Unknown):
        office.end_voluntary_help(person_id=person_id, ended_on=town.TODAY, cause="completed")


def test_an_agreement_on_paper_only_is_pointed_out(office: RegistryApplication) -> None:
    person_id = helped(office)
    (help_,) = office.voluntary_helps(person_id)

    assert not help_.is_idle_on(date(2027, 2, 21))
    assert help_.is_idle_on(date(2027, 2, 22))


def test_the_desk_keeps_it_and_a_village_does_not_see_it(
    app: Flask, handler: FlaskClient, office: RegistryApplication
) -> None:
    person_id = town.registered(office)
    path = f"/registry/people/{person_id}/voluntary-help"

    assert path in page(handler, f"/registry/people/{person_id}")
    page(reader(app, SECRETARY), path, status=403)
    begun = send(handler, f"{path}/new", SIGNED)
    noted = send(
        handler, f"{path}/activities/new", {"given_on": "2026-11-23", "what": "talk", "note": "好"}
    )
    ended = send(
        handler, f"{path}/end", {"ended_on": "2026-11-23", "cause": "withdrawn", "note": ""}
    )

    assert "帮助找一份工作" in begun
    assert "谈心谈话" in noted
    assert "本人不再需要" in ended


def test_the_api_does_what_the_pages_do(handler: FlaskClient, office: RegistryApplication) -> None:
    person_id = town.registered(office)
    page(handler, f"/registry/people/{person_id}")
    path = f"/registry/api/people/{person_id}/voluntary-help"
    headers = {"Authorization": "Bearer jingban01"}

    begun = handler.post(path, json=SIGNED, headers=headers)
    given = handler.post(
        f"{path}/activities", json={"given_on": "2026-11-23", "what": "talk"}, headers=headers
    )
    listed = handler.get(path, headers=headers).get_json()

    assert (begun.status_code, given.status_code) == (201, 201)
    assert listed == [
        {
            "case_ref": begun.get_json()["case_ref"],
            "begun_on": "2026-11-23",
            "ended_on": None,
            "cause": "",
            "given": [{"given_on": "2026-11-23", "what": "talk"}],
            "is_idle": False,
        }
    ]
