"""Where kader served at a moment: what evidence is judged by (DESIGN 5.5)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property

from assessments import rules
from lms.areas.models.area import TimeZone
from lms.people.models import Kader, Membership
from lms.people.models.kader import EVERY_FIELD
from lms.people.queries import in_force, memberships_of
from modules.models import Programme
from modules.queries import programmes


class Serving:
    """The memberships of some kader in one field (*bidang*) or all, read in one query when first asked for."""

    def __init__(self, kader_ids: Iterable[int], *, field: str) -> None:
        self._kader, self._field = list(kader_ids), field

    @cached_property
    def _of(self) -> dict[int, list[Membership]]:
        found: dict[int, list[Membership]] = defaultdict(list)
        rows = memberships_of(self._kader, field=self._field)
        if self._field == EVERY_FIELD:
            rows.reverse()  # of places in several fields the latest counts
        for row in sorted(rows, key=lambda row: not row.primary):
            found[row.kader_id].append(row)
        return found

    def at(self, kader_id: int, moment: datetime) -> Membership | None:
        """Where she served at that moment, the primary place first; None: nowhere."""
        return next((m for m in self._of[kader_id] if _covers(m, rules.local_day(moment, zone(m)))), None)

    def on(self, kader_id: int, day: date) -> Membership | None:
        """Where she served on that day, the primary place first; None: nowhere."""
        return next((m for m in self._of[kader_id] if _covers(m, day)), None)


def zone(membership: Membership | None) -> str:
    """The time zone that bounds her days; WIB for one who serves nowhere."""
    if membership is None:
        return TimeZone.WIB
    place = membership.posyandu or membership.pustu
    return place.desa.time_zone if place else TimeZone.WIB


def _covers(membership: Membership, day: date) -> bool:
    return membership.since <= day and (membership.until is None or day < membership.until)


def programmes_of(kader: Kader, *, on: date) -> list[Programme]:
    """Those in which she counts on that day, the 25 keterampilan first; those alone, if she serves nowhere."""
    found = programmes()
    fields = set(kader.memberships.filter(in_force(on)).values_list("field", flat=True))
    return [one for one in found if fields and one.field in {*fields, EVERY_FIELD}] or found[:1]
