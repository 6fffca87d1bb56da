"""A ticket as a plain form, and a filled-in form as an envelope. What is shown is the allow-list of its type."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from assessments.envelope import seal
from assessments.models import Ticket, TicketItem
from assessments.types import TYPES
from assessments.types.base import Answer, Payload

Values = Callable[[str], Sequence[str]]  # the posted values under a name


@dataclass(frozen=True)
class ShownChoice:
    key: str
    text: str
    checked: bool


@dataclass(frozen=True)
class SheetItem:
    """One item as form fields; ``template`` draws it."""

    position: int
    name: str
    template: str
    stem: str
    choices: Sequence[ShownChoice]

    @property
    def is_open(self) -> bool:
        """Not answered yet."""
        return not any(choice.checked for choice in self.choices)


def sheet_item(position: int, name: str, template: str, payload: Payload, values: Sequence[str]) -> SheetItem:
    choices = [ShownChoice(option["key"], option["text"], option["key"] in values) for option in payload["options"]]
    return SheetItem(position, name, template, payload["stem"], choices)


def sheet(ticket: Ticket, values: Values) -> list[SheetItem]:
    """All items of the ticket in its order, with what is ticked so far. One query."""
    return [
        sheet_item(item.position, _name(item), kind.template, payload, values(_name(item)))
        for item in _items(ticket)
        for kind in [TYPES[item.version.question.type]]
        for payload in [kind.payload(item.version.content, item.option_order)]
    ]


def envelope(ticket: Ticket, values: Values, *, id: UUID, started_at: datetime) -> str:
    """The posted form as an envelope. A double tap posts the same form and so gives the same bytes."""
    answers: Mapping[str, Answer | None] = {
        str(item.position): TYPES[item.version.question.type].from_form(values(_name(item))) for item in _items(ticket)
    }
    given = {position: answer for position, answer in answers.items() if answer is not None}
    return seal(id=id, ticket=ticket.token, answers=given, started_at=started_at, finished_at=None)


def _items(ticket: Ticket) -> QuerySet[TicketItem]:
    return ticket.items.select_related("version__question").order_by("position")


def _name(item: TicketItem) -> str:
    return f"soal-{item.position}"
