"""Stations with their equipment (S32, S33) and the special fund (S6, S31)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.domain.affairs.budget import Approval, Spending
from services.registry.domain.affairs.stations import Equipment
from shared.law import Refusal
from tests.registry.affairs.registers import call, post, reports
from tests.registry.desk import SECRETARY, WORKER, page, reader, send
from tests.registry.town import TODAY, by, number, registered


def counted(
    office: RegistryApplication, *, quantity: int = 2, condition: str = "good", no: str = "A1"
) -> None:
    """Count the computers of the first station."""
    found = Equipment(
        item="computer", quantity=quantity, condition=condition, asset_no=no, counted_on=TODAY
    )
    with by():
        office.record_equipment(station="station-1", equipment=found)


def approved(office: RegistryApplication, *, amount: str = "1000.00", **rest: Any) -> list[str]:
    """Have the budget give money for the year."""
    papers: dict[str, Any] = {
        "approved_on": TODAY,
        "line_code": "2040221",
        "dedicated": True,
        "fiscal_doc": "财〔2026〕1号",
    }
    with by():
        done = office.approve_budget(
            year=2026, approval=Approval(amount=Decimal(amount), **papers | rest)
        )
    return list(done.answer["defects"])


def spent(office: RegistryApplication, amount: str, *, voucher: str = "1") -> list[str]:
    """Spend some of it."""
    spending = Spending(
        spent_on=TODAY, amount=Decimal(amount), purpose="test_kits", voucher=voucher, note="试剂"
    )
    with by():
        return list(office.record_spending(year=2026, spending=spending).answer["defects"])


def test_a_station_is_fit_with_an_office_of_its_own_and_a_computer(
    office: RegistryApplication, app: Flask
) -> None:
    bare = call(app, "GET", "/station-rooms")[0]
    with by():
        office.register_station(
            station="station-1", registered_on=TODAY, dedicated_office=True, address="和平路1号"
        )
    roomed = call(app, "GET", "/station-rooms")[0]
    counted(office)
    equipped = call(app, "GET", "/station-rooms")

    assert (bare["registered_on"], bare["is_fit"], roomed["is_fit"]) == (None, False, False)
    assert (equipped[0]["is_fit"], equipped[0]["computers"]) == (True, 2)
    assert len(equipped) == 3
    assert "和平路" not in str([entry.facts for entry in office.entries(limit=None)])


def test_a_shared_office_is_recorded_and_said(office: RegistryApplication) -> None:
    done = office.register_station(station="station-1", registered_on=TODAY, dedicated_office=False)

    assert done.answer == {"defects": ["no_office"]}
    assert reports(office, "station_registered") == [
        {"station": "station-1", "dedicated_office": False, "defects": ["no_office"]}
    ]


def test_the_last_count_of_an_asset_number_stands_and_scrap_counts_for_nothing(
    office: RegistryApplication,
) -> None:
    counted(office)
    counted(office, no="A2", quantity=1)
    counted(office, condition="scrapped")

    room = office.station_room("station-1")
    assert room is not None
    assert (room.computers, len(room.equipment)) == (1, 2)


def test_there_is_no_fourth_station(office: RegistryApplication) -> None:
    with pytest.raises(Refusal) as refused:
        office.register_station(station="station-4", registered_on=TODAY, dedicated_office=True)

    assert refused.value.field == "station"


def test_rooms_and_equipment_by_page_and_by_program(handler: FlaskClient, app: Flask) -> None:
    room = {"station": "station-2", "registered_on": "2026-11-23", "dedicated_office": "true"}
    thing = {
        "station": "station-2",
        "item": "computer",
        "quantity": "1",
        "condition": "good",
        "asset_no": "MS-7",
        "counted_on": "2026-11-23",
    }

    send(handler, "/registry/station-rooms/new", room)
    shown = send(handler, "/registry/station-rooms/equipment/new", thing)
    post(app, "/station-rooms", room | {"station": "station-3", "dedicated_office": True})
    post(app, "/station-rooms/equipment", thing | {"station": "station-3", "quantity": 2})

    assert "MS-7" in shown
    assert [it["is_fit"] for it in call(app, "GET", "/station-rooms")] == [False, True, True]
    assert "equipment/new" not in page(reader(app, WORKER), "/registry/station-rooms")
    page(reader(app, SECRETARY), "/registry/station-rooms", 403)


def test_a_second_approval_adds_to_the_first(office: RegistryApplication) -> None:
    approved(office)
    approved(office, amount="250.50", fiscal_doc="财〔2026〕9号")

    fund = office.budget(2026)
    assert fund is not None
    assert fund.approved == Decimal("1250.50")


def test_money_without_a_line_of_its_own_is_no_special_fund(office: RegistryApplication) -> None:
    found = approved(office, dedicated=False)

    fund = office.budget(2026)
    assert fund is not None
    assert (found, fund.approved) == (["not_dedicated"], Decimal())


def test_spending_up_to_the_fund_stands_and_a_cent_more_is_marked(
    office: RegistryApplication,
) -> None:
    approved(office)

    assert spent(office, "1000.00") == []
    assert spent(office, "0.01", voucher="2") == ["over_budget"]
    assert [it["defects"] for it in reports(office, "spending_recorded")] == [[], ["over_budget"]]


def test_a_document_and_a_voucher_are_entered_once(office: RegistryApplication) -> None:
    approved(office)
    spent(office, "1.00")

    with pytest.raises(Refusal) as document:
        approved(office)
    with pytest.raises(Refusal) as voucher:
        spent(office, "1.00")

    assert (document.value.field, voucher.value.field) == ("fiscal_doc", "voucher")


def test_the_fund_by_page_and_what_it_is_for_each_user(
    office: RegistryApplication, handler: FlaskClient, app: Flask
) -> None:
    for day in (1, 2, 3):
        registered(office, id_no=number(born=date(1985, 7, day)))
    approval = {
        "year": "2026",
        "amount": "1000",
        "line_code": "2040221",
        "dedicated": "true",
        "fiscal_doc": "财〔2026〕1号",
        "approved_on": "2026-11-23",
    }
    spending = {
        "year": "2026",
        "amount": "1000.01",
        "purpose": "test_kits",
        "voucher": "7",
        "spent_on": "2026-11-23",
    }
    send(handler, "/registry/budget/approvals/new", approval)

    shown = send(handler, "/registry/budget/spending/new", spending)

    assert "超出已批准的专项经费（《梅政办〔2025〕52号》S31）" in shown
    assert "本年度已设专项" in shown
    (fund,) = call(app, "GET", "/budgets")
    assert (fund["per_user"], fund["spent"]) == ("333.33", "1000.01")


def test_the_fund_by_program(app: Flask) -> None:
    approval = {
        "year": 2026,
        "amount": "5000.00",
        "line_code": "2040221",
        "dedicated": True,
        "fiscal_doc": "财〔2026〕1号",
        "approved_on": "2026-11-23",
    }
    spending = {
        "year": 2026,
        "amount": "12.30",
        "purpose": "test_kits",
        "voucher": "7",
        "spent_on": "2026-11-23",
    }

    assert post(app, "/budgets/approvals", approval)["defects"] == []
    assert post(app, "/budgets/spending", spending)["defects"] == []
    post(app, "/budgets/spending", spending | {"amount": "0", "voucher": "8"}, status=422)
    assert call(app, "GET", "/budgets")[0]["per_user"] is None
