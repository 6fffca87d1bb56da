"""Items that must be seen: their pictures are there, and a counting one names another for those who cannot see it."""

from collections.abc import Iterator, Mapping
from typing import Any

from assessments.package.common import is_scored, problem
from assessments.types import draws, images_in, needs_eyes, substitute
from modules.packages.context import Context
from modules.packages.registry import Problem
from modules.pictures import NAME

Entries = Mapping[str, Mapping[str, Any]]


def problems(context: Context, path: str, entries: Entries, competency: str) -> Iterator[Problem]:
    """What is wrong with the pictures and the alternatives of one file; ``entries`` by key, in their order."""
    for at, entry in enumerate(entries.values()):
        yield from _picture_problems(context, path, at, entry, competency)
        sentence = alternative_fault(entry, entries)
        if sentence:
            yield problem(context, path, (at,), f"Soal {entry['key']}: {sentence}")


def alternative_fault(entry: Mapping[str, Any], others: Entries) -> str:
    """What is wrong with the *soal pengganti* of an item, among all of its competency by key; "" if nothing is."""
    named, use = substitute.named_in(entry), entry["use"]
    row = others.get(named) if named != entry["key"] else None
    other = substitute.Other(row["use"], needs_eyes(row["type"], row)) if row else None
    fault = substitute.fault(entry, use, other, drawn=draws(entry["type"]), scored=is_scored(use))
    return fault % {"key": named} if fault else ""


def _picture_problems(
    context: Context, path: str, at: int, entry: Mapping[str, Any], competency: str
) -> Iterator[Problem]:
    folder = path.rpartition("/")[0]
    for name in images_in(entry["type"], entry):
        steps = (at, "picture", 0, "image") if name in _above(entry) else (at, "image")
        if not NAME.fullmatch(name) or not context.exists(f"{folder}/pictures/{name}"):
            yield problem(context, path, steps, f"Gambar “{name}” tidak ada di folder pictures modul ini.")
        elif folder.rpartition("/")[2] != competency.lower():
            yield problem(context, path, steps, f"Soal bergambar perlu folder modul bernama {competency.lower()}.")


def _above(entry: Mapping[str, Any]) -> list[str]:
    return [row["image"] for row in entry["picture"]]
