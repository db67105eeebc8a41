"""Write: a command on a file of ten events, and one append alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import psycopg2
from eventsourcing.cipher import AESCipher

from shared.eventstore.act import Act, acting
from shared.eventstore.database import PostgresDatabase
from shared.eventstore.records import Append, StoredFact
from shared.eventstore.sealing import FileKey
from tests.benchmarks.files import DAY, NOTE, OurFiles, TheirFile, TheirFiles
from tests.benchmarks.lines import Line
from tests.benchmarks.rounds import rates
from tests.benchmarks.servers import empty_database, empty_store
from tests.benchmarks.sizes import Size

EVENTS = 10
STATE = b'{"held_on":"2026-11-23","minutes":30}'


def figures(size: Size) -> Iterator[Line]:
    """Against one bare INSERT, and against the library's own PostgreSQL module."""
    with empty_store() as database, empty_database() as theirs:
        yield _append_alone(database, size)
        yield _command(
            "load_decide_append_vs_library_aes", database, theirs, size, bar="ratio >= 1.3"
        )
        yield _command(
            "load_decide_append_cached_vs_library_aes",
            database,
            theirs,
            size,
            cached=True,
            bar="ratio >= 1.5",
        )
        yield _command("load_decide_append_vs_library_plain", database, theirs, size, aes=False)


def _append_alone(database: PostgresDatabase, size: Size) -> Line:
    """One event appended, against one INSERT of as much with a bare cursor in autocommit mode."""
    store = OurFiles(database, master=FileKey(os.urandom(32))).store
    bare = psycopg2.connect(
        database.url.render_as_string(hide_password=False).replace("+psycopg2", "")
    )
    bare.autocommit = True
    cursor = bare.cursor()
    cursor.execute(
        "CREATE TABLE bare (id bigserial PRIMARY KEY, stream uuid, version bigint, name text,"
        " state bytea, at timestamptz DEFAULT now(), UNIQUE (stream, version))"
    )

    def insert() -> None:
        cursor.execute(
            "INSERT INTO bare (stream, version, name, state) VALUES (%s, 1, %s, %s)",
            (str(uuid4()), "bench.noted", STATE),
        )

    found = rates(
        lambda: store.append(Append(events=(_fact(),))),
        insert,
        rounds=size.rounds,
        each=size.each,
    )
    bare.close()
    return Line(
        figure="append_alone_vs_bare_psycopg2",
        ours=found.ours,
        baseline=found.baseline,
        ratio=found.ratio,
        unit="appends/s",
        bar="ratio >= 0.7",
    )


def _fact() -> StoredFact:
    return StoredFact(
        originator_id=uuid4(),
        originator_version=1,
        topic="bench.noted",
        state=STATE,
        event_version=1,
        happened_on=DAY,
        sealed=None,
        subject=None,
        person_id=None,
        case_ref=None,
    )


def _command(
    figure: str,
    database: PostgresDatabase,
    url: str,
    size: Size,
    *,
    aes: bool = True,
    cached: bool = False,
    bar: str | None = None,
) -> Line:
    """Load a file of ten events, decide, append one; ours with envelope, ids and SM4."""
    ours = OurFiles(database, master=FileKey(os.urandom(32)), cache_files=500 if cached else 0)
    theirs = TheirFiles(_library(url, aes=aes))
    ours_files = [open_ours(ours) for _ in range(size.each)]
    their_files = [_open_theirs(theirs) for _ in range(size.each)]
    found = rates(
        _turns(ours_files, lambda file: note_ours(ours, file), size),
        _turns(their_files, lambda file: _note_theirs(theirs, file), size),
        rounds=size.rounds,
        each=size.each,
    )
    theirs.close()
    return Line(
        figure=figure,
        ours=found.ours,
        baseline=found.baseline,
        ratio=found.ratio,
        unit="commands/s",
        bar=bar,
    )


def _turns(files: list[UUID], act: Callable[[UUID], None], size: Size) -> Callable[[], None]:
    """Each act takes the next file, so that all stay near ten events."""
    order = iter([file for _ in range(size.rounds + 1) for file in files])
    return lambda: act(next(order))


def open_ours(ours: OurFiles) -> UUID:
    """A file of ten events."""
    with acting(_act()):
        return UUID(ours.open(opened_on=DAY, notes=EVENTS - 1, text=NOTE).answer)


def note_ours(ours: OurFiles, file: UUID) -> None:
    """One command on it."""
    with acting(_act()):
        ours.note(file_id=file, held_on=DAY, minutes=30, text=NOTE)


def _act() -> Act:
    return Act(
        account="shegong01",
        role="full_time_worker",
        unit="station-1",
        command_id=str(uuid4()),
        reason="测量",
    )


def _open_theirs(theirs: TheirFiles) -> UUID:
    file = TheirFile(opened_on=DAY)
    for _ in range(EVENTS - 1):
        file.note(held_on=DAY, minutes=30, text=NOTE)
    theirs.save(file)
    return file.id


def _note_theirs(theirs: TheirFiles, file: UUID) -> None:
    theirs.note(file_id=file, held_on=DAY, minutes=30, text=NOTE)


def _library(url: str, *, aes: bool) -> dict[str, str]:
    parsed = psycopg2.extensions.parse_dsn(url)
    settings = {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": parsed["dbname"],
        "POSTGRES_HOST": parsed["host"],
        "POSTGRES_PORT": parsed.get("port", "5432"),
        "POSTGRES_USER": parsed["user"],
        "POSTGRES_PASSWORD": parsed.get("password", "none"),
        "POSTGRES_PRE_PING": "n",
    }
    if aes:
        settings |= {
            "CIPHER_TOPIC": "eventsourcing.cipher:AESCipher",
            "CIPHER_KEY": AESCipher.create_key(32),
        }
    return settings
