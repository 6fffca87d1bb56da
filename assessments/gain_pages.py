"""Gains as people read them. Below five pairs no figure is said: a mean of four people is nearly their names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.analysis.gain import FEW, Item, Part, normalised
from assessments.models import GainTally, Question
from lms.areas.format import angka, desimal, persen_dari
from modules.models import Competency
from modules.queries import lesson_links

Table = dict[str, Any]


@dataclass(frozen=True)
class Section:
    """The groups of one place or event."""

    title: str
    table: Table


def sections(rows: Iterable[GainTally]) -> list[Section]:
    """One a place, in the order of the rows."""
    parts = [list(found) for _, found in groupby(rows, key=lambda row: (row.kab_id, row.puskesmas_id, row.event_id))]
    return [Section(place(part[0]), _table(part)) for part in parts]


def place(row: GainTally) -> str:
    """Where, and at which event: "Angkatan 1 · Puskesmas Balowerti"."""
    where = str(row.puskesmas) if row.puskesmas else row.kab.name if row.kab else _("Indonesia")
    return f"{row.event.title} · {where}" if row.event else where


def one(row: GainTally) -> dict[str, Any]:
    """The tables of one row; only that they are few, where they are."""
    few = row.n < FEW
    return {
        "row": row,
        "place": place(row),
        "few": few,
        "least": FEW,
        "cells": [] if few else _cells(row.before, row.after),
        "competencies": None if few else _competencies(row),
        **({} if few else _items(row)),
    }


def gain(before: float, after: float) -> str:
    """ "0,45"; "–" where there was nothing left to gain."""
    found = normalised(before, after)
    return "–" if found is None else desimal(found, 2)


def _head(first: str) -> list[str]:
    """What it is all about first: on a phone the rest scrolls."""
    return [first, _("Naik"), _("Pre"), _("Post"), _("Kader")]


def _table(rows: Sequence[GainTally]) -> Table:
    return {"head": _head(_("Kelompok")), "rows": [_row(row) for row in rows]}


def _row(row: GainTally) -> list[Any]:
    name = {"text": f"{row.group.key}. {row.group.title}", "href": reverse("gain", args=[row.key])}
    if row.n < FEW:
        return [name, *_too_few()]
    return [name, *_cells(row.before, row.after), angka(row.n)]


def _too_few() -> list[str]:
    return ["–", "–", "–", _("kurang dari %(n)s") % {"n": FEW}]


def _cells(before: float, after: float) -> list[str]:
    return [gain(before, after), desimal(before, 0), desimal(after, 0)]


def _competencies(row: GainTally) -> Table:
    titles = dict(Competency.objects.filter(group=row.group).values_list("key", "short_title"))
    head = [*_head(_("Kompetensi")), _("Belum tepat menjadi tepat")]
    lines = []
    for key, sums in row.competencies.items():
        part, name = Part(*sums), f"{key} {titles.get(key, '')}"
        if part.n < FEW:
            lines.append([name, *_too_few(), "–"])
        else:
            means = _cells(100 * part.before / part.n, 100 * part.after / part.n)
            lines.append([name, *means, angka(part.n), _of(part.righted, part.wrong)])
    return {"head": head, "rows": lines}


def _items(row: GainTally) -> dict[str, Any]:
    """The questions by their lesson: what they ask stays with those who write them. Those few met are counted."""
    questions = Question.objects.filter(key__in=row.items).select_related("competency").in_bulk(field_name="key")
    links = {one: lesson_links(one) for one in {question.competency for question in questions.values()}}
    lines = []
    for key, sums in row.items.items():
        item, question = Item(*sums), questions.get(key)
        title, href = links[question.competency].get(question.lesson_key, ("", "")) if question else ("", "")
        name = {"text": f"{key} · {title}" if title else key, "href": href}
        shares = [_share(item.before, item.n_before), _share(item.after, item.n_after)]
        lines.append([name, *shares, _of(item.righted, item.wrong)])
    told = [line for line in lines if set(line[1:]) != {"–"}]
    head = [_("Soal dan pelajarannya"), _("Pre"), _("Post"), _("Salah menjadi benar")]
    return {"items": {"head": head, "rows": told} if told else None, "rare": len(lines) - len(told)}


def _share(earned: float, n: int) -> str:
    return "–" if n < FEW else _("%(share)s (n %(n)s)") % {"share": persen_dari(round(earned), n, 0), "n": angka(n)}


def _of(righted: int, wrong: int) -> str:
    return (
        "–"
        if wrong < FEW
        else _("%(share)s (dari %(n)s)") % {"share": persen_dari(righted, wrong, 0), "n": angka(wrong)}
    )
