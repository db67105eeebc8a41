"""Deadlines, working days, absences, ages: what is counted from days alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.registry.rules import agreement, course, group, reporting, resting
from services.registry.rules import days as telling
from services.registry.rules.affairs import activities, staffing
from services.registry.rules.book import RECOVERY, REHAB
from services.supervision.rules import laboratory, leave
from shared.calendar import anniv, deadline
from tests.calendar.cases import Line, d

REPORTED = "2025-12-01"


def due(served: str, kind: str = REHAB) -> date:
    return reporting.report_in_due(kind=kind, served_on=d(served)).on


def justified(served: str, released: str) -> date:
    return reporting.lateness_is_justified_until(
        kind=REHAB, served_on=d(served), released_on=d(released)
    ).on


def sign(reported: str, kind: str = REHAB, served: str = "2025-12-01") -> date:
    return agreement.sign_due(kind=kind, served_on=d(served), reported_on=d(reported)).on


def away(first: str, back: str, *, inclusive: bool = False) -> int:
    found = leave.days_away(
        {1: leave.Away(kind=leave.UNREPORTED, from_on=d(first), returned_on=d(back))},
        day=d("2026-12-31"),
        within=(d(REPORTED), d("2028-11-30")),
        custody=(),
        inclusive=inclusive,
    )
    return found[1]


def holds(*defects: object) -> list[bool]:
    return [it is None for it in defects]


D1 = "戒毒条例 14(1); 程序规定 35; 民法典 201, 203 (D1)"
D2 = "程序规定 221; 0.19 (D2)"
D9 = "戒毒条例 23 (D9)"
OVER, UP_TO = "民法典 1259: 超过", "民法典 1259: 以上"

PERIODS = (
    Line("fifteen days to a Tuesday", D1, lambda: due("2025-12-01"), d("2025-12-16")),
    Line("the last day is a make-up Sunday", D1, lambda: due("2025-12-20"), d("2026-01-04")),
    Line("the last day is New Year's Day", D1, lambda: due("2025-12-17"), d("2026-01-04")),
    Line("the last day is a Saturday", D1, lambda: due("2025-11-28"), d("2025-12-15")),
    Line("the last day is in the Spring Festival", D1, lambda: due("2026-02-01"), d("2026-02-24")),
    Line("the last day is in the October holiday", D1, lambda: due("2026-09-17"), d("2026-10-08")),
    Line("the last day is a make-up Saturday", D1, lambda: due("2026-01-30"), d("2026-02-14")),
    Line(
        "recovery has the same days",
        "戒毒条例 38(1)",
        lambda: due("2025-12-01", RECOVERY),
        d("2025-12-16"),
    ),
    Line("served on 29 February", D1, lambda: due("2028-02-29"), d("2028-03-15")),
    Line(
        "no rolling: the day stands",
        "D1",
        lambda: deadline(d("2025-12-17"), 15, roll=False),
        d("2026-01-01"),
    ),
    Line(
        "served in detention, freed later",
        D2,
        lambda: justified("2025-12-01", "2025-12-16"),
        d("2025-12-31"),
    ),
    Line(
        "served in detention: the statutory day stays",
        D2,
        lambda: due("2025-12-01"),
        d("2025-12-16"),
    ),
    Line(
        "freed before service: nothing changes",
        D2,
        lambda: justified("2025-12-01", "2025-11-20"),
        d("2025-12-16"),
    ),
    Line(
        "freed on the day of service",
        D2,
        lambda: justified("2025-12-01", "2025-12-01"),
        d("2025-12-16"),
    ),
    Line(
        "rehab signs in 3 working days",
        "戒毒条例 16 (T6)",
        lambda: sign("2025-12-05"),
        d("2025-12-10"),
    ),
    Line(
        "a make-up Sunday is a working day",
        "戒毒条例 16 (T6)",
        lambda: sign("2025-12-31"),
        d("2026-01-06"),
    ),
    Line(
        "recovery signs within the 15 days",
        "戒毒条例 38(1); 0.4",
        lambda: sign("2025-12-15", RECOVERY),
        d("2025-12-16"),
    ),
    Line(
        "recovery that came early signs promptly",
        "戒毒条例 16; 0.4",
        lambda: sign("2025-12-02", RECOVERY),
        d("2025-12-05"),
    ),
    Line(
        "recovery that came late signs promptly",
        "戒毒条例 16; 0.4",
        lambda: sign("2025-12-22", RECOVERY),
        d("2025-12-25"),
    ),
    Line(
        "contact again after release",
        "戒毒条例 24(2) (T9)",
        lambda: course.recontact_due(resumed_on=d("2026-02-13")).on,
        d("2026-02-25"),
    ),
    Line(
        "the file follows in 3 working days",
        "戒毒条例 22 (T10)",
        lambda: course.materials_due(ordered_on=d("2026-09-30")).on,
        d("2026-10-10"),
    ),
    Line(
        "report at the new place in 15 days",
        "戒毒条例 22 (T11)",
        lambda: course.transfer_report_due(ordered_on=d("2026-09-17")).on,
        d("2026-10-08"),
    ),
    Line(
        "remind the police 30 days before",
        D9,
        lambda: course.reminder_due(last_day=d("2028-11-30")).on,
        d("2028-10-31"),
    ),
    Line(
        "release papers 7 working days before",
        D9,
        lambda: course.release_file_due(last_day=d("2026-10-09")).on,
        d("2026-09-22"),
    ),
    Line(
        "the town is told in 7 days",
        D9,
        lambda: course.release_told_due(released_on=d("2026-09-24")).on,
        d("2026-10-08"),
    ),
    Line(
        "measures anew after 12 months",
        "戒毒条例 18",
        lambda: course.reassessment_due(reported_on=d("2024-02-29"), done=0).on,
        d("2025-03-01"),
    ),
    Line(
        "measures anew after 24 months",
        "戒毒条例 18",
        lambda: course.reassessment_due(reported_on=d("2024-02-29"), done=1).on,
        d("2026-03-01"),
    ),
    Line(
        "sealed after 3 years",
        "0.7; T18",
        lambda: resting.seals_on(closed_on=d("2024-02-29")),
        d("2027-03-01"),
    ),
    Line(
        "the measures in 15 days",
        "戒毒条例 18",
        lambda: agreement.care_plan_due(signed_on=d("2025-12-17")).on,
        d("2026-01-04"),
    ),
    Line(
        "treatment information in 10 days",
        "S16",
        lambda: agreement.treatment_information_due(signed_on=d("2025-12-01")).on,
        d("2025-12-11"),
    ),
    Line(
        "a group in 15 days",
        "戒毒条例 17",
        lambda: group.group_due(reported_on=d("2025-12-01")).on,
        d("2025-12-16"),
    ),
    Line(
        "told of one's data in 3 working days",
        "个人信息保护法 35",
        lambda: telling.privacy_notice_due(reported_on=d("2025-12-31")).on,
        d("2026-01-06"),
    ),
    Line(
        "the leading group meets in 3 months",
        "S40",
        lambda: activities.next_meeting_due(last_on=d("2025-11-30")),
        d("2026-03-01"),
    ),
    Line(
        "objection on the third day",
        "检测程序规定 10 (D12)",
        lambda: holds(laboratory.it_is_asked_in_time(told_on=d("2026-01-05"), on=d("2026-01-08"))),
        [True],
    ),
    Line(
        "objection on the fourth day",
        "检测程序规定 10 (D12)",
        lambda: holds(laboratory.it_is_asked_in_time(told_on=d("2026-01-05"), on=d("2026-01-09"))),
        [False],
    ),
)

NUMBERS = (
    Line(
        "3 days away are 3 days or more",
        f"戒毒条例 19(3); {UP_TO}",
        lambda: leave.counts(
            leave.Away(kind=leave.UNREPORTED, from_on=d("2026-01-05")), days=3, on=d("2026-01-05")
        ),
        True,
    ),
    Line(
        "2 days away are not",
        f"戒毒条例 19(3); {UP_TO}",
        lambda: leave.counts(
            leave.Away(kind=leave.UNREPORTED, from_on=d("2026-01-05")), days=2, on=d("2026-01-05")
        ),
        False,
    ),
    Line(
        "the day of return does not count",
        "戒毒条例 20; 0.22",
        lambda: away("2026-01-05", "2026-02-04"),
        30,
    ),
    Line(
        "by the other reading it does",
        "戒毒条例 20; 0.22",
        lambda: away("2026-01-05", "2026-02-04", inclusive=True),
        31,
    ),
    Line(
        "born on 29 February, of age on 1 March",
        "民法典 17, 202",
        lambda: [
            group.is_minor(born=d("2008-02-29"), on=d(day)) for day in ("2026-02-28", "2026-03-01")
        ],
        [True, False],
        "29 February",
    ),
    Line(
        "born on 29 February, 25 on 1 March",
        "S29",
        lambda: [
            staffing.is_too_young(born=d("2000-02-29"), on=d(day))
            for day in ("2025-02-28", "2025-03-01")
        ],
        [True, False],
        "29 February",
    ),
    Line(
        "born on 29 February, 56 on the day itself",
        "S29",
        lambda: [
            staffing.is_over_age(born=d("1972-02-29"), on=d(day))
            for day in ("2028-02-28", "2028-02-29")
        ],
        [False, True],
        "29 February",
    ),
    Line(
        "a birthday on 29 February in a common year",
        "民法典 202",
        lambda: anniv(d("2000-02-29"), 300),
        d("2025-03-01"),
        "29 February",
    ),
    Line(
        "55 counts, 56 does not",
        f"S29; {UP_TO}",
        lambda: [
            staffing.is_over_age(born=d("1970-11-24"), on=d(day))
            for day in ("2026-11-23", "2026-11-24")
        ],
        [False, True],
    ),
    Line(
        "30 users take one worker, 31 take two",
        "S28",
        lambda: [staffing.workers_required(users=n, on=d("2026-01-01")) for n in (0, 1, 30, 31)],
        [0, 1, 1, 2],
    ),
)

LINES: Sequence[Line] = (*PERIODS, *NUMBERS)
