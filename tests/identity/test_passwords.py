"""What a password must be, and that it is never kept."""

from __future__ import annotations

import pytest

from services.identity.application import IdentityApplication
from services.identity.rules import proving
from shared.access.secrets import hashed_password, password_matches
from shared.law import Refusal
from tests.identity.conftest import by, worker


@pytest.mark.parametrize(
    "password",
    ["short", "", "123456789", "aaaaaaaaaaaa", "1212121212", "my-Shegong01-pass", "x" * 129],
)
def test_a_password_is_hard_to_guess(password: str) -> None:
    with pytest.raises(Refusal) as refused:
        proving.a_password_is_hard_to_guess(password, account="shegong01", least=10)

    assert refused.value.field == "password"


@pytest.mark.parametrize(
    "password", ["山路弯弯二十里到梅山", "correct horse battery", "a1!b2@c3#d4$"]
)
def test_words_are_as_good_as_signs(password: str) -> None:
    """Length counts, not kinds of characters (NIST SP 800-63B 5.1.1.2)."""
    proving.a_password_is_hard_to_guess(password, account="shegong01", least=10)


def test_only_the_last_password_opens_the_account(office: IdentityApplication) -> None:
    worker(office)
    office.set_password(account="shegong01", password_hash=hashed_password("the first words"))

    office.set_password(account="shegong01", password_hash=hashed_password("the second words"))

    kept = office.account("shegong01").password_hash
    assert kept is not None
    assert password_matches(kept, "the second words")
    assert not password_matches(kept, "the first words")


def test_the_hash_is_sealed(office: IdentityApplication) -> None:
    worker(office)

    office.set_password(account="shegong01", password_hash=hashed_password("some good words"))

    row = office.entries(names=["identity.password_set"])[0].row
    assert b"argon2" not in row.fact.state + (row.fact.sealed or b"")


def test_everybody_may_set_their_own_password(office: IdentityApplication) -> None:
    worker(office)

    with by("shegong01", "full_time_worker"):
        office.set_password(account="shegong01", password_hash="$argon2id$")

    assert office.account("shegong01").password_hash == "$argon2id$"
