"""Ways of saying things that do not belong into a lesson: naming illnesses, dosing, fear, blame."""

import pytest

from modules import wording
from modules.phrasing import BLAME, DIAGNOSING, DOSING, FEAR, LABEL, banned


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Anak Ibu stunting.", DIAGNOSING),
        ("Katakan: “Bapak kena diabetes.”", DIAGNOSING),
        ("Kader boleh menentukan penyakit.", DIAGNOSING),
        ("Beri parasetamol, lalu pulang.", DOSING),
        ("Hentikan obat itu.", DOSING),
        ("Bila terlambat, bayi bisa meninggal.", FEAR),
        ("Ibu yang malas tidak datang.", BLAME),
        ("Itu kesalahan ibunya.", BLAME),
        ("Kunjungi penderita TBC.", LABEL),
    ],
)
def test_it_is_named_with_its_reason(text: str, reason: str) -> None:
    [said] = banned(text)
    assert said.endswith(reason)


@pytest.mark.parametrize(
    "text",
    ["Jangan katakan “anak Ibu stunting”.", "Kader tidak menentukan penyakit.", "Ibu dengan hipertensi dirujuk."],
)
def test_what_a_text_tells_not_to_say_is_left_alone(text: str) -> None:
    assert list(banned(text)) == []


def test_a_myth_and_a_column_of_what_not_to_say_are_not_ours() -> None:
    rows = [["Anak Ibu stunting.", "Kita ajak ke bidan."], ["Ibu malas.", "Anak Ibu stunting."]]
    table = {"caption": "Cara", "head": ["Jangan berkata", "Katakan"], "rows": rows}
    page = {"title": "Bicara", "body": [{"myth": {"myth": "Anak Ibu stunting.", "fact": "Tidak."}}, {"table": table}]}
    [found] = wording.remarks(page)
    assert found.steps == ("body", 1, "table", "rows", 1, 1)


def test_long_words_and_long_sentences_on_the_mean_are_named() -> None:
    page = {"title": "Alat", "body": [{"text": "Ketidakseimbangannyalah."}]}
    assert "panjang sekali" in wording.remarks(page)[0].sentence
    sentence = "Kader " + "mengukur " * 14 + "anak."
    page = {"title": "Alat", "body": [{"text": f"{sentence} " * 12}]}
    assert [one.sentence.split(",")[0] for one in wording.remarks(page)] == ["Rata-rata kalimat 15 kata"]
