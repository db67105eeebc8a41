"""What time brings about is written once, whenever the clock runs."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from services.registry.application import RegistryApplication
from shared import clock
from shared.clock import SHANGHAI
from shared.law import Citation, Refusal
from tests.registry import town
from tests.registry.life.story import PAPER, at, moved, somebody

MONTH = {"kind": "community_recovery", "months": 1}


def run(office: RegistryApplication, day: date, *, times: int = 1) -> list[int]:
    """Run the clock of the office on a day."""
    with clock.use(datetime(day.year, day.month, day.day, 0, 5, tzinfo=SHANGHAI)):
        return [office.run_clock() for _ in range(times)]


def days_of(office: RegistryApplication, name: str) -> list[date]:
    return [it.happened_on for it in office.entries(names=[f"registry.{name}"], limit=None)]


def test_running_late_writes_the_days_on_which_things_came_about(
    office: RegistryApplication,
) -> None:
    case_id = somebody(office, 996, **MONTH)
    last_day = office.case(case_id).last_day
    assert last_day == date(2026, 12, 22)

    assert run(office, date(2027, 2, 1), times=2) == [1, 0]

    assert days_of(office, "term_completed") == [date(2026, 12, 23)]
    assert days_of(office, "case_released") == [date(2026, 12, 23)]
    assert office.case(case_id).status == "released"


def test_running_every_day_and_running_once_after_an_outage_write_each_once(
    office: RegistryApplication,
) -> None:
    case_id = somebody(office, 996)
    for number in range(30):
        run(office, town.TODAY + timedelta(days=number), times=2)

    told = Counter(
        (it.name, it.facts["duty"])
        for it in office.entries(names=["registry.duty_fell_due", "registry.duty_missed"])
    )
    assert set(told.values()) == {1}
    assert told["registry.duty_missed", "sign_agreement"] == 1
    assert office.care(case_id).missed["sign_agreement"] == date(2026, 11, 26)


def test_nothing_is_missed_while_the_person_is_held(office: RegistryApplication) -> None:
    case_id = somebody(office, 996)
    with at(town.TODAY):
        office.suspend_case(case_id=case_id, suspended_on=town.TODAY, cause="detention", **PAPER)

    run(office, date(2026, 12, 20))
    held = days_of(office, "duty_missed")
    with at(date(2026, 12, 21)):
        office.resume_case(case_id=case_id, resumed_on=date(2026, 12, 21), **PAPER)
    run(office, date(2026, 12, 24))
    on_the_last_day = days_of(office, "duty_missed")
    run(office, date(2026, 12, 25))

    assert (held, on_the_last_day) == ([], [])
    assert set(days_of(office, "duty_missed")) == {date(2026, 12, 25)}


def test_whoever_was_served_in_detention_is_late_only_fifteen_days_after_release(
    office: RegistryApplication,
) -> None:
    town.ordered(office, served_on=date(2026, 11, 1), released_on=date(2026, 11, 16))

    run(office, date(2026, 11, 25))
    before = days_of(office, "duty_missed")
    run(office, date(2026, 12, 2))

    assert before == []
    assert days_of(office, "duty_missed") == [date(2026, 11, 17)]


def test_the_police_are_to_be_reminded_thirty_days_before_the_end(
    office: RegistryApplication,
) -> None:
    case_id = somebody(office, 996, kind="community_recovery", months=2)

    run(office, date(2026, 12, 22))
    early = "remind_police" in town.owed(office, case_id)
    run(office, date(2026, 12, 23))

    assert not early
    owed = town.owed(office, case_id)
    assert owed["remind_police"] == date(2026, 12, 23)
    assert owed["send_release_file"] == date(2027, 1, 13)


def test_the_measures_are_assessed_anew_every_year(office: RegistryApplication) -> None:
    case_id = somebody(office, 996)

    run(office, date(2027, 10, 23))
    early = "reassess" in town.owed(office, case_id)
    run(office, date(2027, 10, 24))
    first = town.owed(office, case_id)["reassess"]
    with at(date(2027, 11, 30)):
        run(office, date(2027, 11, 24))
        office.set_care_plan(case_id=case_id, set_on=date(2027, 11, 30), plan="每两周谈话一次")
    met = "reassess" in town.owed(office, case_id)
    run(office, date(2028, 10, 25))

    assert (early, first, met) == (False, date(2027, 11, 23), False)
    assert town.owed(office, case_id)["reassess"] == date(2028, 11, 23)
    missed = [it.facts["duty"] for it in office.entries(names=["registry.duty_missed"], limit=None)]
    assert missed.count("reassess") == 1


def test_what_fell_due_before_the_take_over_is_not_owed(office: RegistryApplication) -> None:
    person_id = town.registered(office)
    with at(town.TODAY):
        done = office.accept_transfer_in(
            person_id=person_id,
            decision=town.decision(served_on=date(2024, 12, 1)),
            received_on=town.TODAY,
            reported_on=date(2024, 12, 5),
            suspensions=(),
            counters={},
            origin="燕子河镇",
            document_no="燕函2号",
        )
    run(office, date(2026, 11, 24))

    assert town.owed(office, UUID(done.answer["case_id"]))["reassess"] == date(2026, 12, 5)


def test_the_police_tell_of_a_release_within_seven_days_and_are_not_missed(
    office: RegistryApplication,
) -> None:
    case_id = somebody(office, 996, **MONTH)
    run(office, date(2026, 12, 23))
    awaited = town.owed(office, case_id).get("release_told")
    run(office, date(2027, 1, 20))

    assert awaited == date(2026, 12, 30)
    assert "release_told" not in office.care(case_id).missed
    assert office.care(case_id).fell_due["release_told"] == date(2026, 12, 30)
    with at(date(2027, 1, 21)):
        office.record_release_notice(
            case_id=case_id, told_on=date(2027, 1, 21), document_no="金公解字〔2027〕1号"
        )
    assert "release_told" not in town.owed(office, case_id)


def test_a_file_is_sealed_three_years_after_release(office: RegistryApplication) -> None:
    case_id = somebody(office, 996, **MONTH)

    run(office, date(2029, 12, 22))
    before = office.case(case_id).status
    run(office, date(2029, 12, 23))

    assert (before, office.case(case_id).status) == ("released", "sealed")


def test_a_file_is_sealed_three_years_after_another_town_confirmed_that_it_has_the_case(
    office: RegistryApplication,
) -> None:
    """Once, however often and late the clock runs; nothing else is written of such a case."""
    case_id = moved(office)
    known = len(office.entries(case_ref=office.case(case_id).ref, limit=None))

    wrote = run(office, date(2029, 11, 22), times=2)
    before = office.case(case_id).status
    late = run(office, date(2030, 2, 1), times=2)

    assert (wrote, before) == ([0, 0], "transferred")
    assert (late, office.case(case_id).status) == ([1, 0], "sealed")
    assert days_of(office, "case_sealed") == [date(2029, 11, 23)]
    assert len(office.entries(case_ref=office.case(case_id).ref, limit=None)) == known + 1


def test_a_detention_learnt_of_late_opens_the_case_again(office: RegistryApplication) -> None:
    case_id = somebody(office, 996, **MONTH)
    run(office, date(2026, 12, 24))

    with at(date(2026, 12, 24)):
        office.suspend_case(
            case_id=case_id, suspended_on=date(2026, 12, 20), cause="detention", **PAPER
        )
    held = office.case(case_id).status
    with at(date(2026, 12, 24)):
        office.resume_case(case_id=case_id, resumed_on=date(2026, 12, 23), **PAPER)

    assert held == "suspended"
    assert office.case(case_id).status == "reported"
    assert office.case(case_id).last_day == date(2026, 12, 25)


def test_a_receipt_that_comes_after_the_release_moves_nobody(office: RegistryApplication) -> None:
    case_id = somebody(office, 996, **MONTH)
    with at(town.TODAY):
        office.order_transfer(
            case_id=case_id, ordered_on=town.TODAY, destination="燕子河镇", reason="迁居"
        )
    run(office, date(2026, 12, 23))

    with at(date(2026, 12, 24)), pytest.raises(Refusal, match="请存入一人一档") as refused:
        office.confirm_receipt(
            case_id=case_id, received_on=date(2026, 12, 24), document_no="燕函1号"
        )

    assert refused.value.citation == Citation("戒毒条例", "23")
    assert office.case(case_id).status == "released"
    assert office.person(office.case(case_id).of_person).flag == "registered_user"


def test_a_file_need_not_be_sent_once_the_transfer_is_cancelled(
    office: RegistryApplication,
) -> None:
    case_id = somebody(office, 997)
    with at(town.TODAY):
        office.order_transfer(
            case_id=case_id, ordered_on=town.TODAY, destination="燕子河镇", reason="迁居"
        )
    owed_before = town.owed(office, case_id)
    with at(town.TODAY):
        office.cancel_transfer(case_id=case_id, cancelled_on=town.TODAY, reason="对方不接收")
    run(office, date(2026, 12, 20))

    of_a_transfer = {"send_materials", "report_there"}
    assert of_a_transfer <= owed_before.keys()
    assert not of_a_transfer & town.owed(office, case_id).keys()
    lifted = office.entries(names=["registry.duty_lifted"])
    assert {(it.facts["duty"], it.facts["cause"]) for it in lifted} == {
        (duty, "transfer_cancelled") for duty in of_a_transfer
    }
    assert not of_a_transfer & office.care(case_id).missed.keys()


def test_who_moves_reports_there_within_15_days_and_the_receipt_shows_it(
    office: RegistryApplication,
) -> None:
    """As long as the other town has not sent its receipt the case is here (戒毒条例 22)."""
    came, stayed = somebody(office, 997), somebody(office, 998)
    for case_id in (came, stayed):
        with at(town.TODAY):
            office.order_transfer(
                case_id=case_id, ordered_on=town.TODAY, destination="燕子河镇", reason="迁居"
            )
    assert town.owed(office, came)["report_there"] == date(2026, 12, 8)
    with at(date(2026, 12, 4)):
        office.confirm_receipt(case_id=came, received_on=date(2026, 12, 4), document_no="燕函1号")

    run(office, date(2026, 12, 20))

    assert "report_there" not in town.owed(office, came)
    assert office.care(stayed).missed["report_there"] == date(2026, 12, 8)


def test_a_later_transfer_owes_the_file_again(office: RegistryApplication) -> None:
    case_id = somebody(office, 997)
    for day in (town.TODAY, date(2026, 12, 1)):
        with at(day):
            office.order_transfer(
                case_id=case_id, ordered_on=day, destination="燕子河镇", reason="迁居"
            )
        if day == town.TODAY:
            with at(day):
                office.cancel_transfer(case_id=case_id, cancelled_on=day, reason="对方不接收")

    assert town.owed(office, case_id)["send_materials"] == date(2026, 12, 4)
