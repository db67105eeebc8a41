"""What stands before each act of the course of a case, and what is said in it: for its test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from services.registry.application import RegistryApplication
from services.registry.rules.affairs.users import CANDIDATE
from services.registry.rules.book import RECOVERY
from shared.eventstore.attachments import Upload
from tests.registry.affairs.test_staff import hired
from tests.registry.life.story import moved, printed
from tests.registry.papers import signed
from tests.registry.test_dossier import FILING, PDF, checked
from tests.registry.town import MEMBERS, TODAY, by, number, ordered, registered, reported

Prepared = Callable[[RegistryApplication], dict[str, Any]]
DAY, EARLIER = "2026-11-23", date(2026, 11, 20)
PAPER = {"authority": "金寨县公安局", "document_no": "金公〔2026〕8号"}
DECIDED: dict[str, Any] = {
    "kind": "community_rehab",
    "decision_no": "金公（禁）〔2026〕21号",
    "authority": "金寨县公安局",
    "decided_on": "2026-11-20",
    "served_on": "2026-11-21",
    "term_months": 36,
}
VOLUNTARY: dict[str, Any] = {
    "signed_on": DAY,
    "agreement_no": "梅自帮协〔2026〕9号",
    "town_signer": "镇政府经办人",
    "agreed": "帮助找一份工作。",
}
BODIES: dict[str, Any] = {
    "receive_decision": DECIDED,
    "record_report_in": {"reported_on": DAY},
    "accept_transfer_in": DECIDED
    | {
        "origin": "霍山县某镇",
        "document_no": "霍戒移〔2026〕9号",
        "reported_on": "2026-11-22",
        "received_on": DAY,
        "suspensions_stated": True,
    },
    "justify_late_report": {"reason": "住院", "signer": "冯组长", "signed_on": DAY},
    "suspend_case": {"suspended_on": DAY, "cause": "detention", **PAPER},
    "resume_case": {"resumed_on": DAY, **PAPER},
    "order_transfer": {"ordered_on": DAY, "destination": "霍山县某镇", "reason": "随家人迁居"},
    "send_materials": {"sent_on": DAY, "document_no": "梅戒移〔2026〕1号"},
    "confirm_receipt": {"received_on": DAY, "document_no": "霍戒收〔2026〕1号"},
    "cancel_transfer": {"cancelled_on": DAY, "reason": "不再迁居"},
    "terminate_case": {"ended_on": DAY, "cause": "imprisonment", **PAPER},
    "revoke_order": {"ended_on": DAY, **PAPER},
    "begin_voluntary_help": VOLUNTARY,
    "give_voluntary_help": {"given_on": DAY, "what": "talk"},
    "end_voluntary_help": {"ended_on": DAY, "cause": "withdrawn"},
    "settle_term_dates": {
        "answered_on": DAY,
        "first_on": "2026-11-19",
        "last_on": "2029-11-18",
        **PAPER,
    },
    "record_release_notice": {"told_on": DAY, "document_no": "金公解〔2026〕1号"},
    "record_refusal_to_sign": {"refused_on": DAY, "reason": "不认可", "witnesses": "甲\n乙"},
    "end_worker": {"ended_on": DAY, "reason": "辞职"},
    "register_person": {"name": "王五湖", "id_no": number(sequence=997), "village": "石桥村"},
    "close_census_round": {"closed_on": DAY},
    "reinstate_user": {"why": "迁回本镇"},
    "open_dossier": {},
    "check_dossier": {},
    "archive_dossier": {"place": "一号柜", "missing_reason": "待补"},
}


def _another(sequence: int) -> str:
    return number(born=date(1979, 3, 4), sequence=sequence)


def _held(office: RegistryApplication) -> dict[str, Any]:
    case_id = reported(office, id_no=_another(996))
    with by():
        office.suspend_case(case_id=case_id, suspended_on=TODAY, cause="detention", **PAPER)
    return {"case_id": case_id}


def _moving(sequence: int) -> Prepared:
    def prepare(office: RegistryApplication) -> dict[str, Any]:
        case_id = reported(office, id_no=_another(sequence))
        with by():
            office.order_transfer(
                case_id=case_id, ordered_on=TODAY, destination="霍山县某镇", reason="迁居"
            )
        return {"case_id": case_id}

    return prepare


def _late(office: RegistryApplication) -> dict[str, Any]:
    id_no = number(born=date(1981, 5, 6))
    return {"case_id": reported(office, id_no=id_no, served_on=date(2026, 10, 20))}


def _over(office: RegistryApplication) -> dict[str, Any]:
    case_id = reported(
        office,
        id_no=number(born=date(1982, 5, 6)),
        kind=RECOVERY,
        months=1,
        served_on=date(2026, 10, 8),
        reported_on=date(2026, 10, 10),
    )
    office.run_clock()
    return {"case_id": case_id}


def _left_out(office: RegistryApplication) -> dict[str, Any]:
    person_id = office.case(reported(office, id_no=number(born=date(1983, 5, 6)))).of_person
    with by():
        office.exclude_from_actual(
            person_id=person_id, reason="moved", proof="证明", paper=signed()
        )
    return {"person_id": person_id}


def _filed(born: int, *, by_whom: str, is_checked: bool = False) -> Prepared:
    def prepare(office: RegistryApplication) -> dict[str, Any]:
        case_id: UUID = reported(office, id_no=number(born=date(born, 5, 6)))
        with by(by_whom):
            office.file_dossier_item(case_id=case_id, filing=FILING, scan=Upload(PDF))
        if is_checked:
            checked(office, case_id)
        return {"case_id": case_id}

    return prepare


def _plain(born: int) -> Prepared:
    return lambda office: {"case_id": reported(office, id_no=number(born=date(born, 5, 6)))}


def _grouped(office: RegistryApplication) -> dict[str, Any]:
    case_id = reported(office, id_no=number(born=date(1994, 5, 6)))
    with by():
        office.form_group(case_id=case_id, formed_on=TODAY, members=MEMBERS)
    return {"case_id": case_id}


def _helped(born: int) -> Prepared:
    def prepare(office: RegistryApplication) -> dict[str, Any]:
        person_id = registered(office, "孙九州", id_no=number(born=date(born, 9, 19)))
        told = VOLUNTARY | {"signed_on": TODAY, "agreement_no": f"梅自帮协〔{born}〕1号"}
        with by():
            office.begin_voluntary_help(person_id=person_id, **told)
        return {"person_id": person_id}

    return prepare


BEFORE: Mapping[str, Prepared] = {
    "verify_user": lambda office: {
        "person_id": registered(
            office, "周五常", id_no=number(born=date(1979, 5, 6)), flag=CANDIDATE
        )
    },
    "receive_decision": lambda office: {
        "person_id": registered(office, "赵六合", id_no=number(born=date(1984, 5, 6)))
    },
    "accept_transfer_in": lambda office: {
        "person_id": registered(office, "钱七星", id_no=number(born=date(1986, 5, 6)))
    },
    "record_report_in": lambda office: {
        "case_id": ordered(office, id_no=number(born=date(1987, 5, 6)))
    },
    "record_refusal_to_sign": _plain(1988),
    "change_group": _grouped,
    "justify_late_report": _late,
    "resume_case": _held,
    "send_materials": _moving(997),
    "confirm_receipt": _moving(998),
    "cancel_transfer": _moving(999),
    "order_transfer": _plain(1989),
    "terminate_case": _plain(1990),
    "revoke_order": lambda office: {"case_id": moved(office, 999)},
    "begin_voluntary_help": lambda office: {
        "person_id": registered(office, "孙八方", id_no=number(born=date(1981, 9, 19)))
    },
    "give_voluntary_help": _helped(1982),
    "end_voluntary_help": _helped(1985),
    "settle_term_dates": lambda office: {"case_id": printed(office, 998)},
    "record_release_notice": _over,
    "end_worker": lambda office: {"worker_id": hired(office)},
    "reinstate_user": _left_out,
    "open_dossier": lambda office: {
        "case_id": reported(office, id_no=number(born=date(1991, 5, 6)))
    },
    "check_dossier": _filed(1992, by_whom="jingban02"),
    "archive_dossier": _filed(1993, by_whom="jingban01", is_checked=True),
}
"""Which file each act is done to, where the one of all acts will not do."""
