"""The store for any application of the `eventsourcing` library, without the rest of this kernel.

`PERSISTENCE_MODULE=shared.eventstore.standalone`, and the library's own settings for where the
database is; mapper, transcoder, compressor and cipher are the library's too. What this promises
beyond the library's own modules is in docs/persistence-module.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from eventsourcing.utils import Environment, strtobool

import shared.eventstore.factory
from shared.eventstore.database import POOL_SIZE, Database, PostgresDatabase, SqliteDatabase

if TYPE_CHECKING:
    from eventsourcing.persistence import AggregateRecorder

POSTGRES, SQLITE = "POSTGRES_DBNAME", "SQLITE_DBNAME"
NOT_OFFERED = {
    "POSTGRES_SCHEMA": "the log has a schema of its own: give each application its own database",
    "POSTGRES_GET_PASSWORD_TOPIC": "set POSTGRES_PASSWORD, or use a password file (PGPASSFILE)",
}


# The library takes the one factory class that it finds in this module, so the base stays a name of
# its own module.
class Factory(shared.eventstore.factory.StoreFactory):
    """One log for one application, in the database that its environment names.

    Raises `OSError`, as the library's factories do, for settings that are missing or not offered.
    """

    def __init__(self, env: Any) -> None:
        settings = env if isinstance(env, Environment) else Environment(env=env)
        super().__init__(settings, _database(settings))
        if strtobool(settings.get("CREATE_TABLE") or "yes"):
            self.process_recorder().create()

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        """Streams only; a snapshot would lie in the log as if it were an event."""
        if purpose != "events":
            raise NotImplementedError(f"no {purpose}: the log holds what happened and nothing else")
        return super().aggregate_recorder(purpose)

    def close(self) -> None:
        """Give all connections back."""
        self.database.close()


def _database(env: Environment) -> Database:
    for name, why in NOT_OFFERED.items():
        if env.get(name):
            raise OSError(f"{name} is not offered: {why}")
    if (env.get("ORIGINATOR_ID_TYPE") or "uuid") != "uuid":
        raise OSError("ORIGINATOR_ID_TYPE: aggregates have UUIDs here")
    if env.get(POSTGRES):
        return PostgresDatabase(
            _url(env), pool_size=int(env.get("POSTGRES_POOL_SIZE") or POOL_SIZE)
        )
    path = env.get(SQLITE)
    if not path:
        raise OSError(f"neither {POSTGRES} nor {SQLITE} is set")
    if ":memory:" in path:
        raise OSError(f"{SQLITE}: a log is a file")
    return SqliteDatabase(Path(path))


def _url(env: Environment) -> str:
    address = sa.URL.create(
        "postgresql+psycopg2",
        username=env.get("POSTGRES_USER"),
        password=env.get("POSTGRES_PASSWORD"),
        host=env.get("POSTGRES_HOST"),
        port=int(env.get("POSTGRES_PORT") or 5432),
        database=env.get(POSTGRES),
    )
    return address.render_as_string(hide_password=False)
