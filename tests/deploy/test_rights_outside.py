"""Roles of PostgreSQL and users of RabbitMQ may do what they need, and no more."""

# mypy: disable-error-code="no-untyped-call"
# kombu is typed in parts only.

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from amqp.exceptions import AccessRefused
from click.testing import CliRunner
from kombu.connection import Connection
from kombu.entity import Exchange, Queue

from deploy import databases
from deploy.broker import SERVICES, definitions
from tests.support.postgres import PostgresInstance
from tests.support.rabbit import RabbitInstance


@pytest.fixture(scope="module")
def rabbit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A broker of our own with our definitions; the address of registry's user."""
    own = RabbitInstance().start()
    file = tmp_path_factory.mktemp("definitions") / "guihang.json"
    file.write_text(json.dumps(definitions(dict.fromkeys((*SERVICES, "cli"), "pw"))))
    own.control("import_definitions", str(file))
    yield f"amqp://registry:pw@127.0.0.1:{urlsplit(own.url).port}/guihang"
    own.remove()


def bind(uri: str, *, queue: str, key: str) -> None:
    with Connection(uri, connect_timeout=5) as connection:
        events = Exchange("guihang.events", type="topic", durable=True)
        Queue(queue, exchange=events, routing_key=key, durable=True)(connection.channel()).declare()


def test_a_service_may_bind_what_is_meant_for_it(rabbit: str) -> None:
    bind(rabbit, queue="guihang.registry", key="registry.#")


def test_a_service_may_not_bind_what_is_meant_for_another(rabbit: str) -> None:
    with pytest.raises(AccessRefused):
        bind(rabbit, queue="guihang.registry", key="supervision.#")


def test_a_service_may_not_take_anothers_queue(rabbit: str) -> None:
    with pytest.raises(AccessRefused):
        bind(rabbit, queue="guihang.supervision", key="registry.#")


def test_a_service_may_not_speak_in_anothers_name(rabbit: str) -> None:
    with Connection(rabbit, connect_timeout=5, transport_options={"confirm_publish": True}) as own:
        producer = own.Producer()

        producer.publish(
            {}, exchange="guihang.events", routing_key="reporting.registry.reported_in"
        )
        with pytest.raises(AccessRefused):
            producer.publish({}, exchange="guihang.events", routing_key="reporting.supervision.x")


def test_a_services_role_enters_its_own_database_only(tmp_path: Path) -> None:
    server = PostgresInstance().start()
    try:
        for name in (*SERVICES, "owner"):
            (tmp_path / name).write_text("pw")
        for _ in range(2):  # what is there stays
            done = CliRunner().invoke(
                databases.main, ["--server", server.url, "--passwords", str(tmp_path)]
            )
            assert done.exit_code == 0, done.output
        own = server.url_of("guihang_registry", user="guihang_registry")
        other = server.url_of("guihang_supervision", user="guihang_registry")

        with (
            closing(psycopg2.connect(own)) as connection,
            pytest.raises(psycopg2.errors.InsufficientPrivilege),
        ):
            connection.cursor().execute("CREATE TABLE public.x (id int)")
        with pytest.raises(psycopg2.OperationalError, match="permission denied"):
            psycopg2.connect(other)
    finally:
        server.remove()
