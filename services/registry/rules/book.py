"""The registry's rule tables, and which of their lines goes with which kind of case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from shared.law import Refusal, Rule, RuleBook

BOOK = RuleBook(Path(__file__).parent)

REHAB = "community_rehab"
RECOVERY = "community_recovery"


def rule(name: str, *, on: date) -> Rule:
    """Find the rule of that name as of a day."""
    return BOOK.as_of(on)[name]


def rule_for(kind: str, names: Mapping[str, str], *, on: date) -> Rule:
    """Find the rule that goes with a kind of case; only ordered measures have one."""
    if kind not in names:
        raise Refusal("{kind} 不是责令的社区戒毒或者社区康复", field="kind", kind=kind)
    return rule(names[kind], on=on)
