"""Everything a kader's browser can get for an open sheet with an item of every type: nothing of a key is in it."""

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from assessments.draw import issue_ticket
from assessments.models import Ticket
from assessments.types import TYPES
from modules.pictures import store
from tests.assessments import factories, solve
from tests.assessments.factories import ITEMS, lacks_only_b3, make_module, make_one_of_each, make_quiz
from tests.assessments.test_pictures import SVG
from tests.cast import Cast
from tests.factories import NOW

CANARY = "BOCOR"
# What a type's key is made of besides its author's keys: none of it is shown to somebody who answers.
OWN: dict[str, dict[str, Any]] = {
    "numeric": {"value": "8641,97", "errors": [{"value": "7531,86", "feedback": ""}]},
    "short": {"accepted": [f"{CANARY} benar"], "errors": [{"text": f"{CANARY} keliru", "feedback": ""}]},
}
KEYS = {
    "numeric": ("8641", "8.641", "7531", "7.531"),
    "reading": ("6,8", "6.8", "7,2", "7.2"),
    "kms": ("7,9", "7.9"),
    "hotspot": ("41", "63"),
}
WORDS = ("correct", "tolerance", "essential", "weight", '"pin"', "marks")


def marked(kind: str) -> dict[str, Any]:
    """An item whose keys, feedback and reasons can all be told from anything else."""
    whole = {**ITEMS[kind], **OWN.get(kind, {}), "explanation": f"{CANARY} alasan", "bobot": f"{CANARY} bobot"}
    secret = ("feedback",) if kind == "truefalse" else ("key", "feedback")  # there the keys are what is shown
    return _marked(whole, secret) | {"feedback": f"{CANARY} umpan balik"}


def _marked(content: Any, secret: tuple[str, ...], name: str = "") -> Any:
    if isinstance(content, dict):
        return {key: _marked(value, secret, key) for key, value in content.items()}
    if isinstance(content, list):
        return [_marked(value, secret, name) for value in content]
    return f"{CANARY}{content}" if name in secret and isinstance(content, str) else content


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ticket(cast: Cast, client: Client, settings, tmp_path, monkeypatch: pytest.MonkeyPatch) -> Ticket:
    settings.MEDIA_ROOT = tmp_path
    programme = lacks_only_b3(cast.sari)
    monkeypatch.setattr(factories, "ITEMS", {kind: marked(kind) for kind in ITEMS})
    make_one_of_each(programme)
    store("lengan.svg", SVG.encode(), package_path="ilp/modules/b3/pictures/lengan.svg")
    make_module(programme)
    client.force_login(cast.sari)
    quiz = make_quiz(programme, "evaluasi", count=len(ITEMS))
    return issue_ticket(cast.sari.person.kader, quiz, now=NOW)


def said(answer: HttpResponse) -> str:
    """All that came: headers, cookies and body, pictures as the letters that stand in them."""
    return "\n".join([*(f"{name}: {value}" for name, value in answer.items()), b"".join(answer).decode("latin-1")])


