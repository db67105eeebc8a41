"""PostgreSQL's databases and roles, one of each a service: `python -m deploy.databases`.

Run once, as a superuser of the server. Each database belongs to the owner's role, which `guihang
migrate` uses; the service's own role may log in to its own database only, and is then granted what
it needs (read and append the log, keep read models).
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click
import psycopg2
from psycopg2 import errors, sql

from deploy.broker import SERVICES

OWNER = "guihang_owner"


@click.command()
@click.option("--server", required=True, envvar="GUIHANG_SERVER_URL", help="as a superuser")
@click.option(
    "--passwords",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    required=True,
    help="folder with one file a service, and one named owner, holding its password",
)
def main(server: str, passwords: Path) -> None:
    """Make what is missing; what is there gets its password set again."""
    with closing(psycopg2.connect(server)) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        _role(cursor, OWNER, _secret(passwords, "owner"))
        for service in SERVICES:
            _role(cursor, f"guihang_{service}", _secret(passwords, service))
            _database(cursor, f"guihang_{service}")


def _secret(passwords: Path, name: str) -> str:
    return (passwords / name).read_text("utf-8").strip()


def _role(cursor: psycopg2.extensions.cursor, name: str, password: str) -> None:
    role = sql.Identifier(name)
    try:
        cursor.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
    except errors.DuplicateObject:
        click.echo(f"{name}: already there", err=True)
    order = "ALTER ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}"
    cursor.execute(sql.SQL(order).format(role, sql.Literal(password)))


def _database(cursor: psycopg2.extensions.cursor, name: str) -> None:
    database, owner = sql.Identifier(name), sql.Identifier(OWNER)
    try:
        order = "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'"
        cursor.execute(sql.SQL(order).format(database, owner))
    except errors.DuplicateDatabase:
        click.echo(f"database {name}: already there", err=True)
    cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    cursor.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(name))
    )


if __name__ == "__main__":
    main()
