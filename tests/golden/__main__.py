"""`python -m tests.golden --new` writes the golden files that are missing, and touches no other."""

from __future__ import annotations

import base64
import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import click

from deploy.checks.assets import SUMS
from deploy.checks.golden import FOLDER
from deploy.departments import DEPARTMENTS, Parts
from deploy.events import catalogue_of
from shared import clock
from shared.eventstore.application import Department
from shared.eventstore.database import SqliteDatabase
from shared.eventstore.factory import recorder_of
from shared.eventstore.mapper import FactMapper
from shared.eventstore.records import Row
from shared.messaging.language import Publish, Published
from tests.golden.files import MASTER, described, folded, path_of, plain, read, write
from tests.golden.stories import STORIES


@click.command()
@click.option("--new", is_flag=True, required=True, help="write what is missing")
def main(new: bool) -> None:  # noqa: FBT001 - click hands a flag over by position or name
    """Tell each department's story and keep each event of it that has no golden file yet."""
    assert new
    for parts in DEPARTMENTS.values():
        with told(parts) as office:
            made = [*_events(office), *_messages(parts)]
        for path in made:
            click.echo(path.relative_to(FOLDER))
        if made:
            _list_sums(FOLDER / parts.name, made)


@contextmanager
def told(parts: Parts) -> Iterator[Department]:
    """The department, after its story."""
    story = STORIES[parts.name]
    with tempfile.TemporaryDirectory() as folder, clock.use(story.at):
        database = SqliteDatabase(Path(folder) / "story.sqlite3")
        recorder_of(database).create()
        office = parts.application(database, master=MASTER, readers=parts.heard)
        office.start_demonstration()
        story.tell(office)
        yield office
        database.close()


def _events(office: Department) -> Iterator[Path]:
    for kind in office.catalogue.by_name.values():
        path = path_of(kind.name, kind.version)
        if path.exists():
            continue
        rows = office.store.rows(names=[kind.name], limit=1)
        if not rows:
            raise click.ClickException(f"{kind.name}: tell it in tests/golden/stories.py")
        write(path, _event(rows[0], office))
        yield path


def _event(row: Row, office: Department) -> dict[str, Any]:
    stream_id = cast("UUID", row.fact.originator_id)
    stream = [it for it in office.store.rows(stream_id=stream_id) if it.position <= row.position]
    mapper = cast("FactMapper", office.mapper)
    subjects = {it.fact.subject for it in stream if it.fact.subject}
    keys = {subject: office.store.data_key(subject, None) for subject in subjects}
    return {
        "event": row.fact.topic,
        "version": row.fact.event_version,
        "keys": {str(it): base64.b64encode(key).decode() for it, key in keys.items() if key},
        "stream": [described(it, mapper.in_the_box(it.fact)) for it in stream],
        "folds_to": folded(mapper.to_domain_event(it.fact) for it in stream),
    }


def _messages(parts: Parts) -> Iterator[Path]:
    for publish in parts.published:
        for audience in publish.to:
            path = path_of(
                f"{parts.name}.{publish.message_name}", publish.version, told_to=audience
            )
            if not path.exists():
                write(path, _message(parts, publish, audience))
                yield path


def _message(parts: Parts, publish: Publish, audience: str) -> dict[str, Any]:
    """What the audience is told of the golden event, and what its reader makes of that."""
    catalogue = catalogue_of(parts)
    kind = catalogue.by_name[f"{parts.name}.{publish.name}"]
    golden = read(path_of(kind.name, kind.version))
    entry = golden.entry(golden.mapper(parts.name, catalogue))
    published = Published(parts.name, parts.published, catalogue.by_name)
    (message,) = published.messages_for(audience, [entry], previous=0)
    reader = DEPARTMENTS[audience].heard.get(message.name)
    return {
        "of": f"{kind.name.partition('.')[2]}.v{kind.version}.json",
        "message": message.to_event(),
        "reads_as": None if reader is None else plain(reader(message)),
    }


def _list_sums(folder: Path, made: Iterable[Path]) -> None:
    """Write down what each new file is, so that a later change of it is found; old lines stay."""
    sums = folder / SUMS
    listed = sums.read_text(encoding="ascii").splitlines() if sums.exists() else []
    listed += [f"{hashlib.sha256(it.read_bytes()).hexdigest()}  {it.name}" for it in made]
    listed.sort(key=lambda line: line.split("  ")[1])
    sums.write_text("".join(f"{line}\n" for line in listed), encoding="ascii")


if __name__ == "__main__":
    main()
