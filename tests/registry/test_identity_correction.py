"""Who somebody is, is corrected by two people with a reason; one's own typing of today alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.application.persons import OnFile
from shared import clock
from shared.law import Citation, Refusal
from tests.registry.affairs.registers import call, post
from tests.registry.desk import OFFICE, WORKER, page, reader, send
from tests.registry.papers import signed, signed_form
from tests.registry.town import NOW, by, details, number, registered

OTHER = number(sequence=997)
LATER_BORN = number(born=date(1985, 7, 12))
WHY = "户口簿登记为李似海，梅山派出所〔2026〕8号"
DECIDER = "jingban02"


def typed(office: RegistryApplication, account: str = OFFICE) -> UUID:
    """Somebody whom an account has just put on the register."""
    with time_machine.travel(NOW, tick=False), by(account):  # the store's own clock says when
        done = office.register_person(details=details("李四海"), village="石桥村")
    return UUID(done.answer)


def said(office: RegistryApplication, person_id: UUID, account: str = OFFICE, **right: str) -> bool:
    """One account says what is right; whether it holds already."""
    file: dict[str, Any] = {"name": "李四海", "id_type": "id_card", "id_no": number(), **right}
    with by(account):
        return office.correct_identity(person_id=person_id, **file, why=WHY).answer


def decided(office: RegistryApplication, person_id: UUID, account: str, **how: Any) -> None:
    with by(account):
        office.decide_identity_correction(person_id=person_id, **{"approved": True, **how})


def events(office: RegistryApplication, person_id: UUID) -> list[str]:
    """What the log has of the person and of corrections, in order."""
    return [
        it.name.removeprefix("registry.")
        for it in office.entries(limit=None)
        if it.person_id == person_id
    ]


def test_another_than_the_proposer_approves_and_until_then_the_file_stays(
    office: RegistryApplication,
) -> None:
    person_id = typed(office)

    assert said(office, person_id, DECIDER, name="李似海") is False
    assert office.person(person_id).details.name == "李四海"
    with pytest.raises(Refusal, match="不能自己审批") as refused:
        decided(office, person_id, DECIDER)
    decided(office, person_id, OFFICE)

    assert refused.value.citation == Citation("个人信息保护法", "8")
    assert office.person(person_id).details.name == "李似海"
    assert events(office, person_id) == [
        "person_registered",
        "identity_correction_begun",
        "identity_correction_proposed",
        "identity_corrected",
        "person_details_revised",
    ]


def test_a_signed_paper_stands_for_the_second_person(office: RegistryApplication) -> None:
    person_id = typed(office)
    said(office, person_id, DECIDER, name="李似海")

    decided(office, person_id, DECIDER, paper=signed())

    last = office.entries(names=["registry.identity_corrected"])[-1]
    assert (last.facts["basis"], last.personal["signer"]) == ("paper", "冯组长")
    assert office.person(person_id).details.name == "李似海"


def test_a_declined_correction_changes_nothing_and_another_can_be_proposed(
    office: RegistryApplication,
) -> None:
    person_id = typed(office)
    said(office, person_id, DECIDER, name="李似海")

    decided(office, person_id, OFFICE, approved=False, why="户口簿就是李四海")

    assert office.person(person_id).details.name == "李四海"
    assert said(office, person_id, DECIDER, name="李思海") is False


def test_ones_own_typing_of_today_holds_at_once_with_its_reason(
    office: RegistryApplication,
) -> None:
    person_id = typed(office)

    assert said(office, person_id, name="李似海") is True
    assert said(office, person_id, name="李似海", sex="女") is True

    file = office.person(person_id)
    assert (file.details.name, file.sex) == ("李似海", "女")
    proposed = office.entries(names=["registry.identity_correction_proposed"])[0]
    assert proposed.personal["why"] == WHY


@pytest.mark.parametrize(
    ("account", "hours", "right"),
    [
        (DECIDER, 0, {"name": "李似海"}),
        (OFFICE, 25, {"name": "李似海"}),
        (OFFICE, 0, {"id_no": LATER_BORN}),
    ],
    ids=["typed by another", "typed yesterday", "a birth date"],
)
def test_all_else_waits_for_another(
    office: RegistryApplication, account: str, hours: int, right: dict[str, str]
) -> None:
    person_id = typed(office)

    with clock.use(NOW + timedelta(hours=hours)):
        assert said(office, person_id, account, **right) is False


def test_what_two_have_settled_the_author_does_not_change_back_alone(
    office: RegistryApplication,
) -> None:
    person_id = typed(office)
    said(office, person_id, DECIDER, name="李似海")
    decided(office, person_id, OFFICE)

    assert said(office, person_id, OFFICE, name="李四海") is False


def test_a_corrected_number_is_free_for_others_once_it_is_approved(
    stored_office: RegistryApplication,
) -> None:
    person_id = typed(stored_office)
    said(stored_office, person_id, DECIDER, id_no=OTHER)
    assert stored_office.person_with(OTHER) is None

    decided(stored_office, person_id, OFFICE)

    assert stored_office.person_with(OTHER) == person_id
    assert stored_office.person_with(number()) is None


def test_a_number_that_another_got_meanwhile_is_refused_and_the_proposal_stays(
    stored_office: RegistryApplication,
) -> None:
    person_id = typed(stored_office)
    said(stored_office, person_id, DECIDER, id_no=OTHER)
    registered(stored_office, "王五", id_no=OTHER)

    with pytest.raises(Refusal, match="已经登记在册"):
        decided(stored_office, person_id, OFFICE)
    with pytest.raises(OnFile):
        said(stored_office, registered(stored_office, "赵六", id_no=LATER_BORN), id_no=OTHER)

    known = stored_office.identity_correction(person_id)
    assert known is not None
    assert known.open.changed == ("id_no",)


def test_what_was_revised_while_a_correction_waited_stays(office: RegistryApplication) -> None:
    person_id = typed(office)
    said(office, person_id, DECIDER, name="李似海")
    known = office.person(person_id).details
    with by():
        office.revise_person(
            person_id=person_id,
            details=type(known)(**{**vars(known), "phone": "13911111111"}),
            village="青石社区",
            why="本人告知",
        )

    decided(office, person_id, OFFICE)

    file = office.person(person_id)
    assert (file.details.name, file.details.phone) == ("李似海", "13911111111")
    assert file.village == "青石社区"


@pytest.mark.parametrize(
    ("changed", "field"), [({"name": "李似海"}, "name"), ({"id_no": OTHER}, "id_no")]
)
def test_a_revision_does_not_touch_who_somebody_is(
    office: RegistryApplication, changed: dict[str, str], field: str
) -> None:
    person_id = typed(office)
    known = vars(office.person(person_id).details)

    with pytest.raises(Refusal, match="更正身份信息") as refused:
        office.revise_person(
            person_id=person_id,
            details=details().__class__(**{**known, **changed}),
            village="石桥村",
            why="本人告知",
        )

    assert refused.value.field == field


def test_what_is_on_file_already_needs_no_correction(office: RegistryApplication) -> None:
    with pytest.raises(Refusal, match="与已登记的内容相同"):
        said(office, typed(office))


# On the page and by the API.


def test_two_people_correct_a_name_by_page(
    office: RegistryApplication, app: Flask, handler: FlaskClient
) -> None:
    person_id = typed(office, DECIDER)
    place = f"/registry/people/{person_id}"
    right = {"name": "李似海", "id_type": "id_card", "id_no": number(), "sex": "男", "why": WHY}

    waiting = send(handler, f"{place}/identity", right)
    desk = page(handler, "/registry/")
    shown = page(handler, f"{place}/identity/decision")
    own = send(handler, f"{place}/identity/decision", {"approved": "true"}, status=422)
    on_paper = {"approved": "true", **signed_form()}
    done = send(handler, f"{place}/identity/decision", on_paper)
    history = page(handler, f"{place}/history")

    assert "等待他人审批" in waiting
    assert "李似海" not in waiting
    assert "待审批身份更正</a> <strong>1</strong>" in desk
    assert "李四海" in shown
    assert "李似海" in shown
    assert WHY in shown
    assert "不能自己审批" in own
    assert "审批已登记" in done
    assert office.person(person_id).details.name == "李似海"
    assert "提出更正身份信息" in history
    assert WHY not in history
    full = send(
        handler, f"{place}/history", {"purpose": "核对"}, to=f"{place}/history/in-full", status=200
    )
    assert WHY in full
    assert "李四海 → 李似海" in full
    page(reader(app, WORKER), f"{place}/identity", 403)


def test_whoever_leaves_a_form_about_a_person_is_back_at_the_file(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    place = f"/registry/people/{typed(office)}"

    for form in ("identity", "details", "flag"):
        shown = page(handler, f"{place}/{form}")
        assert shown.count(f'href="{place}"') == len(("crumb", "cancel"))
    assert page(handler, "/registry/people/new").count('href="/registry/people"') >= len(
        ("crumb", "cancel")
    )


def test_the_form_says_who_has_the_number_and_asks_for_a_reason(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    known = registered(office, "王五", id_no=OTHER)
    path = f"/registry/people/{typed(office)}/identity"
    right = {"name": "李四海", "id_type": "id_card", "id_no": OTHER, "why": WHY}

    taken = send(handler, path, right, status=422)
    silent = send(
        handler, path, {**right, "id_no": number(), "name": "李似", "why": ""}, status=422
    )

    assert f"/registry/people/{known}" in taken
    assert "更正理由" in silent


def test_programs_correct_and_decide(office: RegistryApplication, app: Flask) -> None:
    person_id = typed(office, DECIDER)
    place = f"/people/{person_id}/identity"
    right = {"name": "李似海", "id_type": "id_card", "id_no": number(), "why": WHY}

    assert post(app, place, right)["decided"] is False
    post(app, f"{place}/decision", {"approved": True}, status=422)
    call(app, "POST", f"{place}/decision", parts={"approved": "true", **signed_form()}, status=201)

    assert office.person(person_id).details.name == "李似海"
    assert [it["event"] for it in call(app, "GET", f"/people/{person_id}/history")][:2] == [
        "person_details_revised",
        "identity_corrected",
    ]
