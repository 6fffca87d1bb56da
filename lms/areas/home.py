"""The area of the Dinas for which this site was set up."""

from django.db import transaction

from lms.areas import wilayah
from lms.areas.errors import UserError
from lms.areas.models import Area, Home, Puskesmas
from lms.areas.models.area import Level


def area() -> Area | None:
    """The home area; None where the site is for the whole country."""
    row = Home.objects.select_related("area").first()
    return row.area if row else None


def served() -> Area | None:
    """The home area; where none was chosen, the only kab/kota that has puskesmas; None for several, or none."""
    if (chosen := area()) is not None:
        return chosen
    found = list(Area.objects.filter(puskesmas__isnull=False).distinct()[:2])
    return found[0] if len(found) == 1 else None


def check(code: str) -> None:
    """UserError if a site cannot be set up for that code. Asks Kemendagri's list, not the database."""
    level = wilayah.level_of(code)
    if level is None:
        raise UserError(wilayah.UNKNOWN.format(code=code))
    if level > Level.KAB:
        raise UserError(
            f"{code} adalah {level.label}. Situs disiapkan untuk sebuah provinsi atau kabupaten/kota, misalnya 35.71."
        )


@transaction.atomic
def choose(code: str) -> bool:
    """Make the area of that code this site's home; False if it already is. Its areas have been loaded.

    UserError once puskesmas stand in another home: then this is another Dinas's site.
    """
    present, wanted = area(), Area.objects.get(code=code, until__isnull=True)
    if present == wanted:
        return False
    if present and Puskesmas.objects.exists():
        raise UserError(
            f"Situs ini sudah dipakai untuk {present.name} ({present.code}). Tidak ada yang diubah. "
            "Untuk Dinas lain, siapkan situs sendiri di folder lain."
        )
    Home.objects.update_or_create(pk=Home.ONLY, defaults={"area": wanted})
    return True
