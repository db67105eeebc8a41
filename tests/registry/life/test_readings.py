"""Where the law is silent a named person chooses how the term is counted, and all follows (0.22).

Recovery of two months from 23 November 2026, with ten days in detention: it ends on 22 January
2027, or a day later, or ten days later, or both.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from shared import clock
from shared.clock import SHANGHAI
from shared.law import Refusal
from tests.registry import town
from tests.registry.desk import page, send
from tests.registry.life.story import PAPER, at, somebody

EARLIEST, NEXT, OURS, LATEST = (
    date(2027, 1, 22),
    date(2027, 1, 23),
    date(2027, 2, 1),
    date(2027, 2, 2),
)
HELD, FREED = date(2026, 11, 24), date(2026, 12, 4)
WITHIN = date(2027, 1, 25)
"""A day on which the case still runs by some of the readings only."""
AS_OFFICE = {"Authorization": "Bearer jingban01"}
LATE_WORD = "逾期</span>"


@pytest.fixture
def case_id(office: RegistryApplication) -> UUID:
    found = somebody(office, 996, kind="community_recovery", months=2)
    with at(HELD):
        office.suspend_case(case_id=found, suspended_on=HELD, cause="detention", **PAPER)
    with at(FREED):
        office.resume_case(case_id=found, resumed_on=FREED, **PAPER)
    return found


def choose(office: RegistryApplication, case_id: UUID, last_day: date, *, on: date) -> None:
    with at(on):
        office.choose_reading(case_id=case_id, last_day=last_day, why="按不计入")


def run(office: RegistryApplication, day: date) -> None:
    with clock.use(datetime(day.year, day.month, day.day, 0, 5, tzinfo=SHANGHAI)):
        office.run_clock()


def test_every_reading_is_computed_with_how_it_counts(
    office: RegistryApplication, case_id: UUID
) -> None:
    held = ((HELD, FREED),)

    found = office.case(case_id).readings

    assert [it.last_day for it in found] == [EARLIEST, NEXT, OURS, LATEST]
    assert [it.left_out for it in found] == [(), (), held, held]
    assert office.case(case_id).last_day == OURS


@pytest.mark.parametrize("last_day", [EARLIEST, NEXT, OURS, LATEST])
def test_the_case_ends_by_the_reading_that_was_chosen(
    office: RegistryApplication, case_id: UUID, last_day: date
) -> None:
    choose(office, case_id, last_day, on=date(2027, 1, 10))

    run(office, date(2027, 3, 1))

    case = office.case(case_id)
    assert (case.last_day, case.released_on) == (
        last_day,
        date.fromordinal(last_day.toordinal() + 1),
    )
    assert not case.is_contested_on(WITHIN)


def test_the_page_the_api_and_the_summary_say_the_chosen_day(
    handler: FlaskClient, office: RegistryApplication, case_id: UUID
) -> None:
    path = f"/registry/cases/{case_id}"
    with at(WITHIN):
        before = page(handler, path)
        typed = {"last_day": str(LATEST), "why": "释放证明载明不计入", "reason": "补录"}

        after = send(handler, f"{path}/reading", typed)
        answer = handler.get(
            f"/registry/api/cases/{case_id}", headers={"Authorization": "Bearer jingban01"}
        ).get_json()

        assert "2027年2月2日" in before
        assert f"{path}/reading" in before
        assert "自2026年11月24日（周二）起算，至2027年2月2日（周二）届满；2026年11月24日" in after
        assert "已选定：按2027年2月2日（周二）届满办理" in after
        assert answer["last_day"] == answer["chosen_last_day"] == str(LATEST)
        assert [it["last_day"] for it in answer["readings"]] == list(
            map(str, (EARLIEST, NEXT, OURS, LATEST))
        )
        assert office.case_summary(office.case(case_id).ref)["last_day"] == LATEST


def test_what_is_owed_before_the_end_moves_with_it(
    office: RegistryApplication, case_id: UUID
) -> None:
    run(office, date(2027, 1, 4))
    before = town.owed(office, case_id)

    choose(office, case_id, LATEST, on=date(2027, 1, 4))

    after = town.owed(office, case_id)
    assert (before["remind_police"], after["remind_police"]) == (
        date(2027, 1, 2),
        date(2027, 1, 4),
    )
    assert (before["send_release_file"], after["send_release_file"]) == (
        date(2027, 1, 21),
        date(2027, 1, 22),
    )


def test_nothing_that_is_owed_moves_into_the_past(
    office: RegistryApplication, case_id: UUID
) -> None:
    run(office, date(2027, 1, 4))

    choose(office, case_id, EARLIEST, on=date(2027, 1, 5))
    run(office, date(2027, 1, 5))

    assert town.owed(office, case_id)["remind_police"] == date(2027, 1, 5)
    missed = [
        it.facts["due_on"] for it in office.entries(names=["registry.duty_missed"], limit=None)
    ]
    assert date(2026, 12, 23) not in missed


def test_a_case_that_was_over_by_one_reading_goes_on_by_another(
    office: RegistryApplication, case_id: UUID
) -> None:
    choose(office, case_id, EARLIEST, on=WITHIN)
    run(office, WITHIN)
    over = office.case(case_id).status

    choose(office, case_id, LATEST, on=WITHIN)

    assert over == "released"
    assert office.case(case_id).status == "reported"
    assert office.case(case_id).status_on(LATEST) == "reported"


def test_another_detention_opens_the_choice_again(
    office: RegistryApplication, case_id: UUID
) -> None:
    choose(office, case_id, LATEST, on=WITHIN)
    with at(WITHIN):
        office.suspend_case(case_id=case_id, suspended_on=WITHIN, cause="arrest", **PAPER)
    with at(date(2027, 1, 30)):
        office.resume_case(case_id=case_id, resumed_on=date(2027, 1, 30), **PAPER)

    case = office.case(case_id)
    assert (case.chosen_last_day, case.last_day) == (None, date(2027, 2, 6))
    assert case.is_contested_on(WITHIN)


def test_only_a_day_that_can_be_argued_is_chosen(
    office: RegistryApplication, case_id: UUID
) -> None:
    with pytest.raises(Refusal, match="不在可以主张的算法之中") as refused:
        choose(office, case_id, date(2027, 1, 24), on=WITHIN)

    assert refused.value.field == "last_day"


def test_nobody_chooses_while_the_person_is_held(
    office: RegistryApplication, case_id: UUID
) -> None:
    with at(WITHIN):
        office.suspend_case(case_id=case_id, suspended_on=WITHIN, cause="arrest", **PAPER)

    with pytest.raises(Refusal, match="不在可以主张的算法之中"):
        choose(office, case_id, EARLIEST, on=WITHIN)


def test_days_between_two_towns_are_a_reading_of_their_own(office: RegistryApplication) -> None:
    person_id = town.registered(office)
    with at(town.TODAY):
        done = office.accept_transfer_in(
            person_id=person_id,
            decision=town.decision(served_on=date(2026, 1, 5)),
            received_on=town.TODAY,
            reported_on=date(2026, 1, 10),
            left_on=date(2026, 11, 13),
            suspensions=[(date(2026, 3, 1), date(2026, 3, 11))],
            counters={},
            origin="燕子河镇",
            document_no="燕函2号",
        )
    case_id = UUID(done.answer["case_id"])

    choose(office, case_id, date(2029, 1, 29), on=town.TODAY)

    (chosen,) = office.entries(names=["registry.reading_chosen"])
    assert chosen.facts["left_out"] == (
        (date(2026, 3, 1), date(2026, 3, 11)),
        (date(2026, 11, 13), town.TODAY),
    )
    assert office.case(case_id).last_day == date(2029, 1, 29)


def counted(handler: FlaskClient) -> dict[str, int]:
    """How much is owed and how soon, as programs read it."""
    told: dict[str, int] = handler.get("/registry/api/duties", headers=AS_OFFICE).get_json()[
        "counts"
    ]
    return told


def test_while_it_is_contested_nothing_is_called_overdue_and_the_way_to_a_choice_is_shown(
    office: RegistryApplication, handler: FlaskClient, case_id: UUID
) -> None:
    here = f"/registry/cases/{case_id}"
    with at(WITHIN):
        contested, desk = page(handler, here), page(handler, "/registry/")
        overdue, counts = page(handler, "/registry/?when=overdue"), counted(handler)
        told = handler.get(f"/registry/api/cases/{case_id}", headers=AS_OFFICE).get_json()
    choose(office, case_id, LATEST, on=WITHIN)
    with at(WITHIN):
        chosen, desk_after = page(handler, here), page(handler, "/registry/")
        overdue_after, counts_after = page(handler, "/registry/?when=overdue"), counted(handler)
        told_after = handler.get(f"/registry/api/cases/{case_id}", headers=AS_OFFICE).get_json()

    assert (LATE_WORD in contested, LATE_WORD in chosen) == (False, True)
    assert f"{here}/reading" in contested
    assert (f"{here}#contested" in desk, f"{here}#contested" in desk_after) == (True, False)
    assert (told["contested"], told_after["contested"]) == (True, False)
    late = [it["contested"] for it in told["duties"] if it["met_on"] is None]
    assert (counts["overdue"], counts["contested"]) == (0, len(late))
    assert (counts_after["overdue"], counts_after["contested"]) == (len(late), 0)
    assert (here in overdue, here in overdue_after) == (False, True)
    assert all(late)
    assert late
    assert not any(it["contested"] for it in told_after["duties"])
