"""A log line holds allow-listed fields, a constant sentence, and nothing that was in a value."""

from __future__ import annotations

import ast
import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from deploy.logs import formatter

PERSON = "张伟 342400199603079982"


def line(
    name: str, message: str, *args: object, exc_info: Any = None, **extra: object
) -> dict[str, Any]:
    record = logging.getLogger(name).makeRecord(
        name,
        logging.WARNING,
        "/srv/guihang/containers.py",
        41,
        message,
        args,
        exc_info,
        extra=extra,
    )
    parsed: dict[str, Any] = json.loads(formatter().format(record))
    return parsed


def test_a_line_says_when_how_bad_where_from_and_what() -> None:
    told = line("shared.messaging.link", "no broker", link="registry asks", error="ConnectionError")

    assert told.pop("timestamp").endswith("Z")
    assert told == {
        "level": "warning",
        "logger": "shared.messaging.link",
        "event": "no broker",
        "link": "registry asks",
        "error": "ConnectionError",
    }


def test_a_field_that_is_not_on_the_list_is_dropped() -> None:
    told = line("shared.web.answers", "refused", incident="ABCD-2345", person_name=PERSON)

    assert told["incident"] == "ABCD-2345"
    assert "张伟" not in str(told)


@pytest.mark.parametrize("name", ["shared.web.answers", "nameko.containers", "kombu", "root"])
def test_values_are_never_written_into_a_sentence(name: str) -> None:
    told = line(name, "error handling worker %s: %s", "worker", PERSON)

    assert told["event"] == "error handling worker %s: %s"
    assert "张伟" not in str(told)


@pytest.mark.parametrize("name", ["nameko.containers", "kombu.mixins", "eventlet.wsgi", "py"])
def test_a_librarys_finished_sentence_stays_out_and_its_place_is_told(name: str) -> None:
    told = line(name, f"cannot decode {PERSON}")

    assert "张伟" not in str(told)
    assert told["place"] == "containers.py:41"


def test_of_an_exception_only_class_and_places_are_told() -> None:
    try:
        int(PERSON)
    except ValueError:
        told = line("shared.web", "it failed", exc_info=sys.exc_info())

    assert told["error"] == "ValueError"
    assert told["frames"].startswith("deploy/test_logs.py:")
    assert "张伟" not in str(told)


UNCAUGHT = """
import warnings
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import eventlet
eventlet.monkey_patch()
from deploy.logs import log_to_stderr
log_to_stderr()
def fail():
    raise ValueError("zhangwei")
{how}
eventlet.sleep(0.05)
"""


@pytest.mark.parametrize(
    "how",
    [
        "eventlet.spawn_n(fail)",
        "eventlet.spawn_after(0, fail)",
        "eventlet.GreenPool().spawn_n(fail)",
        "warnings.warn('zhangwei')",
        "fail()",
    ],
)
def test_what_nobody_caught_is_a_line_too(how: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", UNCAUGHT.format(how=how)],
        capture_output=True,
        text=True,
        check=False,
    )

    said = [json.loads(it) for it in done.stderr.splitlines()]
    assert said
    assert "zhangwei" not in done.stderr


def test_no_sentence_of_our_own_waits_for_values_that_it_will_not_get() -> None:
    """What is to be told goes into `extra`, by an allow-listed name."""
    root = Path(__file__).parents[2]
    calls = [
        (path.relative_to(root), node.lineno)
        for folder in ("shared", "services", "deploy")
        for path in (root / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "_log"
        and len(node.args) > (2 if node.func.attr == "log" else 1)
    ]

    assert calls == []
