"""Pairs of pre-test and post-test, added up by place and by event. Derived: reckoned anew with the analysis."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from assessments.analysis.gain import Gains
from assessments.answers import CHUNK, Item, Read
from assessments.models import Attendance, GainTally, TrainingEvent
from assessments.rules import local_day
from lms.areas.models import Area, Puskesmas
from lms.areas.models.area import Level
from lms.people import scope
from lms.people.models import User
from lms.people.scope import Action
from modules.breath import Breath
from modules.models import CompetencyGroup

AFTER = timedelta(days=14)  # a post-test may be handed in so long after the last day of its event
BEFORE = timedelta(days=90)  # an older pre-test belongs to another training
WRITTEN = 200
TRAINING = [TrainingEvent.Kind.TRAINING, TrainingEvent.Kind.BIMTEK, TrainingEvent.Kind.ORIENTATION, "penyegaran"]
Place = tuple[int | None, int | None, int | None]  # kab, puskesmas, event


def reckon(
    group: CompetencyGroup,
    tests: Sequence[tuple[Sequence[Read], Sequence[Read]]],
    items: Mapping[int, Item],
    kept: set[str],
    *,
    now: datetime,
) -> None:
    """Write the tallies of one group; ``kept`` takes the keys that were written.

    ``tests``: the sheets of each pre-test and of the post-test drawn from its blueprint. A post-test without one is
    compared with nothing: its score would not be the same measure.
    """
    pairs = once(found for pre, post in tests for found in pair(pre, post))
    kabs = _kabs(after.sheet.area for _, after in pairs)
    events = _events(group, pairs)
    found: dict[Place, Gains] = defaultdict(Gains)
    for before, after in pairs:
        kab, event = kabs.get(after.sheet.area), events.get(after.attempt)
        shares = _shares(before, items), _shares(after, items)
        for place in _places(kab, after.puskesmas, event):
            found[place].add(*shares)
    _write(group, found, kept, now)


def pair(pre: Sequence[Read], post: Sequence[Read]) -> list[tuple[Read, Read]]:
    """Everybody's first post-test with her last pre-test before it; nobody who lacks one of the two."""
    earlier: dict[int, list[Read]] = defaultdict(list)
    for read in pre:
        earlier[read.kader].append(read)
    first: dict[int, Read] = {}
    for read in sorted(post, key=lambda read: read.happened_at):
        first.setdefault(read.kader, read)
    found = []
    for kader, after in first.items():
        fitting = [one for one in earlier[kader] if after.happened_at - BEFORE <= one.happened_at < after.happened_at]
        if fitting:
            found.append((max(fitting, key=lambda one: one.happened_at), after))
    return found


def once(pairs: Iterable[tuple[Read, Read]]) -> list[tuple[Read, Read]]:
    """Everybody counts once in a group, by her earliest pair."""
    earliest: dict[int, tuple[Read, Read]] = {}
    for before, after in sorted(pairs, key=lambda pair: pair[1].happened_at):
        earliest.setdefault(after.kader, (before, after))
    return list(earliest.values())


def drop_others(kept: set[str]) -> None:
    """Rows of an earlier run that nobody stands behind now."""
    gone = [pk for pk, key in GainTally.objects.values_list("pk", "key") if key not in kept]
    for at in range(0, len(gone), WRITTEN):
        GainTally.objects.filter(pk__in=gone[at : at + WRITTEN]).delete()


def within(user: User, *, on: date) -> QuerySet[GainTally]:
    """What the user may read: of the places whose numbers are hers, and the nation's for those who write questions."""
    kabs = scope.rows(user, Action.BOARD, Area.objects.filter(level=Level.KAB), on=on).values("pk")
    puskesmas = scope.rows(user, Action.BOARD, Puskesmas.objects.all(), on=on).values("pk")
    here = Q(kab__in=kabs) | Q(puskesmas__in=puskesmas)
    if may_nation(user, on=on):
        here |= Q(kab__isnull=True, puskesmas__isnull=True, event__isnull=True)
    rows = GainTally.objects.filter(here).select_related("group", "kab", "puskesmas", "event")
    places = [F(name).asc(nulls_first=True) for name in ("event__starts_on", "event", "puskesmas__name", "kab__name")]
    return rows.order_by(*places, "kab", "puskesmas", "group__position", "pk")


