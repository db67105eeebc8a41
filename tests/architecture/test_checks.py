"""The checks of the repository find what they are there to find."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from deploy.checks import golden
from deploy.checks.assets import altered
from deploy.checks.links import broken_links
from deploy.departments import DEPARTMENTS, Parts
from deploy.events import names_of
from services.treatment.domain import TreatmentFile
from shared.eventstore.aggregate import Aggregate
from shared.messaging.language import Publish


@pytest.mark.parametrize("target", ["gone.md", "page.md#gone", "#gone", "../gone/"])
def test_a_link_that_leads_nowhere_is_found(tmp_path: Path, target: str) -> None:
    (tmp_path / "page.md").write_text(f"# Page\n\nSee [there]({target}).\n", encoding="utf-8")

    assert broken_links(tmp_path) == [f"page.md: {target}"]


@pytest.mark.parametrize(
    "target",
    ["page.md", "page.md#两种运行方式-two-ways", "#page", "https://example.org/x", "docs/"],
)
def test_a_link_that_leads_somewhere_passes(tmp_path: Path, target: str) -> None:
    (tmp_path / "docs").mkdir()
    page = f"# Page\n\n## 两种运行方式 Two ways\n\nSee [there]({target}).\n"
    (tmp_path / "page.md").write_text(page, encoding="utf-8")

    assert broken_links(tmp_path) == []


def test_code_is_no_link(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("```\n[a](b.md)\n```\n", encoding="utf-8")

    assert broken_links(tmp_path) == []


def test_borrowed_files_as_published_pass(tmp_path: Path) -> None:
    lend(tmp_path, b"body{}")

    assert altered(tmp_path) == []


def test_a_changed_borrowed_file_is_found(tmp_path: Path) -> None:
    lend(tmp_path, b"body{}").write_bytes(b"body{color:red}")

    assert altered(tmp_path) == ["paint-1.0/paint.css: changed"]


def test_a_missing_borrowed_file_is_found(tmp_path: Path) -> None:
    lend(tmp_path, b"body{}").unlink()

    assert altered(tmp_path) == ["paint-1.0/paint.css: missing"]


def test_an_unlisted_borrowed_file_is_found(tmp_path: Path) -> None:
    lend(tmp_path, b"body{}").with_name("more.js").write_bytes(b"")

    assert altered(tmp_path) == ["paint-1.0/more.js: not in SHA256SUMS"]


def lend(vendor: Path, content: bytes) -> Path:
    file = vendor / "paint-1.0" / "paint.css"
    file.parent.mkdir()
    file.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    (file.parent / "SHA256SUMS").write_text(f"{digest}  paint.css\n", encoding="ascii")
    return file


def test_everything_that_is_written_or_told_has_a_golden_file() -> None:
    assert golden.faults() == []


def test_an_event_without_a_golden_file_is_found() -> None:
    class CoffeeOffered(Aggregate.Event):
        """A planted event."""

        offered_on: date

    class Hospitality(Aggregate):
        """A planted aggregate."""

    Hospitality.CoffeeOffered = CoffeeOffered  # type: ignore[attr-defined]  # planted
    found = golden.missing(golden.FOLDER, planted(aggregates=(Hospitality,)))

    assert found == ["treatment/coffee_offered.v1.json: no golden file"]


def test_a_new_version_of_an_event_without_a_golden_file_is_found() -> None:
    class FileOpened(TreatmentFile.FileOpened):
        """A planted version."""

        class_version = 2

    class Changed(Aggregate):
        """A planted aggregate."""

    Changed.FileOpened = FileOpened  # type: ignore[attr-defined]  # planted
    found = golden.missing(golden.FOLDER, planted(aggregates=(Changed,)))

    assert found == ["treatment/file_opened.v2.json: no golden file"]


def test_a_new_audience_without_a_golden_message_is_found() -> None:
    told = (*DEPARTMENTS["treatment"].published, Publish("file_opened", to=("legal_aid",)))

    found = golden.missing(golden.FOLDER, planted(published=told))

    assert found == ["treatment/file_opened.v1.to_legal_aid.json: no golden file"]


def test_a_name_that_is_struck_from_the_list_is_found() -> None:
    parts = DEPARTMENTS["treatment"]

    found = golden.unlisted(names_of("treatment")[1:], golden.FOLDER, parts)

    assert found == ["treatment.file_opened 1: not in event_names.txt"]


def planted(
    *, aggregates: tuple[type[Aggregate], ...] | None = None, published: Any = None
) -> Parts:
    """The treatment department with something in it that nobody released."""
    parts = DEPARTMENTS["treatment"]
    office = type(
        "Planted",
        (parts.application,),
        {"name": parts.name, "aggregates": aggregates or parts.application.aggregates},
    )
    return replace(
        parts,
        application=office,
        published=published or (() if aggregates else parts.published),
    )
