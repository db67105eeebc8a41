"""What is wrong with a record, put together from the rules one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from services.supervision.domain.records import Missed, Missing, Notice, Refused, Refusing, Sampling
from services.supervision.rules import refusals, sampling
from services.supervision.rules.kits import Kit
from services.supervision.rules.windows import Window
from shared.law import Defect, defects


def defects_of_test(
    taken: Sampling,
    *,
    sex: str | None,
    window: Window | None,
    kit: Kit,
    in_custody: Defect | None,
    counted: Iterable[date],
) -> tuple[str, ...]:
    """Why a test does not count (吸毒检测程序规定 4, 5, 8, 9; 戒毒条例 19); `counted` do."""
    kind, on = taken.sample, taken.collected_on
    return defects(
        sampling.the_police_test(officer=taken.officer),
        sampling.two_people_test(testers=(taken.tester_1, taken.tester_2), on=on),
        sampling.a_woman_takes_a_womans_urine(
            sample=kind, sex=sex, collector_sex=taken.collector_sex
        ),
        sampling.a_kit_is_named(sample=kind, batch=taken.kit_batch, serial=taken.kit_serial),
        sampling.a_kit_is_in_stock(sample=kind, named=bool(taken.kit), listed=kit.listed),
        sampling.another_places_test_comes_as_a_copy(
            elsewhere=taken.elsewhere, report_no=taken.report_no
        ),
        sampling.a_kit_has_not_expired(
            sample=kind, expires_on=(taken.kit_expires_on, kit.expires_on), on=on
        ),
        sampling.a_kit_is_used_once(used=kit.used),
        sampling.the_subject_signs(signed=taken.subject_signed, note=taken.signing_note),
        in_custody or sampling.a_sample_is_taken_in_a_window(window=window),
        sampling.counted_tests_keep_apart(on=on, window=window, counted=counted),
    )


def defects_of_refusal(
    told: Refusing | Missing,
    notice: Notice,
    *,
    on: date,
    window: Window | None,
    counted: Sequence[Refused | Missed],
    admonished: Collection[date],
    tested: bool,
    spent: bool,
    outside_term: tuple[Defect | None, ...],
) -> tuple[str, ...]:
    """Why a refusal or an unexcused miss does not count (戒毒条例 20; domain.md 0.8).

    `counted` are the refusals and misses that do; `spent` says that this notice was counted once,
    also if that was overturned since: who was wrongly charged is not charged again by it.
    """
    before = None if spent else _latest(counted, notice)
    warned = min((day for day in admonished if before and day >= before), default=None)
    return defects(
        refusals.the_notice_is_proven(served=notice.served),
        refusals.a_refusal_is_witnessed(
            witnesses=len(set(told.witnesses)), officer_note=told.officer_note, on=on
        ),
        refusals.a_notice_counts_once(counted=spent),
        refusals.a_further_notice_follows_an_admonition(
            refused_on=before, admonished_on=warned, served_on=notice.served_on
        ),
        refusals.further_notices_keep_apart(
            refused_on=before, served_on=notice.served_on, window=window
        ),
        refusals.counted_refusals_keep_apart(
            on=on, elsewhere=_elsewhere(counted, notice), window=window
        ),
        refusals.a_tested_window_asks_no_more(tested=tested),
        *outside_term,
    )


def defects_of_excuse(
    missing: Missing, notice: Notice, *, author: Iterable[str], shown: bool
) -> tuple[str, ...]:
    """Why a miss that is said to be justified waives no window (domain.md 3.2, 4).

    `author` is what whoever records it is called; `shown` says whether a scan has the signature.
    """
    return defects(
        refusals.the_notice_is_proven(served=notice.served),
        refusals.a_justified_miss_has_its_reason(because=missing.because),
        refusals.a_justified_miss_is_approved(
            approver=missing.approver, author=author, shown=shown and bool(missing.approved_on)
        ),
    )


def _elsewhere(counted: Iterable[Refused | Missed], notice: Notice) -> Iterable[date]:
    return (it.on for it in counted if not _same_test(it, notice))


def _latest(counted: Iterable[Refused | Missed], notice: Notice) -> date | None:
    return max((it.on for it in counted if _same_test(it, notice)), default=None)


def _same_test(told: Refused | Missed, notice: Notice) -> bool:
    """Whether both are about one test of the plan, or one beside it."""
    return (told.extra, told.window) == (notice.extra, notice.window)
