"""Two rows became one person, or two again: whose evidence counts for whom is derived anew; invitations follow her."""

from datetime import datetime

from django.utils.translation import ngettext

from assessments import invite, records
from assessments.models import Attempt, Attendance, Observation, OutsideEvidence
from lms.areas.format import angka
from lms.people.models import Kader, KaderMerge
from modules.models import Programme


def follow(merge: KaderMerge, now: datetime) -> None:
    """Bring the records of both up to their evidence, in the transaction of the merge. Invitations go to the kept row,
    and stay with it when the two are two again: an invitation is a list, no evidence.
    """
    for programme in Programme.objects.order_by("pk"):
        records.refresh([merge.kept_id, merge.gone_id], programme=programme, now=now)
    if merge.undone_at is None:
        invite.follow(merge.gone, merge.kept)


def sight(kader: Kader) -> list[str]:
    """How much evidence stands on this row."""
    kinds = (Attempt, Observation, Attendance, OutsideEvidence)
    number = sum(kind._default_manager.filter(kader=kader).count() for kind in kinds)
    return [ngettext("%(number)s bukti tercatat", "%(number)s bukti tercatat", number) % {"number": angka(number)}]
