"""Why attendance that a phone sealed could not be entered: what its sender is told, and what an officer can do."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.errors import AtEventError
from assessments.models import Quarantine, TrainingEvent
from lms.areas.format import angka, hari_tanggal, tanggal_waktu
from lms.people import sealed
from lms.people.models import DeviceProfile, Kader
from lms.people.parcels import WORDS as OF_ALL

Reason = Quarantine.Reason

WORDS: dict[str, str] = OF_ALL | {
    Reason.CONFLICT: "Kehadiran bernomor ini sudah diterima dengan isi lain. Keduanya disimpan; yang pertama berlaku.",
    Reason.WRONG_CREDENTIAL: "Kehadiran ini tidak bersegel HP yang tercatat. Disimpan; petugas akan memeriksanya.",
    Reason.UNKNOWN_SUBJECT: "Ini bukan kartu kader yang kami kenal. Disimpan; petugas kegiatan akan memeriksanya.",
    Reason.NO_ROLE: "Saat memindai, Ibu/Bapak tercatat tidak bertugas. Disimpan; petugas kegiatan akan memeriksanya.",
    Reason.FOREIGN_EVENT: (
        "Kegiatan, hari, atau sesinya bukan yang Ibu/Bapak catat. Kehadiran disimpan; petugas akan memeriksanya."
    ),
    Reason.FOREIGN_KADER: (
        "Kader ini tidak diundang dan tidak bertugas di wilayah Ibu/Bapak. Disimpan; petugas akan memeriksanya."
    ),
    Reason.OLD_CARD: "Kartu ini sudah diganti dengan yang baru. Disimpan; petugas kegiatan akan memeriksanya.",
}
SHORT: dict[str, str | Promise] = {
    Reason.UNKNOWN_SUBJECT: gettext_lazy("Bukan kartu kader"),
    Reason.NO_ROLE: gettext_lazy("Tidak bertugas saat itu"),
    Reason.FOREIGN_KADER: gettext_lazy("Kader dari wilayah lain"),
    Reason.OLD_CARD: gettext_lazy("Kartu sudah diganti"),
}
ADVICE: dict[str, str | Promise] = {
    Reason.UNKNOWN_SUBJECT: gettext_lazy(
        "Kartu yang dipindai tidak ada di sini: kartu petugas, kartu dari situs lain, atau orang yang belum tercatat. "
        "Cocokkan dengan daftar hadir bertanda tangan, catat lewat Kehadiran bila ia kader, lalu tutup dengan catatan."
    ),
    Reason.NO_ROLE: gettext_lazy(
        "Saat memindai, petugasnya tercatat tidak bertugas. Bila kadernya memang hadir menurut daftar bertanda tangan, "
        "catat lewat Kehadiran, lalu tutup dengan catatan."
    ),
    Reason.FOREIGN_EVENT: gettext_lazy(
        "Yang memindai bukan petugas kegiatan itu, harinya bukan hari kegiatan (jam HP bisa keliru), atau sesinya "
        "sudah dihapus. Cocokkan dengan daftar bertanda tangan, catat lewat Kehadiran, lalu tutup dengan catatan."
    ),
    Reason.FOREIGN_KADER: gettext_lazy(
        "Kader ini dari wilayah lain dan tidak diundang. Bila ia memang hadir, undang dia ke kegiatan itu atau minta "
        "Dinas mencatatnya, lalu tutup dengan catatan."
    ),
    Reason.OLD_CARD: gettext_lazy(
        "Kartu ini pernah dilaporkan hilang dan sudah diganti. Pastikan dengan daftar bertanda tangan siapa yang "
        "hadir, catat lewat Kehadiran bila benar ia, lalu tutup dengan catatan."
    ),
}
OTHER_ADVICE = gettext_lazy(
    "Ini kehadiran dari HP petugas. Yang sudah tercatat tidak berubah. Cocokkan dengan daftar hadir bertanda tangan, "
    "catat yang kurang lewat Kehadiran, lalu tutup dengan catatan."
)
_HELD = {
    Reason.UNKNOWN_SUBJECT: "{} bukan kartu kader yang kami kenal",
    Reason.FOREIGN_KADER: "{} milik kader dari wilayah lain yang tidak diundang",
    Reason.OLD_CARD: "{} sudah diganti dengan kartu baru",
}


def refused(reason: str, event: TrainingEvent | None = None, kader: Kader | None = None) -> AtEventError:
    """What to raise; it is kept whole for the officers of the event, and those of the kader where that is certain."""
    return AtEventError(WORDS[reason], reason=reason, event=event, kader=kader)


def described(held: Quarantine) -> dict[str, str]:
    """What an officer of the event compares with the signed list: which day, how many cards, scanned when and by whom.

    Nothing where it cannot be read; nobody's name where no seal says that it was she.
    """
    try:
        said = sealed.opened(held.body)
        day, rows = date.fromisoformat(said["day"]), said["rows"]
        found = {_("Untuk hari"): hari_tanggal(day), _("Banyaknya"): angka(len(rows))}
        return found | (_scanned(held, held.event, said) if held.event else {})
    except (ValueError, TypeError, KeyError):
        return {}


def _scanned(held: Quarantine, event: TrainingEvent, said: Mapping[str, Any]) -> dict[str, str]:
    profiles = DeviceProfile.objects.select_related("user__person").filter(uuid=sealed.uuid(said["profile"]))
    profile = profiles.first()
    if profile is None:
        return {}
    since, by = profile.created_at, profile.user
    at = min(sealed.clamp(sealed.moment(row["at"]), earliest=since, latest=held.received_at) for row in said["rows"])
    return {
        _("Dipindai"): tanggal_waktu(at, event.zone),
        _("Dipindai oleh"): by.person.name if by.person else by.username,
    }


def told(held: Mapping[str, int]) -> str:
    """What could not be entered of a batch, by reason; "" for nothing."""
    parts = [words.format(angka(held[reason])) for reason, words in _HELD.items() if held.get(reason)]
    return f" Belum tercatat: {', '.join(parts)}; petugas kegiatan akan memeriksanya." if parts else ""
