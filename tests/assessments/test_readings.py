"""Instruments are drawn so that what they show can be read, and so that it stands nowhere else."""

from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from math import floor
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from assessments.types import TYPES
from assessments.types.reading import screens, values
from assessments.types.reading.instruments import INSTRUMENTS, picture
from assessments.types.reading.scales import CHILD, DIAL_MOST, Strip
from tests.assessments import pixels

READING = TYPES["reading"]
SHOWN = {
    "timbangan-jarum": "6,8",
    "timbangan-digital": "6,85",
    "dacin": "11,3",
    "papan-panjang": "72,6",
    "tiang-tinggi": "93,4",
    "pita-lila-balita": "12,3",
    "pita-lila-ibu": "23,2",
    "tensimeter": "128/84/72",
    "termometer": "36,8",
}


def content(instrument: str, **more: object) -> dict:
    return {"stem": "Berapa?", "instrument": instrument, "reading": SHOWN[instrument], "tolerance": "0,1", **more}


def answer(instrument: str, *texts: str) -> dict[str, str]:
    return dict(zip((name for name, _ in INSTRUMENTS[instrument].parts), texts, strict=True))


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_each_picture_is_small_bare_and_as_high_as_its_frame(instrument: str):
    shown = values(SHOWN[instrument])
    raw = picture(instrument, shown)
    with Image.open(BytesIO(raw)) as image:
        assert (image.format, image.size) == ("WEBP", (640, INSTRUMENTS[instrument].height))
        assert not {"exif", "xmp", "icc_profile"} & set(image.info)
    assert len(raw) < 15_000
    assert raw == INSTRUMENTS[instrument].draw(shown)


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_one_line_more_is_another_picture(instrument: str):
    first, *rest = values(SHOWN[instrument])
    step = INSTRUMENTS[instrument].step
    one, two = (picture(instrument, (reading, *rest)) for reading in (first, first + step))
    assert pixels.changed(one, two) > 100


@pytest.mark.parametrize("reading", ["0.0", "3.4", "6.8", "9.9"])
def test_the_needle_can_be_read_back(reading: str):
    angle = pixels.needle(picture("timbangan-jarum", (Decimal(reading),)))
    assert abs((angle - 195) % 360 / 330 * DIAL_MOST - float(reading)) < 0.05


def middle(raw: bytes, colour: pixels.Colour) -> float:
    left, _top, right, _bottom = pixels.box(raw, colour)
    return (left + right) / 2


@pytest.mark.parametrize(
    ("instrument", "reading", "units", "shift", "at"),
    [
        ("dacin", "11.3", 3, 1, lambda raw: middle(raw, pixels.RED)),
        ("papan-panjang", "72.6", 6, 2, lambda raw: pixels.box(raw)[0]),
        ("pita-lila-balita", "11.4", 5, 2, lambda raw: middle(raw, pixels.BLUE)),
        ("pita-lila-ibu", "23.2", 5, 2, lambda raw: middle(raw, pixels.BLUE)),
    ],
)
def test_pointer_edge_and_arrow_stand_at_the_reading(instrument: str, reading: str, units: int, shift: int, at):
    strip = Strip(Decimal(reading), units=units, shift=shift)
    x = at(picture(instrument, (Decimal(reading),)))
    assert abs(strip.first + (x - 20) / strip.unit - float(reading)) < 0.05


def test_the_sliding_piece_stands_at_the_height():
    y = pixels.box(picture("tiang-tinggi", (Decimal("93.4"),)))[3]
    assert abs(floor(93.4 - 3) + (630 - y) / 100 - 93.4) < 0.05


@pytest.mark.parametrize("reading", ["128/84/72", "96/60"])
def test_a_screen_lights_the_strokes_of_its_digits(reading: str):
    shown = values(reading)
    image = pixels.opened(picture("tensimeter", shown))
    for at, number in enumerate(shown):
        read = ""
        for _sign, corner in screens.places(str(number), 590, 60 + screens.ROW * at, 102):
            lit = ""
            for stroke, (one, two) in screens.strokes(corner, 102).items():
                middle = image.getpixel((int((one[0] + two[0]) / 2), int((one[1] + two[1]) / 2)))
                lit += stroke if sum(middle) < 200 else ""
            read += str(screens._STROKES.index(lit))
        assert read == str(number)


