"""The servers that tests start obey them, and no other server is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import amqp
import psycopg2
import pytest

from tests.support import rabbit
from tests.support.databases import order
from tests.support.postgres import PostgresInstance, answers
from tests.support.processes import OwnProcess, alive
from tests.support.rabbit import RabbitInstance
from tests.support.waiting import eventually


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresInstance]:
    own = PostgresInstance().start()
    yield own
    own.remove()


@pytest.fixture(scope="module")
def broker_of_ours() -> Iterator[RabbitInstance]:
    own = RabbitInstance().start()
    yield own
    own.remove()


def test_what_was_committed_survives_a_killed_postgres(postgres: PostgresInstance) -> None:
    order(postgres.url, "CREATE TABLE acts AS SELECT 17 AS number")

    postgres.kill9()
    away = not answers(postgres.url)
    postgres.start()

    assert away
    assert ask(postgres.url, "SELECT number FROM acts") == 17


def test_a_wiped_postgres_has_forgotten(postgres: PostgresInstance) -> None:
    order(postgres.url, "CREATE TABLE gone ()")

    postgres.wipe()

    assert ask(postgres.url, "SELECT to_regclass('gone')") is None


def test_a_stopped_postgres_leaves_no_process(postgres: PostgresInstance) -> None:
    pid = postgres.pid

    postgres.stop()

    assert not Path(f"/proc/{pid}").exists()
    postgres.start()


def test_a_durable_message_survives_a_killed_broker(broker_of_ours: RabbitInstance) -> None:
    put(broker_of_ours.url, queue="kept", body="a")

    broker_of_ours.kill9()
    away = not rabbit.answers(broker_of_ours.url)
    broker_of_ours.start()

    assert away
    assert waiting_in(broker_of_ours.url, "kept") == 1


def test_a_wiped_broker_has_forgotten(broker_of_ours: RabbitInstance) -> None:
    put(broker_of_ours.url, queue="lost", body="a")

    broker_of_ours.wipe()

    with pytest.raises(amqp.NotFound):
        waiting_in(broker_of_ours.url, "lost")


def test_all_that_a_process_forked_dies_with_it(tmp_path: Path) -> None:
    shell = OwnProcess(["sh", "-c", "sleep 300 & echo $!; wait"], log=tmp_path / "log")
    shell.start()
    child = int(eventually(shell.said))

    shell.kill9()

    assert not alive(child)


def test_databases_of_one_test_are_separate(fresh_database: Callable[[], str]) -> None:
    registry, supervision = fresh_database(), fresh_database()

    order(registry, "CREATE TABLE people ()")

    assert ask(supervision, "SELECT to_regclass('people')") is None


def test_virtual_hosts_of_one_test_are_separate(vhost: Callable[[], str]) -> None:
    ours, theirs = vhost(), vhost()

    put(ours, queue="letters", body="a")

    with pytest.raises(amqp.NotFound):
        waiting_in(theirs, "letters")


def ask(url: str, sql: str) -> object:
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
        return row[0] if row else None


def put(uri: str, *, queue: str, body: str) -> None:
    with rabbit.connection(uri) as connection:
        channel = connection.channel()
        channel.queue_declare(queue, durable=True, auto_delete=False)
        channel.confirm_select()
        channel.basic_publish_confirm(amqp.Message(body, delivery_mode=2), routing_key=queue)


def waiting_in(uri: str, queue: str) -> int:
    with rabbit.connection(uri) as connection:
        count: int = connection.channel().queue_declare(queue, passive=True).message_count
        return count
