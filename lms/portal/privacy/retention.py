"""How long each table keeps what it holds of people, why, and the nightly job that ends it (UU 27/2022, pasal 16)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from assessments import bank_runs, flags, inquiries, outside_papers, steps
from lms.people import nik_policy, parcels, registrations
from lms.people.models import Activation, Card, Invitation, PhoneCode
from lms.people.roster import runs
from lms.portal.models import PrivacyRequest
from modules import reports
from modules.packages import runs as packages

DAY, MONTH, YEAR = timedelta(days=1), timedelta(days=30), timedelta(days=365)
SERVING = "selama bertugas; tanpa nama setelah penghapusan diminta"
ARCHIVE = "arsip (UU 43/2009); tidak dihapus"
TRAIL = "tetap, sebagai jejak; tanpa nama setelah penghapusan diminta"
EVIDENCE = "bukti; tetap, tanpa nama setelah penghapusan diminta"
DERIVED = "dihitung dari bukti; ikut bukti"


@dataclass(frozen=True)
class Term:
    """How long in words; ``purge(now)`` ends what is over and says how many rows; None: nothing ends by time."""

    keep: str
    purge: Callable[[datetime], int] | None = None


def _old_activations(now: datetime) -> int:
    return Activation.objects.filter(asked_at__lt=now - MONTH).delete()[0]


def _old_cards(now: datetime) -> int:
    return Card.objects.filter(revoked_at__lt=now - YEAR).delete()[0]


def _old_codes(now: datetime) -> int:
    return PhoneCode.objects.filter(asked_at__lt=now - DAY).delete()[0]


def _old_invitations(now: datetime) -> int:
    over = Invitation.objects.filter(expires_at__lt=now - YEAR, recovery__isnull=True)
    return over.delete()[0]


def _old_rosters(now: datetime) -> int:
    return runs.purge(now=now)


def _old_packages(now: datetime) -> int:
    return packages.purge(now=now)


def _undecided(now: datetime) -> int:
    return registrations.lapse(now=now)


def _old_words(now: datetime) -> int:
    answered = PrivacyRequest.objects.filter(decided_at__lt=now - YEAR).exclude(text="", answer="")
    return answered.update(text="", answer="")


def _old_reports(now: datetime) -> int:
    return reports.forget_words(before=now - YEAR)


def _old_bank_files(now: datetime) -> int:
    return bank_runs.forget(now=now)


def _old_steps(now: datetime) -> int:
    return steps.forget(now=now)


def _old_inquiries(now: datetime) -> int:
    return inquiries.forget(before=now - YEAR)


def _old_parcels(now: datetime) -> int:
    return parcels.forget(before=now - YEAR)


def _old_flags(now: datetime) -> int:
    return flags.forget_words(before=now - YEAR)


def _old_proofs(now: datetime) -> int:
    return outside_papers.forget(before=now - YEAR)


def _uncovered_nik(now: datetime) -> int:
    return nik_policy.sweep(now=now)


TERMS: dict[str, Term] = {
    "people.Person": Term(f"{SERVING}; NIK hanya selama kabupaten/kota-nya menyalakannya", _uncovered_nik),
    "people.User": Term(SERVING),
    "people.Kader": Term(SERVING),
    "people.Membership": Term(SERVING),
    "people.MembershipChange": Term(SERVING),
    "people.Role": Term(TRAIL),
    "people.AuditEvent": Term("tetap, sebagai jejak; basis data menolak menghapusnya"),
    "people.Consent": Term(SERVING),
    "people.Activation": Term("30 hari", _old_activations),  # before the cards that they hang on
    "people.Card": Term("1 tahun setelah dicabut", _old_cards),
    "people.Device": Term("selama dipakai; tidak berisi nama"),
    "people.DeviceProfile": Term("selama dipakai; tidak berisi nama"),
    "people.PhoneCode": Term("1 hari", _old_codes),
    "people.Invitation": Term("1 tahun setelah lewat waktu", _old_invitations),
    "people.Recovery": Term(TRAIL),
    "people.Registration": Term("nama sampai diputuskan, paling lama 90 hari", _undecided),
    "people.RegistrationSwitch": Term(TRAIL),
    "people.NikPolicy": Term(TRAIL),
    "people.Office": Term("selama kantor memakainya; pejabat yang diganti dibetulkan di tempat"),
    "people.KaderMerge": Term(TRAIL),
    "people.MergeChange": Term(TRAIL),
    "people.RosterRun": Term("berkasnya 7 hari setelah diterapkan; catatannya tetap, sebagai jejak", _old_rosters),
    "people.RosterRow": Term("7 hari setelah daftarnya diterapkan"),
    "people.ColumnMapping": Term("selama dipakai; tidak berisi nama"),
    "people.NotSame": Term(TRAIL),
    "people.Parcel": Term("1 tahun setelah diterima; isinya di tabel masing-masing", _old_parcels),
    "modules.StudyMark": Term(SERVING),
    "modules.ClinicalReview": Term(ARCHIVE),
    "modules.PackageKept": Term(TRAIL),
    "modules.PackageRun": Term(f"{TRAIL}; berkas yang diunggah 30 hari", _old_packages),
    "modules.PackageStep": Term(TRAIL),
    "modules.FactProposal": Term(TRAIL),
    "modules.FactDecision": Term(TRAIL),
    "assessments.PracticeTally": Term(SERVING),
    "assessments.QuestionProposal": Term(TRAIL),
    "assessments.QuestionStep": Term(TRAIL),
    "assessments.BankRun": Term("30 hari; soalnya tetap di bank", _old_bank_files),
    "assessments.QuestionDraft": Term("sampai dipakai atau dibuang; siapa menulisnya tetap, sebagai jejak"),
    "assessments.QuestionFlag": Term("kata-katanya 1 tahun; bahwa soal ditandai tetap", _old_flags),
    "modules.ContentReport": Term("tulisan pelapor 1 tahun setelah dijawab; jawabannya tetap", _old_reports),
    "modules.Recall": Term(ARCHIVE),
    "modules.RecallSeen": Term(SERVING),
    "assessments.Ticket": Term(EVIDENCE),
    "assessments.AnswerStep": Term("30 hari setelah lembar soalnya berakhir", _old_steps),
    "assessments.Attempt": Term(EVIDENCE),
    "assessments.Quarantine": Term(EVIDENCE),
    "assessments.Regrade": Term(TRAIL),
    "assessments.AttemptRegrade": Term(EVIDENCE),
    "assessments.PaperForm": Term(TRAIL),
    "assessments.Inquiry": Term("1 tahun; nilai tidak pernah berubah olehnya", _old_inquiries),
    "assessments.RetirementProposal": Term(TRAIL),
    "assessments.AnalysisRun": Term(TRAIL),
    "assessments.Coaching": Term(TRAIL),
    "assessments.CutRound": Term(TRAIL),
    "assessments.CutEstimate": Term(TRAIL),
    "assessments.CutDecision": Term(TRAIL),
    "assessments.EventMember": Term(ARCHIVE),
    "assessments.EventPaper": Term(ARCHIVE),
    "assessments.EventPhoto": Term("sampai dihapus petugas kegiatan; tanpa tempat dan waktu dari kamera"),
    "assessments.Invitation": Term(EVIDENCE),
    "assessments.Attendance": Term(EVIDENCE),
    "assessments.Observation": Term(EVIDENCE),
    "assessments.SecondLook": Term(TRAIL),
    "assessments.CalibrationTick": Term(TRAIL),
    "assessments.OutsideEvidence": Term(EVIDENCE),
    "assessments.OutsideRuling": Term(EVIDENCE),
    "assessments.ProofPhoto": Term("1 tahun setelah diterima; buktinya tetap", _old_proofs),
    "assessments.CompetencyRecord": Term(DERIVED),
    "assessments.GroupRecord": Term(DERIVED),
    "assessments.ProgrammeRecord": Term(DERIVED),
    "assessments.RecordChange": Term(DERIVED),
    "certificates.Proposal": Term(DERIVED),
    "certificates.Award": Term(ARCHIVE),
    "certificates.AwardChange": Term(ARCHIVE),
    "certificates.Certificate": Term(ARCHIVE),
    "certificates.Revocation": Term(ARCHIVE),
    "certificates.Paper": Term(ARCHIVE),
    "reporting.Inbox": Term(DERIVED),
    "reporting.KaderLine": Term(DERIVED),
    "portal.PrivacyRequest": Term("kata-katanya 1 tahun setelah dijawab", _old_words),
}


def purge(*, now: datetime) -> dict[str, int]:
    """End what is over. Returns per model how many rows; those with nothing to end are missing."""
    counts = {label: term.purge(now) for label, term in TERMS.items() if term.purge}
    return {label: count for label, count in counts.items() if count}
