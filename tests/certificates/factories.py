"""Makers for certificates: whole groups *terampil*, and the papers of an award."""

from datetime import date

from assessments.models import GroupRecord, RecordChange
from certificates.confirm import confirm
from certificates.models import Award, Proposal
from certificates.propose import propose
from lms.people.models import Kader, User
from lms.people.queries import kader_of
from modules.models import CompetencyGroup, Programme
from tests.factories import NOW

REACHED = date(2025, 11, 10)
PAPERS = {
    "minutes_number": "400.7/BA-031/2025",
    "minutes_date": date(2025, 11, 20),
    "decree_number": "188.45/123/419/2025",
    "decree_date": date(2025, 11, 21),
}


def kader(user: User) -> Kader:
    """The kader this user is."""
    found = kader_of(user)
    assert found is not None
    return found


def skill(who: Kader, programme: Programme, groups: str, *, on: date = REACHED) -> None:
    """Make every skill of these groups *terampil*, with the transitions that say so."""
    for group in CompetencyGroup.objects.filter(programme=programme, key__in=list(groups)):
        GroupRecord.objects.update_or_create(kader=who, group=group, defaults={"skilled_on": on})
        RecordChange.objects.create(kader=who, group=group, rung="terampil", was=None, now=on, received_at=NOW)


def forget(who: Kader, groups: str) -> None:
    """The evidence for these groups was corrected away."""
    GroupRecord.objects.filter(kader=who, group__key__in=list(groups)).update(skilled_on=None)


def proposed(user: User, programme: Programme, groups: str = "ABC") -> Proposal:
    """Her open proposal after these groups became *terampil*."""
    who = kader(user)
    skill(who, programme, groups)
    propose([who.pk], programme=programme, now=NOW)
    return Proposal.objects.get(kader=who, state=Proposal.State.OPEN)


def awarded(user: User, programme: Programme, *, by: User, groups: str = "ABC") -> Award:
    """Her award, confirmed by that officer."""
    return confirm(proposed(user, programme, groups), **PAPERS, by=by, now=NOW)
