"""What people have to say before a place closes."""

from datetime import date

from django.db.models import Q

from lms.areas.format import angka
from lms.areas.models import Puskesmas, Pustu
from lms.areas.places.common import Place, register_objection
from lms.people.models import Membership, Role


def somebody_is_there(place: Place, on: date) -> str:
    """Kader who serve there on that day or later; for a puskesmas, roles that hold there."""
    after = Q(until__isnull=True) | Q(until__gt=on)
    if isinstance(place, Puskesmas):
        roles = Role.objects.filter(after, puskesmas=place).count()
        return f"{angka(roles)} peran petugas masih berlaku di {place}. Akhiri dulu perannya." if roles else ""
    where = {"pustu" if isinstance(place, Pustu) else "posyandu": place}
    kader = Membership.objects.filter(after, **where).values("kader").distinct().count()
    if not kader:
        return ""
    return (
        f"Masih ada {angka(kader)} kader bertugas di {place} pada tanggal itu atau sesudahnya. Gabungkan dengan tempat "
        "lain, atau catat dulu kepindahan atau berhentinya."
    )


register_objection(somebody_is_there)
