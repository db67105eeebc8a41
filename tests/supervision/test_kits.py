"""A stock of test kits: what comes, what a test takes out of it, what a test may not name."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import KitDelivery, KitWithdrawal
from services.supervision.projections import PROJECTIONS
from services.supervision.projections.kits import KitRow, kit_rows
from services.supervision.projections.lists import Within
from services.supervision.rules.serials import serial_of, serials_of
from shared import clock
from shared.law import Refusal
from shared.projecting import Projector
from tests.supervision.conftest import START, at, events, on_sqlite, opened, sampling
from tests.supervision.desk import Register, app_of, reader
from tests.supervision.test_pages import POLICE, WORKER, page, send

FIRST = date(2026, 1, 20)
BOX = KitDelivery(
    batch="B2026",
    expires_on=date(2027, 6, 30),
    received_on=START,
    station="station-1",
    first_serial="MS0001",
    last_serial="MS0050",
    source="县公安局发放",
)


def stocked(office: SupervisionApplication, **differs: Any) -> UUID:
    """Kits came; gives the batch's id."""
    return UUID(office.receive_kits(delivery=replace(BOX, **differs)).answer["batch_id"])


def stock(office: SupervisionApplication, within: Within | None = None) -> list[KitRow]:
    """The stock as its page reads it."""
    Projector(office, PROJECTIONS).catch_up()
    with office.db.reading() as conn:
        return list(kit_rows(conn, within=within or Within(town=True)))


def found_in(office: SupervisionApplication, on: date = FIRST, **differs: Any) -> list[str]:
    """What is wrong with a test that names this kit."""
    file_id = opened(office, case_ref=f"梅社戒〔2026〕{len(events(office)):04}")
    taken = sampling(on, **{"kit_serial": "MS0001", **differs})
    defects: list[str] = office.record_test(file_id=file_id, taken=taken).answer["defects"]
    return defects


def test_a_test_takes_its_kit_out_of_the_stock(office: SupervisionApplication) -> None:
    stocked(office)

    assert found_in(office) == []

    (line,) = stock(office)
    assert (line.received, line.used, line.left) == (50, 1, 49)
    assert events(office)[-1] == "kit_used"


@on_sqlite
@pytest.mark.parametrize(
    ("differs", "found"),
    [
        ({"kit_serial": "MS0050"}, []),
        ({"kit_serial": "ＭＳ50"}, []),
        ({"kit_batch": "b2026 "}, []),
        ({"kit_expires_on": None}, []),
        ({"kit_serial": "MS0051"}, ["kit_unknown"]),
        ({"kit_serial": "XX0001"}, ["kit_unknown"]),
        ({"kit_batch": "B1999"}, ["kit_unknown"]),
        ({"kit_serial": ""}, ["no_kit"]),
        ({"kit_serial": "MS0051", "kit_expires_on": None}, ["kit_unknown"]),
        ({"kit_expires_on": FIRST - timedelta(days=1)}, ["kit_expired"]),
        ({"sample": "hair", "kit_batch": "", "kit_serial": "", "kit_expires_on": None}, []),
    ],
)
def test_a_kit_comes_from_the_stock_where_one_is_kept(
    office: SupervisionApplication, differs: dict[str, Any], found: list[str]
) -> None:
    stocked(office)

    assert found_in(office, **differs) == found


@on_sqlite
def test_a_test_of_another_place_needs_no_kit_of_ours_but_the_copy_of_its_report(
    office: SupervisionApplication,
) -> None:
    """As on a leave, or before the case came from another town."""
    stocked(office)

    copied = found_in(office, kit_batch="HF-77", kit_serial="1", elsewhere=True)
    alleged = found_in(office, kit_batch="HF-77", kit_serial="2", elsewhere=True, report_no="")

    assert (copied, alleged) == ([], ["no_copy"])
    assert stock(office)[0].left == 50


