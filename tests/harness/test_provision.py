"""What the tests need is found, or its absence is said loudly."""

from __future__ import annotations

import pytest

from tests.support import provision, services
from tests.support.processes import free_port

LAMP = provision.Need("a lamp", lambda: None, ("lamp", "oil"))
TABLE = provision.Need("a table", lambda: True, ("table",))


def test_only_what_is_not_there_is_missing() -> None:
    assert provision.missing([LAMP, TABLE]) == [LAMP]


def test_what_could_not_be_had_is_said_with_its_cure() -> None:
    said = provision.report([LAMP])

    assert "- a lamp" in said
    assert "apt-get install lamp oil" in said


@pytest.mark.parametrize(
    ("variable", "scheme", "find"),
    [
        ("GUIHANG_TEST_POSTGRES_URL", "postgresql", services.running_postgres),
        ("GUIHANG_TEST_AMQP_URI", "amqp", services.running_rabbit),
    ],
)
def test_a_named_server_that_is_away_is_no_reason_to_use_another(
    monkeypatch: pytest.MonkeyPatch, variable: str, scheme: str, find: provision.Finder
) -> None:
    monkeypatch.setenv(variable, f"{scheme}://nobody@127.0.0.1:{free_port()}/")

    with pytest.raises(services.Unreachable, match=variable):
        find()


def test_a_named_browser_that_is_away_is_no_reason_to_use_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GUIHANG_TEST_CHROMIUM", "no/such/browser")

    with pytest.raises(services.Unreachable, match="no/such/browser"):
        services.chromium()
