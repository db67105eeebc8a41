"""Values as they travel between departments: plain JSON."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID


def to_json(value: object) -> bytes:
    """JSON as it travels: dates, decimals and ids as strings, UTF-8, no blanks."""
    return json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=plain
    ).encode()


def plain(value: Any) -> Any:
    """A value as JSON has it; `TypeError` for what has no place in a message."""
    if value is None or isinstance(value, str | int | bool | float | dict):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} cannot travel in a message")
