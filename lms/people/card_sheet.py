"""The sheets of *kartu masuk* as typst reads them: eight cards a page, with QR, four words and name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from lms.areas import typeset
from lms.areas.format import tanggal
from lms.people import cards
from lms.people.cards import IssuedCard

TEMPLATE = Path(__file__).resolve().parent / "typst" / "cards.typ"
TITLE = "Kartu masuk"
_LONG = re.compile(r"(\S{16})(?=\S)")


@dataclass(frozen=True)
class Printed:
    """One card and what is written beside its words: its holder, where she serves, whom to ask when it is lost."""

    issued: IssuedCard
    name: str
    place: str
    helper: str
    title: str = "Kartu masuk kader"


def pdf(printed: Sequence[Printed], *, now: datetime) -> bytes:
    """The sheets in that order, tagged for screen readers. Raises typst.TypstError."""
    return typeset.pdf(TEMPLATE, data(printed, now=now), made_at=now)


def png(printed: Sequence[Printed], *, now: datetime, ppi: int = 150) -> list[bytes]:
    """The sheets as pictures, for eyes and tests."""
    return typeset.png(TEMPLATE, data(printed, now=now), ppi=ppi)


def data(printed: Sequence[Printed], *, now: datetime) -> dict[str, Any]:
    """What the template needs."""
    return {
        "title": TITLE,
        "made": tanggal(timezone.localdate(now)),
        "address": f"{urlsplit(settings.SITE_URL).netloc}/masuk/",
        "contoh": settings.DEMO,
        "cards": [_card(one) for one in printed],
    }


def _card(one: Printed) -> dict[str, Any]:
    return {
        "name": _breakable(one.name),
        "place": _breakable(one.place),
        "helper": _breakable(one.helper),
        "title": one.title,
        "words": one.issued.words.split(),
        "qr": cards.card_qr(one.issued.card),
    }


def _breakable(text: str) -> str:
    """A place to break in words that are longer than a line: no name is too long for a card."""
    return _LONG.sub("\\1\u200b", text)
