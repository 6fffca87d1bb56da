"""*Tabel*: outcomes written on forms of paper, typed in by the penilai who filled them in. T: terampil, B: belum.

What single steps were stands on the paper alone: an observation made here has none (decision 0049).
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import assessing, records
from assessments.models import InstrumentVersion, Observation, TrainingEvent
from assessments.observe import Typed, typed
from assessments.rules import local_day
from lms.areas.errors import UserError
from lms.people.models import Kader, User
from lms.people.queries import rows_of

SKILLED, NOT_YET = "t", "b"
LETTERS = SKILLED + NOT_YET


@transaction.atomic
def enter(
    event: TrainingEvent,
    kader: Kader,
    letters: Mapping[int, str],
    forms: Mapping[int, InstrumentVersion],
    *,
    day: date,
    reason: str,
    by: User,
    now: datetime,
) -> int:
    """Keep one kader's row: competency id -> ``t`` or ``b``. Out: how many were new or changed.

    What stands already stays; another letter is a correction, with ``reason``. The same row again changes nothing.
    ``forms``: the form in use of each competency. UserError: not her event, not a day of it, what was seen at a
    station (it is corrected there, step by step), or as in ``observe.typed``; then nothing of the row is kept.
    """
    _check(event, day, by, now)
    records.lock([kader.pk])
    noon = datetime.combine(day, time(12), ZoneInfo(event.kab.time_zone))
    before = {one.competency_id: one for one in standing(event, kader)}
    wanted = []
    for competency, letter in letters.items():
        old, skilled = before.get(competency), letter == SKILLED
        if old is not None and old.skilled == skilled:
            continue
        if old is not None and old.mode != Observation.Mode.GRID:
            told = _("%(key)s sudah dinilai langkah demi langkah. Bila keliru, koreksi di pos atau formulirnya.")
            raise UserError(told % {"key": old.competency.key})
        wanted.append(Typed(_id(event, kader, competency, letter, old), forms[competency], skilled, old))
    return len(typed(kader, wanted, event=event, assessor=by, now=now, happened_at=noon, reason=reason))


def standing(event: TrainingEvent, kader: Kader) -> list[Observation]:
    """What stands of her at the event, the latest of each competency last."""
    rows = Observation.objects.filter(event=event, kader__in=rows_of(kader), superseded_by__isnull=True)
    return list(rows.select_related("competency").order_by("happened_at", "received_at"))


def _id(event: TrainingEvent, kader: Kader, competency: int, letter: str, old: Observation | None) -> UUID:
    """The same letter over the same outcome is the same act, from however many computers it comes."""
    return uuid5(event.uuid, f"{kader.uuid}|{competency}|{letter}|{old.pk if old else ''}")


def _check(event: TrainingEvent, day: date, by: User, now: datetime) -> None:
    if not assessing.events(by, on=day).filter(pk=event.pk).exists():
        raise UserError(_("Belum disimpan: Ibu/Bapak tidak bertugas menilai di kegiatan ini pada hari itu."))
    if event.status == TrainingEvent.Status.CALLED_OFF or not event.starts_on <= day < event.ends_before:
        raise UserError(_("Belum disimpan: hari itu bukan hari kegiatan ini. Periksa tanggal kegiatannya."))
    if day > local_day(now, event.kab.time_zone):
        raise UserError(_("Belum disimpan: hari itu belum tiba. Hasil dicatat sesudah dinilai."))
