"""Moodle XML read: as its question bank writes it, with CDATA, categories, fractions, files in base64 and HTML.

No entities and no outside access: a file that declares any is refused whole. What Moodle has and we have not (essays,
formulas, gaps in a text) is refused by name, and the rest comes in.
"""

import base64
import binascii
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from assessments.exchange.entry import MOST_BYTES, MOST_ITEMS, Entry, Reading, Refusal, Unusable, key_of, lettered, slug
from assessments.exchange.words import pictures, plain

NAMES = {
    "essay": "uraian",
    "cloze": "isian dalam teks (cloze)",
    "calculated": "hitungan dengan rumus",
    "calculatedmulti": "hitungan dengan rumus",
    "calculatedsimple": "hitungan dengan rumus",
    "description": "keterangan tanpa pertanyaan",
    "ddwtos": "seret kata",
    "gapselect": "pilih kata",
    "ddimageortext": "seret ke gambar",
    "ddmarker": "penanda di gambar",
    "randomsamatch": "menjodohkan acak",
}
MARK = "tuntas"  # of the tags by which we say more of an item than Moodle can hold
Written = dict[str, Any]


class _Refused(ValueError):
    """This question is none of ours; one plain sentence."""


def read(raw: bytes) -> Reading:
    """All questions of the file. Unusable: it is no Moodle XML."""
    entries: list[Entry] = []
    refusals: list[Refusal] = []
    category, at = "", 0
    for question in _root(raw):
        kind = question.get("type", "")
        if kind == "category":
            category = _text(question.find("category"))
            continue
        at += 1
        try:
            entries.append(_entry(question, kind, at, category))
        except _Refused as refused:
            refusals.append(Refusal(at, str(refused)))
    return Reading(entries, refusals)


