"""Nobody is charged with what the town left undone, with one act thrice, or after the last day."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.supervision.application import SupervisionApplication
from services.supervision.domain.duties import ANSWER_BREACH, REPORT_TO_POLICE, duties_of
from services.supervision.rules.outcomes import NOT_ARRANGED
from shared import clock
from tests.supervision.breaches import LAST
from tests.supervision.clocked import an_office
from tests.supervision.conftest import at, on_sqlite
from tests.supervision.playing import Play, Tale, day
from tests.supervision.watching import story

FIRST_DAYS = (0, 31, 59, 90, 120, 151, 181)
"""Those of the first windows."""


@on_sqlite
def test_who_was_never_asked_in_three_years_is_charged_with_nothing(
    office: SupervisionApplication,
) -> None:
    play = story(office)

    for number in range(0, LAST + 60, 60):
        with clock.use(at(day(number), 20)):
            office.run_clock()

    after = day(LAST + 60)
    file = play.file
    charged = [it for it in duties_of(file) if it.kind in (ANSWER_BREACH, REPORT_TO_POLICE)]
    assert {it.state for it in file.outcomes(after)} == {NOT_ARRANGED}
    assert (play.counted(LAST + 60), file.matters, charged) == ({}, {}, [])
    assert play.happened("violation_recorded") == []
    assert len(play.happened("duty_missed")) > len(file.windows)


@settings(max_examples=40, deadline=None)
@given(
    windows=st.lists(st.integers(0, len(FIRST_DAYS) - 1), min_size=3, max_size=8),
    warned=st.booleans(),
    missed=st.booleans(),
)
def test_notices_of_one_day_never_make_more_than_one_refusal(
    *, windows: list[int], warned: bool, missed: bool
) -> None:
    """Whichever windows they are for, admonished in between or not, refused or not come to."""
    with an_office() as office:
        play, on = Play(office), 5
        for window in windows:
            notice = play.notice_for(max(on, FIRST_DAYS[window]), served=on)
            play.refuse(on, notice)
            if warned:
                play.admonish(on)
        if missed:
            play.miss(on)

        assert play.counted(on) == {"test": 1}
        assert play.owed() == []


AFTER: dict[str, Tale] = {
    "a refusal": lambda play: play.refuse(LAST + 1, play.notices[0]),
    "a breach of a clause": lambda play: play.violate(LAST + 1),
    "an absence": lambda play: play.away(LAST + 1, LAST + 60),
    "signs of use": lambda play: play.suspect(LAST + 1),
    "a finding of use": lambda play: play.confirm(LAST + 9, used=LAST + 1),
    "a positive strip": lambda play: play.test(LAST + 1, "positive"),
}


@on_sqlite
@pytest.mark.parametrize("what", AFTER)
def test_nothing_counts_or_falls_due_after_the_last_day(
    office: SupervisionApplication, what: str
) -> None:
    play = Play(office)
    play.notice(LAST)
    before = owed_ever(play)

    AFTER[what](play)

    assert play.counted(LAST + 90) == {}
    assert play.owed() == []
    assert owed_ever(play) == before


def owed_ever(play: Play) -> set[tuple[str, str, Any]]:
    """Every duty of the case that is owed, however late one looks."""
    return {(it.kind, it.matter, it.opens_at) for it in duties_of(play.file) if it.owed}
