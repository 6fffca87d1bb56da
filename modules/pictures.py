"""Pictures of packages: SVG held to an allow-list, raster pictures re-encoded without EXIF, both stored by hash."""

import hashlib
import re
from collections.abc import Collection
from functools import reduce
from io import BytesIO
from operator import or_
from pathlib import PurePosixPath
from xml.etree import ElementTree

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from lms.areas.errors import UserError
from modules.models import TuntasDocument, TuntasImage

NAME = re.compile(r"[a-z0-9][a-z0-9-]*\.(svg|png|jpg|jpeg|webp)")
MAX_BYTES = 300_000
MAX_PIXELS = 12_000_000
UPLOAD_PIXELS = 50_000_000  # what phones take today
UPLOAD_SIDE = 1600
READ_AS = "max-640x1280|format-webp"  # the column is 38rem wide, and phones have dense screens
SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", XLINK)

ELEMENTS = set(
    "svg g defs symbol use title desc style path rect circle ellipse line polyline polygon text tspan"
    " linearGradient radialGradient stop clipPath mask pattern marker".split()
)
ATTRIBUTES = set(
    "id class width height viewBox preserveAspectRatio version role aria-label aria-labelledby aria-hidden lang"
    " x y x1 y1 x2 y2 cx cy r rx ry fx fy d points dx dy transform rotate pathLength fill fill-opacity fill-rule"
    " stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray stroke-dashoffset stroke-opacity"
    " stroke-miterlimit vector-effect opacity color display visibility text-anchor dominant-baseline font-family"
    " font-size font-weight font-style letter-spacing textLength lengthAdjust offset stop-color stop-opacity"
    " gradientUnits gradientTransform spreadMethod clip-path clip-rule clipPathUnits mask maskUnits maskContentUnits"
    " patternUnits patternContentUnits patternTransform markerWidth markerHeight markerUnits refX refY orient"
    " marker-start marker-mid marker-end href style paint-order type".split()
)
LOCAL_URL = re.compile(r"url\(\s*#[\w-]+\s*\)")
UNSAFE_CSS = re.compile(r"url\s*\(|@import|expression|javascript:|\\|<|/\*", re.IGNORECASE)


class BadPicture(UserError):
    """The file cannot be taken as a picture; the sentence says why."""


def clean(name: str, raw: bytes) -> bytes:
    """The bytes to store for a picture of that name. BadPicture if it cannot be taken."""
    if not NAME.fullmatch(name):
        raise BadPicture(
            "Nama gambar hanya huruf kecil, angka, dan tanda hubung, dengan akhiran svg, png, jpg, atau webp."
        )
    if len(raw) > MAX_BYTES:
        raise BadPicture("Gambar lebih dari 300 KB. Kecilkan dulu.")
    return clean_svg(raw) if name.endswith(".svg") else clean_raster(raw)


