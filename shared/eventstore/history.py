"""One case as a department's own log tells it: as of a day, and as it was known at an instant."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shared.eventstore.application import Department
    from shared.eventstore.entries import Entry


def plain_day(day: date) -> str:
    """2026年11月23日."""
    return f"{day.year}年{day.month}月{day.day}日"


def entries_as_of(
    office: Department,
    case_ref: str,
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> list[Entry]:
    """Events of the case that had happened by a day and were recorded by an instant."""
    return [
        entry
        for entry in office.entries(case_ref=case_ref, limit=None)
        if (as_of is None or entry.happened_on <= as_of)
        and (known_at is None or entry.recorded_at <= known_at)
    ]


def case_history(
    office: Department,
    case_ref: str,
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
    sentences: Mapping[str, str],
    words: Mapping[str, str],
    translate: Callable[[str], str] = str,
    hides: Callable[[Entry], bool] = lambda _: False,
) -> list[dict[str, Any]]:
    """The timeline that this department has of a case, oldest first.

    `sentences` says for each event name what an officer would say, with `{fact}` places; `words`
    says codes in plain words, and for "" what an empty fact is called. What `hides` says yes to is
    left out; personal content is never part of it.
    """
    return [
        {
            "position": entry.position,
            "department": office.name,
            "event": entry.name,
            "happened": entry.happened_on.isoformat(),
            "recorded": entry.recorded_at.astimezone(UTC).isoformat(),
            "who": f"{entry.account}（{entry.role}）" if entry.role else entry.account,
            "summary": summary(entry, sentences=sentences, words=words, translate=translate),
        }
        for entry in entries_as_of(office, case_ref, as_of=as_of, known_at=known_at)
        if not hides(entry)
    ]


def summary(
    entry: Entry,
    *,
    sentences: Mapping[str, str],
    words: Mapping[str, str],
    translate: Callable[[str], str] = str,
    day: Callable[[date], str] = plain_day,
) -> str:
    """One event in one sentence; `day` says a date as the reader is used to."""

    def said(value: Any) -> str:
        if isinstance(value, tuple) and value:
            return "、".join(map(said, value))
        if isinstance(value, datetime):
            return f"{day(value)} {value:%H:%M}"
        if isinstance(value, date):
            return day(value)
        text = "" if value in (None, ()) else str(value)
        return translate(words[text]) if text in words else text

    facts = {name: said(value) for name, value in entry.facts.items()}
    return translate(sentences[entry.name]).format_map(facts)
