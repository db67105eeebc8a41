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

    told = published.messages_for("supervision", office.entries(), previous=0)

    assert set(published.audiences) == set(language.EVERYBODY)
    assert [message.name.removeprefix("identity.") for message in told] == [
        "role_granted",
        "password_set",
        "role_ended",
        "account_closed",
    ]
    assert {tuple(message.data.items()) for message in told} == {(("account", "shegong01"),)}


def test_registry_alone_hears_of_units_and_their_villages(office: IdentityApplication) -> None:
    published = language_of(IdentityApplication, language.PUBLISHED)
    before = office.head()
    unit_id = office.register_unit(unit="station-9", title="第九工作站", villages=["石桥村"]).answer
    office.assign_villages(unit="station-9", villages=["石桥村", "梧桐村"])

    told = published.messages_for("registry", office.entries(after=before), previous=before)

    named = {"unit": "station-9", "title": "第九工作站"}
    assert [message.data for message in told] == [
        {"unit_id": unit_id, **named, "villages": ["石桥村"]},
        {"unit_id": unit_id, "villages": ["石桥村", "梧桐村"]},
    ]
    assert published.messages_for("reporting", office.entries(after=before), previous=0) == []
