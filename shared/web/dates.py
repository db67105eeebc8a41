"""Days and instants as pages say them; beside a relative date stands the absolute one."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from shared import clock
from shared.calendar import day_note
from shared.web.masks import EMPTY
from shared.web.speech import gettext as _
from shared.web.speech import ngettext, speaks_english

if TYPE_CHECKING:
    from flask import Flask

WEEKDAYS = "一二三四五六日"
GAPS = re.compile(r"(?<=\() | (?=[),;])")


def long_day(day: date | None) -> str:
    """2026年11月23日（周一） or Mon 23 November 2026."""
    if day is None:
        return EMPTY
    if speaks_english():
        return f"{day:%a} {day.day} {day:%B %Y}"
    return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def short_day(day: date | None) -> str:
    """2026-11-23, for tables and files."""
    return day.isoformat() if day else EMPTY


def moment(at: datetime | None) -> str:
    """2026-11-23 14:05, in Shanghai."""
    return f"{at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}" if at else EMPTY


def distance(day: date, *, today: date | None = None) -> str:
    """逾期3天, 今天, 明天, 还有5天: the absolute date stands beside it wherever this is shown."""
    days = (day - (today or clock.today())).days
    if days < 0:
        return ngettext("逾期%(num)d天", "逾期%(num)d天", -days)
    if days <= 1:
        return _("明天") if days else _("今天")
    return ngettext("还有%(num)d天", "还有%(num)d天", days)


def special(day: date) -> str:
    """What the calendar notes about a day, in the reader's language; empty for an ordinary day."""
    note = day_note(day)
    return _in_english(note) if speaks_english() else note


def said(value: object) -> object:
    """A value inside a sentence: days are said as days, everything else as it is."""
    if isinstance(value, datetime):
        return moment(value)
    return long_day(value) if isinstance(value, date) else value


def install(app: Flask) -> None:
    """Give templates the filters `long_day`, `day`, `moment`, `distance`, and today's date."""
    app.jinja_env.filters.update(
        long_day=long_day, day=short_day, moment=moment, distance=distance, special=special
    )
    app.jinja_env.globals.update(today=clock.today)


def _in_english(note: str) -> str:
    words = {
        "农历除夕": _("农历除夕"),
        "元旦": _("元旦"),
        "春节": _("春节"),
        "清明节": _("清明节"),
        "劳动节": _("劳动节"),
        "端午节": _("端午节"),
        "中秋节": _("中秋节"),
        "国庆节": _("国庆节"),
        "调休上班": _("调休上班"),
        "补假": _("补假"),
        "休息日": _("休息日"),
        "由": _("由"),
        "调休": _("调休"),
        "暂按法定节假日": _("暂按法定节假日"),
        "，": ",",
        "（": " (",
        "）": ") ",
    }
    for chinese, english in words.items():
        note = note.replace(chinese, f" {english} ")
    return GAPS.sub("", " ".join(note.split()))
