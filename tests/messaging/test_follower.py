"""A follower hears everything once and in order; what it cannot hear waits aside, or stops it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

import pytest
from eventsourcing.persistence import OperationalError

from shared.messaging.asking import PeerAway
from shared.messaging.feed import LogFeed
from shared.messaging.follower import BEHIND, Outcome, bring_level
from shared.messaging.language import Message, Page
from tests.messaging.support.departments import (
    SECRET,
    Desk,
    Post,
    language,
    new_desk,
    new_post,
    numbers,
    stamped,
)
from tests.messaging.support.hearing import Hearing
from tests.support.logs import printed


@pytest.fixture
def hearing(post: Post, desk: Desk) -> Hearing:
    """A desk that follows a post."""
    return Hearing(post, desk)


def test_what_comes_in_order_is_heard_in_order(hearing: Hearing) -> None:
    stamped(hearing.post)(1, 2, 3)

    hearing.deliver()

    assert numbers(hearing.desk) == [1, 2, 3]
    assert hearing.desk.tracked("post") == hearing.post.head()


@pytest.mark.parametrize(
    "disorder",
    [
        lambda messages: messages + messages,
        lambda messages: [message for message in messages for _ in range(3)],
        lambda messages: list(reversed(messages)),
        lambda messages: messages[1::2],
        lambda messages: messages[-1:],
    ],
    ids=["again", "doubled", "reversed", "every other one", "the last alone"],
)
def test_disorder_has_no_effect(
    hearing: Hearing, disorder: Callable[[list[Message]], list[Message]]
) -> None:
    stamped(hearing.post)(1, 2, 3, 4, 5)

    hearing.deliver(disorder)

    assert numbers(hearing.desk) == [1, 2, 3, 4, 5]


def test_a_pull_hears_what_was_never_delivered(hearing: Hearing) -> None:
    stamped(hearing.post)(1, 2, 3)

    outcome = hearing.follower.pull()

    assert (outcome, numbers(hearing.desk)) == (Outcome.LEVEL, [1, 2, 3])


def test_a_pull_goes_page_by_page_to_the_level(post: Post, desk: Desk) -> None:
    hearing = Hearing(post, desk, settings={"page": 2})
    stamped(post)(1, 2, 3, 4, 5)

    hearing.follower.pull()

    assert numbers(desk) == [1, 2, 3, 4, 5]
    assert desk.tracked("post") == post.head()


def test_where_nothing_is_for_us_the_tracking_moves_all_the_same(hearing: Hearing) -> None:
    letter = hearing.post.open(case_ref="case-1").answer
    hearing.post.weigh(letter=letter, grams=5)

    hearing.follower.pull()

    assert hearing.desk.tracked("post") == hearing.post.head() == 2
    assert hearing.desk.head() == 0


def test_after_a_pull_the_next_delivery_is_heard_without_another(
    hearing: Hearing, post: Post
) -> None:
    """The tracking stands beyond the message's predecessor, where nothing was for us."""
    letter = post.open(case_ref="case-1").answer
    post.weigh(letter=letter, grams=5)
    hearing.follower.pull()
    hearing.follower._feed = AwayFeed()

    post.stamp(letter=letter, number=1)
    hearing.deliver(lambda messages: messages[-1:])

    assert numbers(hearing.desk) == [1]


def test_a_bell_without_a_message_pulls(hearing: Hearing) -> None:
    stamped(hearing.post)(1)

    hearing.follower.ring(hearing.post.head())

    assert numbers(hearing.desk) == [1]


class AwayFeed:
    """A feed whose publisher is not there."""

    def read(self, audience: str, after: int, limit: int) -> Page:
        """Nobody answers."""
        raise PeerAway("post", "no answer in time")


def test_a_publisher_that_is_away_is_asked_again_later(hearing: Hearing) -> None:
    stamped(hearing.post)(1)
    hearing.follower._feed = AwayFeed()

    outcome = hearing.follower.pull()

    assert outcome is Outcome.LATER
    assert hearing.follower.state().error == "PeerAway: post is away: no answer in time"


