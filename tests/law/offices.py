"""The two offices that count days, cases drawn from a seed, and what `guihang law` says of them.

What the registry tells supervision is what its messages say; nothing is made up between the two.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from click.testing import CliRunner
from flask.testing import FlaskClient

from deploy.cli.law import law
from services.registry.application import RegistryApplication
from services.registry.domain.case import Case
from services.registry.rules.book import RECOVERY, REHAB
from services.registry.service import RegistryService
from services.supervision.application import SupervisionApplication
from services.supervision.application.resting import is_sealed
from services.supervision.service import SupervisionService
from shared import clock
from shared.access.actor import Actor
from shared.eventstore.act import Act, acting
from shared.messaging.peers import LocalPeers
from tests.registry import town
from tests.registry.papers import signed
from tests.registry.test_messages import told
from tests.registry.units import takes_part
from tests.supervision import desk as supervision_desk

DAY = timedelta(days=1)
CLI = Actor(account="system:cli", role="command_line", unit="")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PAPER = {"authority": "金寨县公安局", "document_no": "金公拘字〔2026〕1号"}


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What happened in a case, as a seed has it."""

    kind: str
    months: int
    credit: int
    served_on: date
    reported_on: date
    spans: tuple[tuple[date, date | None], ...]
    corrected: bool
    looked_at: date


def draw(seed: int) -> Drawn:
    dice = Random(seed)
    kind = dice.choice([REHAB, REHAB, RECOVERY])
    months = 36 if kind == REHAB else dice.choice([1, 6, 18, 36])
    served_on = date(2024, 1, 1) + dice.randrange(700) * DAY
    reported_on = served_on + dice.randrange(22) * DAY
    spans: list[tuple[date, date | None]] = []
    begin = reported_on
    for _ in range(dice.randrange(4)):
        begin += dice.randrange(1, 30 * min(months, 12)) * DAY
        end = begin + dice.choice([0, 1, 10, 15, 90]) * DAY
        spans.append((begin, end))
        begin = end
    if dice.random() < 0.3:
        spans.append((begin + 3 * DAY, None))
    latest = max([reported_on + DAY, *(day for span in spans for day in span if day)])
    return Drawn(
        kind=kind,
        months=months,
        credit=dice.choice([0, 0, 20 if months == 1 else 90]),
        served_on=served_on,
        reported_on=reported_on,
        spans=tuple(spans),
        corrected=dice.random() < 0.3,
        looked_at=latest + dice.choice([0, 1, 40, 400, 1500]) * DAY,
    )


@dataclass(frozen=True, kw_only=True)
class Town:
    """The two offices that count days, and their pages."""

    registry: RegistryApplication
    supervision: SupervisionApplication
    handler: FlaskClient
    police: FlaskClient

    def pass_on(self) -> None:
        """Have supervision hear what the registry told it."""
        for message in told(self.registry, "supervision"):
            if message.position > self.supervision.tracked("registry"):
                self.supervision.hear(message)

    def peers(self) -> LocalPeers:
        """The offices as `guihang case` asks them; the others have nothing to say."""
        services: dict[str, Any] = {}
        for name, service, office in (
            ("registry", RegistryService(), self.registry),
            ("supervision", SupervisionService(), self.supervision),
        ):
            service.app = office
            services[name] = service
        return LocalPeers(services, service="reporting")


@contextmanager
def on(day: date) -> Iterator[None]:
    """That day at the office."""
    at = datetime.combine(day, time(9), clock.SHANGHAI)
    with clock.use(at), town.by(reason="补录"):
        yield


def lived(office: RegistryApplication, drawn: Drawn) -> UUID:
    """Have it all happen, each on its day."""
    with on(drawn.served_on):
        takes_part(office)
        person_id = town.registered(office)
    with on(drawn.served_on):
        decision = town.decision(
            kind=drawn.kind,
            served_on=drawn.served_on,
            months=drawn.months,
            credit_days=drawn.credit,
        )
        done = office.receive_decision(person_id=person_id, decision=decision)
    case_id = UUID(done.answer["case_id"])
    with on(drawn.reported_on):
        office.record_report_in(case_id=case_id, reported_on=drawn.reported_on, informed=True)
    for first, end in drawn.spans:
        with on(first):
            office.suspend_case(case_id=case_id, suspended_on=first, cause="detention", **PAPER)
        if end is not None and office.case(case_id).is_held:
            with on(end):
                office.resume_case(
                    case_id=case_id, resumed_on=end, authority="金寨县公安局", document_no="1"
                )
    if drawn.corrected:
        correct(office, case_id, drawn)
    return case_id


def correct(office: RegistryApplication, case_id: UUID, drawn: Drawn) -> None:
    """Find that the person came a day later, and that this was typed wrong."""
    with on(drawn.looked_at):
        case = office.case(case_id)
        office.propose_correction(
            case_id=case_id,
            reported_on=drawn.reported_on + DAY,
            credit_days=drawn.credit,
            suspensions=list(case.spans),
            why="笔误",
        )
    with on(drawn.looked_at):
        office.decide_correction(case_id=case_id, approved=True, paper=signed(on=drawn.looked_at))


def said(*words: str) -> Any:
    """What `guihang law` answers a program."""
    done = CliRunner().invoke(law, [*words, "--json"])
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def told_by_law(*words: str) -> list[str]:
    """All days that `guihang law` tells people."""
    done = CliRunner().invoke(law, words)
    assert done.exit_code == 0, done.stderr
    return ISO_DAY.findall(done.stdout)


def asked_of(case: Case) -> list[str]:
    """A case that runs, as `guihang law` is asked about it."""
    decision = case.decision
    words = ["--start", str(case.reported_on), "--months", str(decision.term_months)]
    words += ["--credit", str(decision.credit_days)]
    for first, end in case.suspensions.values():
        words += ["--suspended", f"{first}/{end or '..'}"]
    for first, end in case.transit:
        words += ["--transit", f"{first}/{end}"]
    return words


def opened(both: Town, case_ref: str) -> UUID:
    """The file at the police station, with a reason if it is sealed, and the lists level."""
    file = both.supervision.file_of(case_ref)
    if is_sealed(file):
        with acting(Act(account="minjing01", role="police_station")):
            both.supervision.open_sealed_file(file_id=file.id, why="核对日期")
    supervision_desk.level(both.police)
    return file.id
