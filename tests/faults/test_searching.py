"""The search for canaries finds them, however they are written: else it would prove nothing."""

from __future__ import annotations

import base64
import html
import json
from urllib.parse import quote

import pytest

from tests.faults.canaries import Canaries, of_the_rosters

NAME, NUMBER = "史兴", "341524200205289973"
CANARIES = Canaries([NAME, NUMBER, "王"])


@pytest.mark.parametrize(
    "written",
    [
        f"…{NAME}…",
        quote(NAME),
        json.dumps({"name": NAME}),
        "".join(f"&#x{ord(letter):x};" for letter in NAME),
        html.escape(f"<{NAME}>"),
        "\\x" + f"王{NAME}王".encode().hex(),
        base64.b64encode(f"a{NAME}, {NAME}".encode()).decode(),
        base64.urlsafe_b64encode(f"abc {NAME} and more".encode()).decode(),
    ],
)
def test_a_name_is_found_however_it_is_written(written: str) -> None:
    assert CANARIES.within(f"before {written} after".encode()) == {NAME}


def test_a_number_is_found_among_other_digits() -> None:
    assert CANARIES.within(f"99{NUMBER}34") == {NUMBER}


def test_what_is_not_there_is_not_found() -> None:
    assert CANARIES.within("王某, 3415242002052899, 史 兴") == set()


def test_the_rosters_hold_every_kind_of_canary() -> None:
    found = of_the_rosters().values

    assert {"史兴", "341524200205289973", "15600004707", "青石社区27组11号"} <= found
    assert {"段玲磊", "王强"} <= found  # of rows that are rejected
    assert len(found) > 1000
