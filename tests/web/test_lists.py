"""What desks list: by page, by urgency, by time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from shared import clock
from shared.web.lists import Due, Paging, TimelineItem, by_urgency, urgency
from tests.web.conftest import signed_in
from tests.web.sample import make_sample, some_visits

MONDAY = date(2026, 11, 23)


def due(days: int, ref: str = "") -> Due:
    """A duty so many days from Monday."""
    return Due(
        title="张*", duty="谈话", due_on=MONDAY + timedelta(days=days), href="#", case_ref=ref
    )


@pytest.mark.parametrize(
    ("days", "group"),
    [(-1, "overdue"), (0, "today"), (1, "tomorrow"), (2, "week"), (6, "week"), (7, "later")],
)
def test_the_week_ends_on_sunday(days: int, group: str) -> None:
    assert urgency(MONDAY + timedelta(days=days), today=MONDAY) == group


def test_on_a_sunday_the_next_day_is_tomorrow_and_the_rest_is_later() -> None:
    sunday = MONDAY + timedelta(days=6)

    assert urgency(sunday + timedelta(days=1), today=sunday) == "tomorrow"
    assert urgency(sunday + timedelta(days=2), today=sunday) == "later"


def test_the_longest_overdue_comes_first_and_no_group_is_empty() -> None:
    groups = by_urgency([due(20), due(-1, "b"), due(-9, "a")], today=MONDAY)

    assert [(group.id, [it.case_ref for it in group.items]) for group in groups] == [
        ("overdue", ["a", "b"]),
        ("later", [""]),
    ]


@pytest.mark.parametrize(
    ("asked", "number"), [(None, 1), ("", 1), ("2", 2), ("99", 3), ("0", 1), ("-1", 1), ("x", 1)]
)
def test_a_page_that_is_not_there_gives_the_nearest(asked: str | None, number: int) -> None:
    assert Paging.of(asked, total=12, size=5).number == number


def test_the_last_page_ends_with_the_last_row() -> None:
    paging = Paging.of("3", total=12, size=5)

    assert (paging.first_row, paging.last_row, paging.offset, paging.last) == (11, 12, 10, 3)


def test_an_empty_list_has_one_empty_page() -> None:
    paging = Paging.of(None, total=0)

    assert (paging.first_row, paging.last_row, paging.last) == (0, 0, 1)


def test_what_is_recorded_the_day_after_is_not_late() -> None:
    noon = datetime(2026, 11, 24, 12, tzinfo=clock.SHANGHAI)

    told = [
        TimelineItem(
            sentence="",
            who="",
            happened_on=MONDAY,
            recorded_at=noon + timedelta(days=days),
            department="sample",
        ).recorded_late
        for days in (0, 1)
    ]

    assert told == [False, True]


def test_the_desk_shows_duties_with_their_absolute_date_and_reason(clerk: FlaskClient) -> None:
    page = clerk.get("/sample/").text

    assert "逾期3天" in page
    assert "2026年11月20日（周五）" in page
    assert "为什么" in page
    assert page.index('id="due-overdue"') < page.index('id="due-today"')


def test_the_timeline_tells_both_times_and_the_department() -> None:
    office = some_visits(1)
    clerk = signed_in(make_sample(office=office), "token-of-the-clerk")

    page = clerk.get(f"/sample/visits/{office.kept[0].id}").text

    assert "登记于" in page
    assert "补录" in page
    assert "阅览室" in page


def test_a_long_list_is_turned_by_links() -> None:
    clerk = signed_in(make_sample(office=some_visits(12)), "token-of-the-clerk")

    page = clerk.get("/sample/visits?page=2&kind=talk").text

    assert "第6–10条，共12条" in page
    assert 'href="/sample/visits?page=3&amp;kind=talk"' in page


def test_an_empty_list_says_what_would_stand_there(clerk: FlaskClient) -> None:
    assert "还没有人来访" in clerk.get("/sample/visits").text
