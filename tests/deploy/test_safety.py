"""What forbids to serve is named, and so is what it concerns; what is in order stays silent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from psycopg2 import extensions

from deploy.assembly import Offices, make_key_files, migrate
from deploy.cli.running import serve
from deploy.safety import refusals
from deploy.settings import Settings, settings_from
from tests.support.postgres import PostgresInstance

OWN = "amqp://registry:chosen-by-nobody@127.0.0.1:1/guihang"
ROLE = "just_registry"


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresInstance]:
    """A PostgreSQL of our own, with a role that may log in and no more."""
    own = PostgresInstance().start()
    own.order(f"CREATE ROLE {ROLE} LOGIN")
    own.order("CREATE DATABASE registry TEMPLATE template0")
    yield own
    own.remove()


@pytest.fixture
def safe(server: PostgresInstance, tmp_path: Path) -> Settings:
    """Settings with which registry may be served."""
    make_key_files(tmp_path / "keys")
    settings = replace(
        settings_from({}, data=tmp_path / "data"),
        keys=tmp_path / "keys",
        amqp_uri=OWN,
        database_url=server.url_of("{service}", user=ROLE),
        owner_url=server.url_of("{service}"),
    )
    migrate(settings, "registry")
    return settings


def said(settings: Settings) -> str:
    offices = Offices(settings, ["registry"])
    found = " ".join(f"{it.what}：{it.said}" for it in refusals(settings, offices))
    offices.close()
    return found


def test_a_service_with_least_rights_is_served(safe: Settings) -> None:
    assert said(safe) == ""


def test_a_superuser_is_refused(safe: Settings) -> None:
    assert "超级用户" in said(replace(safe, database_url=safe.owner_url))


@pytest.mark.parametrize("right", ["INSERT", "UPDATE", "DELETE", "TRUNCATE"])
def test_a_role_that_may_write_the_log_is_refused(
    server: PostgresInstance, safe: Settings, right: str
) -> None:
    server.order(f"GRANT {right} ON log.events TO {ROLE}", database="registry")

    found = said(safe)
    server.order(f"REVOKE {right} ON log.events FROM {ROLE}", database="registry")

    assert "可以改写事件库" in found


def test_a_role_that_can_become_the_owner_is_refused(
    server: PostgresInstance, safe: Settings
) -> None:
    server.order("CREATE ROLE keeper")
    server.order("ALTER TABLE log.events OWNER TO keeper", database="registry")
    server.order(f"GRANT keeper TO {ROLE}")

    found = said(safe)
    server.order(f"REVOKE keeper FROM {ROLE}")
    server.order("ALTER TABLE log.events OWNER TO postgres", database="registry")

    assert "所有者" in found


@pytest.mark.parametrize(
    ("uri", "why"),
    [
        ("amqp://bus/guihang", "guest"),
        ("amqp://guest:guest@bus/guihang", "guest"),
        ("amqp://guest:changed@bus/guihang", "guest"),
        ("amqp://registry:registry@bus/guihang", "相同"),
    ],
)
def test_a_broker_account_that_everybody_knows_is_refused(
    safe: Settings, uri: str, why: str
) -> None:
    assert why in said(replace(safe, amqp_uri=uri))


@pytest.mark.parametrize("name", ["registry.master", "registry.key", "web.secret"])
def test_a_key_that_others_can_read_is_refused(safe: Settings, name: str) -> None:
    (safe.keys / name).chmod(0o640)

    assert f"{name} 可被他人读取" in said(safe)


@pytest.mark.parametrize("content", ["00" * 32, "0123456789abcdef" * 4])
def test_a_key_that_was_typed_is_refused(safe: Settings, content: str) -> None:
    (safe.keys / "supervision.master").write_text(content)

    assert "supervision.master 不是随机生成" in said(safe)


def test_a_key_that_two_departments_share_is_refused(safe: Settings) -> None:
    shared = (safe.keys / "registry.master").read_text()
    (safe.keys / "treatment.master").write_text(shared)

    assert "registry.master、treatment.master 是同一个密钥" in said(safe)


def test_keys_beside_the_data_are_refused(safe: Settings) -> None:
    (safe.keys).rename(safe.data.parent / "moved")
    safe.data.mkdir()
    (safe.data.parent / "moved").rename(safe.data / "keys")

    assert "不得放在数据文件夹" in said(replace(safe, keys=safe.data / "keys"))


def test_a_process_whose_queries_would_stop_everything_is_refused(
    safe: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extensions, "get_wait_callback", lambda: None)

    assert "wait callback" in said(safe)


def test_serve_ends_before_it_serves_and_says_why(
    safe: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "GUIHANG_DATA_DIR": str(safe.data),
        "GUIHANG_KEYS": str(safe.keys),
        "GUIHANG_DATABASE_URL": str(safe.owner_url),
        "GUIHANG_AMQP_URI": "amqp://guest:guest@127.0.0.1:1//",
    }.items():
        monkeypatch.setenv(name, value)

    done = CliRunner().invoke(serve, ["registry"])

    assert done.exit_code == 1
    assert done.output.count("不安全，没有启动：") == 2
    assert "guest:guest" not in done.output


def test_a_laptop_needs_neither_broker_nor_roles(tmp_path: Path) -> None:
    settings = settings_from({}, data=tmp_path)
    offices = Offices(settings)
    offices.prepare()

    assert refusals(settings, offices) == []
