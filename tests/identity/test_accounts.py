"""Accounts: opened once, closed for good, never one's own to grant."""

from __future__ import annotations

import pytest

from services.identity.application import IdentityApplication
from shared.law import Refusal, Unknown
from tests.identity.conftest import by, names_of, worker


def test_an_account_is_opened_under_a_work_code(office: IdentityApplication) -> None:
    office.open_account(account="jingban01", name="周经办")

    assert office.account("jingban01").name == "周经办"


def test_the_holders_name_is_sealed(office: IdentityApplication) -> None:
    office.open_account(account="jingban01", name="周经办")

    opened = office.entries(names=["identity.account_opened"])[0]
    assert opened.personal == {"name": "周经办"}
    assert "周经办".encode() not in opened.row.fact.state


@pytest.mark.parametrize(
    "account",
    ["", "ab", "李社工", "Shegong01", "1shegong", "she gong", "system:x", "systemx", "a" * 33],
)
def test_a_work_code_is_plain(office: IdentityApplication, account: str) -> None:
    with pytest.raises(Refusal) as refused:
        office.open_account(account=account, name="某人")

    assert refused.value.field == "account"


def test_a_work_code_has_one_holder(office: IdentityApplication) -> None:
    office.open_account(account="jingban01", name="周经办")

    with pytest.raises(Refusal, match="已经用过"):
        office.open_account(account="jingban01", name="吴经办")


def test_a_closed_account_stays_closed(office: IdentityApplication) -> None:
    """What a work code signed stays one person's: it is neither reopened nor handed on."""
    worker(office)
    office.close_account(account="shegong01")

    with pytest.raises(Refusal, match="已注销"):
        office.grant_role(account="shegong01", role="full_time_worker", unit="station-1")
    with pytest.raises(Refusal, match="已注销"):
        office.set_password(account="shegong01", password_hash="$argon2id$")
    with pytest.raises(Refusal, match="已注销"):
        office.close_account(account="shegong01")
    with pytest.raises(Refusal, match="已经用过"):
        office.open_account(account="shegong01", name="王社工")


def test_closing_takes_everything_with_it(office: IdentityApplication) -> None:
    worker(office)
    office.set_password(account="shegong01", password_hash="$argon2id$")

    office.close_account(account="shegong01")

    account = office.account("shegong01")
    assert account.closed
    assert (account.grants, account.password_hash, account.tokens) == ({}, None, {})


@pytest.mark.parametrize("act", ["close_account", "grant_role", "end_role", "issue_token"])
def test_nobody_acts_on_their_own_account(office: IdentityApplication, act: str) -> None:
    office.open_account(account="admin01", name="管理员")
    before = names_of(office)
    asked = {"grant_role": {"role": "auditor", "unit": "office"}}.get(act, {})
    if act == "issue_token":
        asked = {"digest": "d", "label": "自己的", "expires_on": "2030-01-01"}

    with by("admin01"), pytest.raises(Refusal, match="自己的账号"):
        getattr(office, act)(account="admin01", **asked)

    assert names_of(office) == before


def test_an_unknown_account_is_said_to_be_unknown(office: IdentityApplication) -> None:
    with pytest.raises(Unknown, match="nobody01"):
        office.close_account(account="nobody01")
