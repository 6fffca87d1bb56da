"""Types of bank items, a folder each. A type is one small class; a new one adds a folder and a line here."""

from typing import Any

from assessments.types.base import Aided, Content, Drawing, ItemType, Payload, Pin
from assessments.types.fields import ALTERNATIVE, EXPLANATION, PICTURE, STEM, Field
from assessments.types.hotspot import Hotspot
from assessments.types.kms import Kms
from assessments.types.matching import Matching
from assessments.types.multiple import Multiple
from assessments.types.numeric import Numeric
from assessments.types.ordering import Ordering
from assessments.types.reading import Reading
from assessments.types.scenario import Scenario
from assessments.types.short import Short
from assessments.types.single import Single
from assessments.types.truefalse import TrueFalse
from modules.shapes import fit

_ALL: tuple[ItemType, ...] = (
    Single(),
    Multiple(),
    TrueFalse(),
    Matching(),
    Ordering(),
    Numeric(),
    Short(),
    Scenario(),
    Hotspot(),
    Reading(),
    Kms(),
)
_SHOWN = {"image", "alt", "alternative", "instrument"}  # in the form already, or nothing to judge by
LETTERED = "huruf"  # the look of a drawn picture on which places stand to choose
TYPES: dict[str, ItemType] = {kind.key: kind for kind in _ALL}


def fields_of(kind: str) -> tuple[Field, ...]:
    """The whole authoring form of a type: the stem, its picture, its own fields, the explanation."""
    return (STEM, PICTURE, *TYPES[kind].fields, EXPLANATION)


def payload(kind: str, content: Content, pin: Pin) -> Payload:
    """All that may be sent of a counting item (DESIGN 5.4). ValueError: its type would send more than it declares."""
    sent, misfits = fit(TYPES[kind].payload(content, pin), TYPES[kind].sent)
    if misfits:
        raise ValueError(f"payload of {kind}: {misfits}")
    for row in content.get("picture") or []:
        sent["picture"] = {"image": str(row["image"]), "alt": str(row["alt"])}
    return sent


def key(kind: str, content: Content, pin: Pin) -> dict[str, Any]:
    """All that a phone needs to judge a practice item by itself: its key, its reasons, and what its type adds.

    For practice only (DESIGN 5.4): the caller has made sure of that.
    """
    item = TYPES[kind]
    names = {field.name for field in item.fields} - _SHOWN
    aid = {"aid": item.aid(content)} if isinstance(item, Aided) else {}
    return {"type": kind, "pin": pin, **{name: content[name] for name in sorted(names & content.keys())}, **aid}


def draw(kind: str, content: Content, pin: Pin, look: str = "") -> bytes | None:
    """The picture a type draws of an item, as WebP; None: it draws none. ``look``: as its template asks."""
    item = TYPES[kind]
    return item.draw(content, pin, look) if isinstance(item, Drawing) else None


def draws(kind: str) -> bool:
    """Does this type draw a picture of its items?"""
    return isinstance(TYPES[kind], Drawing)


def needs_eyes(kind: str, content: Content) -> bool:
    """Can nobody answer this item without seeing a picture?"""
    return ALTERNATIVE in TYPES[kind].fields or bool(content.get("picture"))


def images_in(kind: str, content: Content) -> list[str]:
    """The pictures of the module that an item shows, by name."""
    names = [row["image"] for row in content.get("picture") or []]
    own = any(field.name == "image" for field in TYPES[kind].fields)
    return [*names, content["image"]] if own else names


__all__ = ["LETTERED", "TYPES", "ItemType", "draw", "draws", "fields_of", "images_in", "key", "needs_eyes", "payload"]
