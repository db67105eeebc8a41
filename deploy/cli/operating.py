"""`migrate`, `rebuild`, `parked`, `lag`: what an administrator does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import ProgrammingError

import deploy.assembly
from deploy.assembly import Office
from deploy.cli.common import (
    REFUSED,
    answering_plainly,
    data_option,
    json_option,
    offices,
    say_json,
    settings_or_stop,
)
from deploy.cli.plain import Misspoken
from deploy.departments import DEPARTMENTS
from deploy.running import settle
from shared.messaging.parking import replay_parked

ONE = click.argument("service", type=click.Choice(list(DEPARTMENTS)), required=False)


@click.command(help="建立或补齐数据库结构（以数据库所有者身份，一次）。")
@data_option
@click.argument("services", nargs=-1)
def migrate(data: Path | None, services: tuple[str, ...]) -> None:
    """Make what is missing in the databases."""
    settings = settings_or_stop(data)
    with answering_plainly():
        if settings.embedded:
            deploy.assembly.make_key_files(settings.keys)
        for name in services or DEPARTMENTS:
            deploy.assembly.migrate(settings, name)
            click.echo(f"{name}: 完成", err=True)


@click.command(help="建立缺少的密钥（GUIHANG_KEYS 文件夹）；已有的不动。")
def keys() -> None:
    """Make the keys that are missing."""
    settings = settings_or_stop()
    deploy.assembly.make_key_files(settings.keys)
    click.echo(str(settings.keys))


@click.command(help="从事件重建读模型，建好后替换正在使用的。")
@data_option
@json_option
@ONE
def rebuild(data: Path | None, service: str | None, *, as_json: bool) -> None:
    """Fold read models anew and put them in place."""
    settings = settings_or_stop(data)
    with offices(settings, *_names(service)) as opened:
        settle()
        done = {
            name: office.projector.rebuild(name)
            for office in opened
            for name in sorted(office.projector.kinds)
        }
    _say(done, as_json=as_json)


@click.command(help="搁置的消息及原因；--replay 按顺序重放。")
@data_option
@json_option
@click.option("--replay", is_flag=True, help="按顺序重放，成功的移出")
@ONE
def parked(data: Path | None, service: str | None, *, replay: bool, as_json: bool) -> None:
    """List what was put aside, or replay it."""
    settings = settings_or_stop(data)
    with offices(settings, *_names(service)) as opened:
        if replay:
            for office in opened:
                replay_parked(office.app)
        found = [_parked(office, message) for office in opened for message in office.app.parked()]
    if as_json:
        say_json(found)
    else:
        for line in found:
            click.echo("  ".join(str(value) for value in line.values()))
        click.echo(f"搁置 {len(found)} 条", err=True)
    if found:
        raise SystemExit(REFUSED)


@click.command(help="各部门听到了哪里、读模型到了哪里。")
@data_option
@json_option
def lag(data: Path | None, *, as_json: bool) -> None:
    """Say how far everybody is."""
    settings = settings_or_stop(data)
    opened = deploy.assembly.Offices(settings)
    with answering_plainly():
        found = {office.parts.name: _lag(opened, office) for office in opened}
    opened.close()
    _say(found, as_json=as_json)


def _lag(opened: deploy.assembly.Offices, office: Office) -> dict[str, Any]:
    head = office.app.head()
    return {
        "head": head,
        "read_models": {
            name: head - _folded(office, name) for name in sorted(office.projector.kinds)
        },
        "behind": {up: _behind(opened[up], office) for up in office.parts.follows},
        "parked": len(office.app.parked()),
    }


def _folded(office: Office, name: str) -> int:
    """How far a read model is; 0 where the department was never served and there is none yet."""
    try:
        return office.projector.position(name)
    except ProgrammingError:
        return 0


def _behind(publisher: Office, office: Office) -> int:
    """How many messages of an upstream were not heard yet."""
    names = publisher.published.names(office.parts.name)
    after = office.app.tracked(publisher.parts.name)
    return len(publisher.app.entries(after=after, names=names, limit=None)) if names else 0


def _parked(office: Office, message: Any) -> dict[str, Any]:
    return {
        "service": office.parts.name,
        "upstream": message.upstream,
        "position": message.position,
        "event": message.name,
        "case_ref": message.case_ref,
        "reason": message.reason,
        "parked_at": message.parked_at,
    }


def _say(found: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        say_json(found)
        return
    for name, value in found.items():
        click.echo(f"{name}: {value}")


def _names(service: str | None) -> tuple[str, ...]:
    if service is None:
        return tuple(DEPARTMENTS)
    if service not in DEPARTMENTS:
        raise Misspoken(f"没有这个部门：{service}")
    return (service,)
