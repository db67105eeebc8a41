"""`clock`: what time alone has brought about is written, each once, however often it is run."""

from __future__ import annotations

from pathlib import Path

import click

from deploy.cli.common import data_option, json_option, offices, say_json, settings_or_stop
from deploy.clocks import run_clocks


@click.command(
    name="clock", help="写下到期、逾期和须提醒的事项；可以重复运行，停机之后补上，不会重复。"
)
@data_option
@json_option
def run_clock(data: Path | None, *, as_json: bool) -> None:
    """Run the clocks once; services do so by themselves."""
    with offices(settings_or_stop(data)) as opened:
        found = run_clocks(opened)
    if as_json:
        say_json(found)
    else:
        click.echo("\n".join(f"{name}: {steps}" for name, steps in found.items()))
