"""Sertifikat pelatihan: that she was at the training on every day of it. It says nothing of a level."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments import rules
from assessments.event_papers import common
from assessments.event_papers.occasion import Guest, Occasion, Slot
from assessments.event_papers.registry import TRAINING, Field, Paper
from assessments.event_papers.typed import Typed
from lms.areas import surat
from lms.areas.errors import UserError
from lms.areas.format import angka, hari_tanggal
from lms.areas.sheets.writing import Page
from lms.areas.surat import Block, Column, Surat

MOST = 200  # certificates of one file
PLACE = "#"  # where her own number stands in the office's
NOTE = (
    "Sertifikat ini menerangkan kehadiran pada semua hari pelatihan. Ini bukan Tanda Kecakapan Kader (TKK) dan tidak "
    "menyatakan tingkat kecakapan."
)
TAUGHT = [
    Column("No.", "12mm", "center"),
    Column("Hari", "60mm"),
    Column("Materi", "1fr"),
    Column("Kelompok", "26mm", "center"),
    Column("Lama", "44mm", "center"),
]


def certificates(occasion: Occasion, typed: Typed) -> Surat:
    """Two pages for each: the certificate, and what was taught. UserError: too many for one file."""
    who = entitled(occasion)
    if len(who) > MOST:
        values = {"count": angka(len(who)), "most": angka(MOST)}
        raise UserError(
            _(
                "Ada %(count)s sertifikat, terlalu banyak untuk satu berkas (paling banyak %(most)s). Nama dan "
                "nomornya ada di Excel."
            )
            % values
        )
    parts = [[*_front(occasion, typed, at, one), *_back(occasion, typed, at, one)] for at, one in enumerate(who, 1)]
    parts = parts or [_nobody(occasion)]
    made = common.framed(occasion, "Sertifikat pelatihan", *parts, day=typed.day, landscape=True, size=11)
    return surat.ornate(made)


def entitled(occasion: Occasion) -> list[Guest]:
    """Who was there on every day, as every list is sorted."""
    event = occasion.event
    return [
        guest
        for guest in occasion.guests
        if rules.attended_in_full(
            [day for day, there in occasion.present.items() if guest.pk in there],
            starts_on=event.starts_on,
            ends_before=event.ends_before,
        )
    ]


def number_of(typed: Typed, at: int) -> str:
    """The number of the certificate that is so far down the list; dots until one is typed."""
    return typed.text("nomor").replace(PLACE, f"{at:03}") or surat.BLANK


def _front(occasion: Occasion, typed: Typed, at: int, guest: Guest) -> list[Block]:
    place = ", ".join(filter(None, (guest.posyandu, guest.kelurahan, guest.puskesmas)))
    return [
        occasion.head.kop(),
        surat.diploma(
            "Sertifikat pelatihan",
            f"Nomor: {number_of(typed, at)}",
            before="diberikan kepada",
            name=guest.name,
            place=f"Kader {place}" if place else "",
            sentence=_sentence(occasion, typed),
        ),
        surat.signatures(occasion.head.signer(occasion.head.dated(typed.day))),
    ]


def _sentence(occasion: Occasion, typed: Typed) -> str:
    jpl = f"{typed.text('jpl')} JPL" if typed.text("jpl") else ""
    long = ", ".join(filter(None, (f"{angka(len(occasion.days))} hari", _length(_minutes(taught(occasion))), jpl)))
    where = f" di {occasion.place}" if occasion.place else ""
    return (
        f"telah mengikuti {common.lower(occasion.name)}, yang diselenggarakan oleh {occasion.head.words.name} pada "
        f"{occasion.with_weekdays}{where}, dan hadir pada semua hari ({long})."
    )


def taught(occasion: Occasion) -> list[Slot]:
    """The lines of the timetable in which something is taught."""
    return [slot for slot in occasion.slots if slot.groups]


def _minutes(slots: Sequence[Slot]) -> int:
    return sum(slot.minutes for slot in slots)


def _length(minutes: int) -> str:
    """ "2 jam 30 menit"; "" of nothing."""
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours} jam" if hours else "", f"{rest} menit" if rest else "")))


def _back(occasion: Occasion, typed: Typed, at: int, guest: Guest) -> list[Block]:
    rows = [
        [str(number), hari_tanggal(slot.day), slot.title, ", ".join(slot.groups), _length(slot.minutes)]
        for number, slot in enumerate(taught(occasion), start=1)
    ]
    without = [[str(number), "", one.title, one.key, ""] for number, one in enumerate(occasion.groups, start=1)]
    total = _length(_minutes(taught(occasion)))
    whole = [[{"text": "Seluruhnya", "bold": True, "span": 4, "shade": True}, {"text": total, "bold": True}]]
    jpl = [surat.text(f"Setara {typed.text('jpl')} JPL.")] if typed.text("jpl") else []
    return [
        surat.page(),
        surat.title("Materi pelatihan", occasion.name, f"{guest.name} · Nomor: {number_of(typed, at)}"),
        surat.table(TAUGHT, [*(rows or without), *(whole if total else [])], size=10, air=1.8),
        *jpl,
        surat.text(NOTE, justify=False),
    ]


def _nobody(occasion: Occasion) -> list[Block]:
    return [
        surat.title("Sertifikat pelatihan", occasion.name),
        surat.text(
            "Belum ada kader yang tercatat hadir pada semua hari. Sertifikat dicetak sesudah kehadiran dicatat."
        ),
    ]


def certificate_pages(occasion: Occasion, typed: Typed) -> list[Page]:
    """The register: who gets which number."""
    who = entitled(occasion)
    numbers = {guest.pk: number_of(typed, at) for at, guest in enumerate(who, start=1)}
    return [common.twin("Sertifikat pelatihan", who, ["Nomor sertifikat"], lambda guest: [numbers[guest.pk]])]


def _no_one(occasion: Occasion) -> list[str]:
    return [] if entitled(occasion) else [_("Belum ada kader yang hadir pada semua hari.")]


PAPERS = [
    Paper(
        "sertifikat-pelatihan",
        115,
        gettext_lazy("Sertifikat pelatihan"),
        gettext_lazy("Satu untuk tiap kader yang hadir pada semua hari, dengan materi di baliknya. Bukan TKK."),
        certificates,
        missing=_no_one,
        kinds=TRAINING,
        day=lambda occasion: occasion.last_day,
        fields=[
            Field(
                "nomor",
                gettext_lazy("Nomor sertifikat"),
                gettext_lazy(
                    "Tanda # menjadi nomor urut: 800/#/2026 menjadi 800/001/2026. Cetak sesudah kehadiran lengkap, "
                    "agar nomornya tetap."
                ),
            ),
            Field(
                "jpl",
                gettext_lazy("JPL"),
                gettext_lazy("Jumlah jam pelajaran menurut kantor, misalnya 16. Kosong: tidak disebut."),
            ),
        ],
        pages=certificate_pages,
    ),
]
