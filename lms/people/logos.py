"""Logos of offices: any small picture becomes a bare PNG, encoded anew, named by its hash."""

import hashlib
from io import BytesIO

from PIL import Image, ImageOps

from lms.areas.errors import UserError

MAX_BYTES = 1_000_000
MAX_PIXELS = 12_000_000
LEAST, MOST = 120, 600  # pixels of the longer side: 5 cm in print at 300 a inch
FORMATS = ("PNG", "JPEG", "WEBP")


def clean(raw: bytes) -> bytes:
    """The logo as PNG, upright, at most 600 pixels long, without anything but its pixels. UserError if it is none."""
    if len(raw) > MAX_BYTES:
        raise UserError("Logo lebih dari 1 MB. Kecilkan dulu; logo yang lama tetap dipakai.")
    try:
        with Image.open(BytesIO(raw), formats=FORMATS) as picture:
            _refuse(picture)
            bare = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UserError(
            "Logo tidak terbaca. Pakai berkas PNG, JPEG, atau WebP; logo yang lama tetap dipakai."
        ) from error
    bare.thumbnail((MOST, MOST))
    bare.info.clear()
    target = BytesIO()
    bare.save(target, "PNG", optimize=True)
    return target.getvalue()


def name(png: bytes) -> str:
    """Where a logo stands in the private storage."""
    return f"offices/{hashlib.sha256(png).hexdigest()}.png"


def _refuse(picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise UserError(
            "Logo terlalu besar: paling banyak 12 juta piksel. Kecilkan dulu; logo yang lama tetap dipakai."
        )
    if max(picture.size) < LEAST:
        raise UserError(
            f"Logo terlalu kecil untuk dicetak: paling sedikit {LEAST} piksel. Cari berkas yang lebih besar."
        )
