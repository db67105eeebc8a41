"""Identity on HTTP: the door, everybody's own page, and the administration of accounts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from services.identity.web import (
    accounts,
    api,
    api_guarding,
    audit,
    hand_overs,
    leaving,
    machines,
    me,
    resets,
    roles,
    sign_in,
    standing,
    steps,
    switch,
    tokens,
    units,
)
from shared.web.mounting import DepartmentWeb, mounted

PAGES = (
    sign_in.pages,
    steps.pages,
    switch.pages,
    accounts.pages,
    roles.pages,
    resets.pages,
    tokens.pages,
    units.pages,
    machines.pages,
    standing.pages,
    audit.pages,
    hand_overs.pages,
    leaving.pages,
    me.pages,
)
API = (api.api, api_guarding.api, resets.api, tokens.api, standing.api, hand_overs.api, leaving.api)
TRANSLATIONS = (Path(__file__).parents[1] / "translations",)

SIGN_IN, SIGN_OUT = "/identity/sign-in", "/identity/sign-out"
SWITCH_USER = "/identity/switch"


class IdentityWeb(DepartmentWeb):
    """Identity on HTTP."""

    name = "identity_web"
    department = "identity"

    flask: Any = mounted(pages=PAGES, api=API, translations=TRANSLATIONS)
