"""How a kab/kota runs the stations of a group: read for the day, changed by its Dinas, given back to the package."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import local_stations
from assessments.models import Circuit, LocalCircuit, Station
from lms.areas.errors import UserError
from lms.areas.models import Area
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import User
from lms.people.scope import Action, may
from modules.facts import in_force
from modules.rules import cited_in

LONGEST, LONGEST_IN_ALL = 25, 60  # minutes, as for a package


def entries(circuit: Circuit, kab: Area | None) -> list[dict[str, Any]]:
    """The stations of the circuit as they are run there, in their order; the package's where nobody changed them."""
    local = LocalCircuit.objects.filter(circuit=circuit, kab=kab).first() if kab else None
    return local_stations.merged(circuit.written.get("stations", []), local.stations if local else [])


def is_changed(circuit: Circuit, kab: Area) -> bool:
    return LocalCircuit.objects.filter(circuit=circuit, kab=kab).exists()


def minutes(station: Station, kab: Area) -> int:
    """How long it takes there."""
    found = (one["minutes"] for one in entries(station.circuit, kab) if one["key"] == station.key)
    return int(next(found, station.minutes))


def run_in(kab: Area) -> dict[int, list[dict[str, Any]]]:
    """What the kab/kota has changed, by circuit. One query."""
    return dict(LocalCircuit.objects.filter(kab=kab).values_list("circuit_id", "stations"))


def ordered(
    circuit: Circuit, stations: Sequence[Station], run: Mapping[int, Sequence[Mapping[str, Any]]]
) -> list[tuple[Station, int]]:
    """The stations of the circuit in the order of that kab/kota, each with its minutes there."""
    of = {one.key: one for one in stations}
    written = local_stations.merged(circuit.written.get("stations", []), run.get(circuit.pk, []))
    return [(of[one["key"]], one["minutes"]) for one in written if one["key"] in of]


@transaction.atomic
def change(circuit: Circuit, kab: Area, stations: Sequence[Mapping[str, Any]], *, by: User, now: datetime) -> None:
    """Run the stations so in this kab/kota from now on. What was seen at them stays.

    ``stations``: ``local_stations.SHAPE`` in their new order. PermissionDenied: not her Dinas. UserError: a station is
    missing or twice, too long, without words, or citing a fact that is not there.
    """
    _refuse_stranger(kab, by, now)
    _check(circuit, stations)
    values = {"stations": [dict(one) for one in stations], "changed_by": by, "changed_at": now}
    LocalCircuit.objects.update_or_create(circuit=circuit, kab=kab, defaults=values)
    audit.record(Act.STATIONS_CHANGED, by=by, now=now, area=kab, detail={"group": circuit.group.key})


@transaction.atomic
def give_back(circuit: Circuit, kab: Area, *, by: User, now: datetime) -> None:
    """Run them again as the package says. PermissionDenied: not her Dinas."""
    _refuse_stranger(kab, by, now)
    if LocalCircuit.objects.filter(circuit=circuit, kab=kab).delete()[0]:
        audit.record(Act.STATIONS_CHANGED, by=by, now=now, area=kab, detail={"group": circuit.group.key, "back": 1})


def _check(circuit: Circuit, stations: Sequence[Mapping[str, Any]]) -> None:
    written = {one["key"]: len(one["scenes"]) for one in circuit.written.get("stations", [])}
    minutes = [one["minutes"] for one in stations]
    keys = sorted(one["key"] for one in stations)
    if keys != sorted(written):
        raise UserError(_("Belum disimpan: setiap pos tetap ada, satu kali. Tanpa pos, keterampilannya tidak dinilai."))
    if not all(1 <= one <= LONGEST for one in minutes) or sum(minutes) > LONGEST_IN_ALL:
        raise UserError(_("Belum disimpan: satu pos paling lama 25 menit, semua pos bersama paling lama 60 menit."))
    if any(len(one["scenes"]) != written[one["key"]] or not all(one["scenes"]) or not one["told"] for one in stations):
        raise UserError(_("Belum disimpan: adegan dan kata-kata untuk kader tidak boleh kosong."))
    if cited_in([dict(one) for one in stations]) - in_force().keys():
        raise UserError(_("Belum disimpan: ada fakta yang tidak dikenal di dalam teksnya."))


def _refuse_stranger(kab: Area, by: User, now: datetime) -> None:
    if not may(by, Action.MANAGE_PLACES, kab, on=timezone.localdate(now)):
        raise PermissionDenied
