"""What identity tells: whose standing changed, so that nobody goes on believing an old context.

A context lives for a minute at most, so a message that is late or lost costs a minute, not a
breach. Work codes only; no name, no secret, no digest of one.
"""

from __future__ import annotations

from shared.messaging.language import Publish

EVERYBODY = (
    "registry",
    "supervision",
    "assistance",
    "treatment",
    "legal_aid",
    "reporting",
)

PUBLISHED = tuple(
    Publish(name, to=EVERYBODY, fields=("account",))
    for name in (
        "role_granted",
        "role_ended",
        "password_set",
        "token_revoked",
        "account_closed",
        "session_ended",
    )
)
"""Each says one thing: drop what is remembered of this account."""
