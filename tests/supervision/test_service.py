"""What supervision tells of a case when another department asks for its reader."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.supervision.application import SupervisionApplication
from services.supervision.projections import PROJECTIONS
from services.supervision.service import SupervisionService
from shared.access.actor import Actor
from shared.messaging.asking import PeerRefused
from shared.messaging.peers import LocalPeers
from shared.projecting import Projector
from tests.supervision.conftest import CASE, START, on_sqlite, opened, sampling
from tests.supervision.desk import READERS

SECOND = date(2026, 2, 20)
COMMAND_LINE = Actor.of_service("cli")

pytestmark = on_sqlite


class Asking:
    """Another department, which asks."""

    def __init__(self, office: SupervisionApplication) -> None:
        service = SupervisionService()
        service.app = office
        self.peers = LocalPeers({"supervision": service}, service="reporting")

    def work(self, actor: Actor) -> list[dict[str, Any]]:
        """What waits for an actor's desk."""
        answer: list[dict[str, Any]] = self.peers.call("supervision", "open_work", actor=actor)
        return answer

    def history(self, actor: Actor, case_ref: str = CASE, **asked: Any) -> list[dict[str, Any]]:
        answer: list[dict[str, Any]] = self.peers.call(
            "supervision", "case_history", actor=actor, case_ref=case_ref, **asked
        )
        return answer


@pytest.fixture
def asking(office: SupervisionApplication) -> Asking:
    file_id = opened(office)
    office.record_test(file_id=file_id, taken=sampling(START))
    office.record_test(file_id=file_id, taken=sampling(SECOND, result="positive"))
    return Asking(office)


@pytest.mark.parametrize("actor", [READERS["minjing01"], READERS["dudao01"], COMMAND_LINE])
def test_who_may_see_tests_is_told_how_they_ended(asking: Asking, actor: Actor) -> None:
    told = asking.history(actor)

    assert [line["event"].removeprefix("supervision.") for line in told] == [
        "opened",
        "drug_test_scheduled",
        "drug_test_negative",
        "screened_positive",
    ]
    assert told[-1]["summary"] == "接受检测，初筛阳性，待确认（计入）"
    assert [line["position"] for line in told] == [1, 2, 3, 4]


def test_who_keeps_the_dossier_is_told_that_a_test_was_taken(asking: Asking) -> None:
    told = asking.history(READERS["jingban01"])

    assert {line["event"] for line in told[2:]} == {"supervision.drug_test"}
    assert {line["summary"] for line in told[2:]} == {"接受检测"}


@pytest.mark.parametrize("account", ["yisheng01", "shuji01", "shegong02"])
def test_others_are_told_nothing(asking: Asking, account: str) -> None:
    with pytest.raises(PeerRefused):
        asking.history(READERS[account])


def test_a_case_can_be_asked_for_as_of_a_day_and_as_known_at_an_instant(asking: Asking) -> None:
    police = READERS["minjing01"]

    as_of = asking.history(police, as_of="2026-02-19")
    known = asking.history(police, known_at="2026-01-01T00:00:00+08:00")

    assert "supervision.screened_positive" not in {line["event"] for line in as_of}
    assert known == []


def test_of_a_case_that_it_does_not_have_it_has_nothing_to_tell(asking: Asking) -> None:
    assert asking.history(READERS["minjing01"], case_ref="梅社戒〔2026〕9999") == []


def test_who_leaves_is_told_which_tests_wait_by_case_number(
    office: SupervisionApplication, asking: Asking
) -> None:
    Projector(office, PROJECTIONS).catch_up()

    waiting = asking.work(READERS["shegong01"])

    assert {it["case_ref"] for it in waiting} == {CASE}
    assert all(it["what"].startswith("第") for it in waiting)
    assert asking.work(COMMAND_LINE) == []
