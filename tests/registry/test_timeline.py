"""A case as its log tells it, in sentences, on any day."""

from __future__ import annotations

from datetime import date, timedelta
from string import Formatter

import pytest

from services.registry.application import RegistryApplication
from services.registry.domain.care import Care
from services.registry.domain.case import Case
from services.registry.domain.clarification import Clarification
from services.registry.domain.family import FamilyAccess
from services.registry.domain.notices import (
    ConfirmedUse,
    EndedEscalation,
    EscalatedDuty,
    OverturnedUse,
    PaperElsewhere,
    PoliceAnswer,
    PoliceReport,
    RefusedTest,
    SeriousBreach,
    WithdrawnBreach,
)
from services.registry.domain.unmasking import Unmasking
from services.registry.domain.voluntary import VoluntaryHelp
from services.registry.rules.book import RECOVERY
from services.registry.timeline import SENTENCES, WORDS
from shared.eventstore.catalogue import Catalogue
from shared.eventstore.history import case_history
from shared.law import Unknown
from shared.resting import SealedReading
from tests.registry.town import MEMBERS, TODAY, by, decision, ordered, reported, signed

NOTICES = (
    *(RefusedTest, SeriousBreach, WithdrawnBreach, ConfirmedUse, OverturnedUse),
    *(PoliceReport, PoliceAnswer, EscalatedDuty, EndedEscalation, PaperElsewhere),
)
TOLD = (
    *(Case, Care, Clarification, FamilyAccess, *NOTICES),
    *(SealedReading, Unmasking, VoluntaryHelp),
)
OF_A_CASE = Catalogue("registry", TOLD).by_name


def test_every_event_of_a_case_can_be_said() -> None:
    assert SENTENCES.keys() == OF_A_CASE.keys()


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_a_sentence_says_facts_only(name: str) -> None:
    said = {place for _, place, _, _ in Formatter().parse(SENTENCES[name]) if place}

    assert said <= OF_A_CASE[name].readers.keys() - OF_A_CASE[name].sealed


def test_a_case_is_told_in_sentences(office: RegistryApplication) -> None:
    case_id = signed(office)
    office.form_group(case_id=case_id, formed_on=TODAY, members=MEMBERS)

    told = case_history(office, office.case(case_id).ref, sentences=SENTENCES, words=WORDS)

    assert [line["summary"] for line in told] == [
        "收到社区戒毒决定，2026年11月20日送达，期限36个月",
        "建立待办清单",
        "应于2026年12月7日前报到（依据《戒毒条例》）",
        "本人报到（按期），期限至2029年11月22日",
        "已完成：报到",
        "告知个人信息处理事项",
        "已完成：告知个人信息处理事项",
        "应于2026年12月8日前成立监护小组（依据《戒毒条例》）",
        "应于2026年11月26日前签订协议（依据《戒毒条例》）",
        "签订协议",
        "已完成：签订协议",
        "应于2026年12月8日前确定戒毒、帮扶措施（依据《戒毒条例》）",
        "成立监护小组：专职社工、社区干部、社区民警、社区医务人员、家庭成员",
        "已完成：成立监护小组",
    ]
    assert {line["who"] for line in told[:3]} == {"jingban01（office_handler）"}


def test_a_case_in_a_line(office: RegistryApplication) -> None:
    case = office.case(signed(office))

    assert office.case_summary(case.ref) == {
        "case_ref": case.ref,
        "kind": "community_rehab",
        "status": "active",
        "last_day": date(2029, 11, 22),
    }


@pytest.mark.parametrize(
    ("as_of", "status", "last_day"),
    [
        (date(2026, 11, 20), "ordered", None),
        (date(2026, 11, 23), "active", date(2029, 11, 22)),
        (date(2029, 11, 23), "term_completed", date(2029, 11, 22)),
    ],
)
def test_a_case_as_of_a_day(
    office: RegistryApplication, as_of: date, status: str, last_day: date | None
) -> None:
    case = office.case(signed(office))

    told = office.case_summary(case.ref, as_of=as_of)

    assert (told["status"], told["last_day"]) == (status, last_day)


def test_a_case_as_it_was_known_at_an_instant(office: RegistryApplication) -> None:
    case = office.case(reported(office))
    received = office.stream(case.id)[0].recorded_at

    told = office.case_summary(case.ref, known_at=received)

    assert (told["status"], told["last_day"]) == ("ordered", None)


def test_who_has_not_reported_is_overdue_on_a_later_day(office: RegistryApplication) -> None:
    case = office.case(ordered(office))

    assert office.case_summary(case.ref, as_of=date(2026, 12, 8))["status"] == "report_overdue"


def test_a_case_that_gave_way_says_so(office: RegistryApplication) -> None:
    old = office.case(ordered(office))
    with by():
        office.receive_decision(
            person_id=old.of_person, decision=decision(kind=RECOVERY), replaces=old.ref
        )

    assert office.case_summary(old.ref)["status"] == "replaced"


def test_of_what_had_not_happened_nothing_is_told(office: RegistryApplication) -> None:
    case = office.case(ordered(office))
    recorded = office.stream(case.id)[0].recorded_at

    with pytest.raises(Unknown):
        office.case_summary(case.ref, as_of=date(2026, 11, 19))
    with pytest.raises(Unknown):
        office.case_summary(case.ref, known_at=recorded - timedelta(seconds=1))
    with pytest.raises(Unknown):
        office.case_summary("梅社戒〔2026〕0099")
