"""What identity tells others, and the names under which its events are kept for ever."""

from __future__ import annotations

from pathlib import Path

import services.identity.messages as language
from services.identity.application import IdentityApplication
from shared.eventstore.catalogue import Catalogue
from shared.messaging.wiring import language_of
from tests.identity.conftest import worker

NAMES = Path(language.__file__).with_name("event_names.txt")


def test_every_event_is_on_the_list_of_names() -> None:
    known = Catalogue(IdentityApplication.name, IdentityApplication.aggregates).by_name.values()

    listed = NAMES.read_text(encoding="ascii").splitlines()

    assert listed == [f"{event.name} {event.version}" for event in known]


def test_every_department_hears_whose_standing_changed(office: IdentityApplication) -> None:
    published = language_of(IdentityApplication, language.PUBLISHED)
    worker(office)
    office.set_password(account="shegong01", password_hash="$argon2id$")
    office.end_role(account="shegong01")
    office.close_account(account="shegong01")

    told = published.messages_for("registry", office.entries(), previous=0)

    assert set(published.audiences) == set(language.EVERYBODY)
    assert [message.name.removeprefix("identity.") for message in told] == [
        "role_granted",
        "password_set",
        "role_ended",
        "account_closed",
    ]
    assert {tuple(message.data.items()) for message in told} == {(("account", "shegong01"),)}
