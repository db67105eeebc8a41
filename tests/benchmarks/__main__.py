"""Prints `{"figure", "ours", "baseline", "ratio", "unit"}` lines: the store against two baselines.

Runs in an environment of its own, which has psycopg 3 for the library's PostgreSQL module. One
connection, one thread, no hub, as design.md 12 measures; rounds of ours and of the baseline take
turns, and the median round counts, so that a busy machine hurts both alike.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID, uuid4

import psycopg2
from eventsourcing.cipher import AESCipher

from shared.eventstore.act import Act, acting
from shared.eventstore.database import PostgresDatabase
from shared.eventstore.postgres import PostgresRecorder
from shared.eventstore.records import Append, StoredFact
from shared.eventstore.sealing import FileKey
from tests.benchmarks.files import OurFiles, TheirFile, TheirFiles

SERVER = os.environ.get(
    "GUIHANG_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres"
)
ROUNDS, EACH, EVENTS = 7, 150, 10
DAY = date(2026, 11, 23)
NOTE = "谈了家里的事和找工作的打算" * 4


def main() -> None:
    """Measure, one line a figure."""
    with database() as url, database() as theirs_url:
        ours = OurFiles(_created(url), master=FileKey(os.urandom(32)))
        for figure, our_round, their_round, unit in (
            ("append_alone_vs_bare_psycopg2", *_appends(ours, url), "appends/s"),
            ("load_decide_append_vs_library_aes", *_commands(ours, theirs_url), "commands/s"),
            (
                "load_decide_append_cached_vs_library_aes",
                *_commands(_cached(url), theirs_url),
                "commands/s",
            ),
            (
                "load_decide_append_vs_library_plain",
                *_commands(ours, theirs_url, aes=False),
                "commands/s",
            ),
        ):
            say(figure, *_compared(our_round, their_round), unit)


def say(figure: str, ours: float, baseline: float, unit: str) -> None:
    """One figure as one JSON line."""
    line = {
        "figure": figure,
        "ours": round(ours, 1),
        "baseline": round(baseline, 1),
        "ratio": round(ours / baseline, 2),
        "unit": unit,
    }
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


@contextmanager
def database() -> Iterator[str]:
    """A database of our own, dropped at the end."""
    name = f"bench_{uuid4().hex[:12]}"
    server = psycopg2.connect(SERVER)
    server.autocommit = True
    try:
        server.cursor().execute(f"CREATE DATABASE {name}")
        yield SERVER.rsplit("/", 1)[0] + f"/{name}"
    finally:
        server.cursor().execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.close()


def _created(url: str) -> PostgresDatabase:
    made = PostgresDatabase(url, pool_size=1)
    PostgresRecorder(made).create()
    return made


def _cached(url: str) -> OurFiles:
    return OurFiles(
        PostgresDatabase(url, pool_size=1), master=FileKey(os.urandom(32)), cache_files=500
    )


def _compared(ours: Callable[[], None], theirs: Callable[[], None]) -> tuple[float, float]:
    """Rates per second, of the median round each; the first round of each only warms up."""
    ours()
    theirs()
    rounds = [(_rate(ours), _rate(theirs)) for _ in range(ROUNDS)]
    return statistics.median(r[0] for r in rounds), statistics.median(r[1] for r in rounds)


def _rate(act: Callable[[], None]) -> float:
    started = time.perf_counter()
    for _ in range(EACH):
        act()
    return EACH / (time.perf_counter() - started)


def _appends(ours: OurFiles, url: str) -> tuple[Callable[[], None], Callable[[], None]]:
    """One event appended, against one INSERT of as much with a bare cursor in autocommit mode."""
    bare = psycopg2.connect(url)
    bare.autocommit = True
    cursor = bare.cursor()
    cursor.execute(
        "CREATE TABLE bare (id bigserial PRIMARY KEY, stream uuid, version bigint, name text,"
        " state bytea, at timestamptz DEFAULT now(), UNIQUE (stream, version))"
    )
    state = json.dumps({"held_on": str(DAY), "minutes": 30}).encode()

    def append() -> None:
        fact = StoredFact(
            originator_id=uuid4(),
            originator_version=1,
            topic="bench.noted",
            state=state,
            event_version=1,
            happened_on=DAY,
            sealed=None,
            subject=None,
            person_id=None,
            case_ref=None,
        )
        ours.store.append(Append(events=(fact,)))

    def insert() -> None:
        cursor.execute(
            "INSERT INTO bare (stream, version, name, state) VALUES (%s, 1, %s, %s)",
            (str(uuid4()), "bench.noted", state),
        )

    return append, insert


def _commands(
    ours: OurFiles, url: str, *, aes: bool = True
) -> tuple[Callable[[], None], Callable[[], None]]:
    """Load a file of ten events, decide, append one; ours with envelope, ids and SM4."""
    theirs = TheirFiles(_library(url, aes=aes))
    our_files = [_our_file(ours) for _ in range(EACH)]
    their_files = [_their_file(theirs) for _ in range(EACH)]
    return _turns(our_files, lambda file: _our_note(ours, file)), _turns(
        their_files, lambda file: theirs.note(file_id=file, held_on=DAY, minutes=30, text=NOTE)
    )


def _turns(files: list[UUID], act: Callable[[UUID], None]) -> Callable[[], None]:
    """Each act takes the next file, so that all stay near ten events."""
    order = iter([file for _ in range(ROUNDS + 2) for file in files])
    return lambda: act(next(order))


def _our_file(ours: OurFiles) -> UUID:
    with acting(_act()):
        return UUID(ours.open(opened_on=DAY, notes=EVENTS - 1, text=NOTE).answer)


def _our_note(ours: OurFiles, file: UUID) -> None:
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


def _their_file(theirs: TheirFiles) -> UUID:
    file = TheirFile(opened_on=DAY)
    for _ in range(EVENTS - 1):
        file.note(held_on=DAY, minutes=30, text=NOTE)
    theirs.save(file)
    return file.id


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


if __name__ == "__main__":
    main()
