"""The check-in finds somebody by the last four of the identity number, and learns no more."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from services.registry.application import RegistryApplication
from services.registry.projections import PROJECTIONS
from services.registry.projections.people import tokens
from services.registry.service import RegistryService
from shared.access.actor import Actor
from shared.messaging.asking import PeerRefused
from shared.messaging.peers import LocalPeers
from shared.projecting import Projector
from tests.registry.test_service import (
    ADMIN,
    AUDITOR,
    AWAY,
    JUSTICE,
    LEADER,
    WORKER,
)
from tests.registry.town import by, number, reported
from tests.registry.units import takes_part

POLICE = Actor(account="minjing01", role="police_station", unit="police")
MOST = 30


@pytest.fixture
def peers(office: RegistryApplication) -> LocalPeers:
    """Registry as the check-in asks it."""
    service: Any = RegistryService()
    service.app = office
    return LocalPeers({"registry": service}, service="supervision")


@pytest.fixture
def known(office: RegistryApplication) -> tuple[UUID, str]:
    """Somebody in the care of the first station, and the last four of the number."""
    takes_part(office)
    person_id = office.case(reported(office)).of_person
    Projector(office, PROJECTIONS).catch_up()
    return person_id, office.person(person_id).details.id_no[-4:]


def found(peers: LocalPeers, actor: Actor | None, tail: str, **more: str) -> list[dict[str, str]]:
    """Who is told of."""
    asked: dict[str, Any] = {"tail": tail, **more}
    told: list[dict[str, str]] = peers.call("registry", "find_by_tail", actor=actor, **asked)
    return told


def read_log(office: RegistryApplication) -> list[tuple[str | None, str, tuple[UUID, ...]]]:
    """Who was told of whom, and for what."""
    noted = office.entries(names=["registry.names_looked_up"])
    return [(it.account, it.facts["purpose"], it.facts["persons"]) for it in noted]


def test_whoever_is_found_is_told_by_masked_name_and_is_in_the_read_log_first(
    office: RegistryApplication, peers: LocalPeers, known: tuple[UUID, str]
) -> None:
    person_id, tail = known

    assert found(peers, WORKER, tail.lower()) == [{"person_id": str(person_id), "name": "李*"}]

    assert read_log(office)[-1] == (
        WORKER.account,
        "现场签到：按身份证号末四位查找",
        (person_id,),
    )


def test_another_station_finds_nobody_and_the_police_of_a_station_only_its_own(
    office: RegistryApplication, peers: LocalPeers, known: tuple[UUID, str]
) -> None:
    person_id, tail = known

    assert found(peers, AWAY, tail) == []
    assert found(peers, POLICE, tail, station="station-2") == []
    assert read_log(office) == []
    assert [it["person_id"] for it in found(peers, POLICE, tail, station="station-1")] == [
        str(person_id)
    ]


def test_somebody_protected_is_found_by_those_who_were_named_alone(
    office: RegistryApplication, peers: LocalPeers, known: tuple[UUID, str]
) -> None:
    person_id, tail = known
    with by():
        office.protect_person(person_id=person_id, accounts=("minjing01",), why="证人")
    Projector(office, PROJECTIONS).catch_up()

    assert found(peers, WORKER, tail) == []
    assert len(found(peers, POLICE, tail)) == 1


@pytest.mark.parametrize("typed", ["", "001", "00123", "X017", "李四", "110101199001011237"])
def test_only_the_last_four_are_looked_for(
    office: RegistryApplication, peers: LocalPeers, typed: str
) -> None:
    with pytest.raises(PeerRefused) as refused:
        found(peers, WORKER, typed)

    assert refused.value.kind == "Refusal"
    assert "末四位" in refused.value.sentence
    assert read_log(office) == []


@pytest.mark.parametrize("actor", [AUDITOR, JUSTICE, LEADER, ADMIN, None])
def test_whoever_may_search_for_nobody_is_refused(peers: LocalPeers, actor: Actor | None) -> None:
    with pytest.raises(PeerRefused) as refused:
        found(peers, actor, "0017")

    assert refused.value.kind == "Forbidden"


def test_a_row_of_guesses_is_stopped_for_that_account_alone_and_only_for_a_while(
    peers: LocalPeers, known: tuple[UUID, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, tail = known
    for guess in range(MOST):
        found(peers, WORKER, f"{guess:04}")

    with pytest.raises(PeerRefused) as refused:
        found(peers, WORKER, tail)
    assert len(found(peers, POLICE, tail)) == 1
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)

    assert "太频繁" in refused.value.sentence
    assert len(found(peers, WORKER, tail)) == 1


def test_no_digits_lie_in_the_read_model(
    office: RegistryApplication, known: tuple[UUID, str]
) -> None:
    _, tail = known

    with office.db.reading() as conn:
        held = conn.scalars(sa.select(tokens.c.token)).all()

    assert held
    assert [it for it in held if tail in it] == []


def test_two_whose_numbers_end_alike_are_both_told_of(
    office: RegistryApplication, peers: LocalPeers
) -> None:
    takes_part(office)
    one, *others = (number(born=date(1985, 7, day)) for day in range(1, 32))
    other = next(it for it in others if it[-4:] == one[-4:])
    for id_no in (one, other):
        reported(office, id_no=id_no)
    Projector(office, PROJECTIONS).catch_up()

    assert [it["name"] for it in found(peers, WORKER, one[-4:])] == ["李*", "李*"]
