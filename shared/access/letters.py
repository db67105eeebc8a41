"""A letter that one service alone can read: for what must not lie open on the broker.

Whoever runs the broker can read what passes. Calls carry digests and ids, which open nothing; where
a secret that somebody typed has to be checked by another service, it travels in a letter. The keys
are those that sign contexts: an Ed25519 pair is a point on the curve on which X25519 agrees on keys
(RFC 7748, 4.1), so no further key has to be made, kept and given out.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

PRIME = 2**255 - 19
SIGN_BIT = 1 << 255
KEY, NONCE = 32, 12  # bytes


class Unreadable(Exception):
    """The letter was damaged, or is for somebody else."""


def sealed_letter(text: str, *, to: Ed25519PublicKey) -> str:
    """Write a letter that only the holder of that key reads; no two are alike."""
    once, reader = X25519PrivateKey.generate(), _agreeing(to)
    sender = once.public_key().public_bytes_raw()
    key = _key(once.exchange(reader), sender, reader.public_bytes_raw())
    nonce = os.urandom(NONCE)
    body = AESGCM(key).encrypt(nonce, text.encode(), None)
    return base64.b64encode(sender + nonce + body).decode()


def opened_letter(letter: str, *, by: Ed25519PrivateKey) -> str:
    """Read a letter; `Unreadable` if it is not for this key, or is not as it was sent."""
    reader = _agreeing_private(by)
    try:
        sent = base64.b64decode(letter, validate=True)
        sender, nonce, body = sent[:KEY], sent[KEY : KEY + NONCE], sent[KEY + NONCE :]
        shared = reader.exchange(X25519PublicKey.from_public_bytes(sender))
        key = _key(shared, sender, reader.public_key().public_bytes_raw())
        return AESGCM(key).decrypt(nonce, body, None).decode()
    except (binascii.Error, ValueError, InvalidTag):
        raise Unreadable("no letter for us") from None


def _agreeing(signing: Ed25519PublicKey) -> X25519PublicKey:
    """The same point on the other curve: u = (1 + y) / (1 - y)."""
    y = int.from_bytes(signing.public_bytes_raw(), "little") & (SIGN_BIT - 1)
    u = (1 + y) * pow(1 - y, -1, PRIME) % PRIME
    return X25519PublicKey.from_public_bytes(u.to_bytes(KEY, "little"))


def _agreeing_private(signing: Ed25519PrivateKey) -> X25519PrivateKey:
    """The scalar that Ed25519 makes of its seed (RFC 8032, 5.1.5); X25519 clamps it itself."""
    scalar = hashlib.sha512(signing.private_bytes_raw()).digest()[:KEY]
    return X25519PrivateKey.from_private_bytes(scalar)


def _key(shared: bytes, sender: bytes, reader: bytes) -> bytes:
    made = HKDF(algorithm=SHA256(), length=KEY, salt=None, info=b"guihang letter" + sender + reader)
    return made.derive(shared)
