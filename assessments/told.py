"""What was answered on a sheet, item by item in words: for officers. Never which answer was right."""

from collections.abc import Mapping
from typing import Any

from assessments.models import Ticket, TicketItem
from assessments.types import TYPES


def both(ticket: Ticket, given: Mapping[str, object], standing: Mapping[str, object] | None) -> list[dict[str, Any]]:
    """Per item its text, what this envelope says, and what the accepted answer says (None: there is none).

    ``given`` as it came; ``standing`` as it was accepted. [] when the envelope answers nothing that can be read.
    """
    if not given:
        return []
    rows = []
    for item in ticket.items.select_related("version__question").order_by("position"):
        name = str(item.position)
        rows.append(
            {
                "position": item.position,
                "stem": item.version.content["stem"],
                "given": _as_sent(item, given.get(name)),
                "standing": None if standing is None else _as_accepted(item, standing.get(name)),
            }
        )
    return rows


def _as_sent(item: TicketItem, answer: object) -> str:
    """ "" for nothing, and for what no form of ours sends."""
    if answer is None:
        return ""
    try:
        return _as_accepted(item, TYPES[item.version.question.type].parse(answer, item.version.content, item.pin))
    except ValueError:
        return ""


def _as_accepted(item: TicketItem, answer: Any) -> str:
    return "" if answer is None else TYPES[item.version.question.type].said(answer, item.version.content)