@on_sqlite
@pytest.mark.parametrize(("days", "found"), [(0, []), (1, ["kit_expired"])])
def test_the_stock_knows_when_a_kit_expires_whatever_was_typed(
    office: SupervisionApplication, days: int, found: list[str]
) -> None:
    stocked(office, expires_on=FIRST)

    on = FIRST + timedelta(days=days)

    assert found_in(office, on, kit_expires_on=date(2030, 1, 1)) == found


@on_sqlite
def test_before_a_stock_is_kept_the_record_alone_is_believed(
    office: SupervisionApplication,
) -> None:
    stocked(office, received_on=date(2026, 2, 1))

    assert found_in(office, date(2026, 1, 31), kit_serial="OLD1") == []
    assert found_in(office, date(2026, 2, 1), kit_serial="OLD2") == ["kit_unknown"]


@on_sqlite
def test_a_kit_is_used_once_however_it_is_written(office: SupervisionApplication) -> None:
    stocked(office)
    found_in(office, kit_serial="MS0007")

    assert found_in(office, kit_serial="ms 7") == ["kit_used"]
    assert stock(office)[0].used == 1


@on_sqlite
def test_kits_that_were_put_aside_are_no_longer_there(office: SupervisionApplication) -> None:
    batch_id = stocked(office)
    found_in(office, kit_serial="MS0010")
    aside = KitWithdrawal(
        batch_id=batch_id,
        withdrawn_on=date(2026, 1, 25),
        first_serial="MS0010",
        last_serial="MS0012",
        because="damaged",
    )

    count = office.withdraw_kits(withdrawal=aside).answer["count"]

    assert count == 2
    assert (stock(office)[0].withdrawn, stock(office)[0].left) == (2, 47)
    assert found_in(office, date(2026, 1, 24), kit_serial="MS0011") == []
    assert found_in(office, date(2026, 1, 25), kit_serial="MS0012") == ["kit_unknown"]


@on_sqlite
def test_what_is_gone_cannot_be_put_aside_again(office: SupervisionApplication) -> None:
    aside = KitWithdrawal(
        batch_id=stocked(office),
        withdrawn_on=FIRST,
        first_serial="MS0001",
        last_serial="MS0002",
        because="lost",
    )
    office.withdraw_kits(withdrawal=aside)

    with pytest.raises(Refusal, match="都已经用过或者报废"):
        office.withdraw_kits(withdrawal=aside)
    with pytest.raises(Refusal, match="不在同一次入库"):
        office.withdraw_kits(withdrawal=replace(aside, last_serial="MS0051"))


@on_sqlite
@pytest.mark.parametrize(
    ("differs", "field"),
    [
        ({"first_serial": "MS0050", "last_serial": "MS0060"}, "first_serial"),
        ({"expires_on": date(2028, 1, 1)}, "expires_on"),
        ({"first_serial": "一盒", "last_serial": "MS1"}, "first_serial"),
        ({"first_serial": "MS0060", "last_serial": "X99"}, "last_serial"),
        ({"first_serial": "MS0080", "last_serial": "MS0070"}, "last_serial"),
        ({"first_serial": "MS1", "last_serial": "MS99999"}, "last_serial"),
        ({"received_on": date(2029, 1, 1)}, "received_on"),
    ],
)
def test_what_cannot_be_is_not_taken_into_stock(
    office: SupervisionApplication, differs: dict[str, Any], field: str
) -> None:
    stocked(office)

    with pytest.raises(Refusal) as refused:
        stocked(office, **differs)

    assert refused.value.field == field
    assert len(stock(office)) == 1


@on_sqlite
def test_kits_move_to_another_station_and_stay_used(office: SupervisionApplication) -> None:
    batch_id = stocked(office)
    found_in(office, kit_serial="MS0040")
    aside = KitWithdrawal(
        batch_id=batch_id,
        withdrawn_on=FIRST,
        first_serial="MS0041",
        last_serial="MS0050",
        because="moved",
    )
    office.withdraw_kits(withdrawal=aside)

    with pytest.raises(Refusal, match="已经入库"):
        stocked(office, station="station-2", first_serial="MS0040", last_serial="MS0050")
    stocked(office, station="station-2", first_serial="MS0041", last_serial="MS0050")

    assert {it.station: it.left for it in stock(office)} == {"station-1": 39, "station-2": 10}
    assert found_in(office, date(2026, 1, 25), kit_serial="MS0041") == []
    assert {it.station: it.left for it in stock(office)} == {"station-1": 39, "station-2": 9}


