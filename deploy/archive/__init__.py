"""A town's logs outside their databases: backup, restore, drill, and the move to servers.

One form for SQLite and PostgreSQL (docs/adr/0007): what is copied is what the log promises
(positions, command ids, claims, tracking, parked messages, wrapped keys), so that what came out of
one store can be compared, event by event, with what went into another.
"""
