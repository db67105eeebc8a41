"""A later version of an agreement: numbered, with its reason; unless sound, the former stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.domain.papers import Agreement
from shared import clock
from shared.law import Refusal
from tests.registry.desk import page, send
from tests.registry.town import TEXT, TODAY, agreement, by, names_of, owed, reported, signed

WHY = "本人外出务工，改为视频谈话"
OTHER_TEXT = (("measures", "每月视频谈话一次。"), *((h, t) for h, t in TEXT if h != "measures"))

TYPED = {
    "signed_on": TODAY.isoformat(),
    "agreement_no": agreement().agreement_no,
    "town_signer": "周经办",
    "party_a": "town",
    "why": WHY,
    **dict(OTHER_TEXT),
}
BEFORE = {"group_lead": "李社工", "person_signs": "fingerprint", "witnesses": "邻居甲\n 邻居乙\n"}


def amended(**differs: object) -> Agreement:
    return replace(agreement(text=OTHER_TEXT), **differs)  # type: ignore[arg-type]


def designated(office: RegistryApplication) -> None:
    """The village's committee signs for the town from today on."""
    office.designate_base_organisation(
        village="石桥村", organisation="石桥村村委会", designated_on=TODAY, doc_no="梅政9号"
    )


def test_a_later_version_stands_in_place_of_the_one_before_which_is_kept(
    office: RegistryApplication,
) -> None:
    case_id = signed(office)
    before = owed(office, case_id)

    done = office.amend_agreement(case_id=case_id, agreement=amended(), why=WHY)

    case = office.case(case_id)
    assert done.answer == []
    assert case.standing_agreement == amended()
    assert case.agreement == agreement()
    assert case.versions == ((amended(), WHY),)
    (event,) = office.entries(names=["registry.agreement_amended"])
    assert event.facts["number"] == 2
    assert owed(office, case_id) == before


def test_versions_are_numbered_on(office: RegistryApplication) -> None:
    case_id = signed(office)
    for why in ("一", "二"):
        office.amend_agreement(case_id=case_id, agreement=amended(), why=why)

    events = office.entries(names=["registry.agreement_amended"])

    assert [it.facts["number"] for it in events] == [2, 3]


def test_a_version_that_lacks_a_heading_is_kept_and_changes_nothing(
    office: RegistryApplication,
) -> None:
    case_id = signed(office)

    done = office.amend_agreement(case_id=case_id, agreement=amended(text=TEXT[:2]), why=WHY)

    case = office.case(case_id)
    assert done.answer == ["headings_missing"]
    assert case.standing_agreement == agreement()
    assert len(case.defective) == 1


def test_nothing_is_amended_before_it_was_signed_nor_back_in_time(
    office: RegistryApplication,
) -> None:
    early = reported(office)
    with pytest.raises(Refusal, match="还没有签订有效的协议"):
        office.amend_agreement(case_id=early, agreement=amended(), why=WHY)
    office.sign_agreement(case_id=early, agreement=agreement())

    with pytest.raises(Refusal, match="变更日期早于上一版"):
        office.amend_agreement(
            case_id=early, agreement=amended(signed_on=TODAY - timedelta(days=1)), why=WHY
        )


def test_what_is_mistyped_in_a_replaced_version_stays(office: RegistryApplication) -> None:
    case_id = signed(office)
    office.amend_agreement(case_id=case_id, agreement=amended(), why=WHY)

    with by(), pytest.raises(Refusal, match="协议已经变更"):
        office.correct_typing(case_id=case_id, field="town_signer", value="另一人", why="录错")


def test_a_village_signs_for_the_town_from_its_designation_on(office: RegistryApplication) -> None:
    case_id = reported(office)
    by_village = amended(party_a="base_organisation")

    too_early = office.sign_agreement(case_id=case_id, agreement=by_village).answer
    designated(office)
    sound = office.sign_agreement(case_id=case_id, agreement=by_village).answer

    assert too_early == ["signed_without_designation"]
    assert sound == []
    assert names_of(office).count("agreement_signed") == 1


def test_a_designation_of_a_later_day_does_not_reach_back(office: RegistryApplication) -> None:
    case_id = reported(office, reported_on=date(2026, 11, 20))
    designated(office)

    found = office.sign_agreement(
        case_id=case_id,
        agreement=amended(party_a="base_organisation", signed_on=TODAY - timedelta(days=1)),
    ).answer

    assert found == ["signed_without_designation"]


def test_the_office_changes_an_agreement_on_the_page(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = signed(office)
    path = f"/registry/cases/{case_id}"
    form = page(handler, f"{path}/agreement/amendment")
    shown = send(handler, f"{path}/agreement/amendment", TYPED | BEFORE)

    assert agreement().agreement_no in form
    assert dict(TEXT)["liability"] in form
    for said in (
        "第2版",
        WHY,
        "每月视频谈话一次。",
        "李社工",
        "镇人民政府",
        "签订第1版",
        "捺印",
        "邻居甲、邻居乙",
    ):
        assert said in shown


def test_the_page_of_a_change_says_that_nothing_was_signed(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    shown = page(handler, f"/registry/cases/{reported(office)}/agreement/amendment", status=422)

    assert "还没有签订有效的协议，不能变更" in shown


def test_the_page_says_that_the_former_version_stands_where_the_later_is_defective(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = signed(office)
    by_village = TYPED | {"party_a": "base_organisation"}

    shown = send(handler, f"/registry/cases/{case_id}/agreement/amendment", by_village)

    assert "前一版仍然有效" in shown
    assert "第2版" not in shown


def test_no_change_is_offered_once_the_term_is_over(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = signed(office)
    offer = f"/registry/cases/{case_id}/agreement/amendment"
    before = page(handler, f"/registry/cases/{case_id}")

    with clock.use(datetime(2029, 12, 1, 9, tzinfo=clock.SHANGHAI)):
        after = page(handler, f"/registry/cases/{case_id}")

    assert offer in before
    assert offer not in after
