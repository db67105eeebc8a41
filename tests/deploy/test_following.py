"""Who follows whom: put together as the messages and the services of the departments have it."""

from __future__ import annotations

import pytest

from deploy.departments import DEPARTMENTS


@pytest.mark.parametrize("name", DEPARTMENTS)
def test_a_department_follows_those_of_whom_it_reads_something_and_listens_to_them_on_the_wire(
    name: str,
) -> None:
    """In one process it pulls from them, in processes of their own it is sent what they tell."""
    parts = DEPARTMENTS[name]
    read = {event.partition(".")[0] for event in parts.heard}

    assert read <= set(parts.follows)
    assert all(hasattr(parts.service, f"on_{upstream}") for upstream in parts.follows)


@pytest.mark.parametrize("name", DEPARTMENTS)
def test_a_department_follows_those_who_tell_it_something(name: str) -> None:
    """What identity tells everybody of sessions that ended is heard by the kernel."""
    telling = {
        other
        for other, its in DEPARTMENTS.items()
        for publish in its.published
        if name in publish.to
    }

    assert telling - {"identity"} <= set(DEPARTMENTS[name].follows)
