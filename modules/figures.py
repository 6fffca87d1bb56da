"""Numbers in a text that come neither from the list of facts nor from a story. Pure.

What may stand as digits: counts of people and things, days, hours and years, places in an order, sums that are worked
out, codes, money, the age of a person in a story and what was measured of her. Everything else is a medical or legal
number until somebody says otherwise.
"""

import re
from collections.abc import Collection, Iterator

from modules.rules import CITATION

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
UNIT = (
    r"kg|gram|g|mg|mcg|ml|mL|liter|cm|mm|mmHg|IU|kkal|kalori|tetes|tablet|kapsul|butir|menit|jam|hari|minggu|bulan|tahun"
    r"|kali|persen|derajat|°C|%|‰"
)
ONE = "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan"
SPELLED = rf"\b(?:(?:{ONE}) (?:belas|puluh|ratus|ribu)|se(?:belas|puluh|ratus|ribu))(?: (?:{ONE}|belas|puluh))*\b"
_SPAN = r"\d[\d.,/–-]*(?:\s+(?:sampai|hingga|atau|dan)\s+\d[\d.,]*)?"
WITH_UNIT = re.compile(rf"{_SPAN}(?:\s*(?:{UNIT})(?!\w))?")
# Words that begin a sentence with a capital and are nobody's name.
_NOBODY = (
    "Umur|Usia|Sejak|Mulai|Sampai|Setelah|Sesudah|Selama|Saat|Pada|Hingga|Setiap|Sebelum|Dari|Minimal|Maksimal|Sekitar"
    "|Kira|Kurang|Lebih|Paling|Batas|Anak|Bayi|Balita|Remaja|Lansia|Dewasa|Ibu|Bapak|Berumur|Selisih|Jarak|Tunggu"
)
_PERSON = re.compile(
    r"\b(?:Bu|Pak|Mbak|Mas|Mbah|Dik|Adik|Dek|Kak|Nenek|Kakek|Nek|Kek|Ibu|Bapak|Mama|Bayi|bayi|Anak|anak|Si|si|bernama)"
    r" (?!(?:Ibu|Bapak|Anda|Saya|Hamil|Menyusui|Nifas|Bidan|Kader|KIA|Balita|Remaja)\b)[A-Z][a-z]+"
    r"|\b(?:[Ss]eorang|[Ss]ebuah)\b"
)
_THRESHOLD = re.compile(
    r"\b(?:batas\w*|kurang dari|lebih dari|di bawah|di atas|paling|minimal|maksimal|normal|sejak|sampai|mulai|setiap"
    r"|sehari|seminggu|harus|perlu|boleh|sebaiknya|dianjurkan)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(r"\d+(?:,\d+)?(?:/\d+)?\s*(?:kg|gram|g|cm|m|mmHg|tahun|bulan|minggu|hari)(?!\w)")
_BLOOD = re.compile(r"\b\d{2,3}/\d{2,3}\b")
_MONTHS = "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"
_PEOPLE_AND_THINGS = (
    "orang|anak|bayi|balita|ibu|bapak|remaja|lansia|warga|kader|bidan|keluarga|rumah|peserta|nama|posyandu|dusun|RT|RW"
    "|keterampilan|kompetensi|langkah|meja|kursi|lembar|buku|halaman|gambar|kartu|baris|kolom|kotak|nomor|angka|soal"
    "|pertanyaan|undangan|kunjungan|laporan|desa|kelurahan|porsi cerita|bidang"
)
_ALLOWED = [
    re.compile(pattern)
    for pattern in (
        r"(?m)^\s*\d+\.\s",  # the marks of a list
        r"\bRp ?\d[\d.]*",
        r"\b[A-Za-z]*[A-Z][A-Za-z]*-?\d+[A-Za-z\d]*\b",  # B3, PD3I, HB0, HbA1c, COVID-19, SRQ-20
        r"\b(?:Hib|PCV|IPV|OPV|bOPV|RV|MR|[Pp]olio|HPV|JE|Td|DT|DPT|HB) \d\b",
        r"\(?\d[\d.,]*\)?(?:\s*[×x:÷+=−]\s*\(?\d[\d.,]*\)?)+",  # a sum
        rf"\b\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?\b",
        r"\b(?:19|20)\d\d\b",
        r"\b(?:[Pp]ukul|[Jj]am) \d{1,2}(?:[.:]\d\d)?(?:\s*(?:–|-|sampai)\s*\d{1,2}(?:[.:]\d\d)?)?",
        r"\b(?:[Ll]angkah|[Mm]eja|[Pp]os|[Nn]omor|[Nn]o\.|[Hh]alaman|[Ss]oal|[Gg]ambar|[Bb]agian|[Pp]asal|[Aa]yat"
        r"|[Tt]ahap|RT|RW|[Kk]olom|[Bb]aris|[Tt]rimester|[Kk]unjungan|[Ll]antai|[Hh]uruf|[Kk]otak|[Bb]agan)"
        r"\s*(?:ke-?)?\d+(?:/\d+)?",
        r"\b(?:[Nn]omor|[Nn]o\.?) \d+(?: Tahun \d{4})?|\bPer\w+ \d+/\d{4}",
        r"\b(?:menunjuk(?:kan)?|terbaca|tertulis|[Dd]itulis|menulis|[Hh]asilnya|[Hh]asil (?:pertama|kedua|ulang))\b:?"
        r"(?: pertama| kedua| tetap)? \d+(?:,\d+)?(?:/\d+)?",  # what stands on a screen or a line
        rf"\b\d+ (?:{_PEOPLE_AND_THINGS})\b",
    )
]
_AGE = re.compile(
    rf"\b(?!(?:{_NOBODY})\b)[A-Z][a-z]+(?: \([^)]*\))?,? (?:baru )?(?:berumur |umur |usia )?"
    r"\d[\d ,]*(?:tahun|bulan|minggu|hari)\b"
)


def uncited(text: str, *, own: Collection[str] = ()) -> Iterator[str]:
    """The numbers of a text that should be facts, with their unit. ``own``: numbers that what it stands in gives."""
    for part in re.split(r"\n\s*\n", text):
        story = _PERSON.search(part) is not None
        for sentence in re.split(r"(?<=[.!?])\s+", _bare(part)):
            said = _without_story(sentence) if story else sentence
            for match in WITH_UNIT.finditer(said):
                if not set(NUMBER.findall(match[0])) <= set(own):
                    yield " ".join(match[0].split()).rstrip(".,/–-")


def spelled(text: str) -> Iterator[str]:
    """Numbers from ten on that are written as words in a sentence that cites a fact: nobody would find them there."""
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", text):
        if CITATION.search(sentence):
            yield from (match[0] for match in re.finditer(SPELLED, sentence, re.IGNORECASE))


def numbers(text: str) -> set[str]:
    """All numbers of a text, as they are written."""
    return set(NUMBER.findall(CITATION.sub(" ", text)))


def _bare(text: str) -> str:
    """Without what may always stand."""
    text = re.sub(r"\]\([^)]*\)", "]", CITATION.sub(" ", text)).replace("*", "")
    for allowed in _ALLOWED:
        text = allowed.sub(" ", text)
    return _AGE.sub(" ", text)


def _without_story(sentence: str) -> str:
    """A sentence about somebody without what was measured of her, unless it says what holds for all."""
    return sentence if _THRESHOLD.search(sentence) else _BLOOD.sub(" ", _MEASURED.sub(" ", sentence))
