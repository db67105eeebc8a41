"""Letters: what one service writes to another, and nobody in between reads."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shared.access.letters import Unreadable, opened_letter, sealed_letter

SEEDS = st.binary(min_size=32, max_size=32)


@given(seed=SEEDS, text=st.text(max_size=200))
def test_a_letter_is_read_by_whom_it_is_for(seed: bytes, text: str) -> None:
    reader = Ed25519PrivateKey.from_private_bytes(seed)

    letter = sealed_letter(text, to=reader.public_key())

    assert opened_letter(letter, by=reader) == text


@given(seed=SEEDS, at=st.integers(0, 10_000))
def test_a_letter_that_was_changed_anywhere_is_not_read(seed: bytes, at: int) -> None:
    reader = Ed25519PrivateKey.from_private_bytes(seed)
    sent = bytearray(base64.b64decode(sealed_letter("907316", to=reader.public_key())))
    sent[at % len(sent)] ^= 1

    with pytest.raises(Unreadable):
        opened_letter(base64.b64encode(sent).decode(), by=reader)


@pytest.mark.parametrize("letter", ["", "907316", "ä", base64.b64encode(bytes(80)).decode()])
def test_what_is_no_letter_is_not_read(letter: str) -> None:
    with pytest.raises(Unreadable):
        opened_letter(letter, by=Ed25519PrivateKey.generate())


def test_nobody_else_reads_it_and_no_two_are_alike() -> None:
    reader, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()

    one, two = (sealed_letter("907316", to=reader.public_key()) for _ in range(2))

    assert one != two
    assert "907316" not in base64.b64decode(one).decode("latin-1")
    with pytest.raises(Unreadable):
        opened_letter(one, by=other)
