"""Types of bank items, a folder each. A type is one small class; a new one adds a folder and a line here."""

from assessments.types.base import ItemType
from assessments.types.multiple import Multiple
from assessments.types.single import Single
from assessments.types.truefalse import TrueFalse

TYPES: dict[str, ItemType] = {kind.key: kind for kind in (Single(), Multiple(), TrueFalse())}

__all__ = ["TYPES", "ItemType"]
