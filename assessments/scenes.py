"""A station as its assessor reads it: the scenes in their order, each with the steps that are watched in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments import oral, run_stations
from assessments.models import InstrumentVersion, Station
from lms.areas.models import Area
from modules.facts import in_force, resolve_with
from modules.rules import cited_in, map_strings


@dataclass(frozen=True)
class Step:
    """One step of a form. ``name`` is its own at a station where several forms are filled in at once."""

    form: str
    key: str
    text: str
    critical: bool
    anchors: tuple[str, str, str]  # what benar, bantuan and belum look like

    @property
    def name(self) -> str:
        return f"{self.form}.{self.key}"


@dataclass(frozen=True)
class Scene:
    text: str
    steps: Sequence[Step]


@dataclass(frozen=True)
class Stage:
    """All that stands on the page of one station. ``versions``: the forms that are filled in there, whole.

    ``scenes`` together hold every step of every form, each once: steps that no scene names (another form has taken
    the place of ours since) stand in a last one without words.
    """

    station: Station
    place: str
    people: Sequence[str]
    setup: str
    materials: Sequence[str]
    told: str
    after: str
    scenes: Sequence[Scene]
    versions: Sequence[InstrumentVersion]

    @property
    def steps(self) -> list[Step]:
        return [step for scene in self.scenes for step in scene.steps]

    @property
    def twice(self) -> list[tuple[str, Mapping[str, str]]]:
        """What is read twice: (key of the form, ``{what, unit, tolerance}``)."""
        return [(one.instrument.key, line) for one in self.versions for line in one.content.get("repeat", [])]

    def asked(self, seed: str) -> list[str]:
        """The oral questions drawn for one kader, of all the forms here."""
        return [
            question
            for one in self.versions
            for question in oral.drawn(one.content["setup"], f"{seed}|{one.instrument.key}")
        ]


def in_use(station: Station) -> list[InstrumentVersion]:
    """The forms that are filled in at the station now, in the order of their competencies."""
    rows = InstrumentVersion.objects.filter(instrument__stations=station, retired_at__isnull=True)
    return list(rows.select_related(*RELATED).order_by("instrument__competency__position", "pk"))


def pinned(station: Station, numbers: str) -> list[InstrumentVersion]:
    """The forms of the station that stood on a page which was open meanwhile, by their numbers: "17 23"."""
    named = [int(one) for one in numbers.split()[:20] if one.isascii() and one.isdecimal()]
    rows = InstrumentVersion.objects.filter(pk__in=[one for one in named if one < 2**31])
    return list(rows.filter(instrument__stations=station).select_related(*RELATED).order_by("pk"))


RELATED = ("instrument__competency__group__programme",)


def of(station: Station, versions: Sequence[InstrumentVersion], *, area: Area | None = None) -> Stage:
    """The stage with these forms. ``area``: whose numbers are read out, where areas have chosen their own."""
    entry = _written(station, area)
    steps = {step.name: step for one in versions for step in _steps(one)}
    scenes = list(_scenes(station, entry, steps))
    return Stage(
        station=station,
        place=entry.get("place", ""),
        people=entry.get("people", []),
        setup=entry.get("setup", ""),
        materials=entry.get("materials", []),
        told=entry.get("told", ""),
        after=entry.get("after", ""),
        scenes=[scene for scene in [*scenes, Scene("", list(steps.values()))] if scene.steps],
        versions=versions,
    )


def _written(station: Station, area: Area | None) -> dict[str, Any]:
    entries = run_stations.entries(station.circuit, area)
    entry: dict[str, Any] = next((one for one in entries if one["key"] == station.key), {})
    facts = in_force(area=area, keys=cited_in(entry))
    resolved: dict[str, Any] = map_strings(entry, lambda text: resolve_with(text, facts))
    return resolved


def _scenes(station: Station, entry: Mapping[str, Any], steps: dict[str, Step]) -> Iterator[Scene]:
    """Takes out of ``steps`` what a scene names."""
    texts = [scene["text"] for scene in entry.get("scenes", [])]
    for number, scene in enumerate(station.scenes):
        names = [f"{form}.{key}" for form, key in scene["observe"]]
        text = texts[number] if number < len(texts) else scene["text"]
        yield Scene(text, [steps.pop(name) for name in names if name in steps])


def _steps(version: InstrumentVersion) -> Iterator[Step]:
    for step in version.content["steps"]:
        anchors = (step.get("benar", ""), step.get("bantuan", ""), step.get("belum", ""))
        yield Step(version.instrument.key, step["key"], step["text"], step["critical"], anchors)
