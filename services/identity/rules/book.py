"""Where the numbers of sign-in come from, and what each rule cites."""

from __future__ import annotations

from pathlib import Path

from shared.law import Citation, RuleBook

BOOK = RuleBook(Path(__file__).parent)
AUTHENTICATION = Citation("GB/T 22239-2019", "8.1.4.1")
LEAST_RIGHT = Citation("GB/T 22239-2019", "8.1.4.2")
APART = Citation("GB/T 22239-2019", "8.1.4.2 d)")
