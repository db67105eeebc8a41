"""Who acts in the story: accounts of the demonstration with their role and unit."""

from __future__ import annotations

from services.identity.web.demonstration import demo_staff

STAFF = {one.account: (one.account, one.role, one.unit) for one in demo_staff().accounts}

NAMES = {one.account: one.name for one in demo_staff().accounts}
OFFICE, POLICE = "jingban01", "minjing01"
WORKERS = {"station-1": "shegong01", "station-2": "shegong02", "station-3": "shegong03"}
FAMILIES, HEALTH, JUSTICE = "shehui01", "yisheng01", "sifa01"
