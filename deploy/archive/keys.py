"""Keys in a backup: under a passphrase, or not in it at all (docs/adr/0007)."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from deploy.archive.refusals import OtherKeys, WeakPassphrase, WrongPassphrase
from shared.eventstore.sealing import AES_256_GCM, Unopened, decrypt, encrypt

SEALED = "keys.sealed"
BOUND = b"guihang keys"
SHORTEST = 12
COST = 2**15  # scrypt's n with r 8, p 1: 32 MiB and about 0.1 s a guess
SALT_BYTES, KEY_BYTES = 16, 32


def lock(folder: Path, passphrase: str) -> bytes:
    """All key files of a folder, sealed."""
    if len(passphrase) < SHORTEST:
        raise WeakPassphrase(f"口令至少 {SHORTEST} 个字符")
    files = {
        path.name: base64.b64encode(path.read_bytes()).decode()
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.name.startswith(".")
    }
    salt = os.urandom(SALT_BYTES)
    box = encrypt(
        _key(passphrase, salt), json.dumps(files).encode(), bound_to=BOUND, suite=AES_256_GCM
    )
    return salt + box


def unlock(sealed: bytes, passphrase: str) -> dict[str, bytes]:
    """The key files by name.

    Raises:
        WrongPassphrase: they do not open.

    """
    try:
        opened = decrypt(_key(passphrase, sealed[:SALT_BYTES]), sealed[SALT_BYTES:], bound_to=BOUND)
    except Unopened:
        raise WrongPassphrase from None
    return {name: base64.b64decode(content) for name, content in json.loads(opened).items()}


def put(files: dict[str, bytes], folder: Path) -> None:
    """Write key files that are missing, for the owner's eyes only; never over another key."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, content in files.items():
        path = folder / Path(name).name
        if path.exists():
            if path.read_bytes() != content:
                raise OtherKeys(path.name)
            continue
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            os.fsync(file.fileno())


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=KEY_BYTES, n=COST, r=8, p=1).derive(passphrase.encode())
