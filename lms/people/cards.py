"""*Kartu masuk*: issue, print again, find and revoke. A QR and four words, useless without the PIN."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import segno
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from lms.people import keyed, rules
from lms.people.models import Card, Person, User

_BITS_A_WORD = 10
BULK = 200


@dataclass(frozen=True)
class IssuedCard:
    """A card with what is printed on it: the token of its QR and its four words, with single spaces."""

    card: Card
    token: str
    words: str


@cache
def word_list() -> tuple[str, ...]:
    """The 1,024 words. Printed cards depend on their order: a word is never added, removed or respelled."""
    return tuple((Path(__file__).parent / "data" / "words.txt").read_text(encoding="utf-8").split())


def issue(person: Person, *, by: User | None, now: datetime) -> IssuedCard:
    """Give a person her one valid card; the one she had is revoked."""
    return issue_many([person], by=by, now=now)[0]


@transaction.atomic
def issue_many(people: Sequence[Person], *, by: User | None, now: datetime) -> list[IssuedCard]:
    """Cards for up to 200 different people, in their order. ValueError for more."""
    _lock(people)
    Card.objects.filter(person__in=people, revoked_at=None).update(revoked_at=now)
    cards = [
        Card(
            uuid=free,
            person=person,
            token_digest=keyed.digest("token", keyed.token("token", free)),
            words_digest=_words_digest(_words(free)),
            mark=rules.card_mark(keyed.token("token", free)),
            issued_at=now,
            issued_by=by,
        )
        for person, free in zip(people, _free_uuids(len(people)), strict=True)
    ]
    return [IssuedCard(card, token_of(card), words_of(card)) for card in Card.objects.bulk_create(cards)]


@transaction.atomic
def ensure_many(people: Sequence[Person], *, by: User | None, now: datetime) -> list[IssuedCard]:
    """The valid card of each of up to 200 different people, in their order; whoever has none is given one.

    Nobody's card is revoked: two officers who print at the same moment print the same cards. ValueError for more.
    """
    _lock(people)
    have = {card.person_id: card for card in Card.objects.filter(person__in=people, revoked_at=None)}
    made = issue_many([person for person in people if person.pk not in have], by=by, now=now)
    have |= {issued.card.person_id: issued.card for issued in made}
    return [IssuedCard(card, token_of(card), words_of(card)) for card in (have[person.pk] for person in people)]


def revoke(card: Card, *, now: datetime) -> None:
    """Make a card useless at once. Nothing happens to one that already is."""
    Card.objects.filter(pk=card.pk, revoked_at=None).update(revoked_at=now)


def token_of(card: Card) -> str:
    """The 22 characters in the card's QR."""
    return keyed.token("token", card.uuid)


def words_of(card: Card) -> str:
    """The four words on the card."""
    return _words(card.uuid)


def find_by_token(token: str) -> Card | None:
    """The valid card with this token, with its person and user."""
    return find_by_digest(token_digest(token))


def find_by_words(typed: str) -> Card | None:
    """The valid card with these words, however they were typed, with its person and user."""
    return _valid(words_digest=typed_digest(typed))


def token_digest(token: str) -> str:
    """What a session keeps of a scanned card, so that the token stands nowhere on the server."""
    return keyed.digest("token", token)


def typed_digest(typed: str) -> str:
    """The digest of four words as somebody typed them."""
    return _words_digest(" ".join(rules.read_words(typed, word_list())))


def find_by_digest(digest: str) -> Card | None:
    """The valid card with this digest of its token."""
    return _valid(token_digest=digest)


def by_marks(marks: Collection[str]) -> dict[str, Card]:
    """The cards with these marks, with their persons, also those that were revoked; what is no card's is missing."""
    return {card.mark: card for card in Card.objects.select_related("person").filter(mark__in=marks)}


def marks_of(people: Collection[int]) -> dict[int, str]:
    """The marks of their valid cards by the id of the person; who has no card is missing."""
    rows = Card.objects.filter(person__in=people, revoked_at=None)
    return dict(rows.values_list("person", "mark"))


def address_of(card: Card) -> str:
    """The absolute URL in the card's QR."""
    return settings.SITE_URL + reverse("card", args=[token_of(card)])


def card_qr(card: Card) -> str:
    """The QR as an SVG of its own, to be scaled by the sheet it is printed on."""
    made, picture = segno.make(address_of(card), error="m", micro=False, boost_error=False), BytesIO()
    made.save(picture, kind="svg", border=2, light="#fff", omitsize=True, xmldecl=False)
    return picture.getvalue().decode()


def _lock(people: Sequence[Person]) -> None:
    """Two issues for one person follow each other instead of colliding."""
    if len(people) > BULK:
        raise ValueError(f"{len(people)} cards at once; at most {BULK}")
    list(Person.objects.select_for_update().filter(pk__in=[person.pk for person in people]))


def _valid(**lookup: str) -> Card | None:
    return Card.objects.select_related("person__user").filter(revoked_at=None, **lookup).first()


def _words(card_uuid: uuid.UUID) -> str:
    bits = int.from_bytes(keyed.derive("words", card_uuid))
    mask = (1 << _BITS_A_WORD) - 1
    return " ".join(word_list()[bits >> (_BITS_A_WORD * place) & mask] for place in range(rules.WORDS_ON_A_CARD))


def _words_digest(words: str) -> str:
    return keyed.digest("words", words)


def _free_uuids(count: int) -> list[uuid.UUID]:
    """Uuids whose words no card has or ever had: 40 bits collide now and then among a million cards."""
    found: dict[str, uuid.UUID] = {}
    while len(found) < count:
        fresh = {_words_digest(_words(new)): new for new in (uuid.uuid4() for _ in range(count - len(found)))}
        taken = set(Card.objects.filter(words_digest__in=fresh).values_list("words_digest", flat=True))
        found |= {digest: new for digest, new in fresh.items() if digest not in taken}
    return list(found.values())
