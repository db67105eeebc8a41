"""A refused test counts once, and only when nobody can have manufactured it (domain.md 0.8)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import Admonition
from services.supervision.rules.outcomes import DONE, NOT_ARRANGED, OPEN, REFUSED
from services.supervision.rules.refusals import consequence
from shared import clock
from shared.law import Citation, Refusal
from tests.supervision.conftest import (
    asking,
    at,
    events,
    file_of,
    on_sqlite,
    opened,
    refusing,
    sampling,
)

DAY = timedelta(days=1)
JANUARY, FEBRUARY, MARCH = date(2026, 1, 8), date(2026, 2, 10), date(2026, 3, 10)


def refused(
    office: SupervisionApplication, window: int, on: date, **differs: Any
) -> dict[str, Any]:
    """Serve a notice and record that it was refused on the same day."""
    file_id = file_of(office).id
    notice = office.notify_test(file_id=file_id, asking=asking(window, on)).answer
    record = refusing(notice, on, **differs)
    return office.record_refusal(file_id=file_id, refusing=record).answer


def admonished(
    office: SupervisionApplication,
    on: date,
    *,
    proofs: tuple[str, ...] = ("receipt",),
    **differs: Any,
) -> dict[str, Any]:
    """Serve a written admonition."""
    warning = Admonition(
        served_on=on,
        document_no=f"梅告〔2026〕{uuid4().hex[:6]}",
        clause="第三条",
        grounds="拒绝接受检测",
        how="in_person",
        proofs=proofs,
        **differs,
    )
    return office.admonish(file_id=file_of(office).id, admonition=warning).answer


@dataclass(frozen=True)
class Second:
    """A second refusal in the window of the first one (on 8 January), and what becomes of it."""

    name: str
    served_on: date
    counts: bool
    defects: tuple[str, ...] = ()
    admonished_on: date | None = None
    proofs: tuple[str, ...] = ("receipt",)
    differs: dict[str, Any] = field(default_factory=dict)


AFTER = JANUARY + 11 * DAY
SECONDS = [
    Second("no admonition", AFTER, counts=False, defects=("not_admonished",)),
    Second("admonished, ten days", JANUARY + 10 * DAY, counts=True, admonished_on=JANUARY + DAY),
    Second(
        "admonished, nine days",
        JANUARY + 9 * DAY,
        counts=False,
        defects=("refused_too_soon",),
        admonished_on=JANUARY,
    ),
    Second(
        "admonished after the further notice",
        AFTER,
        counts=False,
        defects=("not_admonished",),
        admonished_on=AFTER + DAY,
    ),
    Second(
        "an admonition that nobody can prove",
        AFTER,
        counts=False,
        defects=("not_admonished",),
        admonished_on=JANUARY + DAY,
        proofs=(),
    ),
    Second(
        "one witness",
        AFTER,
        counts=False,
        defects=("unwitnessed",),
        admonished_on=JANUARY,
        differs={"witnesses": ("王某",)},
    ),
    Second(
        "the same witness twice",
        AFTER,
        counts=False,
        defects=("unwitnessed",),
        admonished_on=JANUARY,
        differs={"witnesses": ("王某", "王某")},
    ),
    Second(
        "the officer's note instead of witnesses",
        AFTER,
        counts=True,
        admonished_on=JANUARY,
        differs={"witnesses": (), "officer_note": "当场录像，民警陈某"},
    ),
]


@on_sqlite
@pytest.mark.parametrize("case", SECONDS, ids=lambda case: case.name)
def test_a_second_refusal_in_the_same_window(office: SupervisionApplication, case: Second) -> None:
    file_id = opened(office)
    refused(office, 1, JANUARY)
    notice = office.notify_test(file_id=file_id, asking=asking(1, case.served_on)).answer
    if case.admonished_on:
        admonished(office, case.admonished_on, proofs=case.proofs)

    record = refusing(notice, case.served_on, **case.differs)
    answer = office.record_refusal(file_id=file_id, refusing=record).answer

    assert answer == {"count": 1 + case.counts, "defects": list(case.defects)}


def test_one_notice_counts_once(office: SupervisionApplication) -> None:
    file_id = opened(office)
    notice = office.notify_test(file_id=file_id, asking=asking(1, JANUARY)).answer
    office.record_refusal(file_id=file_id, refusing=refusing(notice, JANUARY))

    again = office.record_refusal(file_id=file_id, refusing=refusing(notice, JANUARY + DAY))

    assert again.answer == {"count": 1, "defects": ["notice_counted"]}


def test_a_refusal_answers_a_notice_on_file(office: SupervisionApplication) -> None:
    file_id = opened(office)

    with pytest.raises(Refusal) as none:
        office.record_refusal(file_id=file_id, refusing=refusing(str(uuid4()), JANUARY))

    assert none.value.citation == Citation("戒毒条例", "第19条第2项")


def test_a_refusal_of_a_notice_that_cannot_be_proven_is_kept_and_counts_for_nothing(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office)
    unproven = office.notify_test(file_id=file_id, asking=asking(1, JANUARY, proofs=())).answer

    answer = office.record_refusal(file_id=file_id, refusing=refusing(unproven, JANUARY)).answer

    assert answer == {"count": 0, "defects": ["unproven"]}
    assert events(office)[-1] == "drug_test_refused"


def test_nobody_refuses_what_he_was_not_asked_for_yet(office: SupervisionApplication) -> None:
    file_id = opened(office)
    notice = office.notify_test(file_id=file_id, asking=asking(1, JANUARY)).answer

    with pytest.raises(Refusal, match="早于通知送达日期"):
        office.record_refusal(file_id=file_id, refusing=refusing(notice, JANUARY - DAY))


def test_a_refused_window_is_refused_until_it_is_kept(office: SupervisionApplication) -> None:
    file_id = opened(office)
    refused(office, 1, JANUARY)
    assert file_of(office).outcomes(JANUARY)[0].state == REFUSED

    office.record_test(file_id=file_id, taken=sampling(JANUARY + DAY))

    assert file_of(office).outcomes(JANUARY + DAY)[0].state == DONE


def test_a_refusal_that_does_not_count_grounds_nothing(office: SupervisionApplication) -> None:
    opened(office)

    refused(office, 1, JANUARY, witnesses=())

    states = [file_of(office).outcomes(day)[0].state for day in (JANUARY, FEBRUARY)]
    assert (file_of(office).refused_tests, states) == (0, [OPEN, NOT_ARRANGED])


def test_who_was_tested_in_a_window_cannot_refuse_it(office: SupervisionApplication) -> None:
    file_id = opened(office)
    office.record_test(file_id=file_id, taken=sampling(JANUARY))

    answer = refused(office, 1, JANUARY + 12 * DAY)

    assert answer == {"count": 0, "defects": ["already_tested"]}


# The third.


def test_the_third_refusal_is_a_serious_breach_to_be_reported_within_a_day(
    office: SupervisionApplication,
) -> None:
    opened(office)
    refused(office, 1, JANUARY)
    refused(office, 2, FEBRUARY)
    assert "serious_breach_detected" not in events(office)

    with clock.use(at(MARCH, 18)):
        refused(office, 3, MARCH)

    breach = office.entries(names=["supervision.serious_breach_detected"])[0]
    assert breach.facts == {
        "detected_at": at(MARCH, 18),
        "counter": "test",
        "count": 3,
        "report_by": at(MARCH + DAY, 18),
        "law": "戒毒条例",
        "article": "20",
        "table": date(2025, 11, 18),
    }


def test_a_serious_breach_is_one_matter(office: SupervisionApplication) -> None:
    opened(office)
    for window, on in ((1, JANUARY), (2, FEBRUARY), (3, MARCH), (4, date(2026, 4, 10))):
        refused(office, window, on)

    assert events(office).count("serious_breach_detected") == 1
    assert file_of(office).refused_tests == 4


def test_in_recovery_the_police_decide_by_another_article(office: SupervisionApplication) -> None:
    opened(office, kind="community_recovery")
    for window, on in ((1, JANUARY), (2, FEBRUARY), (3, MARCH)):
        refused(office, window, on)

    assert "serious_breach_detected" in events(office)
    assert consequence("community_rehab") == Citation("禁毒法", "38(1)")
    assert consequence(file_of(office).kind) == Citation("禁毒法", "48(2)")


# Admonitions and notices.


def test_an_admonition_needs_a_breach(office: SupervisionApplication) -> None:
    opened(office)

    with pytest.raises(Refusal) as nothing:
        admonished(office, JANUARY)

    assert nothing.value.citation == Citation("禁毒法", "35")


@on_sqlite
@pytest.mark.parametrize(
    ("proofs", "witnesses", "found"),
    [
        (("receipt",), (), []),
        (("witnesses",), ("王某", "赵某"), []),
        (("witnesses",), ("王某", "王 某"), ["unproven"]),
        (("witnesses",), (), ["unproven"]),
        ((), ("王某", "赵某"), []),
        ((), (), ["unproven"]),
    ],
)
def test_an_admonition_is_proven_by_a_receipt_or_by_two_witnesses_by_name(
    office: SupervisionApplication,
    proofs: tuple[str, ...],
    witnesses: tuple[str, ...],
    found: list[str],
) -> None:
    opened(office)
    refused(office, 1, JANUARY)

    answer = admonished(office, JANUARY + DAY, proofs=proofs, witnesses=witnesses)

    assert answer == {"defects": found}


@on_sqlite
def test_what_is_to_be_put_right_has_its_time(office: SupervisionApplication) -> None:
    opened(office)
    refused(office, 1, JANUARY)

    with pytest.raises(Refusal, match="早于送达日期") as late:
        admonished(office, JANUARY + DAY, correct_by=JANUARY)

    assert late.value.field == "correct_by"


@on_sqlite
def test_an_admonition_names_one_of_several_breaches(
    office: SupervisionApplication,
) -> None:
    opened(office)
    for window, on in ((1, JANUARY), (2, FEBRUARY)):
        refused(office, window, on)
    first, _ = file_of(office).countable

    with pytest.raises(Refusal, match="针对的是哪一项") as unnamed:
        admonished(office, FEBRUARY)
    admonished(office, FEBRUARY, matter_id=first)

    assert unnamed.value.field == "matter_id"
    assert file_of(office).warned == [(first, FEBRUARY)]


@on_sqlite
def test_an_admonition_is_about_a_breach_on_file(office: SupervisionApplication) -> None:
    opened(office)
    refused(office, 1, JANUARY)

    with pytest.raises(Refusal, match="档案里没有这项违反协议的记录"):
        admonished(office, JANUARY, matter_id=uuid4())


def test_the_number_of_an_admonition_is_given_once(office: SupervisionApplication) -> None:
    file_id = opened(office)
    refused(office, 1, JANUARY)
    warning = Admonition(
        served_on=JANUARY, document_no="梅告〔2026〕1", clause="3", grounds="拒检", how="post"
    )
    office.admonish(file_id=file_id, admonition=warning)

    with pytest.raises(Refusal, match="已经用过"):
        office.admonish(file_id=file_id, admonition=warning)


@pytest.mark.parametrize(
    ("differs", "blamed"),
    [
        ({"window": 23}, "window"),
        ({"appear_at": at(date(2026, 2, 5))}, "appear_at"),
        ({"appear_at": at(date(2026, 1, 8), 8)}, "appear_at"),
        ({"served_at": at(date(2029, 1, 1)), "appear_at": at(date(2029, 1, 2))}, "served_at"),
    ],
)
@on_sqlite
def test_a_notice_asks_for_a_day_of_its_window(
    office: SupervisionApplication, differs: dict[str, Any], blamed: str
) -> None:
    file_id = opened(office)

    with pytest.raises(Refusal) as refusal:
        office.notify_test(file_id=file_id, asking=replace(asking(1, JANUARY), **differs))

    assert refusal.value.field == blamed
