"""Rows of rosters made for one test each."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.registry.application import RegistryApplication
from services.registry.domain.case import Case
from services.registry.roster.rows import RosterRow
from services.registry.rules.book import REHAB
from tests.registry.town import by, number

FIRST, SECOND = "1" * 64, "2" * 64


def row(**said: Any) -> RosterRow:
    """A row of somebody who reported and signed two years ago; what is said differs."""
    usual: dict[str, Any] = {
        "row": 7,
        "name": "李四海",
        "sex": "男",
        "ethnicity": "汉族",
        "id_no": number(),
        "born": date(1985, 7, 11),
        "village": "石桥村",
        "domicile": "安徽省六安市金寨县梅山镇石桥村1组",
        "residence": "石桥村1组2号",
        "phone": "13900000000",
        "drug": "海洛因",
        "status": "社区戒毒",
        "case_kind": REHAB,
        "flag": "registered_user",
        "decision_no": "金公(禁)社戒决字〔2024〕70号",
        "decided_on": date(2024, 11, 9),
        "served_on": date(2024, 11, 13),
        "reported_on": date(2024, 11, 20),
        "signed_on": date(2024, 11, 21),
        "term_months": 36,
        "remark": "",
    }
    return RosterRow(**usual | said)


def without_order(**said: Any) -> RosterRow:
    """Somebody of whom the village knows no order."""
    nothing: dict[str, Any] = dict.fromkeys(
        ("decided_on", "served_on", "reported_on", "signed_on", "term_months", "case_kind")
    )
    return row(**nothing | {"decision_no": "", "status": "外出务工", "flag": "working_away"} | said)


def take(office: RegistryApplication, taken: RosterRow, *, file: str = FIRST) -> dict[str, Any]:
    """Import one row, in the name of a handler."""
    with by(reason="由名册接管"):
        return office.take_over_row(row=taken, digest=file).answer


def case_in(office: RegistryApplication, answer: dict[str, Any]) -> Case:
    """The case of which an answer speaks."""
    return office.case_called(answer["case_ref"])
