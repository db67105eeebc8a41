"""What makes the record of a test valid: each rule finds one defect or none (domain.md 0.1).

The articles are those of 《吸毒检测程序规定》 as the Ministry of Public Security's orders 110
(2009) and 141 (2016) have them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from services.supervision.rules import defects
from services.supervision.rules.book import rule
from services.supervision.rules.gaps import gap_days
from services.supervision.rules.windows import Window
from shared.calendar import anniv
from shared.law import Defect, Refusal

URINE, HAIR = "urine", "hair"
STRIPPED = ("urine", "saliva")  # samples read from a kit on the spot
FEMALE = "female"


def the_police_test(*, officer: str) -> Defect | None:
    """An on-site test is the police's (吸毒检测程序规定 4)."""
    return None if officer.strip() else defects.NO_POLICE


def two_people_test(*, testers: Iterable[str], on: date) -> Defect | None:
    """Two members of staff take and read a sample (吸毒检测程序规定 8(1))."""
    different = {"".join(name.split()) for name in testers} - {""}
    enough = len(different) >= rule("testers", on=on).number
    return None if enough else defects.TOO_FEW_TESTERS


def a_woman_takes_a_womans_urine(
    *, sample: str, sex: str | None, collector_sex: str
) -> Defect | None:
    """A woman's urine sample is taken by a woman (吸毒检测程序规定 8(1))."""
    asked_for = sample == URINE and sex == FEMALE
    return defects.MALE_COLLECTOR if asked_for and collector_sex != FEMALE else None


def a_kit_is_named(*, sample: str, batch: str, serial: str) -> Defect | None:
    """What is read on the spot is read from an approved kit (吸毒检测程序规定 5)."""
    return defects.NO_KIT if sample in STRIPPED and not (batch and serial) else None


def a_kit_is_in_stock(*, sample: str, named: bool, listed: bool | None) -> Defect | None:
    """Where a stock is kept, a kit comes from it (吸毒检测程序规定 5; the town's stock)."""
    unknown = sample in STRIPPED and named and listed is False
    return defects.KIT_UNKNOWN if unknown else None


def a_kit_has_not_expired(
    *, sample: str, expires_on: Iterable[date | None], on: date
) -> Defect | None:
    """A kit is good up to its last day, that day included (吸毒检测程序规定 5).

    `expires_on` is what the record says and what the stock says: the earlier one holds.
    """
    known = [day for day in expires_on if day is not None]
    good = sample not in STRIPPED or (bool(known) and on <= min(known))
    return None if good else defects.KIT_EXPIRED


def a_kit_is_used_once(*, used: bool) -> Defect | None:
    """A strip shows one sample (吸毒检测程序规定 5)."""
    return defects.KIT_USED if used else None


def the_subject_signs(*, signed: bool, note: str) -> Defect | None:
    """The tested person signs the report, or it says that he would not (吸毒检测程序规定 9)."""
    return None if signed or note.strip() else defects.UNSIGNED


def another_places_test_comes_as_a_copy(*, elsewhere: bool, report_no: str) -> Defect | None:
    """What another place has tested counts by a copy of its report (戒毒条例 22; domain.md 4)."""
    return defects.NO_COPY if elsewhere and not report_no.strip() else None


def items_agree_with_the_result(
    *, positive: bool, items: Collection[str], showed: Collection[str]
) -> None:
    """A strip is positive where an item showed, and there alone; else it is a slip of the pen."""
    if showed and not positive:
        raise Refusal("有项目呈阳性，结果就不是阴性或者无效，请核对", field="positive_items")
    if positive and items and not showed:
        raise Refusal("结果为阳性的，请勾选呈阳性的项目", field="positive_items")
    if not set(showed) <= {*items}:
        raise Refusal("呈阳性的项目须在检测项目之内", field="positive_items")


def samples_kept_until(*, taken_on: date) -> date:
    """Until when the sealed samples of a positive strip are kept (吸毒检测程序规定; the table)."""
    return anniv(taken_on, rule("sample_keeping_months", on=taken_on).number)


def a_sample_is_taken_in_a_window(*, window: Window | None) -> Defect | None:
    """A test is taken when the plan asks for one (戒毒条例 19)."""
    return None if window else defects.OUTSIDE_WINDOWS


def counted_tests_keep_apart(
    *, on: date, window: Window | None, counted: Iterable[date]
) -> Defect | None:
    """Two counted tests lie some days apart, whichever was recorded first (the town's number)."""
    gap = gap_days(window, on=on)
    return defects.TOO_SOON if any(abs((on - day).days) < gap for day in counted) else None
