"""What is to be done next for an event, in one sentence with one button. Pure but for the words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import TrainingEvent
from lms.areas.format import angka, tanggal

Status = TrainingEvent.Status
CATCH_UP = "event-catch-up"  # a new event for the absent of this one


@dataclass(frozen=True)
class Facts:
    """How far an event is on that day. ``there``: how many came, per day that anybody came on."""

    kind: str
    status: str
    days: Sequence[date]
    today: date
    invited: int
    sessions: int
    team: int
    there: Mapping[date, int]
    absent: int


@dataclass(frozen=True)
class Step:
    """``url`` "": there is nothing to press."""

    title: str
    text: str
    url: str = ""
    action: str = ""


def step(facts: Facts) -> Step:
    """The one next thing."""
    if facts.status == Status.CALLED_OFF:
        return Step(_("Kegiatan ini dibatalkan."), _("Undangan dan jadwalnya tetap tersimpan."))
    missing = [day for day in facts.days if day <= facts.today and day not in facts.there]
    nobody = not facts.invited and not facts.there
    if facts.days[0] > facts.today or (nobody and facts.status != Status.DONE):
        return _before(facts)
    if missing:
        return _attendance(missing, facts.today)
    if facts.days[-1] >= facts.today and facts.status != Status.DONE:
        return _during(facts)
    return _after(facts)


def _before(facts: Facts) -> Step:
    if not facts.invited:
        return Step(
            _("Undang kader."),
            _("Usulannya sudah tersusun: siapa belum dilatih atau dinilai, yang dulu tidak hadir lebih dulu."),
            "event-propose",
            _("Pilih yang diundang"),
        )
    if not facts.sessions:
        return Step(
            _("Susun jadwal."), _("Mulai dari usulan, lalu ubah seperlunya."), "event-timetable", _("Buka jadwal")
        )
    if not facts.team:
        return Step(
            _("Isi tim."), _("Ketua, fasilitator, penilai, dan narasumber."), "event-team", _("Buka daftar tim")
        )
    text = _("Kehadiran dicatat mulai %(day)s.") % {"day": tanggal(facts.days[0])}
    return Step(_("Semua siap: cetak surat-suratnya."), text, "event-papers", _("Buka surat kegiatan"))


def _attendance(missing: Sequence[date], today: date) -> Step:
    day = missing[-1] if missing[-1] == today else missing[0]
    text = _("Satu ketukan per orang; yang datang tanpa undangan dapat ditambahkan.")
    return Step(_("Catat kehadiran %(day)s.") % {"day": tanggal(day)}, text, "event-attendance", _("Catat kehadiran"))


def _during(facts: Facts) -> Step:
    if facts.kind == TrainingEvent.Kind.ASSESSMENT:
        return Step(
            _("Nilai kader di posnya."), _("Kehadiran hari ini sudah dicatat."), "event-assess", _("Buka penilaian")
        )
    return Step(
        _("Lihat siapa sudah mengerjakan tes."),
        _("Di HP, dibacakan, atau di kertas."),
        "event-tests",
        _("Buka pre-test dan post-test"),
    )


def _after(facts: Facts) -> Step:
    if facts.absent:
        words = ngettext(
            "%(number)s orang diundang dan belum hadir.", "%(number)s orang diundang dan belum hadir.", facts.absent
        )
        text = _("Buat kegiatan susulan: mereka langsung diundang.")
        return Step(words % {"number": angka(facts.absent)}, text, CATCH_UP, _("Buat kegiatan susulan"))
    if facts.status == Status.DONE:
        text = _("Laporan dan surat-suratnya terisi dari yang sudah dicatat.")
        return Step(_("Kegiatan ini selesai."), text, "event-papers", _("Buka surat kegiatan"))
    return Step(
        _("Tutup kegiatan."), _("Semua hari sudah dicatat. Sesudah ditutup, daftar undangan tidak berubah lagi.")
    )
