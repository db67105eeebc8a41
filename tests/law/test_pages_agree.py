"""`guihang law` and `guihang case` say the same days as the pages, whatever happened in a case.

Cases are drawn from a seed: of either kind, with credited days, detentions and corrections. What
the registry tells supervision is what its messages say; nothing is made up between the two.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from deploy.cli.law import law
from services.registry.application import RegistryApplication
from services.registry.messages import HEARD as REGISTRY_HEARS
from services.registry.rules.book import RECOVERY, REHAB
from services.registry.service import RegistryService
from services.reporting.web.dossier import case_as_of
from services.supervision.application import SupervisionApplication
from services.supervision.application.resting import is_sealed
from services.supervision.messages import HEARD as SUPERVISION_HEARS
from services.supervision.service import SupervisionService
from shared import clock
from shared.access.actor import Actor
from shared.eventstore.act import Act, acting
from shared.eventstore.database import SqliteDatabase
from shared.eventstore.factory import recorder_of
from shared.eventstore.sealing import FileKey
from shared.messaging.peers import LocalPeers
from tests.registry import desk as registry_desk
from tests.registry import town
from tests.registry.test_messages import told
from tests.registry.units import takes_part
from tests.supervision import desk as supervision_desk

DAY = timedelta(days=1)
SEEDS = range(24)
CLI = Actor(account="system:cli", role="command_line", unit="")
CHINESE_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
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


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Town]:
    stores = [SqliteDatabase(tmp_path / f"{name}.sqlite3") for name in ("registry", "supervision")]
    for store in stores:
        recorder_of(store).create()
    key = FileKey(b"a master key that only tests know")
    registry = RegistryApplication(stores[0], master=key, readers=REGISTRY_HEARS)
    supervision = SupervisionApplication(stores[1], master=key, readers=SUPERVISION_HEARS)
    yield Town(
        registry=registry,
        supervision=supervision,
        handler=registry_desk.reader(registry_desk.app_of(registry), "jingban01"),
        police=supervision_desk.reader(
            supervision_desk.app_of(supervision, supervision_desk.Register()), "minjing01"
        ),
    )
    for store in stores:
        store.close()


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
        office.decide_correction(case_id=case_id, approved=True, signer="冯组长")


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


def on_file(text: str, label: str) -> str | None:
    """The day beside a label of the page's facts; None where none is known."""
    (value,) = re.findall(rf"<dt>{label}</dt><dd>(.*?)</dd>", text)
    found = CHINESE_DAY.search(value)
    return found and iso(found)


def iso(found: re.Match[str]) -> str:
    return date(*map(int, found.groups())).isoformat()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_law_the_case_and_the_pages_say_the_same_days(both: Town, seed: int) -> None:
    drawn = draw(seed)
    case_id = lived(both.registry, drawn)
    case = both.registry.case(case_id)
    began = drawn.reported_on + DAY if drawn.corrected else drawn.reported_on
    asked = ["--start", str(began), "--months", str(drawn.months), "--credit", str(drawn.credit)]
    for first, end in case.suspensions.values():
        asked += ["--suspended", f"{first}/{end or '..'}"]

    with on(drawn.looked_at):
        both.pass_on()
        shown = registry_desk.page(both.handler, f"/registry/cases/{case_id}")
        found = case_as_of(both.peers(), CLI, case_ref=case.ref)
        history = registry_desk.page(both.handler, f"/registry/cases/{case_id}?part=timeline")
        tests = windows_on_the_page(both, case.ref)

    last = said("last-day", *asked)["last_day"]
    assert on_file(shown, "期满") == last == found["last_day"]
    assert said("deadline", "--from", str(drawn.served_on), "--days", "15")["deadline"] == str(
        case.due_on
    )
    assert argued_on_the_page(shown) <= set(told_by_law("last-day", *asked)) | {last}
    assert tests == said("windows", *asked, "--plan", "PLAN_22")["windows"]
    mine = [it for it in found["timeline"] if it["department"] == "registry"]
    assert days_of(it["summary"] for it in mine) <= {
        iso(it) for it in CHINESE_DAY.finditer(history)
    }


@pytest.mark.parametrize("number", range(4))
def test_all_say_the_day_that_somebody_chose(both: Town, number: int) -> None:
    """Recovery of six months with a detention, counted as each of the readings has it."""
    drawn = replace(
        draw(0),
        kind=RECOVERY,
        months=6,
        credit=0,
        reported_on=draw(0).served_on,
        spans=((draw(0).served_on + 30 * DAY, draw(0).served_on + 40 * DAY),),
        corrected=False,
        looked_at=draw(0).served_on + 100 * DAY,
    )
    case_id = lived(both.registry, drawn)
    case = both.registry.case(case_id)
    last_day = case.readings[number].last_day
    assert last_day is not None

    with on(drawn.looked_at):
        both.registry.choose_reading(case_id=case_id, last_day=last_day, why="按此算法")
    with on(drawn.looked_at):
        both.pass_on()
        shown = registry_desk.page(both.handler, f"/registry/cases/{case_id}")
        found = case_as_of(both.peers(), CLI, case_ref=case.ref)
        tests = windows_on_the_page(both, case.ref)
        api = both.handler.get(
            f"/registry/api/cases/{case_id}", headers={"Authorization": "Bearer jingban01"}
        ).json

    asked = ("--start", str(drawn.reported_on), "--months", "6")
    detained = "/".join(map(str, drawn.spans[0]))
    assert on_file(shown, "期满") == found["last_day"] == (api or {})["last_day"] == str(last_day)
    assert tests[-1][1] == str(last_day)
    assert str(last_day) in told_by_law("last-day", *asked, "--suspended", detained)


def days_of(summaries: Iterable[str]) -> set[str]:
    return {iso(it) for said in summaries for it in CHINESE_DAY.finditer(said)}


def argued_on_the_page(text: str) -> set[str]:
    """The first and the last of the last days that can be argued, as the page has them."""
    (told,) = re.findall(r"最早于.*?算法不同的日子里", text)
    return {iso(it) for it in CHINESE_DAY.finditer(told)}


def windows_on_the_page(both: Town, case_ref: str) -> list[list[str]]:
    """First and last days of all windows of the file at the police station, the first one first."""
    file = both.supervision.file_of(case_ref)
    file_id = file.id
    if is_sealed(file):
        with acting(Act(account="minjing01", role="police_station")):
            both.supervision.open_sealed_file(file_id=file_id, why="核对日期")
    supervision_desk.level(both.police)
    answer = both.police.get(f"/supervision/cases/{file_id}?part=tests")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200, text[:2000]
    rows = (ISO_DAY.findall(row)[:2] for row in ROW.findall(text) if " – " in row)
    return sorted(rows)
