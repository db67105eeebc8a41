"""Personal content is sealed under the key of the person whom it concerns.

Facts stay in the clear; names, numbers, addresses and free text go into one box an event, encrypted
with the person's data key, which is wrapped by the department's master key. Destroy the data key,
and the content is gone while every fact, position and proof stays. SM4-GCM by default (GB/T 32907),
AES-256-GCM by setting; the box is bound to store, stream, version and event name, so that a
ciphertext moved to another row does not open.
"""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SM4_GCM, AES_256_GCM = "sm4", "aes256"
SUITES: dict[str, tuple[bytes, type[algorithms.SM4 | algorithms.AES], int]] = {
    SM4_GCM: (b"\x01", algorithms.SM4, 16),
    AES_256_GCM: (b"\x02", algorithms.AES, 32),
}
NONCE_BYTES, TAG_BYTES, MASTER_BYTES = 12, 16, 32
KEYS_KEPT = 4096
KEY_SECONDS = 300.0
"""How long a process may go on with a key that another one destroyed."""


class Unopened(ValueError):
    """A box does not open: it was changed, moved to another row, or sealed under another key."""


class UnsafeKey(ValueError):
    """A master key is missing, too short, or readable by others."""


class MasterKey(Protocol):
    """Wraps data keys: a key file here, a key service or a certified module elsewhere."""

    def wrap(self, key: bytes, *, context: bytes) -> bytes:
        """The data key as it may be stored."""

    def unwrap(self, wrapped: bytes, *, context: bytes) -> bytes:
        """The data key again; raises `Unopened` where it was tampered with."""

    def digest(self, value: bytes, *, purpose: str) -> bytes:
        """A keyed hash (HMAC-SM3): the same for the same value and purpose, meaningless outside."""


class FileKey:
    """A master key from a file with mode 0600, or from memory in tests and demonstrations."""

    def __init__(self, secret: bytes, *, suite: str = SM4_GCM) -> None:
        if len(secret) < MASTER_BYTES:
            raise UnsafeKey(f"a master key has at least {MASTER_BYTES} bytes")
        self._secret = secret
        self._suite = suite
        self._wrapping = self._derived("wrap", SUITES[suite][2])
        self._purposes: dict[str, bytes] = {}

    @classmethod
    def from_file(cls, path: Path, *, suite: str = SM4_GCM) -> FileKey:
        """Read the key; refuse one that others on the machine could read."""
        if path.stat().st_mode & 0o077:
            raise UnsafeKey(f"{path.name} can be read by others: chmod 600")
        return cls(bytes.fromhex(path.read_text("ascii").strip()), suite=suite)

    @staticmethod
    def make(path: Path) -> None:
        """Write a new random key, unless there is one."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(os.urandom(MASTER_BYTES).hex() + "\n")

    def wrap(self, key: bytes, *, context: bytes) -> bytes:
        """The data key as it may be stored."""
        return encrypt(self._wrapping, key, bound_to=context, suite=self._suite)

    def unwrap(self, wrapped: bytes, *, context: bytes) -> bytes:
        """The data key again."""
        return decrypt(self._wrapping, wrapped, bound_to=context)

    def digest(self, value: bytes, *, purpose: str) -> bytes:
        """A keyed hash (HMAC-SM3)."""
        if purpose not in self._purposes:
            self._purposes[purpose] = self._derived(f"digest {purpose}", 32)
        mac = hmac.HMAC(self._purposes[purpose], hashes.SM3())
        mac.update(value)
        return mac.finalize()

    def _derived(self, purpose: str, length: int) -> bytes:
        return HKDF(hashes.SHA256(), length, None, purpose.encode()).derive(self._secret)


class Keeper:
    """The data keys of one department: made when first needed, kept wrapped beside the log."""

    def __init__(
        self,
        *,
        master: MasterKey,
        data_key: Callable[[UUID, bytes | None], bytes | None],
        suite: str = SM4_GCM,
    ) -> None:
        self._master = master
        self._data_key = data_key
        self._suite = suite
        self._kept: OrderedDict[UUID, tuple[float, bytes]] = OrderedDict()

    def seal(self, subject: UUID, content: bytes, *, bound_to: bytes) -> bytes:
        """The content under the person's key, made now if the person has none yet.

        Raises:
            Unopened: the person's key was destroyed; nothing more may be written about them.

        """
        key = self._key(subject, make=True)
        if key is None:
            raise Unopened("the key of this person was destroyed")
        return encrypt(key, content, bound_to=bound_to, suite=self._suite)

    def open(self, subject: UUID, box: bytes, *, bound_to: bytes) -> bytes | None:
        """The content again; None once the person's key is destroyed."""
        key = self._key(subject, make=False)
        return None if key is None else decrypt(key, box, bound_to=bound_to)

    def token(self, value: str, *, purpose: str) -> str:
        """A keyed hash by which sealed content is found, and not read."""
        return self._master.digest(value.encode(), purpose=purpose).hex()

    def forget(self, subject: UUID) -> None:
        """Ask the log for this person's key again: it may be destroyed by now."""
        self._kept.pop(subject, None)

    def _key(self, subject: UUID, *, make: bool) -> bytes | None:
        since, kept = self._kept.get(subject, (0.0, b""))
        if kept and time.monotonic() - since < KEY_SECONDS:
            self._kept.move_to_end(subject)
            return kept
        wrapped = self._data_key(subject, None)
        if wrapped is None and make:
            fresh = self._master.wrap(os.urandom(SUITES[self._suite][2]), context=subject.bytes)
            wrapped = self._data_key(subject, fresh)
        if wrapped is None:
            self.forget(subject)
            return None
        return self._keep(subject, self._master.unwrap(wrapped, context=subject.bytes))

    def _keep(self, subject: UUID, key: bytes) -> bytes:
        self._kept[subject] = (time.monotonic(), key)
        if len(self._kept) > KEYS_KEPT:
            self._kept.popitem(last=False)
        return key


def encrypt(key: bytes, content: bytes, *, bound_to: bytes, suite: str) -> bytes:
    """Suite | nonce | ciphertext | tag."""
    mark, algorithm, _ = SUITES[suite]
    nonce = os.urandom(NONCE_BYTES)
    encryptor = Cipher(algorithm(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound_to)
    return b"".join((mark, nonce, encryptor.update(content), encryptor.finalize(), encryptor.tag))


def decrypt(key: bytes, box: bytes, *, bound_to: bytes) -> bytes:
    """The content of a box; raises `Unopened` if one bit of it or of its binding differs."""
    algorithm = next((a for mark, a, _ in SUITES.values() if mark == box[:1]), None)
    if algorithm is None or len(box) < 1 + NONCE_BYTES + TAG_BYTES:
        raise Unopened("not a box")
    nonce, ciphertext, tag = box[1:13], box[13:-TAG_BYTES], box[-TAG_BYTES:]
    try:
        decryptor = Cipher(algorithm(key), modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(bound_to)
        return decryptor.update(ciphertext) + decryptor.finalize()
    except (InvalidTag, ValueError) as error:
        raise Unopened("the box does not open") from error
