"""What a regrade would change, before anybody decides: how many attempts, and whose pass, by kab/kota.

All sheets are counted: at once where they are few, else by a worker that keeps how far it has come.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assessments import marks, regrade, rules
from assessments.models import Question, QuestionVersion, Regrade, RegradeReckoning, TicketItem
from lms.areas.models import Area
from lms.areas.models.area import Level
from modules.breath import Breath

MOST = 2000  # attempts reckoned while somebody waits for the page
GONE = timedelta(minutes=2)  # a worker that has written nothing for so long was killed
_CHUNK = 500


@dataclass
class Effect:
    """Of ``total`` attempts that showed the version ``reckoned`` were marked anew, on paper only.

    ``done_at``: when a worker had counted them all; None where they were counted now.
    """

    total: int
    reckoned: int = 0
    changed: int = 0
    gained: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    places: list[tuple[str, int, int]] = field(default_factory=list)
    whole: bool = True
    done_at: datetime | None = None

    @property
    def passes(self) -> int:
        return self.gained.total()

    @property
    def fails(self) -> int:
        return self.lost.total()


def of(old: QuestionVersion, new: QuestionVersion | None) -> Effect | None:
    """What marking the sheets of ``old`` by the key of ``new`` would change; ``new`` None: striking it.

    None: there are too many to count now, and nobody has asked a worker yet.
    """
    row = RegradeReckoning.objects.filter(key=_key(old, new)).first()
    total = regrade.held(old).count()
    if row is not None and total > MOST:
        return _named(_read(row))
    if total > MOST:
        return None
    effect = Effect(total)
    for some in _chunks(old, None):
        _reckon(some, old, new, effect)
    return _named(effect)


def ask(old: QuestionVersion, new: QuestionVersion | None, *, now: datetime) -> RegradeReckoning:
    """Have them counted, anew where that was done before; ``work`` does it."""
    begun = {"old": old, "new": new, "total": regrade.held(old).count(), "touched_at": now}
    nothing = {"reckoned": 0, "changed": 0, "gained": {}, "lost": {}, "last": None, "done_at": None}
    return RegradeReckoning.objects.update_or_create(key=_key(old, new), defaults=begun | nothing)[0]


def work(row: RegradeReckoning, *, now: datetime) -> None:
    """Count on from where it has come. May be broken off; of two workers one goes on."""
    effect, breath = _read(row), Breath()
    for some in _chunks(row.old, row.last):
        _reckon(some, row.old, row.new, effect)
        if not _keep(row, effect, some[-1].pk, now):
            return
        breath.draw()
    RegradeReckoning.objects.filter(pk=row.pk, last=row.last, done_at=None).update(
        done_at=now, total=F("reckoned"), touched_at=now
    )


def left_over(*, now: datetime) -> list[RegradeReckoning]:
    """Those whose worker never came or is gone."""
    rows = RegradeReckoning.objects.filter(done_at__isnull=True, touched_at__lt=now - GONE)
    return list(rows.select_related("old__question", "new"))


def answered() -> QuerySet[QuestionVersion]:
    """Versions of counting items that stand on sheets with an answer."""
    shown = TicketItem.objects.filter(version=OuterRef("pk"), ticket__attempt__isnull=False)
    rows = QuestionVersion.objects.filter(Exists(shown), question__use=Question.Use.COUNTING)
    return rows.select_related("question__current")


def candidates() -> QuerySet[QuestionVersion]:
    """Of those the ones that are not in use, nor struck, nor marked by the key in use already."""
    marked = Regrade.objects.filter(old=OuterRef("pk"), new=OuterRef("question__current"))
    latest = Regrade.objects.filter(old=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    struck = Regrade.objects.filter(pk=OuterRef("latest"), new__isnull=True)
    waiting = (
        answered()
        .exclude(pk=F("question__current"))
        .filter(~Exists(marked))
        .alias(latest=Coalesce(Subquery(latest), 0))
    )
    return waiting.filter(~Exists(struck)).order_by("question__key", "-number")


def _key(old: QuestionVersion, new: QuestionVersion | None) -> str:
    return f"{old.pk}:{new.pk if new else ''}"


def _read(row: RegradeReckoning) -> Effect:
    counted = Counter(row.gained), Counter(row.lost)
    whole = row.done_at is not None
    return Effect(row.total, row.reckoned, row.changed, *counted, whole=whole, done_at=row.done_at)


def _keep(row: RegradeReckoning, effect: Effect, last: UUID, now: datetime) -> bool:
    """Write down how far it has come. False: somebody else has."""
    found = {"reckoned": effect.reckoned, "changed": effect.changed, "gained": effect.gained, "lost": effect.lost}
    mine = RegradeReckoning.objects.filter(pk=row.pk, last=row.last, done_at=None)
    kept = mine.update(last=last, touched_at=now, **found)
    row.last = last
    return bool(kept)


def _named(effect: Effect) -> Effect:
    """With the names of the places."""
    codes = sorted({*effect.gained, *effect.lost})
    names = dict(Area.objects.filter(level=Level.KAB, code__in=codes).values_list("code", "name"))
    effect.places = [(names.get(code, ""), effect.gained[code], effect.lost[code]) for code in codes]
    return effect


def _kab() -> Coalesce:
    return Coalesce("membership__posyandu__desa__kab_code", "membership__pustu__desa__kab_code")


def _chunks(old: QuestionVersion, last: UUID | None) -> Iterator[list[Any]]:
    rows = marks.in_force(regrade.held(old)).annotate(kab=_kab()).select_related("ticket").order_by("pk")
    while some := list((rows.filter(pk__gt=last) if last else rows)[:_CHUNK]):
        yield some
        last = some[-1].pk


def _reckon(attempts: Sequence[Any], old: QuestionVersion, new: QuestionVersion | None, effect: Effect) -> None:
    items = regrade.items_of(attempts)
    keys = regrade.keys_of(items) | {old.pk: new}
    for attempt in attempts:
        shares = regrade.remarked(attempt, items[attempt.ticket_id], keys, attempt.ticket.rule)
        effect.reckoned += 1
        effect.changed += rules.score_percent(list(shares.values())) != attempt.score_now
        passes = rules.meets(shares, attempt.ticket.rule)
        if passes != attempt.passed_now:
            (effect.gained if passes else effect.lost)[attempt.kab or ""] += 1
