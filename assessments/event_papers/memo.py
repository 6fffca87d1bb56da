"""Nota dinas: from whoever runs the event to the head of the office, before it or afterwards."""

from django.utils.translation import gettext_lazy as _

from assessments.event_papers import common
from assessments.event_papers.occasion import Occasion
from assessments.event_papers.registry import Field, Paper
from assessments.event_papers.typed import Typed
from lms.areas import surat
from lms.areas.format import angka, tanggal
from lms.areas.surat import Surat


def memo(occasion: Occasion, typed: Typed) -> Surat:
    head = [
        ("Kepada", typed.text("kepada") or surat.BLANK),
        ("Dari", typed.text("dari") or surat.BLANK),
        ("Tanggal", tanggal(typed.day) if typed.day else surat.BLANK),
        ("Nomor", typed.number_or_dots),
        ("Sifat", "Biasa"),
        ("Lampiran", typed.text("lampiran") or "–"),
        ("Hal", typed.subject or surat.BLANK),
    ]
    sender, chair = typed.text("dari") or "Pengirim", common.chair(occasion)
    body = [
        occasion.head.kop(),
        surat.title("Nota dinas"),
        surat.pairs(head, label=26),
        surat.rule(),
        *[surat.text(line) for line in typed.lines("isi") or [surat.BLANK]],
        surat.signatures(common.signed_by(None if common.is_head(occasion, chair) else chair, f"{sender},")),
    ]
    return common.framed(occasion, "Nota dinas", body, day=typed.day)


def _is_over(occasion: Occasion) -> bool:
    """Has anything of it happened? Then the memo reports; before that it asks."""
    return bool(occasion.there or occasion.seen)


def _to(occasion: Occasion) -> str:
    return occasion.head.words.head_title or occasion.head.words.name


def _from(occasion: Occasion) -> str:
    return "Ketua tim penilai" if occasion.assesses else "Ketua pelaksana kegiatan"


def _enclosed(occasion: Occasion) -> str:
    return "Laporan kegiatan dan daftar hadir" if _is_over(occasion) else "Kerangka acuan kegiatan dan jadwal"


def _subject(occasion: Occasion) -> str:
    return f"{'Laporan' if _is_over(occasion) else 'Rencana'} {common.lower(occasion.name)}"


def _text(occasion: Occasion) -> str:
    return _reports(occasion) if _is_over(occasion) else _asks(occasion)


def _asks(occasion: Occasion) -> str:
    event, number = occasion.event, occasion.event.capacity or len(occasion.invited)
    who = f" untuk {angka(number)} kader" if number else ""
    money = f" Sumber dana: {event.get_funding_display()}." if event.funding else ""
    return (
        f"Bersama ini kami ajukan rencana {common.lower(occasion.name)}{who}, {occasion.with_weekdays}, di "
        f"{occasion.place or surat.BLANK}.{money}\n"
        "Kerangka acuan dan jadwalnya terlampir. Kami mohon persetujuan dan arahan Ibu/Bapak.\n"
        "Demikian, atas perhatian Ibu/Bapak kami ucapkan terima kasih."
    )


def _reports(occasion: Occasion) -> str:
    absent = len(occasion.invited - occasion.there)
    late = f" {angka(absent)} kader yang belum hadir akan diundang ke kegiatan susulan." if absent else ""
    seen = f" Praktik {angka(len(occasion.observed))} kader sudah dinilai." if occasion.seen else ""
    return (
        f"Bersama ini kami laporkan bahwa {common.lower(occasion.name)} telah dilaksanakan, {occasion.with_weekdays}, "
        f"di {occasion.place or surat.BLANK}.\n"
        f"Dari {angka(len(occasion.invited))} kader yang diundang, {angka(len(occasion.there & occasion.invited))} "
        f"hadir.{late}{seen}\n"
        "Laporan lengkapnya terlampir. Demikian, atas perhatian Ibu/Bapak kami ucapkan terima kasih."
    )


PAPERS = [
    Paper(
        "nota-dinas",
        125,
        _("Nota dinas"),
        _("Kepada kepala kantor: mengajukan rencana, atau melaporkan sesudah kegiatan."),
        memo,
        missing=common.no_place,
        numbered=True,
        subject=_subject,
        fields=[
            Field("kepada", _("Kepada"), "", 1, _to),
            Field("dari", _("Dari"), _("Jabatan yang mengirim; namanya diambil dari ketua tim."), 1, _from),
            Field("lampiran", _("Lampiran"), "", 1, _enclosed),
            Field("isi", _("Isi"), _("Satu baris satu alinea."), 6, _text),
        ],
    ),
]
