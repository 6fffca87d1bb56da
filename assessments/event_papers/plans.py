"""What is written before the day: the kerangka acuan and the timetable."""

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from assessments.event_papers import common
from assessments.event_papers.occasion import Occasion, Slot
from assessments.event_papers.registry import Field, Paper
from assessments.event_papers.typed import Typed
from lms.areas import surat
from lms.areas.format import angka, hari_tanggal
from lms.areas.sheets.writing import Page, Value
from lms.areas.surat import Block, Cell, Column, Surat

TIMES = [
    Column("Waktu", "26mm", "center"),
    Column("Acara", "1.6fr"),
    Column("Kelompok", "22mm", "center"),
    Column("Narasumber atau fasilitator", "1.1fr"),
]


def terms(occasion: Occasion, typed: Typed) -> Surat:
    """Kerangka acuan kegiatan, with the timetable as its last page."""
    return common.framed(
        occasion, "Kerangka acuan kegiatan", [*_terms(occasion, typed)], _timetable(occasion, typed), day=typed.day
    )


def _terms(occasion: Occasion, typed: Typed) -> Sequence[Block]:
    blocks = [occasion.head.kop(), surat.title("Kerangka acuan kegiatan", occasion.name)]
    for letter, (heading, words) in zip("ABCDEFGHI", _sections(occasion, typed), strict=False):
        blocks += [surat.heading(f"{letter}. {heading}"), *words]
    return [*blocks, surat.signatures(occasion.head.signer(occasion.head.dated(typed.day)))]


def _sections(occasion: Occasion, typed: Typed) -> list[tuple[str, list[Block]]]:
    return [
        ("Latar belakang", _paragraphs(typed, "latar")),
        ("Tujuan", _paragraphs(typed, "tujuan")),
        ("Keluaran", _paragraphs(typed, "keluaran")),
        ("Sasaran", [surat.text(_aimed_at(occasion))]),
        ("Materi", [surat.numbered(f"{group.title} (kelompok {group.key})" for group in occasion.groups)]),
        ("Metode", _paragraphs(typed, "metode")),
        ("Waktu dan tempat", [common.about(occasion)]),
        ("Sumber dana", [surat.text(_funding(occasion))]),
        ("Tim", _team(occasion)),
    ]


def _paragraphs(typed: Typed, key: str) -> list[Block]:
    return [surat.text(line) for line in typed.lines(key)] or [surat.text(surat.BLANK)]


def _aimed_at(occasion: Occasion) -> str:
    number = occasion.event.capacity or len(occasion.invited)
    who = occasion.event.programme.who
    return f"{angka(number)} {who}." if number else f"{who[:1].upper()}{who[1:]}."


def _funding(occasion: Occasion) -> str:
    return f"{occasion.event.get_funding_display()}." if occasion.event.funding else surat.BLANK


def _team(occasion: Occasion) -> list[Block]:
    if not occasion.team:
        return [surat.text("Ditetapkan kemudian.")]
    return [surat.table(common.team_columns(), common.team_rows(occasion.team))]


def timetable(occasion: Occasion, typed: Typed) -> Surat:
    return common.framed(occasion, "Jadwal", _timetable(occasion, typed), day=typed.day)


def _timetable(occasion: Occasion, typed: Typed) -> list[Block]:
    rows: list[Sequence[Cell]] = []
    for day, slots in groupby(occasion.slots, key=lambda slot: slot.day):
        rows += [surat.section(hari_tanggal(day), len(TIMES)), *map(_slot, slots)]
    return [
        occasion.head.kop(),
        surat.title("Jadwal kegiatan", occasion.name),
        common.about(occasion),
        surat.table(TIMES, rows, air=1.8),
        common.chair_and_head(occasion, typed.day),
    ]


def _slot(slot: Slot) -> list[str]:
    return [slot.hours, slot.title, ", ".join(slot.groups), slot.speaker]


def timetable_pages(occasion: Occasion, typed: Typed) -> list[Page]:
    head = ["Tanggal", "Mulai", "Selesai", "Acara", "Kelompok", "Narasumber atau fasilitator"]
    rows: list[list[Value]] = [
        [slot.day, f"{slot.starts:%H.%M}", f"{slot.ends:%H.%M}", slot.title, ", ".join(slot.groups), slot.speaker]
        for slot in occasion.slots
    ]
    return [Page("Jadwal", head, rows)]


def terms_pages(occasion: Occasion, typed: Typed) -> list[Page]:
    """The text as rows, and the timetable."""
    rows = [["Kegiatan", occasion.name], ["Waktu", occasion.period], ["Tempat", occasion.place]]
    rows += [[str(field.label), typed.text(field.key)] for field in FIELDS]
    rows += [["Sasaran", _aimed_at(occasion)], ["Sumber dana", _funding(occasion)]]
    return [Page("Kerangka acuan", ["Bagian", "Isi"], rows, [24, 100]), *timetable_pages(occasion, typed)]


def _why(occasion: Occasion) -> str:
    return (
        "Kader posyandu menjadi ujung tombak layanan kesehatan di desa dan kelurahan. "
        f"Mereka perlu menguasai {occasion.event.programme.title}, dan keterampilan itu perlu ditunjukkan, "
        f"bukan hanya diceritakan. Karena itu {occasion.head.words.name} merencanakan kegiatan ini."
    )


def _what_for(occasion: Occasion) -> str:
    if occasion.assesses:
        return "Menilai keterampilan kader dengan praktik, dan menemukan apa yang masih perlu dilatih."
    return "Menambah pengetahuan dan keterampilan kader dalam kelompok yang diajarkan."


def _outcome(occasion: Occasion) -> str:
    if occasion.assesses:
        return "Hasil penilaian tiap kader, rekapitulasi keterampilan, dan berita acara penilaian."
    return "Kader yang hadir lengkap, hasil pre-test dan post-test, dan laporan kegiatan."


def _how(occasion: Occasion) -> str:
    if occasion.assesses:
        return "Praktik di pos penilaian dengan simulasi hari buka, dan tanya jawab singkat."
    return "Ceramah singkat, peragaan, praktik berpasangan, dan simulasi hari buka."


FIELDS = [
    Field("latar", _("Latar belakang"), "", 6, _why),
    Field("tujuan", _("Tujuan"), "", 3, _what_for),
    Field("keluaran", _("Keluaran"), "", 3, _outcome),
    Field("metode", _("Metode"), "", 3, _how),
]
PAPERS = [
    Paper(
        "kak",
        10,
        _("Kerangka acuan kegiatan (KAK)"),
        _("Isi KAK yang dapat diubah, dengan jadwal sebagai lampiran."),
        terms,
        missing=common.all_of(common.no_team, common.no_slots, common.no_place),
        fields=FIELDS,
        pages=terms_pages,
    ),
    Paper(
        "jadwal",
        15,
        _("Jadwal"),
        _("Susunan acara tiap hari."),
        timetable,
        missing=common.no_slots,
        pages=timetable_pages,
    ),
]