def test_a_poison_event_parks_with_its_case_and_others_flow(hearing: Hearing) -> None:
    sick, well = stamped(hearing.post, "case-1"), stamped(hearing.post, "case-2")
    hearing.desk.poison = {13}
    sick(1, 13, 3)
    well(4)
    sick(5)

    hearing.deliver()

    assert numbers(hearing.desk) == [1, 4]
    assert [(p.case_ref, p.reason) for p in hearing.desk.parked()] == [
        ("case-1", "Refusal: 不能登记{name}"),
        ("case-1", BEHIND),
        ("case-1", BEHIND),
    ]


def test_what_fails_is_tried_three_times_with_pauses(hearing: Hearing) -> None:
    hearing.desk.poison = {13}
    stamped(hearing.post)(13)

    hearing.deliver()

    assert hearing.desk.tries == 3
    assert hearing.paused == [0.1, 0.4]


def test_replay_drains_in_order(hearing: Hearing) -> None:
    hearing.desk.poison = {13}
    stamped(hearing.post)(1, 13, 3, 4)
    hearing.deliver()
    hearing.desk.poison = set()

    hearing.replay()
    stamped(hearing.post, "case-1")(5)
    hearing.deliver()

    assert numbers(hearing.desk) == [1, 13, 3, 4, 5]
    assert hearing.desk.parked() == []


