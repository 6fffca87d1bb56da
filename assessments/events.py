"""Creates training and assessment events."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import TrainingEvent
from lms.areas.errors import UserError
from lms.areas.models import Area, Puskesmas
from modules.models import CompetencyGroup, Programme


@transaction.atomic
def create(
    *,
    kind: str,
    title: str,
    programme: Programme,
    groups: Iterable[CompetencyGroup],
    kab: Area,
    starts_on: date,
    days: int = 1,
    puskesmas: Puskesmas | None = None,
    place: str = "",
    capacity: int | None = None,
    funding: str = "",
) -> TrainingEvent:
    """An event of so many days in a row that covers these groups. UserError: no group, or not even one day."""
    covered = list(groups)
    if not covered or days < 1:
        raise UserError(_("Kegiatan memerlukan paling sedikit satu kelompok keterampilan dan satu hari."))
    event = TrainingEvent.objects.create(
        kind=kind,
        title=title,
        programme=programme,
        kab=kab,
        puskesmas=puskesmas,
        place=place,
        starts_on=starts_on,
        ends_before=starts_on + timedelta(days=days),
        capacity=capacity,
        funding=funding,
    )
    event.groups.set(covered)
    return event
