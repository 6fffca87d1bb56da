"""The *soal pengganti*: another item that may be answered instead, by whoever cannot see a picture.

Its answer stands under the position with a ``g`` ("3g"). If it is answered, it counts and the item itself does not.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from assessments.models import QuestionVersion, TicketItem
from assessments.types.base import Pin

MARK = "g"
RELATED = ("version__question", "alternative__question")  # of the items: what these functions read


@dataclass(frozen=True)
class Asked:
    """What an answer under ``place`` ("3" or "3g") is an answer to."""

    place: str
    version: QuestionVersion
    pin: Pin


def own(item: TicketItem) -> Asked:
    return Asked(str(item.position), item.version, item.pin)


def instead(item: TicketItem) -> Asked | None:
    """What may be answered instead of the item; None: nothing."""
    if item.alternative is None:
        return None
    return Asked(f"{item.position}{MARK}", item.alternative, item.alternative_pin)


def counted(item: TicketItem, answered: Collection[str]) -> Asked:
    """What counts for the item when these places are answered."""
    other = instead(item)
    return other if other and other.place in answered else own(item)


def places(items: Iterable[TicketItem]) -> dict[str, Asked]:
    """All that may be answered on a sheet, by place, in its order."""
    both = [asked for item in items for asked in (own(item), instead(item))]
    return {asked.place: asked for asked in both if asked}
