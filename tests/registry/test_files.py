"""Files that come in: refused or stored once, never half, whatever they are and whatever fails."""

from __future__ import annotations

import gc
import io
import os
import signal
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from services.registry.application import RegistryApplication
from services.registry.messages import HEARD
from shared.eventstore.attachments import Upload
from shared.eventstore.database import Database, PostgresDatabase, SqliteDatabase
from shared.eventstore.factory import recorder_of
from shared.scans import MEBIBYTE
from tests.registry.conftest import MASTER
from tests.registry.desk import HIDDEN, OFFICE, app_of, page, posted, reader
from tests.registry.test_dossier import FLAWLESS, PDF, attachments
from tests.registry.town import by, number, reported

ROOT = Path(__file__).parents[2]
TYPED = {"code": "05", "doc_date": "2026-11-23", "pages": "4", **FLAWLESS}
FULL = "磁盘已满，没有保存"
DISK = 8  # mebibytes
BOTH = pytest.mark.parametrize("way", ["page", "program"])


def of(mebibytes: int) -> bytes:
    """A PDF of so many mebibytes exactly, which does not shrink."""
    return PDF[:9] + os.urandom(mebibytes * MEBIBYTE - len(PDF)) + PDF[9:]


def sent(app: Flask, case_id: UUID, content: bytes, *, way: str, name: str) -> TestResponse:
    """File a paper by page or by program."""
    file = FileStorage(io.BytesIO(content), filename=name)
    if way == "program":
        address = f"/registry/api/cases/{case_id}/dossier/items"
        bearer = {"Authorization": f"Bearer {OFFICE}"}
        return posted(app.test_client(), address, {**TYPED, "file": file}, headers=bearer)
    client, address = reader(app, OFFICE), f"/registry/dossiers/{case_id}/items/new"
    form = dict(HIDDEN.findall(page(client, address)))
    return posted(client, address, {**form, **TYPED, "file": file})


def taken(answer: TestResponse) -> bool:
    """Whether it was filed."""
    return answer.status_code in {HTTPStatus.CREATED, HTTPStatus.SEE_OTHER}


def packed(name: str, content: bytes) -> bytes:
    """A packed file with one file in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr(name, content)
    return file.getvalue()


def picture(width: int, height: int) -> bytes:
    """A whole PNG that says it is so large, and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(MEBIBYTE)))
    return b"\x89PNG\r\n\x1a\n" + chunks + chunk(b"IEND", b"")


BOMB = packed("a", bytes(4 * MEBIBYTE))
NO_SCANS = {
    "bomb.zip": BOMB,
    "nested.zip": packed("inner.zip", BOMB),
    "bomb.docx": packed("word/document.xml", bytes(4 * MEBIBYTE)),
    "bomb.xlsx": packed("xl/worksheets/sheet1.xml", bytes(4 * MEBIBYTE)),
    "scan.pdf": b"MZ\x90 a program that calls itself a scan",
    "page.pdf": b"<html><script>alert(1)</script></html>",
}


@BOTH
@pytest.mark.parametrize("name", NO_SCANS)
def test_what_is_no_scan_is_refused_whatever_its_name_says(
    office: RegistryApplication, app: Flask, name: str, way: str
) -> None:
    case_id = reported(office)
    head = office.head()

    for said in (name, "协议.pdf"):
        answer = sent(app, case_id, NO_SCANS[name], way=way, name=said)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "只收 PDF、JPG、PNG 扫描件" in answer.get_data(as_text=True)

    assert (office.head(), attachments(office)) == (head, 0)


@BOTH
def test_25_mebibytes_are_stored_once_and_one_byte_more_is_refused(
    office: RegistryApplication, app: Flask, way: str
) -> None:
    case_id, most = reported(office), of(25)
    head = office.head()

    over = sent(app, case_id, most[:9] + b"0" + most[9:], way=way, name="大.pdf")
    kept = (office.head(), attachments(office))
    filed = sent(app, case_id, most, way=way, name="大.pdf")

    assert over.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "文件超过 25 兆" in over.get_data(as_text=True)
    assert kept == (head, 0)
    assert taken(filed)
    with by():
        assert office.scan(case_id=case_id, no=1)[0] == most


def test_a_picture_that_says_it_is_enormous_is_kept_as_it_is_and_never_drawn(
    office: RegistryApplication, app: Flask
) -> None:
    case_id, bomb = reported(office), picture(2**31 - 1, 2**31 - 1)

    filed = sent(app, case_id, bomb, way="program", name="图.png")
    read = reader(app, OFFICE).get(f"/registry/dossiers/{case_id}/items/1/scan")

    assert taken(filed)
    assert read.data == bomb
    assert read.headers["Content-Disposition"].startswith("attachment")


def test_the_same_file_twice_is_stored_once_and_either_paper_can_go(
    office: RegistryApplication, app: Flask
) -> None:
    case_id, content = reported(office), of(1)

    first = sent(app, case_id, content, way="page", name="一.pdf")
    kept = attachments(office)
    second = sent(app, case_id, content, way="program", name="二.pdf")
    with by():
        office.withdraw_dossier_item(case_id=case_id, no=1, why="误归")

    assert (taken(first), taken(second)) == (True, True)
    assert (kept, attachments(office)) == (16, 16)
    with by():
        assert office.scan(case_id=case_id, no=2)[0] == content


def test_the_same_file_of_two_persons_is_sealed_for_each(
    office: RegistryApplication, app: Flask
) -> None:
    content = of(1)
    cases = [reported(office), reported(office, id_no=number(born=date(1991, 5, 6)))]

    for case_id in cases:
        assert taken(sent(app, case_id, content, way="page", name="同.pdf"))

    assert attachments(office) == 32


