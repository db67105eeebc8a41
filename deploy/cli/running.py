"""`up`, `demo`, `serve`: departments in this process, until they are told to stop."""

from __future__ import annotations

import socket
import tempfile
from contextlib import nullcontext, suppress
from pathlib import Path

import click

from deploy.archive.move import alone, refuse_moved
from deploy.assembly import Offices
from deploy.cli.common import (
    REFUSED,
    UNAVAILABLE,
    answering_plainly,
    data_option,
    settings_or_stop,
)
from deploy.cli.plain import Misspoken
from deploy.departments import DEPARTMENTS
from deploy.first_account import first_account
from deploy.logs import log_to_stderr
from deploy.running import Running
from deploy.safety import refusals
from deploy.settings import Settings


@click.command(help="单机运行：全部部门在一个进程里，Ctrl-C 停止。")
@data_option
def up(data: Path | None) -> None:
    """Run all departments in this process."""
    settings = settings_or_stop(data)
    _must_be_embedded(settings)
    _must_be_free(settings)
    with answering_plainly():
        _run(settings, note=first_account)


@click.command(help="演示：新建的数据、虚构的镇，三年历史，打印每个部门一个账号。")
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="数据留在此文件夹")
@click.option("--empty", is_flag=True, help="只建账号，不写三年历史")
def demo(keep: Path | None, *, empty: bool) -> None:
    """Run a demonstration town on fresh data."""
    # Its writer knows every department, and a process that serves one of them needs no other.
    from deploy.demo.town import build_town  # noqa: PLC0415

    folder = keep or Path(tempfile.mkdtemp(prefix="guihang-demo-"))
    settings = settings_or_stop(folder)
    _must_be_embedded(settings)
    _must_be_free(settings)
    with answering_plainly():
        offices = Offices(settings)
        click.echo("正在用真实的办理步骤写出演示镇三年的历史，约需一分钟……", err=True)
        note = build_town(offices, history=not empty)
        offices.close()
        _run(settings, note=lambda _: note)


@click.command(help="分布运行：只运行所列部门（需 RabbitMQ 与 PostgreSQL）。")
@click.argument("services", nargs=-1, required=True)
def serve(services: tuple[str, ...]) -> None:
    """Run some departments against RabbitMQ and PostgreSQL."""
    settings = settings_or_stop()
    if settings.embedded:
        raise Misspoken("serve 需要 GUIHANG_DATABASE_URL 与 GUIHANG_AMQP_URI；单机请用 guihang up")
    unknown = [name for name in services if name not in DEPARTMENTS]
    if unknown:
        raise Misspoken(f"没有这个部门：{'、'.join(unknown)}；可选 {'、'.join(DEPARTMENTS)}")
    _must_be_free(settings)
    with answering_plainly():
        offices = Offices(settings, services)
        refuse_unsafe(settings, offices)
        _start(offices, note="")


def _run(settings: Settings, *, note: object) -> None:
    refuse_moved(settings.data)
    offices = Offices(settings)
    offices.prepare()
    refuse_unsafe(settings, offices)
    offices.level()
    said = note(offices)  # type: ignore[operator]  # a function of the offices
    offices.level()
    _start(offices, note=said)


def refuse_unsafe(settings: Settings, offices: Offices) -> None:
    """End with one line for each fact that forbids to serve, status 1."""
    found = refusals(settings, offices)
    for finding in found:
        click.echo(f"不安全，没有启动：{finding.what}：{finding.said}", err=True)
    if found:
        raise SystemExit(REFUSED)


def _start(offices: Offices, *, note: str) -> None:
    log_to_stderr()
    address = offices.settings.http

    def ready() -> None:
        with suppress(OSError):  # a disk too full for what we say is no reason not to serve
            click.echo(f"归航已就绪：http://{address}")
            if note:
                click.echo(note)

    with alone(offices.settings.data, shared=True) if offices.settings.embedded else nullcontext():
        Running(offices).run(ready)
    offices.close()


def _must_be_embedded(settings: Settings) -> None:
    if not settings.embedded:
        raise Misspoken("单机运行时不要设置 GUIHANG_DATABASE_URL；分布运行请用 guihang serve")


def _must_be_free(settings: Settings) -> None:
    """Say before any work is done that pages could not be served at this address."""
    host, _, port = settings.http.rpartition(":")
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, int(port)))
    except OSError:
        click.echo(
            f"地址 {settings.http} 用不了：端口已被占用，或者没有权限。"
            "请用 GUIHANG_HTTP=主机:端口 另选一个，例如 GUIHANG_HTTP=127.0.0.1:8001",
            err=True,
        )
        raise SystemExit(UNAVAILABLE) from None
