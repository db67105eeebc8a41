"""Names are noted before they are said."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from services.registry.application import RegistryApplication
from shared.eventstore.entries import Entry
from shared.law import Refusal
from tests.registry.town import by, moved, names_of, number, registered


def look_ups(office: RegistryApplication) -> list[Entry]:
    """What the read log has."""
    return [e for e in office.entries(limit=None) if e.name == "registry.names_looked_up"]


def test_whoever_is_told_a_name_stands_in_the_read_log(
    stored_office: RegistryApplication,
) -> None:
    person_id = registered(stored_office)

    with by("shegong01", role="full_time_worker"):
        told = stored_office.look_up([person_id], purpose="supervision.due_list")

    assert told[person_id].name == "李四海"
    (noted,) = look_ups(stored_office)
    assert (noted.account, noted.role) == ("shegong01", "full_time_worker")
    assert noted.facts["persons"] == (person_id,)
    assert noted.facts["content"] == ("name",)
    assert noted.facts["purpose"] == "supervision.due_list"


def test_a_look_up_is_no_repeat_of_the_form_that_it_belongs_to(
    office: RegistryApplication,
) -> None:
    person_id = registered(office)
    before = len(names_of(office))

    with by():
        office.look_up([person_id], purpose="登记")
        office.look_up([person_id], purpose="登记")
        moved(office, person_id, "working_away")

    assert names_of(office)[before:] == [
        "names_looked_up",
        "names_looked_up",
        "register_flag_set",
    ]


def test_nobody_is_told_who_is_not_on_file(office: RegistryApplication) -> None:
    assert office.look_up([uuid4()], purpose="登记") == {}
    assert look_ups(office) == []


@pytest.mark.parametrize("purpose", ["", "  ", "因" * 101])
def test_a_look_up_says_what_for(office: RegistryApplication, purpose: str) -> None:
    person_id = registered(office)

    with pytest.raises(Refusal) as refused:
        office.look_up([person_id], purpose=purpose)

    assert refused.value.field == "purpose"


def test_names_are_not_handed_out_by_the_thousand(office: RegistryApplication) -> None:
    crowd = [UUID(int=number) for number in range(501)]

    with pytest.raises(Refusal) as refused:
        office.look_up(crowd, purpose="登记")

    assert refused.value.field == "person_ids"


def test_no_name_stands_in_the_read_log(office: RegistryApplication) -> None:
    office.look_up([registered(office)], purpose="登记")

    (noted,) = look_ups(office)

    assert "李四海" not in str(noted.facts)
    assert number() not in str(noted.facts)
