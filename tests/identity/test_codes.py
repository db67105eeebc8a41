"""A code of one's own at a shared machine: identity says whose it is, and tells nobody the code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from time_machine import Traveller, travel

from services.identity.application import IdentityApplication
from services.identity.projections import PROJECTIONS
from services.identity.service import IdentityService, LiveSessions, pins_of
from shared.access.actor import Actor, Forbidden
from shared.access.keys import KeyRing, make_keys
from shared.access.secrets import digest_of
from shared.messaging.credentials import Credentials
from shared.projecting import Projector
from tests.identity.browser import Browser
from tests.identity.conftest import PASSWORD, PASSWORD_HASH, cheap_hash, worker
from tests.support.rights import RIGHTS

PINS = {"shegong01": "907316", "shegong02": "482617"}
SUPERVISION = Actor.of_service("supervision")
MORNING = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at() -> Iterator[Traveller]:
    with travel(MORNING, tick=False) as clock:
        yield clock


class Counter:
    """The shared machine of a station, and how supervision asks about it."""

    def __init__(self, town_hall: Flask, office: IdentityApplication, keys: Path) -> None:
        self.browser = Browser(town_hall)
        make_keys(keys, ["identity", "supervision", "registry"])
        self.supervision = Credentials(KeyRing.load(keys, "supervision"))
        self.service = IdentityService()
        self.service.sessions = LiveSessions(office, projector=Projector(office, PROJECTIONS))
        self.service.credentials = Credentials(KeyRing.load(keys, "identity"))
        self.service.rights = RIGHTS
        self.service.pins = pins_of(office)

    @property
    def digest(self) -> str:
        """What the machine's browser is known by."""
        return digest_of(self.browser.cookie("guihang_machine") or "")

    def prove(self, *codes: tuple[str, str]) -> list[dict[str, Any]]:
        """Ask as supervision does: in a letter."""
        letter = self.supervision.letter(json.dumps(codes), "identity")
        return self.service.prove_codes(SUPERVISION, self.digest, letter)


@pytest.fixture
def counter(town_hall: Flask, office: IdentityApplication, tmp_path: Path) -> Counter:
    """A bound machine at which two workers signed in this morning."""
    made = Counter(town_hall, office, tmp_path / "keys")
    worker(office, "shegong02")
    office.set_password(account="shegong02", password_hash=PASSWORD_HASH)
    made.browser.sign_in("admin01", PASSWORD)
    made.browser.send("/identity/machines/bind", title="第一工作站接待台", unit="station-1")
    for account, pin in PINS.items():
        office.set_pin(account=account, pin_hash=cheap_hash(pin))
        made.browser.sign_in(account, PASSWORD)
    return made


def test_who_may_give_a_code_is_told_of_a_bound_machine_alone(counter: Counter) -> None:
    told = counter.service.shared_machine(SUPERVISION, counter.digest)

    assert told is not None
    assert (told["title"], told["unit"]) == ("第一工作站接待台", "station-1")
    assert [(it["account"], it["name"]) for it in told["regulars"]] == [
        ("shegong01", "李社工"),
        ("shegong02", "李社工"),
    ]
    assert told["regulars"][0]["grants"] == [
        {"role": "full_time_worker", "unit": "station-1", "villages": ()}
    ]
    assert counter.service.shared_machine(SUPERVISION, digest_of("another browser")) is None


def test_each_code_is_its_holders_alone(counter: Counter) -> None:
    both = counter.prove(*PINS.items())
    swapped = counter.prove(("shegong01", PINS["shegong02"]), ("nobody", "907316"))

    assert [it["said"] for it in both] == ["right", "right"]
    assert [it["said"] for it in swapped] == ["wrong", "not_here"]


def test_whoever_guesses_at_a_code_is_stopped_as_at_the_door(
    counter: Counter, at: Traveller
) -> None:
    """The tries are counted together with those of changing places, so there are five in all."""
    guesses = []
    for turn in range(5):
        guesses.append(counter.prove(("shegong01", f"10{turn}293"))[0]["said"])
        at.shift(timedelta(minutes=6))
    then = counter.prove(("shegong01", PINS["shegong01"]), ("shegong02", PINS["shegong02"]))

    assert guesses == ["wrong"] * 5
    assert [it["said"] for it in then] == ["worn_out", "right"]


def test_supervision_alone_may_ask_and_only_in_a_letter(counter: Counter) -> None:
    codes = json.dumps(list(PINS.items()))
    letter = counter.supervision.letter(codes, "identity")
    person = Actor(account="shegong01", role="full_time_worker", unit="station-1")

    for stranger in (Actor.of_service("registry"), person):
        with pytest.raises(Forbidden):
            counter.service.prove_codes(stranger, counter.digest, letter)
        with pytest.raises(Forbidden):
            counter.service.shared_machine(stranger, counter.digest)
    for open_ in (codes, counter.supervision.letter(codes, "registry"), ""):
        with pytest.raises(Forbidden):
            counter.service.prove_codes(SUPERVISION, counter.digest, open_)
    for odd in ("[]]", "7", json.dumps([["a", "b"]] * 3)):
        with pytest.raises(Forbidden):
            counter.service.prove_codes(
                SUPERVISION, counter.digest, counter.supervision.letter(odd, "identity")
            )


def test_at_no_shared_machine_there_is_no_code(counter: Counter) -> None:
    letter = counter.supervision.letter(json.dumps(list(PINS.items())), "identity")

    assert counter.service.prove_codes(SUPERVISION, digest_of("elsewhere"), letter) == []
