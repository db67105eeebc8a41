"""`targets`: the target days of a case's tests drawn again, and held against those on record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import click

from deploy.cli.common import (
    REFUSED,
    acting_from_command_line,
    data_option,
    json_option,
    offices,
    say_json,
    settings_or_stop,
)
from services.supervision.application import SupervisionApplication
from services.supervision.rules.targets import target_days
from services.supervision.rules.windows import Window
from shared.eventstore.entries import Entry

SCHEDULED = "supervision.drug_test_scheduled"
SAID = {True: "一致", False: "不一致", None: "当时没有记下种子"}


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """One laying-out of a plan; `agrees` is None where its seed was not kept yet."""

    position: int
    scheduled_on: date
    plan: str
    tests: int
    agrees: bool | None


@click.command(name="targets", help="照事件里记下的种子重抽检测日，与记录核对；不显示日期。")
@data_option
@json_option
@click.argument("case_ref", metavar="REF")
def check_targets(data: Path | None, case_ref: str, *, as_json: bool) -> None:
    """Draw the target days of each plan of a case again; status 1 if any differ."""
    with offices(settings_or_stop(data)) as opened, acting_from_command_line():
        office: SupervisionApplication = opened.app(SupervisionApplication)
        entries = office.stream(office.file_of(case_ref).id)
    drawings = [_drawn_again(entry) for entry in entries if entry.name == SCHEDULED]
    if as_json:
        say_json([{**asdict(it), "scheduled_on": str(it.scheduled_on)} for it in drawings])
    else:
        click.echo("\n".join(map(_line, drawings)))
    if any(it.agrees is False for it in drawings):
        raise SystemExit(REFUSED)


def _drawn_again(entry: Entry) -> Drawing:
    said = entry.facts
    windows = tuple(_windows(said["opens"], said["closes"]))
    agrees = None
    if said["seed"]:
        drawn = target_days(windows, seed=bytes.fromhex(said["seed"]))
        agrees = drawn == tuple(said["targets"])
    return Drawing(
        position=entry.position,
        scheduled_on=said["scheduled_on"],
        plan=said["plan"],
        tests=len(windows),
        agrees=agrees,
    )


def _windows(opens: tuple[date, ...], closes: tuple[date, ...]) -> Iterator[Window]:
    for number, (first, last) in enumerate(zip(opens, closes, strict=True), start=1):
        yield Window(number=number, first=first, last=last)


def _line(it: Drawing) -> str:
    return f"{it.scheduled_on}  {it.plan}  {it.tests} 次  {SAID[it.agrees]}"
