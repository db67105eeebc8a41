"""`guihang obligations`: which sentence of the notice is done where."""

from __future__ import annotations

import click

from deploy.cli.common import json_option, say_json
from deploy.obligations import obligations as all_obligations


@click.command(help="通知的每一条由哪个部门、哪个命令、哪个页面办理。")
@json_option
def obligations(*, as_json: bool) -> None:
    """List the sentences of the notice, and where each is done."""
    found = all_obligations()
    if as_json:
        say_json(found)
        return
    for it in found:
        click.echo(f"{it['s']:4}{it['service']:13}{it['command']:30}{it['event']}")
        click.echo(f"    {it['endpoint']}")
        click.echo(f"    {it['page']}")
