"""Key files: made once, read by their owner alone."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from shared.access.keys import KeyRefused, KeyRing, make_keys


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    keys = tmp_path / "keys"
    make_keys(keys, ["identity", "registry"])
    return keys


def test_a_ring_holds_its_own_private_key_and_the_public_keys_of_all(folder: Path) -> None:
    ring = KeyRing.load(folder, "registry")

    assert ring.service == "registry"
    assert ring.public.keys() == {"identity", "registry"}
    ring.public["registry"].verify(ring.private.sign(b"x"), b"x")


def test_private_keys_are_for_their_owner_alone(folder: Path) -> None:
    modes = {stat.S_IMODE(file.stat().st_mode) for file in folder.glob("*.key")}

    assert modes == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_making_keys_again_changes_none(folder: Path) -> None:
    before = {file.name: file.read_bytes() for file in folder.iterdir()}

    make_keys(folder, ["identity", "registry", "reporting"])

    after = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert before.items() <= after.items()
    assert after.keys() - before.keys() == {"reporting.key", "reporting.pub"}


def test_a_lost_public_key_is_made_again_from_the_private_one(folder: Path) -> None:
    public = (folder / "registry.pub").read_bytes()
    (folder / "registry.pub").unlink()

    make_keys(folder, ["registry"])

    assert (folder / "registry.pub").read_bytes() == public


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_private_key_that_others_may_touch_is_refused(folder: Path, mode: int) -> None:
    (folder / "registry.key").chmod(mode)

    with pytest.raises(KeyRefused, match=r"registry\.key"):
        KeyRing.load(folder, "registry")


def test_a_missing_private_key_is_refused(folder: Path) -> None:
    with pytest.raises(KeyRefused, match=r"supervision\.key"):
        KeyRing.load(folder, "supervision")


def test_keys_of_another_kind_are_refused(folder: Path) -> None:
    other = generate_private_key(SECP256R1())
    private = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = other.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    (folder / "registry.key").write_bytes(private)
    with pytest.raises(KeyRefused, match="Ed25519"):
        KeyRing.load(folder, "registry")
    (folder / "identity.pub").write_bytes(public)
    with pytest.raises(KeyRefused, match="Ed25519"):
        KeyRing.load(folder, "registry")


def test_a_ring_shows_no_key_when_it_is_printed(folder: Path) -> None:
    assert repr(KeyRing.load(folder, "registry")) == "KeyRing(service='registry')"
