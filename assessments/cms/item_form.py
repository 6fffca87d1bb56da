"""The authoring form of any type, from the fields it declares: shown, read back, and told what is amiss where.

Names are paths: ``stem``, ``options-0-text``, ``scenes-1-options-0-text``. Rows that are left blank are no rows, so the
form works without a script: some blank ones always stand at the end. A button sends the form with the name of a row and
where it goes (``pindah=steps-2-naik``): it comes back with that row moved, and nothing is kept yet.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from string import ascii_lowercase
from typing import Any

from django.utils.translation import gettext as _

from assessments.types import fields_of
from assessments.types.fields import Field
from modules.models import Fact
from modules.rules import cited

Path = tuple[str, ...]
Faults = Mapping[Path, list[str]]
_COMMON = ("stem", "picture")
SPARE = 2  # blank rows at the end
AWAY = "hapus"  # ticked: this row goes
UP, DOWN = "naik", "turun"
_MOVE = re.compile(rf"(.+)-(\d{{1,3}})-({UP}|{DOWN})")
# What somebody begins with who writes the first item of a type.
STARTS: dict[str, dict[str, Any]] = {
    "truefalse": {
        "options": [
            {"key": "benar", "text": "Benar", "correct": False, "feedback": ""},
            {"key": "salah", "text": "Salah", "correct": False, "feedback": ""},
        ]
    }
}


@dataclasses.dataclass(frozen=True)
class Row:
    """One row of boxes; ``number`` as people count, ``blank``: nothing is written in it.

    ``up`` and ``down``: what its buttons send; "" where there is no row to change places with. ``moved``: the way it
    has just gone.
    """

    number: int
    boxes: list["Box"]
    away: str
    blank: bool = False
    up: str = ""
    down: str = ""
    moved: str = ""


@dataclasses.dataclass(frozen=True)
class Box:
    """One field as it stands in the form. ``value`` for everything but rows."""

    field: Field
    name: str
    value: Any = ""
    faults: list[str] = dataclasses.field(default_factory=list)
    rows: list[Row] = dataclasses.field(default_factory=list)

    @property
    def label(self) -> str:
        return _(self.field.label)

    @property
    def help(self) -> str:
        return _(self.field.help) if self.field.help else ""

    @property
    def words(self) -> list[tuple[str, str]]:
        return [(value, _(label)) for value, label in self.field.words]

    @property
    def more(self) -> bool:
        """May rows be added and taken away?"""
        return self.field.rows[0] != self.field.rows[1]

    @property
    def moves(self) -> bool:
        """Can its rows change places?"""
        return self.more and self.field.rows[1] > 1

    @property
    def room(self) -> bool:
        """Is there room for one more?"""
        return self.more and len(self.rows) < self.field.rows[1]


class ItemForm:
    """The content of one item in a form. ``posted`` None: as ``content`` says. ``more``: rows that were asked for;
    ``move``: the row that was moved."""

    def __init__(self, kind: str, *, use: str, content: Mapping[str, Any], posted: Any = None) -> None:
        self.kind, self.use, self.fields = kind, use, _fields(kind)
        self.content = read(self.fields, posted) if posted is not None else (content or STARTS.get(kind, {}))
        self.more = posted.get("tambah", "") if posted is not None else ""
        self.move = posted.get("pindah", "") if posted is not None else ""
        self.faults: dict[Path, list[str]] = {}

    @property
    def arranging(self) -> bool:
        """Was the form sent to come back with other rows, not to be kept?"""
        return bool(self.more or self.move)

    def check(self, facts: Mapping[str, Fact]) -> bool:
        """Is every field as it has to be? What is not, is told beside it."""
        for path, sentence in _faults(self.fields, self.content, facts, use=self.use):
            self.faults.setdefault(path, []).append(sentence)
        return not self.faults

    def blame(self, sentences: Sequence[str]) -> bool:
        """What is wrong with the item as a whole, told beside the first field of its type. Out: is nothing?"""
        if sentences:
            own = next((one.name for one in self.fields if one.name not in _COMMON), self.fields[0].name)
            self.faults.setdefault((own,), []).extend(sentences)
        return not sentences

    def boxes(self) -> list[Box]:
        return _boxes(self.fields, self.content, (), self.faults, self.more or self.move)


def _fields(kind: str) -> tuple[Field, ...]:
    """As declared; the two answers of a type that always has the same two can only be looked at."""
    fixed = len(STARTS.get(kind, {}).get("options", []))
    fields = fields_of(kind)
    return tuple(
        dataclasses.replace(one, rows=(fixed, fixed)) if fixed and one.name == "options" else one for one in fields
    )


def read(fields: Sequence[Field], posted: Any, path: Path = ()) -> dict[str, Any]:
    """The content as posted: texts trimmed, rows in their order without the blank ones, each with a key of its own."""
    found: dict[str, Any] = {}
    for one in fields:
        here = (*path, one.name)
        found[one.name] = _rows(one, posted, here) if one.kind == "rows" else _value(one, posted.get("-".join(here)))
    return found


def _rows(one: Field, posted: Any, path: Path) -> list[dict[str, Any]]:
    begin = re.compile(re.escape("-".join(path)) + r"-(\d{1,3})-")
    numbers = sorted({int(match[1]) for name in posted for match in [begin.match(name)] if match})
    kept = [number for number in numbers if not posted.get("-".join((*path, str(number), AWAY)))]
    rows = [read(one.fields, posted, (*path, str(number))) for number in _moved(kept, posted.get("pindah", ""), path)]
    rows = [row for row in rows if not _is_blank(one.fields, row)]
    if any(inner.kind == "key" for inner in one.fields):
        _name(rows)
    return rows


def _moved(numbers: list[int], move: str, path: Path) -> list[int]:
    """The rows in their order after one of them has changed places with its neighbour."""
    found = _MOVE.fullmatch(move)
    if found is None or found[1] != "-".join(path) or int(found[2]) not in numbers:
        return numbers
    at = numbers.index(int(found[2]))
    to = at + (-1 if found[3] == UP else 1)
    if 0 <= to < len(numbers):
        numbers[at], numbers[to] = numbers[to], numbers[at]
    return numbers


def _name(rows: list[dict[str, Any]]) -> None:
    """A key to each new row that no other row has; old rows keep theirs, whatever becomes of the others."""
    taken = [row["key"] for row in rows if row["key"]]
    free = (key for key in _letters() if key not in taken)
    for row in rows:
        row["key"] = row["key"] or next(free)


def _letters() -> Iterator[str]:
    yield from ascii_lowercase
    yield from (f"{letter}{number}" for number in range(2, 9) for letter in ascii_lowercase)


def _value(one: Field, text: str | None) -> Any:
    if one.kind == "yes":
        return bool(text)
    text = (text or "").replace("\r\n", "\n").strip()
    if one.kind == "lines":
        return [line.strip() for line in text.split("\n") if line.strip()]
    if one.kind == "whole":
        return int(text) if re.fullmatch(r"\d{1,6}", text) else (text or None)
    return text


def _is_blank(fields: Sequence[Field], row: Mapping[str, Any]) -> bool:
    return not any(row[one.name] not in ("", None, []) for one in fields if one.kind not in ("key", "yes"))


def _faults(
    fields: Sequence[Field], content: Mapping[str, Any], facts: Mapping[str, Fact], *, use: str, path: Path = ()
) -> Iterator[tuple[Path, str]]:
    for one in fields:
        here, value = (*path, one.name), content.get(one.name)
        if one.kind == "rows":
            yield from _row_faults(one, value or [], facts, use, here)
        elif one.kind == "lines":
            yield from _line_faults(one, value or [], facts, use, here)
        elif value in ("", None) and one.kind not in ("yes", "key"):
            if not one.optional:
                yield here, _("Belum diisi.")
        elif one.kind == "whole" and not isinstance(value, int):
            yield here, _("Tulis bilangan bulat, misalnya 24.")
        elif one.kind == "choice" and value not in [word for word, _label in one.words]:
            yield here, _("Pilih salah satu.")
        elif isinstance(value, str):
            yield from ((here, sentence) for sentence in _text_faults(one, value, facts, use))


def _row_faults(
    one: Field, rows: Sequence[Mapping[str, Any]], facts: Mapping[str, Fact], use: str, path: Path
) -> Iterator[tuple[Path, str]]:
    least, most = one.rows
    if len(rows) < least and not (one.optional and not rows):
        yield path, _("Paling sedikit %(least)s, sekarang %(count)s.") % {"least": least, "count": len(rows)}
    if len(rows) > most:
        yield path, _("Paling banyak %(most)s, sekarang %(count)s.") % {"most": most, "count": len(rows)}
    for at, row in enumerate(rows):
        yield from _faults(one.fields, row, facts, use=use, path=(*path, str(at)))


def _line_faults(
    one: Field, lines: Sequence[str], facts: Mapping[str, Fact], use: str, path: Path
) -> Iterator[tuple[Path, str]]:
    yield from _row_faults(dataclasses.replace(one, fields=()), [{}] * len(lines), facts, use, path)
    for line in lines:
        yield from ((path, sentence) for sentence in _text_faults(one, line, facts, use))


def _text_faults(one: Field, text: str, facts: Mapping[str, Fact], use: str) -> Iterator[str]:
    if one.kind in ("line", "text", "lines") and len(text) > one.most:
        yield _("Terlalu panjang: %(length)s huruf, paling banyak %(most)s.") % {"length": len(text), "most": one.most}
    for key in sorted(cited(text)):
        if key not in facts:
            yield _("Fakta %(key)s tidak ada. Periksa kuncinya.") % {"key": key}
        elif use == "counting" and facts[key].status != Fact.Status.SETTLED:
            yield _("Fakta %(key)s belum ditetapkan, jadi tidak boleh dinilai.") % {"key": key}


def _boxes(fields: Sequence[Field], content: Mapping[str, Any], path: Path, faults: Faults, more: str) -> list[Box]:
    found = []
    for one in fields:
        here, value = (*path, one.name), content.get(one.name)
        name, said = "-".join(here), list(faults.get((*path, one.name), []))
        if one.kind == "rows":
            found.append(Box(one, name, faults=said, rows=_shown_rows(one, value or [], here, faults, more)))
        else:
            shown = "\n".join(value or []) if one.kind == "lines" else "" if value is None else value
            found.append(Box(one, name, value=shown, faults=said))
    return found


def _shown_rows(one: Field, rows: Sequence[Mapping[str, Any]], path: Path, faults: Faults, more: str) -> list[Row]:
    least, most = one.rows
    asked = SPARE if more == "-".join(path) else 0
    spare = 0 if least == most else SPARE if len(rows) < least else asked or 1
    count = min(max(len(rows) + spare, least), most) if len(rows) < most else len(rows)
    shown = [*rows, *({} for _at in range(count - len(rows)))]
    return [
        _row("-".join((*path, str(at))), at, len(rows), _boxes(one.fields, row, (*path, str(at)), faults, more), more)
        for at, row in enumerate(shown)
    ]


def _row(name: str, at: int, written: int, boxes: list[Box], move: str) -> Row:
    """The row at this place among so many that are written."""
    ups, downs = 0 < at < written, at < written - 1
    return Row(
        at + 1,
        boxes,
        f"{name}-{AWAY}",
        blank=at >= written,
        up=f"{name}-{UP}" if ups else "",
        down=f"{name}-{DOWN}" if downs else "",
        moved=_way(name, at, move),
    )


def _way(name: str, at: int, move: str) -> str:
    """The way a row has gone that stands here now."""
    found = _MOVE.fullmatch(move)
    if found is None or found[1] != name.rpartition("-")[0]:
        return ""
    return found[3] if int(found[2]) + (-1 if found[3] == UP else 1) == at else ""
