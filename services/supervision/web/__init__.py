"""Supervision on HTTP: the desk with what is due, the file of a case, the forms, the JSON API."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from services.supervision.web import acts, api, blank_forms, cases, checkin, desk, kits, scans
from shared.web.mounting import DepartmentWeb, mounted

PAGES = (
    desk.pages,
    cases.pages,
    acts.pages,
    checkin.pages,
    kits.pages,
    blank_forms.pages,
    scans.pages,
)
API = (api.api, kits.api, blank_forms.api, scans.api)
TRANSLATIONS = (Path(__file__).parents[1] / "translations",)


class SupervisionWeb(DepartmentWeb):
    """Supervision on HTTP."""

    name = "supervision_web"
    department = "supervision"

    flask: Any = mounted(pages=PAGES, api=API, translations=TRANSLATIONS)
