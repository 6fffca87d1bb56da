"""A ticket as a plain form, and a filled-in form as an envelope. What is shown is the allow-list of its type.

Answers here are *wire answers*: as a form or an envelope holds them, by position.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.urls import reverse

from assessments import stand_in, types
from assessments.envelope import seal
from assessments.models import Ticket, TicketItem
from assessments.pictures import UNSEEN, Seen, files_of, of_version, seen
from assessments.stand_in import Asked
from assessments.types import TYPES, ItemType
from assessments.types.base import Answer, Pin


class Posted(Protocol):
    """A posted form: ``QueryDict``."""

    def getlist(self, name: str) -> Sequence[str]: ...
    def keys(self) -> Any: ...


@dataclass(frozen=True)
class ItemForm:
    """One item as form fields; ``template`` draws it. ``shown``: its payload. ``answer``: what is filled in so far."""

    position: int
    name: str
    template: str
    shown: Mapping[str, Any]
    answer: Answer | None
    is_open: bool
    seen: Seen = UNSEEN
    instead: "ItemForm | None" = None  # the soal pengganti, for whoever cannot see the picture

    @property
    def stem(self) -> str:
        return str(self.shown["stem"])

    @property
    def parts(self) -> Mapping[str, str]:
        """What is filled in by part."""
        return self.answer if isinstance(self.answer, dict) else {}

    @property
    def chosen(self) -> Sequence[str]:
        """The letters that are ticked."""
        return [self.answer] if isinstance(self.answer, str) else list(self.answer or [])

    @property
    def picture(self) -> Mapping[str, Any] | None:
        """The picture above the question, as ``components/item_picture.html`` wants it."""
        picture = self.shown.get("picture")
        return picture and {"alt": picture["alt"], "file": self.seen.files.get(picture["image"])}

    @property
    def image(self) -> Mapping[str, Any]:
        """The picture that is tapped."""
        return {"alt": self.shown["alt"], "file": self.seen.files.get(self.shown["image"])}


def item_form(
    position: int,
    name: str,
    kind: str,
    content: Mapping[str, Any],
    pin: Pin,
    answer: Answer | None,
    seen: Seen = UNSEEN,
) -> ItemForm:
    """The form of one item with what is answered so far (None: nothing)."""
    item = TYPES[kind]
    return ItemForm(
        position, name, item.template, types.payload(kind, content, pin), answer, _is_open(item, pin, answer), seen
    )


def _is_open(item: ItemType, pin: Pin, answer: Answer | None) -> bool:
    return not answer or any(not (isinstance(answer, dict) and answer.get(part)) for part in item.parts(pin))


def items_of(ticket: Ticket) -> list[TicketItem]:
    """The items of the ticket in its order, with what they say. One query."""
    return list(
        ticket.items.select_related("version__question__competency", "alternative__question").order_by("position")
    )


def sheet(
    items: Sequence[TicketItem], answers: Mapping[str, Answer], *, shows: Sequence[Seen] | None = None
) -> list[ItemForm]:
    """The items as forms, with what is answered so far. ``shows``: their pictures, if not from their addresses."""
    pictures = _seen(items) if shows is None else shows
    return [_form(item, answers, one) for item, one in zip(items, pictures, strict=True)]


def _form(item: TicketItem, answers: Mapping[str, Answer], shows: Seen) -> ItemForm:
    form, other = _one(item.position, stand_in.own(item), answers, shows), stand_in.instead(item)
    if other is None:
        return form
    instead = _one(item.position, other, answers, UNSEEN)
    return replace(form, instead=instead, is_open=form.is_open and instead.is_open)


def _one(position: int, asked: Asked, answers: Mapping[str, Answer], shows: Seen) -> ItemForm:
    kind, content = asked.version.question.type, asked.version.content
    return item_form(position, _name(asked.place), kind, content, asked.pin, answers.get(asked.place), shows)


def _seen(items: Sequence[TicketItem]) -> list[Seen]:
    """Where the pictures of the items are. One query if any shows a picture of its module."""
    asked = [of_version(item.version.question, item.version) for item in items]
    return [
        seen(one.kind, reverse("check-picture", args=[item.ticket.token, item.position]), files)
        for item, one, files in zip(items, asked, files_of(asked), strict=True)
    ]


def answers_in(items: Sequence[TicketItem], posted: Posted) -> dict[str, Answer]:
    """The answers of a posted form; what is left empty is left out."""
    asked = stand_in.places(items)
    found = {place: read(posted, _name(place), TYPES[one.version.question.type]) for place, one in asked.items()}
    return {place: answer for place, answer in found.items() if answer is not None}


def read(posted: Posted, name: str, item: ItemType) -> Answer | None:
    """The answer that stands in a form under this name; None: left open."""
    if item.answers == "parts":
        prefix = f"{name}-"
        parts = {key[len(prefix) :]: _last(posted, key) for key in posted.keys() if key.startswith(prefix)}  # noqa: SIM118 - a QueryDict
        return {part: value for part, value in parts.items() if value} or None
    if item.answers == "many":
        return list(posted.getlist(name)) or None
    return _last(posted, name) or None


def _last(posted: Posted, name: str) -> str:
    values = posted.getlist(name)
    return values[-1].strip() if values else ""


def envelope(ticket: Ticket, answers: Mapping[str, Answer], *, id: UUID, started_at: datetime) -> str:
    """The answers as an envelope. A double tap posts the same form and so gives the same bytes."""
    return seal(id=id, ticket=ticket.token, answers=answers, started_at=started_at, finished_at=None)


def _name(place: str) -> str:
    return f"soal-{place}"
