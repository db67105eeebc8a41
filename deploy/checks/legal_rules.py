"""Every number that law or town fixes, on one page: `python -m deploy.checks.legal_rules`.

`docs/legal-rules.md` is written from the dated rule tables by `--write`, and never by hand; without
it, the command only says whether the document still agrees with them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from shared.law import Rule, RuleBook

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs/legal-rules.md"
DATED = "????-??-??.toml"
TITLES = {
    "registry": "Registry: cases · 登记：个案",
    "registry/affairs": "Registry: the town's own affairs · 登记：全镇工作",
    "supervision": "Supervision · 监督管理",
    "assistance": "Assistance · 社会救助",
    "treatment": "Treatment · 戒毒医疗",
    "legal_aid": "Legal aid · 法律援助",
    "reporting": "Reporting · 统计考核",
    "identity": "Identity · 账号",
}
HEAD = """# Rules and where they stand · 规则与依据

Every number that a law or the town fixes, as the software applies it. This page is written from the
dated rule tables by `python -m deploy.checks.legal_rules --write`.

*In force since* says since when the text itself has held; *used from* is the first day on which a
decision of the software rests on the line, and the name of the table's file. A later change is a
new file, so that a case goes by the rules of its own days.

生效日期为条文施行日期，起用日期为本系统按此办理的
首日；以后修改另立新表，旧案仍按当时的规则。
"""
COLUMNS = "| rule · 规则 | value · 数值 | source · 依据 | in force since · 生效 | text · 内容 |"
RULE = "|---|---|---|---|---|"


def books(root: Path = ROOT) -> dict[str, RuleBook]:
    """The rule tables of all departments, by where they lie; those known here come first."""
    folders = {file.parent for file in (root / "services").rglob(f"rules/**/{DATED}")}
    named = {_name(folder, root): RuleBook(folder) for folder in folders}
    order = [*TITLES, *sorted(set(named) - set(TITLES))]
    return {name: named[name] for name in order if name in named}


def document(found: dict[str, RuleBook]) -> str:
    """The whole page."""
    parts = [HEAD]
    for name, book in found.items():
        parts.append(f"## {TITLES.get(name, name)}\n")
        for table in book.tables:
            lines = "\n".join(_line(rule) for rule in table.rules.values())
            parts.append(f"Used from · 起用 {table.dated}\n\n{COLUMNS}\n{RULE}\n{lines}\n")
    return "\n".join(parts)


def _name(folder: Path, root: Path) -> str:
    department, _rules, *below = folder.relative_to(root / "services").parts
    return "/".join((department, *below))


def _line(rule: Rule) -> str:
    cells = (
        f"`{rule.name}`",
        _value(rule.value),
        str(rule.citation),
        rule.since.isoformat(),
        rule.text.replace("|", "\\|"),
    )
    return f"| {' | '.join(cells)} |"


def _value(value: Any) -> str:
    """A value as people read it: yes and no, lists with commas, tables as name: value."""
    if isinstance(value, bool):
        return "yes · 是" if value else "no · 否"
    if isinstance(value, dict):
        return _listed(f"{name}: {_value(it)}" for name, it in value.items())
    if isinstance(value, list):
        nested = any(isinstance(it, list) for it in value)
        return _listed(f"[{_value(it)}]" if nested else _value(it) for it in value)
    return str(value)


def _listed(items: Iterable[str]) -> str:
    return ", ".join(items)


def main(arguments: Sequence[str] = tuple(sys.argv[1:])) -> int:
    """Write the page, or say that it does not agree with the tables; exit 1 if so."""
    written = document(books())
    if "--write" in arguments:
        DOCUMENT.write_text(written, encoding="utf-8")
        return 0
    if DOCUMENT.exists() and DOCUMENT.read_text(encoding="utf-8") == written:
        return 0
    sys.stderr.write(
        f"{DOCUMENT.relative_to(ROOT)}: run python -m deploy.checks.legal_rules --write\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
