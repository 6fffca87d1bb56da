"""What every verb here asks of names and days, and who else has a say when a place closes."""

import re
from collections.abc import Callable
from datetime import date

from lms.areas.errors import UserError
from lms.areas.format import tanggal
from lms.areas.models import FormerName, Posyandu, Puskesmas, Pustu

Place = Puskesmas | Pustu | Posyandu
# What still stands in the way of closing a place on a day, as a sentence; "" for nothing.
Objection = Callable[[Place, date], str]

EARLIEST = date(1950, 1, 1)
_objections: list[Objection] = []


def register_objection(objection: Objection) -> None:
    """Let a higher floor have a say before a place closes. Called by an app's ``ready``."""
    _objections.append(objection)


def refuse_if_needed(place: Place, *, on: date) -> None:
    """UserError with the first objection of a higher floor to closing that place on that day."""
    for objection in _objections:
        if said := objection(place, on):
            raise UserError(said)


def clean_name(name: str, kind: str) -> str:
    """One line without the word that we write before it ourselves. UserError if nothing or too much is left."""
    plain = re.sub(rf"^{kind}\b[\s.:]*", "", " ".join(name.split()), flags=re.IGNORECASE)
    if not 1 <= len(plain) <= 80:
        raise UserError(f"Tulis nama {kind}, paling banyak 80 huruf. Belum ada yang berubah.")
    return plain


def check_day(on: date, *, today: date, after: date | None = None, what: str = "Tanggal") -> None:
    """UserError for a day to come, for one before anybody's records, and for one not after ``after``."""
    if on > today:
        raise UserError(f"{what} {tanggal(on)} belum tiba. Tulis hari ini ({tanggal(today)}) atau sebelumnya.")
    if on < EARLIEST:
        raise UserError(f"{what} {tanggal(on)} terlalu jauh ke belakang. Periksa tahunnya.")
    if after is not None and on <= after:
        raise UserError(
            f"{what} {tanggal(on)} harus sesudah {tanggal(after)}, hari tempat itu dibuka. Periksa kedua tanggal."
        )


def rename(place: Place, name: str, *, on: date) -> None:
    """Give an already checked name, and keep the one it had until that day."""
    FormerName.objects.create(**{place._meta.model_name or "": place}, name=place.name, until=on)
    place.name = name
    place.save(update_fields=["name"])
