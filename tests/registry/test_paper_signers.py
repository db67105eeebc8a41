"""The paper that replaces the second person is signed by somebody else than who brings it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from services.registry.application import RegistryApplication
from services.registry.domain.affairs.records import WHOLE
from shared.eventstore.act import Act, acting
from shared.law import Citation, Refusal
from tests.registry import town
from tests.registry.affairs.test_activities import met

PROPOSER, ENTERS = "jingban01", "jingban02"


def exclusion(office: RegistryApplication) -> Callable[[str], object]:
    person_id = town.registered(office)
    return lambda signer: office.exclude_from_actual(
        person_id=person_id, reason="moved", proof="证明", paper_signer=signer
    )


def merge(office: RegistryApplication) -> Callable[[str], object]:
    double = town.registered(office, id_no=town.number(sequence=997))
    town.registered(office, id_no=town.number(sequence=998))
    return lambda signer: office.propose_merge(
        person_id=double, into_id_no=town.number(sequence=998), proof="户籍", paper_signer=signer
    )


def identity(office: RegistryApplication) -> Callable[[str], object]:
    person_id = town.registered(office)
    with town.by(PROPOSER):
        office.correct_identity(
            person_id=person_id, name="李似海", id_type="id_card", id_no=town.number(), why="户口簿"
        )
    return lambda signer: office.decide_identity_correction(
        person_id=person_id, approved=True, signer=signer
    )


def term(office: RegistryApplication) -> Callable[[str], object]:
    case_id = town.reported(office)
    with town.by(PROPOSER):
        office.propose_correction(
            case_id=case_id, reported_on=town.TODAY, credit_days=3, suspensions=(), why="漏填"
        )
    return lambda signer: office.decide_correction(case_id=case_id, approved=True, signer=signer)


def striking(office: RegistryApplication) -> Callable[[str], object]:
    meeting: dict[str, object] = {
        "register": "meetings",
        "record_id": UUID(str(met(office))),
        "entry": WHOLE,
    }
    with town.by(PROPOSER):
        office.propose_striking_out(**meeting, why="重复登记")  # type: ignore[arg-type]
    return lambda signer: office.decide_striking_out(**meeting, approved=True, signer=signer)  # type: ignore[arg-type]


APPROVALS = (exclusion, merge, identity, term, striking)
ALONE = (exclusion, merge)
"""Proposed and decided in one act, with the paper at hand."""


@pytest.mark.parametrize("approval", APPROVALS)
@pytest.mark.parametrize("signer", [ENTERS, " Jing Ban02", "周 经办"])
def test_whoever_enters_a_paper_did_not_sign_it(
    office: RegistryApplication,
    approval: Callable[[RegistryApplication], Callable[[str], object]],
    signer: str,
) -> None:
    decide = approval(office)
    who = Act(account=ENTERS, role="office_handler", unit="office", name="周经办")

    with acting(who), pytest.raises(Refusal, match="本人") as refused:
        decide(signer)
    with acting(who):
        decide("冯组长")

    assert refused.value.field in {"signer", "paper_signer"}
    assert refused.value.citation == Citation("个人信息保护法", "8")


@pytest.mark.parametrize("approval", [it for it in APPROVALS if it not in ALONE])
def test_whoever_proposed_it_did_not_sign_it_either(
    office: RegistryApplication,
    approval: Callable[[RegistryApplication], Callable[[str], object]],
) -> None:
    decide = approval(office)

    with town.by(ENTERS), pytest.raises(Refusal, match="本人"):
        decide(PROPOSER)
