"""Our items as Moodle XML, for the types it has. What it has not is named, and left here."""

import base64
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Comment, Element, SubElement, indent, tostring

from assessments.exchange.entry import Entry
from assessments.exchange.moodle import MARK
from assessments.exchange.words import PLUGIN, escaped

Written = Mapping[str, Any]


def write(entries: Iterable[Entry]) -> tuple[bytes, list[Entry]]:
    """The file, and those that Moodle has no type for. ``read`` of it gives the same items back."""
    given, root = list(entries), Element("quiz")
    left = [entry for entry in given if entry.kind not in _WRITERS]
    if left:
        root.append(Comment(f" Tidak ikut, jenisnya tidak ada di Moodle: {', '.join(entry.key for entry in left)} "))
    for entry in given:
        if entry.kind in _WRITERS:
            _category(root, entry.place)
            _question(root, entry)
    indent(root, " ")
    return tostring(root, encoding="utf-8", xml_declaration=True), left


def _category(root: Element, place: str) -> None:
    question = SubElement(root, "question", type="category")
    _said(question, "category", f"$course$/top/{place}", html=False)


def _question(root: Element, entry: Entry) -> None:
    moodle, fill = _WRITERS[entry.kind]
    question = SubElement(root, "question", type=moodle)
    _said(question, "name", entry.key, html=False)
    _said(question, "questiontext", escaped(entry.written["stem"]) + _image(entry), files=entry.pictures)
    _said(question, "generalfeedback", escaped(entry.written.get("explanation", "")))
    SubElement(question, "idnumber").text = entry.key
    fill(question, entry.written)
    tags = SubElement(question, "tags")
    for mark in _marks(entry):
        _said(tags, "tag", f"{MARK}:{mark}", html=False)


def _image(entry: Entry) -> str:
    shown = entry.written.get("picture") or []
    return "".join(f'<img src="{PLUGIN}{_quoted(one["image"])}" alt="{_quoted(one["alt"])}">' for one in shown)


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _marks(entry: Entry) -> list[str]:
    marks = [f"lesson={entry.lesson}", f"use={entry.use}", f"difficulty={entry.difficulty}"]
    return [*marks, "essential"] if entry.essential else marks


def _said(
    parent: Element, name: str, text: str, *, html: bool = True, files: Mapping[str, bytes] | None = None
) -> Element:
    made = SubElement(parent, name, format="html") if html else SubElement(parent, name)
    SubElement(made, "text").text = text
    for file, content in (files or {}).items():
        SubElement(made, "file", name=file, path="/", encoding="base64").text = base64.b64encode(content).decode()
    return made


def _answer(question: Element, text: str, percent: Fraction, why: str = "", *, html: bool = True) -> Element:
    share = f"{float(percent):.5f}".rstrip("0").rstrip(".")
    made = SubElement(question, "answer", fraction=share, format="html" if html else "moodle_auto_format")
    SubElement(made, "text").text = escaped(text) if html else text
    _said(made, "feedback", escaped(why))
    return made


def _single(question: Element, written: Written) -> None:
    _choice(question, written, one=True)


def _multiple(question: Element, written: Written) -> None:
    _choice(question, written, one=False)


def _choice(question: Element, written: Written, *, one: bool) -> None:
    """Where several are right, a wrong tick costs as much as a right one earns, as with us."""
    options = written["options"]
    right = sum(option["correct"] for option in options)
    SubElement(question, "single").text = "true" if one else "false"
    SubElement(question, "shuffleanswers").text = "true"
    for option in options:
        share = Fraction(100 if option["correct"] else 0 if one else -100, right)
        _answer(question, option["text"], share, option.get("feedback", ""))


def _truefalse(question: Element, written: Written) -> None:
    english = {"benar": "true", "salah": "false"}
    for option in written["options"]:
        share = Fraction(100 if option["correct"] else 0)
        _answer(question, english[option["key"]], share, option.get("feedback", ""), html=False)


def _matching(question: Element, written: Written) -> None:
    SubElement(question, "shuffleanswers").text = "true"
    pairs = [(pair["left"], pair["right"]) for pair in written["pairs"]]
    for left, right in [*pairs, *(("", extra) for extra in written.get("extra", []))]:
        sub = _said(question, "subquestion", escaped(left))
        _said(sub, "answer", right, html=False)


def _ordering(question: Element, written: Written) -> None:
    for step in written["steps"]:
        _answer(question, step["text"], Fraction(100))


def _numeric(question: Element, written: Written) -> None:
    rows = [(written["value"], 100, written.get("feedback", ""))]
    rows += [(error["value"], 0, error["feedback"]) for error in written.get("errors", [])]
    for value, share, why in rows:
        made = _answer(question, value.replace(",", "."), Fraction(share), why, html=False)
        SubElement(made, "tolerance").text = written.get("tolerance", "0").replace(",", ".") if share else "0"
    if written.get("unit"):
        unit = SubElement(SubElement(question, "units"), "unit")
        SubElement(unit, "multiplier").text = "1"
        SubElement(unit, "unit_name").text = written["unit"]


def _short(question: Element, written: Written) -> None:
    SubElement(question, "usecase").text = "0"
    for said in written["accepted"]:
        _answer(question, said, Fraction(100), html=False)
    for error in written.get("errors", []):
        _answer(question, error["text"], Fraction(0), error["feedback"], html=False)


_WRITERS: dict[str, tuple[str, Callable[[Element, Written], None]]] = {
    "single": ("multichoice", _single),
    "multiple": ("multichoice", _multiple),
    "truefalse": ("truefalse", _truefalse),
    "matching": ("matching", _matching),
    "ordering": ("ordering", _ordering),
    "numeric": ("numerical", _numeric),
    "short": ("shortanswer", _short),
}
