"""Calibration before the day: all penilai of an event tick the same written case, and see where they differ.

Nobody is told who chose what, and nothing is called wrong: they talk about the steps on which they differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import assessing, event_rights, fairness, rules
from assessments.models import Calibration, CalibrationTick, EventMember, InstrumentVersion, TrainingEvent
from assessments.rules import local_day
from lms.areas.errors import UserError
from lms.people.models import User

LONGEST = 6000  # letters of a case
_DRAWN = (rules.BENAR, rules.BENAR, rules.BENAR, rules.BANTUAN, rules.BELUM)


@dataclass(frozen=True)
class Step:
    """One step as all have ticked it. ``counts``: benar, bantuan, belum. ``differs``: not all chose the same."""

    number: int
    text: str
    critical: bool
    counts: tuple[int, int, int]

    @property
    def differs(self) -> bool:
        return sum(count > 0 for count in self.counts) > 1


@transaction.atomic
def begin(event: TrainingEvent, version: InstrumentVersion, case: str, *, by: User, now: datetime) -> Calibration:
    """Give the penilai of the event this case to tick. UserError: no words, or not hers to plan or to assess at."""
    on = local_day(now, event.kab.time_zone)
    if not event_rights.working(by, on=on).filter(pk=event.pk).exists():
        raise UserError(_("Kasus belum disimpan: kegiatan ini bukan kegiatan Ibu/Bapak."))
    if not case.strip() or len(case) > LONGEST:
        raise UserError(_("Tulis kasusnya dulu, paling banyak satu setengah halaman."))
    return Calibration.objects.create(event=event, version=version, case=case.strip(), made_by=by, made_at=now)


@transaction.atomic
def tick(calibration: Calibration, ticks: Mapping[str, str], *, by: User, now: datetime) -> CalibrationTick:
    """What this penilai sees in the case, once: her first word stands, else it would follow the others'.

    UserError: not a penilai of the event, or not all steps ticked.
    """
    event = calibration.event
    if not assessing.events(by, on=local_day(now, event.kab.time_zone)).filter(pk=event.pk).exists():
        raise UserError(_("Belum disimpan: Ibu/Bapak tidak bertugas menilai di kegiatan ini pada hari itu."))
    if set(ticks) != set(_keys(calibration)) or not set(ticks.values()) <= set(rules.TICKS):
        raise UserError(_("Setiap langkah perlu satu nilai: benar, dengan bantuan, atau belum. Lengkapi dulu."))
    given = {"ticks": dict(ticks), "given_at": now}
    return CalibrationTick.objects.get_or_create(calibration=calibration, user=by, defaults=given)[0]


def result(calibration: Calibration) -> list[Step]:
    """How all have ticked it, step by step; without names."""
    given = list(calibration.ticked.values_list("ticks", flat=True))
    counted = fairness.spread(_keys(calibration), given)
    return [
        Step(at, step["text"], step["critical"], tuple(counts[tick] for tick in rules.TICKS))  # type: ignore[arg-type]
        for at, (step, counts) in enumerate(zip(calibration.version.content["steps"], counted, strict=True), start=1)
    ]


def has_ticked(calibration: Calibration, user: User) -> bool:
    return calibration.ticked.filter(user=user).exists()


def asked(event: TrainingEvent) -> int:
    """How many penilai the event has, who have an account here."""
    return event.members.filter(duty=EventMember.Duty.ASSESSOR, user__isnull=False).count()


def draft(version: InstrumentVersion, *, seed: str) -> str:
    """A case to begin with, out of the form's own words for *benar*, *bantuan* and *belum*, without saying which."""
    lot = Random(seed)  # noqa: S311 - a case to talk about, nothing hangs on it
    lines = []
    for step in version.content["steps"]:
        chosen = lot.choice(_DRAWN)
        lines.append(_sentence(step, chosen))
    return "\n\n".join(lines)


def _sentence(step: Mapping[str, Any], chosen: str) -> str:
    return str(step.get(chosen) or step["text"])


def _keys(calibration: Calibration) -> list[str]:
    return [step["key"] for step in calibration.version.content["steps"]]
