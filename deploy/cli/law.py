"""`guihang law`: the calendar arithmetic of the law, for anybody to check."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

import click

from deploy.cli.plain import DAY, PLAN_STAGE, SUSPENSION, Count, Misspoken, PlainGroup
from deploy.cli.term import Term
from services.registry.rules.term import Reading
from services.supervision.rules import windows as testing
from shared import calendar
from shared.calendar import OpenSpan, Span, day_note
from shared.law import Citation

Verb = TypeVar("Verb", bound=Callable[..., Any])

WEEKDAYS = "一二三四五六日"
COUNTING = (
    Citation("公安机关办理行政案件程序规定", "35"),
    Citation("民法典", "201(1)"),
    Citation("民法典", "203(1)"),
)
TERM = Citation("戒毒条例", "14(2)")
CREDIT = Citation("戒毒条例", "31(2)")
SUSPENDED = Citation("戒毒条例", "24(2)")
ON_THE_WAY = Citation("戒毒条例", "22(2)")
EXPIRY = Citation("戒毒条例", "23")


@click.group(cls=PlainGroup, help="按法律计算期限：最后一日、期满日、检测时段。")
def law() -> None:
    """Count days as the law counts them."""


def _as_json(verb: Verb) -> Verb:
    return click.option("--json", "as_json", is_flag=True, help="只输出 JSON")(verb)


def _suspended(verb: Verb) -> Verb:
    option = click.option(
        "--suspended",
        multiple=True,
        type=SUSPENSION,
        help="中止期间 A/B：A 日中止，B 日恢复（B 日计入期限）；A/.. 表示尚未恢复；可以写多次",
    )
    transit = click.option(
        "--transit",
        multiple=True,
        type=SUSPENSION,
        help="变更执行地途中 A/B：A 日变更，B 日转入；是否计入，条文没有写明",
    )
    every = click.option(
        "--readings", "every", is_flag=True, help="JSON 也列出可以主张的每一种算法"
    )
    further = click.argument("further", nargs=-1, type=SUSPENSION, metavar="[A/B]...")
    return option(transit(every(further(verb))))


@law.command(help="算一个期间的最后一日。")
@click.option("--from", "event", required=True, type=DAY, help="起算日（当日不计入）")
@click.option("--days", required=True, type=Count(0, 36600), help="日数")
@click.option("--no-roll", is_flag=True, help="最后一日不办公也不顺延")
@_as_json
def deadline(*, event: date, days: int, no_roll: bool, as_json: bool) -> None:
    """Say the last day of a period of days."""
    last = calendar.deadline(event, days, roll=not no_roll)
    if as_json:
        _print_json(deadline=last.isoformat())
    else:
        _print(_deadline_explained(event, days, last))


@law.command("last-day", help="算社区戒毒、社区康复的期满日。")
@click.option("--start", required=True, type=DAY, help="报到日（当日计入）")
@click.option("--months", required=True, type=Count(1, 600), help="期限，月数")
@_suspended
@click.option("--credit", default=0, type=Count(0, 36600), help="折抵日数")
@_as_json
def last_day(*, as_json: bool, every: bool, **asked: Any) -> None:
    """Say the last day of a term, or that nobody knows it yet, and every reading of it."""
    term = _term(**asked)
    if as_json:
        last = term.last_day
        readings = {"readings": [_reading(it) for it in term.readings]} if every else {}
        _print_json(last_day=last and last.isoformat(), **readings)
    else:
        _print(_last_day_explained(term))


@law.command(help="算一个案件的各次检测时段，首尾两日都在内。")
@click.option("--start", required=True, type=DAY, help="报到日（当日计入）")
@click.option("--plan", required=True, help="检测方案：PLAN_22、PLAN_28 或者 CUSTOM")
@click.option("--months", default=36, type=Count(1, 600), help="期限，月数，不写是 36")
@click.option("--span", "stages", multiple=True, type=PLAN_STAGE, help="CUSTOM 的一段，如 12/2")
@click.option("--credit", default=0, type=Count(0, 36600), help="折抵日数")
@_suspended
@_as_json
def windows(
    *, plan: str, stages: Sequence[testing.Stage], as_json: bool, every: bool, **asked: Any
) -> None:
    """Say the test windows of a case; those behind an open suspension are not known yet."""
    term = _term(**asked)
    laid_out = _stages(plan, stages, term.start)
    found = term.windows(laid_out)
    read = [(it, term.windows(laid_out, reading=it)) for it in term.readings]
    if as_json:
        readings = [{**_reading(it), "windows": _pairs(of_it)} for it, of_it in read]
        _print_json(windows=_pairs(found), **({"readings": readings} if every else {}))
    else:
        _print(_windows_explained(term, plan, found))
        _print(_windows_read(read))


def _term(
    *,
    start: date,
    months: int,
    credit: int,
    suspended: Sequence[OpenSpan],
    further: Sequence[OpenSpan],
    transit: Sequence[OpenSpan],
) -> Term:
    term = Term(
        start=start,
        months=months,
        credit=credit,
        held=_spans(suspended, further),
        on_the_way=tuple(map(_known, transit)),
    )
    term.check()
    return term


def _known(span: OpenSpan) -> Span:
    first, end = span
    if end is None:
        raise Misspoken("--transit：还没有转入的，途中的日子没有结束，不写 ..")
    return first, end


def _reading(it: Reading) -> dict[str, object]:
    return {
        "counted_from": it.counted_from.isoformat(),
        "left_out": [[str(first), end and str(end)] for first, end in it.left_out],
        "last_day": it.last_day and it.last_day.isoformat(),
    }


def _pairs(found: Sequence[testing.Window]) -> list[list[str]]:
    return [[each.first.isoformat(), each.last.isoformat()] for each in found]


def _spans(suspended: Sequence[OpenSpan], further: Sequence[OpenSpan]) -> tuple[OpenSpan, ...]:
    """Take `--suspended A/B A/B` as it is meant: the option once, several spans behind it."""
    if further and not suspended:
        raise Misspoken("中止期间前面缺少 --suspended")
    return (*suspended, *further)


def _stages(plan: str, stages: Sequence[testing.Stage], start: date) -> Sequence[testing.Stage]:
    if plan == testing.CUSTOM and not stages:
        raise Misspoken("--plan：CUSTOM 要用 --span 写出各段，如 --span 12/1 --span 24/2")
    if plan == testing.CUSTOM:
        return stages
    if stages:
        raise Misspoken("--span：只有 CUSTOM 方案才写各段")
    if plan not in testing.plans(on=start):
        known = "、".join(testing.plans(on=start))
        raise Misspoken(f"--plan：没有“{plan}”这个方案，可用 {known}")
    return testing.stages_of(plan, on=start)


def _deadline_explained(event: date, days: int, last: date) -> Iterator[str]:
    counted = event + timedelta(days=days)
    yield f"最后一日：{_day(last)}"
    yield f"算法：{event} 当日不计入，加 {days} 日是 {_day(counted)}"
    if last != counted:
        yield f"当日不办公，顺延到其后第一个办公日 {last}"
    yield "依据：" + "、".join(map(str, COUNTING))


def _last_day_explained(term: Term) -> Iterator[str]:
    start, months, credit, last = term.start, term.months, term.credit, term.last_day
    counted = calendar.last_day(start, months)
    yield f"最后一日：{_weekday(last) if last else '未知，中止尚未结束'}"
    yield f"算法：{start} 报到，当日计入，{months} 个月到 {counted}（{TERM}）"
    if credit:
        yield f"折抵 {credit} 日，提前到 {counted - timedelta(days=credit)}（{CREDIT}）"
    for first, end in calendar.since(start, term.held):
        yield f"{first} 中止，{end or '尚未'} 恢复{_length(first, end)}，不计入（{SUSPENDED}）"
    for first, end in term.on_the_way:
        counts = "不计入" if term.left_out_on_the_way else "计入"
        yield f"{first} 变更执行地，{end} 转入{_length(first, end)}，{counts}（{ON_THE_WAY}）"
    yield f"期满即解除，不因节假日顺延（{EXPIRY}）"
    earliest, latest = term.argued
    silent = "起算日、中止日和途中的日子" if term.on_the_way else "起算日和中止日"
    yield f"条文未写明{silent}怎样计算：别的算法最早 {earliest}，最晚 {latest or '未知'}"
    yield from map(_read, term.readings)


def _length(first: date, end: date | None) -> str:
    return f"，共 {(end - first).days} 日" if end else ""


def _read(it: Reading) -> str:
    left_out = "".join(f"，{first} 至 {end or '..'} 前不计入" for first, end in it.left_out)
    return f"　自 {it.counted_from} 起算{left_out}：至 {it.last_day}"


def _windows_explained(term: Term, plan: str, found: Sequence[testing.Window]) -> Iterator[str]:
    yield f"{plan}，{len(found)} 次（{testing.rule_of(plan, on=term.start).citation}）"
    yield from _listed(found)
    if term.held:
        yield f"中止的日子不计入，其后各次顺延（{SUSPENDED}）"
    if any(end is None for _, end in calendar.since(term.start, term.held)):
        yield "中止尚未结束，其后各次待恢复后确定"


def _windows_read(read: Sequence[tuple[Reading, Sequence[testing.Window]]]) -> Iterator[str]:
    """The windows by each reading, under how it counts."""
    yield "条文未写明的，选定别的算法时："
    for it, found in read:
        yield _read(it)
        yield from _listed(found)


def _listed(found: Sequence[testing.Window]) -> Iterator[str]:
    for each in found:
        yield f"第 {each.number} 次　{each.first} 至 {each.last}"


def _day(day: date) -> str:
    note = day_note(day)
    return _weekday(day) + (f"（{note}）" if note else "")


def _weekday(day: date) -> str:
    return f"{day} 星期{WEEKDAYS[day.weekday()]}"


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        click.echo(line)


def _print_json(**answer: object) -> None:
    click.echo(json.dumps(answer, ensure_ascii=False))
