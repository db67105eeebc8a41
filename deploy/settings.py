"""What an operator sets, read from the environment once, and refused in plain words.

Everything has a default that suits one laptop: all departments in one process, SQLite files and
keys in one folder. Two settings make it production: `GUIHANG_DATABASE_URL` and `GUIHANG_AMQP_URI`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from shared.eventstore.sealing import SM4_GCM, SUITES

if TYPE_CHECKING:
    from collections.abc import Mapping

SERVICE = "{service}"
EMBEDDED = "embedded://"


class BadSetting(ValueError):
    """A setting makes no sense, or one that is needed is missing."""


LAST_PORT = 65535


@dataclass(frozen=True, kw_only=True)
class Settings:
    """`database_url` and `owner_url` hold `{service}` where the department's name goes."""

    data: Path
    keys: Path
    http: str
    amqp_uri: str
    database_url: str | None = field(default=None, repr=False)
    owner_url: str | None = field(default=None, repr=False)
    suite: str = SM4_GCM
    https: bool = False
    proxies: int = 0
    traces: str = ""

    @property
    def embedded(self) -> bool:
        """One process, SQLite, no broker."""
        return self.database_url is None

    def url_for(self, service: str) -> str | None:
        """The database of a department, as its own role; None where it is a file."""
        return self.database_url and self.database_url.replace(SERVICE, service)

    def owner_url_for(self, service: str) -> str | None:
        """The same database as its owner, for `guihang migrate` alone."""
        return self.owner_url and self.owner_url.replace(SERVICE, service)


def settings_from(environment: Mapping[str, str], *, data: Path | None = None) -> Settings:
    """Read the settings; `data` goes before `GUIHANG_DATA_DIR`.

    Raises:
        BadSetting: one of them makes no sense.

    """
    env = _Reader(environment)
    folder = data or env.path("GUIHANG_DATA_DIR", Path("guihang-data"))
    settings = Settings(
        data=folder,
        keys=env.path("GUIHANG_KEYS", folder / "keys"),
        http=env.address("GUIHANG_HTTP", "127.0.0.1:8000"),
        amqp_uri=env.text("GUIHANG_AMQP_URI", EMBEDDED),
        database_url=env.text("GUIHANG_DATABASE_URL", "") or None,
        owner_url=env.text("GUIHANG_OWNER_DATABASE_URL", "") or None,
        suite=env.one_of("GUIHANG_CIPHER", SM4_GCM, tuple(SUITES)),
        https=env.flag("GUIHANG_HTTPS", default=False),
        proxies=env.number("GUIHANG_PROXIES", 0),
        traces=env.text("GUIHANG_TRACES", ""),
    )
    _refuse_halves(settings)
    _refuse_missing_extra(settings)
    return settings


def _refuse_halves(settings: Settings) -> None:
    distributed = settings.amqp_uri != EMBEDDED
    if distributed == settings.embedded:
        raise BadSetting(
            "GUIHANG_DATABASE_URL 与 GUIHANG_AMQP_URI 须同时设置（分布运行），或都不设（单机运行）"
        )
    for name, url in (
        ("GUIHANG_DATABASE_URL", settings.database_url),
        ("GUIHANG_OWNER_DATABASE_URL", settings.owner_url),
    ):
        if url is not None and SERVICE not in url:
            raise BadSetting(f"{name} 须含 {SERVICE}：每个部门有自己的数据库")


def _refuse_missing_extra(settings: Settings) -> None:
    if settings.traces and find_spec("opentelemetry") is None:
        raise BadSetting("GUIHANG_TRACES 需要安装 guihang[otel]")


class _Reader:
    """Settings by name, each complaint one sentence that names the setting."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def text(self, name: str, default: str) -> str:
        return self._environment.get(name) or default

    def path(self, name: str, default: Path) -> Path:
        return Path(self._environment[name]) if self._environment.get(name) else default

    def address(self, name: str, default: str) -> str:
        said = self.text(name, default)
        host, _, port = said.rpartition(":")
        if not (host and port.isascii() and port.isdigit() and 0 < int(port) <= LAST_PORT):
            raise BadSetting(f"{name} 须写作 主机:端口，例如 127.0.0.1:8000")
        return said

    def number(self, name: str, default: int) -> int:
        try:
            return int(self.text(name, str(default)))
        except ValueError:
            raise BadSetting(f"{name} 须是整数") from None

    def flag(self, name: str, *, default: bool) -> bool:
        said = self.text(name, str(default)).lower()
        if said not in {"1", "0", "true", "false", "yes", "no"}:
            raise BadSetting(f"{name} 须是 true 或 false")
        return said in {"1", "true", "yes"}

    def one_of(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        said = self.text(name, default)
        if said not in choices:
            raise BadSetting(f"{name} 须是 {'、'.join(choices)} 之一")
        return said
