"""One case across departments: each is asked for its own history, in the reader's name.

No department's log leaves it: each answers under the reader's own rights, and what could not be
had is said, not left out. Nothing of an answer is kept. The pages and `guihang case` ask alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shared.access.actor import Actor, Forbidden
from shared.hub import side_by_side
from shared.law import Unknown
from shared.messaging.asking import PeerRefused
from shared.messaging.ports import Calls, NotNow
from shared.resting import ReasonNeeded

REGISTRY = "registry"
DEPARTMENTS = (REGISTRY, "supervision", "assistance", "treatment", "legal_aid")
LINE = ("position", "department", "event", "happened", "recorded", "who", "summary")
SUMMARY = ("kind", "status", "last_day")
PATIENCE = 2.0  # seconds for each department; they are asked side by side

AWAY = "away"
"""The department gave no answer in time, or could not."""
WITHHELD = "withheld"
"""The department does not show its part to this reader."""

SEALED = "sealed"
"""The department's file is sealed, and the reader has not said there why it is to be opened."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a department answered, or why it did not."""

    department: str
    answer: Any = None
    why: str | None = None
    is_unknown: bool = False


def case_as_of(
    peers: Calls,
    actor: Actor,
    case_ref: str,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> dict[str, Any]:
    """The case with what had happened by a day and was known at an instant, the oldest first.

    None means all that is known now. `Unknown` if the registry has no such case at all; a case that
    had not begun by then is one without kind, status or timeline.
    """
    asked = {"case_ref": case_ref, "as_of": as_of, "known_at": known_at}
    summary, *histories = side_by_side(
        [
            lambda: _ask(peers, actor, REGISTRY, "case_summary", asked),
            *(_history_of(peers, actor, department, asked) for department in DEPARTMENTS),
        ]
    )
    if summary.is_unknown:
        _require_on_file(peers, actor, case_ref)
    known = summary.answer or {}
    return {
        "case_ref": case_ref,
        **{name: known.get(name) for name in SUMMARY},
        "as_of": as_of.isoformat() if as_of else None,
        "known_at": known_at.isoformat() if known_at else None,
        "timeline": _merged(histories),
        "incomplete": _missing([summary, *histories]),
    }


def _history_of(
    peers: Calls, actor: Actor, department: str, asked: dict[str, Any]
) -> Callable[[], Reply]:
    return lambda: _ask(peers, actor, department, "case_history", asked)


def _ask(peers: Calls, actor: Actor, department: str, method: str, asked: dict[str, Any]) -> Reply:
    try:
        answer = peers.call(department, method, actor=actor, timeout=PATIENCE, **asked)
    except PeerRefused as refusal:
        if refusal.kind == Unknown.__name__:
            return Reply(department=department, is_unknown=True)
        sealed = refusal.kind == ReasonNeeded.__name__
        return Reply(department=department, why=SEALED if sealed else WITHHELD)
    except Forbidden:  # identity gave this reader no proof for that department
        return Reply(department=department, why=WITHHELD)
    except NotNow:
        return Reply(department=department, why=AWAY)
    return Reply(department=department, answer=answer)


def _require_on_file(peers: Calls, actor: Actor, case_ref: str) -> None:
    """Tell a case that had not begun by then from one that never was."""
    today = {"case_ref": case_ref, "as_of": None, "known_at": None}
    if _ask(peers, actor, REGISTRY, "case_summary", today).is_unknown:
        raise Unknown("没有这个案件：{case_ref}", field="case_ref", case_ref=case_ref)


def _merged(replies: Sequence[Reply]) -> list[dict[str, Any]]:
    """By when it happened, then by when it was recorded, then as each log has it."""
    lines = [{key: line[key] for key in LINE} for it in replies for line in it.answer or ()]
    return sorted(lines, key=_place)


def _place(line: dict[str, Any]) -> tuple[str, datetime, str, int]:
    recorded = datetime.fromisoformat(line["recorded"])
    return line["happened"], recorded, line["department"], line["position"]


def _missing(replies: Sequence[Reply]) -> list[dict[str, str]]:
    missing = {reply.department: reply.why for reply in reversed(replies) if reply.why}
    return [{"department": name, "why": why} for name in DEPARTMENTS if (why := missing.get(name))]
