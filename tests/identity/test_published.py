"""What identity tells others, and the names under which its events are kept for ever."""

from __future__ import annotations

import services.identity.messages as language
from services.identity.application import IdentityApplication
from shared.messaging.wiring import language_of
from tests.identity.conftest import worker


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
