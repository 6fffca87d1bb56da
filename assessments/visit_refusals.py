"""Why a visit that a phone sealed could not be accepted: what its sender is told, and what an officer can do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.models import Quarantine
from lms.people.models import Kader
from lms.people.parcels import WORDS as OF_ALL
from lms.people.parcels import RefusedError

Reason = Quarantine.Reason

WORDS: dict[str, str] = OF_ALL | {
    Reason.CONFLICT: "Penilaian bernomor ini sudah diterima dengan isi lain. Keduanya disimpan; yang pertama berlaku.",
    Reason.WRONG_CREDENTIAL: "Penilaian ini tidak bersegel HP yang tercatat. Disimpan; petugas akan memeriksanya.",
    Reason.UNKNOWN_SUBJECT: (
        "Kegiatan, pos, kader, atau formulirnya tidak kami kenal. Penilaian disimpan; petugas akan memeriksanya."
    ),
    Reason.NO_ROLE: "Pada hari itu Ibu/Bapak tercatat tidak bertugas menilai. Disimpan; petugas akan memeriksanya.",
    Reason.FOREIGN_EVENT: (
        "Ibu/Bapak tercatat tidak menilai di kegiatan ini pada hari itu. Penilaian disimpan; petugas akan memeriksanya."
    ),
    Reason.FOREIGN_KADER: (
        "Kader ini tidak termasuk yang Ibu/Bapak nilai di kegiatan itu. Penilaian disimpan; petugas akan memeriksanya."
    ),
    Reason.UNCORRECTABLE: (
        "Penilaian yang dikoreksi sudah berubah sejak itu, atau tidak ada di antara penilaian Ibu/Bapak. Koreksi "
        "disimpan; petugas akan memeriksanya."
    ),
}
SHORT: dict[str, str | Promise] = {
    Reason.NO_ROLE: _("Tidak bertugas menilai saat itu"),
    Reason.FOREIGN_EVENT: _("Bukan kegiatannya atau harinya"),
    Reason.FOREIGN_KADER: _("Bukan kader yang dinilainya"),
    Reason.UNCORRECTABLE: _("Yang dikoreksi sudah berubah"),
}
ADVICE: dict[str, str | Promise] = {
    Reason.NO_ROLE: _(
        "Saat menilai, penilainya tercatat tidak bertugas. Bila benar ia menilai, tanyakan kepada kader dan panitia, "
        "lalu catat hasilnya lewat penilai yang bertugas. Tutup dengan catatan."
    ),
    Reason.FOREIGN_EVENT: _(
        "Penilainya bukan dari tim kegiatan itu, atau harinya bukan hari kegiatan (jam HP bisa keliru). Tanyakan "
        "kepada penanggung jawab kegiatan, catat hasilnya lewat tabel nilai bila benar, lalu tutup dengan catatan."
    ),
    Reason.FOREIGN_KADER: _(
        "Kader ini tidak diundang dan tidak tercatat hadir di kegiatan itu, atau menilai dirinya sendiri. Bila ia "
        "memang hadir, catat hadirnya dulu, lalu penilai mencatat hasilnya di tabel nilai. Tutup dengan catatan."
    ),
    Reason.UNCORRECTABLE: _(
        "Penilainya mengoreksi dari HP tanpa sinyal; sementara itu penilaiannya sudah dikoreksi, atau belum diterima. "
        "Lihat bersama penilainya mana yang benar, koreksi lewat halaman pos bila perlu, lalu tutup dengan catatan."
    ),
}
OTHER_ADVICE = _(
    "Ini penilaian di pos dari HP penilai. Yang sudah tersimpan tidak berubah. Bandingkan dengan penilainya, catat "
    "yang kurang lewat tabel nilai, lalu tutup dengan catatan."
)


def refused(reason: str, kader: Kader | None = None) -> RefusedError:
    """What to raise; the envelope is kept whole. ``kader``: who was assessed, where that is certain."""
    return RefusedError(WORDS[reason], reason=reason, kader=kader)
