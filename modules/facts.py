"""Medical numbers: citing, resolving, and changing one everywhere at once (DESIGN 5.9)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from lms.areas.errors import UserError
from lms.areas.models import Area
from modules import rules
from modules.markdown import written
from modules.models import Fact, FactUsage

cited = rules.cited


class UnknownFact(UserError):
    """A text cites a fact that is not in force."""


@dataclass(frozen=True)
class UsageKind:
    """How one kind of citing thing is named for people, and what it does when facts it cites have changed."""

    describe: Callable[[str], str]
    changed: Callable[[list[str], datetime], None]


_kinds: dict[str, UsageKind] = {}


def register_usage(
    kind: str,
    describe: Callable[[str], str],
    changed: Callable[[list[str], datetime], None] = lambda targets, now: None,
) -> None:
    """Called by an app's ``ready``. ``describe(target)`` gives one line for people.

    ``changed(targets, now)`` runs after facts that those targets cite have changed, inside that transaction.
    """
    _kinds[kind] = UsageKind(describe, changed)


def in_force(*, area: Area | None = None, on: date | None = None) -> dict[str, Fact]:
    """Key -> fact in force on that day (None: now), for that area (its own facts outrank the nation's)."""
    codes = [area.code, area.kec_code, area.kab_code, area.province_code] if area else []
    rows = _on(Fact.objects.all(), on).filter(Q(area__isnull=True) | Q(area__code__in=[c for c in codes if c]))
    # A longer code is a smaller place; the nation comes first and is overwritten.
    ordered = sorted(rows.select_related("area"), key=lambda fact: len(fact.area.code) if fact.area else 0)
    return {fact.key: fact for fact in ordered}


def _on(rows: QuerySet[Fact], day: date | None) -> QuerySet[Fact]:
    if day is None:
        return rows.filter(valid_until__isnull=True)
    return rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day), valid_from__lte=day)


def resolve(text: str, *, area: Area | None = None, on: date | None = None) -> str:
    """Plain text with every ``{fakta:key}`` replaced by value, no-break space and unit. UnknownFact if one is not
    in force."""
    return resolve_with(text, in_force(area=area, on=on)) if cited(text) else text


def resolve_with(text: str, facts: Mapping[str, Fact]) -> str:
    """As ``resolve``, with facts read once for many texts."""
    if missing := sorted(cited(text) - facts.keys()):
        raise UnknownFact(f"Fakta tidak dikenal: {', '.join(missing)}. Perbaiki kuncinya, lalu coba lagi.")
    return rules.CITATION.sub(lambda match: written(facts[match[1]]), text)


def refresh_usage(kind: str, target: str, data: Any) -> None:
    """Write down which facts the nested texts of ``data`` cite, in place of what stood there."""
    FactUsage.objects.filter(kind=kind, target=target).delete()
    usages = [FactUsage(kind=kind, target=target, fact_key=key) for key in sorted(rules.cited_in(data))]
    FactUsage.objects.bulk_create(usages)


def usages(key: str) -> list[str]:
    """Where a fact is cited, one line each for people."""
    rows = FactUsage.objects.filter(fact_key=key).order_by("kind", "target")
    return [_kinds[row.kind].describe(row.target) for row in rows if row.kind in _kinds]


@transaction.atomic
def change_fact(key: str, *, now: datetime, area: Area | None = None, **values: Any) -> Fact:
    """Close the fact's row, open a new one with the changed values, and tell everything that cites it.

    ``values``: any of value, unit, wording, status, source_title, source_url, source_read_on, note, review_due. What is
    not named stays. A second change on the same day corrects that day's row: a period cannot be empty.
    UnknownFact if no such fact is in force.
    """
    old = Fact.objects.select_for_update().filter(key=key, area=area, valid_until__isnull=True).first()
    if old is None:
        raise UnknownFact(f"Fakta {key} tidak ada. Periksa kuncinya.")
    fact = _successor(old, today=timezone.localdate(now))
    for name, value in values.items():
        setattr(fact, name, value)
    fact.save()
    tell([key], now=now)
    return fact


def _successor(old: Fact, *, today: date) -> Fact:
    if old.valid_from >= today:
        return old
    old.valid_until = today
    old.save(update_fields=["valid_until"])
    fact = Fact.objects.get(pk=old.pk)
    fact.pk, fact.valid_from, fact.valid_until = None, today, None
    fact._state.adding = True
    return fact


def tell(keys: Collection[str], *, now: datetime) -> None:
    """Call the handler of each kind of thing that cites one of these facts."""
    for kind, handlers in _kinds.items():
        rows = FactUsage.objects.filter(kind=kind, fact_key__in=keys).order_by("target")
        if targets := list(rows.values_list("target", flat=True).distinct()):
            handlers.changed(targets, now)
