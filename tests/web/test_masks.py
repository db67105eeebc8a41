"""Personal content is shown in part, and a part is never mistaken for nothing."""

from __future__ import annotations

import pytest

from shared.web.masks import mask_id, mask_name, mask_phone


def test_a_name_shows_its_first_character_alone() -> None:
    assert mask_name("张三") == mask_name("张三丰") == "张*"


def test_a_rare_character_outside_the_basic_plane_is_one_character() -> None:
    assert mask_name("𠮷田") == "𠮷*"


def test_an_identity_number_shows_its_region_and_its_end() -> None:
    assert mask_id("342400199603079912") == "3424************12"


def test_a_fifteen_digit_number_is_masked_too() -> None:
    assert mask_id("342400960307991") == "3424*********91"


def test_a_phone_shows_its_ends() -> None:
    assert mask_phone("13800000000") == "138****0000"


@pytest.mark.parametrize("value", ["123", "1234567", "12345678"])
def test_what_is_too_short_to_be_masked_shows_nothing(value: str) -> None:
    assert mask_phone(value) == "*" * len(value)


@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_on_file_is_a_dash(nothing: str | None) -> None:
    assert {mask_name(nothing), mask_id(nothing), mask_phone(nothing)} == {"—"}
