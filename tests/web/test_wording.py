"""Whatever marshmallow or a rule says, a clerk reads a plain sentence."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from marshmallow import Schema, fields, validate

from shared.law import Citation, Refusal
from shared.web.extraction import CHINESE
from shared.web.wording import cited, each, listed, plain, refused

FILLED = {
    "min": 1,
    "max": 9,
    "equal": 4,
    "other": 5,
    "choices": "a, b",
    "values": "a",
    "input": "x",
    "obj_type": "date",
    "awareness": "naive",
}


def messages_of_marshmallow() -> Iterator[str]:
    """Every sentence that marshmallow may raise."""
    for _, kind in inspect.getmembers(fields, inspect.isclass):
        yield from vars(kind).get("default_error_messages", {}).values()
    for name, kind in inspect.getmembers(validate, inspect.isclass):
        told = ((key, it) for key, it in vars(kind).items() if isinstance(it, str) and it)
        yield from (it for key, it in told if "message" in key and name != "Range")
    yield from ("Must be greater than 1.", "Must be less than or equal to 9.")
    yield "Must be greater than or equal to 1 and less than or equal to 9."
    yield from Schema._default_error_messages.values()


@pytest.mark.parametrize("message", sorted({str(it) for it in messages_of_marshmallow()}))
def test_every_message_of_marshmallow_has_a_plain_sentence(app: Flask, message: str) -> None:
    with app.test_request_context("/"):
        said = plain(message.format(**FILLED) if "{input!r}" not in message else message)

    assert CHINESE.search(said)
    assert "{" not in said


def test_limits_are_named(app: Flask) -> None:
    with app.test_request_context("/"):
        assert plain("Longer than maximum length 20.") == "最多填写20个字"


def test_an_empty_obligatory_text_is_asked_for_and_not_measured(app: Flask) -> None:
    with app.test_request_context("/"):
        assert plain("Shorter than minimum length 1.") == "请填写这一项"


def test_a_sentence_of_the_department_is_kept(app: Flask) -> None:
    with app.test_request_context("/"):
        assert plain("请填写11位手机号码") == "请填写11位手机号码"


def test_an_entry_of_a_list_names_its_line(app: Flask) -> None:
    with app.test_request_context("/"):
        found = list(each({"people": {1: ["Longer than maximum length 10."]}}))

    assert found == [("people", "第2行：最多填写10个字")]


def test_a_refusal_says_days_as_days(app: Flask) -> None:
    refusal = Refusal("{on} 还没有到，不能登记", on=date(2026, 11, 24))

    with app.test_request_context("/?lang=en"):
        assert refused(refusal) == "Tue 24 November 2026 has not come yet; it cannot be recorded"


def test_a_citation_is_said_in_the_readers_language(app: Flask) -> None:
    rule = Citation("归航登记规则", "2(1)")

    with app.test_request_context("/"):
        assert cited(rule) == "《归航登记规则》第2条第1款"
    with app.test_request_context("/?lang=en"):
        assert cited(rule) == "Guihang rules of recording, art. 2(1)"


def test_a_list_is_said_as_the_reader_writes_lists(app: Flask) -> None:
    with app.test_request_context("/"):
        assert listed(["东村", "西村"]) == "东村、西村"
    with app.test_request_context("/?lang=en"):
        assert listed(["A", "B"]) == "A, B"


def test_no_citation_says_nothing() -> None:
    assert cited(None) == ""
