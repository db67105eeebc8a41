"""Who counts among the actual users (M1): left out by proof and another's decision, reversibly."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.domain.approvals import ApprovedOnPaper
from services.registry.rules.affairs.users import CANDIDATE
from shared.law import Citation, Refusal
from tests.registry.affairs.registers import call, post, reports
from tests.registry.desk import LEADER, POLICE, SECRETARY, page, reader, send
from tests.registry.papers import signed
from tests.registry.town import by, moved, registered

PROOF = "梅山派出所迁出证明〔2026〕3号"


def proposed(
    office: RegistryApplication, person_id: UUID, *, paper: ApprovedOnPaper | None = None
) -> bool:
    """Have the handler propose to leave somebody out."""
    with by():
        return office.exclude_from_actual(
            person_id=person_id, reason="moved", proof=PROOF, paper=paper
        ).answer


def test_who_proposes_does_not_decide(office: RegistryApplication, app: Flask) -> None:
    person_id = registered(office)

    decided = proposed(office, person_id)
    with by(), pytest.raises(Refusal) as refused:
        office.approve_exclusion(person_id=person_id)
    waiting = call(app, "GET", "/actual-users")
    with by("minjing01", role="police_station"):
        office.approve_exclusion(person_id=person_id)
    after = call(app, "GET", "/actual-users")

    assert not decided
    assert refused.value.citation == Citation("梅政办〔2025〕52号", "S34")
    assert (waiting["actual_users"], after["actual_users"]) == (1, 0)
    assert after["left_out"][0]["reason"] == "moved"
    assert office.person(person_id).flag == "moved_away"
    assert reports(office, "user_excluded") == [
        {"excluded_on": "2026-11-23", "reason": "moved", "on_paper": False, "defects": []}
    ]


def test_a_signed_paper_decides_at_once_and_is_marked(
    office: RegistryApplication, app: Flask
) -> None:
    assert proposed(office, registered(office), paper=signed())

    (row,) = call(app, "GET", "/actual-users")["left_out"]
    assert (row["on_paper"], row["excluded_on"]) == (True, "2026-11-23")


def test_who_was_left_out_can_come_back(office: RegistryApplication, app: Flask) -> None:
    person_id = registered(office)
    proposed(office, person_id, paper=signed())

    with by():
        office.reinstate_user(person_id=person_id, why="已迁回")
    with by(), pytest.raises(Refusal, match="没有被排除"):
        office.reinstate_user(person_id=person_id, why="再来")
    proposed(office, person_id)

    assert call(app, "GET", "/actual-users")["actual_users"] == 1
    assert office.person(person_id).flag == "registered_user"
    assert reports(office, "user_reinstated") == [{"reinstated_on": "2026-11-23"}]


def test_a_proposal_that_is_turned_down_changes_nothing(
    office: RegistryApplication, app: Flask
) -> None:
    person_id = registered(office)
    proposed(office, person_id)
    with by(), pytest.raises(Refusal, match="已经排除或者已提出排除"):
        office.exclude_from_actual(person_id=person_id, reason="deceased", proof=PROOF)

    with by("minjing01"):
        office.reject_exclusion(person_id=person_id, why="证明不足")
    with by(), pytest.raises(Refusal, match="没有待审批的排除"):
        office.approve_exclusion(person_id=person_id)

    told = call(app, "GET", "/actual-users")
    assert (told["actual_users"], told["left_out"]) == (1, [])


def test_a_mark_in_the_register_alone_leaves_nobody_out(
    office: RegistryApplication, app: Flask, handler: FlaskClient
) -> None:
    person_id = registered(office)
    moved(office, person_id, "deceased")

    told = call(app, "GET", "/actual-users")

    assert (told["actual_users"], told["marked_only"]) == (1, [str(person_id)])
    assert "没有办理排除" in page(handler, "/registry/actual-users")


def test_proof_and_signer_are_sealed(office: RegistryApplication) -> None:
    proposed(office, registered(office), paper=signed())

    facts = str([entry.facts for entry in office.entries(limit=None)])

    assert PROOF not in facts
    assert "冯组长" not in facts


def test_two_people_leave_somebody_out_by_page(
    office: RegistryApplication, app: Flask, handler: FlaskClient
) -> None:
    place = f"/registry/actual-users/{registered(office)}"
    proposal = {"reason": "moved", "proof": PROOF}

    waiting = send(handler, f"{place}/exclude", proposal)
    own = send(handler, place, {}, to=f"{place}/approve")
    others = send(reader(app, POLICE), place, {}, to=f"{place}/approve")
    back = send(handler, f"{place}/reinstate", {"why": "已迁回"})

    assert "等待他人审批" in waiting
    assert "提出排除的人不能自己审批" in own
    assert "已批准排除" in others
    assert "已恢复计入" in back


def test_verification_and_rejection_by_page(
    office: RegistryApplication, app: Flask, handler: FlaskClient
) -> None:
    place = f"/registry/actual-users/{registered(office, flag=CANDIDATE)}"
    police = reader(app, POLICE)
    verified = {"verified_on": "2026-11-23", "basis": "decision", "police_ref": "M-1"}

    send(police, f"{place}/verify", verified)
    send(handler, f"{place}/exclude", {"reason": "moved", "proof": PROOF})
    shown = send(police, f"{place}/reject", {"why": "证明不足"})

    assert "2026-11-23" in shown
    page(reader(app, SECRETARY), f"{place}/exclude", 403)
    page(reader(app, LEADER), "/registry/actual-users", 403)


def test_the_head_count_by_program(office: RegistryApplication, app: Flask) -> None:
    one = f"/people/{registered(office, flag=CANDIDATE)}"
    verification = {"verified_on": "2026-11-23", "basis": "police_list", "police_ref": "M-1"}
    proposal = {"reason": "mistaken", "proof": PROOF}

    post(app, f"{one}/verification", verification)
    assert post(app, f"{one}/exclusion", proposal)["decided"] is False
    post(app, f"{one}/exclusion/rejection", {"why": "证明不足"}, as_account=POLICE)
    post(app, f"{one}/exclusion", proposal)
    post(app, f"{one}/exclusion/approval", None, status=422)
    post(app, f"{one}/exclusion/approval", None, as_account=POLICE)
    post(app, f"{one}/reinstatement", {"why": "登记无误"})

    assert call(app, "GET", "/actual-users")["actual_users"] == 1
