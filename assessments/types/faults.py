"""What is missing or too long in the content of an item, by the fields of its type. For people, in Indonesian."""

from collections.abc import Iterator, Mapping
from typing import Any

from assessments.types.fields import STEM, Field


def faults(fields: tuple[Field, ...], content: Mapping[str, Any]) -> list[str]:
    """What is not filled in, is too many or too few, or has a key twice; of the stem and these fields."""
    if not _said(content, STEM):
        return ["soal tidak punya teks"]
    return [fault for field in fields for fault in _of(field, content)]


def _of(field: Field, content: Mapping[str, Any]) -> Iterator[str]:
    if field.kind in ("rows", "lines"):
        yield from _list(field, content.get(field.name))
    elif field.kind in ("line", "text", "key"):
        if not field.optional and not _said(content, field):
            yield f"{field.label}: belum diisi"
        elif len(str(content.get(field.name) or "")) > field.most:
            yield f"{field.label}: paling banyak {field.most} huruf"


def _said(content: Mapping[str, Any], field: Field) -> bool:
    text = content.get(field.name)
    return isinstance(text, str) and bool(text.strip())


def _list(field: Field, given: object) -> Iterator[str]:
    given = [] if given is None else given
    least, most = (0 if field.optional else field.rows[0]), field.rows[1]
    if not isinstance(given, list) or not least <= len(given) <= most:
        yield f"{field.label}: perlu {least} sampai {most}"
    elif field.kind == "lines":
        if not all(isinstance(text, str) and text.strip() for text in given):
            yield f"{field.label}: ada baris yang kosong"
        elif max(map(len, given), default=0) > field.most:
            yield f"{field.label}: paling banyak {field.most} huruf"
    elif not all(isinstance(row, Mapping) for row in given):
        yield f"{field.label}: bentuknya tidak dikenal"
    else:
        yield from _rows(field, given)


def _rows(field: Field, rows: list[Mapping[str, Any]]) -> Iterator[str]:
    for at, row in enumerate(rows, start=1):
        yield from (f"{field.label} {at}, {fault}" for one in field.fields for fault in _of(one, row))
    keys = [str(row["key"]) for row in rows if "key" in row]
    if len(set(keys)) < len(keys):
        yield f"{field.label}: kuncinya harus berbeda-beda"
