"""The audit trail: grants, sign-in help, looks at personal data, exports, corrections. Append-only."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.people.models import AuditEvent, Kader, User

Words = str | Promise


class Act(StrEnum):
    """What is audited. The value stands in the database and never changes; ``LABELS`` says it to people."""

    ROLE_GRANTED = "role_granted"
    ROLE_CHANGED = "role_changed"
    ROLE_REVOKED = "role_revoked"
    INVITED = "invited"
    INVITATION_REVOKED = "invitation_revoked"
    INVITATION_ACCEPTED = "invitation_accepted"
    PASSWORD_LINK = "password_link"  # noqa: S105
    PASSWORD_CHOSEN = "password_chosen"  # noqa: S105
    RECOVERY_ASKED = "recovery_asked"
    RECOVERY_CONFIRMED = "recovery_confirmed"
    RECOVERY_CANCELLED = "recovery_cancelled"
    AUTHENTICATOR_REMOVED = "authenticator_removed"
    AUTHENTICATOR_ADDED = "authenticator_added"
    ADMIN_RESET = "admin_reset"
    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    DENIED = "denied"
    ROLES_SEEN = "roles_seen"
    AUDIT_SEEN = "audit_seen"
    AUDIT_EXPORTED = "audit_exported"
    KADER_SEEN = "kader_seen"
    LIST_SEEN = "list_seen"
    LIST_EXPORTED = "list_exported"
    CARDS_PRINTED = "cards_printed"
    CARD_REPLACED = "card_replaced"
    PIN_CONFIRMED = "pin_confirmed"
    PIN_REFUSED = "pin_refused"
    PIN_CHOSEN = "pin_chosen"
    PIN_RESET = "pin_reset"
    DEVICE_ENROLLED = "device_enrolled"
    DEVICE_REVOKED = "device_revoked"
    KADER_CORRECTED = "kader_corrected"
    KADER_ENTERED = "kader_entered"
    REGISTRATION_DECIDED = "registration_decided"
    REGISTRATION_OPENED = "registration_opened"
    REGISTRATION_CLOSED = "registration_closed"
    PLACE_OPENED = "place_opened"
    PLACE_RENAMED = "place_renamed"
    PLACE_CLOSED = "place_closed"
    PLACE_REOPENED = "place_reopened"
    PLACE_MOVED = "place_moved"
    PLACE_MERGED = "place_merged"
    PLACE_SPLIT = "place_split"
    PLACE_FACTS = "place_facts"
    PLACE_CATCHMENT = "place_catchment"
    PLACE_LIST = "place_list"
    PARENT_CONSENT = "parent_consent"
    DATA_EXPORTED = "data_exported"
    PRIVACY_ASKED = "privacy_asked"
    PRIVACY_DECIDED = "privacy_decided"
    PERSON_ERASED = "person_erased"
    BREACH_LISTED = "breach_listed"
    DUTY_CHANGED = "duty_changed"
    KADER_MERGED = "kader_merged"
    KADER_UNMERGED = "kader_unmerged"
    NOT_SAME = "not_same"
    OFFICE_CHANGED = "office_changed"
    NIK_ENABLED = "nik_enabled"
    NIK_DISABLED = "nik_disabled"
    NIK_STORED = "nik_stored"
    NIK_REVEALED = "nik_revealed"
    NIK_REMOVED = "nik_removed"
    ROSTER_UPLOADED = "roster_uploaded"
    ROSTER_APPLIED = "roster_applied"
    ROSTER_UNDONE = "roster_undone"
    PACKAGE_UPLOADED = "package_uploaded"
    PACKAGE_APPLIED = "package_applied"
    FACT_PROPOSED = "fact_proposed"
    FACT_DECIDED = "fact_decided"
    QUESTION_DECIDED = "question_decided"
    COACHED = "coached"
    QUIZ_CHANGED = "quiz_changed"
    CUT_OPENED = "cut_opened"
    CUT_ADOPTED = "cut_adopted"
    CUT_DROPPED = "cut_dropped"
    BANK_UPLOADED = "bank_uploaded"
    BANK_APPLIED = "bank_applied"
    BANK_EXPORTED = "bank_exported"
    FORM_REPLACED = "form_replaced"
    RULE_CHOSEN = "rule_chosen"
    STATIONS_CHANGED = "stations_changed"
    HELD_SEEN = "held_seen"
    HELD_LISTED = "held_listed"
    HELD_EXPORTED = "held_exported"
    HELD_SETTLED = "held_settled"
    ENTRUSTED_SENT = "entrusted_sent"
    REGRADED = "regraded"
    PAPER_MADE = "paper_made"
    PAPER_KEY = "paper_key"
    EVENT_PAPERS = "event_papers"
    QUESTIONS_MARKED = "questions_marked"


# As the end of a sentence: "Dewi, 24 November 2025 pukul 10.00 WIB: membuka halaman kader".
LABELS: dict[str, Words] = {
    Act.ROLE_GRANTED: _("memberi peran"),
    Act.ROLE_CHANGED: _("mengubah masa peran"),
    Act.ROLE_REVOKED: _("mengakhiri peran"),
    Act.INVITED: _("membuat undangan akun"),
    Act.INVITATION_REVOKED: _("membatalkan tautan sekali pakai"),
    Act.INVITATION_ACCEPTED: _("menerima undangan"),
    Act.PASSWORD_LINK: _("membuat tautan kata sandi baru"),
    Act.PASSWORD_CHOSEN: _("memilih kata sandi baru"),
    Act.RECOVERY_ASKED: _("meminta pemulihan autentikator"),
    Act.RECOVERY_CONFIRMED: _("menyetujui pemulihan autentikator"),
    Act.RECOVERY_CANCELLED: _("membatalkan pemulihan autentikator"),
    Act.AUTHENTICATOR_REMOVED: _("melepas autentikator setelah disetujui dua orang"),
    Act.AUTHENTICATOR_ADDED: _("memasang autentikator"),
    Act.ADMIN_RESET: _("memulihkan akun dengan perintah operator"),
    Act.SIGNED_IN: _("masuk dengan kata sandi"),
    Act.SIGN_IN_REFUSED: _("ditolak masuk dengan kata sandi"),
    Act.DENIED: _("membuka halaman yang bukan wewenangnya, atau tidak ada"),
    Act.ROLES_SEEN: _("membuka daftar peran"),
    Act.AUDIT_SEEN: _("membuka jejak"),
    Act.AUDIT_EXPORTED: _("mengunduh jejak"),
    Act.KADER_SEEN: _("membuka halaman kader"),
    Act.LIST_SEEN: _("membuka daftar kader"),
    Act.LIST_EXPORTED: _("mengunduh daftar kader"),
    Act.OFFICE_CHANGED: _("mengubah data kantor"),
    Act.NIK_ENABLED: _("mulai menyimpan NIK kader"),
    Act.NIK_DISABLED: _("berhenti menyimpan NIK kader dan menghapusnya"),
    Act.NIK_STORED: _("mencatat NIK"),
    Act.NIK_REVEALED: _("melihat NIK"),
    Act.NIK_REMOVED: _("menghapus NIK"),
    Act.KADER_CORRECTED: _("membetulkan data kader"),
    Act.KADER_ENTERED: _("mencatat kader baru"),
    Act.REGISTRATION_DECIDED: _("memutuskan pendaftaran kader"),
    Act.REGISTRATION_OPENED: _("membuka pendaftaran mandiri"),
    Act.REGISTRATION_CLOSED: _("menutup pendaftaran mandiri"),
    Act.PLACE_OPENED: _("mencatat tempat baru"),
    Act.PLACE_RENAMED: _("mengganti nama tempat"),
    Act.PLACE_CLOSED: _("menutup tempat"),
    Act.PLACE_REOPENED: _("membatalkan penutupan tempat"),
    Act.PLACE_MOVED: _("memindahkan posyandu"),
    Act.PLACE_MERGED: _("menggabungkan posyandu"),
    Act.PLACE_SPLIT: _("memecah posyandu"),
    Act.PLACE_FACTS: _("mengubah data posyandu"),
    Act.PLACE_CATCHMENT: _("mengubah wilayah kerja puskesmas"),
    Act.PLACE_LIST: _("memasukkan daftar posyandu"),
    Act.PARENT_CONSENT: _("mencatat izin orang tua"),
    Act.DATA_EXPORTED: _("mengunduh data diri"),
    Act.PRIVACY_ASKED: _("mengajukan permintaan data diri"),
    Act.PRIVACY_DECIDED: _("memutuskan permintaan data diri"),
    Act.PERSON_ERASED: _("menghapus data diri"),
    Act.BREACH_LISTED: _("membuat daftar kebocoran data"),
    Act.DUTY_CHANGED: _("mengubah tugas kader"),
    Act.KADER_MERGED: _("menggabungkan dua data kader"),
    Act.KADER_UNMERGED: _("membatalkan gabungan data kader"),
    Act.NOT_SAME: _("menyatakan dua kader bukan orang yang sama"),
    Act.CARDS_PRINTED: _("mencetak kartu masuk"),
    Act.CARD_REPLACED: _("mengganti kartu masuk yang hilang"),
    Act.PIN_CONFIRMED: _("mengizinkan pemilihan PIN secara tatap muka"),
    Act.PIN_REFUSED: _("menolak pemilihan PIN"),
    Act.PIN_CHOSEN: _("memilih PIN"),
    Act.PIN_RESET: _("mengganti PIN yang lupa"),
    Act.DEVICE_ENROLLED: _("mendaftarkan perangkat"),
    Act.DEVICE_REVOKED: _("mematikan perangkat"),
    Act.ROSTER_UPLOADED: _("mengunggah daftar kader"),
    Act.ROSTER_APPLIED: _("menerapkan daftar kader"),
    Act.ROSTER_UNDONE: _("membatalkan daftar kader"),
    Act.PACKAGE_UPLOADED: _("mengunggah paket isi"),
    Act.PACKAGE_APPLIED: _("menerapkan paket isi"),
    Act.FACT_PROPOSED: _("mengusulkan isi fakta medis"),
    Act.FACT_DECIDED: _("memutuskan usulan fakta medis"),
    Act.QUESTION_DECIDED: _("memutuskan versi soal yang diusulkan"),
    Act.COACHED: _("mencatat pendampingan kader"),
    Act.QUIZ_CHANGED: _("mengubah cek kemampuan"),
    Act.CUT_OPENED: _("membuka penentuan batas lulus"),
    Act.CUT_ADOPTED: _("menetapkan batas lulus"),
    Act.CUT_DROPPED: _("menutup penentuan batas lulus tanpa ketetapan"),
    Act.BANK_UPLOADED: _("mengunggah berkas soal"),
    Act.BANK_APPLIED: _("mengambil soal dari berkas"),
    Act.BANK_EXPORTED: _("mengunduh bank soal"),
    Act.FORM_REPLACED: _("mengganti formulir praktik"),
    Act.RULE_CHOSEN: _("memilih aturan terampil"),
    Act.STATIONS_CHANGED: _("mengubah pos penilaian"),
    Act.HELD_SEEN: _("membuka jawaban yang tertahan"),
    Act.HELD_LISTED: _("membuka daftar jawaban yang tertahan"),
    Act.HELD_EXPORTED: _("mengunduh daftar jawaban yang tertahan"),
    Act.ENTRUSTED_SENT: _("mengirim titipan dari HP kader"),
    Act.HELD_SETTLED: _("menyelesaikan jawaban yang tertahan"),
    Act.PAPER_MADE: _("membuat lembar soal kertas"),
    Act.PAPER_KEY: _("mengambil kunci lembar soal kertas"),
    Act.EVENT_PAPERS: _("mengambil surat kegiatan"),
    Act.REGRADED: _("menilai ulang dengan kunci yang dibetulkan"),
    Act.QUESTIONS_MARKED: _("mengubah tanda banyak soal sekaligus"),
}


def record(
    act: Act,
    *,
    by: User | None,
    now: datetime,
    user: User | None = None,
    kader: Kader | None = None,
    count: int | None = None,
    detail: dict[str, Any] | None = None,
    **place: Any,
) -> AuditEvent:
    """Write down an act; ``by`` is None for the operator's commands. ``place``: posyandu, puskesmas or area.

    Inside the transaction of what it tells of, so that neither stands without the other.
    """
    return AuditEvent.objects.create(
        act=act, at=now, actor=by, user=user, kader=kader, count=count, detail=detail or {}, **place
    )


def of_kader(kader: Kader, *, acts: Sequence[str] = (), most: int = 50) -> list[AuditEvent]:
    """The latest events about one kader, newest first, with who did them; only these acts if some are given.

    Those about a row that was merged into hers are about her too.
    """
    hers = Q(kader=kader) | Q(kader__merged_into=kader)
    rows = AuditEvent.objects.filter(hers).select_related("actor__person")
    return list((rows.filter(act__in=acts) if acts else rows).order_by("-at", "-pk")[:most])
