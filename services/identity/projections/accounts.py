"""Accounts as a list: who may sign in, in which roles. No name is kept here; pages open it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from shared.eventstore.entries import Entry
from shared.projecting import Projection, when

_metadata = sa.MetaData()

accounts = sa.Table(
    "identity_accounts",
    _metadata,
    sa.Column("account", sa.String, primary_key=True),
    sa.Column("opened_on", sa.Date, nullable=False),
    sa.Column("password_set_on", sa.Date),
    sa.Column("closed_on", sa.Date),
)
grants = sa.Table(
    "identity_grants",
    _metadata,
    sa.Column("grant_id", sa.String, primary_key=True),
    sa.Column("account", sa.String, primary_key=True),
    sa.Column("approved", sa.Boolean, nullable=False),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("unit", sa.String, nullable=False),
    sa.Column("villages", sa.JSON, nullable=False),
    sa.Column("starts_on", sa.Date, nullable=False),
    sa.Column("ends_on", sa.Date),
)
tokens = sa.Table(
    "identity_tokens",
    _metadata,
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("token_id", sa.String, nullable=False),
    sa.Column("account", sa.String, nullable=False),
    sa.Column("expires_on", sa.Date, nullable=False),
)

SAID = ("account", "role", "unit", "starts_on", "ends_on")


@dataclass(frozen=True, kw_only=True)
class GrantRow:
    """One role, asked for or held."""

    grant_id: UUID
    account: str
    approved: bool
    role: str
    unit: str
    villages: tuple[str, ...]
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """One account as the list shows it."""

    account: str
    opened_on: date
    password_set_on: date | None
    closed_on: date | None
    grants: tuple[GrantRow, ...]

    @property
    def waits(self) -> bool:
        """Whether a role was asked for that nobody has decided on."""
        return any(not it.approved for it in self.grants)

    @property
    def roles(self) -> list[str]:
        """The roles that it was given, by the day on which they begin."""
        return [it.role for it in self.grants if it.approved]

    def holds_a_role_on(self, day: date) -> bool:
        """Whether the account may do anything that day."""
        return any(
            it.approved and it.starts_on <= day and (it.ends_on is None or day <= it.ends_on)
            for it in self.grants
        )


class Accounts(Projection):
    """Accounts with their roles and tokens, as they stand now."""

    name = "identity_accounts"
    version = 2
    tables = (accounts, grants, tokens)

    @when("identity.account_opened")
    def on_account_opened(self, conn: sa.Connection, e: Entry) -> None:
        """A new line."""
        facts = {name: e.facts[name] for name in ("account", "opened_on")}
        conn.execute(self.table(accounts).insert().values(**facts))

    @when("identity.password_set")
    def on_password_set(self, conn: sa.Connection, e: Entry) -> None:
        """The account can sign in."""
        self._note(conn, e, password_set_on=e.facts["set_on"])

    @when("identity.role_requested")
    def on_role_requested(self, conn: sa.Connection, e: Entry) -> None:
        """Somebody is to approve it."""
        self._put(conn, e, approved=False)

    @when("identity.role_granted")
    def on_role_granted(self, conn: sa.Connection, e: Entry) -> None:
        """The account holds the role."""
        self._drop(conn, e)
        self._put(conn, e, approved=True)

    @when("identity.role_ended", "identity.role_request_declined")
    def on_role_ended(self, conn: sa.Connection, e: Entry) -> None:
        """It holds it no more, or was not given it."""
        self._drop(conn, e)

    @when("identity.account_closed")
    def on_account_closed(self, conn: sa.Connection, e: Entry) -> None:
        """Nothing opens it any more."""
        self._note(conn, e, closed_on=e.facts["closed_on"], password_set_on=None)
        for held in (self.table(tokens), self.table(grants)):
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
        conn.execute(line.update().where(line.c.account == e.facts["account"]).values(**values))

    def _put(self, conn: sa.Connection, e: Entry, *, approved: bool) -> None:
        said = {name: e.facts[name] for name in SAID}
        conn.execute(
            self.table(grants)
            .insert()
            .values(
                grant_id=str(e.facts["grant_id"]),
                approved=approved,
                villages=list(e.facts["villages"]),
                **said,
            )
        )

    def _drop(self, conn: sa.Connection, e: Entry) -> None:
        held = self.table(grants)
        conn.execute(
            held.delete().where(
                held.c.account == e.facts["account"],
                held.c.grant_id == str(e.facts["grant_id"]),
            )
        )


def all_accounts(conn: sa.Connection) -> Sequence[AccountRow]:
    """Every account, open ones first, by work code."""
    query = sa.select(accounts).order_by(accounts.c.closed_on.is_not(None), accounts.c.account)
    held: dict[str, list[GrantRow]] = {}
    for row in conn.execute(sa.select(grants).order_by(grants.c.starts_on, grants.c.role)):
        held.setdefault(row.account, []).append(_grant(row))
    return [
        AccountRow(**row._mapping, grants=tuple(held.get(row.account, ())))  # noqa: SLF001 - SQLAlchemy's public way to a row's columns
        for row in conn.execute(query)
    ]


def grants_on(conn: sa.Connection, day: date) -> Sequence[GrantRow]:
    """The roles that open accounts hold that day, by work code."""
    query = (
        sa.select(grants)
        .join(accounts, accounts.c.account == grants.c.account)
        .where(
            accounts.c.closed_on.is_(None),
            grants.c.approved,
            grants.c.starts_on <= day,
            sa.or_(grants.c.ends_on.is_(None), grants.c.ends_on >= day),
        )
        .order_by(grants.c.account, grants.c.role)
    )
    return [_grant(row) for row in conn.execute(query)]


def account_of_token(conn: sa.Connection, digest: str) -> str | None:
    """Whose account a bearer token opens; its own file says whether it still does."""
    account: str | None = conn.scalar(sa.select(tokens.c.account).where(tokens.c.digest == digest))
    return account


def _grant(row: sa.Row[Any]) -> GrantRow:
    fields = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public way to a row's columns
    return GrantRow(
        **fields | {"villages": tuple(fields["villages"]), "grant_id": UUID(fields["grant_id"])}
    )
