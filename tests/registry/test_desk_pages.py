"""The desk as people see it: what is owed and why, and who is shown what."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.projections import PROJECTIONS
from tests.registry.desk import (
    AUDITOR,
    ELSEWHERE,
    JUSTICE,
    LEADER,
    OFFICE,
    OTHER_SECRETARY,
    PROJECTOR,
    SECRETARY,
    WORKER,
    app_of,
    page,
    reader,
    send,
)
from tests.registry.test_messages import heard
from tests.registry.town import (
    names_of,
    ordered,
    reported,
    signed,
)
from tests.registry.units import takes_part

PROJECTOR_NAMES = [projection.name for projection in PROJECTIONS]


def test_the_desk_shows_what_is_owed_by_urgency_and_why(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    reported(office)

    shown = page(handler, "/registry/")

    assert "签订协议" in shown
    assert "成立监护小组" in shown
    assert "李四海" in shown
    assert "梅社戒〔2026〕0001" in shown
    assert "应当在社区戒毒人员报到后及时与其签订社区戒毒协议" in shown
    assert "2026年11月26日" in shown


def test_an_empty_desk_says_what_would_be_there(handler: FlaskClient) -> None:
    assert "没有要办的事" in page(handler, "/registry/")


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("when=week", True),
        ("when=overdue", False),
        ("when=nonsense", True),
        ("village=石桥村", True),
        ("village=青石社区", False),
        ("duty=sign_agreement", True),
        ("duty=report_in", False),
        ("page=99999999999", True),
    ],
)
def test_the_desk_can_be_narrowed(
    office: RegistryApplication, handler: FlaskClient, query: str, *, is_there: bool
) -> None:
    reported(office)

    assert ("梅社戒〔2026〕0001" in page(handler, f"/registry/?{query}")) is is_there


def test_what_came_in_stands_beside_it(office: RegistryApplication, handler: FlaskClient) -> None:
    ordered(office)
    office.hear(heard("drug_test_refused", window=4, refused_on="2026-11-22", count=2))

    assert "第4次检测拒检，累计2次" in page(handler, "/registry/")
    assert "第4次检测拒检，累计2次" in page(handler, "/registry/inbox")


def test_a_secretary_sees_the_own_village_only(office: RegistryApplication, app: Flask) -> None:
    case_id = reported(office)
    person_id = office.case(case_id).of_person

    assert "李四海" in page(reader(app, SECRETARY), "/registry/")
    assert "李四海" in page(reader(app, SECRETARY), f"/registry/cases/{case_id}")
    other = reader(app, OTHER_SECRETARY)
    assert "梅社戒" not in page(other, "/registry/")
    assert "李" not in page(other, "/registry/people").split("<main")[1]
    page(other, f"/registry/cases/{case_id}", 403)
    page(other, f"/registry/people/{person_id}", 403)


def test_a_secretary_is_not_shown_the_decision(office: RegistryApplication, app: Flask) -> None:
    case_id = signed(office)

    shown = page(reader(app, SECRETARY), f"/registry/cases/{case_id}")

    for secret in ("金公", "时间线", "梅社戒协", "监护小组</h2>"):
        assert secret not in shown
        assert secret in page(reader(app, OFFICE), f"/registry/cases/{case_id}")


def test_a_secretary_is_not_told_of_tests(office: RegistryApplication, app: Flask) -> None:
    """Test items and violations are no business of the village's."""
    ordered(office)
    office.hear(heard("drug_test_refused", window=4, refused_on="2026-11-22", count=2))

    desk = page(reader(app, SECRETARY), "/registry/")

    assert "拒检" not in desk
    assert "全部事项" in desk
    page(reader(app, SECRETARY), "/registry/inbox", 403)


def test_an_auditor_sees_masked_names_and_leaves_no_trace_of_looking(
    office: RegistryApplication, app: Flask
) -> None:
    case_id = reported(office)
    auditor = reader(app, AUDITOR)

    for path in ("/registry/", "/registry/people", f"/registry/cases/{case_id}"):
        shown = page(auditor, path)
        assert "李四海" not in shown
        assert "李*" in shown
    assert "names_looked_up" not in names_of(office)


def test_names_in_full_stand_in_the_read_log(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    reported(office)

    page(handler, "/registry/")

    noted = office.entries(names=["registry.names_looked_up"])[-1]
    assert (noted.account, noted.facts["purpose"]) == (OFFICE, "登记处待办")


@pytest.mark.parametrize(("account", "desk"), [(JUSTICE, 403), (LEADER, 303)])
def test_others_have_no_business_here(app: Flask, account: str, desk: int) -> None:
    """The leading group is led on to the town's own affairs, where there are no persons."""
    client = reader(app, account)

    page(client, "/registry/", desk)
    for path in ("/registry/people", "/registry/rosters"):
        page(client, path, 403)


def test_a_worker_of_another_station_sees_nothing(office: RegistryApplication, app: Flask) -> None:
    takes_part(office)
    case_id = reported(office)

    assert "梅社戒" in page(reader(app, WORKER), "/registry/")
    assert "梅社戒" not in page(reader(app, ELSEWHERE), "/registry/")
    page(reader(app, ELSEWHERE), f"/registry/cases/{case_id}", 403)


def test_english_readers_get_english(office: RegistryApplication, handler: FlaskClient) -> None:
    case_id = signed(office)
    handler.set_cookie("guihang_lang", "en")

    for path in (
        "/registry/",
        "/registry/people",
        "/registry/people/new",
        "/registry/rosters",
        f"/registry/cases/{case_id}",
        f"/registry/cases/{case_id}?part=timeline",
        f"/registry/cases/{case_id}/group",
        f"/registry/cases/{case_id}/care-plan",
    ):
        page(handler, path)
    assert "community drug rehabilitation" in page(handler, f"/registry/cases/{case_id}").lower()


def test_after_a_key_is_destroyed_the_lists_go_on_without_the_name(
    office: RegistryApplication, app: Flask
) -> None:
    """The facts count on; whoever the person was is gone, from the search too."""
    case_id = reported(office)
    page(reader(app, OFFICE), "/registry/")
    with office.db.transaction() as connection:
        connection.execute(sa.text("UPDATE data_keys SET wrapped = NULL"))
    later = app_of(RegistryApplication(office.db, master=office.master))
    for name in PROJECTOR_NAMES:
        later.config[PROJECTOR].rebuild(name)
    client = reader(later, OFFICE)

    assert "梅社戒〔2026〕0001" in page(client, "/registry/")
    assert "梅社戒〔2026〕0001" in page(client, f"/registry/cases/{case_id}")
    found = send(client, "/registry/people", {"sought": "李四海"}, status=200)
    assert "没有找到" in found
