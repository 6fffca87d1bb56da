"""The stations of a day as a phone takes them along: blank sheets, and what the sheet of each kader says besides."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

from assessments import assessing, peers, queue, scenes, visit_letters, words
from assessments.day_parts import Asked, Piece
from assessments.models import Station
from assessments.own_items import Items
from assessments.queue import Line, Queue
from assessments.scenes import Stage
from assessments.station_form import StationForm

BLANK, HEAD, QUESTIONS = (f"assessments/day/{name}.html" for name in ("one", "head", "asked"))


def piece(asked: Asked) -> Piece | None:
    """Every station with its queue; None for whoever assesses nobody there. Queries do not grow with the kader."""
    if not assessing.events(asked.user, on=asked.on).filter(pk=asked.event.pk).exists():
        return None
    rows = [(place, scenes.of(place, scenes.in_use(place), area=asked.event.kab)) for place in _places(asked)]
    queues = queue.whole(asked.event, asked.user, on=asked.on)
    people = _People(asked, [stage for _place, stage in rows])
    stations = [_station(asked, place, stage, queues[place.pk]) for place, stage in rows if stage.versions]
    found: dict[str, dict[str, Any]] = {}
    for place, stage in rows:
        for line in queues[place.pk].all if stage.versions else ():
            one = found.setdefault(str(line.kader.uuid), {"name": line.name, "place": line.place, "part": {}})
            if line in queues[place.pk].to_see:
                one["part"][_name(place)] = people.part(line, place, stage, queues[place.pk])
    return Piece({"stations": stations}, {"visit": asked.key(visit_letters.purpose(asked.event.uuid))}, found)


def _places(asked: Asked) -> list[Station]:
    return [place.station for one in queue.circuits(asked.event, asked.user) for place in one["places"]]


def _name(place: Station) -> str:
    """ "b/meja-ukur", as in its address."""
    return f"{place.circuit.group.key.lower()}/{place.key}"


def _station(asked: Asked, place: Station, stage: Stage, line: Queue) -> dict[str, Any]:
    sealing = {"profile": str(asked.profile.uuid), "key": asked.key(visit_letters.purpose(asked.event.uuid))}
    page = words.of_stage(stage) | {
        "event": asked.event,
        "station": place,
        "form": StationForm(stage),
        "sealing": sealing,
        "user": asked.user,
        "blank": True,
    }
    return {
        "group": place.circuit.group.key.lower(),
        "key": place.key,
        "title": place.title,
        "circuit": f"{place.circuit.group.key}. {place.circuit.title}",
        "sheet": render_to_string(BLANK, page),
        "people": [str(one.kader.uuid) for one in line.waiting],
        "again": [str(one.kader.uuid) for one in line.again],
        "seen": [str(one.kader.uuid) for one in line.done],
    }


class _People:
    """What the sheets of all of them say, read at once."""

    def __init__(self, asked: Asked, stages: list[Stage]) -> None:
        ids = list(queue.people(asked.event, asked.user, on=asked.on).values_list("pk", flat=True)[: queue.MOST])
        skills = {one.instrument.competency_id for stage in stages for one in stage.versions}
        self._items = Items(ids, skills)
        self._taught = peers.taught_of(asked.user, ids)
        self._event = asked.event

    def part(self, line: Line, place: Station, stage: Stage, waiting: Queue) -> Mapping[str, str]:
        """``head``: who she is; ``asked``: what is asked of her aloud."""
        seed = words.seed(self._event, place, line.kader)
        skills = [one.instrument.competency for one in stage.versions]
        head = {
            "kader": line.kader,
            "competencies": skills,
            "taught": line.kader.pk in self._taught,
            "second": line in waiting.again,
        }
        items = self._items.two(line.kader, [one.pk for one in skills], seed=seed)
        asked = {"asked": stage.asked(seed), "items": items}
        return {"head": render_to_string(HEAD, head), "asked": render_to_string(QUESTIONS, asked)}
