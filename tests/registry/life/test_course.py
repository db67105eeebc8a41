"""The course of a case agrees with a model of its own, whatever the order of acts."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from tests.registry.life.machine import CourseOfACase

TestCourseOfACase = CourseOfACase.TestCase
TestCourseOfACase.settings = settings(
    max_examples=300,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
