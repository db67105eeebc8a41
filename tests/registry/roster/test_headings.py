"""Where the headings of a roster are, and which column holds what."""

from __future__ import annotations

import random
from datetime import date

import pytest

from services.registry.roster.headings import LABELS, field_of
from services.registry.roster.reading import read_roster
from services.registry.roster.rows import RosterRow
from tests.registry.roster.making import (
    HEADINGS,
    Cells,
    csv_text,
    number,
    person,
    read,
    table,
    xls,
    xlsx,
)

NAMES = {
    "name": ["姓名", "姓 名", "人员姓名", "吸毒人员姓名", "*姓名", "姓名（曾用名）"],
    "sex": ["性别", "性　别"],
    "ethnicity": ["民族"],
    "id_no": [
        *("身份证号", "身份证号码", "公民身份号码", "公民身份证号码", "居民身份证号", "证件号码"),
        *("身份证", "身份证件号码", "身份证号（18位）", "本人身份证号"),
    ],
    "village": ["村", "社区", "村（社区）", "村/社区", "所属村居", "所在社区", "行政村"],
    "domicile": ["户籍地址", "户籍地", "户籍所在地", "户口所在地", "户籍地详址", "户籍"],
    "residence": [
        *("现居住地址", "现住址", "居住地", "家庭住址", "现居住地", "实际居住地址", "住址"),
        *("常住地址", "详细地址", "地址"),
    ],
    "phone": ["联系电话", "手机号", "手机号码", "电话", "联系方式", "移动电话", "联系电话（本人）"],
    "drug": ["滥用毒品种类", "毒品种类", "吸毒种类", "吸食毒品种类", "涉毒种类", "毒品名称"],
    "status": ["现状", "管控状态", "管控现状", "人员状态", "目前状态", "现实状况", "人员类别"],
    "decision_no": [
        *("决定书文号", "文号", "决定文号", "法律文书编号", "社区戒毒决定书编号", "决定书号"),
        *("责令社区戒毒（康复）决定书文号", "文书字号"),
    ],
    "decided_on": ["决定日期", "决定时间", "作出决定日期", "社区戒毒决定日期", "决定书日期"],
    "served_on": ["送达日期", "签收日期", "送达时间", "决定书送达日期", "决定书签收日期"],
    "reported_on": ["报到日期", "报到时间", "实际报到日期", "社区戒毒报到日期"],
    "signed_on": ["协议签订日期", "签订日期", "签订协议日期", "协议日期", "社区戒毒协议签订时间"],
    "term_months": ["期限(月)", "期限", "戒毒期限", "社区戒毒期限（月）", "执行期限", "期限(年)"],
    "remark": ["备注", "备　注", "其他", "说明"],
}
OTHERS = [
    *("出生日期", "文化程度", "婚姻状况", "健康状况", "家属姓名", "家属联系电话", "监护人身份证号"),
    *(
        "联系人",
        "联系人电话",
        "社工姓名",
        "责任民警",
        "帮教小组",
        "强制隔离戒毒决定日期",
        "工作单位",
    ),
    *("负责人姓名", "首次吸毒时间", "银行卡号", "开户行名称", "联系电话（家属）", "类型", "日期"),
]


def test_every_field_has_names() -> None:
    assert NAMES.keys() == LABELS.keys()


@pytest.mark.parametrize(
    ("field", "heading"), [(field, name) for field, names in NAMES.items() for name in names]
)
def test_a_field_is_known_by_its_names(field: str, heading: str) -> None:
    named = field_of(heading)

    assert named is not None
    assert named[1] == field


@pytest.mark.parametrize("heading", OTHERS)
def test_what_is_said_of_something_else_is_not_read(heading: str) -> None:
    assert field_of(heading) is None


def test_columns_may_stand_in_any_order() -> None:
    shuffled = random.Random(7).sample(HEADINGS, len(HEADINGS))

    assert read(person(), headings=shuffled).rows == read(person()).rows


def test_titles_above_move_the_rows_down() -> None:
    titles: list[Cells] = [["梅山镇青石社区吸毒人员登记表"], [], ["填报单位：青石社区（盖章）"]]

    roster = read_roster(xlsx([*titles, *table(person())]), filename="a.xlsx")

    assert [row.row for row in roster.rows] == [5]


