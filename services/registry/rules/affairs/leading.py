"""The leading group: which posts the notice names (S8, S9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.registry.rules.affairs.book import rule
from shared.law import Defect

HEAD, FIRST_DEPUTY, DEPUTY, HANDLER = "head", "first_deputy", "deputy", "handler"
ROLES = (HEAD, FIRST_DEPUTY, DEPUTY, HANDLER, "member", "secretary")
POLITICAL_LEGAL, POLICE = "political_legal", "police_station"
BODIES = ("party_government", POLITICAL_LEGAL, POLICE, "village", "other_unit")

Post = tuple[str, str]
"""A role in the group, and from which body its holder comes."""


def a_group_has_a_head(posts: Sequence[Post], *, on: date) -> Defect | None:
    """A principal of party and government leads it (S8)."""
    if HEAD in _roles(posts):
        return None
    return Defect("no_head", "没有组长", rule("leading_group", on=on).citation)


def the_first_deputy_is_of_politics_and_law(posts: Sequence[Post], *, on: date) -> Defect | None:
    """The member for politics and law is the first deputy (S8)."""
    if (FIRST_DEPUTY, POLITICAL_LEGAL) in posts:
        return None
    citation = rule("leading_group", on=on).citation
    return Defect("first_deputy_missing", "第一副组长不是政法委员", citation)


def a_deputy_is_of_the_police(posts: Sequence[Post], *, on: date) -> Defect | None:
    """The police station gives a deputy (S8)."""
    if (DEPUTY, POLICE) in posts:
        return None
    citation = rule("leading_group", on=on).citation
    return Defect("police_deputy_missing", "没有派出所的副组长", citation)


def somebody_handles_the_routine(posts: Sequence[Post], *, on: date) -> Defect | None:
    """The office has a handler (S9)."""
    if HANDLER in _roles(posts):
        return None
    return Defect("handler_missing", "没有具体经办人", rule("unit_tasks", on=on).citation)


def _roles(posts: Sequence[Post]) -> set[str]:
    return {role for role, _body in posts}
