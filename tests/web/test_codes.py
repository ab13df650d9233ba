"""Join codes as people write them."""

import pytest

from live.web.codes import ALPHABET, LENGTH, canonical, new_code, shown


@pytest.mark.parametrize(
    "written",
    [
        "ABCD-2345",
        "abcd2345",
        " abcd 2345\n",
        "ABCD\u20132345",
        "ABCD\u00a02345",
        "\u200eABCD-2345",
    ],
)
def test_a_code_is_read_in_any_case_and_spacing(written: str) -> None:
    assert canonical(written) == "ABCD2345"


@pytest.mark.parametrize("written", ["", "ABCD-234", "ABCD-23456", "ABCD-234O", "ABCD-234\u0665"])
def test_what_can_be_no_code_is_none(written: str) -> None:
    assert canonical(written) is None


def test_a_code_carries_forty_bits() -> None:
    assert len(set(ALPHABET)) ** LENGTH == 2**40


def test_no_two_letters_of_a_code_look_alike() -> None:
    assert not set(ALPHABET) & set("IO01")


def test_a_new_code_is_read_as_it_is_shown() -> None:
    code = new_code()
    assert canonical(shown(code)) == code