def clean_svg(raw: bytes) -> bytes:
    """The drawing written anew from what the parser saw. BadPicture for anything outside the allow-list."""
    try:
        root = fromstring(raw, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise BadPicture("SVG tidak terbaca, atau memuat DTD atau entitas.") from error
    if root.tag != f"{{{SVG}}}svg" or not {"width", "height", "viewBox"} <= root.attrib.keys():
        raise BadPicture("SVG harus punya width, height, dan viewBox.")
    for element in root.iter():
        _refuse_unsafe(element)
    return ElementTree.tostring(root, encoding="utf-8")


def _refuse_unsafe(element: ElementTree.Element) -> None:
    space, _, tag = element.tag.rpartition("}")
    if space != f"{{{SVG}" or tag not in ELEMENTS:
        raise BadPicture(f"Unsur <{tag}> tidak boleh ada di SVG.")
    if tag == "style" and UNSAFE_CSS.search("".join(element.itertext())):
        raise BadPicture("Gaya di SVG tidak boleh memakai url(), @import, komentar, atau tanda \\.")
    for name, value in element.attrib.items():
        _refuse_unsafe_attribute(name, value)


def _refuse_unsafe_attribute(name: str, value: str) -> None:
    plain = "href" if name == f"{{{XLINK}}}href" else name
    if plain not in ATTRIBUTES:
        raise BadPicture(f"Atribut {name.rpartition('}')[2]} tidak boleh ada di SVG.")
    if plain == "href" and not value.startswith("#"):
        raise BadPicture("SVG tidak boleh menunjuk ke luar dirinya.")
    if UNSAFE_CSS.search(LOCAL_URL.sub("", value)):
        raise BadPicture(f"Nilai atribut {plain} tidak boleh menunjuk ke luar SVG.")


def clean_raster(raw: bytes) -> bytes:
    """The picture encoded anew in its own format, upright, without EXIF."""
    try:
        with Image.open(BytesIO(raw), formats=("PNG", "JPEG", "WEBP")) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise BadPicture("Gambar terlalu besar. Paling banyak 12 juta piksel.")
            bare, target = ImageOps.exif_transpose(picture), BytesIO()
            bare.info.clear()
            bare.save(target, picture.format, quality=85)
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadPicture("Gambar tidak terbaca.") from error
    return target.getvalue()


def take_upload(raw: bytes) -> bytes:
    """A picture that somebody uploaded, small enough to teach: upright, without EXIF, no side longer than UPLOAD_SIDE.

    BadPicture for anything but JPEG, PNG or WebP, and for what would fill the memory.
    """
    try:
        with Image.open(BytesIO(raw), formats=("PNG", "JPEG", "WEBP")) as picture:
            if picture.width * picture.height > UPLOAD_PIXELS:
                raise BadPicture(_("Gambar terlalu besar: paling banyak 50 juta piksel. Kecilkan dulu."))
            kind = picture.format
            picture.draft("RGB", (UPLOAD_SIDE, UPLOAD_SIDE))  # a JPEG is read small at once
            if picture.width * picture.height > MAX_PIXELS:
                raise BadPicture(_("Gambar terlalu besar: paling banyak 12 juta piksel. Simpan sebagai JPEG."))
            bare, target = ImageOps.exif_transpose(picture), BytesIO()
            bare = bare.convert("RGB" if kind == "JPEG" else "RGBA")
            bare.thumbnail((UPLOAD_SIDE, UPLOAD_SIDE))
            bare.info.clear()
            bare.save(target, kind, quality=85)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BadPicture(
            _("Gambar tidak terbaca. Buka di komputer, simpan ulang sebagai JPEG, lalu coba lagi.")
        ) from error
    return target.getvalue()


def stored_name(name: str, raw: bytes) -> str:
    """The file's name with the hash of what the package held, so that an address never changes its content."""
    path = PurePosixPath(name)
    return f"{path.stem}.{hashlib.sha256(raw).hexdigest()[:12]}{path.suffix}"


def store(name: str, raw: bytes, *, package_path: str) -> TuntasImage:
    """Create or replace the image of a package's picture. BadPicture if it cannot be taken."""
    image = TuntasImage.objects.filter(package_path=package_path).first() or TuntasImage(package_path=package_path)
    image.title = PurePosixPath(name).stem.replace("-", " ").capitalize()
    image.file = ContentFile(clean(name, raw), name=stored_name(name, raw))
    image._set_image_file_metadata()
    image.save()
    image.renditions.all().delete()  # of the picture that stood here before
    return image


def shown(image: TuntasImage) -> dict[str, object]:
    """Address, width and height: a drawing as it is, a photograph in a width that fits."""
    if image.is_svg():
        return {"url": image.file.url, "width": image.width, "height": image.height}
    rendition = image.get_rendition(READ_AS)
    return {"url": rendition.url, "width": rendition.width, "height": rendition.height}


def of_modules(wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], TuntasImage]:
    """Pictures of packages by folder of their module and name; what is not there is left out. At most one query."""
    if not wanted:
        return {}
    rows = TuntasImage.objects.filter(
        reduce(or_, (Q(package_path__endswith=f"/modules/{folder}/pictures/{name}") for folder, name in wanted))
    )
    return {(path.parts[-3], path.name): image for image in rows for path in [PurePosixPath(image.package_path)]}


def read_copy(image: TuntasImage) -> tuple[bytes, str, int, int]:
    """What a reader loads: its bytes, the end of its name, width and height. FileNotFoundError: the file is lost."""
    source = image if image.is_svg() else image.get_rendition(READ_AS)
    with source.file.storage.open(source.file.name) as content:
        return content.read(), PurePosixPath(source.file.name).suffix, source.width, source.height


def bytes_read(image: TuntasImage) -> int:
    """What a reader loads: a drawing as it is, a photograph in a width that fits."""
    if image.is_svg():
        return image.file_size or 0
    return int(image.get_rendition(READ_AS).file.size)


def holds(image: TuntasImage | TuntasDocument, digest: str) -> bool:
    """Does the image or document still hold the package's file with that SHA-256, or did an editor replace it?

    A raster picture holds the one that was encoded anew when it came, and what came of it.
    """
    if f".{digest[:12]}" in image.file.name:
        return True
    try:
        with image.file.storage.open(image.file.name) as content:
            return hashlib.sha256(content.read()).hexdigest() == digest
    except FileNotFoundError:
        return False
