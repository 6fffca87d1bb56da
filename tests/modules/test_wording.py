"""What an author should look at again: long sentences, abbreviations, numbers, pictures, headings."""

import pytest

from modules import wording

LONG = "Kader " + "mengukur " * 20 + "anak."


def said(*blocks: dict[str, object], **page: str) -> list[str]:
    return [remark.sentence for remark in wording.remarks({"title": "Alat", **page, "body": list(blocks)})]


def test_a_sentence_over_twenty_words_is_named_with_its_block() -> None:
    [found] = wording.remarks({"title": "Alat", "body": [{"note": {"text": "Pendek."}}, {"text": f"Pendek. {LONG}"}]})
    assert found.steps == ("body", 1, "text")
    assert "Kalimat 22 kata" in found.sentence


def test_items_of_a_list_are_sentences_of_their_own() -> None:
    items = "\n".join(["- satu dua tiga empat lima"] * 8)
    assert said({"text": f"{items}\n\n“Satu dua?” Tiga empat. [Lima](https://contoh.id/enam)."}) == []


@pytest.mark.parametrize(
    "text",
    [
        "Bawa MTBS.",
        "Bawa **MTBS** hari ini.",
    ],
)
def test_an_abbreviation_nobody_explained_is_named_once(text: str) -> None:
    assert [s for s in said({"text": text}, aim="MTBS dipakai.") if "MTBS" in s] == [
        "Singkatan MTBS belum dijelaskan. Tulis kepanjangannya saat pertama dipakai."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Bawa Buku KIA.",
        "Manajemen terpadu balita sakit (MTBS) dipakai. MTBS itu bagan.",
        "MTBS (bagan balita sakit) dipakai.",
        "MTBS adalah bagan balita sakit.",
        "Tahap II.",
    ],
)
def test_known_and_explained_abbreviations_are_left_alone(text: str) -> None:
    assert said({"text": text}) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Kurang dari 11,5 cm.", "11,5 cm"),
        ("Beri 2 tetes.", "2 tetes"),
        ("Tekanan 140/90 mmHg.", "140/90 mmHg"),
        ("Umur 6 sampai 59 bulan.", "6 sampai 59 bulan"),
        ("Sebanyak 70%.", "70%"),
        ("Setiap 3 kali.", "3 kali"),
    ],
)
def test_a_medical_number_that_is_no_fact_is_named(text: str, number: str) -> None:
    assert said({"text": text}) == [f"Angka “{number}” tidak diambil dari daftar fakta. Biarkan bila hanya contoh."]


@pytest.mark.parametrize(
    "text",
    ["Batas {fakta:b3.batas}.", "Dimas, 6 bulan, tenang.", "Bu Sari (ibu Dimas), 24 tahun.", "Meja 2.", "Tahun 2026."],
)
def test_facts_ages_of_people_and_bare_numbers_are_left_alone(text: str) -> None:
    assert said({"text": text}) == []


def test_a_wrong_answer_may_hold_any_number() -> None:
    wrong = {"text": "20 cm", "correct": False, "feedback": "Bukan."}
    check = {"question": "Berapa?", "options": [wrong, wrong | {"correct": True}]}
    assert len(said({"check": check})) == 1


@pytest.mark.parametrize(
    ("alt", "says"),
    [
        ("", "belum diceritakan"),
        ("Menimbang bayi.", "sama dengan keterangannya"),
        ("Timbangan nol", "hanya nama berkasnya"),
        ("timbangan-nol.svg", "hanya nama berkasnya"),
    ],
)
def test_a_picture_is_told_in_words_that_say_more(alt: str, says: str) -> None:
    [found] = said({"picture": {"image": "timbangan-nol.svg", "alt": alt, "caption": "Menimbang bayi"}})
    assert says in found


def test_the_pictures_of_a_strip_are_held_to_the_same() -> None:
    frame = {"image": "a.svg", "alt": "", "caption": "Nol."}
    assert len(said({"strip": {"title": "Urut", "frames": [frame, frame | {"alt": "Layar menunjukkan nol."}]}})) == 1


def test_film_and_sound_need_a_transcript() -> None:
    assert said({"audio": {"file": "a.mp3", "title": "Ucapan", "transcript": " "}}) == [
        "Isi video atau suara belum ditulis dengan kata."
    ]


@pytest.mark.parametrize("text", ["# Satu\n\nIsi.", "### Satu\n\nIsi.", "Isi.\n\n## Satu"])
def test_a_heading_is_of_the_second_level_and_leads_to_something(text: str) -> None:
    assert len(said({"text": text})) == 1
    assert said({"text": "## Satu"}, {"keep": ["Ingat."]}) == []


def test_a_page_without_blocks_is_read_too() -> None:
    assert wording.remarks({"title": "Modul", "summary": LONG, "card": None})[0].steps == ("summary",)
