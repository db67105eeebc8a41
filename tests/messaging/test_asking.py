"""Departments ask each other; what is asked is proved, what is answered is plain."""

from __future__ import annotations

from datetime import date

from tests.messaging.support.town import Town


def test_a_question_is_answered(town: Town) -> None:
    town.serve_post()
    client = town.client()

    answer = client.call("post", "echo", text="你好", on=date(2026, 11, 23))

    assert answer == {"caller": "system:desk", "text": "你好", "on": "2026-11-23"}
