"""Messages put aside: replayed in their order, case by case, when the fault has been mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shared.eventstore.failpoints import IN_REPLAY, failpoint
from shared.eventstore.hearing import Overtaken
from shared.eventstore.records import Parked
from shared.law import Unknown
from shared.messaging.follower import AWAY, said_of
from shared.messaging.language import Message
from shared.messaging.ports import Tracker


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """One message that was tried again: heard now, or why it still waits."""

    parked: Parked
    reason: str | None = None


def line_of(app: Tracker, *, upstream: str, position: int) -> list[Parked]:
    """A message that was put aside, with all of its case: they can only be replayed in order."""
    parked = app.parked(upstream)
    one = next((message for message in parked if message.position == position), None)
    if one is None:
        raise Unknown("这条消息已经不在搁置之列")
    if one.case_ref is None:
        return [one]
    return [message for message in parked if message.case_ref == one.case_ref]


def replay_parked(
    app: Tracker, *, upstream: str | None = None, case_ref: str | None = None
) -> list[Replayed]:
    """Try what is parked again, all of it or one upstream's or one case's, oldest first."""
    chosen = [it for it in app.parked(upstream) if case_ref in {None, it.case_ref}]
    return replay(app, chosen)


def replay(app: Tracker, messages: Sequence[Parked]) -> list[Replayed]:
    """Try these again, oldest first.

    Where one fails, the rest of its case goes on waiting; other cases go on. What another process
    replays meanwhile is left to it. If the store is away, that is raised: nothing was lost.
    """
    failed: set[tuple[str, str]] = set()
    replayed = []
    for parked in messages:
        case = (parked.upstream, parked.case_ref or f"alone at {parked.position}")
        if case in failed:
            continue
        if (tried := _try(app, parked)) is not None:
            replayed.append(tried)
            if tried.reason is not None:
                failed.add(case)
        failpoint(IN_REPLAY)
    return replayed


def _try(app: Tracker, parked: Parked) -> Replayed | None:
    try:
        app.replay(parked, Message.load(parked.body))
    except Overtaken:
        return None
    except AWAY:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it goes on waiting
        return Replayed(parked=parked, reason=said_of(error))
    return Replayed(parked=parked)
