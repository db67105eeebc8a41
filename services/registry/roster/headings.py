"""Finding the headings of a roster among its titles, and which column holds what.

Villages name, order and group their columns as they like, and put headings in one row, or in
several with groups above. A column is known by its name alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.registry.roster.cells import Cell, tidy

DEEPEST = 3
TALLEST = 40  # headings are looked for in so many rows from the top

# How we call a field when we speak of it to people.
LABELS: Mapping[str, str] = {
    "name": "姓名",
    "sex": "性别",
    "ethnicity": "民族",
    "id_no": "身份证号",
    "village": "村（社区）",
    "domicile": "户籍地址",
    "residence": "现居住地址",
    "phone": "联系电话",
    "drug": "滥用毒品种类",
    "status": "现状",
    "decision_no": "决定书文号",
    "decided_on": "决定日期",
    "served_on": "送达日期",
    "reported_on": "报到日期",
    "signed_on": "协议签订日期",
    "term_months": "期限",
    "remark": "备注",
}
NEEDED = ("name", "id_no")
# A list of people with none of these is some other list, unless its title says what it is.
OF_CASEWORK = frozenset(
    (
        *("drug", "status", "decision_no", "term_months"),
        *("decided_on", "served_on", "reported_on", "signed_on"),
    )
)
SPEAKS_OF_DRUGS = re.compile(r"吸毒|戒毒|禁毒|涉毒|社戒|社康|康复人员")

DAY = r"(?:日期|时间|年月日|之?日)"
MEASURE = r"(?:责令)?(?:接受)?(?:社区)?(?:戒毒)?(?:康复)?"
OWN = r"(?:.{0,6}人员|本人)?"
TAKING = r"(?:滥用|吸食|使用|所吸)"
SERVING = r"(?:送达|签收|接收|宣布|宣告|收到|领取)"
SIGNING = r"(?:签订|签署|签定|签约|签)"
PLACE = r"(?:所在)?(?:地|地点|地址|住址|详址|详细地址|地详址|地详细地址)(?:情况)?"
# Of two columns for one field, the one named by the earlier pattern is read.
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("serial", r"序号?|编号|号|no|栏次"),
        ("name", r"(?:.{0,8}人员|本人|对象|当事人|被决定人)?(?:姓名|名字)"),
        ("sex", r"性别"),
        ("ethnicity", r"民族"),
        ("id_no", rf"{OWN}(?:居民|公民|二代|有效)?(?:身份证?件?|证件)(?:证?号码?|编号)"),
        ("id_no", r"(?:居民|公民|二代)?身份证"),
        ("village", r"(?:所属|所在|管辖|辖区|责任)?(?:行政)?(?:(?:村居?|社区)+)(?:名称?)?"),
        ("domicile", rf"户[籍口](?:{PLACE})?"),
        ("residence", rf"(?:现|目前|实际|经常?|常|暂)+(?:居住|住|居)(?:{PLACE}|址)?|现在?住?址"),
        ("residence", rf"(?:居住|家庭){PLACE}|家庭住?址|(?:详细)?(?:住址|地址)"),
        ("phone", rf"{OWN}(?:联系(?:电话|方式|手机|号码)|手机|移动电话|电话)(?:号码?)?"),
        ("drug", rf"(?:主要)?(?:{TAKING}|涉|吸)?毒品?的?(?:种类|名称|类型|品种|类别)"),
        ("drug", rf"{TAKING}(?:毒品|种类)"),
        ("status", r"(?:人员|管控|目前|当前|现实|现|戒毒|动态)?(?:现状|状态|状况)"),
        ("status", r"(?:人员|管控|戒毒)(?:类别|类型|分类|情况|措施)|(?:目前|当前|现实)情况"),
        ("decision_no", rf"{MEASURE}(?:决定|法律|执法)?(?:书|文书)?(?:文号|字号|编号|文?书号|号)"),
        ("decided_on", rf"{MEASURE}(?:作出|下达)?(?:决定|裁决|裁定)书?(?:作出|下达)?{DAY}"),
        ("served_on", rf"{MEASURE}(?:决定)?(?:文?书)?{SERVING}(?:决定书|回执)?{DAY}"),
        ("reported_on", rf"{MEASURE}(?:实际|首次|本人)?报[到道](?:登记)?{DAY}"),
        ("signed_on", rf"{MEASURE}(?:协议书?)?{SIGNING}(?:协议书?)?{DAY}"),
        ("signed_on", rf"{MEASURE}协议书?{DAY}"),
        ("term_months", rf"{MEASURE}(?:执行)?(?:期限|时长)(?:个?月|年)?"),
        ("remark", r"备注|说明|其[他它]|备考"),
    )
)
# Columns about somebody else than the person in care.
OF_OTHERS = re.compile(
    r"家属|家庭成员|监护人|负责人|社工|专干|民警|联系人|担保|帮教|包保|包联|责任人|网格|组长|小组成员"
    r"|介绍人|父亲|母亲|父母|配偶|子女|亲属|填表|审核|工作人员|村干部|社区干部|书记|法定代理"
)
NOISE = re.compile(r"[\s*#★:：.。、,，_\-—/]|\d")
BRACKETED = re.compile(r"[(\[【〔][^)\]】〕]*[)\]】〕]")
OF_A_GROUP = re.compile(r"(?:情况|信息|内容|相关)$")
LONGEST = 60  # a longer text is a title, a note or a trap
ID_LIKE = re.compile(r"\d{14}")
UNIT = re.compile(r"[年月]")


@dataclass(frozen=True, kw_only=True)
class Headings:
    """Which rows are the headings, and which column holds which field."""

    first_row: int
    last_row: int
    columns: Mapping[str, int]
    titles: Sequence[str]

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields without which no person can be taken over."""
        return tuple(field for field in NEEDED if field not in self.columns)

    @property
    def unread(self) -> tuple[str, ...]:
        """Headings that were not understood."""
        used = set(self.columns.values())
        return tuple(t for column, t in enumerate(self.titles) if t and column not in used)

    @property
    def term_unit(self) -> str:
        """The unit that the heading of the term names: 月, 年 or nothing."""
        title = self.titles[self.columns["term_months"]] if "term_months" in self.columns else ""
        found = UNIT.findall(title)
        return found[-1] if found else ""


