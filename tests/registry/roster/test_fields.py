"""The other fields of a row: one spelling each, and what is odd about them."""

from __future__ import annotations

from datetime import date

import pytest

from services.registry.roster.statuses import read_standing
from services.registry.roster.terms import NotATerm, read_term
from tests.registry.roster.making import HEADINGS, codes, number, person, read, taken


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("史　兴", "史兴"),
        (" 史 兴 ", "史兴"),
        ("史\u200b兴\ufeff", "史兴"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("𠮷田", "𠮷田"),
        ("John  Smith", "John Smith"),
    ],
)
def test_a_name_loses_its_padding_only(written: str, name: str) -> None:
    row = taken(姓名=written)

    assert row.name == name
    assert codes(row) == []


@pytest.mark.parametrize("written", ["史兴2", "史兴(已故)", "史"])
def test_an_odd_name_is_kept_and_pointed_out(written: str) -> None:
    row = taken(姓名=written)

    assert row.name == written
    assert codes(row) == ["name_odd"]


def test_a_sex_that_contradicts_the_number_stands_with_a_warning() -> None:
    row = taken(性别="女")

    assert row.sex == "女"
    assert codes(row) == ["sex_differs"]


def test_a_sex_not_given_is_that_of_the_number() -> None:
    row = taken(性别="", 公民身份号码=number(sequence="998"))

    assert row.sex == "女"
    assert codes(row) == []


def test_a_sex_not_understood_is_that_of_the_number_with_a_warning() -> None:
    row = taken(性别="?")

    assert row.sex == "男"
    assert codes(row) == ["sex_unknown"]


@pytest.mark.parametrize(
    ("written", "ethnicity"),
    [("汉", "汉族"), ("汉族", "汉族"), ("维吾尔", "维吾尔族"), ("穿青人", "穿青人"), ("", "")],
)
def test_a_people_is_named_in_full(written: str, ethnicity: str) -> None:
    assert taken(民族=written).ethnicity == ethnicity


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("156 0000 4707", "15600004707"),
        ("156-0000-4707", "15600004707"),
        ("１５６００００４７０７", "15600004707"),
        ("'15600004707", "15600004707"),
        ("+8615600004707", "15600004707"),
        ("0564-7333111", "05647333111"),
        ("15600004707/0564-7333111", "15600004707、05647333111"),
        ("17900001196", "17900001196"),
        ("无", ""),
    ],
)
def test_a_phone_is_its_digits(written: str, phone: str) -> None:
    row = taken(联系电话=written)

    assert row.phone == phone
    assert codes(row) == []


@pytest.mark.parametrize("written", ["1560000470", "156000047070", "110", "没电话"])
def test_a_phone_that_cannot_be_dialled_is_kept_and_pointed_out(written: str) -> None:
    row = taken(联系电话=written)

    assert row.phone == written
    assert codes(row) == ["phone_odd"]


@pytest.mark.parametrize(
    "written",
    [
        "金公(禁)社戒决字〔2025〕300号",
        "金公（禁）社戒决字［2025］300号",
        "金公(禁)社戒决字[2025]３００号",
        "金公(禁) 社戒决字【2025】300 号",
        "金公（禁）社戒决字（2025）300号",
    ],
)
def test_an_order_has_one_number(written: str) -> None:
    assert taken(决定书文号=written).decision_no == "金公(禁)社戒决字〔2025〕300号"


def test_addresses_lose_spaces_and_wide_digits() -> None:
    row = taken(现居住地址=" 青石社区 ２７组 11 号 ")

    assert row.residence == "青石社区27组11号"


def test_an_order_signed_early_is_taken_with_warnings() -> None:
    """What is out of order is a fact about the order, not about the reading."""
    row = taken(决定日期="2025-07-02", 协议签订日期="2025-07-05")

    assert codes(row) == ["served_before_decided", "signed_before_reported"]
    assert row.warnings[0].message == "送达日期早于决定日期，已按表中填写。请核对。"


def test_a_day_told_in_words_is_no_day_with_a_warning() -> None:
    row = taken(报到日期="未报到", 协议签订日期="未签")

    assert (row.reported_on, row.signed_on) == (None, None)
    assert codes(row) == ["day_in_words", "day_in_words"]


def test_a_person_without_an_order_has_none() -> None:
    empty = dict.fromkeys(HEADINGS[10:16], "")

    assert not taken(**empty).has_order
    assert taken().has_order


def test_the_birth_date_is_that_of_the_number() -> None:
    assert taken().born == date(1985, 7, 12)


