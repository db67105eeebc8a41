"""Whether a password or PIN is the one that a hash was made of: away from the hub, a few at a time.

Each check of a password takes 64 MiB while it lasts, each of a PIN 19.
"""

from __future__ import annotations

import threading
from functools import cached_property

from shared.access.secrets import decoy_hash, password_matches
from shared.hub import offload

AT_ONCE = 2


class Checking:
    """The checks of one door, or of the service."""

    def __init__(self) -> None:
        self._few = threading.BoundedSemaphore(AT_ONCE)

    def matches(self, stored_hash: str | None, secret: str) -> bool:
        """Whether it is that one.

        Where nothing is stored a decoy is checked, which nothing matches: the answer takes as long.
        """
        with self._few:
            right = offload(password_matches, stored_hash or self._decoy, secret)
        return right and stored_hash is not None

    @cached_property
    def _decoy(self) -> str:
        return offload(decoy_hash)
