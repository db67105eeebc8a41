"""People are found as they are written, spoken, abbreviated and numbered; no table holds a name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa

from services.registry.application import RegistryApplication
from services.registry.projections import PROJECTIONS
from services.registry.projections.people import find
from services.registry.projections.search_words import PURPOSE, case_refs_sought, words_sought
from services.registry.projections.within import WHOLE_TOWN, Within
from shared.projecting import Projector
from tests.registry.town import corrected, number, registered

SHAN = number(born=date(1990, 3, 8), sequence=996)


def found(
    office: RegistryApplication, projector: Projector, query: str, *, within: Within = WHOLE_TOWN
) -> set[UUID]:
    """Whom a query finds."""
    projector.catch_up()
    sought = [
        {office.token(word, purpose=PURPOSE) for word in each} for each in words_sought(query)
    ]
    with office.db.reading() as conn:
        return {row.person_id for row in find(conn, sought, within=within, most=50)}


@pytest.mark.parametrize(
    "query",
    [
        "单雄信",
        "单",
        "雄信",
        "信 雄",
        "danxiongxin",
        "shanxiongxin",
        "Shan Xiong Xin",
        "chan",
        "sxx",
        "DXX",
        SHAN,
        SHAN.lower(),
        SHAN[-4:],
        "13900000000",
        "139 0000 0000",
        "１３９００００００００",
    ],
)
def test_a_person_is_found(office: RegistryApplication, query: str) -> None:
    person_id = registered(office, "单雄信", id_no=SHAN, phone="13900000000、0564-7356001")
    registered(office, "王伯当")

    assert found(office, Projector(office, PROJECTIONS), query) == {person_id}


@pytest.mark.parametrize(
    "query", ["", "  ", "%", "*", "秦琼", "qinqiong", "qq", "0000", "1390000000", "单雄信琼", "xx"]
)
def test_nobody_else_is_found(office: RegistryApplication, query: str) -> None:
    registered(office, "单雄信", id_no=SHAN, phone="13900000000")

    assert found(office, Projector(office, PROJECTIONS), query) == set()


@pytest.mark.parametrize("query", ["lvbu", "lubu", "lyubu", "lb"])
def test_a_name_with_umlaut_is_found_however_it_is_typed(
    office: RegistryApplication, query: str
) -> None:
    person_id = registered(office, "吕布")

    assert found(office, Projector(office, PROJECTIONS), query) == {person_id}


def test_a_name_of_another_people_is_found_with_and_without_its_dot(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    person_id = registered(stored_office, "买买提·阿不都")

    assert found(stored_office, projector, "买买提阿不都") == {person_id}
    assert found(stored_office, projector, "买买提·阿不都") == {person_id}


def test_under_the_old_name_nobody_is_found_any_more(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    person_id = registered(stored_office, "单雄信")
    corrected(stored_office, person_id, name="单二郎")

    assert found(stored_office, projector, "雄信") == set()
    assert found(stored_office, projector, "二郎") == {person_id}


def test_a_secretary_finds_the_own_village_only(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    registered(stored_office, "单雄信", village="石桥村")

    own = Within(villages=("石桥村",))
    other = Within(villages=("青石社区",))

    assert len(found(stored_office, projector, "单", within=own)) == 1
    assert found(stored_office, projector, "单", within=other) == set()


def test_no_table_of_the_read_models_holds_a_name_or_number(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    registered(stored_office, "单雄信", id_no=SHAN, phone="13900000000")
    projector.catch_up()

    tables = sa.MetaData()
    tables.reflect(stored_office.db.engine)
    with stored_office.db.reading() as conn:
        rows = [
            str(row)
            for name, table in tables.tables.items()
            if name.startswith("registry_")
            for row in conn.execute(table.select())
        ]

    assert rows
    assert holding(rows, ("单", "雄信", "xiong", "13900000000", SHAN, SHAN[-4:] + "'")) == []


def holding(rows: Iterable[str], secrets: Iterable[str]) -> list[str]:
    return [secret for secret in secrets if any(secret in row for row in rows)]


@pytest.mark.parametrize(
    ("query", "refs"),
    [
        ("梅社戒〔2026〕0017", ["梅社戒〔2026〕0017"]),
        ("梅社康[2026]3号", ["梅社康〔2026〕0003"]),
        ("社戒（2026）17", ["梅社戒〔2026〕0017"]),
        ("2026-17", ["梅社戒〔2026〕0017", "梅社康〔2026〕0017"]),
        ("张三", []),
        ("20260017", []),
    ],
)
def test_a_case_is_sought_by_its_reference_however_it_is_typed(query: str, refs: list[str]) -> None:
    assert case_refs_sought(query) == refs
