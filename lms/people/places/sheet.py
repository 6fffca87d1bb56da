"""Everything known of one posyandu with its days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lms.areas.models import (
    FormerName,
    Posyandu,
    PosyanduKind,
    PosyanduStrata,
    PosyanduVerification,
)
from lms.people.models import Membership
from lms.people.queries import in_force


@dataclass(frozen=True)
class Sheet:
    """Newest first; ``before`` are the posyandu that went on as this one."""

    kinds: Sequence[PosyanduKind]
    strata: Sequence[PosyanduStrata]
    verifications: Sequence[PosyanduVerification]
    names: Sequence[FormerName]
    before: Sequence[Posyandu]
    kader: int


def of(posyandu: Posyandu, *, on: date) -> Sheet:
    """Six queries."""
    serving = Membership.objects.filter(in_force(on), posyandu=posyandu)
    return Sheet(
        kinds=list(posyandu.kinds.order_by("-since")),
        strata=list(posyandu.strata.order_by("-assessed_on")),
        verifications=list(posyandu.verifications.order_by("-verified_on", "what")),
        names=list(posyandu.former_names.order_by("-until", "-pk")),
        before=list(posyandu.merged_from.select_related("desa", "puskesmas").order_by("-closed_on", "name")),
        kader=serving.values("kader").distinct().count(),
    )
