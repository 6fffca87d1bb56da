from dataclasses import dataclass

import pytest
from django.conf import LazySettings
from django.test import Client

from lms.people import accounts, cards
from lms.people.cards import IssuedCard
from lms.people.models import User
from tests.cast import Cast
from tests.factories import NOW

PIN = "274815"
PASSWORD = "melati mekar di pagi hari"


@dataclass(frozen=True)
class Holder:
    """Somebody with a card in her hand."""

    user: User
    issued: IssuedCard
    pin: str = PIN

    def sign_in(self, client: Client, *, pin: str = PIN, **data: str):
        return client.post("/masuk/", {"words": self.issued.words, "pin": pin, **data})


def give_card(user: User) -> Holder:
    issued = cards.issue(user.person, by=None, now=NOW)
    return Holder(accounts.activate(user.person, PIN, now=NOW), issued)


@pytest.fixture(autouse=True)
def _as_in_production(settings: LazySettings) -> None:
    """Nobody gets through with a weaker session than her role asks; no demo, whatever the environment says."""
    settings.DEMO = False
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "lms.people.middleware.StrongSignIn"]


@pytest.fixture
def sari(cast: Cast) -> Holder:
    """Kader Sari with her card."""
    return give_card(cast.sari)


@pytest.fixture
def rina(cast: Cast) -> Holder:
    """Penilai Rina with her card, on a phone that nobody has enrolled."""
    return give_card(cast.rina)


@pytest.fixture
def dewi(cast: Cast) -> User:
    """Dewi of the Dinas with a password, before she has an authenticator app."""
    cast.dewi.set_password(PASSWORD)
    cast.dewi.save()
    return cast.dewi
