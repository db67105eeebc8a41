"""The event store's small department serves here too."""

from tests.eventstore.conftest import another, command_id, database, library

__all__ = ["another", "command_id", "database", "library"]
