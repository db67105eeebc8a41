"""Every address of every department by every role: denied exactly where the table says so.

Generated from the routes themselves and the table of rights, so a new page or API call is asked at
once, and one that lets in whom the table does not is found by name. What a right reaches inside a
department, file by file, the departments' own tests ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, BaseConverter, Rule, UUIDConverter

from deploy.assembly import Offices
from deploy.departments import DEPARTMENTS
from deploy.settings import settings_from
from shared.access.actor import Actor
from shared.web.face import KEY as FACE
from shared.web.guards import ANYBODY, MARK, READS, SIGNED_IN
from shared.web.mounting import WEB
from tests.access.test_rights import ROLES
from tests.support.rights import RIGHTS

DENIED, NOBODY = 403, 401
SIGN_IN_FIRST = 303


class ByRole:
    """The token is the role: nobody's session is asked for."""

    def actor_of(self, token: str) -> Actor | None:
        """Give somebody of that role at the first station."""
        if token not in ROLES:
            return None
        return Actor(account=f"{token}01", role=token, unit="station-1", villages=("青石社区",))


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Flask]]:
    """All departments over empty stores."""
    offices = Offices(settings_from({}, data=tmp_path_factory.mktemp("town")))
    offices.prepare()
    made = {}
    for office in offices:
        wiring = replace(office.configuration()[WEB], sessions=ByRole())
        made[office.parts.name] = office.parts.web.flask.make_app(_Container(wiring))
        office.projector.catch_up()
    yield made
    offices.close()


class _Container:
    """What the mounting asks of a container."""

    def __init__(self, wiring: Any) -> None:
        self.config = {WEB: wiring}


def asked(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Each method and address of an application, with the permission that opens it."""
    for rule in app.url_map.iter_rules():
        mark = getattr(app.view_functions[rule.endpoint], MARK)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, address_of(app, rule, method), mark


def address_of(app: Flask, rule: Rule, method: str) -> str:
    """An address of the rule at which there is no file."""
    values = {name: sample_of(rule._converters[name]) for name in rule.arguments}
    return app.url_map.bind("localhost").build(rule.endpoint, values, method=method)


def sample_of(converter: BaseConverter) -> object:
    """Something that the converter takes."""
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return UUID(int=1) if isinstance(converter, UUIDConverter) else 1


def status(app: Flask, method: str, address: str, role: str) -> int:
    headers = {"Authorization": f"Bearer {role}"}
    typed: dict[str, Any] | None = {} if method not in READS and "/api/" in address else None
    return app.test_client().open(address, method=method, headers=headers, json=typed).status_code


def stored(app: Flask) -> int:
    """How much is in the log of the department that answers."""
    office: Any = app.extensions[FACE].application
    return office.recorder.max_notification_id() or 0


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_whom_the_table_does_not_let_in_is_denied_every_page_and_every_call(
    desks: dict[str, Flask], department: str
) -> None:
    app, asked_of = desks[department], 0
    let_in, before = [], stored(desks[department])
    for method, address, mark in asked(app):
        for role in ROLES:
            if mark in {ANYBODY, SIGNED_IN} or RIGHTS.rows[mark].get(role) is not None:
                continue
            asked_of += 1
            if (got := status(app, method, address, role)) != DENIED:
                let_in.append(f"{role}: {method} {address} -> {got}")

    assert let_in == []
    assert asked_of > 0
    assert stored(app) == before


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_whom_the_table_lets_in_is_not_denied_a_page_or_a_call(
    desks: dict[str, Flask], department: str
) -> None:
    """One role a permission and reach; there is no file at the address, and nothing is typed.

    So 404 and 422 are answers too, and whoever may learns what was wrong with the form.
    """
    app = desks[department]
    got = {
        (role, method, address): status(app, method, address, role)
        for method, address, mark in asked(app)
        if mark not in {ANYBODY, SIGNED_IN}
        for role in one_a_reach(mark)
    }

    assert {it for it, answer in got.items() if answer in {DENIED, NOBODY}} == set()


def one_a_reach(permission: str) -> set[str]:
    """One role for each reach that the table gives."""
    row = RIGHTS.rows[permission]
    return set({reach: role for role, reach in row.items() if role in ROLES}.values())


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_a_stranger_gets_in_nowhere(desks: dict[str, Flask], department: str) -> None:
    app = desks[department]
    got = {
        (method, address): status(app, method, address, "stranger")
        for method, address, mark in asked(app)
        if mark != ANYBODY
    }

    assert {it for it, answer in got.items() if answer not in {NOBODY, SIGN_IN_FIRST}} == set()
