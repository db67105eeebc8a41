"""`python -m tests.registry.life`: 5,000 courses of 50 acts against the model."""

from __future__ import annotations

import time

import click
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.registry.life.machine import CourseOfACase


@click.command()
@click.option("--courses", default=5000, show_default=True)
@click.option("--acts", default=50, show_default=True)
def main(courses: int, acts: int) -> None:
    """Run so many courses of so many acts; the first that differs from the model is printed."""
    began = time.monotonic()
    many = settings(
        max_examples=courses,
        stateful_step_count=acts,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(CourseOfACase, settings=many)
    click.echo(f"{courses} courses of up to {acts} acts agree, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
