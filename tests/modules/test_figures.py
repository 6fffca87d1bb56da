"""Digits that may stand in a lesson or question, and those that must come from the list of facts."""

import pytest

from modules.figures import numbers, spelled, uncited


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bayi minum ASI sampai 6 bulan.", ["6 bulan"]),
        ("Umur 6 bulan mulai makan.", ["6 bulan"]),
        ("Batasnya 25.", ["25"]),
        ("Tekanan 140/90 atau lebih.", ["140/90"]),
        ("Umur 6 sampai 59 bulan.", ["6 sampai 59 bulan"]),
        ("Bu Sari minum 2 tablet.", ["2 tablet"]),
        ("Lingkar perut Bu Sari harus kurang dari 80 cm.", ["80 cm"]),
        ("Pada minggu ke-12.", ["12"]),
    ],
)
def test_what_should_be_a_fact(text: str, found: list[str]) -> None:
    assert list(uncited(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "Sampai {fakta:b2.asi} saja.",
        "1. Timbang.\n2. Catat.",
        "Langkah 3 di meja 2, kompetensi B3 dan PD3I, vaksin PCV 2.",
        "Selasa, 14 Oktober 2025, pukul 08.30.",
        "Peraturan Nomor 13 Tahun 2024.",
        "1,50 × 1,50 = 2,25, lalu 62 : 2,25 = 27,6.",
        "Ada 30 balita dan 5 kader.",
        "Dimas, 6 bulan, tenang. Bu Sari (ibu Dimas), 24 tahun.",
        "Bu Tuti, 45 tahun, tidak hamil. Lingkar perutnya 84 cm.",
        "Seorang ibu berumur 30 tahun datang.",
        "Layar menunjukkan 0,15. Hasilnya 152/94.",
        "Uangnya Rp20.000.",
    ],
)
def test_what_may_stand(text: str) -> None:
    assert list(uncited(text)) == []


def test_an_items_own_numbers_may_be_said_again() -> None:
    assert list(uncited("Bukan 126, tetapi 78.", own={"126"})) == ["78"]
    assert numbers("126/78 dan {fakta:a1.b2}") == {"126", "78"}


def test_a_number_in_words_beside_a_fact_is_a_number_too() -> None:
    said = "Ada yang {fakta:e2.iva}, rencana baru sampai enam puluh sembilan. Sepuluh hari lalu Bu Sari datang."
    assert list(spelled(said)) == ["enam puluh sembilan"]
    assert list(spelled("Umur lima belas sampai dua puluh empat: {fakta:a.b}.")) == ["lima belas", "dua puluh empat"]
    assert list(spelled("Dua kali {fakta:a.b}.")) == []
