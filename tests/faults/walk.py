"""A town's day with the rosters: imported three ways, read by everybody, and mistakes made."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from shared import clock
from tests.faults.canaries import rosters
from tests.faults.reader import Reader, Seen
from tests.faults.stage import CLERK, Stage
from tests.faults.tap import Tap

ADMIN, SECURITY, PASSWORD = "admin01", "anquan01", "a password that only this test knows"
STAFF = {
    "shegong01": ("full_time_worker", "station-1"),
    "shuji01": ("community_secretary", "station-1"),
    "minjing01": ("police_station", "police"),
    "yisheng01": ("health_institution", "hospital"),
    "shehui01": ("social_affairs_centre", "social-affairs"),
    "sifa01": ("justice_office", "justice"),
    "lingdao01": ("leading_group", "leading-group"),
    "duban01": ("auditor", "county"),
}
VILLAGES = {"shuji01": ["石桥村"], "shegong01": ["青石社区", "石桥村", "梧桐村"]}
DESKS = (
    "registry",
    "supervision",
    "assistance",
    "treatment",
    "legal_aid",
    "reporting",
    "identity",
)


@dataclass
class Walk:
    """What everybody saw, and what the command line said."""

    stage: Stage
    seen: list[Seen] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    tap: Tap = field(default_factory=Tap)
    readers: dict[str, Reader] = field(default_factory=dict)

    def all_day(self) -> Walk:
        """From the first account to the last mistake, with a tap on the bus."""
        with self.tap.on(self.stage.rabbit.url):
            self._open_accounts()
            self._import_rosters()
            self.stage.level()
            self._keep_files()
            self._make_mistakes()
            for reader in self.readers.values():
                reader.walk(*(f"/{desk}/" for desk in DESKS))
            self.stage.level()
        return self

    def _reader(self, account: str, token: str) -> Reader:
        self.readers[account] = Reader(self.stage.town.url, token=token, seen=self.seen)
        return self.readers[account]

    def _open_accounts(self) -> None:
        town = self.stage.town
        town.add_user(ADMIN, role="sysadmin", unit="town-office", password=PASSWORD)
        town.add_user(SECURITY, role="security_admin", unit="town-office", password=PASSWORD)
        admin = self._reader(ADMIN, town.token(ADMIN))
        security = self._reader(SECURITY, town.token(SECURITY))
        self._reader(CLERK, self.stage.token)
        for account, (role, unit) in STAFF.items():
            admin.send("/identity/api/units", {"unit": unit, "title": unit})
            admin.send("/identity/api/accounts", {"account": account, "name": account})
            ends_on = (clock.today() + timedelta(days=60)).isoformat()
            grant: dict[str, Any] = {"role": role, "unit": unit}
            grant["villages"] = VILLAGES.get(account, [])
            grant |= {"ends_on": ends_on} if role == "auditor" else {}
            roles = f"/identity/api/accounts/{account}/roles"
            asked = _answer(admin.send(roles, grant))["id"]
            security.send(f"{roles}/{asked}/approval", {})
            self._reader(account, town.token(account))

    def _import_rosters(self) -> None:
        """At the command line, through the page and through the API; each once more, dry."""
        clean, messy, other = sorted(rosters(), key=lambda path: "clean" not in path.name)
        clerk = self.readers[CLERK]
        done = self.stage.town.guihang("import", "--json", str(clean))
        self.said += [done.stdout, done.stderr]
        for path, content in (("/trial", other), ("", other), ("/trial", messy)):
            clerk.upload(f"/registry/rosters{path}", content.name, content.read_bytes())
        for query in ("?dry_run=true", ""):
            clerk.upload(f"/registry/api/rosters{query}", "罗某.xlsx", messy.read_bytes())

    # Acts whose free text names people, as free text does.

    def _keep_files(self) -> None:
        person = PERSON
        clerk, worker = self.readers[CLERK], self.readers["shegong01"]
        found = _answer(clerk.send("/registry/api/people/search", {"sought": person["id_no"]}))
        self.person_id = found["answer"][0]["person_id"]
        clerk.fill_in(f"/registry/people/{self.person_id}/in-full", purpose="核对报到材料")
        files = _answer(worker.get("/supervision/api/cases"))["answer"]
        for file in files[:2]:
            _answer(worker.send(f"/supervision/api/cases/{file['file_id']}/talks", _talk(person)))
        cases = _answer(clerk.get("/registry/api/duties"))["items"]
        group = f"/registry/api/cases/{cases[0]['case_id']}/group"
        member = {"kind": "family_member", "name": person["name"], "phone": person["phone"]}
        reason = f"{person['name']}外出"
        long_ago = (clock.today() - timedelta(days=20)).isoformat()
        body = {"formed_on": long_ago, "members": [member], "missing_reason": reason}
        _answer(clerk.send(group, body, because=reason))

    # Mistakes, each with something in it that must not come back or be kept.

    def _make_mistakes(self) -> None:
        clerk, nobody = self.readers[CLERK], Reader(self.stage.town.url, seen=self.seen)
        name, number, phone = PERSON["name"], PERSON["id_no"], PERSON["phone"]
        people = "/registry/api/people"
        whole = {"name": name, "id_no": number, "village": "青石社区", "phone": phone}
        for wrong in (
            whole,  # is on file
            whole | {"id_no": f"{number[:-1]}0"},
            whole | {"sex": name, "flag": phone},
            whole | {"name": name * 60, "phone": phone * 20},
            whole | {"name": [name], "id_no": {"number": number}},
            [name, number],
            f'{{"name": "{name}", "id_no": {number}'.encode(),
            f"name={name}".encode("gb18030"),
        ):
            clerk.send(people, wrong)
            nobody.send(people, wrong)
        clerk.send(f"{people}/{self.person_id}/decisions", {"kind": name, "served_on": number})
        clerk.send(f"{people}/{number}/decisions", whole)
        clerk.send("/registry/api/cases", whole, method="DELETE")
        clerk.upload("/registry/api/rosters", f"{name}{number}.xlsx", f"PK{name}".encode())
        clerk.upload("/registry/rosters/trial", f"{name}.xlsx", b"PK" + name.encode("gb18030"))
        clerk.fill_in("/registry/people/new", **whole)
        clerk.fill_in("/registry/people", **whole)
        clerk.get(f"/registry/people/{name}")
        clerk.get(f"/registry/{quote(phone)}/api")
        worker = self.readers["shegong01"]
        worker.send(f"/supervision/api/cases/{self.person_id}/talks", _talk(PERSON))
        worker.send(f"/supervision/api/cases/{number}/talks", {"place": name, "started_at": phone})
        nobody.fill_in("/identity/sign-in", account=phone, password=number)
        nobody.fill_in("/identity/sign-in", account=name, password=phone)


PERSON = json.loads(rosters()[0].with_suffix(".expected.json").read_text("utf-8"))["accepted"][0]


def _answer(seen: Seen) -> Any:
    found = json.loads(seen.body)
    if seen.is_error:
        raise LookupError(f"{seen.url}: {seen.status} {seen.body}")
    return found if isinstance(found, dict) else {"answer": found}


def _talk(person: dict[str, str]) -> dict[str, Any]:
    began = clock.now() - timedelta(hours=2)
    return {
        "started_at": began.isoformat(),
        "ended_at": (began + timedelta(hours=1)).isoformat(),
        "how": "face",
        "place": person["residence"],
        "talkers": [person["name"], "李社工"],
        "summary": f"{person['name']}（{person['phone']}）住{person['domicile']}",
        "needs": ["job"],
        "need_note": person["id_no"],
        "agreed": True,
    }
