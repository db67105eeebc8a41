"""Messages that were put aside, replayed in order once the cause is gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.eventstore.application import Overtaken
from shared.eventstore.database import Unavailable
from shared.messaging.language import Message

if TYPE_CHECKING:
    from shared.eventstore.application import Department
    from shared.eventstore.records import Parked


@dataclass(frozen=True)
class Replayed:
    """What a replay came to."""

    heard: int
    still_parked: int


def replay_parked(office: Department, *, upstream: str | None = None) -> Replayed:
    """Hear parked messages in order; behind one that fails again, those of its case stay."""
    heard, stuck, failed = 0, set[tuple[str, str | None]](), 0
    for parked in office.parked(upstream):
        line = (parked.upstream, parked.case_ref)
        if line in stuck or not _heard(office, parked):
            stuck |= {line} if parked.case_ref is not None else set()
            failed += 1
        else:
            heard += 1
    return Replayed(heard=heard, still_parked=failed)


def _heard(office: Department, parked: Parked) -> bool:
    try:
        office.replay(parked, Message.load(parked.body))
    except Overtaken:  # somebody else has just replayed it
        return True
    except Unavailable:
        raise
    except Exception:  # noqa: BLE001 - it stays parked, whatever it is
        return False
    return True