def may(user: User, *, on: date) -> bool:
    """May she read any of it?"""
    return may_nation(user, on=on) or scope.may(user, Action.BOARD, on=on)


def may_nation(user: User, *, on: date) -> bool:
    """The figures of all the nation are for authors, nakes and whoever reads its boards."""
    writes = any(scope.may(user, action, on=on) for action in (Action.AUTHOR, Action.REVIEW))
    return writes or scope.may_nationwide(user, Action.BOARD, on=on)


def _kabs(codes: Iterable[str]) -> dict[str, int]:
    rows = Area.objects.filter(level=Level.KAB, code__in=set(codes)).order_by("until")  # the one in force last
    return dict(rows.values_list("code", "pk"))


def _places(kab: int | None, puskesmas: int | None, event: int | None) -> list[Place]:
    """Every row in which one pair counts. A puskesmas is never read together with another one's kab/kota."""
    found: list[Place] = [(None, None, None)]
    for at in [None, event] if event else [None]:
        found += [(kab, None, at)] if kab else []
        found += [(None, puskesmas, at)] if puskesmas else []
    return found


def _shares(read: Read, items: Mapping[int, Item]) -> dict[str, tuple[str, float]]:
    return {
        items[reply.version].question: (items[reply.version].competency, reply.mark) for reply in read.sheet.replies
    }


def _events(group: CompetencyGroup, pairs: Sequence[tuple[Read, Read]]) -> dict[UUID, int]:
    """Per post-test the training at which it was taken: one of the group that she attended; the last of several."""
    tests = {after.kader: after for _, after in pairs}
    kader, found = list(tests), {}
    for at in range(0, len(kader), CHUNK):
        rows = Attendance.objects.standing().filter(kader__in=kader[at : at + CHUNK], event__groups=group)
        rows = rows.filter(event__kind__in=TRAINING).order_by("event__starts_on").distinct()
        for who, event, begins, ends, zone in rows.values_list(*_OF_EVENT):
            after = tests[who]
            if begins <= local_day(after.happened_at, zone) < ends + AFTER:
                found[after.attempt] = event
    return found


_OF_EVENT = ("kader_id", "event_id", "event__starts_on", "event__ends_before", "event__kab__time_zone")


def _write(group: CompetencyGroup, found: Mapping[Place, Gains], kept: set[str], now: datetime) -> None:
    rows = [_row(group, place, gains, now) for place, gains in found.items()]
    kept.update(row.key for row in rows)
    fields = ["n", "before", "after", "competencies", "items", "computed_at"]
    breath = Breath()
    for at in range(0, len(rows), WRITTEN):
        GainTally.objects.bulk_create(
            rows[at : at + WRITTEN], update_conflicts=True, unique_fields=["key"], update_fields=fields
        )
        breath.draw()


def _row(group: CompetencyGroup, place: Place, gains: Gains, now: datetime) -> GainTally:
    kab, puskesmas, event = place
    whole = gains.whole
    return GainTally(
        key=":".join(str(part or "") for part in (group.pk, *place)),
        group=group,
        kab_id=kab,
        puskesmas_id=puskesmas,
        event_id=event,
        n=whole.n,
        before=100 * whole.before / whole.n,
        after=100 * whole.after / whole.n,
        competencies={key: list(astuple(part)) for key, part in sorted(gains.competencies.items())},
        items={key: list(astuple(item)) for key, item in sorted(gains.items.items())},
        computed_at=now,
    )
