"""One file of each department that keeps files on cases, as far as a test asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from services.assistance.application import AssistanceApplication
from services.legal_aid.application import LegalAidApplication
from services.registry.application import RegistryApplication
from services.supervision.application import SupervisionApplication
from services.treatment.application import TreatmentApplication
from tests.access.places import (
    DAYS,
    Place,
    at,
    case_of,
    offices_in,
    partner_file,
    place_of,
)
from tests.assistance.test_assessments import ASSESSMENT
from tests.legal_aid.test_law_education import SESSION
from tests.registry import town
from tests.supervision import conftest as station
from tests.treatment.test_information import INFORMATION


@contextmanager
def registry(folder: Path, state: str) -> Iterator[Place]:
    """The town office on a day on which its case is so far."""
    with offices_in(folder) as offices:
        office = offices.app(RegistryApplication)
        case_id = case_of(office, state)
        with at(DAYS[state]):
            office.run_clock()
            yield place_of(
                offices,
                "registry",
                state,
                ids={"case_id": case_id, "person_id": office.case(case_id).of_person},
                fields={
                    "registry.see_decision": "17号",
                    "registry.see_dossier": "正本",
                    "registry.identify": "李四海",
                    "registry.unmask": town.number(),
                },
                open_sealed=partial(office.open_sealed_file, case_id=case_id, why="法院来函"),
            )


@contextmanager
def supervision(folder: Path, state: str) -> Iterator[Place]:
    """The station on a day on which its case is so far."""
    with offices_in(folder) as offices:
        office = offices.app(SupervisionApplication)
        with at(date(2026, 3, 2)):
            file_id = station.opened(office, term_months=12, kind="community_recovery")
            office.record_talk(file_id=file_id, talk=station.talk())
            office.record_test(file_id=file_id, taken=station.sampling())
            if state == "sealed":
                station.rests(offices.app(SupervisionApplication), on=DAYS["sealed"])
        days = {"running": date(2026, 3, 2), "over": date(2027, 6, 1), "sealed": DAYS["sealed"]}
        with at(days[state]):
            yield place_of(
                offices,
                "supervision",
                state,
                ids={"file_id": file_id},
                fields={
                    "supervision.see_talks": "想学一门手艺",
                    "supervision.see_tests": "陈民警",
                },
                open_sealed=partial(office.open_sealed_file, file_id=file_id, why="法院来函"),
            )


@contextmanager
def assistance(folder: Path, state: str) -> Iterator[Place]:
    """The social affairs centre, which knows a family."""
    with offices_in(folder) as offices:
        file_id, need_id = partner_file(offices, AssistanceApplication, state)
        with at(town.TODAY):
            offices.app(AssistanceApplication).assess_family(file_id=file_id, **ASSESSMENT)
        with at(DAYS[state]):
            yield place_of(
                offices,
                "assistance",
                state,
                ids={"file_id": file_id, "need_id": need_id},
                fields={"assistance.see_families": "砖房一处"} | _needs_of("assistance"),
            )


@contextmanager
def treatment(folder: Path, state: str) -> Iterator[Place]:
    """The health institution, which told somebody where treatment is to be had."""
    with offices_in(folder) as offices:
        file_id, need_id = partner_file(offices, TreatmentApplication, state)
        with at(town.TODAY):
            offices.app(TreatmentApplication).give_treatment_info(file_id=file_id, **INFORMATION)
        with at(DAYS[state]):
            yield place_of(
                offices,
                "treatment",
                state,
                ids={"file_id": file_id, "need_id": need_id},
                fields=_needs_of("treatment"),
            )


@contextmanager
def legal_aid(folder: Path, state: str) -> Iterator[Place]:
    """The justice office, at whose session somebody was."""
    with offices_in(folder) as offices:
        file_id, need_id = partner_file(offices, LegalAidApplication, state)
        with at(town.TODAY):
            offices.app(LegalAidApplication).hold_law_education(**SESSION)
        with at(DAYS[state]):
            yield place_of(
                offices,
                "legal_aid",
                state,
                ids={"file_id": file_id, "need_id": need_id},
                fields=_needs_of("legal_aid"),
            )


def _needs_of(department: str) -> dict[str, str]:
    """Words that only a need in the inbox, and only the record, would show."""
    return {f"{department}.see_inbox": "待接收", f"{department}.see_history": "收到转来的需求"}


FILES: dict[str, Callable[[Path, str], AbstractContextManager[Place]]] = {
    "registry": registry,
    "supervision": supervision,
    "assistance": assistance,
    "treatment": treatment,
    "legal_aid": legal_aid,
}
