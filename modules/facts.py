"""Medical numbers: citing, resolving, and changing one everywhere at once (DESIGN 5.9)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.areas.models import Area
from modules import rules
from modules.markdown import written
from modules.models import Fact, FactUsage

cited = rules.cited
Words = str | Promise


class UnknownFact(UserError):
    """A text cites a fact that is not in force."""


@dataclass(frozen=True)
class Touched:
    """A thing that cites a fact, for people: its sort, its name, where it stands ("": nowhere in the admin), and what
    a change does to it besides showing the new words ("": nothing). ``page``: the number of a page that is read."""

    kind: Words
    title: str
    url: str = ""
    effect: Words = ""
    page: int | None = None


# Asked with the keys of citing things, and with the fact as it would read after a change (None: only look them up).
Look = Callable[[list[str], Fact | None], list[Touched]]


@dataclass(frozen=True)
class UsageKind:
    look: Look
    changed: Callable[[list[str], datetime], None]
    shows_areas: bool


_kinds: dict[str, UsageKind] = {}


def register_usage(
    kind: str,
    look: Look,
    changed: Callable[[list[str], datetime], None] = lambda targets, now: None,
    *,
    shows_areas: bool = False,
) -> None:
    """Called by an app's ``ready``. ``look(targets, after)`` names the citing things for people.

    ``changed(targets, now)`` runs after facts that those targets cite have changed, inside that transaction.
    ``shows_areas``: these things also tell what areas chose in place of the nation's number.
    """
    _kinds[kind] = UsageKind(look, changed, shows_areas)


def in_force(
    *, area: Area | None = None, on: date | None = None, keys: Collection[str] | None = None
) -> dict[str, Fact]:
    """Key -> fact in force on that day (None: now), for that area (its own facts outrank the nation's).

    ``keys``: only these (None: all). No query where there are none.
    """
    if keys is not None and not keys:
        return {}
    codes = [area.code, area.kec_code, area.kab_code, area.province_code] if area else []
    rows = _on(Fact.objects.all(), on).filter(Q(area__isnull=True) | Q(area__code__in=[c for c in codes if c]))
    rows = rows if keys is None else rows.filter(key__in=keys)
    # A longer code is a smaller place; the nation comes first and is overwritten.
    ordered = sorted(rows.select_related("area"), key=lambda fact: len(fact.area.code) if fact.area else 0)
    return {fact.key: fact for fact in ordered}


def as_if(after: Fact, *, area: Area | None = None) -> dict[str, Fact]:
    """``in_force`` for that area, if the fact read like this one of the nation or of an area."""
    known = in_force(area=area)
    own = known[after.key].area if after.key in known else None
    size = len(after.area.code) if after.area else 0
    reaches = not size or (area is not None and after.area is not None and area.code.startswith(after.area.code))
    if reaches and (own is None or len(own.code) <= size):
        known[after.key] = after
    return known


def for_everyone() -> dict[str, Fact]:
    """Key -> the nation's fact in force now, with what areas chose in its place as ``elsewhere``, by their names."""
    rows = list(_on(Fact.objects.select_related("area"), None).order_by("area__name"))
    known = {fact.key: fact for fact in rows if fact.area is None}
    for row in rows:
        if row.area is not None and row.key in known:
            known[row.key].elsewhere = [*known[row.key].elsewhere, row]
    return known


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
    rows, now = FactUsage.objects.filter(kind=kind, target=target), rules.cited_in(data)
    before = set(rows.values_list("fact_key", flat=True))
    if before - now:
        rows.exclude(fact_key__in=now).delete()
    if new := sorted(now - before):
        FactUsage.objects.bulk_create([FactUsage(kind=kind, target=target, fact_key=key) for key in new])


def touched(key: str, *, after: Fact | None = None) -> list[Touched]:
    """What cites a fact, for people; with ``after`` (the fact as it would read) also what its change does to each.

    Where that one is an area's, only what shows the numbers of areas.
    """
    local = after is not None and after.area is not None
    found: list[Touched] = []
    for kind, targets in _citing([key], local=local).items():
        found += _kinds[kind].look(targets, after)
    return found


def _citing(keys: Collection[str], *, local: bool) -> dict[str, list[str]]:
    """Kind -> the targets that cite one of these facts, in one query."""
    kinds = [kind for kind, handlers in _kinds.items() if handlers.shows_areas or not local]
    rows = FactUsage.objects.filter(fact_key__in=keys, kind__in=kinds).order_by("target")
    found: dict[str, list[str]] = {kind: [] for kind in kinds}
    for kind, target in rows.values_list("kind", "target").distinct():
        found[kind].append(target)
    return {kind: targets for kind, targets in found.items() if targets}


def row_in_force(key: str, *, area: Area | None = None) -> Fact | None:
    """The row that holds for exactly this area (None: the nation), locked; None if there is none."""
    rows = Fact.objects.select_for_update().filter(key=key, area=area, valid_until__isnull=True)
    return rows.first()


@transaction.atomic
def change_fact(key: str, *, now: datetime, area: Area | None = None, **values: Any) -> Fact:
    """Close the fact's row, open a new one with the changed values, and tell everything that cites it.

    ``values``: any of value, unit, wording, status, source_title, source_url, source_read_on, note, review_due. What is
    not named stays. A second change on the same day corrects that day's row: a period cannot be empty. What areas chose
    ends when the nation's fact becomes settled. UnknownFact if no such fact is in force.
    """
    old = row_in_force(key, area=area)
    if old is None:
        raise UnknownFact(f"Fakta {key} tidak ada. Periksa kuncinya.")
    today = timezone.localdate(now)
    fact = _successor(old, today=today)
    for name, value in values.items():
        setattr(fact, name, value)
    fact.save()
    if area is None and fact.status == Fact.Status.SETTLED:
        for row in Fact.objects.filter(key=key, area__isnull=False, valid_until__isnull=True):
            _close(row, today=today)
    tell([key], now=now, local=area is not None)
    return fact


@transaction.atomic
def add_fact(key: str, *, now: datetime, area: Area | None = None, **values: Any) -> Fact:
    """A fact that was not there yet, or the number that an area chooses in place of the nation's.

    UserError if it is there already; and, for an area, if the nation has no such fact or has settled it.
    """
    if area is not None:
        refuse_choice(key, area=area)
    elif row_in_force(key) is not None:
        raise UserError(_("Fakta %(key)s sudah ada. Ubah yang sudah ada, atau pilih kunci lain.") % {"key": key})
    today = timezone.localdate(now)
    # What ended only today goes on: two rows may not hold on one day.
    fact = Fact.objects.filter(key=key, area=area, valid_until__gt=today).first()
    fact = fact or Fact(key=key, area=area, valid_from=today)
    fact.valid_until = None
    for name, value in values.items():
        setattr(fact, name, value)
    _open(fact)
    tell([key], now=now, local=area is not None)
    return fact


def _open(fact: Fact) -> None:
    try:
        with transaction.atomic():
            fact.save()
    except IntegrityError as error:  # somebody was faster by a moment
        raise UserError(_("Fakta %(key)s baru saja ditambahkan orang lain.") % {"key": fact.key}) from error


def refuse_choice(key: str, *, area: Area) -> None:
    """UserError where the area may not begin to have a number of its own."""
    nation = row_in_force(key)
    if nation is None:
        raise UnknownFact(_("Fakta %(key)s tidak ada. Periksa kuncinya.") % {"key": key})
    if nation.status == Fact.Status.SETTLED:
        raise UserError(
            _("Angka ini sudah ditetapkan untuk semua daerah. Kalau keliru, usulkan perubahan angka nasionalnya.")
        )
    if row_in_force(key, area=area) is not None:
        raise UserError(_("%(area)s sudah memilih angka. Ubah pilihan yang sudah ada.") % {"area": area.name})


@transaction.atomic
def end_choice(key: str, *, area: Area, now: datetime) -> Fact:
    """The area goes back to the nation's number. UnknownFact if it has chosen none."""
    row = row_in_force(key, area=area)
    if row is None:
        raise UnknownFact(_("%(area)s tidak punya pilihan untuk fakta ini.") % {"area": area.name})
    _close(row, today=timezone.localdate(now))
    tell([key], now=now, local=True)
    return row


def _close(row: Fact, *, today: date) -> None:
    """End a row: today is the first day without it; one that began today keeps its one day, as no period is empty."""
    row.valid_until = max(today, row.valid_from + timedelta(days=1))
    row.save(update_fields=["valid_until"])


def _successor(old: Fact, *, today: date) -> Fact:
    if old.valid_from >= today:
        return old
    old.valid_until = today
    old.save(update_fields=["valid_until"])
    fact = Fact.objects.get(pk=old.pk)
    fact.pk, fact.valid_from, fact.valid_until = None, today, None
    fact._state.adding = True
    return fact


def tell(keys: Collection[str], *, now: datetime, local: bool = False) -> None:
    """Call the handler of each kind of thing that cites one of these facts (``local``: shows what areas chose)."""
    for kind, targets in _citing(keys, local=local).items():
        _kinds[kind].changed(targets, now)
