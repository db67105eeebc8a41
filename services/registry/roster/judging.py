"""Judging one line: a row to take over, or the first reason why it cannot be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from services.registry.roster import fields
from services.registry.roster.cells import Cell, stated
from services.registry.roster.days import DAYS, NotADay, read_day
from services.registry.roster.headings import LABELS
from services.registry.roster.identity_numbers import Identity, read_identity
from services.registry.roster.oddities import oddities
from services.registry.roster.people import Line
from services.registry.roster.rows import Reason, RejectedRow, RosterRow
from services.registry.roster.statuses import Standing, kind_of_order, read_standing
from services.registry.roster.terms import NotATerm, read_term
from services.registry.roster.unfit import Unfit
from services.registry.roster.villages import village_in

# What may be shown of a wrong date: never a number that could be a person's.
SHOWABLE = re.compile(r"(?=(?:\D*\d){0,8}\D*$)[\d年月日号./\- ]{1,14}")


@dataclass(kw_only=True)
class Judge:
    """Judges the lines of one roster, and knows who has been taken over before on which row."""

    village: str | None
    term_unit: str = ""
    rows_of: dict[str, int] = field(default_factory=dict)

    def judge(self, line: Line) -> RosterRow | RejectedRow:
        """Give the row in its one spelling, or the first reason against it in `Reason`'s order."""
        try:
            return self._row(line)
        except Unfit as unfit:
            return RejectedRow(
                row=line.number,
                reason=unfit.reason,
                field=unfit.field,
                sentence=unfit.sentence,
                values=unfit.values,
                id_no=_number_if_whole(line),
            )

    def _row(self, line: Line) -> RosterRow:
        name = _name(line)
        identity = read_identity(line.cell("id_no"))
        days = {each: _day(line, each) for each in DAYS}
        _reported_before_served(**days)
        self._stands_once(identity, line)
        return self._whole(line, name=name, identity=identity, days=days)

    def _stands_once(self, identity: Identity, line: Line) -> None:
        first = self.rows_of.setdefault(identity.number, line.number)
        if first != line.number:
            raise Unfit(
                Reason.DUPLICATE_IN_FILE,
                "id_no",
                "与第 {first} 行是同一个身份证号。请核对，每人只留一行。",
                first=first,
            )

    def _whole(
        self, line: Line, *, name: str, identity: Identity, days: Mapping[str, date | None]
    ) -> RosterRow:
        standing = read_standing(line.cell("status"))
        decision_no = fields.decision_no_in(line.cell("decision_no"))
        row = RosterRow(
            row=line.number,
            name=name,
            sex=fields.sex_in(line.cell("sex")) or identity.sex,
            ethnicity=fields.ethnicity_in(line.cell("ethnicity")),
            id_no=identity.number,
            born=identity.born,
            village=self._village(line),
            phone=fields.phone_in(line.cell("phone")),
            case_kind=_kind(standing, decision_no),
            flag=standing.flag,
            decision_no=decision_no,
            term_months=_term(line, self.term_unit),
            domicile=stated(line.cell("domicile")),
            residence=stated(line.cell("residence")),
            drug=stated(line.cell("drug")),
            status=stated(line.cell("status")),
            remark=stated(line.cell("remark")),
            decided_on=days["decided_on"],
            served_on=days["served_on"],
            reported_on=days["reported_on"],
            signed_on=days["signed_on"],
        )
        found = (*identity.warnings, *standing.warnings, *oddities(row, line, identity))
        return replace(row, warnings=found)

    def _village(self, line: Line) -> str | None:
        if written := stated(line.cell("village")):
            return village_in(written) or written
        if self.village:
            return self.village
        addresses = (stated(line.cell(each)) for each in ("residence", "domicile"))
        return next(filter(None, map(village_in, addresses)), None)


def _name(line: Line) -> str:
    name = fields.name_in(line.cell("name"))
    if not name:
        raise Unfit(Reason.NAME_MISSING, "name", "没有填姓名。请补上后重新导入。")
    return name


def _number_if_whole(line: Line) -> str | None:
    try:
        return read_identity(line.cell("id_no")).number
    except Unfit:
        return None


def _day(line: Line, name: str) -> date | None:
    try:
        return read_day(line.cell(name))
    except NotADay:
        raise _no_day(name, line.cell(name)) from None


def _no_day(name: str, cell: Cell) -> Unfit:
    written, column = stated(cell), LABELS[name]
    if SHOWABLE.fullmatch(written):
        return Unfit(
            Reason.DATE_INVALID,
            name,
            "{column}“{written}”不是完整的、存在的日期。请写成 2025-12-01 的样子。",
            column=column,
            written=written,
        )
    return Unfit(
        Reason.DATE_INVALID,
        name,
        "{column}写的不是日期。请写成 2025-12-01 的样子，没有就留空。",
        column=column,
    )


def _reported_before_served(
    *, served_on: date | None, reported_on: date | None, **_: date | None
) -> None:
    if served_on and reported_on and reported_on < served_on:
        raise Unfit(
            Reason.REPORTED_BEFORE_SERVED,
            "reported_on",
            "报到日期 {reported_on} 早于送达日期 {served_on}。请对照决定书和报到记录核对。",
            reported_on=reported_on,
            served_on=served_on,
        )


def _kind(standing: Standing, decision_no: str) -> str | None:
    """What the village says the person is under; if it says nothing of that, what was ordered."""
    if standing.case_kind or standing.ended:
        return standing.case_kind
    return kind_of_order(decision_no)


def _term(line: Line, unit: str) -> int | None:
    try:
        return read_term(line.cell("term_months"), unit=unit)
    except NotATerm:
        return None
