"""Fields of an authoring form, declared once: from them follow the form, the shape in a package, and a comparison."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext_noop as _noop

from modules.shapes import Choice, Optional

Kind = Literal["line", "text", "lines", "yes", "whole", "choice", "key", "rows"]
_EMPTY: dict[Kind, Any] = {
    "line": "",
    "text": "",
    "lines": [],
    "yes": False,
    "whole": None,
    "choice": None,
    "key": "",
    "rows": [],
}


@dataclass(frozen=True)
class Field:
    """One field. ``line`` and ``text`` are texts (a number is a text too, with comma or point), ``lines`` a list of
    short texts, ``key`` names a row for good, ``rows`` is a list of ``fields``; of rows and lines at least and at most
    so many. ``words``: (value, label) of a choice."""

    name: str
    label: str
    kind: Kind = "line"
    help: str = ""
    optional: bool = False
    most: int = 300
    words: tuple[tuple[str, str], ...] = ()
    fields: tuple["Field", ...] = ()
    rows: tuple[int, int] = (0, 12)


STEM = Field("stem", _noop("Pertanyaan"), "text", most=600)
EXPLANATION = Field(
    "explanation",
    _noop("Catatan sesudah menjawab"),
    "text",
    help=_noop("Tentang soalnya seluruhnya. Dibaca sesudah penjelasan di atas, hanya dalam latihan."),
    optional=True,
    most=600,
)

# A picture of the module above the question; none or one.
PICTURE = Field(
    "picture",
    _noop("Gambar soal"),
    "rows",
    optional=True,
    rows=(0, 1),
    fields=(
        Field("image", _noop("Gambar"), help=_noop("Nama gambar modul ini, misalnya lila.svg."), most=80),
        Field("alt", _noop("Isi gambar dengan kata"), "text", most=300),
    ),
)
ALTERNATIVE = Field(
    "alternative",
    _noop("Soal pengganti"),
    help=_noop("Kunci soal tanpa gambar, untuk yang tidak dapat melihat. Wajib bila dinilai."),
    optional=True,
    most=80,
)


@dataclass(frozen=True)
class Line:
    """One text of an item. ``path`` finds the same text in another version; ``right``: of what is right; ``why``: an
    explanation."""

    path: tuple[str, ...]
    label: str
    text: str
    right: bool = False
    why: bool = False


def shape_of(fields: tuple[Field, ...]) -> dict[str, Any]:
    """The shape of these fields in the file of a package."""
    return {field.name: _shape(field) for field in fields}


def _shape(field: Field) -> Any:
    shape: Any = str
    if field.kind == "rows":
        shape = [shape_of(field.fields)]
    elif field.kind == "lines":
        shape = [str]
    elif field.kind == "choice":
        shape = Choice(tuple(value for value, _label in field.words))
    elif field.kind in ("yes", "whole"):
        shape = {"yes": bool, "whole": int}[field.kind]
    return Optional(shape, _EMPTY[field.kind]) if field.optional else shape


def given(fields: tuple[Field, ...], content: Mapping[str, Any]) -> dict[str, Any]:
    """The content without what was left empty: an item says the same with and without an empty field."""
    return {
        field.name: content[field.name]
        for field in fields
        if field.name in content and not (field.optional and content[field.name] == _EMPTY[field.kind])
    }


def outline(fields: tuple[Field, ...], content: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[Line]:
    """Every text of the content with its label; rows are told apart by their key, else by their place."""
    for field in fields:
        value = content.get(field.name)
        if field.kind == "rows":
            for at, row in enumerate(value or []):
                yield from outline(field.fields, row, (*path, field.name, str(row.get("key", at))))
        elif field.kind == "lines":
            yield from (Line((*path, field.name, text), field.label, text) for text in value or [])
        elif field.kind not in ("key", "yes") and value not in (None, ""):
            right = content.get("correct") is True and field.name == "text"
            yield Line((*path, field.name), field.label, str(value), right, field.name == "feedback")
