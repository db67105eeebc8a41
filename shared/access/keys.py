"""Keys of the services: one Ed25519 pair each, so that a context says which service made it."""

from __future__ import annotations

import os
import stat
import tempfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

PRIVATE, PUBLIC = ".key", ".pub"
OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO


class KeyRefused(Exception):
    """A key is missing, is not Ed25519, or may be read by others; the service must not start."""


@dataclass(frozen=True, kw_only=True)
class KeyRing:
    """The private key of one service and the public keys of all of them."""

    service: str
    private: Ed25519PrivateKey = field(repr=False)
    public: Mapping[str, Ed25519PublicKey] = field(repr=False)

    @classmethod
    def load(cls, folder: Path, service: str) -> KeyRing:
        """Read ``<service>.key`` and every ``*.pub``; refuse a private key that others may read."""
        public = {file.stem: _public_from(file) for file in sorted(folder.glob(f"*{PUBLIC}"))}
        return cls(
            service=service, private=_private_from(folder / f"{service}{PRIVATE}"), public=public
        )


def make_keys(folder: Path, services: Iterable[str]) -> None:
    """Make the pairs that are missing (private files 0600) and leave every existing key alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for service in services:
        private_file = folder / f"{service}{PRIVATE}"
        if not private_file.exists():
            _write_once(private_file, _pem_of(Ed25519PrivateKey.generate()))
        public_file = folder / f"{service}{PUBLIC}"
        if not public_file.exists():
            _write_once(public_file, _public_pem_of(_private_from(private_file)))


def _private_from(file: Path) -> Ed25519PrivateKey:
    if not file.is_file():
        msg = f"no private key: {file.name}"
        raise KeyRefused(msg)
    if os.name == "posix" and file.stat().st_mode & OTHERS_MAY:
        msg = f"{file.name} may be read by others: make it mode 0600"
        raise KeyRefused(msg)
    key = load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        msg = f"{file.name} is no Ed25519 key"
        raise KeyRefused(msg)
    return key


def _public_from(file: Path) -> Ed25519PublicKey:
    key = load_pem_public_key(file.read_bytes())
    if not isinstance(key, Ed25519PublicKey):
        msg = f"{file.name} is no Ed25519 key"
        raise KeyRefused(msg)
    return key


def _pem_of(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _public_pem_of(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _write_once(file: Path, content: bytes) -> None:
    """Appear whole or not at all, and never over another process's key: mkstemp makes 0600."""
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.link(draft, file)
    except FileExistsError:
        return
    finally:
        os.unlink(draft)  # noqa: PTH108 - mkstemp gives a plain name
