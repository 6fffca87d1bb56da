"""An event as its papers read it: each part is read once, when a paper first asks for it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from django.db.models import Exists
from django.db.models.functions import Coalesce

from assessments import event_photos, team
from assessments.models import (
    Attendance,
    CompetencyRecord,
    EventMember,
    EventPhoto,
    EventSession,
    InstrumentVersion,
    Invitation,
    Observation,
    TrainingEvent,
)
from assessments.serving import Serving
from lms.areas.format import hari, hari_tanggal, rentang
from lms.people import letterhead
from lms.people.letterhead import Letterhead
from lms.people.models import Kader
from modules.models import Competency, CompetencyGroup

MOST_PHOTOS = 8  # of a report
WHO = Coalesce("kader__merged_into_id", "kader_id")  # what was done under a row that was merged away is hers


@dataclass(frozen=True)
class Guest:
    """A kader who was invited, was there or was seen by a penilai, and where she served on the first day."""

    pk: int
    name: str
    posyandu: str
    kelurahan: str
    puskesmas: str
    invited: bool = True

    @property
    def order(self) -> tuple[str, ...]:
        """As every list is sorted: puskesmas, kelurahan, posyandu, name."""
        return tuple(word.casefold() for word in (self.puskesmas, self.kelurahan, self.posyandu, self.name))


@dataclass(frozen=True)
class Member:
    """Somebody of the team; ``duty`` is a value of ``EventMember.Duty``."""

    name: str
    duty: str
    duty_word: str
    nip: str = ""
    station: str = ""


@dataclass(frozen=True)
class Slot:
    """A line of the timetable; without groups it is a break or an opening."""

    day: date
    starts: time
    ends: time
    title: str
    groups: Sequence[str] = ()
    speaker: str = ""

    @property
    def hours(self) -> str:
        """ "08.00-09.30"."""
        return f"{self.starts:%H.%M}-{self.ends:%H.%M}"

    @property
    def minutes(self) -> int:
        return (self.ends.hour - self.starts.hour) * 60 + self.ends.minute - self.starts.minute


class Occasion:
    """The event, its people and what they did. Nothing here is written."""

    def __init__(self, event: TrainingEvent, *, now: datetime) -> None:
        self.event, self.now = event, now

    @cached_property
    def head(self) -> Letterhead:
        """Of the puskesmas that holds it, or of the Dinas."""
        return letterhead.of_place(self.event.puskesmas or self.event.kab)

    @cached_property
    def groups(self) -> list[CompetencyGroup]:
        return list(self.event.groups.order_by("position"))

    @cached_property
    def competencies(self) -> list[Competency]:
        """All of the programme, in order: a rekap shows where each kader stands in the whole."""
        rows = Competency.objects.filter(group__programme=self.event.programme_id).select_related("group")
        return list(rows.order_by("group__position", "position"))

    @property
    def days(self) -> list[date]:
        return self.event.days

    @property
    def last_day(self) -> date:
        return self.event.last_day

    @property
    def period(self) -> str:
        """ "Senin, 24 November 2025", or "24 sampai 26 November 2025"."""
        first, last = self.days[0], self.days[-1]
        return hari_tanggal(first) if first == last else rentang(first, last)

    @property
    def with_weekdays(self) -> str:
        """ "Senin, 24 November 2025", or "Senin sampai Rabu, 24 sampai 26 November 2025"."""
        first, last = self.days[0], self.days[-1]
        return self.period if first == last else f"{hari(first)} sampai {hari(last)}, {self.period}"

    @property
    def place(self) -> str:
        return self.event.place

    @cached_property
    def at_hand(self) -> tuple[bool, bool]:
        """Are there forms of its programme, and stations of its groups? One query for both."""
        forms = InstrumentVersion.objects.filter(
            retired_at__isnull=True, instrument__competency__group__programme=self.event.programme_id
        )
        rows = TrainingEvent.objects.filter(pk=self.event.pk)
        rows = rows.annotate(forms=Exists(forms), stations=Exists(team.stations(self.event)))
        found: tuple[bool, bool] = rows.values_list("forms", "stations").get()
        return found

    @property
    def assesses(self) -> bool:
        return self.event.kind == TrainingEvent.Kind.ASSESSMENT

    @property
    def name(self) -> str:
        """ "Pelatihan kader, angkatan 2"."""
        return f"{self.event.title}, angkatan {self.event.cohort}" if self.event.cohort else self.event.title

    @cached_property
    def slots(self) -> list[Slot]:
        rows = EventSession.objects.filter(event=self.event).prefetch_related("groups")
        return [
            Slot(row.day, row.starts, row.ends, row.title, [one.key for one in row.groups.all()], row.speaker)
            for row in rows.order_by("day", "starts", "pk")
        ]

    @cached_property
    def team(self) -> list[Member]:
        """The chair first, then by duty as ``EventMember.Duty`` orders them and by name."""
        order = list(EventMember.Duty.values)
        rows = EventMember.objects.filter(event=self.event).select_related("user__person", "station")
        found = [
            Member(str(row), row.duty, str(row.get_duty_display()), row.nip, row.station.title if row.station else "")
            for row in rows
        ]
        return sorted(found, key=lambda one: (order.index(one.duty), one.name.casefold()))

    @property
    def assessors(self) -> list[Member]:
        """Who signs what was seen: the chair, and every penilai once."""
        wanted = (EventMember.Duty.CHAIR, EventMember.Duty.ASSESSOR)
        return list({one.name: one for one in reversed(self.team) if one.duty in wanted}.values())[::-1]

    @cached_property
    def invited(self) -> set[int]:
        rows = Invitation.objects.filter(event=self.event, state=Invitation.State.INVITED)
        return set(rows.values_list(WHO, flat=True))

    @cached_property
    def present(self) -> dict[date, set[int]]:
        """Who was there, by day; whoever was at one session of it was."""
        found: dict[date, set[int]] = defaultdict(set)
        for day, kader in Attendance.objects.filter(event=self.event).standing().values_list("day", WHO):
            found[day].add(kader)
        return found

    @property
    def there(self) -> set[int]:
        """Who was there on any day."""
        return set().union(*self.present.values())

    @cached_property
    def seen(self) -> dict[int, dict[str, bool]]:
        """Kader -> competency key -> whether what a penilai saw at this event was *terampil*.

        Of two that stand (a second look) the one that says *terampil*: weaker evidence takes nothing away, as in her
        records.
        """
        rows = Observation.objects.filter(event=self.event, superseded_by__isnull=True)
        found: dict[int, dict[str, bool]] = defaultdict(dict)
        for kader, key, skilled in rows.values_list(WHO, "competency__key", "skilled"):
            found[kader][key] = found[kader].get(key, False) or skilled
        return dict(found)

    @cached_property
    def guests(self) -> list[Guest]:
        """Everybody of the event, as every list is sorted."""
        return self._guests(self.invited | self.there | set(self.seen))

    @property
    def observed(self) -> list[Guest]:
        """Those whom a penilai saw."""
        return [guest for guest in self.guests if guest.pk in self.seen]

    @cached_property
    def skilled(self) -> dict[int, set[str]]:
        """Kader -> the competencies in which her record says *terampil*, whenever that was."""
        rows = CompetencyRecord.objects.filter(kader__in=[one.pk for one in self.guests], skilled_on__isnull=False)
        rows = rows.filter(competency__group__programme=self.event.programme_id)
        found: dict[int, set[str]] = defaultdict(set)
        for kader, key in rows.values_list("kader", "competency__key"):
            found[kader].add(key)
        return found

    @cached_property
    def photo_rows(self) -> list[EventPhoto]:
        return list(EventPhoto.objects.filter(event=self.event).order_by("added_at", "pk"))

    @cached_property
    def photos(self) -> list[tuple[bytes, str]]:
        """The pictures of the activity with their words; one whose file is gone is left out."""
        found = [(event_photos.content(row), row.caption) for row in self.photo_rows[:MOST_PHOTOS]]
        return [(event_photos.printed(raw), words) for raw, words in found if raw]

    def _guests(self, kader_ids: Iterable[int]) -> list[Guest]:
        rows = Kader.objects.filter(pk__in=kader_ids, person__erased_at=None).values_list("pk", "person__name")
        serving = Serving(kader_ids, field=self.event.programme.field)
        found = [self._guest(pk, name, serving) for pk, name in rows]
        return sorted(found, key=lambda guest: (guest.order, guest.pk))

    def _guest(self, pk: int, name: str, serving: Serving) -> Guest:
        where = serving.on(pk, self.days[0])
        place = (where.posyandu or where.pustu) if where else None
        if place is None:
            return Guest(pk, name, "", "", "", pk in self.invited)
        puskesmas = str(place.puskesmas) if place.puskesmas else ""
        return Guest(pk, name, str(place), place.desa.name, puskesmas, pk in self.invited)
