"""Rekapitulasi: where each kader of the event stands in every skill of the programme, on one wide page."""

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from assessments.event_papers import common
from assessments.event_papers.occasion import Guest, Occasion
from assessments.event_papers.registry import ASSESSING, Paper
from assessments.event_papers.typed import Typed
from lms.areas import surat
from lms.areas.format import angka
from lms.areas.sheets.writing import Page, Value
from lms.areas.surat import Cell, Column, Surat
from modules.models import Competency

SKILLED, NOT_YET, BEFORE = "T", "B", "t"
LEGEND = (
    "T: praktiknya terampil pada kegiatan ini. B: praktiknya belum terampil pada kegiatan ini. t: sudah terampil "
    "sebelumnya, tidak dinilai lagi. Kosong: belum dinilai. Terampil: menurut catatan seluruh bukti, sesuai aturan "
    "kelulusan yang dipakai."
)


def recap(occasion: Occasion, typed: Typed) -> Surat:
    """A3, landscape: whoever a penilai saw, or everybody before that."""
    count = len(occasion.competencies)
    body = [
        occasion.head.kop(),
        surat.title(f"Rekapitulasi {angka(count)} keterampilan kader", occasion.name, occasion.period),
        surat.table(_columns(occasion), _rows(occasion), over=_over(occasion), air=1, size=8, upright=50),
        surat.text(LEGEND, justify=False),
        common.chair_and_head(occasion, typed.day),
    ]
    return common.framed(occasion, "Rekapitulasi", body, day=typed.day, paper="a3", landscape=True, size=9)


def people(occasion: Occasion) -> list[Guest]:
    return occasion.observed or occasion.guests


def _columns(occasion: Occasion) -> list[Column]:
    skills = [Column(f"{one.key} {one.short_title}", "8.6mm", "center", upright=True) for one in occasion.competencies]
    names = [Column("No.", "9mm", "center"), Column("Nama", "1.35fr"), Column("Posyandu", "1fr")]
    sums = [
        Column(word, "11mm", "center", upright=True) for word in ("Praktik terampil", "Praktik dinilai", "Terampil")
    ]
    return [*names, *skills, *sums]


def _over(occasion: Occasion) -> list[tuple[str, int]]:
    groups = groupby(occasion.competencies, key=lambda one: one.group)
    named = [(group, len(list(own))) for group, own in groups]
    return [("Kader", 3), *((f"{group.key}. {group.title}", count) for group, count in named), ("Jumlah", 3)]


def _rows(occasion: Occasion) -> list[Sequence[Cell]]:
    columns = len(occasion.competencies) + 6
    rows = [*common.by_place(people(occasion), columns, lambda at, one: _row(occasion, at, one))]
    totals = [
        str(sum(mark(occasion, one, skill) in (SKILLED, BEFORE) for one in people(occasion)))
        for skill in occasion.competencies
    ]
    return [*rows, [_bold("Jumlah T dan t tiap keterampilan", 3), *map(_bold, totals), _bold("", 3)]]


def _bold(words: str, span: int = 1) -> Cell:
    return {"text": words, "bold": True, "shade": True, "span": span}


def _row(occasion: Occasion, number: int, guest: Guest) -> Sequence[Cell]:
    marks = [mark(occasion, guest, one) for one in occasion.competencies]
    return [*common.named(number, guest), *marks, *(_bold(str(one)) for one in sums(occasion, guest))]


def mark(occasion: Occasion, guest: Guest, competency: Competency) -> str:
    """T or B as it was seen at the event, t for what she could before, or ""."""
    seen = occasion.seen.get(guest.pk, {}).get(competency.key)
    if seen is not None:
        return SKILLED if seen else NOT_YET
    return BEFORE if competency.key in occasion.skilled.get(guest.pk, ()) else ""


def sums(occasion: Occasion, guest: Guest) -> tuple[int, int, int]:
    """How many were terampil when seen, how many were seen, and how many her record says."""
    seen = occasion.seen.get(guest.pk, {})
    return sum(seen.values()), len(seen), len(occasion.skilled.get(guest.pk, ()))


def recap_pages(occasion: Occasion, typed: Typed) -> list[Page]:
    head = [f"{one.key} {one.short_title}" for one in occasion.competencies]

    def rest(guest: Guest) -> list[Value]:
        marks = [mark(occasion, guest, one) for one in occasion.competencies]
        return [*marks, *sums(occasion, guest)]

    more = [*head, "Praktik terampil", "Praktik dinilai", "Terampil"]
    return [common.twin("Rekapitulasi", people(occasion), more, rest, narrow=len(more))]


PAPERS = [
    Paper(
        "rekapitulasi",
        90,
        _("Rekapitulasi keterampilan"),
        _("Kertas A3: tiap kader, tiap keterampilan, dengan jumlahnya."),
        recap,
        missing=common.all_of(common.no_guests, common.no_outcomes),
        kinds=ASSESSING,
        day=lambda occasion: occasion.last_day,
        pages=recap_pages,
    ),
]
