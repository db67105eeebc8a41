"""Options that answer wrong input with one plain sentence, which names the option."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import IO, Any

import click

from shared.calendar import OpenSpan

WRITTEN_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
WRITTEN_COUNT = re.compile(r"\d{1,6}", re.ASCII)
QUOTED = re.compile(r"'([^']*)'")
EXTRA = re.compile(r"extra arguments? \((.*)\)")
WRITTEN_STAGE = re.compile(r"(\d{1,4})/(0\.5|\d{1,4})", re.ASCII)
OPEN = ".."  # ISO 8601-2: an interval whose end is not known
YEARS = range(1950, 2101)  # the years for which holidays are known or can be worked out


class Misspoken(click.ClickException):
    """What was typed makes no sense; the sentence says which option, the exit status is 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Say the sentence on standard error, and nothing else."""
        click.echo(self.message, file=file, err=file is None)


class PlainGroup(click.Group):
    """Verbs whose usage errors are single sentences in Chinese."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the group's own options as click does; only the complaint is ours."""
        with _complaining_plainly():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Find the verb, read its options and carry it out."""
        with _complaining_plainly():
            return super().invoke(ctx)


class Day(click.ParamType[date, Any]):
    """A date as everybody writes it here: 2025-12-01."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a date between 1950 and 2100, or say what is wrong with it."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value) if WRITTEN_DAY.fullmatch(value) else None
        except ValueError:
            day = None
        if day is None:
            self.fail(f"“{value}”不是日期，应写作 2025-12-01 这样", param, ctx)
        if day.year not in YEARS:
            self.fail(f"{day} 不在 {YEARS[0]} 年至 {YEARS[-1]} 年之内", param, ctx)
        return day


class Count(click.ParamType[int, Any]):
    """A whole number within bounds."""

    name = "整数"

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read a number within the bounds, or say what they are."""
        if isinstance(value, int):
            return value
        count = int(value) if WRITTEN_COUNT.fullmatch(value) else None
        if count is None or not self.least <= count <= self.most:
            self.fail(f"“{value}”不是 {self.least} 至 {self.most} 的整数", param, ctx)
        return count


class Suspension(click.ParamType[OpenSpan, Any]):
    """`A/B`: suspended from A, resumed on B; `A/..` is not over yet."""

    name = "A/B"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> OpenSpan:
        """Read both days; the second is no suspended day, and may not come before the first."""
        if isinstance(value, tuple):
            return value
        first, slash, end = value.partition("/")
        if not slash:
            self.fail(f"“{value}”应写作 中止日/恢复日，如 2026-05-10/2026-05-25", param, ctx)
        suspended_on = DAY.convert(first, param, ctx)
        resumed_on = None if end == OPEN else DAY.convert(end, param, ctx)
        if resumed_on is not None and resumed_on < suspended_on:
            self.fail(f"恢复日 {resumed_on} 早于中止日 {suspended_on}", param, ctx)
        return suspended_on, resumed_on


class PlanStage(click.ParamType[tuple[int, Decimal], Any]):
    """`12/2`: for twelve months a window of two months each; `6/0.5` halves each month."""

    name = "月数/每次月数"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, Decimal]:
        """Read both numbers; whether they make a stage is for the rules to say."""
        if isinstance(value, tuple):
            return value
        written = WRITTEN_STAGE.fullmatch(value)
        if written is None:
            self.fail(f"“{value}”应写作 月数/每次月数，如 12/2 或 6/0.5", param, ctx)
        return int(written[1]), Decimal(written[2])


DAY = Day()
SUSPENSION = Suspension()
PLAN_STAGE = PlanStage()


@contextmanager
def _complaining_plainly() -> Iterator[None]:
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as wrong:
        raise Misspoken(_sentence(wrong)) from None


def _sentence(wrong: click.UsageError) -> str:
    match wrong:
        case click.MissingParameter():
            return f"缺少 {_named(wrong)}"
        case click.BadParameter():
            return f"{_named(wrong)}：{_complaint(wrong)}"
        case click.NoSuchOption():
            return f"没有 {wrong.option_name} 这个选项"
        case click.BadOptionUsage():
            return f"{wrong.option_name}：后面缺少值，或者不该有值"
        case click.exceptions.NoSuchCommand():
            return f"没有 {wrong.command_name} 这个命令，可用的命令见 guihang --help"
        case _:
            extra = EXTRA.search(wrong.message)
            return f"多写了 {extra[1]}" if extra else f"命令写得不对：{wrong.format_message()}"


def _complaint(wrong: click.BadParameter) -> str:
    """What is wrong with a value: our own types say so, of click's we say it."""
    quoted = QUOTED.search(wrong.message)
    value = quoted[1] if quoted else ""
    match wrong.param.type if wrong.param is not None else None:
        case click.Choice() as one:
            return f"“{value}”不是可选的，可选 {'、'.join(map(str, one.choices))}"
        case click.Path():
            return f"没有“{value}”，或者打不开"
        case click.INT:
            return f"“{value}”不是整数"
        case _:
            return wrong.message


def _named(wrong: click.BadParameter) -> str:
    if wrong.param is None:
        return str(wrong.param_hint)
    option = isinstance(wrong.param, click.Option)
    return wrong.param.opts[0] if option else wrong.param.human_readable_name
