"""Ready-made evidence and banks for tests of this floor and those above."""

from datetime import datetime

from assessments.models import Rung
from assessments.outside import Claim, accept_many
from lms.people.models import Kader, User
from modules.models import Competency, CompetencyGroup, Programme
from tests.factories import NOW, make_programme


def trained(kader: Kader, programme: Programme, *, at: datetime = NOW, groups: str = "ABCDE") -> None:
    """By accepted outside evidence the kader is *dilatih* in these groups."""
    rows = CompetencyGroup.objects.filter(programme=programme, key__in=list(groups))
    claims = [Claim(kader.pk, Rung.TRAINED, at, "Daftar hadir pelatihan", group_id=row.pk) for row in rows]
    accept_many(claims, programme=programme, by=None, now=at)


def skilled(kader: Kader, programme: Programme, *, at: datetime = NOW, except_for: tuple[str, ...] = ()) -> None:
    """By accepted outside evidence the kader is *terampil* in everything but the named competencies."""
    rows = Competency.objects.filter(group__programme=programme).exclude(key__in=except_for)
    claims = [Claim(kader.pk, Rung.SKILLED, at, "Penilaian 2024", competency_id=row.pk) for row in rows]
    accept_many(claims, programme=programme, by=None, now=at)


def lacks_only_b3(user: User, *, at: datetime = NOW, programme: Programme | None = None) -> Programme:
    """The case of the walk: *dilatih* in all groups, *terampil* in 24 of 25, B3 is missing."""
    programme = programme or make_programme()
    trained(user.person.kader, programme, at=at)
    skilled(user.person.kader, programme, at=at, except_for=("B3",))
    return programme