def test_a_batch_comes_to_several_stations(office: SupervisionApplication) -> None:
    first = stocked(office)
    other = stocked(
        office, batch=" b2026", station="station-2", first_serial="MS51", last_serial="MS60"
    )

    assert first == other
    assert [(it.station, it.left) for it in stock(office)] == [("station-1", 50), ("station-2", 10)]
    assert [it.left for it in stock(office, Within(station="station-2"))] == [10]


@pytest.mark.parametrize(
    ("printed", "prefix", "number"),
    [("MS0050", "MS", 50), ("007", "", 7), ("B-2026/11", "B-2026/", 11), ("ｍｓ　５", "MS", 5)],
)
def test_a_printed_number_is_read_however_it_is_typed(
    printed: str, prefix: str, number: int
) -> None:
    found = serial_of(printed)

    assert found is not None
    assert (found.prefix, found.number) == (prefix, number)


def test_a_number_is_printed_as_wide_as_its_row() -> None:
    row = serials_of("MS0008", "MS0012", most=100)

    assert [row.printed(it) for it in row][1:3] == ["MS0009", "MS0010"]
    assert len(row) == 5
    assert serial_of("没有号") is None


# The page.


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


@on_sqlite
def test_the_page_takes_kits_in_and_says_what_expires_soon(
    app: Flask, office: SupervisionApplication
) -> None:
    with clock.use(at(FIRST, 16)):
        typed = {
            "station": "station-1",
            "received_on": "2026-01-20",
            "batch": "B2026",
            "first_serial": "MS0001",
            "last_serial": "MS0050",
            "expires_on": "2026-02-10",
        }

        text = send(reader(app, WORKER), "/supervision/kits/new", typed)

        assert "即将过期" in text
        assert re.findall(r'class="count-number">(\d+)', text) == ["50", "50", "0"]
        batch_id = office.entries(names=["supervision.kit_batch_begun"])[0].stream_id
        aside = {
            "withdrawn_on": "2026-01-20",
            "first_serial": "MS0001",
            "last_serial": "MS0020",
            "because": "expired",
        }
        text = send(reader(app, POLICE), f"/supervision/kits/{batch_id}/withdrawals/new", aside)
        assert re.findall(r'class="count-number">(\d+)', text) == ["30", "30", "0"]


@on_sqlite
def test_who_records_a_test_is_told_when_no_good_kit_is_left(
    app: Flask, office: SupervisionApplication
) -> None:
    file_id = opened(office)
    empty = "本站库存里没有未过期的检测试剂"
    with clock.use(at(FIRST, 16)):
        form = f"/supervision/cases/{file_id}/tests/new"
        assert empty not in page(reader(app, WORKER), form)
        stocked(office, expires_on=FIRST - timedelta(days=1))
        assert empty in page(reader(app, WORKER), form)
        stocked(office, batch="B2027")
        assert empty not in page(reader(app, WORKER), form)


@on_sqlite
def test_a_station_takes_in_its_own_kits_only(app: Flask, office: SupervisionApplication) -> None:
    with clock.use(at(FIRST, 16)):
        client = reader(app, "shegong02")
        page(client, "/supervision/kits")
        answer = client.post(
            "/supervision/api/kits",
            json={
                "station": "station-1",
                "received_on": "2026-01-20",
                "batch": "B2026",
                "first_serial": "MS1",
                "last_serial": "MS2",
                "expires_on": "2026-12-31",
            },
            headers={"Authorization": "Bearer shegong02"},
        )

    assert answer.status_code == 403
    assert stock(office) == []
