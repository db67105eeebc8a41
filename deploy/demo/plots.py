"""Who comes into the register, and how each case is to go.

Fourteen told lives stand at the head of the list, one for each rule that a visitor should see; the
others are drawn by dice with a fixed seed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from deploy.demo.people import Invented, invent
from services.identity.web.demonstration import demo_staff

if TYPE_CHECKING:
    from deploy.demo.calendar import Story

PERSONS, YEARS = 93, 3
REHAB, RECOVERY = "community_rehab", "community_recovery"
NEEDS = ("job", "skill", "relief", "treatment", "legal", "schooling")


@dataclass(frozen=True, kw_only=True)
class Plot:
    """How a case goes. `flag` alone: somebody in the register without an order."""

    person: Invented
    flag: str = "registered_user"
    kind: str | None = None
    served_on: date | None = None
    months: int = 36
    reports_after: int | None = 5
    late_because: str = ""
    signs_after: int | None = 2
    group: bool = True
    tested: float = 0.94
    refuses: tuple[int, ...] = ()
    screened: int | None = None
    one_tester: int | None = None
    needs: tuple[str, ...] = ()
    entered_late: bool = False
    moves_to: str | None = None
    relative: str = ""


def the_people(story: Story, *, began: date) -> Iterator[Plot]:
    """All 93 of them: the told lives first."""
    villages = [v for unit in demo_staff().units for v in unit.villages]
    taken: set[str] = set()
    people = [
        invent(story.dice, village=villages[n % len(villages)], taken=taken) for n in range(PERSONS)
    ]
    told = list(_told(began))
    for person, plot in zip(people, told, strict=False):
        yield Plot(person=person, **plot)
    for person in people[len(told) :]:
        yield _drawn(story, person, began)


def _told(began: date) -> Iterator[dict[str, Any]]:
    """One for each rule that a visitor should see."""
    day = timedelta(days=1)
    yield {"kind": REHAB, "served_on": began + 3 * day, "tested": 1.0}  # on time, all tests done
    yield {"kind": REHAB, "served_on": began + 400 * day, "refuses": (2, 5, 7)}  # a serious breach
    yield {  # one more would be; the family member of the group has an account
        "kind": REHAB,
        "served_on": began + 500 * day,
        "refuses": (3, 6),
        "relative": "jiashu01",
    }
    yield {"kind": REHAB, "served_on": began + 700 * day, "tested": 0.5}  # tests not arranged
    yield {
        "kind": REHAB,
        "served_on": began + 800 * day,
        "reports_after": 22,
        "late_because": "住院手术，附县医院出院小结",
    }
    yield {"kind": RECOVERY, "served_on": began + 760 * day, "months": 18, "screened": 4}
    yield {
        "kind": REHAB,
        "served_on": began + 820 * day,
        "needs": ("relief", "treatment", "legal", "job"),
    }
    yield {"kind": REHAB, "served_on": began + 900 * day, "one_tester": 2}  # a defective test
    yield {
        "kind": REHAB,
        "served_on": began + 850 * day,
        "entered_late": True,
        "moves_to": "station-2",
    }
    yield {"kind": REHAB, "served_on": began + 1060 * day, "signs_after": None, "group": False}
    yield {"kind": REHAB, "served_on": began + 1050 * day, "reports_after": None}  # overdue
    # and what is on the desk in these days: to report in, to sign, to lay down
    yield {"kind": REHAB, "served_on": began + 1088 * day, "reports_after": None}
    yield {
        "kind": RECOVERY,
        "served_on": began + 1089 * day,
        "signs_after": None,
        "group": False,
        "reports_after": 4,
    }
    yield {"kind": REHAB, "served_on": began + 1082 * day, "reports_after": 4, "signs_after": 1}


def _drawn(story: Story, person: Invented, began: date) -> Plot:
    dice = story.dice
    fate = dice.random()
    if fate < 0.24:
        flag = dice.choice(
            ("in_isolation", "working_away", "serving_sentence", "lost_contact", "registered_user")
        )
        return Plot(person=person, flag=flag)
    recovery = dice.random() < 0.25
    return Plot(
        person=person,
        kind=RECOVERY if recovery else REHAB,
        served_on=began + timedelta(days=dice.randrange(10, 1085)),
        months=dice.choice((12, 18, 24, 36)) if recovery else 36,
        reports_after=dice.randrange(15),
        signs_after=dice.choice((0, 1, 1, 2, 3, 6)),
        tested=dice.choice((0.8, 0.92, 0.97, 1.0)),
        refuses=(dice.randrange(2, 8),) if dice.random() < 0.12 else (),
        needs=tuple(dice.sample(NEEDS, k=dice.choice((0, 0, 1, 2)))),
    )
