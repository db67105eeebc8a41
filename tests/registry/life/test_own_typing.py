"""Slips of one's own are corrected within a day, alone; what counts takes two (domain.md 0.23)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from shared import clock
from shared.law import Refusal
from tests.registry import town
from tests.registry.desk import send

RIGHT = {"field": "agreement_no", "value": "梅社戒协〔2026〕7号", "why": "看错一位"}


@pytest.fixture
def case_id(office: RegistryApplication) -> UUID:
    with time_machine.travel(town.NOW, tick=False), town.by():
        return town.signed(office)  # the store's own clock says when it was typed


def test_who_typed_it_corrects_it_and_the_old_number_is_free(
    office: RegistryApplication, case_id: UUID
) -> None:
    with clock.use(town.NOW + timedelta(hours=24)), town.by(reason="看错一位"):
        office.correct_typing(case_id=case_id, **RIGHT)
    other = town.reported(office, id_no=town.number(sequence=998))
    with town.by():
        office.sign_agreement(case_id=other, agreement=town.agreement())

    case = office.case(case_id)
    assert case.agreement is not None
    assert case.agreement.agreement_no == "梅社戒协〔2026〕7号"
    assert case.agreement.signed_on == town.TODAY
    (noted,) = office.entries(names=["registry.typing_corrected"])
    assert noted.facts["field"] == "agreement_no"
    assert "value" not in noted.facts


@pytest.mark.parametrize(
    ("who", "field", "said"),
    [
        (("jingban02", 1), "agreement_no", "只有录入的人"),
        (("jingban01", 25), "agreement_no", "已超过 24 小时"),
        (("jingban01", 1), "reported_on", "日期、结果和次数不能自行更正"),
        (("jingban01", 1), "credit_days", "日期、结果和次数不能自行更正"),
    ],
)
def test_others_later_and_what_counts_take_two(
    office: RegistryApplication, case_id: UUID, who: tuple[str, int], field: str, said: str
) -> None:
    account, hours = who
    later = clock.use(town.NOW + timedelta(hours=hours))
    with later, town.by(account, reason="更正"), pytest.raises(Refusal, match=said):
        office.correct_typing(case_id=case_id, field=field, value="1", why="笔误")

    assert not office.entries(names=["registry.typing_corrected"])


def test_a_correction_does_not_make_the_typing_younger(
    office: RegistryApplication, case_id: UUID
) -> None:
    with clock.use(town.NOW + timedelta(hours=20)), town.by(reason="更正"):
        office.correct_typing(case_id=case_id, **RIGHT)

    later = clock.use(town.NOW + timedelta(hours=30))
    with later, town.by(reason="更正"), pytest.raises(Refusal, match="已超过 24 小时"):
        office.correct_typing(case_id=case_id, field="agreement_no", value="8号", why="又看错")


def test_the_number_of_another_agreement_is_not_taken(
    office: RegistryApplication, case_id: UUID
) -> None:
    other = town.reported(office, id_no=town.number(sequence=998))
    with town.by():
        office.sign_agreement(case_id=other, agreement=town.agreement(agreement_no="2号"))

    with town.by(), pytest.raises(Refusal, match="已经用过"):
        office.correct_typing(case_id=case_id, field="agreement_no", value="2号", why="笔误")


def test_the_desk_corrects_a_slip(handler: FlaskClient, case_id: UUID) -> None:
    shown = send(handler, f"/registry/cases/{case_id}/typing", RIGHT)

    assert "录入已更正" in shown
    assert "梅社戒协〔2026〕7号" in shown
