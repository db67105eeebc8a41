"""Cases to be looked at: brought so far, and what is asked of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

from services.registry.domain.case import Case
from services.registry.domain.papers import Agreement, Decision
from services.registry.rules.book import REHAB
from services.registry.rules.reporting import punctuality
from tests.calendar.cases import d, days, refused
from tests.registry.town import TEXT

PAPER = {"authority": "金寨县公安局", "document_no": "金公文〔2026〕1号"}


def ordered(served: str = "2025-11-25") -> Case:
    decision = Decision(kind=REHAB, served_on=d(served), term_months=36)
    return Case.receive(
        decision, case_ref="梅社戒〔2025〕0001", person_id=uuid4(), village=None, station=None
    )


def reported(on: str = "2025-12-01") -> Case:
    case = ordered()
    case.report_in(reported_on=d(on), village=None, station=None, sex="男")
    return case


def held(spans: str, case: Case | None = None) -> Case:
    case = case or reported()
    for first, end in days(spans):
        case.suspend(suspended_on=first, cause="detention", **PAPER)
        if end is not None:
            case.resume(resumed_on=end, authority="金寨县公安局", document_no="金公释字〔2026〕1号")
    return case


def moving(on: str = "2026-09-17") -> Case:
    case = reported()
    case.order_transfer(ordered_on=d(on), destination="燕子河镇", reason="迁居")
    return case


def moved(on: str = "2026-09-25") -> Case:
    case = moving()
    case.confirm_receipt(received_on=d(on), document_no="燕函1号")
    return case


def taken_in(spans: str | None, left: str = "") -> Case:
    case = ordered("2025-12-20")
    case.take_in(
        received_on=d("2026-11-23"),
        reported_on=d("2026-01-04"),
        left_on=d(left) if left else None,
        suspensions=None if spans is None else tuple(days(spans)),
        counters={},
        village=None,
        station=None,
        sex="男",
        origin="燕子河镇",
        document_no="燕函2号",
    )
    return case


def corrected(case: Case, spans: str) -> Case:
    case.propose_correction(
        reported_on=case.reported_on or d("2026-01-04"),
        credit_days=0,
        suspensions=tuple(days(spans)),
        why="来函补正",
        author="甲",
        on=d("2026-12-01"),
    )
    case.decide_correction(approved=True, why="", approver="乙", on=d("2026-12-01"))
    return case


def ended(cause: str = "imprisonment", on: str = "2026-12-01", *, case: Case | None = None) -> Case:
    case = case or reported()
    case.terminate(ended_on=d(on), cause=cause, **PAPER)
    return case


def reopened(case: Case, on: str = "2027-02-01") -> Case:
    case.reopen(reopened_on=d(on), authority="霍山县人民法院", document_no="霍法撤字〔2027〕1号")
    return case


def revoked_elsewhere() -> Case:
    case = moved()
    case.terminate(ended_on=d("2026-10-20"), cause="order_revoked", **PAPER)
    return case


def late(reported_on: str, *, reason: str = "", **rest: str) -> str:
    return punctuality(
        kind=REHAB,
        served_on=d("2025-12-01"),
        reported_on=d(reported_on),
        detained="released_on" in rest,
        released_on=d(rest["released_on"]) if "released_on" in rest else None,
        tracked_from=d(rest["tracked_from"]) if "tracked_from" in rest else None,
        stated=bool(reason),
        found=False,
    )


def late_then_justified() -> list[object]:
    case = ordered("2025-12-01")
    case.report_in(reported_on=d("2026-01-20"), village=None, station=None, sex="男")
    before = case.punctuality
    case.justify_late_report(
        reason="住院", signer="冯组长", signed_on=d("2026-01-22"), on=d("2026-01-22")
    )
    return [before, case.punctuality, case.last_day]


def on_days(case: Case, *written: str) -> list[str]:
    return [case.status_on(d(day)) for day in written]


def after_time(case: Case, day: str) -> list[object]:
    case.let_time_pass(d(day))
    case.let_file_rest(d(day))
    return [case.status, case.completed_on, case.released_on]


def end_and_status(case: Case) -> list[object]:
    return [case.status, case.last_day]


def signing(case: Case, on: str) -> tuple[str, ...]:
    agreement = Agreement(signed_on=d(on), text=TEXT)
    return case.sign_agreement(agreement, born=None, was_held=False)


def contested(case: Case, *written: str) -> list[bool]:
    return [case.is_contested_on(d(day)) for day in written]


def read(case: Case) -> list[str]:
    """The last days by all readings, as one is written."""
    return [str(it.last_day) for it in case.readings]


def says(act: Callable[[], object]) -> Callable[[], str]:
    return lambda: refused(act)


def chosen(case: Case, last_day: date) -> Case:
    case.choose_reading(last_day=last_day, why="按不计入", chooser="甲", on=d("2028-11-20"))
    return case
