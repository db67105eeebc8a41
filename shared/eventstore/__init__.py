"""The event store: every act of a department, once, in order, for ever.

It promises that an acknowledged act is stored, that it is stored once however often its command is
repeated, that positions are contiguous and in commit order, and that nothing stored is ever
changed. It is a persistence module for the `eventsourcing` library, on PostgreSQL (psycopg2) and on
SQLite.
"""
