"""What a partner answers other departments, under the reader's own rights."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from deploy.departments import DEPARTMENTS
from services.assistance.service import AssistanceService
from services.legal_aid.service import LegalAidService
from services.treatment.service import TreatmentService
from shared.access.actor import Actor
from shared.messaging.asking import PeerRefused
from shared.messaging.peers import LocalPeers
from shared.projecting import Projector
from tests.partner.browsing import ROLES
from tests.partner.conftest import Partner
from tests.partner.support import LI_CASE, TODAY

SERVICES: dict[str, Callable[[], Any]] = {
    "assistance": AssistanceService,
    "treatment": TreatmentService,
    "legal_aid": LegalAidService,
}
AUDITOR = Actor(account="dudao01", role="auditor", unit="county")
POLICE = Actor(account="minjing01", role="police_station", unit="police")


def history(partner: Partner, reader: Actor, **asked: Any) -> Any:
    """Ask as another department does, in the reader's name."""
    service = SERVICES[partner.office.name]()
    service.app = partner.office
    peers = LocalPeers({partner.office.name: service}, service="reporting")
    return peers.call(partner.office.name, "case_history", actor=reader, case_ref=LI_CASE, **asked)


def test_an_auditor_reads_what_a_partner_knows_of_a_case(partner: Partner) -> None:
    partner.others.report_in()
    need_id = partner.needed()
    partner.office.accept_need(need_id=need_id)

    told = history(partner, AUDITOR)

    assert [it["event"].partition(".")[2] for it in told][-2:] == ["need_received", "need_accepted"]
    assert {it["department"] for it in told} == {partner.office.name}


def test_a_case_is_told_as_of_a_day(partner: Partner) -> None:
    partner.others.report_in(on=TODAY - timedelta(days=3))
    partner.others.sign(on=TODAY)

    told = history(partner, AUDITOR, as_of=TODAY - timedelta(days=1), known_at=None)

    assert "agreement_noted" not in [it["event"].partition(".")[2] for it in told]
    assert told


def test_a_case_is_told_as_it_was_known(partner: Partner) -> None:
    partner.others.report_in()

    assert history(partner, AUDITOR, known_at="2020-01-01T00:00:00+08:00") == []


def test_the_police_read_nothing_of_a_partner(partner: Partner) -> None:
    partner.others.report_in()

    with pytest.raises(PeerRefused):
        history(partner, POLICE)


def test_an_unknown_case_has_no_history(partner: Partner) -> None:
    assert history(partner, AUDITOR) == []


def test_who_leaves_is_told_what_waits_and_nobody_else_is(partner: Partner) -> None:
    name = partner.office.name
    partner.others.report_in()
    partner.needed()
    Projector(partner.office, DEPARTMENTS[name].projections).catch_up()
    service = SERVICES[name]()
    service.app = partner.office
    peers = LocalPeers({name: service}, service="identity")
    leaving = Actor(account="leaving01", role=ROLES[name], unit=name)

    waiting = peers.call(name, "open_work", actor=leaving)

    assert {it["case_ref"] for it in waiting} == {LI_CASE}
    assert "待接收" in {it["what"] for it in waiting}
    assert peers.call(name, "open_work", actor=POLICE) == []
