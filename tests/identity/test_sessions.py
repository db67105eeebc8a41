"""Sessions: who is signed in, for how long, and what ends it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from time_machine import Traveller, travel

from services.identity.application import IdentityApplication
from services.identity.projections import PROJECTIONS
from services.identity.projections.sessions import sessions_of
from services.identity.service import IdentityService, LiveSessions
from shared.access.actor import Actor, Forbidden
from shared.access.context import verify
from shared.access.keys import KeyRing, make_keys
from shared.access.secrets import digest_of, new_token
from shared.law import Refusal
from shared.messaging.credentials import Credentials
from shared.projecting import Projector
from tests.identity.conftest import worker
from tests.support.rights import RIGHTS

MORNING = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at() -> Iterator[Traveller]:
    with travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def projector(office: IdentityApplication) -> Projector:
    return Projector(office, PROJECTIONS)


@pytest.fixture
def live(office: IdentityApplication) -> LiveSessions:
    worker(office)
    return LiveSessions(office)


def signed_in(office: IdentityApplication, projector: Projector) -> tuple[str, UUID]:
    token = new_token()
    done = office.sign_in(
        account="shegong01",
        digest=digest_of(token),
        begins_at=datetime.now(UTC),
        refused_before=0,
    )
    projector.wait(done.position)
    return token, UUID(done.answer)


def test_a_session_stands_for_its_account(
    office: IdentityApplication, projector: Projector, live: LiveSessions
) -> None:
    token, _ = signed_in(office, projector)

    actor = live.actor_of(token)

    assert actor == Actor(
        account="shegong01",
        role="full_time_worker",
        unit="station-1",
        villages=("青石社区", "石桥村"),
        name="李社工",
    )


def test_the_token_itself_is_stored_nowhere(
    office: IdentityApplication, projector: Projector, live: LiveSessions
) -> None:
    token, _ = signed_in(office, projector)

    assert live.actor_of(token) is not None
    stored = b"".join(entry.row.fact.state for entry in office.entries())
    kept = repr(sessions_of(office.db, "shegong01", now=0, idle=10**9))
    assert token.encode() not in stored
    assert token not in kept


def test_a_token_that_was_never_given_is_nobody(
    office: IdentityApplication, projector: Projector, live: LiveSessions
) -> None:
    signed_in(office, projector)

    assert live.actor_of(new_token()) is None


def test_a_session_ends_when_nobody_is_there(
    office: IdentityApplication,
    projector: Projector,
    live: LiveSessions,
    at: Traveller,
) -> None:
    token, _ = signed_in(office, projector)

    at.shift(timedelta(minutes=14))
    still_here = live.actor_of(token)
    at.shift(timedelta(minutes=14))
    seen_meanwhile = live.actor_of(token)
    at.shift(timedelta(minutes=15))

    assert still_here is not None
    assert seen_meanwhile is not None
    assert live.actor_of(token) is None


def test_a_session_ends_after_a_shift_however_busy(
    office: IdentityApplication,
    projector: Projector,
    live: LiveSessions,
    at: Traveller,
) -> None:
    token, _ = signed_in(office, projector)

    for _step in range(8 * 6 - 1):
        at.shift(timedelta(minutes=10))
        assert live.actor_of(token) is not None
    at.shift(timedelta(minutes=10))

    assert live.actor_of(token) is None


def test_moving_the_business_date_moves_no_session(
    office: IdentityApplication,
    projector: Projector,
    live: LiveSessions,
    at: Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GUIHANG_TODAY", "2027-06-01")
    token, _ = signed_in(office, projector)

    at.shift(timedelta(minutes=16))

    assert live.actor_of(token) is None


def test_idleness_is_the_towns_to_set_up_to_a_shift(
    office: IdentityApplication, projector: Projector, at: Traveller
) -> None:
    worker(office)
    patient = LiveSessions(office, idle_minutes=120)
    token, _ = signed_in(office, projector)

    at.shift(timedelta(minutes=119))

    assert patient.actor_of(token) is not None
    with pytest.raises(ValueError, match="shift"):
        LiveSessions(office, idle_minutes=9 * 60)


def test_signing_out_ends_it(
    office: IdentityApplication, projector: Projector, live: LiveSessions
) -> None:
    token, session_id = signed_in(office, projector)
    other, _ = signed_in(office, projector)

    projector.wait(office.end_session(session_id=session_id).position)

    assert live.actor_of(token) is None
    assert live.actor_of(other) is not None
    with pytest.raises(Refusal, match="已经退出"):
        office.end_session(session_id=session_id)


@pytest.mark.parametrize("ending", ["password", "role", "account"])
def test_a_changed_standing_ends_every_session(
    office: IdentityApplication, projector: Projector, live: LiveSessions, ending: str
) -> None:
    token, _ = signed_in(office, projector)
    if ending == "password":
        done = office.set_password(account="shegong01", password_hash="new")
    elif ending == "role":
        done = office.end_role(account="shegong01")
    else:
        done = office.close_account(account="shegong01")

    projector.wait(done.position)

    assert live.actor_of(token) is None


def test_a_role_that_ended_yesterday_opens_nothing_today(
    office: IdentityApplication, projector: Projector, at: Traveller
) -> None:
    """No event is needed for it: each request asks which role is held today."""
    today = MORNING.date()
    office.open_account(account="duban01", name="陈督导")
    office.grant_role(account="duban01", role="auditor", unit="office", ends_on=today)
    live, token = LiveSessions(office, idle_minutes=480), new_token()
    done = office.sign_in(
        account="duban01",
        digest=digest_of(token),
        begins_at=datetime.now(UTC) + timedelta(hours=12),
        refused_before=0,
    )
    projector.wait(done.position)

    before = live.actor_of(token)
    at.shift(timedelta(hours=18))

    assert before is not None
    assert live.actor_of(token) is None


def test_a_rebuilt_table_signs_in_the_same_people(
    office: IdentityApplication, projector: Projector, live: LiveSessions
) -> None:
    token, _ = signed_in(office, projector)

    projector.rebuild("identity_sessions")

    assert live.actor_of(token) is not None


def test_a_bearer_token_stands_for_its_account(
    office: IdentityApplication, projector: Projector, live: LiveSessions
) -> None:
    token = new_token()
    done = office.issue_token(
        account="shegong01",
        digest=digest_of(token),
        label="县平台对接",
        expires_on=MORNING.date() + timedelta(days=30),
    )
    projector.wait(done.position)

    actor = live.actor_of(token)
    projector.wait(office.revoke_token(account="shegong01", token_id=UUID(done.answer)).position)

    assert actor is not None
    assert actor.account == "shegong01"
    assert live.actor_of(token) is None


def test_a_bearer_token_ends_by_itself(
    office: IdentityApplication,
    projector: Projector,
    live: LiveSessions,
    at: Traveller,
) -> None:
    token = new_token()
    done = office.issue_token(
        account="shegong01",
        digest=digest_of(token),
        label="县平台对接",
        expires_on=MORNING.date() + timedelta(days=1),
    )
    projector.wait(done.position)

    at.shift(timedelta(days=2))

    assert live.actor_of(token) is None


@pytest.fixture
def service(live: LiveSessions, tmp_path: Path) -> IdentityService:
    """The service as nameko would give it its dependencies."""
    make_keys(tmp_path / "keys", ["identity", "supervision"])
    made = IdentityService()
    made.sessions = live
    made.credentials = Credentials(KeyRing.load(tmp_path / "keys", "identity"))
    made.rights = RIGHTS
    return made


def test_identity_signs_for_each_audience(
    office: IdentityApplication,
    projector: Projector,
    service: IdentityService,
    tmp_path: Path,
) -> None:
    token, _ = signed_in(office, projector)

    contexts = service.contexts_of(
        Actor.of_service("supervision"), digest_of(token), ["supervision", "registry"]
    )

    assert contexts is not None
    keys = KeyRing.load(tmp_path / "keys", "supervision").public
    for audience in ("supervision", "registry"):
        assert verify(contexts[audience], keys=keys, audience=audience).account == "shegong01"


def test_identity_signs_for_nobody_else(
    office: IdentityApplication, projector: Projector, service: IdentityService
) -> None:
    token, _ = signed_in(office, projector)
    person = Actor(account="shegong01", role="sysadmin", unit="office")

    with pytest.raises(Forbidden):
        service.contexts_of(person, digest_of(token), ["registry"])
    with pytest.raises(Forbidden):
        service.contexts_of(Actor.of_service("stranger"), digest_of(token), ["registry"])
    with pytest.raises(Forbidden):
        service.contexts_of(Actor.of_service("registry"), digest_of(token), ["x"] * 17)
    assert service.contexts_of(Actor.of_service("registry"), "0" * 64, ["registry"]) is None


def test_supervision_alone_may_ask_who_works_where(
    office: IdentityApplication, service: IdentityService
) -> None:
    signed_in(office, service.sessions.projector)

    told = service.holders_today(Actor.of_service("supervision"))

    assert {
        "account": "shegong01",
        "role": "full_time_worker",
        "unit": "station-1",
        "villages": (),
    } in told
    assert not [it for it in told if "name" in it]
    for stranger in (Actor.of_service("treatment"), Actor(account="a", role="sysadmin", unit="o")):
        with pytest.raises(Forbidden):
            service.holders_today(stranger)