def before_the_result(client: Client, ticket: Ticket) -> Iterator[tuple[str, str]]:
    """What she can ask for while her sheet is open, name and all that is said."""
    url, start = f"/cek/{ticket.token}/", f"/cek/mulai/{ticket.quiz.key}/"
    step = {"id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "position": "1", "answer": "a", "number": 1}
    for address in (start, url, f"{url}hasil/", "/saya/", "/saya/data/", "/api/v1/saya", "/api/v1/openapi.json"):
        yield address, said(client.get(address))
    yield "begun", said(client.post(start))
    yield "gaps", said(client.post(url, {"soal-1": "a"}))
    yield "kept", said(client.post(url, {"soal-1": "a", "simpan": "1"}, follow=True))
    yield "steps", said(client.post(f"{url}langkah/", {"steps": [step]}, content_type="application/json"))
    yield "no steps", said(client.post(f"{url}langkah/", {"steps": [{}]}, content_type="application/json"))
    yield "no answer", said(client.post("/api/v1/sync", {"envelopes": [{}]}, content_type="application/json"))
    yield "her data", said(client.post("/saya/data/json"))
    ask = {"quizzes": [ticket.quiz.key]}
    yield "taken along", said(client.post("/api/v1/lembar", ask, content_type="application/json"))


def pictures(client: Client, ticket: Ticket) -> Iterator[tuple[str, str]]:
    page = client.get(f"/cek/{ticket.token}/").content.decode()
    for address in sorted({*re.findall(r'(?:src|href|data-\w+)="(/[^"]*(?:gambar|media)[^"]*)"', page)}):
        yield address, said(client.get(address.replace("&amp;", "&")))


def test_no_key_no_feedback_and_no_weight_leaves_before_the_result(ticket: Ticket, client: Client):
    found = {**dict(before_the_result(client, ticket)), **dict(pictures(client, ticket))}
    assert sum("/gambar/" in name for name in found) >= 2
    assert [name for name, text in found.items() if CANARY in text] == []


def test_what_the_page_says_of_an_item_holds_nothing_its_key_is_made_of(ticket: Ticket, client: Client):
    page = client.get(f"/cek/{ticket.token}/").content.decode().split("<main")[1].split("</main>")[0]
    assert [word for word in WORDS if word in page] == []
    for item in ticket.items.select_related("version__question"):
        shown = page.split(f'id="soal-{item.position}"')[1].split("</fieldset>\n<fieldset")[0]
        own = re.sub(r'(?:name|id|for|href|src|width|height|viewBox|d)="[^"]*"', "", shown)
        kind = item.version.question.type
        assert [key for key in KEYS.get(kind, ()) if re.search(rf"(?<!\d){re.escape(key)}(?!\d)", own)] == [], kind


def test_what_a_phone_takes_along_is_what_the_page_shows_with_its_pictures_inside(ticket: Ticket, client: Client):
    page = client.get(f"/cek/{ticket.token}/").content.decode()
    taken = client.post("/api/v1/lembar", {"quizzes": [ticket.quiz.key]}, content_type="application/json").json()
    (sheet,) = [one for one in taken["sheets"] if one["token"] == ticket.token]
    assert bare(sheet["html"]) == bare(page.split("<main")[1].split("</main>")[0].split(">", 1)[1])
    pictures = re.findall(r'(?:src|data-src)="data:image/[\w+]+;base64,([^"]+)"', sheet["html"])
    assert len(pictures) == 3  # of the hotspot, the instrument, the growth curve
    assert [one for one in pictures if CANARY.encode() in b64decode(one)] == []


def bare(html: str) -> str:
    """Without what differs: pictures, the numbers of the envelope, and the token against other sites."""
    html = re.sub(r"<noscript>.*?</noscript>", "", html, flags=re.DOTALL)
    html = re.sub(r'<input type="hidden" name="(?:csrfmiddlewaretoken|id|mulai)"[^>]*>', "", html)
    return " ".join(re.sub(r'(?:data-)?src="[^"]*"', "", html).split())


def test_after_the_result_the_key_stays_with_us_too(ticket: Ticket, client: Client):
    fields: dict[str, Any] = {"yakin": "1"}
    for item in ticket.items.select_related("version__question"):
        how = solve.right if item.position % 2 else solve.wrong
        answer = how(item.version.question.type, item.version.content, item.pin)
        fields |= solve.fields(f"soal-{item.position}", answer)
    done = client.post(f"/cek/{ticket.token}/", fields, follow=True)
    assert done.redirect_chain[-1][0].endswith("/hasil/")
    found = {"result": said(done), "again": said(client.post(f"/cek/{ticket.token}/", fields, follow=True))}
    found |= {"saya": said(client.get("/saya/")), "sheet": said(client.get(f"/cek/{ticket.token}/", follow=True))}
    assert [name for name, text in found.items() if CANARY in text] == []


def test_every_type_has_its_marks(ticket: Ticket):
    assert {item.version.question.type for item in ticket.items.all()} == set(TYPES)
    assert all(CANARY in json.dumps(item.version.content) for item in ticket.items.all())
