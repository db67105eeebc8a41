"""The desk's lists: who is due when, within what the reader may see."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import NeedFound
from services.supervision.projections import PROJECTIONS
from services.supervision.projections.lists import (
    BREACH,
    OVERDUE,
    TODAY,
    WEEK,
    Asked,
    Counts,
    DueRow,
    Within,
    choices,
    count_files,
    due_counts,
    due_rows,
    file_rows,
    inbox_rows,
    need_rows,
)
from shared.projecting import Projector
from tests.supervision.conftest import START, asking, opened, refusing, sampling, talk, told
from tests.supervision.playing import Play

TOWN = Within(town=True)
FIRST_ENDS = date(2026, 2, 4)
DAY = timedelta(days=1)


class Desk:
    """The lists as they stand."""

    def __init__(self, office: SupervisionApplication) -> None:
        self.office = office
        self.projector = Projector(office, PROJECTIONS)

    def due(
        self, today: date = START, *, within: Within = TOWN, when: str | None = None
    ) -> list[DueRow]:
        self.projector.catch_up()
        with self.office.db.reading() as conn:
            return list(
                due_rows(conn, within=within, asked=Asked(when=when), today=today, limit=50)
            )

    def counts(self, today: date, *, asked: Asked | None = None) -> Counts:
        self.projector.catch_up()
        with self.office.db.reading() as conn:
            return due_counts(conn, within=TOWN, asked=asked or Asked(), today=today)


@pytest.fixture
def desk(office: SupervisionApplication) -> Desk:
    return Desk(office)


def several(office: SupervisionApplication, *starts: date) -> list[UUID]:
    """Cases that began on these days."""
    return [
        opened(
            office,
            case_ref=f"梅社戒〔2026〕{number:04}",
            person_id=uuid4(),
            reported_on=start.isoformat(),
        )
        for number, start in enumerate(starts, start=1)
    ]


def test_a_case_is_due_by_the_end_of_its_window(office: SupervisionApplication, desk: Desk) -> None:
    file_id = opened(office)

    (row,) = desk.due()

    assert (row.file_id, row.number, row.windows_total) == (file_id, 1, 22)
    assert (row.first, row.last) == (START, FIRST_ENDS)
    assert row.first <= row.target <= row.last


def test_who_was_tested_or_refused_is_due_for_the_next(
    office: SupervisionApplication, desk: Desk
) -> None:
    file_id = opened(office)
    office.record_test(file_id=file_id, taken=sampling(START))
    assert desk.due()[0].number == 2

    notice = office.notify_test(file_id=file_id, asking=asking(2, date(2026, 2, 10))).answer
    office.record_refusal(file_id=file_id, refusing=refusing(notice, date(2026, 2, 10)))
    (row,) = desk.due()

    assert (row.number, row.refusals) == (3, 1)


def test_a_defective_test_leaves_the_case_due(office: SupervisionApplication, desk: Desk) -> None:
    file_id = opened(office)

    office.record_test(file_id=file_id, taken=sampling(START, officer=""))

    assert desk.due()[0].number == 1


def test_a_case_that_was_taken_over_is_due_for_what_ended_since(
    office: SupervisionApplication, desk: Desk
) -> None:
    opened(office, reported_on="2024-05-06", tracked_from="2026-11-20")

    (row,) = desk.due(date(2026, 11, 23))

    assert row.last >= date(2026, 11, 20)
    assert desk.due(date(2026, 11, 23), when=OVERDUE) == []


def test_after_the_last_day_nothing_is_due(office: SupervisionApplication, desk: Desk) -> None:
    opened(office, kind="community_recovery", term_months=1)

    assert [len(desk.due(day)) for day in (FIRST_ENDS, FIRST_ENDS + DAY)] == [1, 0]


def test_a_plan_laid_out_anew_keeps_what_was_done(
    office: SupervisionApplication, desk: Desk
) -> None:
    file_id = opened(office)
    office.record_test(file_id=file_id, taken=sampling(date(2026, 2, 10)))
    desk.projector.catch_up()

    office.hear(told(office, "taken_over_days_corrected", reported_on="2026-01-12"))
    (row,) = desk.due(date(2026, 3, 1))

    assert (row.number, row.first, row.reported_on) == (2, date(2026, 2, 12), date(2026, 1, 12))


def test_a_case_that_was_replaced_is_due_for_nothing(
    office: SupervisionApplication, desk: Desk
) -> None:
    opened(office)

    office.hear(told(office, "case_replaced", replaced_on="2026-01-20"))

    assert desk.due(date(2026, 1, 21)) == []


def test_the_earliest_due_comes_first_and_all_are_counted(
    office: SupervisionApplication, desk: Desk
) -> None:
    files = several(office, START + 8 * DAY, START - DAY, START, START + 7 * DAY)

    rows = desk.due(FIRST_ENDS)

    assert [row.file_id for row in rows] == [files[1], files[2], files[3], files[0]]
    assert desk.counts(FIRST_ENDS) == Counts(overdue=1, today=1, week=2, breach=0, total=4)
    assert [len(desk.due(FIRST_ENDS, when=when)) for when in (OVERDUE, TODAY, WEEK)] == [1, 1, 2]
    assert desk.counts(FIRST_ENDS, asked=Asked(village="别的村")).total == 0


def test_a_notice_is_shown_for_the_window_that_it_is_for(
    office: SupervisionApplication, desk: Desk
) -> None:
    file_id = opened(office)
    office.notify_test(file_id=file_id, asking=asking(1, START))
    assert desk.due()[0].appear_on == START

    office.record_test(file_id=file_id, taken=sampling(START))

    assert desk.due()[0].appear_on is None


def test_a_serious_breach_is_on_the_list_until_it_is_reported(
    office: SupervisionApplication, desk: Desk
) -> None:
    file_id = opened(office)
    for window, on in ((1, START), (2, date(2026, 2, 10)), (3, date(2026, 3, 10))):
        notice = office.notify_test(file_id=file_id, asking=asking(window, on)).answer
        office.record_refusal(file_id=file_id, refusing=refusing(notice, on))

    (row,) = desk.due(when=BREACH)

    assert (row.refusals, desk.counts(START).breach) == (3, 1)


def test_what_the_police_found_themselves_is_not_on_the_list_of_what_is_to_be_reported(
    office: SupervisionApplication, desk: Desk
) -> None:
    play = Play(office)
    play.suspect(5)
    assert [row.file_id for row in desk.due(when=BREACH)] == [play.file_id]
    other = Play(office, case_ref="梅社戒〔2026〕0002")

    other.confirm(9, used=4)

    assert [row.file_id for row in desk.due(when=BREACH)] == [play.file_id]


def test_a_correction_that_nobody_shows_leaves_the_list_as_it_was(
    office: SupervisionApplication, desk: Desk
) -> None:
    play = Play(office)
    play.confirm(9, used=4)
    play.refuse(12)
    before = desk.due()

    for which in (0, 1):
        play.overturn(20, which, shown=False)

    assert desk.due() == before
    assert before[0].refusals == 1


def test_a_balance_that_nobody_shows_starts_no_count_on_the_list(
    office: SupervisionApplication, desk: Desk
) -> None:
    play = Play(office, tracked_from="2026-01-06")

    play.balance(5, "test", 2, shown=False)

    assert [row.refusals for row in desk.due()] == [0]


@pytest.mark.parametrize(
    ("within", "seen"),
    [
        (TOWN, 2),
        (Within(), 0),
        (Within(station="station-1"), 1),
        (Within(station="station-9", villages=("石桥村",)), 1),
        (Within(villages=("青石社区", "石桥村")), 2),
    ],
)
def test_a_reader_sees_what_is_within_reach(
    office: SupervisionApplication, desk: Desk, within: Within, seen: int
) -> None:
    opened(office)
    other = opened(office, case_ref="梅社戒〔2026〕0002", village="石桥村", station="station-2")
    office.raise_need(file_id=other, need=NeedFound(kind="job", raised_on=START, agreed=True))

    rows = desk.due(within=within)

    with office.db.reading() as conn:
        assert len(rows) == count_files(conn, within=within) == seen
        assert len(file_rows(conn, within=within, limit=50)) == seen
        assert len(inbox_rows(conn, within=within)) == seen
        assert len(need_rows(conn, within=within)) == (1 if within.town or within.villages else 0)
        assert len(choices(conn, within=within)["village"]) == seen


def test_needs_without_a_final_answer_come_first(
    office: SupervisionApplication, desk: Desk
) -> None:
    file_id = opened(office)
    answer = office.record_talk(
        file_id=file_id,
        talk=talk(START),
        needs=[NeedFound(kind=kind, raised_on=START, agreed=True) for kind in ("job", "legal")],
    ).answer
    job = answer["need_ids"][0]
    office.hear(told(office, "need_accepted", upstream="assistance", need_id=job))
    office.hear(told(office, "need_closed", upstream="assistance", need_id=job, result="done"))

    desk.projector.catch_up()
    with office.db.reading() as conn:
        rows = need_rows(conn, within=TOWN, file_id=file_id)
        news = inbox_rows(conn, within=TOWN)

    assert [(row.kind, row.answer) for row in rows] == [("legal", None), ("job", "done")]
    assert [row.answer for row in news] == ["done", "accepted", None]
    assert news[-1].what == "supervision.opened"


def test_the_last_talk_is_remembered(office: SupervisionApplication, desk: Desk) -> None:
    file_id = opened(office)
    office.record_talk(file_id=file_id, talk=talk(START + DAY))
    office.record_talk(file_id=file_id, talk=talk(START))

    desk.projector.catch_up()
    with office.db.reading() as conn:
        (row,) = file_rows(conn, within=TOWN, limit=1)

    assert row.talked_on == START + DAY


def test_rebuilt_lists_equal_the_ones_in_use(office: SupervisionApplication, desk: Desk) -> None:
    several(office, START, START + DAY)
    before = desk.due()

    for name in desk.projector.kinds:
        desk.projector.rebuild(name)

    assert desk.due() == before


def test_a_case_that_moved_is_on_the_list_of_its_new_station(desk: Desk) -> None:
    opened(desk.office, station=None)
    nowhere = desk.due(within=Within(station="station-1"))

    desk.office.hear(told(desk.office, "station_assigned", station="station-1"))
    desk.office.hear(told(desk.office, "station_assigned", station="station-2"))

    assert nowhere == []
    assert desk.due(within=Within(station="station-1")) == []
    (row,) = desk.due(within=Within(station="station-2"))
    assert row.station == "station-2"


def test_a_case_that_moves_before_the_report_in_has_no_file_to_move(desk: Desk) -> None:
    desk.office.hear(told(desk.office, "station_assigned", station="station-2"))

    opened(desk.office, station="station-2")

    assert [row.station for row in desk.due()] == ["station-2"]
