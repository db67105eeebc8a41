"""Guessing is slowed down; the holder of the account is not."""

from __future__ import annotations

import eventlet
import pytest

from services.identity.application import IdentityApplication
from services.identity.projections.attempts import Attempt, Attempts
from shared.eventstore.database import Database

NOON = 1_800_000_000
GUESSER = Attempt(account="shegong01", address="203.0.113.9")
HOLDER = Attempt(account="shegong01", address="192.0.2.1", device="a browser of the holder")


@pytest.fixture
def attempts(office: IdentityApplication) -> Attempts:
    made = Attempts(office.db, office.master)
    made.prepare()
    return made


def let_through(attempts: Attempts, tries: list[Attempt], *, seconds: int) -> int:
    """Spread the tries evenly over the time; tell how many got as far as the password."""
    passed = 0
    for number, attempt in enumerate(tries):
        now = NOON + number * seconds // len(tries)
        passed += attempts.begin(attempt, now=now) == 0
    return passed


def test_a_few_mistakes_cost_nothing(attempts: Attempts) -> None:
    waits = [attempts.begin(GUESSER, now=NOON) for _ in range(5)]

    assert waits == [0, 0, 0, 0, 0]


def test_more_of_them_wait_twice_as_long_each_time(attempts: Attempts) -> None:
    now, waits = NOON, []
    for _ in range(5):
        attempts.begin(GUESSER, now=now)

    for _ in range(11):
        waits.append(attempts.begin(GUESSER, now=now))
        now += waits[-1]
        attempts.begin(GUESSER, now=now)

    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


def test_ten_thousand_guesses_in_ten_minutes_are_a_handful(attempts: Attempts) -> None:
    passed = let_through(attempts, [GUESSER] * 2_000, seconds=600)

    assert passed < 20


def test_guessing_over_many_accounts_is_slowed_by_its_address(attempts: Attempts) -> None:
    tries = [
        Attempt(account=f"shegong{number:03}", address="203.0.113.9") for number in range(1_000)
    ]

    assert let_through(attempts, tries, seconds=600) < 70


def test_guessing_from_many_addresses_is_slowed_by_its_account(attempts: Attempts) -> None:
    tries = [
        Attempt(account="shegong01", address=f"2001:db8::{number:x}") for number in range(1_000)
    ]

    assert let_through(attempts, tries, seconds=600) < 40


def test_the_holder_gets_in_meanwhile(attempts: Attempts) -> None:
    """A browser that once signed in is counted by itself, whatever strangers do."""
    attempts.know(str(HOLDER.device), "shegong01", now=NOON)
    let_through(attempts, [GUESSER] * 500, seconds=60)

    assert attempts.begin(HOLDER, now=NOON + 60) == 0


def test_a_browser_is_known_for_its_own_account_only(attempts: Attempts) -> None:
    attempts.know("a browser", "shegong02", now=NOON)
    stranger = Attempt(account="shegong01", address="203.0.113.9", device="a browser")

    assert let_through(attempts, [stranger] * 200, seconds=60) < 15


def test_a_known_browser_does_not_guess_for_ever_either(attempts: Attempts) -> None:
    attempts.know(str(HOLDER.device), "shegong01", now=NOON)

    assert let_through(attempts, [HOLDER] * 200, seconds=60) < 20


def test_an_hour_later_it_is_forgotten(attempts: Attempts) -> None:
    let_through(attempts, [GUESSER] * 50, seconds=10)

    assert attempts.begin(GUESSER, now=NOON + 3600) == 0
    assert attempts.begin(GUESSER, now=NOON + 3600) == 0


def test_the_holder_is_told_how_many_were_refused(attempts: Attempts) -> None:
    for _ in range(3):
        attempts.begin(GUESSER, now=NOON)
    attempts.begin(HOLDER, now=NOON)

    assert attempts.succeeded(HOLDER, now=NOON) == 3
    attempts.begin(HOLDER, now=NOON + 60)
    assert attempts.succeeded(HOLDER, now=NOON + 60) == 0


def test_a_restart_forgives_nothing(attempts: Attempts, office: IdentityApplication) -> None:
    for _ in range(5):
        attempts.begin(GUESSER, now=NOON)

    after_restart = Attempts(office.db, office.master)
    after_restart.prepare()

    assert after_restart.begin(GUESSER, now=NOON) > 0


def test_a_burst_gets_no_more_tries_than_a_trickle(attempts: Attempts) -> None:
    pool = eventlet.GreenPool(8)

    waits = list(pool.imap(lambda _: attempts.begin(GUESSER, now=NOON), range(40)))

    assert waits.count(0) == 5


def test_what_was_typed_is_not_in_the_table(attempts: Attempts, database: Database) -> None:
    """A hurried person types the password where the work code belongs."""
    attempts.begin(Attempt(account="my secret words", address="192.0.2.1"), now=NOON)

    with database.reading() as conn:
        rows = conn.exec_driver_sql("SELECT * FROM identity_attempts").fetchall()
    assert rows
    assert "secret" not in repr(rows)
    assert "192.0.2.1" not in repr(rows)
