"""One visit of a kader at a station: all forms of the station at once, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from assessments import assessing, fairness, records, rules
from assessments.models import InstrumentVersion, Observation, SecondLook, Station, TrainingEvent
from assessments.observe import observe
from lms.areas.errors import UserError
from lms.areas.format import tanggal_waktu
from lms.people.models import Kader, User
from lms.people.queries import rows_of


class SeenError(UserError):
    """A colleague has seen her at this station meanwhile. ``by_others``: what stands of it."""

    def __init__(self, message: str, by_others: Sequence[Observation]) -> None:
        super().__init__(message)
        self.by_others = list(by_others)


@dataclass(frozen=True)
class Filled:
    """One form of the station, filled in. ``readings``: as ``again.Twice.kept``."""

    version: InstrumentVersion
    ticks: Mapping[str, str]
    readings: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class Visit:
    """What an assessor hands in of one kader at one station.

    ``id`` was made when the page or the phone opened it: sent twice it is one visit. ``corrects``: the observations
    that stood when she began and that this one replaces, with ``reason``. ``beside``: kept beside what a colleague saw
    there instead of asking (a second look; a phone that had no line).
    """

    id: UUID
    event: TrainingEvent
    station: Station
    kader: Kader
    forms: Sequence[Filled]
    happened_at: datetime | None = None
    adaptation: str = ""
    note: str = ""
    corrects: frozenset[UUID] = field(default_factory=frozenset)
    reason: str = ""
    beside: bool = False

    def id_of(self, version: InstrumentVersion) -> UUID:
        """The id of the observation on that form."""
        return id_of(self.id, version.instrument.key)


def id_of(number: UUID, form: str) -> UUID:
    """The id of the observation that a visit of that number leaves on a form."""
    return uuid5(number, form)


@transaction.atomic
def record(visit: Visit, *, by: User, now: datetime) -> list[Observation]:
    """Keep one observation for each form, all or none; the lot may fall on a second look. The same visit again gives
    the same rows.

    UserError: not her event, not a day of it, a form of another station, or as in ``observe``. SeenError: a colleague
    has seen her there meanwhile; nothing is lost, the page asks whether this is a correction.
    """
    moment = min(visit.happened_at or now, now)
    _check(visit, by, moment)
    records.lock([visit.kader.pk])
    before = [one for one in standing(visit.event, visit.station, visit.kader) if one.pk not in _own(visit)]
    unseen = [one for one in before if one.pk not in visit.corrects]
    if unseen and not visit.beside and not _is_kept(visit):
        raise SeenError(_told(unseen[0], visit.event), unseen)
    corrected = {one.competency_id: one for one in Observation.objects.filter(pk__in=visit.corrects)}
    kept = [_observe(visit, one, corrected, by, moment, now) for one in visit.forms]
    if not before and not visit.corrects:
        _draw(visit, by, now)
    return kept


def standing(event: TrainingEvent, station: Station, kader: Kader) -> QuerySet[Observation]:
    """What stands of her at this station of the event, newest first."""
    found = Observation.objects.filter(event=event, station=station, kader__in=rows_of(kader))
    return found.filter(superseded_by__isnull=True).select_related("assessor__person").order_by("-happened_at")


def _own(visit: Visit) -> set[UUID]:
    return {visit.id_of(one.version) for one in visit.forms}


def _is_kept(visit: Visit) -> bool:
    return Observation.objects.filter(pk__in=_own(visit)).exists()


def _observe(
    visit: Visit, filled: Filled, corrected: Mapping[int, Observation], by: User, moment: datetime, now: datetime
) -> Observation:
    old = corrected.get(filled.version.instrument.competency_id)
    return observe(
        visit.kader,
        filled.version,
        ticks=filled.ticks,
        assessor=by,
        now=now,
        id=visit.id_of(filled.version),
        happened_at=moment,
        note=visit.note,
        adaptation=visit.adaptation,
        event=visit.event,
        station=visit.station,
        supersedes=old,
        reason=visit.reason if old else "",
        mode=Observation.Mode.STATION,
        readings=filled.readings,
    )


def _draw(visit: Visit, by: User, now: datetime) -> None:
    seed = salted_hmac("second-look", str(visit.event.uuid)).hexdigest()
    if fairness.is_drawn(seed, f"{visit.station.pk}|{visit.kader.uuid}"):
        about = {"event": visit.event, "station": visit.station, "kader": visit.kader}
        SecondLook.objects.get_or_create(**about, defaults={"first": by, "drawn_at": now})


def _check(visit: Visit, by: User, moment: datetime) -> None:
    event, day = visit.event, rules.local_day(moment, visit.event.kab.time_zone)
    if not assessing.events(by, on=day).filter(pk=event.pk).exists():
        raise UserError(_("Belum disimpan: Ibu/Bapak tidak bertugas menilai di kegiatan ini pada hari itu."))
    if event.status == TrainingEvent.Status.CALLED_OFF or not event.starts_on <= day < event.ends_before:
        raise UserError(_("Belum disimpan: hari itu bukan hari kegiatan ini. Periksa tanggal kegiatannya."))
    there = set(visit.station.instruments.values_list("pk", flat=True))
    if not visit.forms or not {one.version.instrument_id for one in visit.forms} <= there:
        raise UserError(_("Belum disimpan: formulirnya bukan formulir pos ini. Buka lagi posnya."))


def _told(seen: Observation, event: TrainingEvent) -> str:
    name = seen.assessor.person.name if seen.assessor.person else _("rekan")
    when = tanggal_waktu(seen.happened_at, event.kab.time_zone)
    told = _(
        "Sudah dinilai di pos ini oleh %(name)s, %(when)s. Isian Ibu/Bapak masih ada: tulis alasan bila mengoreksi."
    )
    return told % {"name": name, "when": when}
