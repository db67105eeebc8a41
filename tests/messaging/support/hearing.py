"""A desk that follows a post without any broker: deliveries are made by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from shared.messaging.feed import LogFeed
from shared.messaging.follower import Follower
from shared.messaging.language import Message
from shared.messaging.parking import replay_parked
from tests.messaging.support.departments import Desk, Post, language


@dataclass
class Hearing:
    """A follower, what could be delivered to it, and how long it has paused."""

    post: Post
    desk: Desk
    settings: dict[str, Any] = field(default_factory=dict)
    paused: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.feed = LogFeed(self.post, language(Post))
        self.follower = self.another()

    def another(self, desk: Desk | None = None, **settings: Any) -> Follower:
        """Another follower of the same post, as another process would have it."""
        made = {"pause": self.paused.append, **self.settings, **settings}
        return Follower(desk or self.desk, "post", settings.pop("feed", self.feed), **made)

    def messages(self) -> list[Message]:
        """All that the post has ever told the desk."""
        return language(Post).messages_for("desk", self.post.entries(limit=None), previous=0)

    def deliver(self, choose: Callable[[list[Message]], list[Message]] = list) -> None:
        """Deliver messages, all of them unless some are chosen."""
        for message in choose(self.messages()):
            self.follower.offer(message)

    def replay(self) -> None:
        """Replay all that is parked, in order."""
        for tried in replay_parked(self.desk):
            assert tried.reason is None
