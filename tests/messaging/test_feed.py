"""A feed tells an audience what concerns it, and up to where nothing else does."""

from __future__ import annotations

import pytest

from shared.messaging.feed import LARGEST_PAGE, FeedBroken, LogFeed, page_from, page_to
from shared.messaging.language import Page
from tests.messaging.support.departments import Post, language, stamped


@pytest.fixture
def feed(post: Post) -> LogFeed:
    """The feed of the post, which has opened a letter, weighed it, stamped it and weighed it."""
    letter = post.open(case_ref="case-1").answer
    post.weigh(letter=letter, grams=5)
    post.stamp(letter=letter, number=1)
    post.weigh(letter=letter, grams=6)
    return LogFeed(post, language(Post))


def test_a_page_ends_where_nothing_else_concerns_the_audience(feed: LogFeed) -> None:
    page = feed.read("desk", 0, 100)

    assert [m.position for m in page.messages] == [1, 3]
    assert page.level == 4


def test_a_full_page_ends_with_its_last_message(feed: LogFeed) -> None:
    page = feed.read("desk", 0, 1)

    assert [m.position for m in page.messages] == [1]
    assert page.level == 1


@pytest.mark.parametrize("after", [0, 1, 2])
def test_previous_is_the_message_before_wherever_one_begins_to_read(
    feed: LogFeed, after: int
) -> None:
    page = feed.read("desk", after, 100)

    last = page.messages[-1]
    assert (last.position, last.previous) == (3, 1)


def test_each_audience_has_its_own_order(feed: LogFeed) -> None:
    page = feed.read("archive", 0, 100)

    assert [(m.previous, m.position) for m in page.messages] == [(0, 1), (1, 2), (2, 4)]


def test_an_audience_of_nothing_is_level_at_once(feed: LogFeed) -> None:
    assert feed.read("court", 0, 100) == Page((), 4)


def test_an_empty_log_has_an_empty_page(post: Post) -> None:
    assert LogFeed(post, language(Post)).read("desk", 0, 100) == Page((), 0)


def test_nobody_gets_more_than_the_largest_page(post: Post) -> None:
    stamped(post)(*range(3))
    feed = LogFeed(post, language(Post))

    assert len(feed.read("desk", 0, LARGEST_PAGE * 1000).messages) == 4


def test_a_page_arrives_as_it_left(feed: LogFeed) -> None:
    page = feed.read("desk", 0, 100)

    assert page_from(page_to(page)) == page


@pytest.mark.parametrize(
    "answer", [None, {}, {"messages": [{}], "level": 1}, {"messages": [], "level": None}]
)
def test_what_is_no_page_is_not_believed(answer: object) -> None:
    with pytest.raises(FeedBroken):
        page_from(answer)
