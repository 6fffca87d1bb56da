"""Whether NIK are kept at all: off, until the Dinas of a kab/kota turns it on for its kader, with the reason.

Turning it off deletes what was kept. A NIK outlives no policy: nobody's is kept where none covers her.
"""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.areas import home
from lms.areas.errors import UserError
from lms.areas.models import Area
from lms.areas.models.area import Level
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import Kader, Membership, NikPolicy, Person, RosterRow, RosterRun, User
from lms.people.queries import in_force

CHUNK = 200


def in_force_for(kab_code: str) -> NikPolicy | None:
    """The policy of that kab/kota; None where NIK are not kept."""
    return NikPolicy.objects.filter(disabled_at=None, area__code=kab_code).first() if kab_code else None


def covers(kader: Kader, *, on: date) -> bool:
    """Is her NIK kept: does she serve on that day, or served last, where the Dinas has turned it on?"""
    codes = _codes()
    return bool(codes) and Person.objects.filter(_covered(codes, on=on), pk=kader.person_id).exists()


def told() -> list[NikPolicy]:
    """What the privacy notice of this site must tell of, the latest first. One query while there is nothing."""
    rows = list(NikPolicy.objects.filter(disabled_at=None).select_related("area").order_by("-pk"))
    here = home.area() if rows else None
    return [row for row in rows if here is None or row.area.code.startswith(here.code)]


def held(area: Area, *, on: date) -> QuerySet[Person]:
    """Whose NIK are kept because of that kab/kota, and go with its policy."""
    theirs = Person.objects.exclude(nik_index="").filter(_covered([area.code], on=on))
    return theirs.exclude(_covered([code for code in _codes() if code != area.code], on=on))


@transaction.atomic
def enable(area: Area, reason: str, *, by: User | None, now: datetime) -> NikPolicy:
    """Keep NIK in this kab/kota from now on. UserError without a reason, for another level, and if it is on already."""
    reason = " ".join(reason.split()).rstrip(".")
    if area.level != Level.KAB:
        raise UserError(_("NIK hanya dapat diatur untuk satu kabupaten/kota. Tidak ada yang diubah."))
    if len(reason) < 10:
        raise UserError(_("Tulis alasannya dengan satu kalimat; alasan ini dibaca kader. NIK tetap tidak disimpan."))
    list(Area.objects.select_for_update(no_key=True).filter(pk=area.pk))
    if in_force_for(area.code) is not None:
        raise UserError(_("Penyimpanan NIK sudah dinyalakan. Tidak ada yang diubah."))
    policy = NikPolicy.objects.create(area=area, reason=reason, enabled_at=now, enabled_by=by)
    audit.record(Act.NIK_ENABLED, by=by, now=now, area=area, detail={"policy": policy.pk})
    return policy


def disable(area: Area, *, by: User | None, now: datetime) -> int:
    """Keep none any more, and delete those that are kept. Out: how many. UserError if it is off already.

    It is off before the first is deleted; what an interrupted run leaves goes by night (``sweep``).
    """
    today = timezone.localdate(now)
    with transaction.atomic():
        list(Area.objects.select_for_update(no_key=True).filter(pk=area.pk))  # no chunk of a list is under way
        policy = NikPolicy.objects.select_for_update().filter(area=area, disabled_at=None).first()
        if policy is None:
            raise UserError(_("Penyimpanan NIK sudah dimatikan. Tidak ada yang diubah."))
        policy.disabled_at, policy.disabled_by = now, by
        policy.save(update_fields=["disabled_at", "disabled_by"])
        count = held(area, on=today).count()
        audit.record(Act.NIK_DISABLED, by=by, now=now, area=area, count=count, detail={"policy": policy.pk})
    sweep(now=now)
    return count


def sweep(*, now: datetime) -> int:
    """Delete the NIK that no policy covers: of people, of planned rows, and the files they came in. Out: of people."""
    codes = _codes()
    uncovered = Person.objects.exclude(nik_index="").exclude(_covered(codes, on=timezone.localdate(now)))
    _clear(RosterRow.objects.exclude(nik_index="").exclude(run__area__kab_code__in=codes))
    for run in RosterRun.objects.filter(with_nik=True).exclude(file="").exclude(area__kab_code__in=codes):
        run.file.delete(save=True)
    return _clear(uncovered)


def _clear(rows: QuerySet) -> int:
    """Chunk by chunk, each for itself."""
    count = 0
    while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        count += rows.model._base_manager.filter(pk__in=ids).update(nik_index="", nik_sealed="")
    return count


def _codes() -> list[str]:
    return list(NikPolicy.objects.filter(disabled_at=None).values_list("area__code", flat=True))


def _covered(codes: Collection[str], *, on: date) -> Q:
    """Persons who serve in one of these kab/kota on that day, or serve nowhere and served last there."""
    there = Q(posyandu__desa__kab_code__in=codes) | Q(pustu__desa__kab_code__in=codes)
    hers = Membership.objects.filter(kader__person=OuterRef("pk"))
    last = Membership.objects.filter(kader__person=OuterRef(OuterRef("pk"))).order_by("-since", "-pk").values("pk")[:1]
    serving = hers.filter(in_force(on))
    return Q(Exists(serving.filter(there))) | ~Q(Exists(serving)) & Q(
        Exists(Membership.objects.filter(there, pk=Subquery(last)))
    )
