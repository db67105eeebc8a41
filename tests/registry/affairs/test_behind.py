"""The list of the town's registers says what each is behind with, as far as the reader sees it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.web.affairs.behind import BEHIND
from services.registry.web.affairs.hub import REGISTERS
from tests.registry.affairs.test_activities import met
from tests.registry.affairs.test_census import started
from tests.registry.affairs.test_plans import LEADERS, adopted
from tests.registry.affairs.test_units import assigned
from tests.registry.desk import OTHER_SECRETARY, SECRETARY, page, reader
from tests.registry.life.story import at
from tests.registry.town import TODAY, by, registered

HUB = "/registry/town-work"
ROW = re.compile(
    r'<a href="(/registry/[^"]+)">[^<]+</a></td>\s*<td[^>]*><div>(.*?)</div>', re.DOTALL
)
TAG = re.compile(r"<[^>]+>")


def told(client: FlaskClient) -> dict[str, str]:
    """What stands beside each register, by its address."""
    return {path: TAG.sub("", said).strip() for path, said in ROW.findall(page(client, HUB))}


def test_an_empty_town_is_told_where_to_begin(handler: FlaskClient) -> None:
    said = told(handler)

    assert said["/registry/leading-group"] == "还没有登记"
    assert said["/registry/plans"] == "没有在执行的方案"
    assert said["/registry/police-lists"] == "还没有核对过"
    assert said["/registry/station-rooms"] == "未达要求：3"
    assert said["/registry/budget"] == "本年度还没有设专项"
    assert said["/registry/meetings"] == "应当开会"
    assert said["/registry/training"] == "—"


def test_what_is_done_is_behind_no_more_and_what_is_late_is_said_to_be(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    registered(office)
    with by():
        office.appoint_leading_group(members=LEADERS, appointed_on=TODAY)
    adopted(office)
    started(office)
    assigned(office)
    met(office)

    now = told(handler)
    with at(date(2027, 1, 1)):
        later = told(handler)

    assert (now["/registry/leading-group"], now["/registry/plans"]) == ("没有落下", "没有落下")
    assert now["/registry/census"] == "未走访：1"
    assert now["/registry/unit-tasks"].startswith("办理中")
    assert later["/registry/unit-tasks"] == "逾期未完成：1"
    assert later["/registry/plans"] == "没有在执行的方案"


def test_a_village_is_told_of_its_own_part(office: RegistryApplication, app: Flask) -> None:
    registered(office, village="石桥村")
    started(office)

    own, others = (told(reader(app, it)) for it in (SECRETARY, OTHER_SECRETARY))

    assert own["/registry/census"] == "未走访：1"
    assert others["/registry/census"] == "没有落下"
    assert "/registry/budget" not in own


@pytest.mark.parametrize("endpoint", BEHIND)
def test_each_that_can_be_behind_is_a_register(endpoint: str) -> None:
    assert endpoint in {it.endpoint for it in REGISTERS}
