"""docs/persistence-module.md is run as it stands there; and what a plain user may meet."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from eventsourcing.application import Application
from eventsourcing.cipher import AESCipher
from eventsourcing.domain import Aggregate
from eventsourcing.persistence import InfrastructureFactory, IntegrityError
from eventsourcing.projection import ApplicationSubscription

from tests.support.documents import blocks, run

MODULE = "shared.eventstore.standalone"
PAGE = blocks("persistence-module.md")
APPLICATION, USED = PAGE["An application"]
FOLLOWING, RUN, AGAIN = PAGE["A process that follows another"]
(SUBSCRIBED,) = PAGE["A subscription"]
KERNEL = ("shared.law", "shared.calendar", "shared.access", "shared.messaging", "shared.web")
FOREIGN = ("services", "deploy", "nameko", "kombu", "eventlet", "flask", "cryptography")

Settings = Callable[[str], dict[str, str]]


@pytest.fixture(params=["sqlite", "postgres"])
def settings(
    request: pytest.FixtureRequest, tmp_path: Path, fresh_database: Callable[[], str]
) -> Settings:
    """The settings of an application: the prefix of its name, and a database of its own."""

    def of(prefix: str) -> dict[str, str]:
        if request.param == "sqlite":
            return {f"{prefix}SQLITE_DBNAME": str(tmp_path / f"{prefix}log.sqlite3")}
        at = urlsplit(fresh_database())
        return {
            f"{prefix}POSTGRES_DBNAME": at.path.removeprefix("/"),
            f"{prefix}POSTGRES_HOST": at.hostname or "",
            f"{prefix}POSTGRES_PORT": str(at.port or 5432),
            f"{prefix}POSTGRES_USER": at.username or "",
            f"{prefix}POSTGRES_PASSWORD": at.password or "",
        }

    return of


@pytest.fixture
def env(settings: Settings) -> dict[str, str]:
    """The settings of one application."""
    return {"PERSISTENCE_MODULE": MODULE, **settings("")}


@pytest.fixture
def app(env: dict[str, str]) -> Application[UUID]:
    """An application in which nothing has happened."""
    return Application(env=env)


def test_the_documented_application_runs(env: dict[str, str]) -> None:
    run(APPLICATION, USED, env=env)


def test_the_documented_system_runs(settings: Settings) -> None:
    env = {"PERSISTENCE_MODULE": MODULE, **settings("TOOLS_"), **settings("LOANS_")}

    run(APPLICATION, FOLLOWING, RUN, AGAIN, system_env=env)


def test_the_documented_subscription_runs(env: dict[str, str]) -> None:
    run(APPLICATION, SUBSCRIBED, env=env)


def test_the_library_s_projections_run_on_it(env: dict[str, str]) -> None:
    documented = run(APPLICATION)
    with documented.Tools(env=env) as tools:
        saw = tools.register("saw")
        with ApplicationSubscription(tools, gt=0) as subscription:
            registered, tracking = next(subscription)

    assert (registered.originator_id, tracking.notification_id) == (saw, 1)


def test_what_the_library_enciphers_lies_enciphered_in_the_log(env: dict[str, str]) -> None:
    env["CIPHER_KEY"] = AESCipher.create_key(num_bytes=32)
    documented = run(APPLICATION)
    with documented.Tools(env=env) as tools:
        tools.register("a very particular ladder")
        (stored,) = tools.recorder.select_notifications(start=1, limit=1)

    assert b"particular" not in stored.state


def test_a_conflict_takes_no_position(app: Application[UUID]) -> None:
    tool = Aggregate()
    app.save(tool)
    copy: Aggregate = app.repository.get(tool.id)
    for each in (tool, copy):
        each.trigger_event(Aggregate.Event)
    app.save(tool)

    with pytest.raises(IntegrityError):
        app.save(copy)
    app.save(Aggregate())

    assert [it.id for it in app.notification_log.select(start=1, limit=10)] == [1, 2, 3]


def test_the_log_is_as_it_was_when_it_is_opened_again(env: dict[str, str]) -> None:
    with Application[UUID](env=env) as app:
        app.save(Aggregate())

    with Application[UUID](env={**env, "CREATE_TABLE": "no"}) as app:
        assert app.recorder.max_notification_id() == 1


@pytest.mark.parametrize(
    ("refused", "why"),
    [
        ({}, "neither POSTGRES_DBNAME nor SQLITE_DBNAME"),
        ({"SQLITE_DBNAME": ":memory:"}, "a log is a file"),
        ({"SQLITE_DBNAME": "log", "ORIGINATOR_ID_TYPE": "text"}, "UUIDs"),
        ({"POSTGRES_DBNAME": "tools", "POSTGRES_SCHEMA": "mine"}, "its own database"),
        ({"POSTGRES_DBNAME": "tools", "POSTGRES_GET_PASSWORD_TOPIC": "a:b"}, "PGPASSFILE"),
    ],
)
def test_settings_that_it_cannot_keep_are_refused(refused: Mapping[str, str], why: str) -> None:
    with pytest.raises(OSError, match=why):
        InfrastructureFactory.construct({"PERSISTENCE_MODULE": MODULE, **refused})


def test_snapshots_are_refused(env: dict[str, str]) -> None:
    with pytest.raises(NotImplementedError, match="no snapshots"):
        Application[UUID](env={**env, "IS_SNAPSHOTTING_ENABLED": "yes"})


@pytest.mark.parametrize("strangers", [KERNEL, FOREIGN], ids=["kernel", "foreign"])
def test_it_brings_nothing_of_the_rest_along(strangers: tuple[str, ...]) -> None:
    code = f"import sys, {MODULE}; print(*[it for it in {strangers} if it in sys.modules])"

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.split() == []
