"""What this floor shows on a kader's page and in the list of kader: her level and her certificates."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.serving import programmes_of
from certificates import explain, queries
from certificates.models import Award
from lms.people import scope
from lms.people.models import Kader, Membership, User
from lms.people.queries import in_field
from lms.people.registry import Column, Panel
from lms.people.scope import Action
from modules.queries import PROGRAMME, choice_in, programmes, split_choice

NONE = "belum"


def of_kader(kader: Kader, viewer: User, now: datetime) -> Panel | None:
    """Her level in the one sentence for each of her programmes, and her certificates, revoked ones too. None before a
    programme was imported.
    """
    found = programmes_of(kader, on=timezone.localdate(now))
    if not found:
        return None
    stands = [queries.standing(kader, programme=programme) for programme in found]
    context = {
        "stands": [
            {
                "title": programme.title if len(found) > 1 else "",
                "level": one.awarded,
                "sentence": explain.standing(one),
            }
            for programme, one in zip(found, stands, strict=True)
        ],
        "certificates": [certificate for one in stands for certificate in one.certificates],
        "opens": scope.may(viewer, Action.MANAGE_PEOPLE, kader, on=timezone.localdate(now)),
    }
    return Panel(_("Tingkat dan sertifikat"), "certificates/panel.html", context)


def levels_of(kader_ids: Collection[int]) -> Mapping[int, str]:
    """Kader id -> the highest level she holds in each programme; whoever holds none is missing."""
    hers = Q(kader__in=kader_ids) | Q(kader__merged_into__in=kader_ids)
    rows = Award.objects.filter(hers, revoked_on__isnull=True).order_by("level__position", "pk")
    columns = ("kader", "kader__merged_into", "level__scheme__programme", "level__title")
    held: dict[int, dict[int, str]] = defaultdict(dict)
    for pk, into, programme, title in rows.values_list(*columns):
        held[into or pk][programme] = title
    order = [programme.pk for programme in programmes()]
    return {pk: "; ".join(titles[one] for one in order if one in titles) for pk, titles in held.items()}


def level_choices() -> Sequence[tuple[str, str | Promise]]:
    """The levels in force of each programme, and having none."""
    found: list[tuple[str, str | Promise]] = []
    for programme in programmes():
        found += [(choice_in(programme, level.key), level.title) for level in queries.levels(programme)]
        none = gettext_lazy("Belum ada status")
        word = none if programme.key == PROGRAMME else f"{programme.title}: {str(none).lower()}"
        found.append((choice_in(programme, NONE), word))
    return found


def at_level(kader: QuerySet[Kader], chosen: str) -> QuerySet[Kader]:
    """Narrow a list to those whose highest level it is; or who hold none and serve in the programme's field."""
    programme, chosen = split_choice(programmes(), chosen)
    if programme is None:
        return kader
    hers = Q(kader=OuterRef("pk")) | Q(kader__merged_into=OuterRef("pk"))
    held = Award.objects.filter(hers, level__scheme__programme=programme, revoked_on__isnull=True)
    if chosen == NONE:
        serves = Membership.objects.filter(in_field(programme.field), kader=OuterRef("pk"), until=None)
        return kader.filter(~Exists(held), Exists(serves))
    level = next((level for level in queries.levels(programme) if level.key == chosen), None)
    if level is None:
        return kader
    return kader.filter(Exists(held.filter(level=level)), ~Exists(held.filter(level__position__gt=level.position)))


LEVEL_COLUMN = Column("tingkat", gettext_lazy("Tingkat"), levels_of, level_choices, at_level)
