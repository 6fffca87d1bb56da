"""Questions come from Moodle and go there; nothing of a file is fetched, run or believed."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.exchange import moodle, moodle_writing
from assessments.exchange.entry import Entry, Unusable

FILE = Path(__file__).with_name("files") / "moodle.xml"


@pytest.fixture(scope="module")
def reading():
    return moodle.read(FILE.read_bytes())


def of(reading, kind: str) -> Entry:
    return next(entry for entry in reading.entries if entry.kind == kind)


def test_a_file_of_moodle_comes_in_with_cdata_html_pictures_and_categories(reading):
    entry = of(reading, "single")
    assert (entry.key, entry.place) == ("timbangan-1", "$course$/top/Kelompok B/B3 Menimbang")
    assert entry.written["stem"] == "Di mana timbangan bayi sebaiknya diletakkan?"
    assert entry.written["picture"] == [{"image": "timbangan bayi.png", "alt": "Timbangan bayi di tiga tempat"}]
    assert entry.pictures["timbangan bayi.png"].startswith(b"\x89PNG")
    assert entry.written["explanation"] == "Angka hanya bisa dipercaya bila alatnya diam."
    assert [option["feedback"] for option in entry.written["options"]] == ["Tikar & kasur membuat angka goyang.", ""]


def test_fractions_say_what_is_right(reading):
    assert [option["correct"] for option in of(reading, "single").written["options"]] == [False, True]
    assert [option["correct"] for option in of(reading, "multiple").written["options"]] == [True, True, True, False]
    assert of(reading, "truefalse").written["options"][1] == {
        "key": "salah",
        "text": "Salah",
        "correct": True,
        "feedback": "",
    }


def test_pairs_numbers_words_and_orders_come_along(reading):
    pairs = of(reading, "matching").written
    assert [(pair["left"], pair["right"]) for pair in pairs["pairs"]] == [
        ("Pita LiLA", "Lengan atas"),
        ("Dacin", "Berat"),
    ]
    assert pairs["extra"] == ["Suhu"]
    number = of(reading, "numeric").written
    assert (number["value"], number["tolerance"], number["unit"]) == ("7,2", "0,05", "kg")
    assert number["errors"] == [{"value": "7,8", "feedback": "Itu dijumlahkan."}]
    assert of(reading, "short").written["accepted"] == ["LiLA"]
    assert [step["text"] for step in of(reading, "ordering").written["steps"]] == ["Nolkan", "Timbang", "Catat"]


def test_what_we_have_not_is_refused_by_name_and_the_rest_comes_in(reading):
    assert [(one.at, one.sentence) for one in reading.refusals] == [
        (8, "Jenis soal uraian tidak ada di Tuntas, jadi tidak dibawa."),
        (9, "Gambarnya tidak ikut di berkas (alamat di luar tidak dibuka). Ekspor lagi bersama gambarnya."),
    ]
    assert len(reading.entries) == 7


def test_the_same_file_gives_the_same_keys(reading):
    again = moodle.read(FILE.read_bytes())
    assert [entry.key for entry in again.entries] == [entry.key for entry in reading.entries]
    assert len({entry.key for entry in reading.entries}) == 7


def test_what_we_write_we_read_back(reading):
    ours = [
        replace(entry, place="B3", lesson="menimbang", use="latihan", difficulty="mudah") for entry in reading.entries
    ]
    raw, left = moodle_writing.write([*ours, replace(ours[0], kind="scenario", key="kasus")])
    back = moodle.read(raw)
    assert [entry.kind for entry in left] == ["scenario"]
    assert back.refusals == []
    for one, other in zip(ours, back.entries, strict=True):
        assert other.place.endswith("/B3")
        assert replace(other, place="B3", at=one.at) == one


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<quiz>",
        b"<quiz></quiz>",
        b"<html><question/></html>",
        b"\xff\xfe\x00",
        b'<!DOCTYPE quiz [<!ENTITY a "b">]><quiz><question type="essay"><name>&a;</name></question></quiz>',
        b'<!DOCTYPE quiz SYSTEM "https://contoh.invalid/x.dtd"><quiz><question type="essay"/></quiz>',
        b'<?xml version="1.0" encoding="nonsense"?><quiz/>',
    ],
)
def test_what_is_no_moodle_file_or_would_look_outside_is_refused_whole(raw: bytes):
    with pytest.raises(Unusable):
        moodle.read(raw)


def test_scripts_and_styles_in_a_text_are_gone():
    html = "<p>Baca<script>alert(1)</script></p><style>p{}</style><p onclick=x>dulu &lt;b&gt;</p>"
    raw = (
        '<quiz><question type="shortanswer"><questiontext><text><![CDATA['
        f"{html}]]></text></questiontext><answer fraction='100'><text>a</text></answer></question></quiz>"
    ).encode()
    assert moodle.read(raw).entries[0].written["stem"] == "Baca\ndulu <b>"


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(raw: bytes):
    with suppress(Unusable):
        moodle.read(b"<quiz><question type='numerical'>" + raw + b"</question></quiz>")
