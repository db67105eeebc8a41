"""A village is one that a unit looks after: it is chosen, and lists are mapped to it or say so."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.domain.affairs.census import Call
from services.registry.reconciling import reconcile
from services.registry.roster.villages import village_among
from shared.law import Refusal
from tests.registry.desk import OFFICE, SECRETARY, page, reader, send
from tests.registry.roster.making import xlsx
from tests.registry.rows import SECOND, row, take
from tests.registry.town import LATE, TODAY, by, decision, details, number, registered
from tests.registry.units import now_looks_after, takes_part

KNOWN = {"石桥村", "青石社区", "梧桐村", "梧桐社区"}
OPTION = '<option value="{}"'
ON_LIST = "名单里没有这个村（社区）：石乔村"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("石桥村", "石桥村"),
        ("石桥", "石桥村"),
        ("石桥村委会", "石桥村"),
        ("梅山镇石桥村", "石桥村"),
        ("青石居委会", "青石社区"),
        ("石乔村", None),
        ("梧桐", None),
    ],
)
def test_a_village_written_otherwise_is_the_one_that_it_can_only_be(
    written: str, meant: str | None
) -> None:
    assert village_among(KNOWN, written) == meant


def test_a_village_that_no_unit_has_is_refused_wherever_it_is_entered(
    office: RegistryApplication,
) -> None:
    takes_part(office)
    round_id = UUID(
        office.start_census_round(
            title="一", mode="canvass", started_on=TODAY, order_no="梅政3号"
        ).answer
    )
    call = Call(
        visited_on=TODAY, visitors=("甲", "乙"), outcome="seen", village="石乔村", household_no="1"
    )

    with pytest.raises(Refusal, match=ON_LIST):
        office.register_person(details=details(), village="石乔村")
    with pytest.raises(Refusal, match=ON_LIST):
        office.record_household_visit(round_id=round_id, call=call)
    with pytest.raises(Refusal, match=ON_LIST) as refused:
        office.designate_base_organisation(
            village="石乔村", organisation="村委会", designated_on=TODAY, doc_no="9号"
        )

    assert refused.value.field == "village"


def test_every_village_is_taken_before_any_is_known(office: RegistryApplication) -> None:
    person_id = registered(office, village="石乔村")

    assert office.person(person_id).village == "石乔村"


def test_what_a_file_has_of_old_stays_and_can_be_set_right(office: RegistryApplication) -> None:
    person_id = registered(office, village="石乔村")
    takes_part(office)
    known = office.person(person_id).details

    office.revise_person(person_id=person_id, details=known, village="石乔村", why="电话未变")
    with pytest.raises(Refusal, match="名单里没有"):
        office.revise_person(person_id=person_id, details=known, village="石侨村", why="录错")
    office.revise_person(person_id=person_id, details=known, village="石桥村", why="录错")

    assert office.person(person_id).village == "石桥村"


def test_a_case_that_lies_nowhere_for_its_village_leads_to_where_that_is_set_right(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    person_id = registered(office, village="石乔村")
    takes_part(office)
    with by(reason=LATE):
        office.receive_decision(person_id=person_id, decision=decision())

    shown = page(handler, "/registry/stations")

    assert f'href="/registry/people/{person_id}/details"' in shown


def test_the_pages_have_a_village_chosen(office: RegistryApplication, app: Flask) -> None:
    clerk, person_id = reader(app, OFFICE), registered(office, village="石乔村")
    takes_part(office, villages=["石桥村", "青石社区"])

    new = page(clerk, "/registry/people/new")
    known = page(clerk, f"/registry/people/{person_id}/details")
    organisation = page(clerk, "/registry/unit-tasks/base-organisations/new")
    of_village = page(reader(app, SECRETARY), "/registry/publicity/new")

    for shown in (new, known, organisation):
        assert OPTION.format("石桥村") in shown
        assert OPTION.format("青石社区") in shown
    assert OPTION.format("石乔村") not in new
    assert "石乔村（不在名单里）" in known
    assert OPTION.format("石桥村") in of_village
    assert OPTION.format("青石社区") not in of_village


def test_a_village_is_written_where_none_is_known_yet(handler: FlaskClient) -> None:
    assert 'type="text" id="field-village"' in page(handler, "/registry/people/new")


def test_a_page_says_which_village_is_not_on_the_list(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    takes_part(office)
    typed = {"name": "王五湖", "id_no": number(), "id_type": "id_card", "village": "石乔村"}

    shown = send(handler, "/registry/people/new", typed, status=422)

    assert ON_LIST in shown


def test_a_roster_is_mapped_to_the_list_and_says_what_is_not_on_it(
    office: RegistryApplication,
) -> None:
    takes_part(office)

    otherwise = take(office, row(village="石桥村委会"))
    unknown = take(office, row(village="石乔村", id_no=number(sequence=997)))

    assert "village_written_otherwise" in otherwise["warnings"]
    assert office.person(UUID(otherwise["person_id"])).village == "石桥村"
    assert "village_unknown" in unknown["warnings"]
    assert office.person(UUID(unknown["person_id"])).village == "石乔村"


def test_a_later_roster_takes_no_file_off_the_list(office: RegistryApplication) -> None:
    takes_part(office)
    take(office, row())

    later = take(office, row(village="石乔村", phone="13900001111"), file=SECOND)

    assert "village_unknown" in later["warnings"]
    assert office.person(UUID(later["person_id"])).village == "石桥村"


def test_a_village_that_the_police_write_otherwise_is_no_difference(
    office: RegistryApplication,
) -> None:
    takes_part(office)
    registered(office, "李四海", id_no=number())
    headings = ("姓名", "身份证号", "性别", "村（社区）", "现状")
    listed = xlsx([("名单",), headings, ("李四海", number(), "", "石桥村委会", "社区戒毒")])

    with by():
        found = reconcile(office, listed, filename="名单.xlsx", listed_on=date(2026, 11, 1))

    assert all("village" not in it["differing"] for it in found.rows)


def test_a_village_that_went_to_another_unit_stays_on_the_list(office: RegistryApplication) -> None:
    takes_part(office)
    takes_part(office, "station-2", ["青石社区"])
    now_looks_after(office, "station-2", "青石社区", "石桥村")

    assert office.villages() == {"石桥村", "青石社区"}
