"""Whoever is registered could be on file already under another number: the page warns of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from flask import g

from services.registry.domain.person import Details
from services.registry.projections.people import PersonRow
from services.registry.web.office import names_of, office
from shared.eventstore.performing import Done
from shared.law import Refusal

Find = Callable[[str], Sequence[PersonRow]]


def register_unless_alike(*, find: Find, different: bool, **asked: Any) -> Done[str]:
    """Register somebody, unless people of the same name or telephone were not looked at yet."""
    details: Details = asked["details"]
    alike = [] if different or office().person_with(details.id_no) else alike_to(details, find)
    if alike:
        g.alike = alike
        raise Refusal("登记册里有同名或者同电话的人，请先核对是不是同一人", field="different")
    return office().register_person(**asked)


def alike_to(details: Details, find: Find) -> list[tuple[UUID, str]]:
    """Who has the same name or telephone, as far as the reader may search: id, and what to say."""
    words = [word for word in (details.name, details.phone) if word]
    rows = {row.person_id: row for word in words for row in find(word)}
    files = {it: office().person(it).details for it in rows}
    same = [
        it
        for it, known in files.items()
        if known.name == details.name or (details.phone and known.phone == details.phone)
    ]
    names = names_of(same, purpose="登记新人查重") if same else {}
    return [(it, " ".join(filter(None, (names.get(it), rows[it].village)))) for it in same]
