"""Registry on HTTP: what is owed, people, cases, rosters, and the JSON API."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from services.registry.web import (
    acts,
    affairs,
    api,
    approvals,
    cases,
    clarifying,
    course,
    desk,
    dossier,
    dossier_api,
    family,
    identities,
    identity_correction,
    people,
    person_history,
    register_move,
    resting,
    roster,
    stations,
    transfer_in,
    unmasking,
    voluntary,
)
from services.registry.web.documents import pages as documents
from services.registry.web.office import sealed_case_for, sealed_person_for
from shared.web.mounting import DepartmentWeb, mounted

PAGES = (
    *(desk.pages, people.pages, identities.pages, person_history.pages),
    *(identity_correction.pages, register_move.pages, family.pages),
    *(cases.pages, clarifying.pages, acts.pages, course.pages, transfer_in.pages, dossier.pages),
    documents.pages,
    *(resting.pages, unmasking.pages),
    voluntary.pages,
    *(roster.pages, stations.pages),
    approvals.pages,
    *affairs.PAGES,
)
API = (
    voluntary.api,
    *(api.api, course.api, transfer_in.api, identities.api, person_history.api, dossier_api.api),
    *(clarifying.api, identity_correction.api, register_move.api, family.api),
    *(resting.api, unmasking.api),
    approvals.api,
    *affairs.API,
)
FILES = {
    "case_id": sealed_case_for,
    "person_id": sealed_person_for,
    "task_id": affairs.units.task_for,
}
TRANSLATIONS = (Path(__file__).parents[1] / "translations",)


class RegistryWeb(DepartmentWeb):
    """Registry on HTTP."""

    name = "registry_web"
    department = "registry"

    flask: Any = mounted(pages=PAGES, api=API, translations=TRANSLATIONS, files=FILES)
