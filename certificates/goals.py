"""How far each of many kader is from her next level, in few words: "tinggal 2 lagi untuk Kader Purwa"."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.goals import Lead
from certificates import explain, queries
from certificates.models import Award
from certificates.rules import LevelRule, missing
from lms.areas.format import angka
from lms.people import scope
from lms.people.models import Kader, User
from lms.people.scope import Action
from modules.models import Programme


def of(kader_ids: Collection[int], programme: Programme) -> dict[int, str]:
    """Kader id -> the way to the lowest level above the one she holds. Missing: none is above. Five queries."""
    return {pk: words(rule, left) for pk, rule, left in _ways(kader_ids, programme)}


def reasons(kader_ids: Collection[int], programme: Programme) -> dict[int, str]:
    """Kader id -> which skills that level still lacks, in a sentence. Missing: none. Five queries."""
    ways = _ways(kader_ids, programme)
    return {pk: explain.level(rule, left) for pk, rule, left in ways if missing(rule, left).skills}


def _ways(
    kader_ids: Collection[int], programme: Programme
) -> Iterator[tuple[int, LevelRule, Mapping[str, Sequence[str]]]]:
    ladder = [queries.rule(level) for level in queries.levels(programme)]
    held, left = _held(kader_ids, programme), queries.left_of(kader_ids, programme=programme)
    for pk in kader_ids:
        above = next((one for one in ladder if one.position > held.get(pk, 0)), None)
        if above is not None:
            yield pk, above, left[pk]


def lead(user: User, on: date) -> Lead | None:
    """To the proposals for levels, with the reason for each that is not there yet; for whoever may award."""
    if not scope.may(user, Action.AWARD, on=on):
        return None
    hers = scope.rows(user, Action.AWARD, Kader.objects.all(), on=on)
    n = queries.open_proposals(hers).count()
    small = ngettext("%(n)s usulan menunggu penetapan", "%(n)s usulan menunggu penetapan", n) % {"n": angka(n)}
    return Lead(_("Usulan tingkat kader"), small, reverse("awards"))


def words(rule: LevelRule, left: Mapping[str, Sequence[str]]) -> str:
    """ "tinggal 2 lagi untuk Kader Purwa"; that all is there and only the Dinas is waited for."""
    lack = missing(rule, left)
    if not lack.skills:
        return f"lengkap untuk {rule.title}, menunggu penetapan"
    return f"tinggal {angka(len(lack.skills))} lagi untuk {rule.title}"


def _held(kader_ids: Collection[int], programme: Programme) -> dict[int, int]:
    rows = Award.objects.filter(level__scheme__programme=programme, revoked_on__isnull=True)
    held: dict[int, int] = defaultdict(int)
    pairs = rows.filter(kader__in=kader_ids).values_list("kader", "level__position")
    merged = rows.filter(kader__merged_into__in=kader_ids).values_list("kader__merged_into", "level__position")
    for pk, position in pairs.union(merged):
        held[pk] = max(held[pk], position)
    return held
