"""The pictures of items: those of the module, and those that a type draws.

A draft shows the pictures that the module has now. A version shows the copies that were pinned when it was published.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from mimetypes import guess_type
from typing import Any, NamedTuple, TypedDict

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from assessments import types
from assessments.models import Question, QuestionVersion
from modules.models import Competency, TuntasImage
from modules.pictures import of_modules, read_copy, shown
from modules.rules import digest

FOLDER = "soal/gambar"


class Pinned(TypedDict):
    """A copy that nobody replaces, named after its bytes."""

    file: str
    width: int
    height: int


Pins = Mapping[str, Pinned]  # by the name that the item calls them by


class Asked(NamedTuple):
    """An item of which pictures are asked; ``pins``: those of its version, none of a draft."""

    topic: Competency
    kind: str
    content: Mapping[str, Any]
    pins: Pins = {}


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


def of_version(question: Question, version: QuestionVersion) -> Asked:
    return Asked(question.competency, question.type, version.content, version.pictures)


def files_of(asked: Iterable[Asked]) -> list[dict[str, dict[str, object]]]:
    """For each of these items the pictures that it shows. One query, none where none is asked of the module."""
    items = list(asked)
    live = {place: shown(image) for place, image in _live(items).items()}
    return [
        {
            name: found
            for name in _names(one)
            for found in [_pinned_file(one, name) or live.get(_place(one, name))]
            if found
        }
        for one in items
    ]


def bytes_of(asked: Iterable[Asked]) -> list[list[bytes | None]]:
    """The same as bytes, to be printed; None for one that is not there."""
    items = list(asked)
    live = _live(items)
    return [[_pinned_bytes(one, name) or _bytes(live.get(_place(one, name))) for name in _names(one)] for one in items]


def stored(picture: bytes) -> str:
    """The address of a picture that everybody may see, under a name that follows from its bytes; stored at need."""
    name = f"{FOLDER}.{hashlib.sha256(picture).hexdigest()[:32]}.webp"
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(picture))
    return default_storage.url(name)


def data_of(asked: Iterable[Asked], drawn: Iterable[bytes | None]) -> list[Seen]:
    """What each of these items shows, every picture as data in its own address; ``drawn``: what their types draw."""
    items = list(asked)
    found = zip(items, files_of(items), bytes_of(items), drawn, strict=True)
    return [
        Seen(
            drawn=_as_data("drawn.webp", picture) if picture else "",
            files={
                name: {**files[name], "url": _as_data(str(files[name]["url"]), content)}
                for name, content in zip(_names(one), contents, strict=True)
                if content and name in files
            },
        )
        for one, files, contents, picture in found
    ]


def _as_data(name: str, content: bytes) -> str:
    return f"data:{guess_type(name)[0] or 'image/webp'};base64,{b64encode(content).decode()}"


def whole(asked: Iterable[Asked]) -> list[bool]:
    """Is every picture of each item there? One query, none where none is asked of the module."""
    items = list(asked)
    live = _live(items)
    return [all(name in one.pins or _place(one, name) in live for name in _names(one)) for one in items]


def pin(question: Question, content: Mapping[str, Any]) -> dict[str, Pinned]:
    """A copy of each picture that the item shows now; one that is not there is left out. No query without pictures."""
    if not types.images_in(question.type, content):
        return {}
    one = Asked(question.competency, question.type, content)
    live = _live([one])
    found = {name: _copy(live.get(_place(one, name))) for name in _names(one)}
    return {name: copy for name, copy in found.items() if copy is not None}


def replaced(one: Asked) -> list[str]:
    """The names of its pinned pictures that the module has another picture for by now."""
    live = of_modules({_place(one, name) for name in one.pins})
    found = {name: live.get(_place(one, name)) for name in one.pins}
    return sorted(name for name, image in found.items() if image and _named(image)[0] != one.pins[name]["file"])


def pins_digest(pins: Pins) -> str:
    """ "" where there are none."""
    return digest({name: one["file"] for name, one in pins.items()}) if pins else ""


def _copy(image: TuntasImage | None) -> Pinned | None:
    if image is None:
        return None
    try:
        name, raw, width, height = _named(image)
    except FileNotFoundError:
        return None
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(raw))
    return {"file": name, "width": width, "height": height}


def _named(image: TuntasImage) -> tuple[str, bytes, int, int]:
    """What a reader sees of it, and where its copy stands."""
    raw, suffix, width, height = read_copy(image)
    return f"{FOLDER}.{hashlib.sha256(raw).hexdigest()[:32]}{suffix}", raw, width, height


def _pinned_file(one: Asked, name: str) -> dict[str, object] | None:
    pinned = one.pins.get(name)
    if pinned is None:
        return None
    return {"url": default_storage.url(pinned["file"]), "width": pinned["width"], "height": pinned["height"]}


def _pinned_bytes(one: Asked, name: str) -> bytes | None:
    if name not in one.pins:
        return None
    with default_storage.open(one.pins[name]["file"]) as content:
        return bytes(content.read())


def _bytes(image: TuntasImage | None) -> bytes | None:
    return read_copy(image)[0] if image else None


def _live(asked: Iterable[Asked]) -> dict[tuple[str, str], TuntasImage]:
    """The pictures of the modules that nothing is pinned for: drafts, and versions from before pictures were."""
    return of_modules({_place(one, name) for one in asked for name in _names(one) if name not in one.pins})


def _names(one: Asked) -> list[str]:
    return types.images_in(one.kind, one.content)


def _place(one: Asked, name: str) -> tuple[str, str]:
    """The folder of its module in a package is named after the competency (held by the check of the package)."""
    return one.topic.key.lower(), name
