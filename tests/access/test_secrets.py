"""Passwords and tokens: what is kept of them gives nothing away."""

from __future__ import annotations

import hashlib

from shared.access.secrets import (
    decoy_hash,
    digest_of,
    hashed_password,
    hashed_pin,
    new_token,
    password_matches,
)


def test_a_password_is_kept_as_argon2id_and_known_again() -> None:
    kept = hashed_password("金寨的山路很长2026")

    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert password_matches(kept, "金寨的山路很长2026")
    assert not password_matches(kept, "金寨的山路很长2025")


def test_the_same_password_is_kept_differently_each_time() -> None:
    assert hashed_password("the same words") != hashed_password("the same words")


def test_the_same_command_sent_twice_keeps_the_same() -> None:
    """A repeat must be known as one, and its input must therefore be equal."""
    first, again, other = (
        hashed_password("the same words", command_id=command_id) for command_id in ("a", "a", "b")
    )

    assert first == again
    assert first != other


def test_no_password_opens_a_decoy() -> None:
    assert not password_matches(decoy_hash(), "")


def test_a_token_has_256_bits_and_its_digest_is_sha256() -> None:
    token = new_token()

    assert len(token) == 43  # 32 bytes in base64 without padding
    assert new_token() != token
    assert digest_of(token) == hashlib.sha256(token.encode()).hexdigest()


def test_a_pin_is_kept_by_a_lighter_hash_that_is_checked_as_any() -> None:
    kept = hashed_pin("907316")

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert password_matches(kept, "907316")
    assert not password_matches(kept, "907317")
    assert hashed_pin("907316") != kept
    assert hashed_pin("907316", command_id="c") == hashed_pin("907316", command_id="c")
