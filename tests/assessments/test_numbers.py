"""Numbers as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.types.numbers import fits, number, quantity, readings, same_unit


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("80,7", ["80.7"]),
        (" 80.7 cm ", ["80.7"]),
        ("80,70CM", ["80.7"]),
        (",5", ["0.5"]),
        ("7,", ["7"]),
        ("\u22122", ["-2"]),
        ("８０,７", ["80.7"]),
        ("1.500", ["1.5", "1500"]),
        ("1,500", ["1.5", "1500"]),
        ("1.234,5", ["1234.5"]),
        ("1.234.567", ["1234567"]),
    ],
)
def test_comma_point_thousands_and_unit_are_read(text: str, meant: list[str]):
    assert sorted(readings(text, "cm")) == sorted(map(Decimal, meant))


@pytest.mark.parametrize(
    "text", ["", "cm", "delapan", "80,7 kg", "8 0 x 7", "1,2,3", "--2", ".", "9" * 60, "1e5", "nan"]
)
def test_what_is_no_number_of_this_unit_means_nothing(text: str):
    assert readings(text, "cm") == []


def test_a_unit_is_known_with_spaces_capitals_and_degrees():
    assert readings("120 mm Hg", "mmHg") == [Decimal(120)]
    assert readings("36,8 °C", "°C") == readings("36,8 c", "°C") == [Decimal("36.8")]


def test_the_bounds_of_the_tolerance_belong_to_it():
    assert fits("80,6", Decimal("80.7"), Decimal("0.1"))
    assert not fits("80,59", Decimal("80.7"), Decimal("0.1"))
    assert fits("1.500", Decimal(1500), Decimal(0))


def test_an_authors_number_has_no_thousands_and_no_unit():
    assert number(" 80,7 ") == number("80.7") == Decimal("80.7")
    for text in ("1.500,5", "80 cm", "", "1e3"):
        with pytest.raises(ValueError, match="not a number"):
            number(text)


def test_a_unit_may_be_written_in_full_and_has_digits_in_it():
    assert readings("80,7 sentimeter.", "cm") == [Decimal("80.7")]
    assert readings("22,4 kg/m²", "kg/m2") == [Decimal("22.4")]
    assert not same_unit("kg", "g")


def test_a_fact_brings_its_unit_along():
    assert quantity("80,7\u00a0cm") == (Decimal("80.7"), "cm")
    assert quantity("1.200") == (Decimal(1200), "")
    assert quantity("0.125 kg") == (Decimal("0.125"), "kg")
    for text in ("0 sampai 59 bulan", "140/90 mmHg", "", "cm"):
        with pytest.raises(ValueError, match="not a number"):
            quantity(text)


@settings(max_examples=50)
@given(st.text(max_size=60), st.text(max_size=10))
def test_any_text_is_read_without_complaint(text: str, unit: str):
    assert all(value.is_finite() for value in readings(text, unit))


@given(st.decimals(min_value=0, max_value=999, places=1))
def test_a_number_of_a_scale_is_read_back(value: Decimal):
    assert value in readings(str(value).replace(".", ","))
    assert value in readings(f"{value} kg", "kg")
