"""One person, one file (S42): which papers it must hold, who checks them, which scans it takes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from types import MappingProxyType

from services.registry.rules.book import rule
from shared import scans
from shared.law import Citation, Refusal

DECISION, PRIVACY, PERSON_FORM, REPORT_IN = "01", "02", "03", "04"
AGREEMENT, GROUP, CARE_PLAN, HANDBOOK, CONTENTS = "05", "06", "07", "08", "26"
TEST_RECORDS = "11"
POLICE_REPORT, ASSESSMENTS, CHANGES, TRANSFER, RELEASE = "21", "22", "23", "24", "25"
CODES = tuple(f"{number:02}" for number in range(1, 27))
"""The items of a file, in its order; what they are called stands in the rule table."""
ORDERED = (DECISION,)
REPORTED = (PRIVACY, PERSON_FORM, REPORT_IN)
SIGNED = (AGREEMENT, GROUP, HANDBOOK)
NOTHING: Mapping[str, int] = MappingProxyType({})


def papers_due(
    *,
    reported: bool,
    signed: bool,
    planned: bool,
    occasions: Collection[str] = (),
    written: Mapping[str, int] = NOTHING,
) -> dict[str, int]:
    """How many papers of each item a case must hold by now (S42), in the order of the file.

    `occasions` are the items of what happened in it; `written` says how many papers of an item came
    about one by one: each notice, record, talk, visit, report, leave.
    """
    due = [*ORDERED, *occasions]
    due += REPORTED if reported else ()
    due += SIGNED if signed else ()
    due += [CARE_PLAN] if planned else []
    counted = {code: number for code, number in written.items() if number}
    return dict(sorted({**dict.fromkeys(due, 1), **counted}.items()))


def occasioned(*, changed: bool, moved: bool, released: bool) -> tuple[str, ...]:
    """Which items are due because something happened: a suspension or end, a transfer.

    The papers of the release are due once the case is released (戒毒条例 23).
    """
    happened = {CHANGES: changed, TRANSFER: moved, RELEASE: released}
    return tuple(code for code, it in happened.items() if it)


def an_item_is_listed(*, code: str, on: date) -> None:
    """A paper belongs to one of the items of the file."""
    if code not in CODES:
        raise Refusal("没有这一项材料：{code}", _citation(on), field="code", code=code)


def a_scan_is_whole(content: scans.Content, *, on: date, field: str = "file") -> str:
    """What kind of scan this is; `Refusal` for what is none, too large or cut off (S42)."""
    most = rule("dossier_scan_mebibytes", on=on)
    return scans.a_scan_is_whole(content, most=most, field=field)


def whoever_files_does_not_check(*, filers: Iterable[str], checker: str, on: date) -> None:
    """Papers are checked by somebody other than whoever filed them (S42; the town's rule)."""
    if set(filers) <= {checker}:
        citation = rule("dossier_checked_by_another", on=on).citation
        raise Refusal("自己归档的材料不能由自己核对，请由他人核对", citation)


def an_archived_file_is_whole(
    *, unchecked: int, faulty: int, missing: Collection[str], reason: str, on: date
) -> None:
    """A file is archived once all of it was checked; what it lacks is accounted for (S42)."""
    citation = _citation(on)
    if unchecked:
        raise Refusal("还有 {count} 份材料没有核对", citation, count=unchecked)
    if faulty:
        raise Refusal("还有 {count} 份材料核对不合格，请补正", citation, count=faulty)
    if missing and not reason:
        raise Refusal(
            "缺少应有的材料：{items}。请补齐，或者写明缺少的原因",
            citation,
            field="missing_reason",
            items="、".join(missing),
        )


def _citation(on: date) -> Citation:
    return rule("dossier_items", on=on).citation
