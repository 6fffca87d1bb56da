"""Laporan kegiatan: who came, what they learnt, what was seen, pictures, and what follows."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments import gain_pages
from assessments.analysis.gain import FEW, normalised
from assessments.event_papers import common
from assessments.event_papers.occasion import Occasion
from assessments.event_papers.registry import Field, Paper
from assessments.event_papers.typed import Typed
from assessments.models import GainTally
from lms.areas import surat
from lms.areas.format import angka, desimal, hari_tanggal, persen_dari
from lms.areas.sheets.writing import Page, Value
from lms.areas.surat import Block, Column, Surat

NOTE = (
    "Pre dan post: nilai rata-rata dari 100, hanya kader yang mengerjakan keduanya. Kenaikan: bagian yang tadinya "
    "belum tepat lalu menjadi tepat, 0 sampai 1."
)
GAINS = [
    Column("Kelompok", "1fr"),
    *(Column(word, "24mm", "center") for word in ("Kader", "Pre-test", "Post-test", "Kenaikan")),
]
SEEN = [
    Column("Kelompok keterampilan", "1fr"),
    *(Column(word, "30mm", "center") for word in ("Kader dinilai", "Praktik dinilai", "Praktik terampil")),
]


def report(occasion: Occasion, typed: Typed) -> Surat:
    """The report; no name stands in it but those of the team."""
    blocks = [occasion.head.kop(), surat.title("Laporan kegiatan", occasion.name)]
    for letter, (heading, words) in zip("ABCDEFGHI", _sections(occasion, typed), strict=False):
        blocks += [surat.heading(f"{letter}. {heading}"), *words]
    blocks += [surat.text("Demikian laporan ini dibuat dengan sebenarnya."), common.chair_and_head(occasion, typed.day)]
    return common.framed(occasion, "Laporan kegiatan", blocks, day=typed.day)


def _sections(occasion: Occasion, typed: Typed) -> list[tuple[str, list[Block]]]:
    sections = [
        ("Pelaksanaan", [*_held(occasion), *_team(occasion)]),
        ("Peserta", _people(occasion)),
        ("Pre-test dan post-test", _gain(occasion)),
        ("Hasil penilaian praktik", _outcomes(occasion)),
        ("Hambatan", _lines(typed, "hambatan")),
        ("Rencana tindak lanjut", _lines(typed, "rtl")),
        ("Dokumentasi", _photos(occasion)),
    ]
    return [(heading, words) for heading, words in sections if words]


def _held(occasion: Occasion) -> list[Block]:
    groups = [f"{group.key}. {group.title}" for group in occasion.groups]
    rows = [("Kelompok", "; ".join(groups))] if groups else []
    if occasion.event.funding:
        rows.append(("Sumber dana", occasion.event.get_funding_display()))
    return [common.about(occasion), surat.pairs(rows, label=26)] if rows else [common.about(occasion)]


def _team(occasion: Occasion) -> list[Block]:
    return [surat.table(common.team_columns(), common.team_rows(occasion.team))] if occasion.team else []


def _people(occasion: Occasion) -> list[Block]:
    invited, there = occasion.invited, occasion.there
    uninvited = f", di antaranya {angka(len(there - invited))} tanpa undangan" if there - invited else ""
    rows = [
        ("Diundang", f"{angka(len(invited))} kader"),
        ("Hadir", f"{angka(len(there))} kader{uninvited}"),
        ("Diundang dan belum hadir", f"{angka(len(invited - there))} kader, untuk kegiatan susulan"),
    ]
    columns = [Column("Hari", "1fr"), Column("Hadir", "40mm", "center"), Column("Dari yang diundang", "50mm", "center")]
    days = [_day(occasion, day) for day in occasion.days]
    return [surat.pairs(rows, label=48), surat.table(columns, days)]


def _day(occasion: Occasion, day: date) -> Sequence[str]:
    there = occasion.present.get(day, set())
    share = persen_dari(len(there & occasion.invited), len(occasion.invited), 0)
    return [hari_tanggal(day), angka(len(there)), share]


def _gain(occasion: Occasion) -> list[Block]:
    """Per group; below five pairs no figure is said, as everywhere."""
    found = [_group_gain(row) for row in _gains(occasion)]
    return [surat.table(GAINS, found), surat.text(NOTE, justify=False)] if found else []


def _gains(occasion: Occasion) -> list[GainTally]:
    """Of the place that holds it."""
    place = {"puskesmas": occasion.event.puskesmas} if occasion.event.puskesmas else {"kab": occasion.event.kab}
    rows = GainTally.objects.filter(event=occasion.event, **place).select_related("group")
    return list(rows.order_by("group__position"))


def _group_gain(row: GainTally) -> list[str]:
    name = f"{row.group.key}. {row.group.title}"
    if row.n < FEW:
        return [name, f"kurang dari {FEW}", "–", "–", "–"]
    gain = gain_pages.gain(row.before, row.after)
    return [name, angka(row.n), desimal(row.before, 0), desimal(row.after, 0), gain]


def _outcomes(occasion: Occasion) -> list[Block]:
    """Per group how many were seen and how many of the skills seen were terampil: numbers, no names."""
    if not occasion.seen:
        return []
    return [surat.table(SEEN, group_outcomes(occasion))]


def group_outcomes(occasion: Occasion) -> list[list[str]]:
    """Each group that was seen: title, kader seen, skills seen, skills terampil."""
    return [[title, *map(angka, numbers)] for title, *numbers in group_numbers(occasion)]


def group_numbers(occasion: Occasion) -> list[tuple[str, int, int, int]]:
    """The same as numbers."""
    rows = []
    for group in occasion.groups:
        keys = {one.key for one in occasion.competencies if one.group == group}
        seen = [{key: ok for key, ok in marks.items() if key in keys} for marks in occasion.seen.values()]
        people, marks = sum(map(bool, seen)), [ok for one in seen for ok in one.values()]
        if people:
            rows.append((f"{group.key}. {group.title}", people, len(marks), sum(marks)))
    return rows


def _lines(typed: Typed, key: str) -> list[Block]:
    return [surat.numbered(typed.lines(key) or [surat.BLANK])]


def report_pages(occasion: Occasion, typed: Typed) -> list[Page]:
    """Its numbers as sheets: who came, what they learnt, what was seen, and what follows."""
    days: list[list[Value]] = [
        [day, len(occasion.invited), len(there), len(there & occasion.invited)]
        for day in occasion.days
        for there in [occasion.present.get(day, set())]
    ]
    said = [[str(field.label), line] for field in FIELDS for line in typed.lines(field.key)]
    pages = [Page("Kehadiran", ["Hari", "Diundang", "Hadir", "Hadir dari yang diundang"], days)]
    gains = _gains(occasion)
    if gains:
        pages.append(Page("Pre-test dan post-test", [one.head for one in GAINS], map(_gain_numbers, gains)))
    if occasion.seen:
        pages.append(Page("Praktik", [one.head for one in SEEN], group_numbers(occasion)))
    return [*pages, Page("Hambatan dan tindak lanjut", ["Bagian", "Isi"], said, [24, 100])]


def _gain_numbers(row: GainTally) -> list[Value]:
    """Numbers where there are enough of them to be said."""
    name = f"{row.group.key}. {row.group.title}"
    if row.n < FEW:
        return [name, f"kurang dari {FEW}", "", "", ""]
    gain = normalised(row.before, row.after)
    return [name, row.n, round(row.before, 1), round(row.after, 1), "" if gain is None else round(gain, 2)]


def _photos(occasion: Occasion) -> list[Block]:
    return [surat.photos(occasion.photos)] if occasion.photos else []


def _follow_up(occasion: Occasion) -> str:
    absent = len(occasion.invited - occasion.there)
    late = f"Kegiatan susulan untuk {angka(absent)} kader yang diundang dan belum hadir.\n" if absent else ""
    return f"{late}Pendampingan di posyandu untuk keterampilan yang masih perlu dilatih."


def _missing(occasion: Occasion) -> list[str]:
    there = [] if occasion.there or occasion.seen else [_("Belum ada kehadiran yang dicatat.")]
    return there if occasion.photo_rows else [*there, _("Belum ada foto kegiatan.")]


FIELDS = [
    Field("hambatan", gettext_lazy("Hambatan"), gettext_lazy("Satu baris satu butir."), 3),
    Field("rtl", gettext_lazy("Rencana tindak lanjut"), gettext_lazy("Satu baris satu butir."), 4, _follow_up),
]
PAPERS = [
    Paper(
        "laporan",
        120,
        gettext_lazy("Laporan kegiatan"),
        gettext_lazy("Kehadiran, pre-test dan post-test, hasil praktik, foto, dan tindak lanjut."),
        report,
        missing=_missing,
        day=lambda occasion: occasion.last_day,
        fields=FIELDS,
        pages=report_pages,
    ),
]
