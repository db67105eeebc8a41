"""What identity tells: whose standing changed, and which unit looks after which villages.

Whose standing changed every desk hears, so that nobody goes on believing an old context. A
context lives for a minute at most, so a message that is late or lost costs a minute, not a breach.
Which villages are whose only registry hears, which places cases by it. Work codes only; no name, no
secret, no digest of one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shared.messaging.language import FILE, Publish

EVERYBODY = (
    "registry",
    "supervision",
    "assistance",
    "treatment",
    "legal_aid",
    "reporting",
)

STANDING = tuple(
    Publish(name, to=EVERYBODY, fields=("account",))
    for name in (
        "role_granted",
        "role_ended",
        "password_set",
        "token_revoked",
        "account_closed",
        "session_ended",
        "role_switched",
    )
)
"""Each says one thing: drop what is remembered of this account."""

PUBLISHED = (
    *STANDING,
    Publish(
        "unit_registered",
        to=("registry",),
        fields={"unit_id": FILE, "unit": "unit", "title": "title", "villages": "villages"},
    ),
    Publish(
        "villages_assigned", to=("registry",), fields={"unit_id": FILE, "villages": "villages"}
    ),
)

HEARD: Mapping[str, Callable[[Any], Any]] = {}
"""Identity follows nobody."""