@pytest.fixture
def small() -> Iterator[Path]:
    """A disk of a few mebibytes, as long as the test runs; only root may have one."""
    if os.geteuid():
        pytest.skip("only root can mount a small disk")
    at = Path(tempfile.mkdtemp(prefix="guihang-disk-"))
    options = f"size={DISK}m,mode=0700"
    mount = ["mount", "-t", "tmpfs", "-o", options, "guihang-disk", str(at)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        at.rmdir()
        pytest.skip("this machine lets nobody mount a disk")
    yield at
    subprocess.run(["umount", "--lazy", str(at)], check=True)
    at.rmdir()


@contextmanager
def filled(disk: Path, *, but: int) -> Iterator[None]:
    """All but so many bytes are taken while the block lasts."""
    ballast = disk / "ballast"
    seen = os.statvfs(disk)
    try:
        with ballast.open("wb") as out:
            os.posix_fallocate(out.fileno(), 0, seen.f_bavail * seen.f_frsize - but)
        yield
    finally:
        ballast.unlink()


@BOTH
def test_a_full_disk_refuses_the_paper_with_its_scan_and_takes_both_once_there_is_room(
    small: Path, way: str
) -> None:
    database = SqliteDatabase(small / "registry.sqlite3")
    recorder_of(database).create()
    office = RegistryApplication(database, master=MASTER, readers=HEARD)
    case_id, app, content = reported(office), app_of(office), of(2)
    head = office.head()

    with filled(small, but=MEBIBYTE):
        full = sent(app, case_id, content, way=way, name="满.pdf")
        left = (office.head(), attachments(office))
    files = {path.name for path in small.iterdir()}
    freed = sent(app, case_id, content, way=way, name="满.pdf")

    assert full.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert FULL in full.get_data(as_text=True)
    assert left == (head, 0)
    assert {name.partition(".")[0] for name in files} == {"registry"}
    assert taken(freed)
    with by():
        assert office.scan(case_id=case_id, no=1)[0] == content
    assert attachments(office) == 32
    database.close()


@BOTH
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_full_disk_for_what_is_on_its_way_in_is_said_and_leaves_nothing(
    small: Path,
    office: RegistryApplication,
    app: Flask,
    way: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case_id, content = reported(office), of(2)
    head = office.head()
    monkeypatch.setattr(tempfile, "tempdir", str(small))

    with filled(small, but=MEBIBYTE):
        full = sent(app, case_id, content, way=way, name="满.pdf")

    assert full.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert FULL in full.get_data(as_text=True)
    assert (office.head(), attachments(office)) == (head, 0)
    gc.collect()  # the parser lets go of what it could not write, and Python says so
    assert list(small.iterdir()) == []
    assert taken(sent(app, case_id, content, way=way, name="满.pdf"))


@pytest.fixture(params=["sqlite", "postgres"])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, fresh_database: Callable[[], str]
) -> Iterator[tuple[RegistryApplication, str]]:
    """An office, and where another process finds its store."""
    address = str(tmp_path / "shared.sqlite3")
    database: Database = SqliteDatabase(Path(address))
    if request.param == "postgres":
        address = fresh_database()
        database = PostgresDatabase(address)
    recorder_of(database).create()
    yield RegistryApplication(database, master=MASTER, readers=HEARD), address
    database.close()


def elsewhere(store: str, case_id: UUID, *, mebibytes: int, **env: str) -> Any:
    """File a scan in another process."""
    words = ["-m", "tests.registry.filing", store, str(case_id), str(mebibytes)]
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=os.environ | env,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("point", ["before_append", "in_attachment", "in_append", "after_commit"])
def test_a_kill_in_the_middle_leaves_the_paper_and_its_scan_or_neither(
    store: tuple[RegistryApplication, str], tmp_path: Path, point: str
) -> None:
    office, address = store
    case_id, hit = reported(office), tmp_path / "hit"
    there = {"in_attachment": "postgresql", "in_append": "sqlite"}
    if there.get(point, office.db.dialect) != office.db.dialect:
        pytest.skip("no process can be there on this kind of store")
    head = office.head()

    killed = elsewhere(
        address, case_id, mebibytes=3, GUIHANG_FAILPOINT=point, GUIHANG_FAILPOINT_HIT=str(hit)
    )

    assert (killed.returncode, hit.read_text()) == (-signal.SIGKILL, point), killed.stderr
    whole = point == "after_commit"
    assert (office.head() > head, attachments(office)) == (whole, 48 if whole else 0)
    dossier = office.dossier(case_id)
    assert (dossier is not None) == whole


def test_25_mebibytes_are_never_in_memory_several_times(
    store: tuple[RegistryApplication, str],
) -> None:
    office, address = store

    done = elsewhere(address, reported(office), mebibytes=25)

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 80  # sealed once on SQLite, whole once where it is read back


def test_a_file_on_its_way_in_tells_its_size_its_ends_and_its_name() -> None:
    content = of(1)

    came = Upload(io.BytesIO(content), filename="协议.pdf")

    assert b"".join(came.parts()) == b"".join(came.parts()) == content
    assert (came.size, came.begin(9), came.end(6)) == (MEBIBYTE, content[:9], content[-6:])
    assert came.filename == "协议.pdf"


def test_a_handler_reads_a_clear_sentence_where_no_file_was_chosen(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = reported(office)
    address = f"/registry/dossiers/{case_id}/items/new"
    form = dict(HIDDEN.findall(page(handler, address)))

    answer = handler.post(address, data=form | TYPED)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "扫描件" in answer.get_data(as_text=True)
