"""How the library is handed our store."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from eventsourcing.persistence import InfrastructureFactory

from shared.eventstore.database import Database, PostgresDatabase, SqliteDatabase
from shared.eventstore.postgres import PostgresRecorder
from shared.eventstore.recorder import StreamRecorder
from shared.eventstore.sqlite import SqliteRecorder

if TYPE_CHECKING:
    from eventsourcing.persistence import AggregateRecorder

    from shared.eventstore.recorder import Recorder


def recorder_of(database: Database) -> Recorder:
    """The recorder for the kind of database."""
    if isinstance(database, PostgresDatabase):
        return PostgresRecorder(database)
    return SqliteRecorder(cast("SqliteDatabase", database))


class StoreFactory(InfrastructureFactory[Any]):
    """One log for one department, whatever the library asks for."""

    def __init__(self, env: Any, database: Database) -> None:
        super().__init__(env)
        self.database = database

    @cached_property
    def _recorder(self) -> Recorder:
        return recorder_of(self.database)

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        """Streams only."""
        del purpose
        return cast("AggregateRecorder", StreamRecorder(self._recorder))

    def application_recorder(self) -> Recorder:
        """The log."""
        return self._recorder

    def tracking_recorder(self, tracking_recorder_class: Any = None) -> Recorder:
        """The log, which tracks too."""
        del tracking_recorder_class
        return self._recorder

    def process_recorder(self) -> Recorder:
        """The log."""
        return self._recorder
