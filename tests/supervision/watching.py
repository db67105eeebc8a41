"""A case under the clock: a story, rounds on its evenings, what they have written of a duty."""

from __future__ import annotations

from typing import Any

from services.supervision.application import SupervisionApplication
from shared import clock
from tests.supervision.conftest import CASE, at
from tests.supervision.playing import Play, day


def rounds(office: SupervisionApplication, *days: int) -> list[int]:
    """The clock runs on the evenings of these days of the case, its memory kept in between."""
    watch, found = office.rounds(), []
    for number in days:
        with clock.use(at(day(number), 20)):
            found.append(watch.make(clock.now()))
    return found


def written(office: SupervisionApplication, duty: str, about: str = "1") -> dict[str, int]:
    """The steps of one duty, each with its day of the case."""
    file_id = office.file_of(CASE).id
    return {
        step: (on - day(0)).days
        for kind, of, step, on, _ in office.written_duties(file_id)
        if (kind, of) == (duty, about)
    }


def story(office: SupervisionApplication, **differs: Any) -> Play:
    """A case that a worker bears, in a store whose recording time is that of the story."""
    play = nobodys_story(office, **differs)
    with clock.use(at(day(0), 9)):
        office.assign_duties(file_ids=[play.file_id], bearer="shegong01")
    return play


def nobodys_story(office: SupervisionApplication, **differs: Any) -> Play:
    """The same, and nobody bears it."""
    with clock.use(at(day(0), 1)):
        office.start_demonstration()
    with clock.use(at(day(0), 9)):
        return Play(office, **differs)
