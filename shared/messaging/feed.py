"""The feed: a department's own log, read by those who may hear of it.

The broker may lose anything; what a follower missed it reads here. A page says up to where nothing
else concerns the reader, so that silence is told apart from loss.
"""

from __future__ import annotations

from typing import Any

from shared.messaging.envelope import NotAMessage
from shared.messaging.language import Message, Page, Published
from shared.messaging.ports import Calls, Log, NotNow

LARGEST_PAGE = 500


class FeedBroken(NotNow):
    """A feed answered something that cannot be so; nothing of it was believed."""


class LogFeed:
    """Reads the log of an application in this process."""

    def __init__(self, app: Log, published: Published) -> None:
        self._app = app
        self._published = published

    def read(self, audience: str, after: int, limit: int) -> Page:
        """What concerns the audience after a position; at most `LARGEST_PAGE` messages."""
        names = self._published.names(audience)
        limit = min(limit, LARGEST_PAGE)
        # The head first: what is committed between the two reads is in neither or in the entries.
        head = self._app.head()
        entries = self._app.entries(after=after, limit=limit, names=names) if names else ()
        if not entries:
            return Page((), head)
        previous = self._app.store.last_named(names, upto=entries[0].position - 1)
        messages = self._published.messages_for(audience, entries, previous=previous)
        last = messages[-1].position
        return Page(tuple(messages), last if len(entries) == limit else max(head, last))


class RemoteFeed:
    """Reads another department's feed over the wire (`read_feed`)."""

    def __init__(self, peers: Calls, upstream: str, *, timeout: float = 5.0) -> None:
        self._peers = peers
        self._upstream = upstream
        self._timeout = timeout

    def read(self, audience: str, after: int, limit: int) -> Page:
        """What concerns the audience after a position; `NotNow` if the publisher is away."""
        answer = self._peers.call(
            self._upstream,
            "read_feed",
            timeout=self._timeout,
            audience=audience,
            after=after,
            limit=limit,
        )
        return page_from(answer)


def page_to(page: Page) -> dict[str, Any]:
    """A page as it travels."""
    return {"messages": [message.to_event() for message in page.messages], "level": page.level}


def page_from(answer: Any) -> Page:
    """A page that arrived; `FeedBroken` if it is none."""
    try:
        messages = tuple(Message.from_event(event) for event in answer["messages"])
        return Page(messages, int(answer["level"]))
    except (NotAMessage, TypeError, KeyError, ValueError) as error:
        raise FeedBroken(f"no page of a feed: {type(error).__name__}") from None
