"""Puts another practical form in the place of ours, such as the official one: planned first, then taken, never lost.

What was assessed on an earlier version stays with it, and says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import bank, bank_rights
from assessments.exchange import form_sheet
from assessments.exchange.entry import Unusable
from assessments.models import Instrument, InstrumentVersion, Station
from assessments.package.instruments import SHAPE
from lms.areas.errors import UserError
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import User
from modules.facts import in_force
from modules.rules import cited_in
from modules.shapes import fit

MOST_STEPS = 60


@dataclass(frozen=True)
class Plan:
    """What taking the file would do. ``loose``: steps that no scene of a station names; they stand in its last one.

    ``problems``: why it cannot be taken; then nothing else of it matters.
    """

    written: Mapping[str, Any]
    new: list[str]
    changed: list[str]
    gone: list[str]
    loose: list[str]
    problems: list[str]

    @property
    def changes(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def read(instrument: Instrument, content: bytes, filename: str) -> dict[str, Any]:
    """The form that the file describes, under the key of the one it replaces. UserError: it is no such file."""
    try:
        said = form_sheet.read(content, filename)
    except Unusable as error:
        raise UserError(str(error)) from error
    before = instrument.written
    taught = {one["key"]: one["lesson"] for one in before["steps"] if "lesson" in one}
    for step in said["steps"]:  # a spreadsheet knows no lessons: a step that stays keeps its own
        if step["key"] in taught:
            step["lesson"] = taught[step["key"]]
    return {"key": instrument.key, "version": before["version"] + 1, "repeat": before.get("repeat", []), **said}


def plan(instrument: Instrument, written: Mapping[str, Any]) -> Plan:
    """What would change, step by step. Reads only."""
    before = {one["key"]: one for one in instrument.written["steps"]}
    after = {one["key"]: one for one in written["steps"]}
    named = {step for scene in _scenes(instrument) for form, step in scene["observe"] if form == instrument.key}
    return Plan(
        written=written,
        new=[one["text"] for key, one in after.items() if key not in before],
        changed=[one["text"] for key, one in after.items() if key in before and one != before[key]],
        gone=[one["text"] for key, one in before.items() if key not in after],
        loose=[one["text"] for key, one in after.items() if named and key not in named],
        problems=_problems(written),
    )


@transaction.atomic
def take(instrument: Instrument, written: Mapping[str, Any], *, by: User, now: datetime) -> InstrumentVersion:
    """The form is in use from now on, as a version of its own. The same form again: the version that is there.

    PermissionDenied: not an author of the nation. UserError: what ``plan`` names as a problem.
    """
    if not bank_rights.may_write(by, on=timezone.localdate(now)):
        raise PermissionDenied
    if problems := _problems(written):
        raise UserError(problems[0])
    fitted: dict[str, Any] = fit(dict(written), SHAPE)[0]
    row = Instrument.objects.select_for_update().get(pk=instrument.pk)
    row.title, row.written = fitted["title"], fitted
    row.save(update_fields=["title", "written"])
    version = bank.publish_form(row, now=now)
    detail = {"form": row.key, "version": version.number, "official": version.official}
    audit.record(Act.FORM_REPLACED, by=by, now=now, detail=detail)
    return version


def _problems(written: Mapping[str, Any]) -> list[str]:
    misfits = [f"{' › '.join(map(str, one.steps))}: {one.sentence}" for one in fit(dict(written), SHAPE)[1]]
    if misfits:
        return misfits
    steps, percent, known = written["steps"], written["pass"]["min_benar_percent"], in_force()
    told = [
        (not written["title"] or not written["source"], _("Tulis judul dan sumber formulirnya di lembar Formulir.")),
        (not steps, _("Formulir perlu paling sedikit satu langkah.")),
        (len(steps) > MOST_STEPS, _("Formulir ini lebih dari 60 langkah. Satu formulir satu keterampilan.")),
        (not 1 <= percent <= 100, _("Bagian benar diisi angka antara 1 dan 100.")),
        (bool(cited_in(dict(written)) - known.keys()), _("Ada fakta yang tidak dikenal. Tulis angkanya saja.")),
    ]
    return [sentence for wrong, sentence in told if wrong]


def _scenes(instrument: Instrument) -> list[dict[str, Any]]:
    rows = Station.objects.filter(instruments=instrument, position__isnull=False, circuit__active=True)
    return [scene for station in rows for scene in station.scenes]
