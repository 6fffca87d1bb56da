"""The tools of this floor on ``/kelola/``."""

from django.utils.translation import gettext_lazy as _

from lms.people.registry import register_tool
from lms.people.scope import Action

register_tool(
    Action.MANAGE_PEOPLE,
    _("Unggah daftar kader"),
    _("Dari Excel atau CSV seperti adanya: lihat rencananya dulu, lalu terapkan."),
    "roster",
)
register_tool(
    Action.NAMES,
    _("Daftar kader"),
    _("Cari, saring, unduh; buka halaman seorang kader."),
    "kader-list",
)
register_tool(
    Action.MANAGE_PEOPLE,
    _("Pendaftar"),
    _("Yang mendaftar sendiri: terima, kenali, atau tolak; QR pendaftaran."),
    "registrations",
)
register_tool(
    Action.MANAGE_PEOPLE,
    _("Kartu masuk"),
    _("Cetak kartu per posyandu atau satu puskesmas, lihat siapa yang belum punya."),
    "cards",
)
register_tool(
    Action.MANAGE_PEOPLE,
    _("Aktivasi kartu"),
    _("Kader memilih PIN di depan Ibu/Bapak, satu per satu atau satu kelas."),
    "activation",
)
register_tool(
    Action.MANAGE_PEOPLE,
    _("Perangkat penilai"),
    _("Daftarkan HP atau komputer penilai dengan kodenya."),
    "device-enrol",
)
register_tool(
    Action.MANAGE_PLACES,
    _("Puskesmas dan posyandu"),
    _("Tambah, ganti nama, pindahkan, gabungkan, tutup; daftar posyandu dari berkas."),
    "places",
)
for action in (Action.MANAGE_PLACES, Action.MANAGE_PEOPLE):
    register_tool(action, _("Data kantor"), _("Kop, logo, dan pejabat yang tampil di sertifikat dan surat."), "offices")
register_tool(
    Action.GRANT,
    _("Peran dan akun petugas"),
    _("Siapa memegang peran apa; memberi dan mengakhiri peran, undangan, kata sandi, autentikator."),
    "roles",
)
register_tool(
    Action.MANAGE_PEOPLE,
    _("Data ganda"),
    _("Orang yang mungkin tercatat dua kali: bandingkan, gabungkan, atau batalkan."),
    "doubles",
)
register_tool(
    Action.AUDIT,
    _("Jejak"),
    _("Siapa melakukan apa, kapan: peran, akun, membuka data orang. Tidak dapat diubah."),
    "audit",
)
