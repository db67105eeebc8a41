"""Every page and answer about one case, by every role, near and far, in every state of the case.

Generated from the routes and the table of rights: a file is opened exactly to whom its right holds
in the state in which the case is, and no class of fields (a see_ row of the table) is on what they
are shown unless that row opens the case to them as well. What is sent to a file is taken up from
exactly those whose right holds, before anything in it is read, and nothing is stored for anybody
else.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.access.actor import Actor
from shared.web.guards import MARK
from tests.access.files import FILES
from tests.access.places import DENIED, FAR, NEAR, SEALED, Place, app_of, offices_in
from tests.access.test_rights import ROLES, STATES
from tests.support.rights import RIGHTS

OK = 200
OPENINGS = ("registry.open_sealed_file", "supervision.open_sealed_file")
NEWCOMERS = ("registry.receive_decision",)
"""What comes in anew beside a sealed file needs no reason, and shows nothing of that file."""


@pytest.mark.parametrize("place", [NEAR, FAR])
def test_a_file_opens_as_the_table_says(file: Place, place: str) -> None:
    wrong: list[str] = []
    asked = 0
    for role in ROLES:
        actor, token = file.somebody(role, place)
        wrong += _shown_unasked(file, actor, token)
        file.say_why(actor)
        for address, mark in file.read_at():
            if not RIGHTS.opens(actor, mark):
                continue  # `test_every_route` asks these
            asked += 1
            answer = file.get(address, token)
            opened, may = answer.status_code != DENIED, file.may(actor, mark)
            if opened != may:
                wrong.append(f"{role} {address}: {answer.status_code}, the table says {may}")
            wrong += [
                f"{role} {address}: shows {right}"
                for right, words in file.fields.items()
                if words in answer.text and not file.may(actor, right)
            ]

    assert wrong == []
    assert asked > 0


@pytest.mark.parametrize("place", [NEAR, FAR])
@pytest.mark.parametrize("department", FILES)
def test_no_list_shows_what_the_file_itself_would_not(
    department: str, place: str, tmp_path: Path
) -> None:
    """A class of fields is kept back on every page and answer, about one file or about many."""
    shown: list[str] = []
    read = 0
    with FILES[department](tmp_path, "running") as file:
        for role in ROLES:
            actor, token = file.somebody(role, place)
            kept = {it: words for it, words in file.fields.items() if not file.may(actor, it)}
            for address, mark in file.lists():
                if not RIGHTS.opens(actor, mark):
                    continue
                answer = file.get(address, token)
                read += answer.status_code == OK
                shown += [f"{role} {address}: {it}" for it in kept if kept[it] in answer.text]

    assert shown == []
    assert read > 0


@pytest.mark.parametrize("place", [NEAR, FAR])
def test_a_file_is_changed_as_the_table_says(file: Place, place: str) -> None:
    wrong: list[str] = []
    asked = 0
    for role in ROLES:
        actor, token = file.somebody(role, place)
        file.say_why(actor)
        for method, address, mark in file.changed_at():
            before, asked = file.stored, asked + 1
            answer = file.send(method, address, token)
            taken, may = answer.status_code != DENIED, file.may(actor, mark)
            if taken != may:
                wrong.append(f"{role} {method} {address}: {answer.status_code}, may: {may}")
            if file.stored != before and not may:
                wrong.append(f"{role} {method} {address}: stored")

    assert wrong == []
    assert asked > 0


def _shown_unasked(file: Place, actor: Actor, token: str) -> Iterator[str]:
    """What of a sealed file is answered to somebody who has not said why (戒毒条例 7)."""
    for address, mark in file.read_at() if file.state == SEALED else ():
        if mark in OPENINGS or not file.may(actor, mark):
            continue
        answer = file.get(address, token)
        if mark in NEWCOMERS:
            shown = (right for right, words in file.fields.items() if words in answer.text)
            yield from (f"{token} {address}: shows {right} unasked" for right in shown)
            continue
        leads_to_the_question = answer.status_code == 303 and "/opening?" in answer.location
        is_refused = answer.status_code == 422 and "查阅须写明理由" in answer.text
        if not (leads_to_the_question or is_refused):
            yield f"{token} {address}: {answer.status_code}, unasked"


SHOWN_TO = {
    "registry": ("office_handler", {"registry.see_decision", "registry.identify"}),
    "supervision": ("police_station", {"supervision.see_talks", "supervision.see_tests"}),
    "assistance": (
        "social_affairs_centre",
        {"assistance.see_families", "assistance.see_inbox", "assistance.see_history"},
    ),
    "treatment": ("health_institution", {"treatment.see_inbox", "treatment.see_history"}),
    "legal_aid": ("justice_office", {"legal_aid.see_inbox", "legal_aid.see_history"}),
}


@pytest.mark.parametrize("department", FILES)
def test_each_class_of_fields_is_shown_to_somebody(department: str, tmp_path: Path) -> None:
    """So that the tests above can fail: what they look for is there to be seen."""
    role, fields = SHOWN_TO[department]
    with FILES[department](tmp_path, "running") as file:
        _actor, token = file.somebody(role, NEAR)
        texts = [file.get(address, token).text for address, _mark in file.read_at()]

    shown = {right for right, words in file.fields.items() if any(words in it for it in texts)}
    assert shown >= fields
    assert "registry.unmask" not in shown  # the whole number is on no page that merely opens


@pytest.mark.parametrize("state", STATES)
def test_lists_leave_out_who_rests(state: str, tmp_path: Path) -> None:
    """A sealed file is found by the keeper of the files, and by nobody else (戒毒条例 7)."""
    everybody = {"office_handler", "police_station", "auditor"}
    with FILES["registry"](tmp_path, state) as file:
        ids = {str(it) for it in file.ids.values()}
        listed = {
            role
            for role in everybody
            for address in ("/registry/dossiers", "/registry/people")
            if any(it in file.get(address, file.somebody(role, NEAR)[1]).text for it in ids)
        }

    assert listed == ({"office_handler"} if state == SEALED else everybody)


@pytest.mark.parametrize("department", FILES)
def test_each_address_of_one_case_has_a_row_that_says_in_which_states(
    department: str, tmp_path: Path
) -> None:
    with offices_in(tmp_path) as offices:
        app = app_of(offices, department)
        marks = {
            getattr(app.view_functions[rule.endpoint], MARK)
            for rule in app.url_map.iter_rules()
            if rule.arguments & {"case_id", "file_id"}
        }

    assert marks
    assert marks - RIGHTS.holds_in.keys() == set()
