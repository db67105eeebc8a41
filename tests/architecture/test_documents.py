"""The documents name what there is."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEPARTMENTS = sorted(
    f"services/{path.parent.name}/" for path in ROOT.glob("services/*/__init__.py")
)
KERNEL = sorted(
    f"shared/{path.name}"
    for path in (ROOT / "shared").iterdir()
    if path.suffix in {"", ".py"} and not path.name.startswith(("_", "."))
)
RECORDS = sorted(path.name for path in (ROOT / "docs/adr").glob("[0-9]*.md"))


@pytest.mark.parametrize("name", [*DEPARTMENTS, *KERNEL])
def test_the_architecture_names_every_department_and_part(name: str) -> None:
    assert name in read("docs/architecture.md")


@pytest.mark.parametrize("record", RECORDS)
def test_every_decision_is_listed_and_complete(record: str) -> None:
    headings = re.findall(r"^## (.+)$", read(f"docs/adr/{record}"), re.MULTILINE)

    assert record in read("docs/adr/README.md")
    assert headings == ["Context", "Options", "Decision", "Consequences"]


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_what_a_readme_says_to_make_can_be_made(readme: str) -> None:
    told = set(re.findall(r"^make ([a-z]+)", read(readme), re.MULTILINE))

    made = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))

    assert {"demo", "test"} <= told <= made


def test_the_readmes_tell_the_same_commands() -> None:
    english, chinese = commands(read("README.md")), commands(read("README.zh.md"))

    assert english == chinese


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a clone knows what is kept")
def test_nothing_kept_is_a_link_to_somewhere_on_one_machine() -> None:
    kept = subprocess.run(
        ["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()

    assert kept
    assert [line for line in kept if line.startswith("120000")] == []


def commands(text: str) -> list[str]:
    blocks = re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")
