"""Types of bank items, a folder each. A type is one small class; a new one adds a folder and a line here."""

from assessments.types.base import Content, ItemType, Payload, Pin
from assessments.types.fields import EXPLANATION, STEM, Field
from assessments.types.matching import Matching
from assessments.types.multiple import Multiple
from assessments.types.numeric import Numeric
from assessments.types.ordering import Ordering
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
)
TYPES: dict[str, ItemType] = {kind.key: kind for kind in _ALL}


def fields_of(kind: str) -> tuple[Field, ...]:
    """The whole authoring form of a type: the stem, its own fields, the explanation."""
    return (STEM, *TYPES[kind].fields, EXPLANATION)


def payload(kind: str, content: Content, pin: Pin) -> Payload:
    """All that may be sent of a counting item (DESIGN 5.4). ValueError: its type would send more than it declares."""
    sent, misfits = fit(TYPES[kind].payload(content, pin), TYPES[kind].sent)
    if misfits:
        raise ValueError(f"payload of {kind}: {misfits}")
    return sent


__all__ = ["TYPES", "ItemType", "fields_of", "payload"]
