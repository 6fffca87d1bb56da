"""From frozen claims to the words on the paper: the one JSON document that the typst template reads. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from certificates import drawing
from certificates.codes import spaced
from lms.areas.format import NBSP, angka, tanggal

PAPER = "Tanda Kecakapan Kader"
CONTOH_LINE = "CONTOH: data tiruan, bukan dokumen resmi."
NOTE = (
    "QR memuat catatan keabsahan penerbit; bukan tanda tangan elektronik tersertifikasi. "
    "Judul keterampilan mengikuti rumusan resmi programnya."
)


def data(claims: Mapping[str, Any], *, code: str, token: str, site: str) -> dict[str, Any]:
    """What the template needs. In: the claims, the code, the signed token, and the address of this site."""
    issued, where = date.fromisoformat(claims["issued_on"]), claims["kab"]["name"]
    return {
        "title": f"{PAPER}: {claims['level']['title']}",
        "paper": PAPER,
        "office": f"Pemerintah {where} · Dinas Kesehatan",
        "authority": f"Kepala Dinas Kesehatan {where}",
        "city": where.removeprefix("Kota ").removeprefix("Kabupaten "),
        "name": claims["name"],
        "number": claims["number"],
        "level": claims["level"]["title"],
        "place": f"Kader {claims['place']}, {claims['desa']}",
        "sentence": sentence(claims),
        "date": tanggal(issued),
        "year": issued.year,
        "month": issued.month,
        "day": issued.day,
        "official": claims["official"],
        **_drawn(claims, address=address(code, token=token, site=site)),
        "host": urlsplit(site).netloc,
        "address": f"{urlsplit(site).netloc}/v/",
        "code": spaced(code),
        "note": NOTE,
        "contoh": claims["contoh"],
        "contoh_word": "CONTOH",
        "contoh_line": CONTOH_LINE,
    }


def sentence(claims: Mapping[str, Any]) -> str:
    """What the holder can do, who saw it, and the legal ground."""
    decree = claims["decree"]
    return (
        f"Terampil di {count(claims)} keterampilan dasar kader posyandu, dinilai oleh tenaga kesehatan "
        f"{claims['puskesmas']}. Ditetapkan dengan SK nomor {decree['number'].replace(' ', NBSP)} "
        f"tanggal {tanggal(date.fromisoformat(decree['date']))}."
    )


def count(claims: Mapping[str, Any]) -> str:
    """``17 dari 25``"""
    return f"{angka(claims['skilled'])} dari {angka(claims['total'])}"


def address(code: str, *, token: str, site: str) -> str:
    """What the QR holds. The token stands after the #, so that it is never sent to a server."""
    return f"{site}/v/{code}#{token}"


def _drawn(claims: Mapping[str, Any], *, address: str) -> dict[str, Any]:
    groups = claims["groups"]
    return {
        "qr": drawing.qr_svg(address),
        "flower": drawing.flower_svg(groups),
        "flower_count": angka(claims["skilled"]),
        "flower_of": f"dari {angka(claims['total'])}",
        "flower_words": f"{count(claims)} keterampilan, terampil",
        "groups": [{**group, "hue": drawing.hue(group["key"])} for group in groups],
    }
