"""Where two versions of a piece differ, field by field, as texts that people can read side by side."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from modules.packages.pieces import Kind, Piece

WORD = re.compile(r"\s*\S+|\s+")
# How people call what stands in a body; a text says what it is by itself.
BLOCKS = {
    "picture": "gambar",
    "strip": "enam gambar",
    "steps": "langkah",
    "note": "penting",
    "danger": "bahaya",
    "myth": "mitos atau fakta",
    "table": "tabel",
    "talk": "percakapan",
    "check": "coba jawab sendiri",
    "video": "video",
    "audio": "suara",
    "keep": "ingat",
}
LABELS = {
    "image": "berkas",
    "alt": "isi gambar",
    "caption": "keterangan",
    "critical": "wajib benar",
    "correct": "benar",
    "feedback": "penjelasan",
    "fact": "fakta",
    "head": "kepala",
    "rows": "baris",
    "refer": "beri tahu petugas bila",
    "who": "siapa",
    "transcript": "transkrip",
    "read_on": "dibaca",
}
SELF_EVIDENT = ("text", "says", "question", "lines", "frames", "options", "title")
UNSAID = ("draft",)
# PostgreSQL keeps the keys of JSON in an order of its own; both sides are said in this one, and the rest by name.
ORDER = (
    "who says title question caption head rows image alt file poster text critical correct feedback myth fact".split()
)


@dataclass(frozen=True)
class Difference:
    """``name``: the field, or field and position such as ``body 3 steps``; "" is the whole. "" of a side: not there."""

    name: str
    here: str
    file: str


def of(piece: Piece) -> list[Difference]:
    """Fields that differ between what stands here and the file; of a picture or recording only that it does."""
    if piece.kind in (Kind.PICTURE, Kind.RECORDING):
        return [Difference("", "berkas di sini" if piece.live else "", "berkas di paket" if piece.file else "")]
    here, file = piece.live or {}, piece.file or {}
    if not isinstance(here, dict) or not isinstance(file, dict):
        return list(_of_values("", here, file))
    names = [name for name in {**file, **here} if name not in UNSAID and here.get(name) != file.get(name)]
    return [one for name in names for one in _of_values(name, here.get(name), file.get(name))]


def _of_values(name: str, here: Any, file: Any) -> Iterator[Difference]:
    if _is_list_of_parts(here) and _is_list_of_parts(file):
        yield from _of_lists(name, here or [], file or [])
    else:
        yield Difference(name, words(here), words(file))


def _is_list_of_parts(value: Any) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(item, dict) for item in value))


def _of_lists(name: str, here: list[Any], file: list[Any]) -> Iterator[Difference]:
    """Blocks, steps, options: those that differ, each beside the one in whose place it stands."""
    ours, theirs = [words(item) for item in here], [words(item) for item in file]
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for what, start, end, other, until in matcher.get_opcodes():
        if what != "equal":
            for at, (one, two) in enumerate(zip_longest(ours[start:end], theirs[other:until], fillvalue="")):
                yield Difference(f"{name} {max(start, other) + at + 1}", one, two)


Marked = list[tuple[bool, str]]  # pieces of a text in order, and whether the other side does not have them


def marked(here: str, file: str) -> tuple[Marked, Marked]:
    """Both texts word by word, with what only one side says marked."""
    ours, theirs = WORD.findall(here), WORD.findall(file)
    found: tuple[Marked, Marked] = ([], [])
    for what, start, end, other, until in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        for side, some in zip(found, (ours[start:end], theirs[other:until]), strict=True):
            if some:
                side.append((what != "equal", "".join(some)))
    return found


def words(value: Any) -> str:
    """A value as an author would say it; "" for what is not there."""
    if value is None or value is False:
        return ""
    if value is True:
        return "ya"
    if isinstance(value, list):
        return "\n".join(f"• {words(item)}".replace("\n", "\n  ") for item in value)
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))
        return "\n".join(filter(None, (_field(name, value[name]) for name in names)))
    return str(value)


def _field(name: str, value: Any) -> str:
    said = words(value)
    if name in BLOCKS:
        return f"[{BLOCKS[name]}]\n{said}"
    return said and (said if name in SELF_EVIDENT else f"{LABELS.get(name, name)}: {said}")
