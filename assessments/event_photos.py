"""Pictures of an activity: any picture becomes a bare JPEG, encoded anew, kept in private.

They show the activity. People who are served are never in them: the screen says so before anything is chosen.
"""

import hashlib
from datetime import datetime
from io import BytesIO
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from assessments.models import EventPhoto, TrainingEvent
from lms.areas.errors import UserError
from lms.people.models import User

MOST = 20  # of an event
MAX_BYTES = 12_000_000  # what a phone takes
MAX_PIXELS = 60_000_000
LEAST, LONGEST, ON_PAPER = 320, 1600, 900  # pixels of the longer side
FORMATS = ("PNG", "JPEG", "WEBP")


@transaction.atomic
def add(event: TrainingEvent, raw: bytes, *, caption: str, by: User, now: datetime) -> EventPhoto:
    """Keep a picture; the same one twice is one. UserError: not a picture, or there are enough."""
    jpeg = clean(raw)
    digest = hashlib.sha256(jpeg).hexdigest()
    # Two at once are counted one after the other.
    TrainingEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
    found = EventPhoto.objects.filter(event=event, sha256=digest).first()
    if found is not None:
        return found
    if EventPhoto.objects.filter(event=event).count() >= MOST:
        raise UserError(_("Sudah ada 20 foto. Hapus satu dulu; foto yang baru belum disimpan."))
    photo = EventPhoto(event=event, sha256=digest, caption=caption, added_at=now, added_by=by)
    photo.file.save(f"events/{photo.uuid}.jpg", ContentFile(jpeg), save=True)
    return photo


@transaction.atomic
def remove(event: TrainingEvent, uuid: UUID) -> None:
    """Take a picture away, the file too. Nothing happens if it is not there (any more)."""
    photo = EventPhoto.objects.filter(event=event, uuid=uuid).first()
    if photo is not None:
        name, storage = str(photo.file.name), photo.file.storage
        photo.delete()
        transaction.on_commit(lambda: storage.delete(name))


def content(photo: EventPhoto) -> bytes:
    """Its bytes; empty if the file is gone."""
    if not photo.file.storage.exists(str(photo.file.name)):
        return b""
    with photo.file.open("rb") as file:
        return bytes(file.read())


def clean(raw: bytes) -> bytes:
    """The picture as JPEG, upright, at most 1,600 pixels long, nothing but its pixels. UserError if it is none."""
    if len(raw) > MAX_BYTES:
        raise UserError(_("Foto lebih dari 12 MB. Kecilkan dulu; foto yang lain tetap tersimpan."))
    try:
        with Image.open(BytesIO(raw), formats=FORMATS) as picture:
            _refuse(picture)
            bare = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UserError(
            _("Foto tidak terbaca. Pakai berkas JPEG, PNG, atau WebP; foto yang lain tetap tersimpan.")
        ) from error
    bare.thumbnail((LONGEST, LONGEST))
    bare.info.clear()
    target = BytesIO()
    bare.save(target, "JPEG", quality=82, optimize=True)
    return target.getvalue()


def printed(raw: bytes) -> bytes:
    """A stored picture as small as half a page needs it."""
    with Image.open(BytesIO(raw), formats=("JPEG",)) as picture:
        picture.thumbnail((ON_PAPER, ON_PAPER))
        target = BytesIO()
        picture.save(target, "JPEG", quality=78, optimize=True)
    return target.getvalue()


def _refuse(picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise UserError(_("Foto terlalu besar: paling banyak 60 juta piksel. Kecilkan dulu."))
    if max(picture.size) < LEAST:
        raise UserError(_("Foto terlalu kecil untuk dicetak: paling sedikit 320 piksel. Cari berkas yang lebih besar."))
