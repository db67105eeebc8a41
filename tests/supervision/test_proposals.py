"""What the police station submits for approval of somebody who has no case yet (报批, S25)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import OrderAnswer, OrderProposal
from shared import clock
from shared.law import Refusal, Unknown
from tests.supervision.conftest import LI, START, at, on_sqlite, opened
from tests.supervision.desk import Finding, app_of, reader
from tests.supervision.test_pages import of, page, send

POLICE, WORKER = "minjing01", "shegong01"
SOMEBODY = UUID("00000000-0000-4000-8000-0000000000e1")
SENT_ON, DECIDED_ON = date(2026, 1, 3), START
FACTS = "吸毒成瘾，有固定住所，建议责令社区戒毒"


def proposed(office: SupervisionApplication, person_id: UUID = LI, **differs: Any) -> UUID:
    usual: dict[str, Any] = {"measure": "community_rehab", "sent_on": SENT_ON, "facts": FACTS}
    proposal = OrderProposal(person_id=person_id, **usual | differs)
    return UUID(office.propose_order(proposal=proposal).answer)


def answer(proposal_id: UUID, **differs: Any) -> OrderAnswer:
    usual: dict[str, Any] = {"decided_on": DECIDED_ON, "granted": True, "document_no": "金公批1号"}
    return OrderAnswer(proposal_id=proposal_id, decider="张局长", **usual | differs)


def of_a_proposed_order(office: SupervisionApplication) -> None:
    """An order was proposed about somebody, and granted."""
    office.answer_order(answer=answer(proposed(office, uuid4())))


def test_a_proposal_waits_until_it_is_answered_once(office: SupervisionApplication) -> None:
    proposal_id = proposed(office)
    proposed(office, SOMEBODY, measure="forced_test", sent_on=START)
    before = [it.result for it in office.proposed_orders()]

    office.answer_order(answer=answer(proposal_id))

    (found,) = office.proposed_orders(LI)
    assert before == [None, None]
    assert (found.result, found.decided_on, found.document_no) == (
        *("granted", DECIDED_ON),
        "金公批1号",
    )
    with pytest.raises(Refusal, match="已经有了结果"):
        office.answer_order(answer=answer(proposal_id, granted=False))


@on_sqlite
def test_an_answer_of_an_earlier_day_is_kept_and_answers_nothing(
    office: SupervisionApplication,
) -> None:
    proposal_id = proposed(office)

    told = office.answer_order(answer=answer(proposal_id, decided_on=date(2026, 1, 2))).answer

    assert told == {"defects": ["approved_before_sent"]}
    assert office.proposed_orders()[0].result is None


@on_sqlite
def test_what_nobody_proposed_is_not_answered(office: SupervisionApplication) -> None:
    with pytest.raises(Unknown):
        office.answer_order(answer=answer(uuid4()))


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    told = [(LI, "张*"), (SOMEBODY, "王*")]
    return app_of(office, Finding(tail_0017=told, tail_0025=[(LI, "张*")]))


@on_sqlite
def test_the_police_find_the_person_by_four_digits_and_the_file_shows_it_later(
    app: Flask, office: SupervisionApplication
) -> None:
    client, form = reader(app, POLICE), "/supervision/proposals/new"
    typed = {
        "last_four": "0017",
        "measure": "community_rehab",
        "sent_on": "2026-01-03",
        "facts": FACTS,
    }

    with clock.use(at(START, 12)):
        several = send(client, form, typed, 422)
        listed = send(client, form, typed | {"surname": "张"})
        (found,) = office.proposed_orders()
        answered = {
            "proposal_id": str(found.id),
            "decided_on": "2026-01-05",
            "granted": "on",
            "document_no": "金公批1号",
            "decider": "张局长",
        }
        done = send(client, "/supervision/proposals/answers/new", answered)
        plan = page(client, of(opened(office), "?part=plan"))

    assert "请填写姓" in several
    assert found.person_id == LI
    assert "等待批复" in listed
    assert "金公批1号" in done
    assert "报批（立案以前）" in plan
    assert "责令社区戒毒" in plan


@on_sqlite
def test_only_the_police_propose_and_nobody_else_sees_it(
    app: Flask, office: SupervisionApplication
) -> None:
    proposed(office)
    file_id = opened(office)

    with clock.use(at(START, 12)):
        page(reader(app, WORKER), "/supervision/proposals", 403)
        page(reader(app, WORKER), "/supervision/proposals/new", 403)
        plan = page(reader(app, WORKER), of(file_id, "?part=plan"))
        seen = page(reader(app, "dudao01"), "/supervision/proposals")

    assert "责令社区戒毒" not in plan
    assert "责令社区戒毒" in seen


@on_sqlite
def test_a_program_of_the_police_names_the_person(app: Flask) -> None:
    client, token = reader(app, POLICE), {"Authorization": f"Bearer {POLICE}"}
    path = "/supervision/api/proposals"
    body = {
        "person_id": str(LI),
        "measure": "community_rehab",
        "sent_on": "2026-01-03",
        "facts": FACTS,
    }

    with clock.use(at(START, 12)):
        made = client.post(path, json=body, headers=token)
    answered = {
        "proposal_id": made.get_json()["proposal_id"],
        "decided_on": "2026-01-05",
        "granted": False,
        "document_no": "金公批2号",
        "decider": "张局长",
    }
    with clock.use(at(START, 12)):
        told = client.post(f"{path}/answers", json=answered, headers=token)
    (listed,) = client.get(path, headers=token).get_json()

    assert (made.status_code, told.status_code) == (201, 201)
    assert (listed["person_id"], listed["result"]) == (str(LI), "not_granted")
