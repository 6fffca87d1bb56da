"""What a phone without a signal gave into another hand as a file: each envelope goes the way it would have gone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.people import audit, parcels
from lms.people.audit import Act
from lms.people.models import User
from lms.people.sealed import MAX_LENGTH, digest, receipt_code, strict_json

MOST_BYTES = 2 * 1024 * 1024
MOST = 200  # envelopes in one file; a phone that was out of reach for months has fewer
_MARK = "titipan"


@dataclass(frozen=True)
class Piece:
    """An envelope of the file and its seal; "" if it has none."""

    envelope: str
    seal: str


@dataclass(frozen=True)
class Line:
    """What became of one: its receipt code and a sentence. ``held``: it waits for an officer, or could not be kept."""

    code: str
    told: str
    received_at: datetime | None

    @property
    def held(self) -> bool:
        return self.received_at is None


def read(content: bytes) -> list[Piece]:
    """The envelopes of a file. UserError: it is too large, cut off or none of ours; nothing was taken."""
    if len(content) > MOST_BYTES:
        raise UserError(_("Berkasnya lebih dari 2 MB; berkas titipan selalu lebih kecil. Pilih berkas yang lain."))
    try:
        data = strict_json(content.decode())
    except (ValueError, RecursionError) as error:
        raise UserError(
            _("Berkas ini terpotong atau rusak. Belum ada yang diterima; minta dikirim sekali lagi dari HP pemiliknya.")
        ) from error
    pieces = [_piece(one) for one in _listed(data)]
    if not 0 < len(pieces) <= MOST or None in pieces:
        raise UserError(_("Ini bukan berkas titipan dari Tuntas, atau isinya diubah. Belum ada yang diterima."))
    return [piece for piece in pieces if piece]


def deliver(pieces: list[Piece], *, by: User, now: datetime) -> list[Line]:
    """Send each of them; whoever brings them adds no authority. The same file again gives the same receipts."""
    lines = [_deliver(piece, now) for piece in pieces]
    held = sum(line.held for line in lines)
    audit.record(Act.ENTRUSTED_SENT, by=by, now=now, count=len(lines), detail={"held": held})
    return lines


def _deliver(piece: Piece, now: datetime) -> Line:
    try:
        taken = parcels.take(piece.envelope, proof=piece.seal, now=now)
    except parcels.RefusedError as refusal:
        return Line(receipt_code(digest(piece.envelope)), str(refusal), None)
    return Line(taken.code, taken.message, taken.received_at)


def _listed(data: Any) -> list[Any]:
    is_ours = isinstance(data, dict) and data.get("tuntas") == _MARK and data.get("v") == 1
    found = data.get("envelopes") if is_ours else None
    return found if isinstance(found, list) else []


def _piece(data: Any) -> Piece | None:
    envelope, seal = (data.get("envelope"), data.get("seal", "")) if isinstance(data, dict) else (None, None)
    if not isinstance(envelope, str) or len(envelope) > MAX_LENGTH or not isinstance(seal, str):
        return None
    return Piece(envelope, seal[:80])
