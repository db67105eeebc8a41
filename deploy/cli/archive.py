"""`backup`, `restore`, `move`: a town's logs out of their databases, and into others."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from deploy.archive.backup import backup as make_backup
from deploy.archive.drill import drill as hold_drill
from deploy.archive.move import move as move_town
from deploy.archive.refusals import said_of_tail
from deploy.archive.restore import Source, heard_elsewhere, noted_in, restore_keys
from deploy.archive.restore import restore as fill
from deploy.cli.common import (
    REFUSED,
    answering_plainly,
    data_option,
    json_option,
    say_json,
    settings_or_stop,
)
from deploy.cli.plain import Misspoken
from deploy.departments import DEPARTMENTS
from deploy.settings import SERVICE

PASSPHRASE = "GUIHANG_BACKUP_PASSPHRASE"  # noqa: S105 - the name of a setting
passphrase_option = click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"口令所在的文件；也可设 {PASSPHRASE}",
)
services_argument = click.argument("services", nargs=-1, type=click.Choice(list(DEPARTMENTS)))


@click.command(help="备份：所有部门同一时刻的事件库，连同密钥（口令加密）。运行中也可备份。")
@data_option
@json_option
@passphrase_option
@click.option("--without-keys", is_flag=True, help="密钥另行保管，不放进备份")
@click.argument("target", type=click.Path(path_type=Path))
@services_argument
def backup(
    *,
    data: Path | None,
    as_json: bool,
    passphrase_file: Path | None,
    without_keys: bool,
    target: Path,
    services: tuple[str, ...],
) -> None:
    """Write a backup."""
    settings, passphrase = settings_or_stop(data), _passphrase(passphrase_file)
    if (passphrase is None) is not without_keys:
        raise Misspoken(
            f"密钥须用口令加密（--passphrase-file 或 {PASSPHRASE}），或用 --without-keys 另行保管"
        )
    with answering_plainly():
        manifest = make_backup(settings, services or DEPARTMENTS, target, passphrase=passphrase)
    if as_json:
        say_json(manifest)
        return
    for name, told in manifest["stores"].items():
        click.echo(f"{name}: 到第 {told['head']} 号事件  sha256 {told['sha256']}")
    click.echo(f"已备份到 {target}", err=True)


@click.command(help="恢复：写入空库并逐项核验；--drill 只在临时文件夹里演练。")
@data_option
@json_option
@passphrase_option
@click.option("--drill", is_flag=True, help="演练：恢复到临时文件夹，逐事件比较，不动现有数据")
@click.option(
    "--heads",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="另处记下的各库末号（guihang lag --json 的输出或另一份备份的清单）",
)
@click.option("--accept-lost-tail", is_flag=True, help="已知备份之后的事件丢失，仍要恢复")
@click.argument("source", type=click.Path(exists=True, file_okay=False, path_type=Path))
@services_argument
def restore(
    *,
    data: Path | None,
    as_json: bool,
    passphrase_file: Path | None,
    drill: bool,
    heads: Path | None,
    accept_lost_tail: bool,
    source: Path,
    services: tuple[str, ...],
) -> None:
    """Fill empty stores from a backup and prove them."""
    settings, passphrase = settings_or_stop(data), _passphrase(passphrase_file)
    with answering_plainly():
        opened = Source(source)
        names = [
            name
            for name in DEPARTMENTS
            if name in opened.stores and name in (services or DEPARTMENTS)
        ]
        if drill:
            report = hold_drill(settings, opened, names, passphrase=passphrase)
        else:
            restore_keys(settings, opened, passphrase)
            elsewhere = heard_elsewhere(settings, set(DEPARTMENTS) - set(names))
            if heads is not None:
                elsewhere[heads.name] = noted_in(heads)
            report = fill(
                settings, opened, names, elsewhere=elsewhere, lost_is_known=accept_lost_tail
            )
    _tell(report, as_json=as_json)
    if not report["sound"]:
        raise SystemExit(REFUSED)


@click.command(help="迁移：把单机数据文件夹原样搬进 PostgreSQL（先停止 guihang up）。")
@data_option
@json_option
@click.option("--to", "owner", required=True, help="目标数据库，所有者账号，含 {service}")
@click.option("--role", help="部门自己的账号的地址，含 {service}；默认与 --to 相同")
def move(*, data: Path | None, as_json: bool, owner: str, role: str | None) -> None:
    """Move a data folder to PostgreSQL."""
    settings = settings_or_stop(data)
    if not settings.embedded:
        raise Misspoken("move 从单机数据文件夹出发：请不要设置 GUIHANG_DATABASE_URL")
    if any(SERVICE not in url for url in (owner, role or owner)):
        raise Misspoken(f"--to 与 --role 须含 {SERVICE}：每个部门有自己的数据库")
    with answering_plainly():
        report = move_town(settings, DEPARTMENTS, owner=owner, role=role or owner)
    if as_json:
        say_json(report)
        return
    for name, told in report["stores"].items():
        before = "（此前已迁移）" if told["was_there"] else ""
        click.echo(f"{name}: {told['rows'].get('events', 0)} 个事件，逐行一致{before}")
    click.echo(f"共 {report['events']} 个事件，{report['seconds']} 秒", err=True)
    click.echo(f"请把 {settings.keys} 移到数据文件夹之外，并设 GUIHANG_KEYS", err=True)


def _tell(report: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        say_json(report)
        return
    for name, told in report["stores"].items():
        click.echo(_said_of(name, told))
    for line in (*map(said_of_tail, report["lost_tail"]), *report["rewound"], *report["faults"]):
        click.echo(line, err=True)


def _said_of(name: str, told: dict[str, Any]) -> str:
    said = (
        f"{name}: {told['events']} 个事件，{told['sealed']} 个密封件均可开启，"
        f"{len(told['read_models'])} 个读模型已重建，{told['seconds']} 秒"
    )
    if live := told.get("live"):
        said += (
            f"；与现有事件库逐一比较 {live['compared']} 个，不同 {live['differing']} 个，"
            f"备份之后新增 {live['since_backup']} 个"
        )
    return said


def _passphrase(file: Path | None) -> str | None:
    if file is not None:
        return file.read_text("utf-8").strip()
    return os.environ.get(PASSPHRASE) or None
