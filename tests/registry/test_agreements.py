"""The agreement: what falls short of the law is kept and marked; nothing waits for the group."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from shared import clock
from shared.law import Refusal
from tests.registry.desk import page, send
from tests.registry.town import (
    LATE,
    NOW,
    TEXT,
    TODAY,
    agreement,
    by,
    corrected,
    moved,
    names_of,
    number,
    ordered,
    owed,
    reported,
    signed,
)


def test_an_agreement_makes_the_case_active(office: RegistryApplication) -> None:
    case_id = reported(office)

    done = office.sign_agreement(case_id=case_id, agreement=agreement())

    case = office.case(case_id)
    assert done.answer == []
    assert (case.status, case.days.signed_on) == ("active", TODAY)
    assert case.agreement is not None
    assert case.agreement.headings == tuple(heading for heading, _ in TEXT)


def test_signing_without_a_group_is_no_fault_and_leaves_it_owed(
    office: RegistryApplication,
) -> None:
    case_id = signed(office)

    assert owed(office, case_id) == {
        "form_group": date(2026, 12, 8),
        "set_care_plan": date(2026, 12, 8),
    }


def test_measures_are_laid_down_after_signing(office: RegistryApplication) -> None:
    case_id = signed(office)

    office.set_care_plan(case_id=case_id, set_on=TODAY, plan="每月谈话，介绍技能培训。")

    assert "set_care_plan" not in owed(office, case_id)
    assert office.care(case_id).plan == "每月谈话，介绍技能培训。"


def test_signing_before_reporting_is_kept_and_meets_no_duty(office: RegistryApplication) -> None:
    case_id = ordered(office)

    done = office.sign_agreement(case_id=case_id, agreement=agreement())

    case = office.case(case_id)
    assert done.answer == ["signed_before_reporting"]
    assert (case.status, case.agreement) == ("ordered", None)
    assert "report_in" in owed(office, case_id)


def test_signing_on_a_day_in_custody_is_kept_and_marked(office: RegistryApplication) -> None:
    case_id = reported(office)
    moved(office, office.case(case_id).of_person, "in_custody")

    done = office.sign_agreement(case_id=case_id, agreement=agreement())

    assert done.answer == ["signed_in_custody"]
    assert "sign_agreement" in owed(office, case_id)


@pytest.mark.parametrize("text", [TEXT[:-1], (*TEXT[:-1], ("other", "  ")), ()])
def test_an_agreement_without_all_its_parts_is_kept_and_marked(
    office: RegistryApplication, text: object
) -> None:
    case_id = reported(office)

    done = office.sign_agreement(case_id=case_id, agreement=agreement(text=text))

    assert done.answer == ["headings_missing"]


def test_a_minor_signs_with_a_guardian(office: RegistryApplication) -> None:
    case_id = reported(office)
    person = office.case(case_id).of_person
    corrected(office, person, id_no=number(born=date(2009, 1, 1)))

    done = office.sign_agreement(case_id=case_id, agreement=agreement())

    assert done.answer == ["guardian_missing"]


@pytest.mark.parametrize(
    ("witnesses", "found"),
    [
        ((), ["signature_not_witnessed"]),
        (("镇政府经办人",), ["signature_not_witnessed"]),
        (("邻居甲",), []),
    ],
    ids=["nobody", "the signer of the town", "a neighbour"],
)
def test_who_can_neither_sign_nor_give_a_fingerprint_agrees_before_a_witness(
    office: RegistryApplication, witnesses: tuple[str, ...], found: list[str]
) -> None:
    case_id = reported(office)
    before = replace(agreement(), person_signs="cannot_sign", witnesses=witnesses)

    done = office.sign_agreement(case_id=case_id, agreement=before)

    assert done.answer == found
    assert (office.case(case_id).agreement == before) is not bool(found)


def test_an_agreement_of_which_nobody_noted_how_the_person_signed_stands(
    office: RegistryApplication,
) -> None:
    case_id = reported(office)

    done = office.sign_agreement(case_id=case_id, agreement=replace(agreement(), person_signs=""))

    assert done.answer == []


def test_signing_after_the_last_day_is_kept_and_marked(office: RegistryApplication) -> None:
    case_id = reported(office)

    with clock.use(NOW.replace(year=2029, month=11, day=23)), by(reason=LATE):
        done = office.sign_agreement(
            case_id=case_id, agreement=agreement(signed_on=date(2029, 11, 23))
        )

    assert done.answer == ["signed_after_term"]


def test_a_defective_agreement_can_be_followed_by_a_whole_one_of_the_same_number(
    office: RegistryApplication,
) -> None:
    case_id = reported(office)
    with by():
        office.sign_agreement(case_id=case_id, agreement=agreement(text=()))

    with by():
        done = office.sign_agreement(case_id=case_id, agreement=agreement())

    assert done.answer == []
    assert office.case(case_id).status == "active"


def test_a_number_is_given_to_one_agreement(stored_office: RegistryApplication) -> None:
    signed(stored_office)
    another = reported(stored_office, id_no=number(sequence=997))

    with pytest.raises(Refusal) as refused:
        stored_office.sign_agreement(case_id=another, agreement=agreement())

    assert refused.value.field == "agreement_no"


def test_a_second_agreement_is_refused_while_one_stands(office: RegistryApplication) -> None:
    case_id = signed(office)

    with by(), pytest.raises(Refusal, match="已于 2026-11-23 签订协议，仍然有效"):
        office.sign_agreement(case_id=case_id, agreement=agreement(agreement_no="另一号"))


def test_an_agreement_is_not_signed_tomorrow(office: RegistryApplication) -> None:
    case_id = reported(office)

    with by(), pytest.raises(Refusal) as refused:
        office.sign_agreement(case_id=case_id, agreement=agreement(signed_on=date(2026, 11, 24)))

    assert refused.value.field == "signed_on"


def test_measures_can_be_laid_down_anew(office: RegistryApplication) -> None:
    case_id = signed(office)

    for plan in ("每月谈话。", "每周谈话。"):
        office.set_care_plan(case_id=case_id, set_on=TODAY, plan=plan)

    assert office.care(case_id).plan == "每周谈话。"
    assert names_of(office).count("care_plan_set") == 2


def test_a_plan_keeps_what_it_rests_on_and_shows_it_when_it_is_laid_down_anew(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    path = f"/registry/cases/{signed(office)}/care-plan"
    plan = {
        "set_on": str(TODAY),
        "family": "与父母同住",
        "drug_history": "2019年起吸食海洛因",
        "present_state": "睡眠差",
        "treatment_needed": "needed",
        "maintenance_advised": "not_needed",
        "counselling_plan": "每月一次",
        "help_plan": "介绍技能培训",
        "plan": "每月谈话",
    }

    shown = send(handler, path, plan)
    again = page(handler, path)

    assert all(said in shown for said in ("与父母同住", "2019年起吸食海洛因", "是否需要戒毒治疗"))
    assert all(said in again for said in ("睡眠差", "每月一次", "介绍技能培训"))
    assert 'value="needed" selected' in again
    stored = office.entries(names=["registry.care_plan_set"])[-1]
    assert "海洛因" not in str(stored.facts)
