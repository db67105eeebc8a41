"""`doctor`: is this machine fit, and is what runs here safe; each finding in one sentence."""

# mypy: disable-error-code="no-untyped-call"
# kombu is typed in parts only.

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import click
import eventlet
from kombu.connection import Connection

from deploy.assembly import Offices
from deploy.cli.common import REFUSED, data_option, json_option, say_json, settings_or_stop
from deploy.safety import KEYS, Finding, facts, look
from deploy.settings import Settings
from shared.eventstore.postgres import PostgresRecorder

LONGEST_PAUSE = 0.5


@click.command(help="检查本机与各部门的数据库、消息、密钥是否可用且安全。")
@data_option
@json_option
def doctor(data: Path | None, *, as_json: bool) -> None:
    """Look at everything that must be right."""
    findings = list(_findings(settings_or_stop(data)))
    if as_json:
        say_json([vars(finding) for finding in findings])
    else:
        for finding in findings:
            click.echo(f"{'正常' if finding.fit else '不妥'}  {finding.what}：{finding.said}")
    if not all(finding.fit for finding in findings):
        raise SystemExit(REFUSED)


def _findings(settings: Settings) -> Iterator[Finding]:
    offices = Offices(settings)
    known = list(facts(settings, offices))
    yield from known
    if any(finding.what == KEYS and not finding.fit for finding in known):
        return
    if not settings.embedded:
        yield look("消息", lambda: _broker(settings))
    for office in offices:
        name = office.parts.name
        yield look(f"{name} 事件库", lambda: f"{office.app.head()} 个事件")  # noqa: B023 - called at once
        if isinstance(office.app.store, PostgresRecorder):
            yield look(f"{name} 等待", lambda: _waits(office.app.store))  # noqa: B023 - called at once
        yield look(f"{name} 搁置", lambda: _parked(len(office.app.parked())))  # noqa: B023 - called at once
    offices.close()


def _broker(settings: Settings) -> str:
    with Connection(settings.amqp_uri, connect_timeout=3) as connection:
        connection.connect()
        return str(connection.as_uri())


def _waits(store: PostgresRecorder) -> str:
    """A query of a second must not stop the others (docs/adr/0002)."""
    longest, done = [0.0], eventlet.event.Event()

    def tick() -> None:
        last = time.monotonic()
        while not done.ready():
            eventlet.sleep(0.01)
            longest[0] = max(longest[0], time.monotonic() - last)
            last = time.monotonic()

    ticking = eventlet.spawn(tick)
    with store.database.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(1)")
    done.send(None)
    ticking.wait()
    if longest[0] > LONGEST_PAUSE:
        raise RuntimeError(f"数据库等待一秒时，其他工作停了 {longest[0]:.2f} 秒")
    return f"其他工作最多停 {longest[0] * 1000:.0f} 毫秒"


def _parked(number: int) -> str:
    if number:
        raise RuntimeError(f"{number} 条消息搁置，见 guihang parked")
    return "无"
