"""Accounts as a list: who may sign in, in which role. No name is kept here; pages open it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from shared.eventstore.entries import Entry
from shared.projecting import Projection, when

_metadata = sa.MetaData()

accounts = sa.Table(
    "identity_accounts",
    _metadata,
    sa.Column("account", sa.String, primary_key=True),
    sa.Column("opened_on", sa.Date, nullable=False),
    sa.Column("role", sa.String),
    sa.Column("unit", sa.String),
    sa.Column("villages", sa.JSON, nullable=False),
    sa.Column("starts_on", sa.Date),
    sa.Column("ends_on", sa.Date),
    sa.Column("password_set_on", sa.Date),
    sa.Column("closed_on", sa.Date),
)
tokens = sa.Table(
    "identity_tokens",
    _metadata,
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("token_id", sa.String, nullable=False),
    sa.Column("account", sa.String, nullable=False),
    sa.Column("expires_on", sa.Date, nullable=False),
)

NO_ROLE: dict[str, Any] = {
    "role": None,
    "unit": None,
    "villages": [],
    "starts_on": None,
    "ends_on": None,
}


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """One account as the list shows it."""

    account: str
    opened_on: date
    role: str | None
    unit: str | None
    villages: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    password_set_on: date | None
    closed_on: date | None

    def holds_a_role_on(self, day: date) -> bool:
        """Whether the account may do anything that day."""
        begun = self.starts_on is not None and self.starts_on <= day
        return begun and (self.ends_on is None or day <= self.ends_on)


class Accounts(Projection):
    """Accounts and their tokens, as they stand now."""

    name = "identity_accounts"
    version = 1
    tables = (accounts, tokens)

    @when("identity.account_opened")
    def on_account_opened(self, conn: sa.Connection, e: Entry) -> None:
        """A new line."""
        facts = {name: e.facts[name] for name in ("account", "opened_on")}
        conn.execute(self.table(accounts).insert().values(**facts, villages=[]))

    @when("identity.password_set")
    def on_password_set(self, conn: sa.Connection, e: Entry) -> None:
        """The account can sign in."""
        self._note(conn, e, password_set_on=e.facts["set_on"])

    @when("identity.role_granted")
    def on_role_granted(self, conn: sa.Connection, e: Entry) -> None:
        """The account holds a role."""
        self._note(conn, e, **{name: e.facts[name] for name in NO_ROLE})

    @when("identity.role_ended")
    def on_role_ended(self, conn: sa.Connection, e: Entry) -> None:
        """It holds none."""
        self._note(conn, e, **NO_ROLE)

    @when("identity.account_closed")
    def on_account_closed(self, conn: sa.Connection, e: Entry) -> None:
        """Nothing opens it any more."""
        self._note(conn, e, **NO_ROLE, closed_on=e.facts["closed_on"], password_set_on=None)
        held = self.table(tokens)
        conn.execute(held.delete().where(held.c.account == e.facts["account"]))

    @when("identity.token_issued")
    def on_token_issued(self, conn: sa.Connection, e: Entry) -> None:
        """A bearer token opens it."""
        conn.execute(
            self.table(tokens)
            .insert()
            .values(
                digest=e.facts["digest"],
                token_id=str(e.facts["token_id"]),
                account=e.facts["account"],
                expires_on=e.facts["expires_on"],
            )
        )

    @when("identity.token_revoked")
    def on_token_revoked(self, conn: sa.Connection, e: Entry) -> None:
        """That token does not."""
        held = self.table(tokens)
        conn.execute(held.delete().where(held.c.token_id == str(e.facts["token_id"])))

    def _note(self, conn: sa.Connection, e: Entry, **values: Any) -> None:
        line = self.table(accounts)
        conn.execute(
            line.update().where(line.c.account == e.facts["account"]).values(**_plain(values))
        )


def all_accounts(conn: sa.Connection) -> Sequence[AccountRow]:
    """Every account, open ones first, by work code."""
    query = sa.select(accounts).order_by(accounts.c.closed_on.is_not(None), accounts.c.account)
    return [_row(row) for row in conn.execute(query)]


def account_of_token(conn: sa.Connection, digest: str) -> str | None:
    """Whose account a bearer token opens; its own file says whether it still does."""
    account: str | None = conn.scalar(sa.select(tokens.c.account).where(tokens.c.digest == digest))
    return account


def _row(row: sa.Row[Any]) -> AccountRow:
    fields = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public way to a row's columns
    return AccountRow(**fields | {"villages": tuple(fields["villages"])})


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """JSON columns hold lists."""
    return {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()}
