"""The `eventsourcing` library's own recorder cases, on our store.

Left out, with the reason: `InfrastructureFactoryTestCase` (it tests how the library's own modules
name tables and take settings that ours does not have; what ours takes is tried in
`test_persistence_module.py`).
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from eventsourcing.tests.persistence import (
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
    ProcessRecorderTestCase,
    TrackingRecorderTestCase,
)

from shared.eventstore.database import PostgresDatabase, SqliteDatabase
from shared.eventstore.postgres import PostgresRecorder
from shared.eventstore.recorder import Recorder, StreamRecorder
from shared.eventstore.sqlite import SqliteRecorder

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventsourcing.persistence import AggregateRecorder


class OnSqlite:
    """Each case gets a fresh file."""

    def create_recorder(self) -> Recorder:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)  # type: ignore[attr-defined]  # in a TestCase
        recorder = SqliteRecorder(SqliteDatabase(Path(folder.name) / "log.sqlite3"))
        recorder.create()
        self.addCleanup(recorder.database.close)  # type: ignore[attr-defined]  # in a TestCase
        return recorder


class OnPostgres:
    """Each case gets a fresh database."""

    new_database: Callable[[], str]

    @pytest.fixture(autouse=True)
    def _databases(self, fresh_database: Callable[[], str]) -> None:
        self.new_database = fresh_database

    def create_recorder(self) -> Recorder:
        recorder = PostgresRecorder(PostgresDatabase(self.new_database()))
        recorder.create()
        self.addCleanup(recorder.database.close)  # type: ignore[attr-defined]  # in a TestCase
        return recorder


class StreamsOnSqlite(OnSqlite, AggregateRecorderTestCase):
    """Streams."""

    def create_recorder(self) -> AggregateRecorder:  # type: ignore[override]  # narrower in the library
        return cast("AggregateRecorder", StreamRecorder(super().create_recorder()))


class StreamsOnPostgres(OnPostgres, AggregateRecorderTestCase):
    """Streams."""

    def create_recorder(self) -> AggregateRecorder:  # type: ignore[override]  # narrower in the library
        return cast("AggregateRecorder", StreamRecorder(super().create_recorder()))


class Log(ApplicationRecorderTestCase[Recorder]):
    """The log, with the case that the library leaves to choice."""

    def test_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class LogOnSqlite(OnSqlite, Log):
    """The log."""


class LogOnPostgres(OnPostgres, Log):
    """The log."""


class TrackingOnSqlite(OnSqlite, TrackingRecorderTestCase):
    """Tracking."""


class TrackingOnPostgres(OnPostgres, TrackingRecorderTestCase):
    """Tracking."""


class ProcessOnSqlite(OnSqlite, ProcessRecorderTestCase):
    """Events and tracking together."""


class ProcessOnPostgres(OnPostgres, ProcessRecorderTestCase):
    """Events and tracking together."""


class OrderOnSqlite(OnSqlite, NonInterleavingNotificationIDsBaseCase):
    """Positions of one append lie together."""


class OrderOnPostgres(OnPostgres, NonInterleavingNotificationIDsBaseCase):
    """Positions of one append lie together."""
