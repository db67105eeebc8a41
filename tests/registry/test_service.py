"""What other desks are told over the wire, and how much of it by role."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.registry.application import RegistryApplication
from services.registry.projections import PROJECTIONS
from services.registry.service import RegistryService
from shared.access.actor import Actor
from shared.messaging.asking import PeerRefused
from shared.messaging.peers import LocalPeers
from shared.projecting import Projector
from tests.registry.town import names_of, ordered, registered, reported
from tests.registry.units import takes_part

HANDLER = Actor(account="jingban01", role="office_handler", unit="office")
WORKER = Actor(account="shegong01", role="full_time_worker", unit="station-1")
AWAY = Actor(account="shegong02", role="full_time_worker", unit="station-2")
SECRETARY = Actor(
    account="shuji01", role="community_secretary", unit="shiqiao", villages=("石桥村",)
)
JUSTICE = Actor(account="sifa01", role="justice_office", unit="justice")
AUDITOR = Actor(account="dudao01", role="auditor", unit="county")
LEADER = Actor(account="lingdao01", role="leading_group", unit="town")
ADMIN = Actor(account="admin01", role="sysadmin", unit="office")
CLI = Actor.of_service("cli")


@pytest.fixture
def peers(office: RegistryApplication) -> LocalPeers:
    """Registry as other departments ask it."""
    service: Any = RegistryService()
    service.app = office
    return LocalPeers({"registry": service}, service="supervision")


def identified(peers: LocalPeers, actor: Actor | None, person_id: UUID) -> str | None:
    """The name that an actor is told."""
    told = peers.call(
        "registry",
        "identify",
        actor=actor,
        person_ids=[str(person_id), str(uuid4())],
        purpose="supervision.due_list",
    )
    return told.get(str(person_id), {}).get("name")  # type: ignore[no-any-return]  # JSON


def test_who_leaves_is_told_what_waits_by_case_number_and_nobody_else_is(
    office: RegistryApplication, peers: LocalPeers
) -> None:
    case_ref = office.case(reported(office)).ref
    Projector(office, PROJECTIONS).catch_up()

    waiting = peers.call("registry", "open_work", actor=HANDLER)

    assert {it["case_ref"] for it in waiting} == {case_ref}
    assert {it["what"] for it in waiting} >= {"签订协议"}
    assert all(it["due_on"] for it in waiting)
    assert "李四海" not in str(waiting)
    for actor in (WORKER, AUDITOR, ADMIN):
        assert peers.call("registry", "open_work", actor=actor) == []


@pytest.mark.parametrize("actor", [HANDLER, WORKER, SECRETARY, JUSTICE])
def test_whose_work_it_is_is_told_the_name_and_noted(
    office: RegistryApplication, peers: LocalPeers, actor: Actor
) -> None:
    takes_part(office)
    person_id = office.case(reported(office)).of_person

    assert identified(peers, actor, person_id) == "李四海"

    noted = office.entries(names=["registry.names_looked_up"])[-1]
    assert (noted.account, noted.role, noted.facts["purpose"]) == (
        actor.account,
        actor.role,
        "supervision.due_list",
    )


def test_a_partner_is_told_no_name_before_the_report_in(
    office: RegistryApplication, peers: LocalPeers
) -> None:
    takes_part(office)
    person_id = office.case(ordered(office)).of_person

    assert identified(peers, JUSTICE, person_id) == "李*"


@pytest.mark.parametrize("actor", [AUDITOR, AWAY])
def test_others_are_told_a_masked_name_which_is_not_noted(
    office: RegistryApplication, peers: LocalPeers, actor: Actor
) -> None:
    person_id = office.case(ordered(office)).of_person

    assert identified(peers, actor, person_id) == "李*"
    assert "names_looked_up" not in names_of(office)


@pytest.mark.parametrize("actor", [LEADER, ADMIN, None])
def test_whoever_has_no_business_with_names_gets_none(
    office: RegistryApplication, peers: LocalPeers, actor: Actor | None
) -> None:
    person_id = registered(office)

    with pytest.raises(PeerRefused) as refused:
        identified(peers, actor, person_id)

    assert refused.value.kind == "Forbidden"


def test_a_question_without_a_purpose_is_refused(
    office: RegistryApplication, peers: LocalPeers
) -> None:
    person_id = registered(office)

    with pytest.raises(PeerRefused) as refused:
        peers.call("registry", "identify", actor=HANDLER, person_ids=[str(person_id)], purpose=" ")

    assert refused.value.kind == "Refusal"


@pytest.mark.parametrize("actor", [HANDLER, WORKER, AUDITOR, CLI])
def test_a_case_is_told_to_those_who_may_replay_it(
    office: RegistryApplication, peers: LocalPeers, actor: Actor
) -> None:
    takes_part(office)
    ref = office.case(reported(office)).ref

    summary = peers.call("registry", "case_summary", actor=actor, case_ref=ref)
    lines = peers.call("registry", "case_history", actor=actor, case_ref=ref)

    assert summary == {
        "case_ref": ref,
        "kind": "community_rehab",
        "status": "reported",
        "last_day": "2029-11-22",
    }
    assert lines[0]["event"] == "registry.decision_received"
    assert {line["department"] for line in lines} == {"registry"}


def test_a_case_is_told_as_of_a_day(office: RegistryApplication, peers: LocalPeers) -> None:
    ref = office.case(reported(office)).ref
    asked: dict[str, Any] = {"case_ref": ref, "as_of": date(2026, 11, 21), "known_at": None}

    summary = peers.call("registry", "case_summary", actor=CLI, **asked)
    lines = peers.call("registry", "case_history", actor=CLI, **asked)

    assert (summary["status"], summary["last_day"]) == ("ordered", None)
    assert {line["happened"] for line in lines} == {"2026-11-20"}


def test_a_case_as_it_was_known_before_it_was_recorded_is_unknown(
    office: RegistryApplication, peers: LocalPeers
) -> None:
    ref = office.case(ordered(office)).ref
    asked: dict[str, Any] = {
        "case_ref": ref,
        "as_of": None,
        "known_at": "2020-01-01T00:00:00+08:00",
    }

    with pytest.raises(PeerRefused) as refused:
        peers.call("registry", "case_summary", actor=CLI, **asked)

    assert refused.value.kind == "Unknown"
    assert peers.call("registry", "case_history", actor=CLI, **asked) == []


@pytest.mark.parametrize("actor", [SECRETARY, JUSTICE, LEADER, AWAY])
def test_a_history_is_nobody_elses(
    office: RegistryApplication, peers: LocalPeers, actor: Actor
) -> None:
    ref = office.case(ordered(office)).ref

    for question in ("case_history", "case_summary"):
        with pytest.raises(PeerRefused) as refused:
            peers.call("registry", question, actor=actor, case_ref=ref)
        assert refused.value.kind == "Forbidden"


def test_a_case_that_is_not_on_file_has_no_lines(peers: LocalPeers) -> None:
    asked: dict[str, Any] = {"case_ref": "梅社戒〔2020〕0001"}

    with pytest.raises(PeerRefused) as refused:
        peers.call("registry", "case_summary", actor=HANDLER, **asked)

    assert refused.value.kind == "Unknown"
    assert peers.call("registry", "case_history", actor=HANDLER, **asked) == []
