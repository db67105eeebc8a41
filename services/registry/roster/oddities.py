"""What is odd about a row that is taken as it stands: a person looks at it, the row goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from services.registry.roster.cells import stated
from services.registry.roster.days import DAYS, says_not_yet
from services.registry.roster.fields import sex_in
from services.registry.roster.headings import LABELS
from services.registry.roster.identity_numbers import Identity
from services.registry.roster.people import Line
from services.registry.roster.rows import Finding, RosterRow

NAME = re.compile(r"[^\W\d_]{2,}(?:[ ·.'-]+[^\W\d_]+)*")
# The library takes 179 for a carrier's prefix and finds such mobiles too short.
MOBILE = re.compile(r"1\d{10}")


def oddities(row: RosterRow, line: Line, identity: Identity) -> Iterable[Finding]:
    """Point out what the row's plain fields make one doubt."""
    if not NAME.fullmatch(row.name):
        yield _odd("name_odd", "name", "姓名的写法不常见，请核对。")
    yield from _of_sex(line, by_number=identity.sex)
    if row.phone and not all(_can_be_dialled(each) for each in row.phone.split("、")):
        yield _odd("phone_odd", "phone", "联系电话的位数不对，请核对。")
    if row.term_months is None and stated(line.cell("term_months")):
        sentence = "期限的写法认不出来，按未填处理。请写成月数，例如 36。"
        yield _odd("term_unreadable", "term_months", sentence)
    yield from _of_days_in_words(line)
    yield from _of_order(row, "decided_on", "served_on")
    yield from _of_order(row, "reported_on", "signed_on")


def _of_sex(line: Line, *, by_number: str) -> Iterable[Finding]:
    written = stated(line.cell("sex"))
    sex = sex_in(written)
    if sex and sex != by_number:
        yield _odd("sex_differs", "sex", "性别与身份证号不一致，已按表中填写。请核对。")
    if written and not sex:
        yield _odd("sex_unknown", "sex", "性别的写法认不出来，已按身份证号填写。请核对。")


def _can_be_dialled(phone: str) -> bool:
    if phone.startswith("1"):
        return bool(MOBILE.fullmatch(phone))
    try:
        number = phonenumbers.parse(phone, "CN")
    except NumberParseException:
        return False
    return phonenumbers.is_possible_number_for_type(number, PhoneNumberType.FIXED_LINE)


def _of_days_in_words(line: Line) -> Iterable[Finding]:
    for name in DAYS:
        if says_not_yet(line.cell(name)):
            sentence = "{column}写的是文字，按没有日期处理。"
            yield _odd("day_in_words", name, sentence, column=LABELS[name])


def _of_order(row: RosterRow, earlier: str, later: str) -> Iterable[Finding]:
    first, second = getattr(row, earlier), getattr(row, later)
    if first and second and second < first:
        yield _odd(
            f"{later.removesuffix('_on')}_before_{earlier.removesuffix('_on')}",
            later,
            "{later}早于{earlier}，已按表中填写。请核对。",
            later=LABELS[later],
            earlier=LABELS[earlier],
        )


def _odd(code: str, field: str, sentence: str, **values: object) -> Finding:
    return Finding(code=code, field=field, sentence=sentence, values=values)
