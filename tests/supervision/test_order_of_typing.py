"""A test and a refusal of its notice: whichever is typed first, the counters are the same."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared import clock
from tests.supervision.clocked import an_office
from tests.supervision.conftest import at
from tests.supervision.playing import Play, day

LATER = 60
"""The day on which both are typed."""


def test_the_order_of_typing_makes_no_difference() -> None:
    """Notices of a morning for that day or a later one, of the plan and beside it."""
    with an_office() as office:
        number = iter(range(10**6))

        @settings(
            max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None
        )
        @given(
            served=st.integers(0, 28),
            appears=st.integers(0, 28),
            refused=st.integers(0, 40),
            tested=st.integers(0, 40),
            surprise=st.booleans(),
        )
        def holds(served: int, appears: int, refused: int, tested: int, *, surprise: bool) -> None:
            appears = max(served, appears)
            refused = max(served, refused)

            def counted(*, test_first: bool) -> dict[str, int]:
                play = Play(office, case_ref=f"梅社戒〔2026〕{next(number):06}")
                notice = (
                    play.notice_beside(appears, served)
                    if surprise
                    else play.notice_for(appears, served=served)
                )
                deeds: list[Callable[[], object]] = [
                    lambda: play.refuse(refused, notice, recorded=LATER),
                    lambda: play.test(tested, recorded=LATER),
                ]
                for deed in reversed(deeds) if test_first else deeds:
                    deed()
                with clock.use(at(day(LATER), 21)):
                    found = play.file.counters(day(LATER))
                return {name: it.value for name, it in found.items()}

            assert counted(test_first=True) == counted(test_first=False)

        holds()
