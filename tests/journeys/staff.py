"""The people of the journeys: one account an office, each with a program that works for it."""

from __future__ import annotations

from typing import Any

from tests.journeys.program import Program
from tests.support.town import Town
from tests.support.waiting import eventually

PASSWORD = "梅山水库的水面又宽又静"
SOON = 90.0  # seconds; what one office does, the others know by then, on a slow machine too
STATION, VILLAGE = "station-1", "梧桐村"
ADMIN, SECURITY, CLERK, WORKER = "admin01", "anquan01", "jingban01", "shegong01"
OTHERS = {
    "minjing01": ("police_station", "police"),
    "shuji01": ("community_secretary", STATION),
    "yisheng01": ("health_institution", "hospital"),
    "shehui01": ("social_affairs_centre", "social-affairs"),
    "sifa01": ("justice_office", "justice"),
    "lingdao01": ("leading_group", "leading-group"),
    "duban01": ("auditor", "county"),
}


class Staff:
    """Opens the accounts, the first ones by the command line, the others by the first of them."""

    def __init__(self, town: Town, *, today: str) -> None:
        self.town = town
        self.today = today
        self.tokens: dict[str, str] = {}

    def __getitem__(self, account: str) -> Program:
        """The program that works for an account."""
        return Program(self.town.url, self.tokens[account])

    def foreign(self, account: str) -> Program:
        """The same for a reader of English."""
        return Program(self.town.url, self.tokens[account], language="en")

    def open(self) -> Staff:
        """Open all accounts."""
        for account, role, unit in (
            (ADMIN, "sysadmin", "town-office"),
            (SECURITY, "security_admin", "town-office"),
            (CLERK, "office_handler", "office"),
            (WORKER, "full_time_worker", STATION),
        ):
            self.town.add_user(account, role=role, unit=unit, password=PASSWORD)
            self.tokens[account] = self.town.token(account)
        for account, (role, unit) in OTHERS.items():
            self._open(account, role, unit)
        self._look_after(VILLAGE)
        return self

    def _look_after(self, village: str) -> None:
        """Have the station look after a village, and wait until the registry places cases there."""
        self[ADMIN].put(f"/identity/api/units/{STATION}/villages", {"villages": [village]})
        eventually(
            lambda: [
                it for it in self[CLERK].get("/registry/api/stations") if village in it["villages"]
            ],
            within=SOON,
        )

    def _open(self, account: str, role: str, unit: str) -> None:
        admin = self[ADMIN]
        if unit not in {it["unit"] for it in admin.get("/identity/api/units")}:
            admin.post("/identity/api/units", {"unit": unit, "title": unit})
        admin.post("/identity/api/accounts", {"account": account, "name": account})
        grant: dict[str, Any] = {"role": role, "unit": unit}
        grant |= {"villages": [VILLAGE]} if role == "community_secretary" else {}
        grant |= {"ends_on": f"{int(self.today[:4]) + 1}-01-31"} if role == "auditor" else {}
        roles = f"/identity/api/accounts/{account}/roles"
        asked = admin.post(roles, grant)
        self[SECURITY].post(f"{roles}/{asked['id']}/approval", {})
        self.tokens[account] = self.town.token(account)
