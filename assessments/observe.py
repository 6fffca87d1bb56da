"""Records what an assessor saw: one outcome for one kader and competency."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments import assessing, records, rules
from assessments.errors import ConflictError
from assessments.models import InstrumentVersion, Observation, Station, TrainingEvent
from assessments.serving import Serving, zone
from lms.areas.errors import UserError
from lms.people.models import Kader, User

# What must be the same for a repeated id to be the same observation.
_CONTENT = (
    "kader_id",
    "instrument_version_id",
    "assessor_id",
    "mode",
    "ticks",
    "skilled",
    "readings",
    "note",
    "adaptation",
    "event_id",
    "station_id",
    "supersedes_id",
    "reason",
)


@dataclass(frozen=True)
class Typed:
    """What stands on one form of paper. ``supersedes``: the outcome that it corrects."""

    id: UUID
    version: InstrumentVersion
    skilled: bool
    supersedes: Observation | None = None


def observe(
    kader: Kader,
    instrument_version: InstrumentVersion,
    *,
    ticks: Mapping[str, str],
    assessor: User,
    now: datetime,
    id: UUID,
    happened_at: datetime | None = None,
    note: str = "",
    adaptation: str = "",
    event: TrainingEvent | None = None,
    station: Station | None = None,
    supersedes: Observation | None = None,
    reason: str = "",
    mode: str = Observation.Mode.FORM,
    readings: Sequence[Mapping[str, Any]] = (),
) -> Observation:
    """Record one observation and bring her records up to date, in one transaction.

    ``ticks``: per step key ``benar``, ``bantuan`` or ``belum``; every step needs one. ``happened_at`` None: now; a
    phone's clock that runs ahead is held back to ``now``. The same ``id`` and content again gives the row that is
    there; other content raises ConflictError. A trainer may assess her own pupils (field.md). UserError: not in her
    scope at that time, herself, incomplete, or a correction without a reason. ``readings``: what was read twice.
    """
    given = Observation(
        id=id,
        kader=kader,
        happened_at=min(happened_at or now, now),
        received_at=now,
        instrument_version=instrument_version,
        assessor=assessor,
        station=station,
        event=event,
        mode=mode,
        ticks=dict(ticks),
        skilled=_outcome(instrument_version, ticks),
        readings=[dict(one) for one in readings],
        adaptation=adaptation.strip(),
        note=note.strip(),
        supersedes=supersedes,
        reason=reason.strip(),
    )
    return _earlier(given) or _store(_placed(given))


def typed(
    kader: Kader,
    outcomes: Sequence[Typed],
    *,
    event: TrainingEvent,
    assessor: User,
    now: datetime,
    happened_at: datetime,
    reason: str = "",
) -> list[Observation]:
    """Record what an assessor wrote on the forms of one kader, whose single steps nobody types; all or none of it.

    The same evidence as ``observe`` makes, with the same checks, marked *tabel*: no step is invented. Her records are
    brought up to date once. ``reason``: of what corrects. ConflictError: one is there with other content, or what it
    corrects was corrected meanwhile.
    """
    rows = [
        Observation(
            id=one.id,
            kader=kader,
            happened_at=min(happened_at, now),
            received_at=now,
            instrument_version=one.version,
            assessor=assessor,
            event=event,
            mode=Observation.Mode.GRID,
            ticks={},
            skilled=one.skilled,
            supersedes=one.supersedes,
            reason=reason.strip() if one.supersedes else "",
        )
        for one in outcomes
    ]
    known = Observation.objects.in_bulk([row.pk for row in rows])
    serving = Serving([kader.pk], field=event.programme.field)
    new = [_placed(row, serving) for row in rows if row.pk not in known]
    if new:
        _check(new[0])
        for row in new:
            _check_correction(row)
        _insert(new)
    return [_same(known[row.pk], row) if row.pk in known else row for row in rows]


def steps(version: InstrumentVersion) -> list[dict]:
    """The steps of the form, in order."""
    return list(version.content["steps"])


def _placed(given: Observation, serving: Serving | None = None) -> Observation:
    """With what follows from the form and the moment."""
    given.competency = given.instrument_version.instrument.competency
    serving = serving or Serving([given.kader_id], field=given.competency.group.programme.field)
    given.membership = serving.at(given.kader_id, given.happened_at)
    return given


def _store(given: Observation) -> Observation:
    _check(given)
    _check_correction(given)
    try:
        _insert([given])
    except ConflictError:  # a double tap
        earlier = _earlier(given)
        if earlier is None:
            raise
        return earlier
    return given


def _insert(rows: Sequence[Observation]) -> None:
    """All of one kader and programme. ConflictError: one is there, or a second correction of the same observation."""
    try:
        with transaction.atomic():
            Observation.objects.bulk_create(rows)
            programme, now = rows[0].competency.group.programme, rows[0].received_at
            records.refresh([rows[0].kader_id], programme=programme, now=now)
    except IntegrityError:
        raise ConflictError(_("Penilaian itu sudah dikoreksi. Buka lagi halamannya, lihat yang terbaru.")) from None


def _outcome(version: InstrumentVersion, ticks: Mapping[str, str]) -> bool:
    if set(ticks) != {step["key"] for step in steps(version)} or not set(ticks.values()) <= set(rules.TICKS):
        raise UserError(_("Setiap langkah perlu satu nilai: benar, dengan bantuan, atau belum. Lengkapi dulu."))
    return rules.observed_skilled(steps(version), ticks, version.content["pass"]["min_benar_percent"])


def _earlier(given: Observation) -> Observation | None:
    earlier = Observation.objects.filter(pk=given.pk).first()
    return earlier and _same(earlier, given)


def _same(earlier: Observation, given: Observation) -> Observation:
    if any(getattr(earlier, name) != getattr(given, name) for name in _CONTENT):
        raise ConflictError(_("Penilaian ini sudah tersimpan dengan isi lain. Yang pertama tetap berlaku."))
    return earlier


def _check(given: Observation) -> None:
    day = rules.local_day(given.happened_at, zone(given.membership))
    if given.assessor.person_id is not None and given.assessor.person_id == given.kader.person_id:
        raise UserError(_("Menilai diri sendiri tidak bisa. Mintalah penilai lain, lalu ulangi di HP-nya."))
    if not assessing.kader(given.assessor, given.event, on=day).filter(pk=given.kader_id).exists():
        raise UserError(_("Penilaian belum disimpan: kader ini tidak bertugas di wilayah Ibu/Bapak pada hari itu."))


def _check_correction(given: Observation) -> None:
    corrected = given.supersedes
    if corrected is None:
        return
    if (corrected.kader_id, corrected.competency_id) != (given.kader_id, given.competency_id):
        raise UserError(_("Koreksi harus untuk kader dan keterampilan yang sama."))
    if not given.reason:
        raise UserError(_("Tulis alasan koreksi. Penilaian lama tetap tersimpan."))
