"""Seeds that once found something, each with what it was: they are run for ever."""

from __future__ import annotations

FOUND: dict[int, str] = {}
