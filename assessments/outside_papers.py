"""Takes in one paper of a kader from elsewhere: what it proves, and a picture of it that ends after a year."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import event_photos, outside
from assessments.models import ProofPhoto
from assessments.outside import Claim
from assessments.serving import Serving, zone
from lms.areas.errors import UserError
from lms.people.models import Kader, User
from lms.people.scope import Action, may
from modules.models import Competency, CompetencyGroup, Programme

CHUNK = 200


@dataclass(frozen=True)
class Proof:
    """What a paper says: of groups *dilatih*, or of competencies *dinilai* or *terampil*."""

    rung: str
    on: date
    document: str
    groups: tuple[CompetencyGroup, ...] = ()
    competencies: tuple[Competency, ...] = ()


@transaction.atomic
def accept(
    kader: Kader, proof: Proof, *, programme: Programme, by: User, now: datetime, photo: bytes | None = None
) -> int:
    """Accept all that one paper proves, with its picture. Out: how many pieces of evidence were new.

    The same paper again changes nothing. UserError: not the officer's to accept, unclear, in the future, or no picture.
    """
    if not may(by, Action.AWARD, kader, on=timezone.localdate(now)):
        raise UserError(_("Bukti ini belum diterima: kader ini tidak bertugas di wilayah Ibu/Bapak."))
    if not (proof.groups or proof.competencies):
        raise UserError(_("Pilih kelompok atau keterampilan yang dibuktikan."))
    at = noon(Serving([kader.pk], field=programme.field), kader.pk, proof.on, now=now)
    about = [(group.pk, None) for group in proof.groups] + [(None, one.pk) for one in proof.competencies]
    claims = [
        Claim(kader.pk, proof.rung, at, proof.document, group_id=group, competency_id=competency)
        for group, competency in about
    ]
    new = outside.accept_many(claims, programme=programme, by=by, now=now)
    if photo:
        _keep(kader, proof.document, photo, by=by, now=now)
    return new


def noon(serving: Serving, kader_id: int, on: date, *, now: datetime) -> datetime:
    """The middle of that day where she served; of today at most now. A day to come stays in the future."""
    at = datetime.combine(on, time(12), tzinfo=ZoneInfo(zone(serving.on(kader_id, on))))
    return min(at, now) if on <= now.astimezone(at.tzinfo).date() else at


def content(photo: ProofPhoto) -> bytes:
    """Its bytes; empty if the file is gone."""
    if not photo.file.storage.exists(str(photo.file.name)):
        return b""
    with photo.file.open("rb") as file:
        return bytes(file.read())


def forget(*, before: datetime) -> int:
    """Take away the pictures that were accepted before that moment; the evidence stays. Out: how many."""
    rows = list(ProofPhoto.objects.filter(added_at__lt=before)[:CHUNK])
    for row in rows:
        storages["private"].delete(str(row.file.name))
    ProofPhoto.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows) + (forget(before=before) if len(rows) == CHUNK else 0)


def _keep(kader: Kader, document: str, raw: bytes, *, by: User, now: datetime) -> None:
    jpeg = event_photos.clean(raw)
    digest = hashlib.sha256(jpeg).hexdigest()
    if ProofPhoto.objects.filter(kader=kader, document=document, sha256=digest).exists():
        return
    storage = storages["private"]
    name = storage.save(f"proofs/{kader.uuid}/{digest}.jpg", ContentFile(jpeg))
    ProofPhoto.objects.create(kader=kader, document=document, file=name, sha256=digest, added_at=now, added_by=by)
