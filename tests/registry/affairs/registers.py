"""What the tests of all registers need: a program that calls, a late reason, the messages told."""

from __future__ import annotations

from typing import Any

from flask import Flask

from services.registry.application import RegistryApplication
from services.registry.messages import PUBLISHED
from shared.messaging.wiring import language_of
from tests.registry.test_api import call

__all__ = ["call", "reports"]


def reports(office: RegistryApplication, name: str) -> list[dict[str, Any]]:
    """What reporting is told of events of a name so far."""
    language = language_of(RegistryApplication, PUBLISHED)
    messages = language.messages_for("reporting", office.entries(limit=None), previous=0)
    return [message.data for message in messages if message.name == f"registry.{name}"]


def post(app: Flask, path: str, body: object, *, status: int = 201, as_account: str = "") -> Any:
    """Send a command as a program does."""
    return call(app, "POST", path, body=body, status=status, as_account=as_account or "jingban01")
