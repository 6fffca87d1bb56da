"""What a regrade would change, before anybody decides: how many attempts, and whose pass, by kab/kota. Reads only."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from assessments import marks, regrade, rules
from assessments.models import Question, QuestionVersion, Regrade, TicketItem
from lms.areas.models import Area
from lms.areas.models.area import Level

MOST = 5000  # attempts reckoned while somebody waits for the page
_CHUNK = 500


@dataclass
class Effect:
    """``total`` attempts showed the version; the newest ``reckoned`` of them were marked anew, on paper only."""

    total: int
    reckoned: int = 0
    changed: int = 0
    gained: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    places: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def passes(self) -> int:
        return self.gained.total()

    @property
    def fails(self) -> int:
        return self.lost.total()


def of(old: QuestionVersion, new: QuestionVersion) -> Effect:
    """What marking the sheets of ``old`` by the key of ``new`` would change."""
    rows = regrade.held(old)
    effect = Effect(total=rows.count())
    for some in _chunks(marks.in_force(rows).annotate(kab=_kab()).select_related("ticket").order_by("-received_at")):
        _reckon(some, old, new, effect)
    names = dict(
        Area.objects.filter(level=Level.KAB, code__in={*effect.gained, *effect.lost}).values_list("code", "name")
    )
    codes = sorted({*effect.gained, *effect.lost})
    effect.places = [(names.get(code, ""), effect.gained[code], effect.lost[code]) for code in codes]
    return effect


def candidates() -> QuerySet[QuestionVersion]:
    """Versions that stand on sheets with an answer and are not the one in use, nor marked by its key already."""
    shown = TicketItem.objects.filter(version=OuterRef("pk"), ticket__attempt__isnull=False)
    marked = Regrade.objects.filter(old=OuterRef("pk"), new=OuterRef("question__current"))
    rows = QuestionVersion.objects.filter(Exists(shown), question__use=Question.Use.COUNTING)
    waiting = rows.exclude(pk=F("question__current")).filter(~Exists(marked))
    return waiting.select_related("question__current").order_by("question__key", "-number")


def _kab() -> Coalesce:
    return Coalesce("membership__posyandu__desa__kab_code", "membership__pustu__desa__kab_code")


def _chunks(rows: QuerySet) -> Iterator[list[Any]]:
    for start in range(0, MOST, _CHUNK):
        some = list(rows[start : min(start + _CHUNK, MOST)])
        yield some
        if len(some) < _CHUNK:
            return


def _reckon(attempts: Sequence[Any], old: QuestionVersion, new: QuestionVersion, effect: Effect) -> None:
    items = regrade.items_of(attempts)
    keys = regrade.keys_of(items) | {old.pk: new}
    for attempt in attempts:
        shares = regrade.remarked(attempt, items[attempt.ticket_id], keys)
        effect.reckoned += 1
        effect.changed += rules.score_percent(list(shares.values())) != attempt.score_now
        passes = rules.meets(shares, attempt.ticket.rule)
        if passes != attempt.passed_now:
            (effect.gained if passes else effect.lost)[attempt.kab or ""] += 1