def _root(raw: bytes) -> list[Element]:
    if len(raw) > MOST_BYTES:
        raise Unusable("Berkas lebih dari 4 MB. Bagi menjadi beberapa berkas, lalu unggah lagi.")
    try:
        root = fromstring(raw, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Unusable("Berkas ini bukan Moodle XML yang utuh. Ekspor lagi dari bank soal Moodle.") from error
    questions = root.findall("question")
    if root.tag != "quiz" or not questions:
        raise Unusable("Tidak ada soal di berkas ini. Di Moodle pilih Ekspor, lalu format Moodle XML.")
    if len(questions) > MOST_ITEMS:
        raise Unusable("Berkas ini memuat lebih dari 1.000 soal. Bagi menjadi beberapa berkas.")
    return questions


def _entry(question: Element, moodle: str, at: int, category: str) -> Entry:
    if moodle not in _READERS:
        name = NAMES.get(moodle, moodle or "tanpa jenis")
        raise _Refused(f"Jenis soal {name} tidak ada di Tuntas, jadi tidak dibawa.")
    notes: list[str] = []
    kind, written = _READERS[moodle](question, notes)
    html, marks = _text(question.find("questiontext")), _marks(question)
    stem, found = plain(html), _files(question.find("questiontext"))
    shown = [(name, alt) for name, alt in pictures(html)]
    if not stem and not shown:
        raise _Refused("Soal ini tidak punya teks.")
    key = slug(_text(question.find("idnumber"), inner=False)) or key_of("m", moodle, stem, str(sorted(written.items())))
    return Entry(
        at=at,
        key=key,
        kind=kind,
        written={"stem": stem, **_picture(shown, found), **written, **_explanation(question)},
        place=category,
        lesson=marks.get("lesson", ""),
        use=marks.get("use", ""),
        difficulty=marks.get("difficulty", ""),
        essential="essential" in marks,
        pictures={name: found[name] for name, _alt in shown[:1] if name in found},
        notes=tuple(notes),
    )


def _picture(shown: list[tuple[str, str]], files: Mapping[str, bytes]) -> Written:
    if not shown:
        return {}
    name, alt = shown[0]
    if len(shown) > 1:
        raise _Refused("Soal ini memakai lebih dari satu gambar; di Tuntas satu soal satu gambar.")
    if name not in files:
        raise _Refused("Gambarnya tidak ikut di berkas (alamat di luar tidak dibuka). Ekspor lagi bersama gambarnya.")
    if not alt:
        raise _Refused("Gambarnya belum punya keterangan. Isi keterangan gambar (alt) di Moodle, lalu ekspor lagi.")
    return {"picture": [{"image": name, "alt": alt}]}


def _files(element: Element | None) -> dict[str, bytes]:
    found = {}
    for file in element.findall("file") if element is not None else []:
        try:
            found[file.get("name", "")] = base64.b64decode("".join((file.text or "").split()), validate=True)
        except (binascii.Error, ValueError) as error:
            raise _Refused("Gambar di soal ini rusak. Ekspor lagi dari Moodle.") from error
    return found


def _explanation(question: Element) -> Written:
    said = plain(_text(question.find("generalfeedback")))
    return {"explanation": said} if said else {}


def _marks(question: Element) -> dict[str, str]:
    """Of tags ``tuntas:lesson=menimbang``: what they say."""
    tags = [_text(tag) for tag in question.findall("tags/tag")]
    ours = [tag.partition(":")[2].partition("=") for tag in tags if tag.startswith(f"{MARK}:")]
    return {name: value for name, _sign, value in ours}


# ---- Types
def _choice(question: Element, notes: list[str]) -> tuple[str, Written]:
    single = _text(question.find("single"), inner=False) != "false"
    answers = list(_answers(question))
    rights = [fraction for _said, fraction, _why in answers if fraction > 0]
    if single and [fraction for fraction in rights if fraction != 100]:
        notes.append("Nilai sebagian untuk pilihan tunggal tidak dibawa: hanya pilihan bernilai penuh yang benar.")
    full = [(said, fraction == 100 if single else fraction > 0, why) for said, fraction, why in answers]
    return ("single" if single else "multiple"), {"options": _options(full)}


def _truefalse(question: Element, notes: list[str]) -> tuple[str, Written]:
    by = {said.casefold(): (fraction == 100, why) for said, fraction, why in _answers(question)}
    if set(by) != {"true", "false"}:
        raise _Refused("Soal benar atau salah ini tidak punya jawaban true dan false.")
    options = [
        {"key": key, "text": key.capitalize(), "correct": by[english][0], "feedback": by[english][1]}
        for key, english in (("benar", "true"), ("salah", "false"))
    ]
    return "truefalse", {"options": options}


def _matching(question: Element, notes: list[str]) -> tuple[str, Written]:
    rows = [(plain(_text(sub)), plain(_text(sub.find("answer")))) for sub in question.findall("subquestion")]
    pairs, extra = [row for row in rows if row[0]], [right for left, right in rows if not left]
    keys = lettered([left for left, _right in pairs])
    made = [
        {"key": key, "left": left, "right": right, "feedback": ""}
        for key, (left, right) in zip(keys, pairs, strict=True)
    ]
    return "matching", {"pairs": made, **({"extra": extra} if extra else {})}


def _ordering(question: Element, notes: list[str]) -> tuple[str, Written]:
    texts = [plain(_text(answer)) for answer in question.findall("answer")]
    return "ordering", {"steps": [{"key": key, "text": text} for key, text in zip(lettered(texts), texts, strict=True)]}


def _numerical(question: Element, notes: list[str]) -> tuple[str, Written]:
    rows = [(answer, _fraction(answer)) for answer in question.findall("answer")]
    full = [answer for answer, fraction in rows if fraction == 100]
    if len(full) != 1:
        raise _Refused("Soal angka ini tidak punya tepat satu jawaban bernilai penuh.")
    if [fraction for _answer, fraction in rows if 0 < fraction < 100]:
        notes.append("Nilai sebagian tidak dibawa.")
    units = [_text(unit.find("unit_name"), inner=False) for unit in question.findall("units/unit")]
    errors = [
        {"value": _number(_text(answer)), "feedback": _why(answer)}
        for answer, fraction in rows
        if fraction < 100 and _text(answer).strip() != "*" and _why(answer)
    ]
    written: Written = {
        "value": _number(_text(full[0])),
        "tolerance": _number(_text(full[0].find("tolerance"), inner=False)),
    }
    written |= {"unit": units[0]} if units and units[0] else {}
    written |= {"errors": errors} if errors else {}
    return "numeric", written | ({"feedback": _why(full[0])} if _why(full[0]) else {})


def _shortanswer(question: Element, notes: list[str]) -> tuple[str, Written]:
    rows = [(said, fraction, why) for said, fraction, why in _answers(question) if said != "*"]
    accepted = [said for said, fraction, _why in rows if fraction == 100]
    if [said for said in accepted if "*" in said]:
        raise _Refused("Jawaban dengan tanda bintang (*) tidak dikenal di Tuntas. Tulis jawabannya satu per satu.")
    if [fraction for _said, fraction, _why in rows if 0 < fraction < 100]:
        notes.append("Jawaban bernilai sebagian dibawa sebagai kekeliruan yang sering.")
    errors = [{"text": said, "feedback": why} for said, fraction, why in rows if fraction < 100 and why]
    return "short", {"accepted": accepted, **({"errors": errors} if errors else {})}


_READERS: dict[str, Callable[[Element, list[str]], tuple[str, Written]]] = {
    "multichoice": _choice,
    "truefalse": _truefalse,
    "matching": _matching,
    "ordering": _ordering,
    "numerical": _numerical,
    "shortanswer": _shortanswer,
}


def _options(answers: list[tuple[str, bool, str]]) -> list[Written]:
    keys = lettered([said for said, _right, _why in answers])
    return [
        {"key": key, "text": said, "correct": right, "feedback": why}
        for key, (said, right, why) in zip(keys, answers, strict=True)
    ]


def _answers(question: Element) -> Iterator[tuple[str, Decimal, str]]:
    """Words, fraction in percent, explanation of each answer."""
    for answer in question.findall("answer"):
        if pictures(_text(answer)):
            raise _Refused("Pilihan jawaban berupa gambar tidak dikenal di Tuntas.")
        yield plain(_text(answer)), _fraction(answer), _why(answer)


def _fraction(answer: Element) -> Decimal:
    try:
        return Decimal(answer.get("fraction", "0"))
    except InvalidOperation as error:
        raise _Refused("Nilai sebuah jawaban bukan angka.") from error


def _why(answer: Element) -> str:
    return plain(_text(answer.find("feedback")))


def _number(text: str) -> str:
    """With a comma, as our authors write it."""
    try:
        number = Decimal((text or "0").strip())
    except InvalidOperation as error:
        raise _Refused(f"“{text.strip()[:20]}” bukan angka.") from error
    return format(number.normalize(), "f").replace(".", ",")


def _text(element: Element | None, *, inner: bool = True) -> str:
    """What stands in ``<text>`` inside it, or (not ``inner``) in itself; "" where there is nothing."""
    found = element.find("text") if inner and element is not None else element
    return (found.text or "").strip() if found is not None else ""
