"""Who was at an event by the scans of a phone: batches of cards and names, entered once, judged when scanned."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from assessments import attend, event_rights, hold, records
from assessments.errors import AtEventError
from assessments.models import Attendance, EventSession, Quarantine, TrainingEvent
from assessments.presence_refusals import refused, told
from assessments.rules import local_day
from lms.areas.errors import UserError
from lms.people import cards, devices, scope, sealed
from lms.people.models import Card, DeviceProfile, Kader, User
from lms.people.parcels import CONFLICT, Prepared, RefusedError, Sealed, Taken, once
from lms.people.scope import Action
from lms.people.sealed import UnreadableError

KIND = "presence"
KEPT = "Kehadiran sudah kami terima."
MOST = 200  # rows of one envelope
Reason = Quarantine.Reason
_MARK = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class _Row:
    """One scan (``card``: its mark) or one tap on a name (``kader``)."""

    at: datetime
    card: str
    kader: UUID | None
    as_sent: Mapping[str, Any]


@dataclass(frozen=True)
class _Sent:
    """Who sealed it, at which event, for which day and session."""

    profile: DeviceProfile
    event: TrainingEvent
    day: date
    session: EventSession | None
    rows: Sequence[_Row]

    @property
    def by(self) -> User:
        return self.profile.user


def purpose(event: UUID) -> str:
    """For what the scanner gets its key (``devices.key_for``): attendance of this event, and nothing else."""
    return f"presence {event}"


def take(envelope: Sealed, now: datetime) -> Taken:
    """``{"profile", "event", "day", "session": uuid or "", "rows": [{"card": mark or "kader": uuid, "at"}]}``, sealed
    with the key of the scanner. Whoever is entered already is passed over; a card that cannot be entered goes to the
    desk of the event's officers by itself, and the others of its batch are entered.
    """

    def prepare(_number: UUID, data: Mapping[str, Any]) -> Prepared:
        sent = _sent(envelope, data, now)
        _judge(sent, now)
        return sent.profile, lambda: _record(sent, data, now)

    try:
        taken = once(envelope, now, prepare, message=KEPT)
    except RefusedError as refusal:
        if refusal.reason == CONFLICT:
            raise refused(CONFLICT, _about(envelope, now)) from refusal
        raise
    return replace(taken, message=KEPT + told(_held_of(sealed.opened(envelope.body))))


def _about(envelope: Sealed, now: datetime) -> TrainingEvent | None:
    """At which event the second of two with one number was sealed; None where it is not sealed as such."""
    try:
        return _sent(envelope, sealed.opened(envelope.body), now).event
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
    if event is None:
        raise refused(Reason.FOREIGN_EVENT)
    try:
        day = date.fromisoformat(str(data.get("day")))
        rows = _rows(data.get("rows"), profile, now)
        asked = sealed.uuid(data["session"]) if data.get("session") else None
    except ValueError as error:
        raise refused(Reason.UNREADABLE, event) from error
    session = event.sessions.filter(uuid=asked, day=day).first() if asked else None
    if asked and session is None:
        raise refused(Reason.FOREIGN_EVENT, event)
    return _Sent(profile, event, day, session, rows)


def _rows(given: object, profile: DeviceProfile, now: datetime) -> list[_Row]:
    if not isinstance(given, list) or not 0 < len(given) <= MOST:
        raise UnreadableError("no rows")
    return [_row(one, profile, now) for one in given]


def _row(given: object, profile: DeviceProfile, now: datetime) -> _Row:
    if not isinstance(given, dict):
        raise UnreadableError("no row")
    card = given.get("card", "")
    if not isinstance(card, str) or (card and not _MARK.fullmatch(card)):
        raise UnreadableError("no card")
    at = sealed.clamp(sealed.moment(given.get("at")), earliest=profile.created_at, latest=now)
    return _Row(at, card, None if card else sealed.uuid(given.get("kader")), given)


def _judge(sent: _Sent, now: datetime) -> None:
    """By the role of whoever scanned, on each day of her scans."""
    event = sent.event
    called_off = event.status == TrainingEvent.Status.CALLED_OFF
    if (
        called_off
        or not event.starts_on <= sent.day < event.ends_before
        or sent.day > local_day(now, event.kab.time_zone)
    ):
        raise refused(Reason.FOREIGN_EVENT, event)
    for on in {local_day(row.at, event.kab.time_zone) for row in sent.rows} | {sent.day}:
        if not scope.may(sent.by, Action.EVENTS, on=on):
            raise refused(Reason.NO_ROLE, event)
        if not event_rights.may_enter(sent.by, event, on=on):
            raise refused(Reason.FOREIGN_EVENT, event)


def _record(sent: _Sent, data: Mapping[str, Any], now: datetime) -> None:
    found, refusals = _sorted(sent)
    records.lock(found)  # all at once: a phone that has them the other way round would wait for this one
    for way in (Attendance.Way.SCAN, Attendance.Way.LIST):
        moments = {kader: row.at for kader, row in found.items() if bool(row.card) == (way == Attendance.Way.SCAN)}
        try:
            attend.record_scans(sent.event, moments, day=sent.day, session=sent.session, way=way, by=sent.by, now=now)
        except UserError as error:
            raise refused(Reason.FOREIGN_EVENT, sent.event) from error
    for row, refusal in refusals:
        body = _alone(data, row.as_sent)
        hold.keep(body, sealed.digest(body), refusal, ticket=None, kind=KIND, now=now)


def _sorted(sent: _Sent) -> tuple[dict[int, _Row], list[tuple[_Row, AtEventError]]]:
    """Who is to be entered, by the first of her scans; and what cannot be, with why."""
    of_mark = cards.by_marks([row.card for row in sent.rows if row.card])
    people = _people(sent.rows, of_mark.values())
    survivors = [one.survivor.pk for one in people.values()]
    theirs = event_rights.kader_of(sent.by, sent.event, on=sent.day).filter(pk__in=survivors)
    within = set(theirs.values_list("pk", flat=True))
    found: dict[int, _Row] = {}
    refusals = []
    for row in sorted(sent.rows, key=lambda row: row.at):
        card = of_mark.get(row.card)
        kader = people.get(card.person_id if card else row.kader)
        if kader is None:
            refusals.append((row, refused(Reason.UNKNOWN_SUBJECT, sent.event)))
        elif card and card.revoked_at and card.revoked_at <= row.at:
            refusals.append((row, refused(Reason.OLD_CARD, sent.event, kader.survivor)))
        elif kader.survivor.pk not in within:
            refusals.append((row, refused(Reason.FOREIGN_KADER, sent.event, kader.survivor)))
        else:
            found.setdefault(kader.survivor.pk, row)
    return found, refusals


def _people(rows: Iterable[_Row], known: Iterable[Card]) -> dict[int | UUID | None, Kader]:
    """The kader of these cards by person, and of these names by their number."""
    with_kept = Kader.objects.select_related("merged_into")
    by_card = with_kept.filter(person__in={card.person_id for card in known})
    by_name = with_kept.filter(uuid__in={row.kader for row in rows if row.kader})
    return {one.person_id: one for one in by_card} | {one.uuid: one for one in by_name}


def _alone(data: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """One row as an envelope of itself: the same text whichever batch of that phone brings it."""
    head = {name: data.get(name) for name in ("v", "kind", "profile", "event", "day", "session")}
    scan = {name: row[name] for name in ("card", "kader", "at") if name in row}
    return json.dumps({**head, "rows": [scan]}, sort_keys=True)


def _held_of(data: Mapping[str, Any]) -> Counter[str]:
    """How many rows of this batch could not be entered, by reason."""
    bodies = [sealed.digest(_alone(data, row)) for row in data["rows"]]
    return Counter(Quarantine.objects.filter(body_sha256__in=bodies).values_list("reason", flat=True))
