"""Which lines speak of a person, and of which village."""

from __future__ import annotations

import pytest

from services.registry.roster.reading import read_roster
from services.registry.roster.rows import Reason, Roster
from services.registry.roster.villages import village_in
from tests.registry.roster.making import HEADINGS, Cells, number, person, read, table, xlsx

WIDTH = len(HEADINGS)

FURNITURE: list[Cells] = [
    [],
    [" ", "　", "", "\u200b"],
    [2],
    [2, "", "男", "汉族"],
    [2, "", "", "汉族", "", "安徽省六安市金寨县梅山镇青石社区"],
    ["合计", "81人"],
    ["合 计", "", "", "", 81, "", "", "", "", 12],
    ["", "总计：81人"],
    [82, "小计", "", "", "", "", "", "", "", 81],
    ["共计81人", "", "", "", "", "", "", "", "社区戒毒60人", "外出务工21人"],
    ["本页合计", "", "", "", "", "", "", "", "", 20],
    ["填表人：", "", "", "", "审核人："],
    ["填表人：张三", "", "", "", "", "", "", "联系电话：13900000000"],
    ["填表人", "张三", "", "", "", "", "联系电话", "13900000000"],
    ["单位负责人（签字）：", "李四", "", "", "", "", "填报日期", "2025年11月28日"],
    ["村党支部书记：王五", "", "", "", "", "", "", "", "（盖章）"],
    ["（盖章）", "", "", "", "", "", "", "", "2025年11月28日"],
    ["2025年11月28日", "", "", "", "", "", "", "", "审核："],
    ["注：本表一式两份，一份留存。"],
    ["", "说明：现状按实际填写", "", "", "", "", "", "", "", "见附件"],
    ["", "以下空白"],
    ["", "石桥村"],
    ["青石社区"],
    ["第一组"],
    list(HEADINGS),
    ["梅山镇青石社区吸毒人员底数排查登记表（续）"],
    [str(column) for column in range(1, WIDTH + 1)],
    [f"({column})" for column in range(1, WIDTH + 1)],
    ["例", "张三", "男", "汉族", number(born="19900101"), "", "", "13900000000"],
]


@pytest.mark.parametrize("line", FURNITURE, ids=lambda line: "|".join(map(str, line))[:30])
def test_furniture_is_no_row(line: Cells) -> None:
    """Wherever it stands, it is passed over, and the rows after it keep their numbers."""
    first, second = person(), person(公民身份号码=number(sequence="999"))
    headings, one, two = table(first, second)

    roster = read_roster(xlsx([headings, one, line, two, line]), filename="a.xlsx")

    assert outcomes(roster) == [(2, None), (4, None)]


@pytest.mark.parametrize(
    "line",
    [
        [2, "张三"],
        ["", "张三"],
        [2, "张三", "男", "", "", "", "", "13900000000"],
        [2, "张三", "男", "", "", "", "", "", "", "死亡"],
        [2, "张三", "", "", "不详", "", "", "", "", "失联", "", "", "", "", "", "", "审核中"],
    ],
    ids=lambda line: "|".join(map(str, line))[:30],
)
def test_a_person_without_a_number_is_not_passed_over(line: Cells) -> None:
    headings, one = table(person())

    roster = read_roster(xlsx([headings, one, line]), filename="a.xlsx")

    assert outcomes(roster) == [(2, None), (3, Reason.ID_CHECKSUM)]


def test_a_number_alone_is_a_person_without_a_name() -> None:
    headings, one = table(person())

    roster = read_roster(
        xlsx([headings, one, ["", "", "", "", number(sequence="999")]]), filename="a.xlsx"
    )

    assert outcomes(roster) == [(2, None), (3, Reason.NAME_MISSING)]


@pytest.mark.parametrize("name", ["郝书记", "合计", "注", "青石村"])
def test_nobody_with_a_number_is_taken_for_furniture(name: str) -> None:
    assert [row.name for row in read(person(姓名=name)).rows] == [name]


@pytest.mark.parametrize(
    ("text", "village"),
    [
        ("安徽省六安市金寨县梅山镇石桥村25组", "石桥村"),
        ("安徽省六安市金寨县梅山镇青石社区12组", "青石社区"),
        ("青石社区27组11号", "青石社区"),
        ("金寨县梅山镇镇东村3组", "镇东村"),
        ("梅山镇县前社区", "县前社区"),
        ("梅山镇青石社区吸毒人员底数排查登记表", "青石社区"),
        ("梅山镇青石社区社区戒毒（康复）人员花名册", "青石社区"),
        ("2025年石桥村吸毒人员名册", "石桥村"),
        ("填报单位：青石社区（盖章）", "青石社区"),
        ("填报村（社区）：石桥村", "石桥村"),
        ("石桥村村民委员会", "石桥村"),
        ("青石社区居委会", "青石社区"),
        ("梅山镇社区戒毒社区康复人员名册", None),
        ("2025年社区戒毒人员花名册", None),
        ("全镇各村吸毒人员汇总表", None),
        ("合肥市瑶海区", None),
        ("", None),
    ],
)
def test_a_village_is_found_in_a_text(text: str, village: str | None) -> None:
    assert village_in(text) == village


ELSEWHERE = {"户籍地址": "合肥市", "现居住地址": "27组11号"}


@pytest.mark.parametrize(
    ("titles", "sheet", "filename"),
    [
        (["梅山镇青石社区吸毒人员登记表"], "表", "a.xlsx"),
        (["登记表"], "青石社区", "a.xlsx"),
        (["登记表", "填报单位：青石社区（盖章）"], "表", "a.xlsx"),
        (["登记表"], "表", "2025年青石社区名册.xlsx"),
    ],
)
def test_the_village_is_taken_from_what_stands_around(
    titles: list[str], sheet: str, filename: str
) -> None:
    rows = [*([title] for title in titles), *table(person(**ELSEWHERE))]

    roster = read_roster(xlsx(rows, sheet=sheet), filename=filename)

    assert roster.village == roster.rows[0].village == "青石社区"


def test_the_village_is_that_of_nearly_all_addresses() -> None:
    assert read(person()).village == "青石社区"


def test_a_title_outweighs_addresses() -> None:
    """Who is listed by a village may live in another."""
    rows = [["石桥村名册"], *table(person())]

    assert read_roster(xlsx(rows), filename="a.xlsx").village == "石桥村"


def test_a_roster_of_several_villages_has_none_and_each_row_its_own() -> None:
    roster = read(
        person(),
        person(
            公民身份号码=number(sequence="999"),
            户籍地址="梅山镇石桥村1组",
            现居住地址="石桥村1组",
        ),
    )

    assert roster.village is None
    assert [row.village for row in roster.rows] == ["青石社区", "石桥村"]


def outcomes(roster: Roster) -> list[tuple[int, Reason | None]]:
    judged = [(row.row, None) for row in roster.rows]
    return sorted([*judged, *((each.row, each.reason) for each in roster.rejected)])