def find_headings(rows: Sequence[Sequence[Cell]]) -> Headings | None:
    """Find the rows that name the most columns; of equals, the fewest and topmost rows."""
    best: Headings | None = None
    for depth in range(1, DEEPEST + 1):
        for top in range(min(len(rows), TALLEST)):
            found = _read(rows, top=top, bottom=top + depth - 1)
            if found and (best is None or len(found.columns) > len(best.columns)):
                best = found
    return best


def field_of(title: str) -> tuple[int, str] | None:
    """Tell which field a heading names, after the rank of that name among those of the field."""
    if len(title) > LONGEST:
        return None
    whole = NOISE.sub("", unicodedata.normalize("NFKC", title)).lower()
    if OF_OTHERS.search(whole):
        return None
    names = (BRACKETED.sub("", whole), whole)
    for rank, (field, pattern) in enumerate(PATTERNS):
        if any(pattern.fullmatch(name) for name in names):
            return rank, field
    return None


def _read(rows: Sequence[Sequence[Cell]], *, top: int, bottom: int) -> Headings | None:
    texts = [[tidy(cell) for cell in row] for row in rows[top : bottom + 1]]
    if bottom >= len(rows) or any(ID_LIKE.search(text) for row in texts for text in row):
        return None
    paths = list(zip(*_spread(texts), strict=True))
    columns = _assign(paths)
    if not columns:
        return None
    titles = tuple("".join(dict.fromkeys(filter(None, path))) for path in paths)
    return Headings(first_row=top, last_row=bottom, columns=columns, titles=titles)


def _spread(texts: list[list[str]]) -> list[list[str]]:
    """Let a heading that groups others stand above each of them."""
    return [_carried(row, below=texts[r + 1 :]) for r, row in enumerate(texts)]


def _carried(row: list[str], *, below: list[list[str]]) -> list[str]:
    carried, spread = "", []
    for column, text in enumerate(row):
        parts = {lower[column] for lower in below} - {"", text}
        carried = (text or carried) if parts else ""
        spread.append(text or carried)
    return spread


def _assign(paths: Sequence[Sequence[str]]) -> dict[str, int]:
    """Give each field its column: the best name first, then the leftmost."""
    claims = sorted(
        (*named, column) for column, path in enumerate(paths) if (named := _named(path))
    )
    columns: dict[str, int] = {}
    for _, field, column in claims:
        columns.setdefault(field, column)
    return columns


def _named(path: Sequence[str]) -> tuple[int, str] | None:
    """Read a heading with what groups it (决定 + 日期), or else by itself (基本情况 + 姓名)."""
    parts = list(dict.fromkeys(filter(None, path)))
    if any(OF_OTHERS.search(part) for part in parts if len(part) <= LONGEST):
        return None
    groups = [OF_A_GROUP.sub("", part) for part in parts[:-1]]
    names = ("".join([*groups[start:], parts[-1]]) for start in range(len(parts)))
    return next((named for name in names if (named := field_of(name))), None)