def test_neither_log_nor_reason_nor_state_says_what_was_in_it(
    hearing: Hearing, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    hearing.desk.poison = {13}
    stamped(hearing.post)(13)

    hearing.deliver()

    said = (
        caplog.text
        + printed(caplog)
        + str(hearing.follower.state())
        + hearing.desk.parked()[0].reason
    )
    assert "post.stamped" in said
    assert SECRET not in said


@pytest.mark.parametrize(
    "away", [OperationalError("locked"), ConnectionError(), PeerAway("court", "no broker")]
)
def test_what_is_away_never_parks_an_event(hearing: Hearing, away: Exception) -> None:
    stamped(hearing.post)(1)

    def cannot(_message: Message) -> None:
        raise away

    hearing.follower._react = cannot
    outcomes = [hearing.follower.pull() for _ in range(5)]
    hearing.follower._react = hearing.desk.hear
    hearing.follower.pull()

    assert set(outcomes) == {Outcome.LATER}
    assert hearing.desk.parked() == []
    assert numbers(hearing.desk) == [1]


def test_an_effect_whose_confirmation_was_lost_is_not_repeated(hearing: Hearing) -> None:
    stamped(hearing.post)(1, 2)

    def lose_the_reply(message: Message) -> None:
        hearing.desk.hear(message)
        raise OperationalError("connection lost")

    hearing.follower._react = lose_the_reply
    while hearing.follower.pull() is Outcome.LATER:
        pass

    assert numbers(hearing.desk) == [1, 2]


def test_two_processes_may_follow_at_once(hearing: Hearing, desk: Desk) -> None:
    """Each sees the other's progress as having been overtaken, and goes on behind it."""
    other = hearing.another(desk)
    stamped(hearing.post)(1, 2, 3, 4)

    def overtaken(message: Message) -> None:
        other.offer(message)
        desk.hear(message)

    hearing.follower._react = overtaken
    outcome = hearing.follower.pull()

    assert (outcome, numbers(desk)) == (Outcome.LEVEL, [1, 2, 3, 4])


def test_who_is_away_is_logged_once_and_only_if_a_second_try_fails_as_well(
    hearing: Hearing, caplog: pytest.LogCaptureFixture
) -> None:
    hearing.follower._feed = Away()

    said = []
    for _ in range(4):
        assert hearing.follower.pull() is Outcome.LATER
        said.append(caplog.text.count("a line waits"))

    assert said == [0, 1, 1, 1]


def test_a_version_that_we_hear_but_cannot_read_stops_the_line(
    hearing: Hearing, caplog: pytest.LogCaptureFixture
) -> None:
    stamped(hearing.post)(1, 2)
    first, second, third = hearing.messages()

    outcomes = [hearing.follower.offer(m) for m in (first, replace(second, version=9), third)]

    assert outcomes == [Outcome.LEVEL, Outcome.STOPPED, Outcome.STOPPED]
    assert hearing.follower.pull() is Outcome.STOPPED
    assert numbers(hearing.desk) == []
    assert hearing.desk.parked() == []
    said = "post.stamped version 9 at post:2 cannot be read: post.stamped: ValueError"
    assert hearing.follower.state().error == said
    assert hearing.follower.state().stopped
    assert said in printed(caplog)


def test_a_line_that_never_skips_waits_and_says_so(post: Post, desk: Desk) -> None:
    hearing = Hearing(post, desk, settings={"stop_line": True})
    desk.poison = {13}
    stamped(post)(1, 13, 3)

    hearing.deliver()

    assert (numbers(desk), desk.parked()) == ([1], [])
    assert "never skips" in (hearing.follower.state().error or "")
    desk.poison = set()
    hearing.follower.pull()
    assert numbers(desk) == [1, 13, 3]


def test_a_feed_with_a_gap_is_not_believed(hearing: Hearing) -> None:
    stamped(hearing.post)(1, 2, 3)
    hearing.follower._feed = Leaky(hearing.feed)

    outcome = hearing.follower.pull()

    assert (outcome, numbers(hearing.desk)) == (Outcome.LATER, [])
    assert "a gap in the feed between 1 and 3" in (hearing.follower.state().error or "")


class Away:
    """The post does not answer."""

    def read(self, *_: object) -> Page:
        raise PeerAway("post", "nobody listens")


class Leaky:
    """A feed that forgets its second message."""

    def __init__(self, feed: LogFeed) -> None:
        self._feed = feed

    def read(self, audience: str, after: int, limit: int) -> Page:
        """All but the second."""
        page = self._feed.read(audience, after, limit)
        return Page((*page.messages[:1], *page.messages[2:]), page.level)


def test_a_log_that_ends_before_what_was_heard_is_another_log(
    hearing: Hearing, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stamped(hearing.post)(1, 2, 3)
    hearing.deliver()
    restored = new_post(tmp_path_factory.mktemp("restored") / "post.sqlite3")
    hearing.follower._feed = LogFeed(restored, language(Post))

    outcome = hearing.follower.pull()

    assert outcome is Outcome.LATER
    assert "another log?" in (hearing.follower.state().error or "")
    restored.db.close()


def test_the_state_says_how_far_the_line_is(hearing: Hearing) -> None:
    hearing.desk.poison = {2}
    stamped(hearing.post)(1, 2)
    hearing.deliver()

    state = hearing.follower.state()

    assert (state.upstream, state.tracked, state.level, state.parked) == ("post", 3, 3, 1)
    assert state.seen_at is not None
    assert (state.stopped, state.error) == (False, None)


def test_a_new_process_goes_on_where_the_last_one_ended(
    hearing: Hearing,
) -> None:
    stamp = stamped(hearing.post)
    stamp(1, 2)
    hearing.deliver()
    stamp(3)

    born_again = new_desk(hearing.desk.db.path)  # type: ignore[attr-defined]
    hearing.another(born_again).pull()

    assert numbers(born_again) == [1, 2, 3]
    born_again.db.close()


def test_followers_are_brought_level_together(hearing: Hearing, desk: Desk) -> None:
    stamped(hearing.post)(1, 2)

    assert bring_level([hearing.follower, hearing.another(desk)])
    assert numbers(desk) == [1, 2]


def test_what_is_away_is_not_level(hearing: Hearing) -> None:
    hearing.follower._feed = AwayFeed()

    assert not bring_level([hearing.follower])
