"""What was answered on a sheet, item by item in words: for officers. Never which answer was right."""

from collections.abc import Mapping
from typing import Any

from assessments import stand_in
from assessments.models import Ticket
from assessments.stand_in import Asked
from assessments.types import TYPES


def both(ticket: Ticket, given: Mapping[str, object], standing: Mapping[str, object] | None) -> list[dict[str, Any]]:
    """Per item its text, what this envelope says, and what the accepted answer says (None: there is none).

    ``given`` as it came; ``standing`` as it was accepted. [] when the envelope answers nothing that can be read.
    """
    if not given:
        return []
    rows = []
    for item in ticket.items.select_related(*stand_in.RELATED).order_by("position"):
        sent, kept = stand_in.counted(item, given), stand_in.counted(item, standing or {})
        rows.append(
            {
                "position": item.position,
                "stem": item.version.content["stem"],
                "given": _as_sent(sent, given.get(sent.place)),
                "standing": None if standing is None else _as_accepted(kept, standing.get(kept.place)),
            }
        )
    return rows


def _as_sent(asked: Asked, answer: object) -> str:
    """ "" for nothing, and for what no form of ours sends."""
    if answer is None:
        return ""
    try:
        return _as_accepted(asked, TYPES[asked.version.question.type].parse(answer, asked.version.content, asked.pin))
    except ValueError:
        return ""


def _as_accepted(asked: Asked, answer: Any) -> str:
    return "" if answer is None else TYPES[asked.version.question.type].said(answer, asked.version.content)
