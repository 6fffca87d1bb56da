"""What an author should look at again in a page: advice, never a refusal. Pure but for the language of its sentences.

A page is its package data: nested lists and dicts with texts in them, ``body`` a list of blocks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from modules.rules import CITATION
from modules.shapes import Steps

MOST_WORDS = 20
FILES = {"image", "file", "poster"}
NOT_PROSE = FILES | {"key", "slug", "depth", "competency", "lessons", "kind", "minutes"}
# What every kader says as a word, or reads on the cover of a book she holds.
GLOSSARY = set(
    "ASI BB BPJS BPOM HP HPV ID KB KIA KK KMS KTP LILA MPASI NIK OK PAUD PIN PKK PMT PUS QR RT RW SD SK SMA SMP TB TK"
    " TV UKS USG WA WIB WIT WITA WUS".split()
)
UNIT = (
    r"kg|gram|g|mg|mcg|ml|liter|cm|mm|mmHg|IU|kkal|kalori|tetes|tablet|kapsul|butir|menit|jam|hari|minggu|bulan|tahun"
    r"|kali|persen|derajat|°C|%|‰"
)
NUMBER = re.compile(rf"(?<![\w,./])\d[\d.,/–-]*(?:\s+(?:sampai|hingga|atau|dan)\s+\d[\d.,]*)?\s*(?:{UNIT})(?!\w)")
AGE = re.compile(r"\b[A-Z]\w+(?: \([^)]*\))?,? (?:berumur |umur |usia )?\d[\d ,]*(?:tahun|bulan|hari)\b")
CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
ROMAN = re.compile(r"[IVXLC]+")
BREAK = re.compile(r"(?<=[.!?…:])[\"”’»)*_]*\s+|\n+")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
BULLET = re.compile(r"^\s*(?:[-*]|\d+\.|#+)\s+")
WORD = re.compile(r"\w[\w’'/.,-]*")
HEADING = re.compile(r"^(#+)\s", re.MULTILINE)


@dataclass(frozen=True)
class Remark:
    """Where (keys and positions from the top) and what to look at, as one or two plain sentences."""

    steps: Steps
    sentence: str


def remarks(page: dict[str, Any]) -> list[Remark]:
    """Everything to look at in a lesson, a module's own page or an area's leaf, in the order of reading."""
    said = list(texts(page))
    found = [*_abbreviations(said), *_pictures(page, ()), *_transcripts(page, ()), *_headings(page)]
    for steps, text in said:
        found += [Remark(steps, sentence) for sentence in (*_long(text), *_uncited(text))]
    order = {name: at for at, name in enumerate(page)}
    return sorted(dict.fromkeys(found), key=lambda remark: _place(remark.steps, order))


def _place(steps: Steps, order: dict[Any, int]) -> tuple[int, ...]:
    inner = [step for step in steps[1:] if isinstance(step, int)]
    return (order.get(steps[0], -1) if steps else -1, *inner)


def texts(data: Any, steps: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """Every text that is read, with its place. A wrong answer is not said by us, so its text is left out."""
    if isinstance(data, str):
        yield steps, data
    elif isinstance(data, dict):
        wrong = "feedback" in data and not data.get("correct")
        for key, value in data.items():
            if key not in NOT_PROSE and not (wrong and key == "text"):
                yield from texts(value, (*steps, key))
    elif isinstance(data, list):
        for at, value in enumerate(data):
            yield from texts(value, (*steps, at))


def sentences(text: str) -> list[str]:
    """The sentences of a text without its markup; a cited fact counts as one word."""
    bare = LINK.sub(r"\1", CITATION.sub("0", text))
    lines = (BULLET.sub("", piece) for piece in BREAK.split(bare))
    return [line.replace("**", "").strip(" *_") for line in lines if line and WORD.search(line)]


def _long(text: str) -> Iterator[str]:
    for sentence in sentences(text):
        count = len(WORD.findall(sentence))
        if count > MOST_WORDS:
            said = _("Kalimat %(count)s kata, sebaiknya paling banyak %(most)s: “%(begin)s …”. Bagi menjadi dua.")
            yield said % {"count": count, "most": MOST_WORDS, "begin": " ".join(sentence.split()[:6])}


def _uncited(text: str) -> Iterator[str]:
    """Numbers with a unit that do not come from the list of facts; the age of a person in a story is none."""
    for match in NUMBER.finditer(AGE.sub(" ", CITATION.sub(" ", text))):
        yield _("Angka “%(number)s” tidak diambil dari daftar fakta. Biarkan bila hanya contoh.") % {
            "number": " ".join(match[0].split())
        }


def _abbreviations(said: list[tuple[Steps, str]]) -> Iterator[Remark]:
    """Each once, where it stands first, unless it is explained beside it anywhere in the page."""
    whole, seen = "\n".join(text for _steps, text in said), set(GLOSSARY)
    for steps, text in said:
        for short in CAPITALS.findall(CITATION.sub(" ", text)):
            if short not in seen and not ROMAN.fullmatch(short) and not _explained(short, whole):
                told = _("Singkatan %(short)s belum dijelaskan. Tulis kepanjangannya saat pertama dipakai.")
                yield Remark(steps, told % {"short": short})
            seen.add(short)


def _explained(short: str, whole: str) -> bool:
    return (
        re.search(rf"\({short}\)|\b{short}\*{{0,2}} \(|\b{short}\*{{0,2}},? (?:adalah|artinya|atau|yaitu)\b", whole)
        is not None
    )


def _pictures(data: Any, steps: Steps) -> Iterator[Remark]:
    if isinstance(data, dict):
        if "alt" in data:
            yield from (Remark((*steps, "alt"), sentence) for sentence in _alt(data))
        for key, value in data.items():
            yield from _pictures(value, (*steps, key))
    elif isinstance(data, list):
        for at, value in enumerate(data):
            yield from _pictures(value, (*steps, at))


def _alt(picture: dict[str, Any]) -> Iterator[str]:
    alt, name = _plain(picture["alt"]), str(picture.get("image") or "")
    if not alt:
        yield _("Gambar belum diceritakan dengan kata.")
    elif alt == _plain(picture.get("caption", "")):
        yield _("Kata untuk gambar sama dengan keterangannya. Ceritakan apa yang terlihat.")
    elif alt in {_plain(name), _plain(PurePosixPath(name.split(".")[0]).name)}:
        yield _("Kata untuk gambar hanya nama berkasnya. Ceritakan apa yang terlihat.")


def _plain(text: str | None) -> str:
    return re.sub(r"[\W_]+", " ", text or "").strip().lower()


def _transcripts(data: Any, steps: Steps) -> Iterator[Remark]:
    for at, block in enumerate(data.get("body", [])):
        for name, value in block.items():
            if name in ("video", "audio") and not _plain(value["transcript"]):
                yield Remark(("body", at, name, "transcript"), _("Isi video atau suara belum ditulis dengan kata."))


def _headings(page: dict[str, Any]) -> Iterator[Remark]:
    """Only one level stands below the title; a heading leads to something."""
    blocks = [next(iter(block.items())) for block in page.get("body", [])]
    for at, (name, value) in enumerate(blocks):
        if name != "text":
            continue
        steps: Steps = ("body", at, "text")
        if any(mark != "##" for mark in HEADING.findall(value)):
            yield Remark(steps, _("Judul di dalam halaman ditulis dengan ##, tidak dengan # atau ###."))
        last = (value.strip().splitlines() or [""])[-1]
        if last.startswith("#") and (at + 1 == len(blocks) or str(blocks[at + 1][1]).startswith("#")):
            yield Remark(steps, _("Judul tanpa isi di bawahnya."))
