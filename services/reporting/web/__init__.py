"""Reporting on HTTP: rates that open what they count, dossiers, and what events there can be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from services.reporting.web import api, cases, escalations, events, messages, rates
from shared.web.mounting import DepartmentWeb, mounted

PAGES = (rates.pages, escalations.pages, cases.pages, events.pages, messages.pages)
API = (api.api, escalations.api, messages.api)
TRANSLATIONS = (Path(__file__).parents[1] / "translations",)


class ReportingWeb(DepartmentWeb):
    """Reporting on HTTP."""

    name = "reporting_web"
    department = "reporting"

    flask: Any = mounted(pages=PAGES, api=API, translations=TRANSLATIONS)
