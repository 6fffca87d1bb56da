"""What an author should look at again in a page: advice, never a refusal. Pure but for the language of its sentences.

A page is its package data: nested lists and dicts with texts in them, ``body`` a list of blocks.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from modules.figures import spelled, uncited
from modules.phrasing import banned
from modules.rules import CITATION
from modules.shapes import Steps

MOST_WORDS, MEAN_WORDS, LONGEST_WORD = 20, 14, 18
ENOUGH = 10  # sentences of which a mean says something
FILES = {"image", "file", "poster"}
NOT_PROSE = FILES | {"key", "slug", "depth", "competency", "lessons", "kind", "minutes"}
# Said by others, or told as what is not so: their words and numbers are not ours.
NOT_OURS = {"myth", "belum", "extra", "errors"}
# What every kader says as a word, or reads on the cover of a book she holds.
GLOSSARY = set(
    "ASI BB BPJS BPOM HP HPV ID KB KIA KK KMS KTP LILA MP MPASI NIK OK PAUD PIN PKK PMT PUS QR RT RW SD SK SMA SMP TB"
    " TK TV UKS USG WA WIB WIT WITA WUS".split()
)
CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
NEVER = re.compile(r"(?:Jangan|Hindari|Keliru|Salah|Bukan|Kurang tepat|Mitos)\b", re.IGNORECASE)
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
    number: bool = False  # right where the number is but an example


def remarks(page: dict[str, Any]) -> list[Remark]:
    """Everything to look at in a lesson, a module's own page or an area's leaf, in the order of reading."""
    said = list(texts(page))
    found = [*of_texts(said, ours=_is_ours(page)), *_pictures(page, ()), *_transcripts(page, ()), *_headings(page)]
    order = {name: at for at, name in enumerate(page)}
    return sorted(dict.fromkeys(found), key=lambda remark: _place(remark.steps, order))


def of_texts(
    said: Sequence[tuple[Steps, str]],
    *,
    explained: str = "",
    ours: Callable[[Steps], bool] = lambda steps: True,
    own: Callable[[Steps], Collection[str]] = lambda steps: (),
) -> Iterator[Remark]:
    """What there is to say of texts that are read one after the other. ``explained``: where abbreviations are told
    besides; ``ours``: do we say what stands there, or is it somebody's mistake? ``own``: its numbers that may stand.
    """
    yield from _abbreviations(said, explained)
    for steps, text in said:
        yield from (Remark(steps, sentence) for sentence in (*_long(text), *_long_words(text)))
        if ours(steps):
            yield from (Remark(steps, sentence) for sentence in banned(CITATION.sub("0", text)))
            yield from (Remark(steps, sentence, number=True) for sentence in _uncited(text, own(steps)))
    yield from _mean(said)


def _is_ours(page: dict[str, Any]) -> Callable[[Steps], bool]:
    """All but myths, and the column of a table that tells what not to say."""

    def ours(steps: Steps) -> bool:
        if steps[0] == "body" and len(steps) == 6 and steps[2:4] == ("table", "rows"):
            head = str(page["body"][steps[1]]["table"]["head"][steps[5]])
            return not NEVER.match(head)
        return not NOT_OURS & set(steps)

    return ours


def _place(steps: Steps, order: dict[Any, int]) -> tuple[int, ...]:
    inner = [step for step in steps[1:] if isinstance(step, int)]
    return (order.get(steps[0], -1) if steps else -1, *inner)


def texts(data: Any, steps: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """Every text that is read, with its place. A wrong answer is not said by us, so its text is left out."""
    if isinstance(data, str):
        yield steps, data
    elif isinstance(data, dict):
        wrong = {"feedback", "correct"} & data.keys() and not data.get("correct")
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


def _long_words(text: str) -> Iterator[str]:
    for word in WORD.findall(LINK.sub(r"\1", CITATION.sub("0", text))):
        if max(map(len, re.split(r"[-/.’']", word))) > LONGEST_WORD:
            said = _("Kata “%(word)s” panjang sekali. Cari kata sehari-hari.")
            yield said % {"word": word.rstrip(".,")}


def _mean(said: Sequence[tuple[Steps, str]]) -> Iterator[Remark]:
    counts = [len(WORD.findall(sentence)) for _steps, text in said for sentence in sentences(text)]
    if len(counts) >= ENOUGH and sum(counts) > MEAN_WORDS * len(counts):
        told = _("Rata-rata kalimat %(mean)s kata, sebaiknya paling banyak %(most)s. Pakai kalimat yang lebih pendek.")
        yield Remark((), told % {"mean": round(sum(counts) / len(counts)), "most": MEAN_WORDS})


def _uncited(text: str, own: Collection[str]) -> Iterator[str]:
    """Numbers that do not come from the list of facts."""
    for number in spelled(text):
        said = _("Angka “%(number)s” ditulis dengan kata di samping fakta. Ambil juga dari daftar fakta.")
        yield said % {"number": number}
    for number in uncited(text, own=own):
        yield _("Angka “%(number)s” tidak diambil dari daftar fakta. Biarkan bila hanya contoh.") % {"number": number}


def _abbreviations(said: Sequence[tuple[Steps, str]], explained: str) -> Iterator[Remark]:
    """Each once, where it stands first, unless it is explained beside it anywhere in the page."""
    whole, seen = "\n".join([explained, *(text for _steps, text in said)]), set(GLOSSARY)
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