@pytest.mark.parametrize(
    ("written", "unit", "months"),
    [
        (36, "月", 36),
        (36.0, "", 36),
        ("36", "", 36),
        ("36个月", "", 36),
        ("36月", "年", 36),
        ("３６ 个月", "", 36),
        ("3年", "月", 36),
        ("三年", "", 36),
        ("叁年", "", 36),
        ("三十六个月", "", 36),
        (3, "年", 36),
        (2, "月", 2),
        ("一年六个月", "", 18),
        ("一年半", "", 18),
        ("半年", "", 6),
        ("两年", "", 24),
        ("", "月", None),
        ("/", "月", None),
    ],
)
def test_a_term_is_months(written: str | float, unit: str, months: int | None) -> None:
    assert read_term(written, unit=unit) == months


@pytest.mark.parametrize("written", [3, "1", 0, "长期", "2025-12-01", 999, "六年年", 1.5])
def test_a_term_that_could_be_two_is_none(written: str | float) -> None:
    with pytest.raises(NotATerm):
        read_term(written, unit="")


def test_a_term_not_understood_is_pointed_out() -> None:
    row = taken(**{"期限(月)": "长期"})

    assert row.term_months is None
    assert codes(row) == ["term_unreadable"]


def test_the_unit_of_a_term_may_stand_in_the_heading() -> None:
    headings = [heading.replace("期限(月)", "戒毒期限（年）") for heading in HEADINGS]

    (row,) = read(person(**{"戒毒期限（年）": 3}), headings=headings).rows

    assert row.term_months == 36


@pytest.mark.parametrize(
    ("written", "kind", "flag"),
    [
        ("社区戒毒", "community_rehab", "registered_user"),
        ("社区康复", "community_recovery", "registered_user"),
        ("社戒", "community_rehab", "registered_user"),
        ("强制隔离戒毒", None, "in_isolation"),
        ("强戒", None, "in_isolation"),
        ("服刑", None, "serving_sentence"),
        ("外出务工", None, "working_away"),
        ("失联", None, "lost_contact"),
        ("脱失", None, "lost_contact"),
        ("死亡", None, "deceased"),
        ("出境", None, "abroad"),
        ("出国", None, "abroad"),
        ("戒断三年未复吸", None, "abstinent_3y"),
        ("戒断3年未复吸", None, "abstinent_3y"),
        ("药物维持治疗", None, "maintenance_treatment"),
        ("羁押", None, "in_custody"),
        ("拘留", None, "in_custody"),
        ("迁出", None, "moved_away"),
        ("社区戒毒（外出务工）", "community_rehab", "working_away"),
        ("强制隔离戒毒转社区康复", "community_recovery", "registered_user"),
        ("强戒期满，社区康复", "community_recovery", "registered_user"),
        ("在册", None, "registered_user"),
    ],
)
def test_a_status_is_a_kind_of_case_or_a_flag(written: str, kind: str | None, flag: str) -> None:
    standing = read_standing(written)

    assert (standing.case_kind, standing.flag) == (kind, flag)
    assert standing.warnings == ()


@pytest.mark.parametrize(
    ("written", "kind", "flag", "code"),
    [
        ("", None, "registered_user", "status_missing"),
        ("/", None, "registered_user", "status_missing"),
        ("其他", None, "registered_user", "status_unknown"),
        ("社区戒毒已解除", None, "registered_user", "status_ended"),
        ("解除社区康复", None, "registered_user", "status_ended"),
        ("社区戒毒（康复）", None, "registered_user", "status_several"),
        ("死亡（曾外出务工）", None, "deceased", "status_several"),
    ],
)
def test_a_doubtful_status_is_pointed_out(
    written: str, kind: str | None, flag: str, code: str
) -> None:
    standing = read_standing(written)

    assert (standing.case_kind, standing.flag) == (kind, flag)
    assert [warning.code for warning in standing.warnings] == [code]


@pytest.mark.parametrize(
    ("status", "decision_no", "kind"),
    [
        ("外出务工", "金公(禁)社戒决字〔2025〕3号", "community_rehab"),
        ("外出务工", "金公(禁)社康决字〔2025〕3号", "community_recovery"),
        ("外出务工", "金公(禁)强戒决字〔2025〕3号", None),
        ("社区康复", "金公(禁)社戒决字〔2025〕3号", "community_recovery"),
        ("社区戒毒已解除", "金公(禁)社戒决字〔2025〕3号", None),
    ],
)
def test_an_order_tells_the_kind_where_the_status_does_not(
    status: str, decision_no: str, kind: str | None
) -> None:
    assert taken(现状=status, 决定书文号=decision_no).case_kind == kind
