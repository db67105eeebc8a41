"""Bearer tokens: kept as digests, ended by themselves or taken back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from services.identity.application import IdentityApplication
from shared import clock
from shared.access.secrets import digest_of, new_token
from shared.law import Refusal
from tests.identity.conftest import worker

TODAY = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
IN_A_MONTH = date(2026, 12, 23)


@pytest.fixture(autouse=True)
def _on_one_day() -> object:
    with clock.use(TODAY):
        yield


def issued(office: IdentityApplication, token: str, *, expires_on: date = IN_A_MONTH) -> UUID:
    done = office.issue_token(
        account="shegong01", digest=digest_of(token), label="县平台对接", expires_on=expires_on
    )
    return UUID(done.answer)


def test_a_token_opens_the_account_until_it_expires(office: IdentityApplication) -> None:
    worker(office)
    token = new_token()

    issued(office, token)

    account = office.account("shegong01")
    assert account.token_with(digest_of(token), day=IN_A_MONTH) is not None
    assert account.token_with(digest_of(token), day=IN_A_MONTH + timedelta(days=1)) is None
    assert account.token_with(digest_of(new_token()), day=IN_A_MONTH) is None


def test_neither_the_token_nor_its_label_is_stored_in_the_clear(
    office: IdentityApplication,
) -> None:
    worker(office)
    token = new_token()

    issued(office, token)

    row = office.entries(names=["identity.token_issued"])[0].row
    stored = row.fact.state + (row.fact.sealed or b"")
    assert token.encode() not in stored
    assert "县平台对接".encode() not in stored


def test_a_token_that_was_taken_back_opens_nothing(office: IdentityApplication) -> None:
    worker(office)
    token = new_token()
    token_id = issued(office, token)

    office.revoke_token(account="shegong01", token_id=token_id)

    assert office.account("shegong01").token_with(digest_of(token), day=IN_A_MONTH) is None
    with pytest.raises(Refusal, match="没有这个令牌"):
        office.revoke_token(account="shegong01", token_id=token_id)
    with pytest.raises(Refusal, match="没有这个令牌"):
        office.revoke_token(account="shegong01", token_id=uuid4())


@pytest.mark.parametrize("expires_on", [date(2026, 11, 23), date(2026, 1, 1), date(2027, 11, 25)])
def test_a_token_lasts_a_year_at_most(office: IdentityApplication, expires_on: date) -> None:
    worker(office)

    with pytest.raises(Refusal) as refused:
        issued(office, new_token(), expires_on=expires_on)

    assert refused.value.field == "expires_on"


def test_a_closed_account_gets_no_token(office: IdentityApplication) -> None:
    worker(office)
    office.close_account(account="shegong01")

    with pytest.raises(Refusal, match="已注销"):
        issued(office, new_token())
