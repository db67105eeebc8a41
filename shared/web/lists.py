"""What desks list: pages of a table, counts that open what they count, duties by urgency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from shared import clock
from shared.web.speech import lazy_gettext as _l

if TYPE_CHECKING:
    from collections.abc import Iterable

Tone = Literal["neutral", "done", "due", "late", "wait", "info"]
URGENCIES: dict[str, tuple[str, Tone]] = {
    "overdue": (_l("逾期"), "late"),
    "contested": (_l("有争议"), "wait"),
    "today": (_l("今天"), "due"),
    "tomorrow": (_l("明天"), "info"),
    "week": (_l("本周"), "info"),
    "later": (_l("以后"), "neutral"),
    "paused": (_l("暂停"), "neutral"),
}


@dataclass(frozen=True, kw_only=True)
class Paging:
    """Where in a long list one is; `number` counts from 1."""

    number: int
    size: int
    total: int

    @classmethod
    def of(cls, asked: str | None, *, total: int, size: int = 50) -> Paging:
        """Take the page that was asked for, or the nearest that there is."""
        last = max(1, -(-total // size))
        number = int(asked) if asked and asked.isdecimal() and len(asked) < 9 else 1
        return cls(number=min(max(number, 1), last), size=size, total=total)

    @property
    def last(self) -> int:
        """The last page's number; an empty list has one page."""
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.number - 1) * self.size

    @property
    def first_row(self) -> int:
        """The number of the page's first row; 0 in an empty list."""
        return min(self.offset + 1, self.total)

    @property
    def last_row(self) -> int:
        """The number of the page's last row."""
        return min(self.offset + self.size, self.total)


@dataclass(frozen=True, kw_only=True)
class Count:
    """A number at the head of a desk; it links to the rows behind it."""

    label: str
    number: int
    href: str
    tone: Tone = "neutral"


@dataclass(frozen=True, kw_only=True)
class Due:
    """A duty as a row: who, what, where, until when, and why (rule, article, dates).

    There is no "done" button: a duty goes when the fact is recorded. One that is `paused` is owed,
    and nobody is behind with it whatever its day. Nor with one whose case runs on by only some
    readings of the law: `settle` is where one of them is chosen.
    """

    title: str
    duty: str
    due_on: date
    href: str
    case_ref: str = ""
    place: str = ""
    worker: str = ""
    why: tuple[str, ...] = ()
    paused: bool = False
    settle: str = ""


@dataclass(frozen=True, kw_only=True)
class DueGroup:
    """Duties of the same urgency."""

    id: str
    title: str
    tone: Tone
    items: tuple[Due, ...]


@dataclass(frozen=True, kw_only=True)
class TimelineItem:
    """An event as an officer reads it: what, who, when it happened and when it was recorded.

    `on_paper` is the number of the form on which it stood from the day on which it happened.
    """

    sentence: str
    who: str
    happened_on: date
    recorded_at: datetime
    department: str
    position: int | None = None
    corrects: str = ""
    reason: str = ""
    on_paper: str = ""

    @property
    def recorded_late(self) -> bool:
        """Whether more than a day lies between the two and no form; the reader is told."""
        return (
            not self.on_paper
            and (self.recorded_at.astimezone(clock.SHANGHAI).date() - self.happened_on).days > 1
        )


def by_urgency(items: Iterable[Due], *, today: date | None = None) -> list[DueGroup]:
    """Group duties by urgency, the earliest first; no group is empty."""
    day = today or clock.today()
    found: dict[str, list[Due]] = {name: [] for name in URGENCIES}
    for item in sorted(items, key=lambda it: (it.due_on, it.case_ref)):
        found[_group(item, today=day)].append(item)
    return [
        DueGroup(id=name, title=str(title), tone=tone, items=tuple(found[name]))
        for name, (title, tone) in URGENCIES.items()
        if found[name]
    ]


def _group(item: Due, *, today: date) -> str:
    if item.paused:
        return "paused"
    return "contested" if item.settle else urgency(item.due_on, today=today)


def urgency(due_on: date, *, today: date) -> str:
    """Tell the group of a date; the week ends on Sunday."""
    days = (due_on - today).days
    if days < 0:
        return "overdue"
    if days <= 1:
        return ("today", "tomorrow")[days]
    return "week" if days <= 6 - today.weekday() else "later"
