"""A phone with its browser, and a gateway that only pretends to send."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine

from lms.people import gateway, tasks
from tests.factories import NOW
from tests.people.otp.phone import Phone


@pytest.fixture
def sent(settings, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The gateway is on; what it sent."""
    settings.OTP_GATEWAY_URL = "https://pesan.example/kirim"
    messages: list[tuple[str, str]] = []
    monkeypatch.setattr(gateway, "send", lambda phone, text: messages.append((phone, text)))
    return messages


@pytest.fixture
def phone(db: None, sent: list[tuple[str, str]], django_capture_on_commit_callbacks) -> Phone:
    return Phone(sent, django_capture_on_commit_callbacks)


@pytest.fixture
def another(phone: Phone) -> Callable[[], Phone]:
    return lambda: Phone(phone.sent, phone.commit)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def worker() -> Iterator[None]:
    """Tasks fail as in a worker: to themselves."""
    conf = tasks.send_code.app.conf
    conf.update(task_eager_propagates=False)
    yield
    conf.update(task_eager_propagates=True)
