"""Trainings, publicity and meetings in the story of the town's own affairs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from services.registry.application import RegistryApplication
from services.registry.domain.affairs.activities import Attendee, Issue, Participant
from services.registry.domain.affairs.publicity import Telling
from shared import clock

SOME_DAY = date.min  # until the story comes to it
ATTENDEES = (
    Attendee(role="full_time_worker", name="李社工", signed=True, score=92),
    Attendee(role="full_time_worker", name="王社工", signed=True, score=78),
    Attendee(role="full_time_worker", name="张社工", signed=True, score=55),
    Attendee(role="community_head", name="石书记", signed=True),
    Attendee(role="community_police", name="陈警官", signed=False),
)
PUBLICITY = {
    60: Telling(
        held_on=SOME_DAY,
        village="青石社区",
        place="社区广场",
        form="lecture",
        audiences=("relatives", "neighbours"),
        themes=("rights",),
        headcount=65,
        photos=4,
        without_faces=True,
    ),
    150: Telling(
        held_on=SOME_DAY,
        village=None,
        place="镇政府网站",
        form="online",
        audiences=("general_public",),
        themes=("new_ideas", "system"),
        headcount=800,
    ),
    240: Telling(
        held_on=SOME_DAY,
        village="石桥村",
        place="村部",
        form="performance",
        audiences=("friends", "neighbours"),
        themes=("rights",),
        headcount=120,
        photos=6,
    ),
}


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """What was said at a meeting; matters are unit, days and text, of which some were solved."""

    participants: tuple[Participant, ...]
    reports: tuple[str, ...]
    matters: tuple[tuple[str, int, str], ...]
    solved: int = 0


MEETINGS = {
    40: Minutes(
        participants=(
            Participant(role="head", name="方组长"),
            Participant(role="guardianship", name="李社工"),
        ),
        reports=("三个工作站汇报启动情况",),
        matters=(("station-3", 30, "第三工作站与村部合用办公室"),),
    ),
    320: Minutes(
        participants=(
            Participant(role="deputy", name="陈警官"),
            Participant(role="guardianship", name="王社工"),
        ),
        reports=("派出所汇报检测情况", "办公室汇报签订进度"),
        matters=(("police", 20, "检测试剂不足"), ("justice", 60, "安置帮教衔接名单未对上")),
        solved=1,
    ),
}


def plan_activities(
    registry: RegistryApplication, on: Callable[[int, Callable[[], object]], None]
) -> None:
    """Have the office hold what the notice asks for, so many days into the year."""
    on(55, partial(_train, registry))
    for days, telling in PUBLICITY.items():
        on(days, partial(_publicise, registry, telling))
    for days, minutes in MEETINGS.items():
        on(days, partial(_meet, registry, minutes))


def _train(registry: RegistryApplication) -> None:
    registry.hold_training(
        held_on=clock.today(),
        topic="禁毒法、戒毒条例和检测流程",
        hours=8,
        trainer="县禁毒办教官",
        attendees=ATTENDEES,
    )


def _publicise(registry: RegistryApplication, telling: Telling) -> None:
    registry.hold_publicity(telling=replace(telling, held_on=clock.today()))


def _meet(registry: RegistryApplication, minutes: Minutes) -> None:
    today = clock.today()
    done = registry.hold_meeting(
        held_on=today,
        chair=minutes.participants[0].name,
        participants=minutes.participants,
        reports=minutes.reports,
        issues=[
            Issue(owner=owner, due_on=today + timedelta(days=days), text=text)
            for owner, days, text in minutes.matters
        ],
    )
    for issue in range(1, minutes.solved + 1):
        registry.close_issue(
            meeting_id=UUID(done.answer["meeting_id"]),
            issue=issue,
            closed_on=today,
            result="县局已补发",
        )
