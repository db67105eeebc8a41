"""The registers of the town's own affairs: a page, forms and JSON routes each."""

from __future__ import annotations

from services.registry.web.affairs import (
    actual_users,
    budget,
    census,
    hub,
    leading_group,
    meetings,
    notice,
    plans,
    publicity,
    reconciling,
    staff,
    stations,
    striking,
    training,
    units,
)

REGISTERS = (
    notice,
    leading_group,
    plans,
    units,
    census,
    actual_users,
    reconciling,
    staff,
    stations,
    budget,
    training,
    publicity,
    meetings,
    striking,
)
PAGES = (hub.pages, *(register.pages for register in REGISTERS))
API = tuple(register.api for register in REGISTERS)
