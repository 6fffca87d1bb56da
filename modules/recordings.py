"""Video and sound of lessons: what is taken, told by its bytes and never by its name."""

import re
from pathlib import PurePosixPath

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.areas.errors import UserError

NAME = re.compile(r"[a-z0-9][a-z0-9-]*\.(mp4|webm|mp3|ogg|m4a)")
MB = 1_000_000
MOST = {"mp4": 8 * MB, "webm": 8 * MB, "mp3": 3 * MB, "ogg": 3 * MB, "m4a": 3 * MB}
TYPES = {"mp4": "video/mp4", "webm": "video/webm", "mp3": "audio/mpeg", "ogg": "audio/ogg", "m4a": "audio/mp4"}
# ISO 14496-12: the major brand of films and sounds that phones play. QuickTime and HEIC wear the same frame.
BRANDS = re.compile(rb"(?:iso[m2-9]|mp4[12]|avc1|dash|MSNV|M4[AVP] |f4v )")
WEBM = b"\x1a\x45\xdf\xa3"
# Files are kept byte for byte: taking them apart is no work for code of ours.
PLACE = gettext_lazy(
    "Rekaman dari HP dapat menyimpan tempat dan waktu merekam, dan itu ikut terbit. Matikan lokasi pada kamera sebelum"
    " merekam."
)
HEAD = 4096  # bytes that tell what a file is


class BadRecording(UserError):
    """The file cannot be taken as video or sound; the sentence says why."""


def extension(name: str) -> str:
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def size_in_words(size: int) -> str:
    """2_140_000 -> "2,1 MB"; what is small in KB."""
    said = f"{size / MB:.1f}".replace(".", ",") + "\u00a0MB"
    return said if size >= MB / 10 else f"{max(size // 1000, 1)}\u00a0KB"


def check(name: str, size: int, head: bytes) -> None:
    """BadRecording unless a file of that name and size, beginning with these bytes, can be taken."""
    kind = extension(name)
    if kind not in MOST:
        raise BadRecording(_("Hanya video mp4 atau webm, dan suara mp3, ogg, atau m4a."))
    if size > MOST[kind]:
        said = _("Berkas %(size)s, paling banyak %(most)s MB. Kecilkan atau potong dulu.")
        raise BadRecording(said % {"size": size_in_words(size), "most": MOST[kind] // MB})
    if not _is(kind, head):
        raise BadRecording(_("Isi berkas bukan %(kind)s. Simpan ulang sebagai %(kind)s.") % {"kind": kind})


def _is(kind: str, head: bytes) -> bool:
    if kind in ("mp4", "m4a"):
        return head[4:8] == b"ftyp" and bool(BRANDS.fullmatch(head[8:12]))
    if kind == "webm":
        return head.startswith(WEBM) and b"webm" in head[:64]
    if kind == "ogg":
        return head.startswith(b"OggS")
    # A tag, or at once a frame: eleven bits of sync, layer III, a bit rate that exists.
    frame = len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[2] & 0xF0 not in (0x00, 0xF0)
    return head.startswith(b"ID3") or frame


def check_package_name(name: str) -> None:
    """BadRecording for a file name that a package may not have."""
    if not NAME.fullmatch(name):
        raise BadRecording(
            "Nama media hanya huruf kecil, angka, dan tanda hubung, dengan akhiran mp4, webm, mp3, ogg, atau m4a."
        )
