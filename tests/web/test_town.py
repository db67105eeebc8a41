"""Which desks a reader is shown the way to."""

from __future__ import annotations

import pytest

from shared.access.actor import Actor
from shared.access.rights import Rights, Scope
from tests.web.sample import CLERK, GUEST, RIGHTS, ROOM, SAMPLE

HISTORY_ONLY = Rights(
    roles=RIGHTS.roles, rows={**RIGHTS.rows, "sample.see_history": {"guest": Scope.TOWN}}
)


def test_a_desk_is_offered_to_those_for_whom_its_menu_has_something() -> None:
    assert SAMPLE.opens_to(CLERK, RIGHTS)
    assert not SAMPLE.opens_to(GUEST, RIGHTS)


def test_a_right_that_no_page_of_the_menu_needs_is_no_reason_to_go_there() -> None:
    assert HISTORY_ONLY.opens(GUEST, "sample.see_history")

    assert not SAMPLE.opens_to(GUEST, HISTORY_ONLY)


@pytest.mark.parametrize(("who", "offered"), [(CLERK, True), (GUEST, False)])
def test_a_desk_without_a_menu_is_judged_by_its_rights(who: Actor, *, offered: bool) -> None:
    assert ROOM.opens_to(who, RIGHTS) is offered
