"""Static files: ours are small, others' are exactly what they published."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from shared.web.assets import STATIC, asset, vendored, version
from shared.web.vendoring import BORROWED, FOR_TESTS, SUMS, sums_of
from shared.web.vendoring import STATIC as VENDOR

ROOT = Path(__file__).parents[2]
FOLDERS = sorted([*VENDOR.iterdir(), *FOR_TESTS.iterdir()])


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_vendored_file_is_what_was_published(folder: Path) -> None:
    assert (folder / SUMS).read_text("ascii") == sums_of(folder)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_vendored_package_keeps_its_licence(folder: Path) -> None:
    assert (folder / "LICENSE").stat().st_size > 0


def test_the_versions_are_those_of_the_manifest() -> None:
    manifest = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    wanted = {f"{it.name}-{manifest[it.package]}" for it in BORROWED}

    assert {folder.name for folder in FOLDERS} == wanted


def test_the_lock_has_hashes_and_no_addresses() -> None:
    text = (ROOT / "package-lock.json").read_text()
    packages = json.loads(text)["packages"]

    assert "http" not in text
    assert all("integrity" in it for name, it in packages.items() if name)


def test_our_own_files_stay_small() -> None:
    assert len((STATIC / "app.css").read_text().splitlines()) < 300
    assert len((STATIC / "app.js").read_text().splitlines()) < 150


def test_our_own_files_ask_nobody_else() -> None:
    for file in STATIC.glob("*.*"):
        text = file.read_text().replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|//\w+\.\w+/|@import|eval\(", text), file.name


def test_an_address_with_the_version_is_kept_for_a_year(anybody: FlaskClient) -> None:
    for address in (asset("app.css"), vendored("htmx", "htmx.min.js")):
        with anybody.get(address) as answer:
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_an_address_of_another_version_is_not_kept(anybody: FlaskClient) -> None:
    with anybody.get(asset("app.css").replace(version(), "older")) as answer:
        assert answer.status_code == 200
        assert "immutable" not in answer.headers["Cache-Control"]


def test_nothing_outside_the_folder_is_served(anybody: FlaskClient) -> None:
    assert anybody.get(f"/static/{version()}/..%2ftemplates%2flayout.html").status_code == 404
    assert anybody.get(f"/static/{version()}/../factory.py").status_code == 404