def test_the_colours_of_the_band_change_where_the_facts_say():
    assert [end for end, _ in CHILD[:2]] == [11.5, 12.5]


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_what_is_sent_of_it_has_no_digit_of_the_reading(instrument: str):
    item = content(instrument, feedback="RAHASIA", errors=[], alternative="b3-c01")
    sent = READING.payload(item, READING.pin(item, Random(1)))
    texts = [sent["stem"], sent["alt"], sent["unit"], *(text for part in sent["parts"] for text in part.values())]
    assert not any(sign.isdigit() for text in texts for sign in text)
    assert sent["height"] == READING.payload(item | {"reading": "50"}, ["angka"])["height"]


def test_the_tolerance_may_be_a_fact_with_its_unit():
    item = content("timbangan-jarum", tolerance="0,1\u00a0kg")
    assert READING.problems(item) == READING.problems(item | {"tolerance": "{fakta:b3.teliti_berat}"}) == []
    shares = [READING.score({"angka": text}, item) for text in ("6,8", "6.9 kg", "6,7", "7", "6,8 cm", "", "enam")]
    assert shares == [1, 1, 1, 0, 0, 0, 0]


def test_each_number_of_a_tensimeter_earns_its_half():
    item = content("tensimeter", tolerance="0")
    shares = [
        READING.score(answer("tensimeter", *texts), item) for texts in (("128", "84"), ("128", "72"), ("84", "128"))
    ]
    assert shares == [1, Fraction(1, 2), 0]


@pytest.mark.parametrize(
    ("instrument", "texts", "word"),
    [
        ("timbangan-jarum", ("7",), "dibulatkan"),
        ("timbangan-jarum", ("68",), "Koma"),
        ("timbangan-jarum", ("7,2",), "searah skala"),
        ("timbangan-jarum", ("6,5",), "sejajar"),
        ("timbangan-jarum", ("6800 gram",), "Tulis angkanya saja, dalam kg"),
        ("papan-panjang", ("74,1",), "tepi yang menempel"),
        ("tensimeter", ("84", "128"), "tertukar"),
        ("termometer", ("38,6",), "satu per satu"),
    ],
)
def test_practice_names_the_error(instrument: str, texts: tuple[str, ...], word: str):
    item = content(instrument, feedback="Begini membacanya.")
    mine, key = READING.feedback(answer(instrument, *texts), item, [])
    assert word in mine["feedback"]
    assert (mine["correct"], key["correct"], key["feedback"]) == (False, True, "Begini membacanya.")


def test_an_author_may_name_an_error_in_other_words():
    item = content("timbangan-jarum", errors=[{"value": "7,2", "feedback": "Terbalik arahnya."}])
    assert READING.feedback({"angka": "7,2 kg"}, item, [])[0]["feedback"] == "Terbalik arahnya."
    assert [READING.picks({"angka": text}, item) for text in ("7.2", "6,9", "5")] == [["7,2"], ["6,8"], ["5"]]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"reading": "6,83"}, "tepat di satu garis"),
        ({"reading": "12,5"}, "antara 0 dan 10"),
        ({"reading": "6,8/7"}, "perlu 1 angka"),
        ({"reading": "enam"}, "harus berupa angka"),
        ({"reading": "{fakta:b3.berat}"}, "tanpa fakta"),
        ({"instrument": "penggaris"}, "alat tidak dikenal"),
        ({"tolerance": "2"}, "sepuluh garis"),
        ({"errors": [{"value": "6,9", "feedback": "x"}]}, "masih dalam toleransi"),
    ],
)
def test_an_author_hears_what_cannot_be_drawn_or_read(change: dict, word: str):
    assert READING.problems(content("timbangan-jarum")) == []
    assert word in " ".join(READING.problems(content("timbangan-jarum") | change))


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(["atas", "bawah"]), st.text(max_size=40)))
def test_whatever_is_typed_is_scored_between_nothing_and_all(typed: dict[str, str]):
    item = content("tensimeter", tolerance="0")
    kept = READING.parse(typed, item, ["atas", "bawah"])
    assert 0 <= READING.score(kept, item) <= 1
    assert READING.feedback(kept, item, ["atas", "bawah"])
    assert READING.said(kept, item)
