"""Whoever is registered could be on file already, under this number or another: the page warns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import g

from services.registry.application.persons import OnFile
from services.registry.domain.person import Details
from services.registry.web.finding import found
from services.registry.web.office import names_of, office
from shared.eventstore.performing import Done
from shared.law import Refusal
from shared.web.masks import mask_id, mask_phone


def register_unless_alike(*, different: bool, **asked: Any) -> Done[str]:
    """Register somebody, unless people of the same name or telephone were not looked at yet."""
    details: Details = asked["details"]
    alike = [] if different or office().person_with(details.id_no) else alike_to(details)
    if alike:
        g.alike = alike
        raise Refusal("登记册里有同名或者同电话的人，请先核对是不是同一人", field="different")
    return office().register_person(**asked)


def unless_on_file(act: Callable[[], Done[Any]]) -> Done[Any]:
    """Remember who has the number already, so that the page can show the way to them."""
    try:
        return act()
    except OnFile as refusal:
        g.on_file = refusal.person_id
        raise


def on_file() -> UUID | None:
    """Who has the number already."""
    found: UUID | None = g.get("on_file")
    return found


def alike_to(details: Details, *, but: UUID | None = None) -> list[tuple[UUID, str]]:
    """Who has the same name or telephone, as far as the reader may search: id, and what to say.

    What is said tells them apart, the number and the telephone masked; `but` is left out.
    """
    words = [word for word in (details.name, details.phone) if word]
    rows = {row.person_id: row for word in words for row in found(word)}
    files = {it: office().person(it).details for it in rows if it != but}
    same = [
        it
        for it, known in files.items()
        if known.name == details.name or (details.phone and known.phone == details.phone)
    ]
    names = names_of(same, purpose="登记新人查重") if same else {}
    return [(it, _said(names.get(it), rows[it].village, files[it])) for it in same]


def _said(name: str | None, village: str | None, known: Details) -> str:
    phone = mask_phone(known.phone) if known.phone else None
    return " ".join(filter(None, (name, village, mask_id(known.id_no), phone)))
