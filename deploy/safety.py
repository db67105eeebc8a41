"""What must hold before a town is served; `serve` refuses and says which, `doctor` shows it all.

Each of these is a fact that nobody notices in daily work and everybody regrets later: a database
role that could rewrite the log, an account that everybody knows, a key that others can read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from shared.eventstore.postgres import PostgresRecorder
from shared.hub import require_patched

if TYPE_CHECKING:
    from deploy.assembly import Office, Offices
    from deploy.settings import Settings

SECRETS = frozenset({".key", ".master", ".secret"})
OTHERS = 0o077
GUEST = "guest"
KEYS = "密钥"
FEWEST_BYTES = 12  # different ones among 32 random bytes; fewer happen once in 10^13 keys
STANDING = (
    "SELECT rolsuper, rolcreaterole, EXISTS (SELECT FROM pg_class c WHERE c.relnamespace ="
    " 'log'::regnamespace AND pg_has_role(current_user, c.relowner, 'USAGE'))"
    " FROM pg_roles WHERE rolname = current_user"
)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    fit: bool
    said: str


class Unsafe(Exception):
    """A fact that forbids to serve; the sentence says which."""


def look(what: str, how: Callable[[], str]) -> Finding:
    """Look at one thing; whatever is wrong is the finding."""
    try:
        return Finding(what, fit=True, said=how())
    except Exception as error:  # noqa: BLE001 - whatever is wrong is the finding
        return Finding(what, fit=False, said=str(error) or type(error).__name__)


def facts(settings: Settings, offices: Offices) -> Iterator[Finding]:
    """All facts on which it depends whether the town may be served."""
    yield look("运行环境", _hub)
    keys = look(KEYS, lambda: _keys(settings))
    yield keys
    if not keys.fit:  # what needs a key cannot be looked at
        return
    if not settings.embedded:
        yield look("消息账号", lambda: _broker_account(settings))
    for office in offices:
        if isinstance(office.app.store, PostgresRecorder):
            yield _database(office)


def refusals(settings: Settings, offices: Offices) -> list[Finding]:
    """The facts that forbid it; a database that cannot be reached forbids nothing: it raises."""
    return [finding for finding in facts(settings, offices) if not finding.fit]


def _database(office: Office) -> Finding:
    try:
        said = _database_account(office)
    except Unsafe as unsafe:
        return Finding(f"{office.parts.name} 数据库账号", fit=False, said=str(unsafe))
    return Finding(f"{office.parts.name} 数据库账号", fit=True, said=said)


def _hub() -> str:
    require_patched()
    return "协程环境完整"


def _keys(settings: Settings) -> str:
    secret = {p.name: p for p in sorted(settings.keys.iterdir()) if p.suffix in SECRETS}
    if opened := [name for name, path in secret.items() if path.stat().st_mode & OTHERS]:
        raise Unsafe(f"{'、'.join(opened)} 可被他人读取，请改为 0600")
    if not settings.embedded and settings.data.resolve() in settings.keys.resolve().parents:
        raise Unsafe("密钥不得放在数据文件夹里")
    _refuse_known([path for name, path in secret.items() if path.suffix != ".key"])
    return str(settings.keys)


def _refuse_known(files: list[Path]) -> None:
    """A key of few different bytes was typed, not made; two equal ones were copied."""
    contents = {path.name: path.read_text("ascii").strip() for path in files}
    for name, content in contents.items():
        if len(set(bytes.fromhex(content))) < FEWEST_BYTES:
            raise Unsafe(f"{name} 不是随机生成的密钥，请用 guihang keys 生成")
    twice = [content for content, number in Counter(contents.values()).items() if number > 1]
    if twice:
        same = [name for name, content in contents.items() if content in twice]
        raise Unsafe(f"{'、'.join(same)} 是同一个密钥，每个部门须有自己的密钥")


def _broker_account(settings: Settings) -> str:
    at = urlsplit(settings.amqp_uri)
    if (at.username or GUEST) == GUEST:
        raise Unsafe("RabbitMQ 账号是默认的 guest，请用 deploy/broker.py 生成的部门账号")
    if at.password == at.username:
        raise Unsafe("RabbitMQ 密码与账号相同")
    return str(at.username)


def _database_account(office: Office) -> str:
    store = office.app.store
    if not isinstance(store, PostgresRecorder):
        raise TypeError(type(store).__name__)
    with store.database.cursor() as cursor:
        cursor.execute(STANDING)
        superuser, makes_roles, owns = cursor.fetchone()
    if superuser:
        raise Unsafe("数据库账号是超级用户")
    if owns or makes_roles:
        raise Unsafe("数据库账号是事件库的所有者或可授权，可以改写事件库")
    if store.may_rewrite():
        raise Unsafe("数据库账号可以改写事件库，请用 guihang migrate 授予最小权限的账号")
    return "只可追加，不可改写"
