"""Numbers as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.types.numbers import fits, number, readings


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


@settings(max_examples=50)
@given(st.text(max_size=60), st.text(max_size=10))
def test_any_text_is_read_without_complaint(text: str, unit: str):
    assert all(value.is_finite() for value in readings(text, unit))


@given(st.decimals(min_value=0, max_value=999, places=1))
def test_a_number_of_a_scale_is_read_back(value: Decimal):
    assert value in readings(str(value).replace(".", ","))
    assert value in readings(f"{value} kg", "kg")
