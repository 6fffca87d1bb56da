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


def data(claims: Mapping[str, Any], *, code: str, token: str, site: str, logo: bytes = b"") -> dict[str, Any]:
    """What the template needs. In: the claims, the code, the signed token, the address of this site, the logo's PNG."""
    issued = date.fromisoformat(claims["issued_on"])
    return {
        "title": f"{PAPER}: {claims['level']['title']}",
        "paper": PAPER,
        **_office(claims),
        "logo": list(logo),
        "name": claims["name"],
        "number": claims["number"],
        "level": claims["level"]["title"],
        "place": f"Kader {claims['place']}, {claims['desa']}",
        "sentence": sentence(claims),
        "date": tanggal(issued),
        "year": issued.year,
        "month": issued.month,
        "day": issued.day,
        **_drawn(claims, address=address(code, token=token, site=site)),
        "host": urlsplit(site).netloc,
        "address": f"{urlsplit(site).netloc}/v/",
        "code": spaced(code),
        "note": NOTE,
        "contoh": claims["contoh"],
        "contoh_word": "CONTOH",
        "contoh_line": CONTOH_LINE,
    }


def _office(claims: Mapping[str, Any]) -> dict[str, Any]:
    """The words of the office and of the signature; a certificate of an office that said none has the usual ones."""
    office, where, head = claims.get("office") or {}, claims["kab"]["name"], claims["official"]
    government, name = office.get("government") or f"Pemerintah {where}", office.get("name") or "Dinas Kesehatan"
    return {
        "office": f"{government} · {name}",
        "government": government,
        "office_name": name,
        "office_address": office.get("address", ""),
        "authority": office.get("title") or f"Kepala Dinas Kesehatan {where}",
        "city": office.get("city") or where.removeprefix("Kota ").removeprefix("Kabupaten "),
        "official": head and {"name": head["name"], "under": _under(head)},
    }


def _under(head: Mapping[str, str]) -> str:
    """What stands under the official's name: rank and NIP, each if there is one."""
    return " · ".join(filter(None, (head.get("rank", ""), f"NIP {nip_words(head['nip'])}" if head["nip"] else "")))


def nip_words(nip: str) -> str:
    """``19800101 200501 2 005``: birth date, appointment, sex, order, as offices write it."""
    return NBSP.join((nip[:8], nip[8:14], nip[14:15], nip[15:]))


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
