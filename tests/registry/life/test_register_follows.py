"""Where a person stands in the register follows what happens in the case (domain.md 2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from shared.messaging.language import Message
from tests.registry import town
from tests.registry.desk import SECRETARY, page, reader
from tests.registry.life.story import DAY, PAPER, at, somebody
from tests.registry.test_messages import heard

FREED = {"authority": "金寨县公安局", "document_no": "金公释字〔2026〕1号"}


def flags(office: RegistryApplication, case_id: UUID) -> list[tuple[date, str]]:
    """Where the person stood, and since when; the first is that of the registration."""
    return office.person(office.case(case_id).of_person).flags[2:]


def suspend(office: RegistryApplication, case_id: UUID, day: date) -> None:
    with at(day):
        office.suspend_case(case_id=case_id, suspended_on=day, cause="detention", **PAPER)


def resume(office: RegistryApplication, case_id: UUID, day: date) -> None:
    with at(day):
        office.resume_case(case_id=case_id, resumed_on=day, **FREED)


def test_who_is_held_is_so_in_the_register_until_the_last_release(
    office: RegistryApplication,
) -> None:
    case_id = somebody(office, 996)
    suspend(office, case_id, town.TODAY)
    suspend(office, case_id, town.TODAY + DAY)

    resume(office, case_id, town.TODAY + 2 * DAY)
    after_one = flags(office, case_id)
    resume(office, case_id, town.TODAY + 3 * DAY)

    assert after_one == [(town.TODAY, "in_custody")]
    assert flags(office, case_id)[1:] == [(town.TODAY + 3 * DAY, "registered_user")]


@pytest.mark.parametrize(
    ("cause", "flag"),
    [
        ("compulsory_isolation", "in_isolation"),
        ("imprisonment", "serving_sentence"),
        ("death", "deceased"),
    ],
)
def test_the_end_of_a_case_says_where_the_person_is_and_its_revocation_takes_that_back(
    office: RegistryApplication, cause: str, flag: str
) -> None:
    case_id = somebody(office, 996)
    with at(town.TODAY):
        office.terminate_case(case_id=case_id, ended_on=town.TODAY, cause=cause, **PAPER)
    ended = flags(office, case_id)

    with at(town.TODAY + DAY):
        office.reopen_case(case_id=case_id, reopened_on=town.TODAY + DAY, **PAPER)

    assert ended == [(town.TODAY, flag)]
    assert flags(office, case_id)[-1] == (town.TODAY + DAY, "registered_user")


def test_a_revoked_order_and_a_detention_after_the_term_change_nothing(
    office: RegistryApplication,
) -> None:
    over = somebody(office, 996, kind="community_recovery", months=1)
    suspend(office, over, date(2026, 12, 23))
    revoked = somebody(office, 997)
    with at(town.TODAY):
        office.terminate_case(case_id=revoked, ended_on=town.TODAY, cause="order_revoked", **PAPER)

    assert flags(office, over) == []
    assert flags(office, revoked) == []


def near_its_end(handler: FlaskClient, case_id: UUID) -> str:
    """The page of the case 30 days before its last day."""
    with at(date(2029, 10, 23)):
        return page(handler, f"/registry/cases/{case_id}")


def found_use(office: RegistryApplication, *, position: int, counted: bool = True) -> None:
    """Supervision says that the police found use."""
    use_id = "00000000-0000-4000-8000-0000000000f2"
    told = heard("drug_use_confirmed", use_id=use_id, decided_on="2026-11-22", counted=counted)
    office.hear(replace(told, position=position, previous=office.tracked("supervision")))


def test_a_serious_breach_that_was_withdrawn_is_pointed_out_no_more(
    handler: FlaskClient, office: RegistryApplication
) -> None:
    case_id = somebody(office, 996)
    office.hear(heard("serious_breach_detected", counter="test", count=3))
    withdrawn = heard("serious_breach_withdrawn", counter="test", count=2)
    office.hear(replace(withdrawn, position=9, previous=office.tracked("supervision")))

    assert "请具名人员处理" not in near_its_end(handler, case_id)
    assert "不再属于严重违反协议" in page(handler, "/registry/inbox")


def test_of_two_serious_breaches_the_one_that_stands_is_pointed_out(
    handler: FlaskClient, office: RegistryApplication
) -> None:
    case_id = somebody(office, 996)
    told = [
        heard("serious_breach_detected", counter="test", count=3),
        heard("serious_breach_detected", counter="leave_times", count=3),
        heard("serious_breach_withdrawn", counter="test", count=2),
    ]
    for position, message in enumerate(told, start=5):
        office.hear(replace(message, position=position, previous=office.tracked("supervision")))

    assert near_its_end(handler, case_id).count("发现严重违反协议，期满前后请具名人员处理") == 1


def test_use_that_the_police_found_is_pointed_out_until_it_is_taken_back(
    handler: FlaskClient, office: RegistryApplication
) -> None:
    case_id = somebody(office, 996)
    found_use(office, position=5)
    before = near_its_end(handler, case_id)
    taken_back = heard("breach_overturned", overturned_on="2026-11-23", counter="use", count=0)
    office.hear(replace(taken_back, position=6, previous=office.tracked("supervision")))

    assert "2026年11月22日（周日）公安机关认定吸毒，期满前后请具名人员处理" in before
    assert "请具名人员处理" not in near_its_end(handler, case_id)


def test_use_is_pointed_out_while_a_correction_is_shown_by_no_paper(
    handler: FlaskClient, office: RegistryApplication
) -> None:
    case_id = somebody(office, 996)
    found_use(office, position=5)
    unshown = heard(
        "breach_overturned", overturned_on="2026-11-23", counter="use", count=1, defective=True
    )
    office.hear(replace(unshown, position=6, previous=office.tracked("supervision")))

    assert "请具名人员处理" in near_its_end(handler, case_id)
    assert not office.entries(names=["registry.drug_use_overturn_noted"])


def test_use_outside_the_term_is_no_matter_of_the_measure(
    handler: FlaskClient, office: RegistryApplication
) -> None:
    case_id = somebody(office, 996)

    found_use(office, position=5, counted=False)

    assert not office.entries(names=["registry.drug_use_noted"])
    assert "请具名人员处理" not in near_its_end(handler, case_id)


def test_another_count_that_is_corrected_is_no_news_at_the_office(
    office: RegistryApplication,
) -> None:
    office.hear(heard("breach_overturned", overturned_on="2026-11-23", counter="test", count=1))

    assert office.entries() == []
    assert office.tracked("supervision") == 5


def test_a_village_is_told_nothing_of_breaches(
    app: Flask, handler: FlaskClient, office: RegistryApplication
) -> None:
    case_id = somebody(office, 996)
    office.hear(heard("serious_breach_detected", counter="test", count=3))

    shown = near_its_end(reader(app, SECRETARY), case_id)

    assert "发现严重违反协议" in near_its_end(handler, case_id)
    assert "严重违反" not in shown


def test_a_serious_breach_is_pointed_out_near_the_end_which_comes_all_the_same(
    handler: FlaskClient, office: RegistryApplication
) -> None:
    case_id = somebody(office, 996)
    office.hear(heard("serious_breach_detected", counter="test", count=3))
    path = f"/registry/cases/{case_id}"

    with at(date(2029, 10, 22)):
        early = page(handler, path)
    with at(date(2029, 10, 23)):
        near = page(handler, path)
    with at(date(2029, 11, 23)):
        office.run_clock()

    assert "请具名人员处理" not in early
    assert "2026年11月22日（周日）发现严重违反协议" in near
    assert office.case(case_id).status == "released"


REPORT = "00000000-0000-4000-8000-0000000000f3"


def hear_all(office: RegistryApplication, *messages: Message) -> None:
    """Supervision says these, one after the other."""
    for position, message in enumerate(messages, start=5):
        office.hear(replace(message, position=position, previous=office.tracked("supervision")))


def reported_and_decided(matter: str, ground: str, decision: str) -> tuple[Message, Message]:
    """Supervision says that a matter was reported to the police, and what they decided."""
    return (
        heard("reported_to_police", report_id=REPORT, matter=matter, ground=ground),
        heard(
            "police_decision_recorded",
            report_id=REPORT,
            decided_on="2026-11-23",
            decision=decision,
        ),
    )


@pytest.mark.parametrize(
    ("decision", "left"),
    [
        ("none", 0),
        ("community", 0),
        ("public_order_penalty", 0),
        ("isolation", 1),
        ("new_order", 1),
    ],
)
def test_what_the_police_decided_without_another_measure_is_settled(
    handler: FlaskClient, office: RegistryApplication, decision: str, left: int
) -> None:
    """A decision for another measure waits until the office has entered it."""
    case_id = somebody(office, 996)
    hear_all(
        office,
        heard("serious_breach_detected", counter="test", count=3),
        *reported_and_decided("test", "serious_breach", decision),
    )

    assert near_its_end(handler, case_id).count("请具名人员处理") == left


def test_a_decision_on_one_finding_settles_no_other(
    handler: FlaskClient, office: RegistryApplication
) -> None:
    case_id = somebody(office, 996)
    first, second = (f"00000000-0000-4000-8000-0000000000f{it}" for it in (4, 5))
    use = {"decided_on": "2026-11-22", "counted": True}
    hear_all(
        office,
        heard("serious_breach_detected", counter="leave_times", count=3),
        heard("drug_use_confirmed", use_id=first, **use),
        heard("drug_use_confirmed", use_id=second, **use),
        *reported_and_decided(first, "drug_use", "none"),
    )

    shown = near_its_end(handler, case_id)
    assert shown.count("请具名人员处理") == len(("breach", "second use"))
    assert shown.count("公安机关认定吸毒，期满前后请具名人员处理") == 1


def test_the_desk_is_told_of_a_report_to_the_police_and_of_their_decision(
    handler: FlaskClient, office: RegistryApplication
) -> None:
    somebody(office, 996)
    hear_all(office, *reported_and_decided("test", "serious_breach", "community"))

    news = page(handler, "/registry/inbox")
    assert "已向公安机关报告（严重违反协议）" in news
    assert "公安机关对报告的决定：继续在社区执行" in news
