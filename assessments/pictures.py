"""The pictures of items: those of the module, and those that a type draws."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assessments import types
from modules.models import Competency, TuntasImage
from modules.pictures import of_modules, shown

Asked = tuple[Competency, str, Mapping[str, Any]]  # competency, type and content of an item


@dataclass(frozen=True)
class Seen:
    """What one item shows. ``drawn``: the address of the picture its type draws; ``lettered``: of the one on which
    places stand to choose. ``files``: address, width and height of each picture of the module, by name."""

    drawn: str = ""
    lettered: str = ""
    files: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


UNSEEN = Seen()


def seen(kind: str, address: str, files: Mapping[str, Mapping[str, object]]) -> Seen:
    """What an item of this type shows, whose drawn picture stands at that address."""
    if not types.draws(kind):
        return Seen(files=files)
    return Seen(address, f"{address}{'&' if '?' in address else '?'}rupa={types.LETTERED}", files)


def files_of(asked: Iterable[Asked]) -> list[dict[str, dict[str, object]]]:
    """For each of these items the pictures of its module that it shows. One query, none where there are none."""
    wanted = [[(_folder(topic), name) for name in types.images_in(kind, content)] for topic, kind, content in asked]
    found = of_modules({place for places in wanted for place in places})
    shown_as = {place: shown(image) for place, image in found.items()}
    return [{place[1]: shown_as[place] for place in places if place in shown_as} for places in wanted]


def images_of(asked: Iterable[Asked]) -> list[list[TuntasImage | None]]:
    """The same as images themselves; None for one that is not there. One query, none where there are none."""
    wanted = [[(_folder(topic), name) for name in types.images_in(kind, content)] for topic, kind, content in asked]
    found = of_modules({place for places in wanted for place in places})
    return [[found.get(place) for place in places] for places in wanted]


def _folder(competency: Competency) -> str:
    """The folder of its module in a package is named after the competency (held by the check of the package)."""
    return competency.key.lower()
