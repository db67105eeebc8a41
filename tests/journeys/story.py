"""One case from a village's roster to the end of its first year, and what each office did in it.

The roster came in November; now it is February, and the town catches up with its paper records, as
towns do: what lies back is recorded with the reason why only now. Each chapter happens when a test
first asks for it, with all that must have come before.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.journeys.program import Program
from tests.journeys.staff import CLERK, SOON, VILLAGE, WORKER, Staff
from tests.support.town import Town
from tests.support.waiting import eventually

ROSTER = Path(__file__).parents[1] / "data" / "rosters" / "roster-csv-60.csv"
IMPORTED, TODAY = "2026-11-23", "2027-02-25"
REPORTED, SIGNED = "2026-11-25", "2026-11-26"
ROW = 4  # somebody with an order who had not reported in when the roster was written
LATE = "乡镇系统切换，纸质记录后补录"
REFUSALS = ((1, "2026-11-27"), (2, "2026-12-28"), (3, "2027-02-01"))  # window, day
OFFICES = {
    "relief": ("assistance", "shehui01"),
    "treatment": ("treatment", "yisheng01"),
    "legal": ("legal_aid", "sifa01"),
}
HEADINGS = ("rights_and_help", "rules", "measures", "liability", "other")
GROUP = ("full_time_worker", "community_cadre", "community_police", "community_medic")


class Story:
    """The chapters, in the order in which they happen."""

    def __init__(self, town: Town, staff: Staff) -> None:
        self.town = town
        self.staff = staff

    # The command line.

    def command(self, *words: str, **env: str) -> Any:
        """What a verb with `--json` prints; it must not be refused."""
        done = self.town.guihang(*words, "--json", **env)
        assert done.returncode in {0, 1}, done.stderr
        return json.loads(done.stdout)

    def take_over(self, *options: str) -> Any:
        """Import the village's roster, as the office did in November."""
        return self.command("import", str(ROSTER), *options, GUIHANG_TODAY=IMPORTED)

    # Registry.

    @cached_property
    def tried(self) -> Any:
        """What a dry run says of the roster, before anything is written."""
        return self.take_over("--dry-run")

    @cached_property
    def imported(self) -> Any:
        """The roster, taken over."""
        assert self.tried
        return self.take_over()

    @cached_property
    def case_ref(self) -> str:
        """The case of the row that the story is about."""
        return next(str(it["case_ref"]) for it in self.imported["rows_detail"] if it["row"] == ROW)

    @cached_property
    def case(self) -> str:
        """The path of the case in the registry's API."""
        found = self.clerk.get("/registry/api/cases", case_ref=self.case_ref)
        return f"/registry/api/cases/{found['case_id']}"

    @cached_property
    def rates_before(self) -> Any:
        """The signing rates of the village before anybody of the story signed."""
        return self.rates_when(lambda it: it["M3a"]["denominator"] == self.imported["created"])

    @cached_property
    def reported_in(self) -> Any:
        """The person reports in, years late and with a reason."""
        assert self.rates_before
        said = {
            "reported_on": REPORTED,
            "informed": True,
            "lateness_reason": "外地住院，附出院小结",
        }
        return self.clerk.post(f"{self.case}/report-in", said, because=LATE)

    @cached_property
    def grouped(self) -> Any:
        """Five people carry the measure out."""
        assert self.reported_in
        members = [{"kind": kind, "name": "组员"} for kind in (*GROUP, "family_member")]
        said = {"formed_on": REPORTED, "members": members}
        return self.clerk.post(f"{self.case}/group", said, because=LATE)

    @cached_property
    def signed(self) -> Any:
        """The agreement is signed."""
        assert self.grouped
        said = {
            "signed_on": SIGNED,
            "agreement_no": "梅协〔2026〕001号",
            "town_signer": "周经办",
            "text": dict.fromkeys(HEADINGS, "按本镇协议文本"),
        }
        return self.clerk.post(f"{self.case}/agreement", said, because=LATE)

    @cached_property
    def known_when_signed(self) -> str:
        """An instant at which the agreement was known everywhere, and nothing later."""
        assert self.file
        eventually(lambda: "agreement_noted" in self._events_of("supervision"), within=SOON)
        return datetime.now(UTC).isoformat()

    # Supervision.

    @cached_property
    def file(self) -> str:
        """The path of supervision's file on the case, once it heard of the report-in."""
        assert self.signed
        found = eventually(
            lambda: self.worker.get("/supervision/api/cases", case_ref=self.case_ref), within=SOON
        )
        return f"/supervision/api/cases/{found[0]['file_id']}"

    @cached_property
    def tested(self) -> Any:
        """The person is told to come today, comes, and is tested by two people."""
        assert self.known_when_signed
        self.notify(window=4, day=TODAY)
        said = {
            "collected_at": f"{TODAY}T00:00:00+08:00",
            "sample": "urine",
            "result": "negative",
            "place": "梅山镇禁毒工作站",
            "tester_1": "检测员甲",
            "tester_2": "检测员乙",
            "officer": "陈警官",
            "collector_sex": "male",
            "kit_batch": "批甲",
            "kit_serial": f"甲-{self.case_ref}",
            "kit_expires_on": "2027-12-31",
            "subject_signed": True,
        }
        return self.police.post(f"{self.file}/tests", said)

    def notify(self, *, window: int, day: str) -> str:
        """Serve a notice for a window, with proof; its id."""
        said = {
            "window": window,
            "served_at": f"{day}T00:00:00+08:00",
            "appear_at": f"{day}T00:00:00+08:00",
            "how": "in_person",
            "place": "梅山镇禁毒工作站",
            "proofs": ["receipt"],
        }
        told = self.worker.post(f"{self.file}/notices", said, because="" if day == TODAY else LATE)
        return str(told["notice_id"])

    @cached_property
    def refused(self) -> list[Any]:
        """Three tests before it were refused; what each record answered."""
        assert self.tested
        return [self._refuse(window, day) for window, day in REFUSALS]

    def _refuse(self, window: int, day: str) -> Any:
        said = {
            "notice_id": self.notify(window=window, day=day),
            "refused_on": day,
            "how": "到场后拒绝采样",
            "witnesses": ["见证人甲", "见证人乙"],
        }
        return self.worker.post(f"{self.file}/refusals", said, because=LATE)

    @cached_property
    def talked(self) -> dict[str, str]:
        """A talk in which three needs came up; the id of each need by its kind."""
        assert self.refused
        said = {
            "started_at": f"{TODAY}T00:00:00+08:00",
            "ended_at": f"{TODAY}T00:00:01+08:00",
            "how": "face",
            "talkers": ["社工"],
            "summary": "谈了家里的困难",
            "subject_signed": True,
            "needs": list(OFFICES),
            "agreed": True,
        }
        told = self.worker.post(f"{self.file}/talks", said)
        return dict(zip(OFFICES, told["need_ids"], strict=True))

    # The offices that help.

    def inbox_of(self, office: str) -> list[Any]:
        """The needs that lie with an office, as its own people see them."""
        account = next(who for name, who in OFFICES.values() if name == office)
        found: list[Any] = self.staff[account].get(f"/{office}/api/needs")
        return found

    @cached_property
    def received(self) -> dict[str, list[Any]]:
        """What lies in each office's inbox once all needs have arrived."""
        assert self.talked
        for office, _ in OFFICES.values():
            eventually(lambda office=office: self.inbox_of(office), within=SOON)  # type: ignore[misc]  # bound now
        return {office: self.inbox_of(office) for office, _ in OFFICES.values()}

    @cached_property
    def answered(self) -> Any:
        """Each need is accepted and closed; supervision's needs once all answers are back."""
        assert self.received
        for kind, (office, account) in OFFICES.items():
            path = f"/{office}/api/needs/{self.talked[kind]}"
            self.staff[account].post(f"{path}/accept")
            self.staff[account].post(f"{path}/close", {"result": "done", "note": "已办妥"})
        return eventually(self._all_answered, within=SOON)

    def _all_answered(self) -> Any:
        needs = self.worker.get(self.file)["needs"]
        return all(it["answer"] == "done" for it in needs) and needs

    @cached_property
    def helped(self) -> bool:
        """Treatment is explained, the family is assessed, a lesson is held."""
        assert self.answered
        self.staff["yisheng01"].post(
            f"{self.file_at('treatment', 'yisheng01')}/information",
            {
                "given_on": TODAY,
                "institutions": ["县人民医院戒毒治疗科"],
                "how": "face_to_face",
                "receipt": "signed",
            },
        )
        self.staff["shehui01"].post(
            f"{self.file_at('assistance', 'shehui01')}/assessments",
            {
                "assessed_on": TODAY,
                "assessors": ["何干事", "村干部"],
                "household_size": 3,
                "income_per_head": "820.50",
            },
        )
        self.staff["sifa01"].post(
            "/legal_aid/api/sessions",
            {
                "held_on": TODAY,
                "topic": "rights",
                "trainer": "吕司法",
                "attendees": [self.case_ref],
            },
        )
        return True

    def file_at(self, office: str, account: str) -> str:
        """The path of an office's own file on the case."""
        rows = self.staff[account].get(f"/{office}/api/cases")
        found = next(it["file_id"] for it in rows if it["case_ref"] == self.case_ref)
        return f"/{office}/api/cases/{found}"

    # Reporting.

    @cached_property
    def replayed(self) -> Any:
        """The whole case, once every office has told its part."""
        assert self.helped
        eventually(self.is_level, within=SOON)
        return self.command("case", self.case_ref)

    def rates(self) -> Any:
        """The signing rates of the village as the leading group reads them."""
        told = self.staff["lingdao01"].get("/reporting/api/rates")
        here = [it["rates"] for it in told["villages"] if it["village"] == VILLAGE]
        return here[0] if here else {name: {"denominator": 0} for name in ("M3a", "M3b", "M4")}

    def rates_when(self, ready: Callable[[Any], object]) -> Any:
        """The rates once reporting has heard enough."""
        eventually(lambda: ready(self.rates()), within=SOON)
        return self.rates()

    def is_level(self) -> bool:
        """Whether everybody has heard and shows all there is."""
        told = self.command("lag")
        late = [*_numbers(told, "behind"), *_numbers(told, "read_models")]
        return not any(late)

    def _events_of(self, department: str) -> set[str]:
        told = self.command("case", self.case_ref)
        return {
            it["event"].partition(".")[2]
            for it in told["timeline"]
            if it["department"] == department
        }

    def notices(self) -> list[str]:
        """What the registry was told about the case, each by its kind."""
        told = self.clerk.get("/registry/api/inbox")
        return [it["what"] for it in told if it["case_ref"] == self.case_ref]

    def wait_for(self, check: Callable[[], object]) -> None:
        """Return once it is so."""
        eventually(check, within=SOON)

    # Who is who.

    @property
    def clerk(self) -> Program:
        """The town office's handler."""
        return self.staff[CLERK]

    @property
    def worker(self) -> Program:
        """The full-time worker of the station."""
        return self.staff[WORKER]

    @property
    def police(self) -> Program:
        """The officer who tests."""
        return self.staff["minjing01"]


def _numbers(told: dict[str, Any], name: str) -> list[int]:
    return [number for office in told.values() for number in office[name].values()]
