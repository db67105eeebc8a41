"""The event store, on PostgreSQL and on SQLite."""
