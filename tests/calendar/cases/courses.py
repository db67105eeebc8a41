"""Days that depend on what happened in a case before: reporting, detention, transfer, end."""

from __future__ import annotations

from collections.abc import Sequence

from services.registry.rules import term
from tests.calendar.cases import Line, d, refused
from tests.calendar.cases.building import (
    after_time,
    chosen,
    contested,
    corrected,
    end_and_status,
    ended,
    held,
    late,
    late_then_justified,
    moved,
    moving,
    on_days,
    ordered,
    read,
    reopened,
    reported,
    revoked_elsewhere,
    says,
    signing,
    taken_in,
)

SERVED = "戒毒条例 14(1) (D1)"
HELD = "戒毒条例 24(2) (D5)"
MOVES = "戒毒条例 22 (D7)"
EXPIRY = "戒毒条例 23; 0.6"

LINES: Sequence[Line] = (
    Line(
        "reported before the decision was served",
        SERVED,
        says(
            lambda: ordered().report_in(
                reported_on=d("2025-11-24"), village=None, station=None, sex="男"
            )
        ),
        "《戒毒条例》第14条第1款",
        "before service",
    ),
    Line("reported on the day of service", SERVED, lambda: late("2025-12-01"), "in_time"),
    Line("reported on the last of the 15 days", SERVED, lambda: late("2025-12-16"), "in_time"),
    Line("reported a day later", SERVED, lambda: late("2025-12-17"), "late_without_reason"),
    Line(
        "a day later, in hospital as they say",
        SERVED,
        lambda: late("2025-12-17", reason="住院"),
        "late_reason_stated",
    ),
    Line(
        "late, freed 15 days before",
        "程序规定 221 (D2)",
        lambda: late("2025-12-31", released_on="2025-12-16"),
        "late_with_reason",
    ),
    Line(
        "late, freed 16 days before",
        "程序规定 221 (D2)",
        lambda: late("2026-01-04", released_on="2025-12-16"),
        "late_without_reason",
    ),
    Line(
        "late before the take-over",
        "0.2",
        lambda: late("2025-12-17", tracked_from="2026-01-01"),
        "before_takeover",
    ),
    Line(
        "not reported: overdue from the day after",
        "戒毒条例 14(1) (T3)",
        lambda: on_days(ordered("2025-12-20"), "2026-01-04", "2026-01-05"),
        ["ordered", "report_overdue"],
    ),
    Line(
        "late, then believed: the term began when the person came",
        "戒毒条例 14(1), 14(2) (T4)",
        late_then_justified,
        ["late_without_reason", "late_with_reason", d("2029-01-19")],
        "late then justified",
    ),
    Line(
        "held with no end on file",
        HELD,
        lambda: end_and_status(held("2026-05-10/..")),
        ["suspended", None],
        "open",
    ),
    Line(
        "held twice at once, freed from one",
        HELD,
        lambda: end_and_status(held("2026-05-20/2026-06-19", held("2026-05-10/.."))),
        ["suspended", None],
        "open",
    ),
    Line(
        "two detentions, entered as they came",
        HELD,
        lambda: end_and_status(held("2026-05-10/2026-05-25 2026-05-20/2026-06-19")),
        ["reported", d("2029-01-09")],
        "overlapping",
    ),
    Line(
        "held after the last day: kept, and without effect",
        HELD,
        lambda: end_and_status(held("2028-12-01/..")),
        ["reported", d("2028-11-30")],
        "after the last day",
    ),
    Line(
        "held in the days that a detention added",
        HELD,
        lambda: end_and_status(held("2026-05-10/2026-05-25 2028-12-05/2028-12-10")),
        ["reported", d("2028-12-20")],
        "in the tail",
    ),
    Line(
        "held on the last day",
        HELD,
        lambda: end_and_status(held("2028-11-30/2028-12-10")),
        ["reported", d("2028-12-10")],
        "on the last day",
    ),
    Line(
        "freed before being held",
        HELD,
        says(lambda: held("2026-05-10/2026-05-09")),
        "《戒毒条例》第24条第2款",
    ),
    Line(
        "held before reporting moves no term",
        "程序规定 221 (D2)",
        says(lambda: held("2025-11-26/..", ordered())),
        "《公安机关办理行政案件程序规定》第221条",
    ),
    Line(
        "held on the day of release no more",
        HELD,
        lambda: [
            held("2026-05-10/2026-05-25").is_held_on(d(day))
            for day in ("2026-05-09", "2026-05-10", "2026-05-24", "2026-05-25")
        ],
        [False, True, True, False],
    ),
    Line(
        "no transfer while held",
        f"{MOVES}; 24(2)",
        says(
            lambda: held("2026-05-10/..").order_transfer(
                ordered_on=d("2026-05-20"), destination="燕子河镇", reason="迁居"
            )
        ),
        "《戒毒条例》第24条第2款",
        "transfer while suspended",
    ),
    Line(
        "held while the transfer is under way",
        f"{MOVES}; T8, T9",
        lambda: [
            held("2026-09-20/..", moving()).status,
            held("2026-09-20/2026-09-30", moving()).status,
        ],
        ["suspended", "transfer_out"],
        "transfer while suspended",
    ),
    Line(
        "the person reports there in 15 days",
        MOVES,
        lambda: moving().report_there_by,
        d("2026-10-08"),
    ),
    Line("days on the way count", MOVES, lambda: moved().last_day, d("2028-11-30")),
    Line(
        "taken in: the term goes on from its first day",
        MOVES,
        lambda: end_and_status(taken_in("2026-03-01/2026-03-11")),
        ["reported", d("2029-01-13")],
    ),
    Line(
        "taken in without its detentions: no end until they are stated",
        MOVES,
        lambda: [
            taken_in(None).last_day,
            corrected(taken_in(None), "").last_day,
            corrected(taken_in(None), "2026-03-01/2026-03-11").last_day,
        ],
        [None, d("2029-01-03"), d("2029-01-13")],
        "unknown suspensions",
    ),
    Line(
        "days on the way may not count",
        f"{MOVES}; 0.22",
        lambda: taken_in("", left="2026-11-13").last_days_argued,
        (d("2029-01-03"), d("2029-01-14")),
    ),
    Line(
        "readings of days on the way",
        f"{MOVES}; 0.22",
        lambda: read(taken_in("", left="2026-11-13")),
        ["2029-01-03", "2029-01-04", "2029-01-13", "2029-01-14"],
    ),
    Line(
        "readings of days on the way and of a detention",
        f"{MOVES}; 24(2); 0.22",
        lambda: read(taken_in("2026-03-01/2026-03-16", left="2026-11-13")),
        [
            *("2029-01-03", "2029-01-04", "2029-01-13", "2029-01-14"),
            *("2029-01-18", "2029-01-19", "2029-01-28", "2029-01-29"),
        ],
    ),
    Line(
        "a detention as long as the way: two readings fall on one day",
        f"{MOVES}; 24(2); 0.22",
        lambda: read(taken_in("2026-03-01/2026-03-11", left="2026-11-13")),
        [
            *("2029-01-03", "2029-01-04", "2029-01-13", "2029-01-14"),
            *("2029-01-23", "2029-01-24"),
        ],
    ),
    Line(
        "held on the way: such a day is left out once",
        f"{MOVES}; 24(2); 0.22",
        lambda: read(taken_in("2026-11-10/2026-11-20", left="2026-11-13"))[-1],
        "2029-01-17",
    ),
    Line(
        "moved and received on one day: no day on the way",
        f"{MOVES}; 0.22",
        lambda: read(taken_in("", left="2026-11-23")),
        ["2029-01-03", "2029-01-04"],
    ),
    Line(
        "nobody said since when: no day on the way is argued",
        f"{MOVES}; 0.22",
        lambda: read(taken_in("")),
        ["2029-01-03", "2029-01-04"],
    ),
    Line(
        "days on the way are contested until somebody chose",
        f"{MOVES}; 0.22",
        lambda: [
            contested(taken_in("", left="2026-11-13"), "2029-01-03", "2029-01-04", "2029-01-15"),
            contested(chosen(taken_in("", left="2026-11-13"), d("2029-01-13")), "2029-01-04"),
        ],
        [[False, True, False], [False]],
    ),
    Line(
        "no receipt moves whom the law released",
        f"{EXPIRY}; T11",
        lambda: [moved(on="2028-11-30").status, refused(lambda: moved(on="2028-12-01"))],
        ["transferred", "《戒毒条例》第23条"],
    ),
    Line(
        "taken in while held",
        MOVES,
        lambda: end_and_status(taken_in("2026-11-01/..")),
        ["suspended", None],
    ),
    Line(
        "the last day itself is served",
        EXPIRY,
        lambda: on_days(reported(), "2028-11-30", "2028-12-01"),
        ["reported", "term_completed"],
    ),
    Line(
        "released by law the day after, with no notice",
        f"{EXPIRY} (T16, T17)",
        lambda: after_time(reported(), "2028-12-01"),
        ["released", d("2028-12-01"), d("2028-12-01")],
    ),
    Line(
        "on the last day nothing is released",
        f"{EXPIRY} (T16)",
        lambda: after_time(reported(), "2028-11-30"),
        ["reported", None, None],
    ),
    Line(
        "a clock that runs late writes the same day",
        f"{EXPIRY} (T16, T17)",
        lambda: after_time(reported(), "2029-03-01"),
        ["released", d("2028-12-01"), d("2028-12-01")],
    ),
    Line(
        "sealed three years after",
        "0.7 (T18)",
        lambda: [after_time(reported(), day)[0] for day in ("2031-11-30", "2031-12-01")],
        ["released", "sealed"],
    ),
    Line(
        "no release before its day",
        EXPIRY,
        says(lambda: reported().note_release(told_on=d("2028-11-30"), document_no="1")),
        "《戒毒条例》第23条",
    ),
    Line(
        "signed on the last day, and after",
        f"{EXPIRY}; 0.1",
        lambda: [signing(reported(), "2028-11-30"), signing(reported(), "2028-12-01")],
        [(), ("signed_after_term",)],
    ),
    Line(
        "signed on the day of release, and before",
        f"{HELD}; 0.1",
        lambda: [
            signing(held("2026-05-10/2026-05-25"), "2026-05-25"),
            signing(held("2026-05-10/2026-05-25"), "2026-05-24"),
        ],
        [(), ("signed_in_custody",)],
    ),
    Line(
        "imprisoned: no day follows",
        "戒毒条例 24(1) (T14)",
        lambda: after_time(ended(), "2029-11-30"),
        ["terminated", None, None],
    ),
    Line(
        "imprisoned: sealed three years after",
        "T18",
        lambda: after_time(ended(), "2029-12-01"),
        ["sealed", None, None],
    ),
    Line(
        "a decision of the last day ends it, one of the day after does not",
        f"{EXPIRY}; T13, T14",
        lambda: [ended(on="2028-11-30").status, refused(lambda: ended(on="2028-12-01"))],
        ["terminated", "《戒毒条例》第23条"],
    ),
    Line(
        "no transfer before reporting",
        MOVES,
        lambda: [moving("2025-12-01").status, bool(refused(lambda: moving("2025-11-30")))],
        ["transfer_out", True],
    ),
    Line(
        "readings where the credit leaves nothing by one of them",
        "戒毒条例 31(2); 0.22",
        lambda: term.last_days_that_can_be_argued(
            reported_on=d("2026-01-31"), months=1, credit_days=28
        ),
        (d("2026-01-31"), d("2026-01-31")),
    ),
    Line(
        "the order is revoked after the transfer",
        "行政复议法 64(1) (T15)",
        lambda: [
            revoked_elsewhere().status,
            bool(refused(lambda: ended("death", case=moved()))),
        ],
        ["terminated", True],
        "revoked after transfer",
    ),
    Line(
        "closed, and opened again by the revocation of what closed it",
        "行政复议法 64(1) (T14, T15)",
        lambda: end_and_status(reopened(ended())),
        ["reported", d("2028-11-30")],
        "reopened",
    ),
    Line(
        "opened again after its last day: it is over by law",
        EXPIRY,
        lambda: after_time(reopened(ended(), on="2029-01-01"), "2029-01-01"),
        ["released", d("2028-12-01"), d("2028-12-01")],
        "reopened",
    ),
    Line(
        "nothing is opened again that goes on, or before it closed",
        "戒毒条例 24(1)",
        lambda: [
            bool(refused(lambda: reopened(reported()))),
            bool(refused(lambda: reopened(ended(), on="2026-11-30"))),
        ],
        [True, True],
        "reopened",
    ),
    Line(
        "contested where detained days might count",
        "戒毒条例 24(2); 0.22",
        lambda: contested(
            held("2026-05-10/2026-05-25"), "2028-11-30", "2028-12-01", "2028-12-16", "2028-12-17"
        ),
        [False, True, True, False],
    ),
    Line(
        "no longer once somebody chose",
        "0.22",
        lambda: contested(
            chosen(held("2026-05-10/2026-05-25"), d("2028-12-15")), "2028-12-01", "2028-12-16"
        ),
        [False, False],
    ),
)
