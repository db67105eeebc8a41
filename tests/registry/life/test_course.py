"""The course of a case agrees with a model of its own, whatever the order of acts."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings

from tests.registry.life.machine import CourseOfACase

TestCourseOfACase = CourseOfACase.TestCase
TestCourseOfACase.settings = settings(
    max_examples=300,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def test_a_receipt_that_comes_after_release_leaves_a_case_released() -> None:
    """Ordered to move within a term of a month, released by the clock, then received elsewhere."""
    course = CourseOfACase()
    course.order(months=1, credit=0, served=0, reports=True)
    course.order_transfer(back=0)
    course.come_to(edge=("last", 1), clock=True)
    course.go_on_moving(act="confirm", back=0)
    course.agrees_with_the_model()
    course.agrees_around_every_edge()

    assert course.case.status == "released"
    course.teardown()


def test_a_receipt_of_the_last_day_that_is_learnt_of_after_it_moves_the_case() -> None:
    course = CourseOfACase()
    course.order(months=1, credit=0, served=0, reports=True)
    course.order_transfer(back=0)
    course.come_to(edge=("last", 1), clock=True)
    course.go_on_moving(act="confirm", back=("last", 0))
    course.agrees_with_the_model()

    assert course.case.status == "transferred"
    course.teardown()


def test_a_case_that_another_town_has_is_sealed_after_three_years() -> None:
    course = CourseOfACase()
    course.order(months=36, credit=0, served=0, reports=True)
    course.order_transfer(back=0)
    course.go_on_moving(act="confirm", back=0)
    seen = []
    for shift in (-1, 0, 1):
        course.come_to(edge=("sealing", shift), clock=True)
        course.agrees_with_the_model()
        course.agrees_around_every_edge()
        seen.append(course.case.status)

    assert seen == ["transferred", "sealed", "sealed"]
    course.teardown()


def test_a_detention_after_the_last_day_that_was_chosen_leaves_the_case_as_it_stands() -> None:
    """The reading chosen ends it a day before the town's own: what comes later changes nothing."""
    course = CourseOfACase()
    course.order(months=1, credit=0, served=0, reports=True)
    course.come_to_the_end(clock=False, shift=1)
    course.suspend(back=("last", 0))
    course.resume(back=0)
    course.choose(edge=("last", -1))
    course.pass_time()
    last_day = course.case.last_day

    course.suspend(back=0)

    told: Any = course.log[-1]
    assert told.defects == ("suspended_after_term",)
    assert (told.status, told.last_day) == ("released", last_day)
    course.agrees_with_the_model()
