"""What one command or reaction gathers before it is written: files, claims, and who acts."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from shared import clock
from shared.eventstore.codec import dumps
from shared.law import Citation, Refusal

if TYPE_CHECKING:
    from shared.eventstore.act import Act
    from shared.eventstore.aggregate import Aggregate
    from shared.eventstore.attachments import Upload
    from shared.eventstore.records import StoredFact

LATE_DAYS = 3
LATE = Citation("归航登记规则", "补录须说明原因")


@dataclass(frozen=True)
class Claim:
    """A value that only one file may hold; `sentence` is what a second one is told."""

    scope: str
    value: str
    sentence: str = "这个号码已经登记在另一份档案里"
    field: str | None = None


@dataclass
class Unit:
    """What one command or reaction wants written.

    `in_time`: it was written down on paper when it happened, so no reason is asked for.
    """

    aggregates: list[Aggregate] = field(default_factory=list)
    take: list[tuple[Claim, UUID]] = field(default_factory=list)
    release: list[tuple[Claim, UUID]] = field(default_factory=list)
    files: list[tuple[UUID, Upload]] = field(default_factory=list)
    in_time: bool = False


class collecting:  # noqa: N801 - reads as a verb where it is used
    """What `save` is called with goes into this unit."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit

    def __enter__(self) -> None:
        if _unit.get() is not None:
            raise RuntimeError("a command cannot be part of another command")
        self.token = _unit.set(self.unit)

    def __exit__(self, *_: object) -> None:
        _unit.reset(self.token)


def current_unit() -> Unit | None:
    """What is being gathered here, if anything is."""
    return _unit.get()


def envelope(act: Act) -> bytes:
    """Who acted, and in which role, in the clear beside the events; why is sealed in them."""
    said = {
        "account": act.account,
        "role": act.role,
        "unit": act.unit,
        "correlation": act.correlation,
        "causation": act.causation,
    }
    return dumps({name: value for name, value in said.items() if value is not None})


def refuse_late(facts: tuple[StoredFact, ...], act: Act) -> None:
    """What happened more than three days ago needs a reason from the person who records it."""
    if act.automatic or act.reason:
        return
    oldest = min((fact.happened_on for fact in facts), default=None)
    if oldest is not None and clock.today() - oldest > timedelta(days=LATE_DAYS):
        raise Refusal(
            "{on} 发生的事，三天以后才登记，须填写补录原因", LATE, field="reason", on=oldest
        )


_unit: ContextVar[Unit | None] = ContextVar("unit", default=None)
