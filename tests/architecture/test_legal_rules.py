"""The page of rules says what the rule tables say, of every department."""

from __future__ import annotations

from pathlib import Path

from deploy.checks.legal_rules import DOCUMENT, TITLES, books, document

TABLE = """
[report_in_days]
value = 15
law = "戒毒条例"
article = "14(1)"
since = 2011-06-26
text = "15日内报到|"

[counts]
value = true
law = "戒毒条例"
since = 2011-06-26
text = "计入"
"""


def test_the_page_agrees_with_the_tables() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(books())


def test_every_line_of_every_table_is_on_the_page() -> None:
    page = DOCUMENT.read_text(encoding="utf-8")
    rules = [
        rule for book in books().values() for table in book.tables for rule in table.rules.values()
    ]

    assert set(books()) == set(TITLES)
    assert [it.name for it in rules if f"| `{it.name}` |" not in page] == []
    assert [it.name for it in rules if f"| {it.citation} | {it.since} |" not in page] == []


def test_a_changed_number_changes_the_page(tmp_path: Path) -> None:
    folder = tmp_path / "services/relief/rules"
    folder.mkdir(parents=True)
    (folder / "2026-01-01.toml").write_text(TABLE, encoding="utf-8")
    before = document(books(tmp_path))

    (folder / "2026-07-01.toml").write_text(TABLE.replace("15", "10"), encoding="utf-8")

    assert (
        "| `report_in_days` | 15 | 《戒毒条例》第14条第1款 | 2011-06-26 | 15日内报到\\| |" in before
    )
    assert "| `counts` | yes · 是 | 《戒毒条例》 | 2011-06-26 | 计入 |" in before
    assert "| `report_in_days` | 10 |" not in before
    assert "| `report_in_days` | 10 |" in document(books(tmp_path))
