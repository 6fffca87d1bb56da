"""Accepts proof from elsewhere: a group *dilatih*, a competency *dinilai* or *terampil*."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import records
from assessments.models import OutsideEvidence, OutsideRuling, Rung
from assessments.serving import Serving
from lms.areas.errors import UserError
from lms.people.models import Kader, User
from lms.people.scope import Action, may
from modules.models import Competency, CompetencyGroup, Programme


@dataclass(frozen=True)
class Claim:
    """One thing proved elsewhere: of a group *dilatih*; of a competency *dinilai* or *terampil*."""

    kader_id: int
    rung: str
    happened_at: datetime
    document: str
    group_id: int | None = None
    competency_id: int | None = None

    @property
    def identity(self) -> tuple[object, ...]:
        """The same proof shown twice is one piece of evidence."""
        return (self.kader_id, self.rung, self.group_id, self.competency_id, self.document)


def accept(
    kader: Kader,
    *,
    rung: str,
    happened_at: datetime,
    document: str,
    by: User,
    now: datetime,
    group: CompetencyGroup | None = None,
    competency: Competency | None = None,
) -> OutsideEvidence:
    """Accept one proof, seen by an officer of her Dinas, and bring her records up to date.

    Showing the same document twice gives the row that is there. UserError: unclear, in the future, or not theirs to
    accept (the right to award, where she serves today: an old paper may be older than the officer's role).
    """
    programme = _programme(group, competency)
    claim = Claim(
        kader.pk, rung, happened_at, document, group.pk if group else None, competency.pk if competency else None
    )
    if not may(by, Action.AWARD, kader, on=timezone.localdate(now)):
        raise UserError(_("Bukti ini belum diterima: kader ini tidak bertugas di wilayah Ibu/Bapak."))
    accept_many([claim], programme=programme, by=by, now=now)
    return OutsideEvidence.objects.get(kader=kader, rung=rung, group=group, competency=competency, document=document)


def accept_many(claims: Iterable[Claim], *, programme: Programme, by: User | None, now: datetime) -> int:
    """Accept many proofs (a list brought on paper, an earlier system). Out: how many were new.

    Chunks of at most 200 kader, each its own transaction with its records; what is there already is passed over, so
    a run that broke off can simply run again. ``by`` None: taken over by the installation itself. UserError before
    anything of a chunk is written.
    """
    of_kader: dict[int, list[Claim]] = {}
    for claim in claims:
        of_kader.setdefault(claim.kader_id, []).append(claim)
    return sum(
        _accept([claim for kader in some for claim in of_kader[kader]], programme=programme, by=by, now=now)
        for some in records.chunks(of_kader)
    )


@transaction.atomic
def rule(evidence: OutsideEvidence, *, counts: bool, reason: str, by: User, now: datetime) -> OutsideRuling:
    """Take a piece back, or let it count again; the piece and all that was said of it stay. Records follow at once.

    UserError: no reason, said already, or not theirs (the right to award, where she serves today).
    """
    records.lock([evidence.kader_id])
    kader = Kader.objects.select_related("merged_into").get(pk=evidence.kader_id).survivor
    if not may(by, Action.AWARD, kader, on=timezone.localdate(now)):
        raise UserError(_("Bukti ini tidak berubah: kader ini tidak bertugas di wilayah Ibu/Bapak."))
    if not reason.strip():
        raise UserError(_("Tulis dulu alasannya. Belum ada yang berubah."))
    if OutsideEvidence.objects.standing().filter(pk=evidence.pk).exists() == counts:
        raise UserError(_("Bukti ini sudah dikoreksi petugas lain. Muat ulang halamannya."))
    made = OutsideRuling.objects.create(evidence=evidence, counts=counts, reason=reason.strip()[:300], by=by, at=now)
    programme = _programme(evidence.group, evidence.competency)
    records.refresh([evidence.kader_id], programme=programme, now=now)
    return made


@transaction.atomic
def _accept(claims: Sequence[Claim], *, programme: Programme, by: User | None, now: datetime) -> int:
    for claim in claims:
        _check(claim, now=now)
    kader_ids = {claim.kader_id for claim in claims}
    there = set(
        OutsideEvidence.objects.filter(kader__in=kader_ids).values_list(
            "kader_id", "rung", "group_id", "competency_id", "document"
        )
    )
    fresh = {claim.identity: claim for claim in claims if claim.identity not in there}.values()
    serving = Serving(kader_ids, field=programme.field)
    OutsideEvidence.objects.bulk_create(_row(claim, serving, by, now) for claim in fresh)
    records.refresh(kader_ids, programme=programme, now=now)
    return len(fresh)


def _row(claim: Claim, serving: Serving, by: User | None, now: datetime) -> OutsideEvidence:
    return OutsideEvidence(
        kader_id=claim.kader_id,
        membership=serving.at(claim.kader_id, claim.happened_at),
        happened_at=claim.happened_at,
        received_at=now,
        rung=claim.rung,
        group_id=claim.group_id,
        competency_id=claim.competency_id,
        document=claim.document,
        accepted_by=by,
    )


def _check(claim: Claim, *, now: datetime) -> None:
    of_group = claim.group_id is not None and claim.competency_id is None and claim.rung == Rung.TRAINED
    of_competency = (
        claim.competency_id is not None and claim.group_id is None and claim.rung in (Rung.ASSESSED, Rung.SKILLED)
    )
    if not (of_group or of_competency):
        raise UserError(_("Bukti luar menyatakan satu kelompok dilatih, atau satu keterampilan dinilai atau terampil."))
    if not claim.document.strip():
        raise UserError(_("Tulis dokumen apa yang diperlihatkan: jenis, nomor, tanggal, dan penerbitnya."))
    if claim.happened_at > now:
        raise UserError(_("Tanggal bukti belum tiba. Periksa lagi tanggalnya."))


def _programme(group: CompetencyGroup | None, competency: Competency | None) -> Programme:
    if competency is not None:
        return competency.group.programme
    if group is not None:
        return group.programme
    raise UserError(_("Pilih kelompok atau keterampilan yang dibuktikan."))
