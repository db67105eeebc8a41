"""`import` and `case`: the two verbs that clerks and auditors use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from deploy.assembly import COMMAND_LINE, Offices, command_line_actor
from deploy.cli.common import (
    REFUSED,
    acting_from_command_line,
    data_option,
    json_option,
    offices,
    say_json,
    settings_or_stop,
)
from deploy.cli.plain import DAY, Misspoken
from deploy.settings import Settings
from services.registry.application import RegistryApplication
from services.registry.importing import import_roster as take_over
from services.registry.reconciling import reconcile as held_against
from services.reporting.web.dossier import SEALED, case_as_of
from services.supervision.application import SupervisionApplication
from shared.access.keys import KeyRing
from shared.messaging.credentials import Credentials
from shared.messaging.peers import StandalonePeers

DIFFERENCES = {
    "only_there": "只在名单",
    "only_here": "只在本镇",
    "differs": "不一致",
    "unreadable": "读不出",
}


@click.command("import", help="导入村（社区）名册：逐行结果，重复导入不会重复建档。")
@data_option
@json_option
@click.option("--dry-run", is_flag=True, help="只说会怎样，不写入")
@click.option("--as", "account", help="以此账号登记，默认 system:cli")
@click.argument("roster", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_roster(
    data: Path | None, roster: Path, account: str | None, *, dry_run: bool, as_json: bool
) -> None:
    """Take over a village's roster."""
    settings = settings_or_stop(data)
    with offices(settings) as opened, acting_from_command_line(account=account):
        office: RegistryApplication = opened.app(RegistryApplication)
        outcome = take_over(office, roster.read_bytes(), filename=roster.name, dry_run=dry_run)
    result = outcome.to_json()
    if as_json:
        say_json(result)
    else:
        _tell(result)
    if result["rejected"]:
        raise SystemExit(REFUSED)


@click.command(help="与公安名单逐人核对：只在本镇、只在名单、不一致；同一份文件不会重复。")
@data_option
@json_option
@click.option("--dry-run", is_flag=True, help="只说有哪些差异，不写入")
@click.option("--listed-on", type=DAY, help="名单截止日期，默认今天")
@click.option("--source", default="", help="提供单位和文号")
@click.option("--as", "account", help="以此账号登记，默认 system:cli")
@click.argument(
    "list_", metavar="LIST", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def reconcile(
    data: Path | None,
    list_: Path,
    listed_on: date | None,
    source: str,
    account: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Hold a list of the police against the register."""
    settings = settings_or_stop(data)
    with offices(settings) as opened, acting_from_command_line(account=account):
        found = held_against(
            opened.app(RegistryApplication),
            list_.read_bytes(),
            filename=list_.name,
            listed_on=listed_on,
            source=source,
            dry_run=dry_run,
        ).to_json()
    if as_json:
        say_json(found)
    else:
        _tell_differences(found)
    if found["open"]:
        raise SystemExit(REFUSED)


@click.command(help="跨部门回放一个个案。")
@data_option
@json_option
@click.option("--as-of", type=DAY, help="截至哪一天发生的事")
@click.option("--known-at", help="当时系统已知道的（ISO 8601 时刻）")
@click.option("--reason", default="", help="查阅理由：档案已封存的必须写明，写入查阅记录")
@click.argument("case_ref", metavar="REF")
def case(
    data: Path | None,
    case_ref: str,
    as_of: date | None,
    known_at: str | None,
    reason: str,
    *,
    as_json: bool,
) -> None:
    """Replay one case across departments."""
    settings, instant = settings_or_stop(data), _instant(known_at)
    with offices(settings) as opened:
        found = _replayed(settings, opened, case_ref, as_of, instant)
        if sealed := [it["department"] for it in found["incomplete"] if it["why"] == SEALED]:
            with acting_from_command_line():
                _open_sealed(opened, sealed, case_ref=case_ref, why=reason)
            found = _replayed(settings, opened, case_ref, as_of, instant)
    if as_json:
        say_json(found)
        return
    click.echo(f"{found['case_ref']}  {found['status']}  期限至 {found['last_day'] or '—'}")
    for line in found["timeline"]:
        click.echo(f"{line['happened']}  {line['department']}  {line['summary']}  {line['who']}")
    for missing in found["incomplete"]:
        click.echo(f"未能读到：{missing}", err=True)


def _open_sealed(opened: Offices, sealed: Sequence[str], *, case_ref: str, why: str) -> None:
    """Note in each department's own log why its sealed file is read (戒毒条例 7)."""
    registry: RegistryApplication = opened.app(RegistryApplication)
    supervision: SupervisionApplication = opened.app(SupervisionApplication)
    if registry.name in sealed:
        registry.open_sealed_file(case_id=registry.case_called(case_ref).id, why=why)
    if supervision.name in sealed:
        supervision.open_sealed_file(file_id=supervision.file_of(case_ref).id, why=why)


def _replayed(
    settings: Settings,
    opened: Offices,
    case_ref: str,
    as_of: date | None,
    known_at: datetime | None,
) -> dict[str, Any]:
    actor = command_line_actor()
    if settings.embedded:
        return case_as_of(opened.peers(), actor, case_ref=case_ref, as_of=as_of, known_at=known_at)
    ring = KeyRing.load(settings.keys, COMMAND_LINE)
    with StandalonePeers(settings.amqp_uri, credentials=Credentials(ring)) as peers:
        return case_as_of(peers, actor, case_ref=case_ref, as_of=as_of, known_at=known_at)


def _tell(result: dict[str, Any]) -> None:
    click.echo(
        f"{result['rows']} 行：新建 {result['created']}，更新 {result['updated']}，"
        f"未变 {result['unchanged']}，退回 {len(result['rejected'])}"
    )
    for row in result["rejected"]:
        click.echo(f"第{row['row']}行 {row['reason']}：{row['message']}")
    for warning in result["warnings"]:
        click.echo(f"第{warning['row']}行 注意：{warning['message']}")


def _tell_differences(found: dict[str, Any]) -> None:
    click.echo(
        f"名单 {found['people']} 人：只在名单 {len(found['only_there'])}，"
        f"只在本镇 {len(found['only_here'])}，不一致 {len(found['differs'])}，"
        f"读不出 {len(found['unreadable'])}；待处理 {found['open']}"
    )
    for kind, word in DIFFERENCES.items():
        for row in found[kind]:
            line = f"第{row['row']}行" if row["row"] else row["person_id"]
            told = "、".join(row["differing"]) or row["reason"]
            click.echo(f"{word} {line} {told} {row['decision'] or '待处理'}".replace("  ", " "))


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise Misspoken("--known-at 应写作 2026-03-12T08:30:00+08:00 这样的时刻") from None
    if instant.tzinfo is None:
        raise Misspoken("--known-at 须带时区，例如 +08:00")
    return instant
