"""What a penilai saw of one kader at one station, sealed by the open page of that station while there was no signal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from assessments import assessing, queue, scenes, visit
from assessments.errors import ConflictError
from assessments.models import Observation, Quarantine, Station, TrainingEvent
from assessments.rules import local_day
from assessments.station_form import StationForm, joined
from assessments.visit import Visit, record
from assessments.visit_refusals import refused
from lms.areas.errors import UserError
from lms.people import devices, scope, sealed
from lms.people.models import DeviceProfile, Kader, User
from lms.people.parcels import CONFLICT, Prepared, RefusedError, Sealed, Taken, once
from lms.people.queries import rows_of
from lms.people.scope import Action
from lms.people.sealed import UnreadableError

KEPT = "Penilaian Ibu/Bapak sudah kami terima."
Reason = Quarantine.Reason
_LONGEST = 4000  # characters in a field of the page


@dataclass(frozen=True)
class _Sent:
    """Who sealed it, of whom, when by the rules."""

    profile: DeviceProfile
    event: TrainingEvent
    kader: Kader
    at: datetime

    @property
    def by(self) -> User:
        return self.profile.user


def purpose(event: UUID) -> str:
    """For what the page of a station gets its key (``devices.key_for``): visits of this event, and nothing else."""
    return f"visit {event}"


def take(envelope: Sealed, now: datetime) -> Taken:
    """``{"profile", "at", "event", "group", "station", "kader", "versions": "17 23", "form": {fields of the page}}``,
    sealed with the key of that page. Who may assess whom is judged at ``at``. What a colleague saw there stands beside.
    ``"corrects"``: the number of a visit of hers at that station, which this one replaces with ``"reason"``.
    """

    def prepare(number: UUID, data: Mapping[str, Any]) -> Prepared:
        sent = _sent(envelope, data, now)
        _judge(sent)
        seen = _visit(number, sent, data)
        return sent.profile, lambda: _record(seen, sent, now)

    try:
        return once(envelope, now, prepare, message=KEPT)
    except RefusedError as refusal:
        if refusal.reason == CONFLICT and refusal.kader is None:
            raise refused(CONFLICT, _about(envelope, now)) from refusal
        raise


def _about(envelope: Sealed, now: datetime) -> Kader | None:
    """Of whom the second of two with one number is; None where it is not sealed as such."""
    try:
        return _sent(envelope, sealed.opened(envelope.body), now).kader
    except (RefusedError, UnreadableError):
        return None


def _sent(envelope: Sealed, data: Mapping[str, Any], now: datetime) -> _Sent:
    profiles = DeviceProfile.objects.select_related("device", "user")
    profile = profiles.filter(uuid=sealed.uuid(data.get("profile"))).first()
    named = sealed.uuid(data.get("event"))
    if profile is None:
        raise refused(Reason.UNKNOWN_PROFILE)
    if not devices.seals(profile, purpose(named), envelope.body, envelope.proof):
        raise refused(Reason.WRONG_CREDENTIAL)
    event = TrainingEvent.objects.select_related("kab", "programme").filter(uuid=named).first()
    kader = Kader.objects.select_related("merged_into").filter(uuid=sealed.uuid(data.get("kader"))).first()
    if event is None or kader is None:
        raise refused(Reason.UNKNOWN_SUBJECT, kader.survivor if kader else None)
    at = sealed.clamp(sealed.moment(data.get("at")), earliest=profile.created_at, latest=now)
    return _Sent(profile, event, kader.survivor, at)


def _judge(sent: _Sent) -> None:
    event, kader, day = sent.event, sent.kader, local_day(sent.at, sent.event.kab.time_zone)
    if not scope.may(sent.by, Action.ASSESS, on=day):
        raise refused(Reason.NO_ROLE, kader)
    in_time = event.status != TrainingEvent.Status.CALLED_OFF and event.starts_on <= day < event.ends_before
    if not in_time or not assessing.events(sent.by, on=day).filter(pk=event.pk).exists():
        raise refused(Reason.FOREIGN_EVENT, kader)
    is_herself = sent.by.person_id is not None and sent.by.person_id == kader.person_id
    if is_herself or not queue.people(event, sent.by, on=day).filter(pk=kader.pk).exists():
        raise refused(Reason.FOREIGN_KADER, kader)


def _visit(number: UUID, sent: _Sent, data: Mapping[str, Any]) -> Visit:
    station = queue.station(sent.event, sealed.name(data.get("group")), sealed.name(data.get("station")))
    versions = scenes.pinned(station, str(data.get("versions"))) if station else []
    if station is None or not versions:
        raise refused(Reason.UNKNOWN_SUBJECT, sent.kader)
    fields = _fields(number, sent, data) | _correction(sent, station, data)
    form = StationForm(scenes.of(station, versions, area=sent.event.kab), fields)
    if not form.is_valid():
        raise refused(Reason.UNREADABLE, sent.kader)
    given = form.cleaned_data
    return Visit(
        id=number,
        event=sent.event,
        station=station,
        kader=sent.kader,
        forms=form.filled,
        happened_at=sent.at,
        adaptation=given["adaptation"],
        note=given["note"],
        corrects=given["corrects"],
        reason=given["reason"],
        beside=True,
    )


def _fields(number: UUID, sent: _Sent, data: Mapping[str, Any]) -> dict[str, str]:
    """What was filled in; what it corrects is said beside it."""
    given = data.get("form")
    if not isinstance(given, dict) or not all(isinstance(one, str) and len(one) <= _LONGEST for one in given.values()):
        raise refused(Reason.UNREADABLE, sent.kader)
    texts = {name: text.encode("utf-8", "replace").decode() for name, text in given.items()}
    return texts | {"id": str(number), "corrects": "", "reason": ""}


def _correction(sent: _Sent, station: Station, data: Mapping[str, Any]) -> dict[str, str]:
    """The observations of that visit, hers and of this kader. Whether they still stand is seen when it is written."""
    if not data.get("corrects"):
        return {}
    number, reason = sealed.uuid(data["corrects"]), data.get("reason")
    if not isinstance(reason, str):
        raise refused(Reason.UNREADABLE, sent.kader)
    ids = [visit.id_of(number, key) for key in station.instruments.values_list("key", flat=True)]
    rows = Observation.objects.filter(
        pk__in=ids, event=sent.event, station=station, kader__in=rows_of(sent.kader), assessor=sent.by
    )
    if not rows:
        raise refused(Reason.UNCORRECTABLE, sent.kader)
    return {"corrects": joined(list(rows)), "reason": reason.encode("utf-8", "replace").decode()}


def _record(seen: Visit, sent: _Sent, now: datetime) -> None:
    try:
        record(seen, by=sent.by, now=now)
    except ConflictError as error:
        raise refused(Reason.UNCORRECTABLE if seen.corrects else Reason.CONFLICT, sent.kader) from error
    except UserError as error:
        raise refused(Reason.UNKNOWN_SUBJECT, sent.kader) from error
