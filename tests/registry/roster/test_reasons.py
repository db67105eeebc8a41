"""Why a row cannot be taken over, and which of several reasons is given."""

from __future__ import annotations

import pytest

from services.registry.roster.rows import Reason, RejectedRow
from tests.registry.roster.making import number, person, read, rejected, taken

WRONG = number()[:-1] + ("1" if number()[-1] != "1" else "2")
ROUNDED = "3.41524198507129E+17"


def test_a_row_without_a_name_is_rejected() -> None:
    row = rejected(姓名="　")

    assert (row.reason, row.field, row.id_no) == (Reason.NAME_MISSING, "name", number())


@pytest.mark.parametrize("said", ["/", "无", "——"])
def test_a_stroke_is_no_name(said: str) -> None:
    assert rejected(姓名=said).reason == Reason.NAME_MISSING


def test_a_number_rounded_by_the_spreadsheet_is_rejected() -> None:
    row = rejected(公民身份号码=ROUNDED)

    assert (row.reason, row.field, row.id_no) == (Reason.ID_PRECISION_LOST, "id_no", None)


def test_a_number_that_fails_its_check_is_rejected() -> None:
    row = rejected(公民身份号码=WRONG)

    assert (row.reason, row.field, row.id_no) == (Reason.ID_CHECKSUM, "id_no", None)


@pytest.mark.parametrize("heading", ["决定日期", "送达日期", "报到日期", "协议签订日期"])
def test_a_day_that_does_not_exist_is_rejected(heading: str) -> None:
    row = rejected(**{heading: "2025-02-30"})

    assert (row.reason, row.id_no) == (Reason.DATE_INVALID, number())
    assert heading in row.message
    assert "2025-02-30" in row.message


def test_reporting_before_service_is_rejected() -> None:
    row = rejected(送达日期="2025-07-01", 报到日期="2025-06-30")

    assert (row.reason, row.field) == (Reason.REPORTED_BEFORE_SERVED, "reported_on")
    assert "2025-06-30" in row.message
    assert "2025-07-01" in row.message


def test_reporting_on_the_day_of_service_is_taken() -> None:
    assert taken(送达日期="2025-07-01", 报到日期="2025-07-01").reported_on is not None


def test_the_second_row_of_a_person_is_rejected_and_names_the_first() -> None:
    roster = read(person(), person(姓名="史星"), person(公民身份号码=f" {number()}"))

    assert [row.row for row in roster.rows] == [2]
    assert [(each.row, each.reason, each.values) for each in roster.rejected] == [
        (3, Reason.DUPLICATE_IN_FILE, {"first": 2}),
        (4, Reason.DUPLICATE_IN_FILE, {"first": 2}),
    ]


def test_a_row_that_was_itself_rejected_makes_no_duplicate() -> None:
    roster = read(person(报到日期="2025-02-30"), person())

    assert [each.row for each in roster.rejected] == [2]
    assert [row.row for row in roster.rows] == [3]


def test_the_first_reason_in_the_order_is_given() -> None:
    """Reasons are taken away one by one; the next in the order shows each time."""
    said: dict[str, object] = {
        "姓名": "",
        "公民身份号码": ROUNDED,
        "决定日期": "2025-02-30",
        "报到日期": "2025-06-30",
    }
    mendings = [
        {"姓名": "史兴"},
        {"公民身份号码": WRONG},
        {"公民身份号码": number()},
        {"决定日期": "2025-06-30"},
        {"报到日期": "2025-07-06"},
    ]

    reasons = [second_row(said).reason]
    for mending in mendings:
        said |= mending
        reasons.append(second_row(said).reason)

    assert reasons == list(Reason)


@pytest.mark.parametrize(
    "said",
    [
        {"姓名": ""},
        {"公民身份号码": WRONG},
        {"公民身份号码": ROUNDED},
        {"公民身份号码": "341524850712997A"},
        {"决定日期": number()},
        {"送达日期": "史兴"},
        {"报到日期": "15600004707"},
        {"报到日期": "2020-01-01"},
    ],
    ids=str,
)
def test_no_message_shows_a_person(said: dict[str, object]) -> None:
    """Not even where a number or a name stands in the column of another field."""
    row = rejected(**said)

    shown = f"{row.message}{row.values}{row!r}"
    assert not any(secret in shown for secret in ("史兴", "15600004707", "8507129", WRONG, ROUNDED))


def second_row(said: dict[str, object]) -> RejectedRow:
    """Read these words in the second row, below a sound row of the same person."""
    *_, row = read(person(), person(**said)).rejected
    return row
