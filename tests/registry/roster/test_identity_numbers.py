"""Identity numbers, as they come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from services.registry.roster.identity_numbers import Identity, read_identity
from services.registry.roster.rows import Reason
from services.registry.roster.unfit import Unfit
from tests.registry.roster.making import number

WIDE = str.maketrans("0123456789Xx", "０１２３４５６７８９Ｘｘ")
ENDS_IN_X = "34152419631017997X"

numbers = st.builds(
    number,
    born=st.dates(date(1962, 1, 1), date(2007, 12, 31)).map("{:%Y%m%d}".format),
    sequence=st.sampled_from(["996", "997", "998", "999"]),
    area=st.sampled_from(["341524", "110101", "340100"]),
)
dresses = st.sampled_from(
    [
        str,
        str.lower,
        lambda plain: plain.translate(WIDE),
        lambda plain: plain.lower().translate(WIDE),
        lambda plain: f"'{plain}",
        lambda plain: f"\t{plain}\t",
        lambda plain: f'="{plain}"',
        lambda plain: f" {plain[:6]} {plain[6:14]}　{plain[14:]}",
        lambda plain: f"{plain[:6]}-{plain[6:14]}-{plain[14:]}",
        lambda plain: "\u200b".join(plain) + "\ufeff",
        lambda plain: f"\u202d{plain}\u202c",
        lambda plain: plain.replace("X", "×"),
        lambda plain: plain.replace("X", "Х"),
    ]
)


@given(plain=numbers, dress=dresses)
def test_a_number_is_the_same_in_every_dress(plain: str, dress: Callable[[str], str]) -> None:
    assert read_identity(dress(plain)) == read_identity(plain)
    assert read_identity(plain).number == plain


@given(plain=numbers, place=st.integers(0, 16), sign=st.sampled_from("0123456789"))
def test_a_single_wrong_digit_is_seen(plain: str, place: int, sign: str) -> None:
    written = plain[:place] + sign + plain[place + 1 :]

    if written == plain:
        assert read_identity(written).number == plain
    else:
        assert reason_against(written) in {Reason.ID_CHECKSUM, Reason.ID_PRECISION_LOST}


@given(plain=numbers)
def test_a_number_stored_as_a_number_has_lost_its_end(plain: str) -> None:
    digits = plain[:-1] + "1"

    for cell in (float(digits), int(digits), f"{float(digits):.5E}", f"{float(digits):.2f}"):
        assert reason_against(cell) == Reason.ID_PRECISION_LOST


@given(plain=numbers)
def test_a_rounded_number_saved_as_text_has_lost_its_end(plain: str) -> None:
    """A CSV saved from such a cell holds 18 digits, the last three of them noughts."""
    rounded = plain[:15] + "000"

    if ric.calc_check_digit(rounded) == "0":  # one in eleven
        assert [each.code for each in read_identity(rounded).warnings] == ["id_ends_in_noughts"]
    else:
        assert reason_against(rounded) == Reason.ID_PRECISION_LOST


def test_a_number_says_birth_and_sex() -> None:
    assert read_identity(ENDS_IN_X) == Identity(
        number=ENDS_IN_X, born=date(1963, 10, 17), sex="男", warnings=()
    )
    assert read_identity(number(sequence="998")).sex == "女"


@pytest.mark.parametrize("cell", ["341524631017997", 341524631017997.0, 341524631017997])
def test_an_old_number_is_taken_in_its_new_form(cell: str | float) -> None:
    identity = read_identity(cell)

    assert (identity.number, identity.born) == (ENDS_IN_X, date(1963, 10, 17))
    assert [warning.code for warning in identity.warnings] == ["id_upgraded"]


@pytest.mark.parametrize("area", ["341599", "999999", "000000"])
def test_an_unknown_area_is_only_pointed_out(area: str) -> None:
    identity = read_identity(number(area=area))

    assert [warning.code for warning in identity.warnings] == ["id_area_unknown"]


@pytest.mark.parametrize("area", ["341524", "342425"])
def test_counties_of_any_time_are_known(area: str) -> None:
    """Jinzhai is 341524 since 1999, and older people hold it; 342425 is no more."""
    assert read_identity(number(area=area, born="19650101")).warnings == ()


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ("", "没有填"),
        ("无", "没有填"),
        ("/", "没有填"),
        ("34152419631017997", "17位"),
        ("3415241963101799700", "19位"),
        ("34152419631017A97X", "以外的字符"),
        ("34152419631017９９７", "17位"),
        ("341524196310179971", "校验位"),
        (number(born="19630230"), "出生日期"),
        (number(born="19631301"), "出生日期"),
        (number(born="18991231"), "出生日期"),
        ("341524630230997", "出生日期"),
    ],
)
def test_what_is_wrong_is_said(written: str, part: str) -> None:
    with pytest.raises(Unfit) as unfit:
        read_identity(written)

    assert unfit.value.reason == Reason.ID_CHECKSUM
    assert part in unfit.value.sentence.format(**unfit.value.values)


def reason_against(cell: str | float) -> Reason:
    with pytest.raises(Unfit) as unfit:
        read_identity(cell)
    return unfit.value.reason
