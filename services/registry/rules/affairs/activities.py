"""Trainings, publicity and meetings: what the notice asks of them (S36 to S40, S55)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from services.registry.rules.affairs.book import rule
from services.registry.rules.affairs.leading import HEAD
from shared.calendar import anniv
from shared.law import Defect, Refusal

GUARDIANSHIP = "guardianship"
OTHER = "other_staff"
FORMS = ("lecture", "leaflet", "broadcast", "online", "home_call", "performance")


def training_roles(*, on: date) -> tuple[str, ...]:
    """Whom the notice wants trained, and others who came along (S36)."""
    return (*rule("training_roles", on=on).value, OTHER)


def passes(score: int | None, *, on: date) -> bool | None:
    """Whether a test was passed (S37); None where none was taken."""
    return None if score is None else score >= rule("training_pass", on=on).number


def a_photo_shows_no_face(*, photos: int, without_faces: bool, on: date) -> Defect | None:
    """Pictures of publicity show nobody's face who is in care (禁毒法 52; the town's rule)."""
    if without_faces or not photos:
        return None
    citation = rule("publicity_without_faces", on=on).citation
    return Defect("faces_shown", "照片没有确认不出现面部", citation)


def a_kept_photo_shows_no_face(*, without_faces: bool, on: date) -> None:
    """The system keeps no photo of which nobody has said that no face is on it (禁毒法 52)."""
    if not without_faces:
        raise Refusal(
            "请先看过照片，确认不出现戒毒人员面部；出现面部的，遮挡以后再保存",
            rule("publicity_without_faces", on=on).citation,
            field="without_faces",
        )


def a_head_is_there(roles: Collection[str], *, on: date) -> Defect | None:
    """A head of the leading group takes part in its meeting (S55)."""
    if HEAD in roles:
        return None
    return Defect("no_head_present", "没有组长参加", rule("leaders_attend", on=on).citation)


def a_guardianship_member_is_there(roles: Collection[str], *, on: date) -> Defect | None:
    """Members of guardianship groups take part and report (S40)."""
    if GUARDIANSHIP in roles:
        return None
    return Defect(
        "no_guardianship_present", "没有监护小组成员参加", rule("meetings", on=on).citation
    )


def next_meeting_due(*, last_on: date) -> date:
    """The group meets again within three months (S40; the town's rule)."""
    return anniv(last_on, rule("meetings", on=last_on).number)
