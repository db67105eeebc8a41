"""The checks of the repository find what they are there to find."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from deploy.checks.assets import altered
from deploy.checks.links import broken_links


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
