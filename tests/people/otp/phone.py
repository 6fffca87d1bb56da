"""What the tests of codes by phone share: a phone, a number, a code that is not the right one."""

import re
from collections.abc import Callable

from django.test import Client

from lms.people.models import Person, User
from tests.people.conftest import PIN

NUMBER = "+6281234567890"
GONE, WRONG = "tidak berlaku lagi", "Kode belum cocok"
PAGES = ("/masuk/hp/", "/masuk/hp/kode/", "/masuk/hp/nama/")


class Phone:
    """A phone with its browser, and what the fake gateway sent to everybody."""

    def __init__(self, sent: list[tuple[str, str]], commit: Callable) -> None:
        self.client, self.sent, self.commit = Client(), sent, commit

    def ask(self, number: str = "0812-3456-7890", **extra: str):
        with self.commit(execute=True):
            return self.client.post("/masuk/hp/", {"phone": number}, **extra)

    def type(self, code: str, **extra: str):
        return self.client.post("/masuk/hp/kode/", {"code": code}, **extra)

    def code(self) -> str:
        return re.search(r"\d{6}", self.sent[-1][1])[0]

    def choose(self, user: User, pin: str = PIN):
        return self.client.post("/masuk/hp/nama/", {"who": str(user.uuid), "pin": pin})

    def prove(self) -> None:
        self.ask()
        self.type(self.code())


def has_number(*users: User) -> None:
    Person.objects.filter(user__in=users).update(phone=NUMBER)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"
