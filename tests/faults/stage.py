"""A town of processes, with a RabbitMQ and a PostgreSQL of its own, and clerks who write."""

from __future__ import annotations

import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from deploy.demo.people import invent
from shared import clock
from tests.faults import checker
from tests.faults.hole import HoledWire
from tests.faults.load import Client, Load, Try
from tests.faults.record import Record
from tests.support.postgres import PostgresInstance
from tests.support.rabbit import RabbitInstance
from tests.support.town import SeparateTown

NAMES = ("identity", "registry", "supervision", "assistance", "reporting")
GIVE_UP = 60.0  # seconds; four times what a town may need
CLERK, PASSWORD = "jingban01", "an account for fault tests"
VILLAGE = "青石社区"
HEADINGS = ("rights_and_help", "rules", "measures", "liability", "other")


class Stage:
    """Everything that faults are done to; services reach their servers by wires that can fail."""

    def __init__(self, names: Iterable[str] = NAMES) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="guihang-faults-"))
        self.postgres = PostgresInstance()
        self.rabbit = RabbitInstance()
        self._names = tuple(names)
        self.record = Record(self.folder / "record.jsonl")
        self.tries: list[Try] = []
        self._dice = random.Random(20261123)
        self._taken: set[str] = set()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        signal.signal(signal.SIGTERM, _end_orderly)
        with ExitStack() as ends:  # whatever fails, nothing that was started is left behind
            ends.callback(shutil.rmtree, self.folder, ignore_errors=True)
            ends.callback(self.record.close)
            ends.callback(self.postgres.remove)
            ends.callback(self.rabbit.remove)
            self._start(ends)
            self._ends = ends.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.close()

    def load(self, *, clients: int = 3) -> Load:
        """Clerks at work while the block lasts."""
        return Load(self.take_in_a_person, clients=clients)

    def take_in_a_person(self) -> None:
        """All that one person gives a clerk to do: four acts."""
        person = self.register()
        case = self.decide(person)
        self.report_in(case)
        self.sign(case)

    def register(self, *, command_id: str | None = None) -> str:
        """Enter somebody in the register; the person's id."""
        with self._lock:
            somebody = invent(self._dice, village=VILLAGE, taken=self._taken)
        body = {"name": somebody.name, "id_no": somebody.id_no, "village": somebody.village}
        answer = self._act("register", "/people", body, command_id)
        return str(answer["person_id"])

    def decide(self, person: str) -> dict[str, str]:
        """Receive the decision on somebody; the id and the reference of the case."""
        today = clock.today().isoformat()
        body = {
            "kind": "community_rehab",
            "decision_no": "金公(禁)社戒决字〔2026〕1号",
            "authority": "金寨县公安局",
            "decided_on": today,
            "served_on": today,
            "term_months": 36,
        }
        return self._act("decide", f"/people/{person}/decisions", body)

    def report_in(self, case: dict[str, str]) -> None:
        """The person reports in."""
        body = {"reported_on": clock.today().isoformat(), "informed": True}
        self._act("report_in", f"/cases/{case['case_id']}/report-in", body)

    def sign(self, case: dict[str, str]) -> None:
        """The person signs."""
        body = {
            "signed_on": clock.today().isoformat(),
            "agreement_no": case["case_ref"],
            "town_signer": "镇长",
            "text": dict.fromkeys(HEADINGS, "已写明"),
        }
        self._act("sign", f"/cases/{case['case_id']}/agreement", body)

    def again(self, name: str, **env: str) -> None:
        """Stop a service in good order and start it with these settings."""
        self.town.processes[name].stop()
        self.town.again(name, **env)

    def serves(self, name: str) -> bool:
        """Whether a service answers."""
        return self.town.processes[name].running and self.town.answers(f"/{name}/healthz")

    def level(self) -> float:
        """Wait until everybody has heard and shows what there is now; the seconds that it took."""
        began = time.monotonic()
        heads = checker.heads(self.databases)
        while late := checker.behind(self.databases, heads):
            if time.monotonic() - began > GIVE_UP:
                raise TimeoutError(f"after {GIVE_UP} s: {late}")
            time.sleep(0.1)
        return time.monotonic() - began

    def judge(self) -> checker.Verdict:
        """Compare all that was ever promised with what is there."""
        return checker.judge(
            self.databases, self.record.acknowledged(), in_doubt=self.record.in_doubt()
        )

    def server_logs(self) -> list[Path]:
        """What the servers themselves wrote."""
        return [self.postgres._process.log, self.rabbit._process.log]

    @property
    def databases(self) -> dict[str, str]:
        """The stores, as a superuser may read them, whatever is wrong with the wires."""
        database = self.town.prefix
        return {name: self.postgres.url_of(f"{database}{name}") for name in self._names}

    def _start(self, ends: ExitStack) -> None:
        self.postgres.start()
        self.rabbit.start()
        self.wires = {
            "PostgreSQL": HoledWire("127.0.0.1", self.postgres.port),
            "RabbitMQ": HoledWire("127.0.0.1", self.rabbit.port),
        }
        for wire in self.wires.values():
            ends.callback(wire.close)
        self.town = SeparateTown(
            self.folder,
            postgres=_by_way_of(self.wires["PostgreSQL"], self.postgres.url, self.postgres.port),
            amqp=_by_way_of(self.wires["RabbitMQ"], self.rabbit.url, self.rabbit.port),
            names=self._names,
        )
        ends.callback(self._end_town)
        self.town.start()
        self.town.add_user(CLERK, role="office_handler", unit="office", password=PASSWORD)
        self.token = self.town.token(CLERK)
        self.client = Client(self.town.url, self.token, self.record, self.tries)

    def _end_town(self) -> None:
        for process in self.town.processes.values():
            process.kill9()  # a farewell takes two seconds each
        self.town.stop()

    def _act(
        self, name: str, path: str, body: dict[str, Any], command_id: str | None = None
    ) -> dict[str, Any]:
        return self.client.act(name, f"/registry/api{path}", body, command_id=command_id)


def _by_way_of(wire: HoledWire, url: str, port: int) -> str:
    return url.replace(f":{port}", f":{wire.port}")


def _end_orderly(_number: int, _frame: object) -> None:
    """SIGTERM ends the command as CTRL-C does: with the servers that it started."""
    sys.exit(128 + signal.SIGTERM)
