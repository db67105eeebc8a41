"""The sample department, as an application to call and as a server to talk to."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared import clock
from shared.web.sessions import COOKIE
from tests.web.running import served_sample
from tests.web.sample import Visits, make_sample

NOON = datetime(2026, 11, 23, 12, tzinfo=clock.SHANGHAI)


@pytest.fixture(autouse=True)
def on_a_monday() -> Iterator[None]:
    """The business date: Monday, 23 November 2026."""
    with clock.use(NOON):
        yield


@pytest.fixture
def office() -> Visits:
    """An application with nothing on record."""
    return Visits()


@pytest.fixture
def app(office: Visits) -> Flask:
    """The sample department."""
    return make_sample(office=office)


@pytest.fixture
def anybody(app: Flask) -> FlaskClient:
    """A browser that nobody signed in with."""
    return app.test_client()


@pytest.fixture
def clerk(app: Flask) -> FlaskClient:
    """The clerk's browser."""
    return signed_in(app, "token-of-the-clerk")


@pytest.fixture
def guest(app: Flask) -> FlaskClient:
    """The browser of somebody who may do nothing here."""
    return signed_in(app, "token-of-the-guest")


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Everything that is logged."""
    caplog.set_level(logging.DEBUG)
    return caplog


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the sample and its door, served by nameko in a process of their own."""
    with served_sample(tmp_path_factory.mktemp("server")) as address:
        yield address


def signed_in(app: Flask, token: str) -> FlaskClient:
    """A browser with a session."""
    client = app.test_client()
    client.set_cookie(COOKIE, token)
    return client


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the form on a page: its token and its command id."""
    form = page[page.index('<form class="form"') :]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)">', form)[:2])
