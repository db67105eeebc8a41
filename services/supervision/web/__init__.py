"""Supervision on HTTP: the desk with what is due, the file of a case, the forms, the JSON API."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from services.supervision.web import (
    acts,
    api,
    assessments,
    bearing,
    blank_forms,
    calendar,
    cases,
    checkin,
    copying,
    desk,
    drawing,
    family,
    kits,
    officers,
    proposing,
    resting,
    scans,
    texts,
)
from services.supervision.web.office import sealed_file_for
from shared.web.mounting import DepartmentWeb, mounted

KEPT = (
    kits,
    blank_forms,
    scans,
    officers,
    proposing,
    copying,
    bearing,
    calendar,
    resting,
    family,
    drawing,
)
PAGES = (
    desk.pages,
    cases.pages,
    acts.pages,
    checkin.pages,
    texts.pages,
    assessments.pages,
    *(it.pages for it in KEPT),
)
API = (api.api, *(it.api for it in KEPT))
FILES = {"file_id": sealed_file_for, "pad_id": blank_forms.pad_for}
TRANSLATIONS = (Path(__file__).parents[1] / "translations",)


class SupervisionWeb(DepartmentWeb):
    """Supervision on HTTP."""

    name = "supervision_web"
    department = "supervision"

    flask: Any = mounted(pages=PAGES, api=API, translations=TRANSLATIONS, files=FILES)
