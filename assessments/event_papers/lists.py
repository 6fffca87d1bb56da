"""Lists in which people sign: daftar hadir for each day and session, tanda terima."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from assessments.event_papers import common
from assessments.event_papers.common import ROOM_TO_SIGN
from assessments.event_papers.occasion import Guest, Member, Occasion, Slot
from assessments.event_papers.registry import Field, Paper
from assessments.event_papers.typed import Typed
from lms.areas import surat
from lms.areas.format import hari_tanggal
from lms.areas.sheets.writing import Page, Value
from lms.areas.surat import Block, Cell, Column, Surat

EMPTY_ROWS = 8  # for those who come uninvited
SIGNED = [*common.NAMES, Column("Tanda tangan", "1.35fr")]
TEAM = [*common.team_columns(), Column("Tanda tangan", "1.35fr")]


def attendance(occasion: Occasion, typed: Typed) -> Surat:
    """A part for each session in which something is taught, or for each day without a timetable; then the team's."""
    parts = [_of_session(occasion, day, slot) for day, slot in sessions(occasion)]
    team = [_of_team(occasion, day) for day in occasion.days] if occasion.team else []
    return common.framed(occasion, "Daftar hadir", *parts, *team)


def sessions(occasion: Occasion) -> Iterator[tuple[date, Slot | None]]:
    """What is signed for, in order."""
    for day in occasion.days:
        taught: list[Slot | None] = [*(slot for slot in occasion.slots if slot.day == day and slot.groups)]
        for slot in taught or [None]:
            yield day, slot


def _of_session(occasion: Occasion, day: date, slot: Slot | None) -> list[Block]:
    session = [("Sesi", f"{slot.title}, {slot.hours}")] if slot else []
    where = [("Tempat", occasion.place or surat.BLANK)]
    head = [("Kegiatan", occasion.name), ("Hari, tanggal", hari_tanggal(day)), *session, *where]
    return [
        occasion.head.kop(),
        surat.title("Daftar hadir peserta"),
        surat.pairs(head, label=28),
        surat.table(SIGNED, [*_signing(occasion.guests)], height=ROOM_TO_SIGN, air=0.8),
        surat.signatures(
            common.signed_by(common.chair(occasion), occasion.head.dated(day), "Penanggung jawab daftar hadir,")
        ),
    ]


def _signing(guests: Sequence[Guest]) -> Iterator[Sequence[Cell]]:
    columns = len(SIGNED)
    yield from common.by_place(guests, columns, lambda at, one: [*common.named(at, one), surat.zigzag(at)])
    if guests:
        yield surat.section("Hadir tanpa undangan", columns)
    for at in range(len(guests) + 1, len(guests) + EMPTY_ROWS + 1):
        yield [str(at), "", "", surat.zigzag(at)]


def _of_team(occasion: Occasion, day: date) -> list[Block]:
    head = [("Kegiatan", occasion.name), ("Hari, tanggal", hari_tanggal(day)), ("Tempat", occasion.place)]
    rows = [[*row, surat.zigzag(at)] for at, row in enumerate(common.team_rows(_once(occasion.team)), start=1)]
    return [
        occasion.head.kop(),
        surat.title("Daftar hadir tim"),
        surat.pairs(head, label=28),
        surat.table(TEAM, rows, height=ROOM_TO_SIGN, air=0.8),
    ]


def _once(team: Sequence[Member]) -> list[Member]:
    """Everybody once, with her first duty: nobody signs twice."""
    return list({one.name: one for one in reversed(team)}.values())[::-1]


def attendance_pages(occasion: Occasion, typed: Typed) -> list[Page]:
    days = [f"Hadir {day:%d/%m/%Y}" for day in occasion.days]

    def marks(guest: Guest) -> list[Value]:
        return ["ya" if guest.pk in occasion.present.get(day, ()) else "" for day in occasion.days]

    return [common.twin("Daftar hadir", occasion.guests, days, marks)]


def received(occasion: Occasion, typed: Typed) -> Surat:
    """Names and signatures only: there is no money in this system."""
    rows = [*common.by_place(occasion.guests, len(SIGNED), lambda at, one: [*common.named(at, one), surat.zigzag(at)])]
    body = [
        occasion.head.kop(),
        surat.title("Tanda terima"),
        common.about(occasion),
        surat.pairs([("Yang diterima", typed.text("barang") or surat.BLANK)], label=26),
        surat.table(SIGNED, rows, height=ROOM_TO_SIGN, air=0.8),
        common.chair_and_head(occasion, typed.day),
    ]
    return common.framed(occasion, "Tanda terima", body, day=typed.day)


def received_pages(occasion: Occasion, typed: Typed) -> list[Page]:
    return [common.twin("Tanda terima", occasion.guests, ["Keterangan"], lambda guest: [""])]


PAPERS = [
    Paper(
        "daftar-hadir",
        50,
        _("Daftar hadir"),
        _("Tiap hari dan sesi, dengan kolom tanda tangan dan baris kosong; satu lembar untuk tim."),
        attendance,
        missing=common.all_of(common.no_guests, common.no_slots, common.no_place),
        dated=False,
        pages=attendance_pages,
    ),
    Paper(
        "tanda-terima",
        60,
        _("Tanda terima"),
        _("Nama dan tanda tangan saja, tanpa uang."),
        received,
        missing=common.no_guests,
        day=lambda occasion: occasion.last_day,
        fields=[
            Field(
                "barang", _("Yang diterima"), _("Misalnya: buku saku kader dan alat tulis. Jangan tulis jumlah uang.")
            )
        ],
        pages=received_pages,
    ),
]
