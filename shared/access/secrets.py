"""What proves an account: passwords as argon2id, opaque tokens as their digest.

Nothing here waits or stores. A password takes a quarter of a second and 64 MiB on purpose
(RFC 9106, section 4, second recommended option): callers run it away from the hub and few at once.
"""

from __future__ import annotations

import hashlib
import os
import secrets

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

ITERATIONS, LANES, MEMORY_KIB, LENGTH, SALT_BYTES = 3, 4, 64 * 1024, 32, 16
PIN_ITERATIONS, PIN_LANES, PIN_MEMORY_KIB = 2, 1, 19 * 1024
TOKEN_BYTES = 32  # 256 bits: nobody guesses it, so a fast digest is enough to keep it by


def hashed_password(password: str, *, command_id: str | None = None) -> str:
    """Hash a password for keeping, as a PHC string.

    The salt comes from the command's id where there is one: unique for each setting, and the same
    when the same command is sent twice, so that a repeat is known as one.
    """
    salt = _salt_of(command_id) if command_id else os.urandom(SALT_BYTES)
    made = Argon2id(
        salt=salt, length=LENGTH, iterations=ITERATIONS, lanes=LANES, memory_cost=MEMORY_KIB
    )
    return made.derive_phc_encoded(password.encode())


def hashed_pin(pin: str, *, command_id: str | None = None) -> str:
    """Hash a PIN for keeping, as `hashed_password` does, in a fifth of the time.

    No cost makes six digits safe from whoever holds the hash: what guards a PIN is that the hash is
    sealed, that it opens one machine for one shift, and that five wrong ones end it. So it costs
    the least that is still recommended (OWASP Password Storage), and places change quickly.
    """
    salt = _salt_of(command_id) if command_id else os.urandom(SALT_BYTES)
    made = Argon2id(
        salt=salt,
        length=LENGTH,
        iterations=PIN_ITERATIONS,
        lanes=PIN_LANES,
        memory_cost=PIN_MEMORY_KIB,
    )
    return made.derive_phc_encoded(pin.encode())


def password_matches(password_hash: str, password: str) -> bool:
    """Whether this is the password; takes as long for a wrong one as for the right one."""
    try:
        Argon2id.verify_phc_encoded(password.encode(), password_hash)
    except InvalidKey:
        return False
    return True


def decoy_hash() -> str:
    """Make a hash that no password matches: what an unknown account's password is checked against.

    It costs what a real one costs, so that the time of an answer does not tell who has an account.
    """
    return hashed_password(secrets.token_urlsafe(TOKEN_BYTES))


def new_token() -> str:
    """Make a session or bearer token: 256 random bits, shown to its holder once."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest_of(token: str) -> str:
    """Say what is kept of a token: its SHA-256, which opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


def _salt_of(command_id: str) -> bytes:
    return hashlib.sha256(f"password {command_id}".encode()).digest()[:SALT_BYTES]
