"""Circuits of stations: bringing one to what its author wrote, and taking it out of use."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Circuit, Instrument, Station
from modules.facts import Touched, refresh_usage
from modules.models import CompetencyGroup, Fact

USAGE = "circuit"


@transaction.atomic
def publish(group: CompetencyGroup, written: Mapping[str, Any], forms: Mapping[str, str]) -> Circuit:
    """The group is shown by these stations from now on. ``forms``: folder of a module -> key of its practical form,
    for every form that a scene names. A station that left keeps its row: what was seen at it says so.
    """
    values = {"title": written["title"], "written": dict(written), "active": True}
    circuit, _ = Circuit.objects.update_or_create(group=group, defaults=values)
    circuit.stations.update(position=None)
    instruments = {row.key: row for row in Instrument.objects.filter(key__in=forms.values())}
    for position, entry in enumerate(written["stations"]):
        scenes = [
            {"text": scene["text"], "observe": [[forms[code], step] for code, step in map(_parted, scene["observe"])]}
            for scene in entry["scenes"]
        ]
        about = {"title": entry["title"], "minutes": entry["minutes"], "position": position, "scenes": scenes}
        station, _ = Station.objects.update_or_create(circuit=circuit, key=entry["key"], defaults=about)
        station.instruments.set({instruments[key] for scene in scenes for key, _step in scene["observe"]})
    refresh_usage(USAGE, str(circuit.pk), written)
    return circuit


def retire(group: CompetencyGroup) -> None:
    """Nobody is assessed along these stations any more; what was seen at them stays."""
    Circuit.objects.filter(group=group).update(active=False)


def named(keys: list[str], after: Fact | None) -> list[Touched]:
    """Circuits as what cites a fact; their words are resolved when they are shown, so a change does nothing else."""
    return [Touched(_("pos penilaian"), row.title) for row in Circuit.objects.filter(pk__in=keys).order_by("pk")]


def _parted(step: str) -> tuple[str, str]:
    """ "b3.lila" -> ("b3", "lila")."""
    code, _, key = step.partition(".")
    return code, key
