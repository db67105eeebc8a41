"""A roster through the page: tried first, row by row, then the same for good."""

from __future__ import annotations

import base64
import io
import json
import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.web import roster
from tests.registry.desk import HIDDEN, ROSTERS, page, reader
from tests.registry.test_importing import FILES, expected

CELL = re.compile(r'data-label="行号" class="number">(\d+)</td>')


def upload(
    client: FlaskClient, content: bytes, filename: str, *, to: str = "/registry/rosters/trial"
) -> tuple[int, str]:
    """Choose a file and send it."""
    hidden: dict[str, Any] = dict(HIDDEN.findall(page(client, "/registry/rosters")))
    answer = client.post(to, data=hidden | {"file": (io.BytesIO(content), filename)})
    return answer.status_code, answer.get_data(as_text=True)


def confirm(client: FlaskClient, shown: str) -> tuple[int, str]:
    """Press the button under a trial."""
    fields = dict(HIDDEN.findall(shown[shown.index("<main") :]))
    answer = client.post("/registry/rosters", data=fields)
    return answer.status_code, answer.get_data(as_text=True)


@pytest.mark.parametrize("file", FILES)
def test_a_trial_shows_every_row_and_writes_nothing(
    office: RegistryApplication, handler: FlaskClient, file: str
) -> None:
    status, shown = upload(handler, (ROSTERS / file).read_bytes(), file)

    accepted = [row["row"] for row in expected(file)["accepted"]]
    rejected = [row["row"] for row in expected(file)["rejected"]]
    assert status == 200
    assert [int(number) for number in CELL.findall(shown)] == [*rejected, *accepted]
    assert "什么都没有写入" in shown
    assert office.head() == 0


@pytest.mark.parametrize("file", FILES)
def test_the_trial_is_imported_with_one_button_and_a_repeat_changes_nothing(
    office: RegistryApplication, handler: FlaskClient, file: str
) -> None:
    _, trial = upload(handler, (ROSTERS / file).read_bytes(), file)

    status, done = confirm(handler, trial)
    head = office.head()
    _, again = confirm(handler, trial)

    rows = len(expected(file)["accepted"])
    assert status == 200
    assert "名册已导入" in done
    assert done.count("新建</span>") == rows + 1  # each row, and the count above them
    assert again.count("未变</span>") == rows + 1
    assert office.head() == head
    assert "/registry/cases/" in done


def test_what_was_imported_is_listed(handler: FlaskClient) -> None:
    upload(handler, (ROSTERS / FILES[1]).read_bytes(), FILES[1], to="/registry/rosters")

    shown = page(handler, "/registry/rosters")

    assert "石桥村" in shown
    assert ">66<" in shown
    assert ">15<" in shown


@pytest.mark.parametrize(
    ("content", "filename", "said"),
    [
        (b"", "empty.xlsx", "文件是空的"),
        (b"not a roster at all", "notes.csv", "名册"),
        (b"<html><table></table></html>", "page.xls", "其实是网页"),
        (b"PK\x03\x04 broken", "broken.xlsx", "文件"),
    ],
)
def test_a_file_that_is_no_roster_gets_a_plain_sentence(
    office: RegistryApplication,
    handler: FlaskClient,
    content: bytes,
    filename: str,
    said: str,
) -> None:
    for to in ("/registry/rosters/trial", "/registry/rosters"):
        status, shown = upload(handler, content, filename, to=to)
        assert status == 422
        assert said in shown
    assert office.head() == 0


@pytest.mark.parametrize("to", ["/registry/rosters/trial", "/registry/rosters"])
def test_no_file_is_said_to_be_missing(handler: FlaskClient, to: str) -> None:
    hidden = dict(HIDDEN.findall(page(handler, "/registry/rosters")))

    answer = handler.post(to, data=hidden)

    assert answer.status_code == 422
    assert "请选择名册文件" in answer.get_data(as_text=True)


def test_a_trial_that_was_tampered_with_is_no_file(handler: FlaskClient) -> None:
    hidden = dict(HIDDEN.findall(page(handler, "/registry/rosters")))

    answer = handler.post("/registry/rosters", data=hidden | {"content": "不是", "filename": "x"})

    assert answer.status_code == 400


def test_a_file_too_large_to_be_carried_is_chosen_again(
    handler: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster, "CARRIED", 10)

    _, shown = upload(handler, (ROSTERS / FILES[2]).read_bytes(), FILES[2])

    assert "文件较大，请再选一次" in shown
    assert 'name="content"' not in shown


def test_the_result_names_nobody(handler: FlaskClient) -> None:
    people = expected(FILES[1])["accepted"]
    secrets = {row[key] for row in people for key in ("name", "id_no", "phone", "residence")}

    _, shown = upload(handler, (ROSTERS / FILES[1]).read_bytes(), FILES[1])

    carried = base64.b64encode((ROSTERS / FILES[1]).read_bytes()).decode()
    told = unescape(shown).replace(carried, "")
    assert [secret for secret in secrets if secret and secret in told] == []


def test_only_the_office_imports(app: Flask) -> None:
    for account in ("shuji01", "shegong01", "minjing01", "dudao01"):
        page(reader(app, account), "/registry/rosters", 403)


def test_a_program_gets_what_the_command_line_prints(
    office: RegistryApplication, app: Flask
) -> None:
    client = app.test_client()
    headers = {"Authorization": "Bearer jingban01"}

    def post(path: str) -> Any:
        content = (ROSTERS / FILES[1]).read_bytes()
        answer = client.post(path, data={"file": (io.BytesIO(content), FILES[1])}, headers=headers)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return json.loads(answer.get_data())

    tried = post("/registry/api/rosters?dry_run=true")
    head = office.head()
    done = post("/registry/api/rosters")

    assert head == 0
    assert (tried["rows"], tried["created"], len(tried["rejected"])) == (81, 66, 15)
    assert done["rejected"] == tried["rejected"]
    assert {row["person_id"] is None for row in done["rows_detail"]} == {False}
