"""The places by which the reader can narrow a list: those of her scope, step by step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from lms.areas.models import Area, Posyandu, Puskesmas
from lms.people import scope
from lms.people.lists.asked import Asked
from lms.people.models import User
from lms.people.scope import Action

Option = tuple[str, str]


@dataclass(frozen=True)
class Places:
    """What the selects offer. ``needs_kab``: the reader has several kab/kota, and a list is of one of them.

    ``posyandu`` is empty until a puskesmas or kelurahan is chosen: hundreds are no choice.
    """

    kabs: Sequence[Option]
    puskesmas: Sequence[Option]
    desa: Sequence[Option]
    posyandu: Sequence[Option]
    needs_kab: bool


def places(user: User, asked: Asked, *, on: date) -> Places:
    """Three or four queries."""
    reach = scope.rows(user, Action.NAMES, Posyandu.objects.all(), on=on)
    codes = reach.order_by().values_list("desa__kab_code", flat=True).distinct()
    kabs = list(Area.objects.filter(code__in=codes, until__isnull=True).order_by("name").values_list("code", "name"))
    several = len(kabs) > 1
    if several and not asked.kab:
        return Places(kabs, [], [], [], needs_kab=True)
    if several:
        reach = reach.filter(desa__kab_code=asked.kab)
    served = list(
        Puskesmas.objects.filter(pk__in=reach.order_by().values("puskesmas"))
        .order_by("name")
        .values_list("uuid", "name")
    )
    desa = Area.objects.filter(pk__in=reach.order_by().values("desa")).order_by("name").values_list("code", "name")
    return Places(
        kabs if several else [],
        [(str(uuid), name) for uuid, name in served] if len(served) > 1 else [],
        list(desa),
        _posyandu(reach, asked) if asked.puskesmas or asked.desa or asked.posyandu or len(served) == 1 else [],
        needs_kab=False,
    )


def _posyandu(reach: QuerySet[Posyandu], asked: Asked) -> list[Option]:
    if asked.puskesmas:
        reach = reach.filter(puskesmas__uuid=asked.puskesmas)
    if asked.desa:
        reach = reach.filter(desa__code=asked.desa)
    if asked.posyandu and not (asked.puskesmas or asked.desa):
        reach = reach.filter(uuid=asked.posyandu)
    rows = reach.order_by("name", "desa__name").values_list("uuid", "name", "desa__name")
    return [(str(uuid), f"{name}, {desa}") for uuid, name, desa in rows]
