"""`user`: accounts, for whoever sets the town up."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import click

from deploy.cli.common import (
    acting_from_command_line,
    data_option,
    json_option,
    offices,
    say_json,
    settings_or_stop,
)
from deploy.cli.plain import DAY
from services.identity.application import IdentityApplication
from shared import clock
from shared.access.secrets import digest_of, hashed_password, new_token

TOKEN_DAYS = 90


@click.group(help="账号：开设、密码、岗位、令牌。")
def user() -> None:
    """Look after accounts."""


@user.command(help="开设账号并授予岗位。")
@data_option
@click.argument("account")
@click.option("--name", required=True, help="姓名")
@click.option("--role", required=True, help="岗位，例如 office_handler")
@click.option("--unit", required=True, help="单位代码")
@click.option("--village", "villages", multiple=True, help="所管村（社区），可多次")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True)
@click.option("--until", type=DAY, help="岗位到哪一天为止；上级督导必须写明")
def add(
    *,
    data: Path | None,
    account: str,
    name: str,
    role: str,
    unit: str,
    villages: tuple[str, ...],
    password: str,
    until: date | None,
) -> None:
    """Open an account with its role."""
    with offices(settings_or_stop(data), "identity") as opened, acting_from_command_line():
        office: IdentityApplication = opened.app(IdentityApplication)
        if office.find_unit(unit) is None:
            office.register_unit(unit=unit, title=unit)
        office.refuse_weak(password, account=account)
        office.open_account(account=account, name=name)
        office.set_password(account=account, password_hash=hashed_password(password))
        office.grant_role(account=account, role=role, unit=unit, villages=villages, ends_on=until)
    click.echo(f"已开设 {account}", err=True)


@user.command(help="重设密码；原有登录全部失效。")
@data_option
@click.argument("account")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True)
def password(data: Path | None, account: str, password: str) -> None:
    """Set a password anew."""
    with offices(settings_or_stop(data), "identity") as opened, acting_from_command_line():
        office: IdentityApplication = opened.app(IdentityApplication)
        office.refuse_weak(password, account=account)
        office.set_password(account=account, password_hash=hashed_password(password))
    click.echo(f"已重设 {account} 的密码", err=True)


@user.command(help="签发令牌，只显示这一次。")
@data_option
@json_option
@click.argument("account")
@click.option("--label", default="命令行", help="用途")
@click.option("--days", default=TOKEN_DAYS, show_default=True, help="有效天数")
def token(data: Path | None, account: str, label: str, days: int, *, as_json: bool) -> None:
    """Issue a bearer token."""
    secret = new_token()
    with offices(settings_or_stop(data), "identity") as opened, acting_from_command_line():
        office: IdentityApplication = opened.app(IdentityApplication)
        office.issue_token(
            account=account,
            digest=digest_of(secret),
            label=label,
            expires_on=clock.today() + timedelta(days=days),
        )
    if as_json:
        say_json({"token": secret})
    else:
        click.echo(secret)
