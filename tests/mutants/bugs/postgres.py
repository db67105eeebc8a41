"""Planted in the PostgreSQL store, which the simulation does not run."""

from __future__ import annotations

from functools import partial

from tests.mutants.planting import Mutant

SCHEMA = "shared/eventstore/postgres.sql"
APPENDING = "shared/eventstore/postgres/appending.py"
READING = "shared/eventstore/postgres/reading.py"
ERRORS = "shared/eventstore/postgres/errors.py"
DATABASE = "shared/eventstore/database.py"
_planted = partial(Mutant, simulated=False)

POSTGRES = (
    _planted(
        name="postgres-time-goes-back",
        path=SCHEMA,
        old="greatest(recorded_at, coalesce(p_recorded_at, clock_timestamp()))",
        new="coalesce(p_recorded_at, clock_timestamp())",
        breaks="The recording time follows a clock that is set back.",
    ),
    _planted(
        name="postgres-head-not-moved",
        path=SCHEMA,
        old="        position = position + n,\n",
        new="        position = position + greatest(n, 1),\n",
        breaks="An append without events burns a position.",
    ),
    _planted(
        name="postgres-positions-shifted",
        path=SCHEMA,
        old="SELECT h.position - n + e.i,",
        new="SELECT h.position + 1 - e.i,",
        breaks="The events of one act stand in the log the wrong way round.",
    ),
    _planted(
        name="postgres-command-repeats",
        path=SCHEMA,
        old="        IF NOT FOUND THEN\n            RAISE EXCEPTION 'command repeated'",
        new="        IF p_command IS NULL THEN\n            RAISE EXCEPTION 'command repeated'",
        breaks="The second of two commands with one id writes as well.",
    ),
    _planted(
        name="postgres-tracking-not-compared",
        path=SCHEMA,
        old="AND (position = p_from OR (p_from IS NULL AND position < p_to));",
        new="AND (position <= p_to OR (p_from IS NULL AND position < p_to));",
        breaks="Two processes hear one message.",
    ),
    _planted(
        name="postgres-tracking-begins-anywhere",
        path=SCHEMA,
        old="IF NOT FOUND OR coalesce(p_from, 0) <> 0 THEN",
        new="IF NOT FOUND AND coalesce(p_from, 0) <> 0 THEN",
        breaks="The first message may be heard twice.",
    ),
    _planted(
        name="postgres-claims-shared",
        path=SCHEMA,
        old="INSERT INTO log.claims SELECT * FROM unnest(p_take);",
        new="INSERT INTO log.claims SELECT * FROM unnest(p_take) ON CONFLICT DO NOTHING;",
        breaks="Two files believe that they hold one number.",
    ),
    _planted(
        name="postgres-claims-released-by-scope",
        path=SCHEMA,
        old="WHERE c.scope = r.scope AND c.key = r.key;",
        new="WHERE c.scope = r.scope;",
        breaks="One file gives back everybody's numbers.",
    ),
    _planted(
        name="postgres-unpark-silent",
        path=SCHEMA,
        old="        IF NOT FOUND THEN\n            RAISE EXCEPTION 'no longer parked'",
        new="        IF n < 0 THEN\n            RAISE EXCEPTION 'no longer parked'",
        breaks="Two operators replay one message.",
    ),
    _planted(
        name="postgres-real-store-takes-time",
        path=SCHEMA,
        old="IF p_recorded_at IS NOT NULL AND NOT h.demonstration THEN",
        new="IF p_recorded_at IS NOT NULL AND h.demonstration IS NULL THEN",
        breaks="A real store takes its recording time from outside.",
    ),
    _planted(
        name="postgres-conflict-misnamed",
        path=ERRORS,
        old='"one_version_each": VersionConflict,',
        new='"one_version_each": CommandRepeated,',
        breaks="A version conflict is taken for a repeated command.",
    ),
    _planted(
        name="postgres-lost-connection-misnamed",
        path=ERRORS,
        old="if isinstance(error, psycopg2.OperationalError) or code is None:",
        new="if isinstance(error, psycopg2.NotSupportedError):",
        breaks="A database that is away is not waited for.",
    ),
    _planted(
        name="postgres-move-forgets-whence",
        path=APPENDING,
        old="        move and move.frm,\n",
        new="        None,\n",
        breaks="Tracking moves from wherever it is.",
    ),
    _planted(
        name="postgres-last-named-too-late",
        path=READING,
        old="e.name = n.name AND position <= %s)",
        new="e.name = n.name AND position < %s)",
        breaks="The message before is not the one before.",
    ),
    _planted(
        name="postgres-parked-out-of-order",
        path=READING,
        old="upstream = %s ORDER BY upstream, position",
        new="upstream = %s ORDER BY upstream, position DESC",
        breaks="What is parked is replayed the wrong way round.",
    ),
    _planted(
        name="postgres-broken-connection-kept",
        path=DATABASE,
        old="if raw is not None and (raw.closed or raw.isexecuting()):",
        new="if raw is not None and (raw.closed and raw.isexecuting()):",
        breaks="A connection in an unknown state is used again.",
    ),
)
