"""The registers of the town's own affairs: a page, forms and JSON routes each."""

from __future__ import annotations

from services.registry.web.affairs import hub, staff

PAGES = (hub.pages, staff.pages)
API = (staff.api,)