def test_a_table_may_begin_anywhere_on_its_sheet() -> None:
    shifted = [["", "", *row] for row in [[], [], *table(person())]]

    roster = read_roster(xlsx(shifted), filename="a.xlsx")

    assert [row.row for row in roster.rows] == [4]


GROUPED: list[Cells] = [
    [
        *("序号", "基本情况", "", "", "决定情况", "", "", "报到", "协议", "期限"),
        *("家属", "", "现状"),
    ],
    [
        *(
            "",
            "姓名",
            "性别",
            "公民身份号码",
            "文号",
            "日期",
            "送达日期",
            "日期",
            "签订日期",
            "(月)",
        ),
        *("姓名", "电话", ""),
    ],
    [
        *(1, "史兴", "男", number(), "金公(禁)社戒决字〔2025〕300号", "2025-06-30", "2025-07-01"),
        *("2025-07-06", "2025-07-07", 36, "史大", "13900000000", "社区戒毒"),
    ],
]


def assert_grouped(row: RosterRow) -> None:
    assert (row.row, row.name, row.phone, row.status) == (3, "史兴", "", "社区戒毒")
    assert (row.decision_no, row.term_months) == ("金公(禁)社戒决字〔2025〕300号", 36)
    assert [row.decided_on, row.served_on, row.reported_on, row.signed_on] == [
        date(2025, 6, 30),
        date(2025, 7, 1),
        date(2025, 7, 6),
        date(2025, 7, 7),
    ]


def test_headings_in_two_merged_rows_are_read_together() -> None:
    """报到 above 日期 is the day of reporting; 家属 above 姓名 is somebody else's name."""
    areas = ["A1:A2", "B1:D1", "E1:G1", "K1:L1", "M1:M2"]

    (row,) = read_roster(xlsx(GROUPED, merged=areas), filename="a.xlsx").rows

    assert_grouped(row)


def test_headings_in_two_merged_rows_are_read_in_the_old_format_too() -> None:
    areas = [(0, 1, 0, 0), (0, 0, 1, 3), (0, 0, 4, 6), (0, 0, 10, 11), (0, 1, 12, 12)]

    (row,) = read_roster(xls(GROUPED, merged=areas), filename="a.xls").rows

    assert_grouped(row)


def test_headings_in_two_rows_are_read_without_merging() -> None:
    (row,) = read_roster(csv_text(GROUPED).encode(), filename="a.csv").rows

    assert_grouped(row)


def test_the_more_exact_of_two_columns_is_read() -> None:
    headings = ["地址", "现住址", *(heading for heading in HEADINGS if heading != "现居住地址")]

    roster = read(person(地址="金寨县", 现住址="青石社区3组"), headings=headings)

    assert roster.rows[0].residence == "青石社区3组"
    assert roster.unread == ("地址",)


def test_headings_not_understood_are_told() -> None:
    headings = [*HEADINGS, "文化程度", "家属电话"]

    assert read(person(), headings=headings).unread == ("文化程度", "家属电话")


def test_a_village_merged_beside_its_people_is_the_village_of_each() -> None:
    headings = ("村（社区）", *HEADINGS)
    people = [person(公民身份号码=number(sequence=each)) for each in ("996", "997", "998", "999")]
    rows = table(*people, headings=headings)
    rows[1] = ["青石社区", *rows[1][1:]]
    rows[3] = ["石桥村", *rows[3][1:]]

    roster = read_roster(xlsx(rows, merged=["A2:A3", "A4:A5"]), filename="a.xlsx")

    assert roster.village is None
    assert [row.village for row in roster.rows] == ["青石社区", "青石社区", "石桥村", "石桥村"]


def test_a_remark_merged_across_columns_is_no_date() -> None:
    rows = table(person(决定书文号="另案处理", **dict.fromkeys(HEADINGS[11:16], "")))

    (row,) = read_roster(xlsx(rows, merged=["K2:P2"]), filename="a.xlsx").rows

    assert row.decision_no == "另案处理"
    assert row.decided_on is None
