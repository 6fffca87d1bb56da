import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from assessments.draw import WINDOW, issue_ticket
from assessments.models import Attempt, Quarantine, Ticket
from tests.assessments import solve
from tests.assessments.factories import CONTENT, answers_to, lacks_only_b3, make_bank, make_module, make_quiz
from tests.cast import Cast
from tests.factories import NOW
from tests.people.conftest import PIN, give_card

KEY_WORDS = ("correct", "RAHASIA", "feedback", "true", "weight", "essential")


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def quiz(cast: Cast):
    programme = lacks_only_b3(cast.sari, at=NOW - timedelta(days=9))
    make_bank(programme)
    make_module(programme)
    return make_quiz(programme)


@pytest.fixture
def ticket(cast: Cast, quiz):
    return issue_ticket(cast.sari.person.kader, quiz, now=NOW)


@pytest.fixture
def sari(cast: Cast, client: Client) -> Client:
    client.force_login(cast.sari)
    return client


def posted(ticket: Ticket, page: str, *, right: int | None = None, leave_out: tuple[str, ...] = ()) -> dict:
    """The form as a browser posts it from that page."""
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    answers = {f"soal-{at}": answer for at, answer in answers_to(ticket, right=right).items() if at not in leave_out}
    return hidden | answers


def test_sari_begins_answers_and_sees_her_result(sari: Client, quiz):
    assert "6 soal" in sari.get(f"/cek/mulai/{quiz.key}/").content.decode()
    sheet = sari.post(f"/cek/mulai/{quiz.key}/", follow=True)
    ticket = Ticket.objects.get()
    assert sheet.redirect_chain[-1][0] == f"/cek/{ticket.token}/"
    result = sari.post(f"/cek/{ticket.token}/", posted(ticket, sheet.content.decode()), follow=True)
    page = result.content.decode()
    assert "<h1>Lulus</h1>" in page
    assert Attempt.objects.get().receipt in page
    assert result["Cache-Control"].endswith("no-store") or "no-store" in result["Cache-Control"]


def test_a_sheet_asks_only_for_its_own_script_and_names_what_comes_after_its_first_question(sari: Client, ticket):
    page = sari.get(f"/cek/{ticket.token}/").content.decode()
    assert re.findall(r'<script[^>]* src="([^"]+)"', page) == ["/static/js/quiz.js"]
    assert '<meta name="app" content="/static/js/app.js">' in page


def test_the_sheet_shows_the_ticket_and_nothing_of_the_key(cast: Cast, sari: Client, quiz):
    quiz.blueprint = [{"competency": "B3", "count": 16}]
    ticket = issue_ticket(cast.sari.person.kader, quiz, now=NOW)
    assert {item.version.question.type for item in ticket.items.all()} == set(CONTENT)
    page = sari.get(f"/cek/{ticket.token}/").content.decode()
    main = page.split("<main")[1].split("</main>")[0].replace('aria-hidden="true"', "")
    assert not any(word in main for word in KEY_WORDS)
    for item in ticket.items.all():
        shown = re.findall(rf'name="soal-{item.position}" value="(\w+)"', main)
        assert shown == [letter for letter, _key in item.pin]


def test_the_result_names_lessons_and_never_the_right_answer(sari: Client, ticket):
    page = sari.get(f"/cek/{ticket.token}/").content.decode()
    result = sari.post(f"/cek/{ticket.token}/", posted(ticket, page, right=2), follow=True).content.decode()
    assert "Belum lulus, bisa dicoba lagi" in result
    assert re.search(r"Bisa dicoba lagi pukul \d\d\.\d\d WIB\.", result)
    assert "/modul/b3/" in result
    assert not any(text in result for text in ("Di meja yang datar", "Timbangan nol", "RAHASIA", "Soal counting"))


def test_a_missed_item_of_safety_is_told_without_saying_which(sari: Client, ticket):
    answers = posted(ticket, sari.get(f"/cek/{ticket.token}/").content.decode())
    (must,) = ticket.rule["essential"]
    item = ticket.items.get(position=must)
    answers[f"soal-{must}"] = solve.wrong(item.version.question.type, item.version.content, item.pin)
    page = sari.post(f"/cek/{ticket.token}/", answers, follow=True).content.decode()
    assert "Belum lulus" in page
    assert "Ada soal keselamatan atau tanda bahaya yang belum tepat" in page
    assert item.version.content["stem"] not in page


def test_open_questions_are_pointed_out_once_and_may_stay_open(sari: Client, ticket):
    url = f"/cek/{ticket.token}/"
    first = sari.post(url, posted(ticket, sari.get(url).content.decode(), leave_out=("2", "5")))
    page = first.content.decode()
    assert "Soal 2 dan 5 belum dijawab" in page
    assert page.count(" checked") >= 4
    assert not Attempt.objects.exists()
    sari.post(url, posted(ticket, page, leave_out=("2", "5")))
    assert set(Attempt.objects.get().answers) == {"1", "3", "4", "6"}


def test_a_double_tap_is_one_attempt_and_the_same_result(sari: Client, ticket):
    form = posted(ticket, sari.get(f"/cek/{ticket.token}/").content.decode())
    first = sari.post(f"/cek/{ticket.token}/", form)
    with time_machine.travel(NOW + timedelta(seconds=3), tick=False):
        second = sari.post(f"/cek/{ticket.token}/", form)
    assert first.url == second.url == f"/cek/{ticket.token}/hasil/"
    assert (Attempt.objects.count(), Quarantine.objects.count()) == (1, 0)


def test_other_answers_for_a_used_ticket_are_kept_and_the_first_stand(sari: Client, ticket):
    url = f"/cek/{ticket.token}/"
    pages = [sari.get(url).content.decode() for _ in range(2)]
    sari.post(url, posted(ticket, pages[0], right=1))
    second = sari.post(url, posted(ticket, pages[1]))
    assert (second.status_code, Quarantine.objects.get().reason) == (409, "ticket_used")
    assert "Lihat hasil yang diterima" in second.content.decode()
    assert sari.get(url).url == f"{url}hasil/"


def test_a_sheet_out_of_date_says_so(sari: Client, ticket):
    with time_machine.travel(NOW + WINDOW, tick=False):
        response = sari.get(f"/cek/{ticket.token}/")
    assert response.status_code == 410
    assert "sudah lewat waktunya" in response.content.decode()


@pytest.mark.parametrize("who", ["tini", "rina", "dewi", "admin"])
def test_nobody_else_sees_the_ticket_of_sari(cast: Cast, client: Client, ticket, who: str):
    client.force_login(getattr(cast, who))
    for path in (f"/cek/{ticket.token}/", f"/cek/{ticket.token}/hasil/"):
        assert client.get(path).status_code in (302, 404)
        assert str(ticket.kader.person.name) not in client.get(path).content.decode()
    assert client.post(f"/cek/{ticket.token}/", {"yakin": "1"}).status_code in (302, 404)
    assert not Attempt.objects.exists()


def test_a_stranger_is_asked_to_sign_in(client: Client, ticket, quiz):
    for path in (f"/cek/{ticket.token}/", f"/cek/{ticket.token}/hasil/", f"/cek/mulai/{quiz.key}/"):
        assert client.get(path).url.startswith("/masuk/")


def test_used_up_attempts_are_said_kindly(cast: Cast, sari: Client, ticket):
    quiz = ticket.quiz
    type(quiz).objects.filter(pk=quiz.pk).update(max_attempts=1)
    sari.post(f"/cek/{ticket.token}/", posted(ticket, sari.get(f"/cek/{ticket.token}/").content.decode()))
    response = sari.post(f"/cek/mulai/{quiz.key}/")
    assert response.status_code == 409
    assert "penilai Ibu/Bapak akan mendampingi" in response.content.decode()


def test_tampered_hidden_fields_do_no_harm(sari: Client, ticket):
    form = posted(ticket, sari.get(f"/cek/{ticket.token}/").content.decode())
    sari.post(
        f"/cek/{ticket.token}/", form | {"id": "x", "mulai": "2025-13-99T00:00:00+07:00", "soal-1": "zzz", "yakin": "1"}
    )
    assert (Attempt.objects.count(), Quarantine.objects.get().reason) == (0, "unreadable")


def test_sheet_and_result_cost_the_same_however_long_the_course(sari: Client, ticket, django_assert_num_queries):
    url = f"/cek/{ticket.token}/"
    form = posted(ticket, sari.get(url).content.decode(), right=0)
    with django_assert_num_queries(7):  # one of them: what she has answered so far
        sari.get(url)
    sari.post(url, form)
    with django_assert_num_queries(23):
        sari.get(f"{url}hasil/")


def test_on_a_phone_of_several_her_pin_comes_first(cast: Cast, client: Client, quiz):
    holders = [give_card(cast.tini), give_card(cast.sari)]
    for holder in holders:
        holder.sign_in(client, remember="on")
    address = f"/cek/mulai/{quiz.key}/"
    with time_machine.travel(NOW + timedelta(minutes=20), tick=False):
        door = client.post(address).url
        assert door.startswith("/masuk/hp/")
        assert door.endswith(f"next={address.replace('/', '%2F')}")
        assert not Ticket.objects.exists()
        assert client.post(door, {"pin": PIN, "next": address}).url == address
        assert client.post(address).url.startswith("/cek/")
    assert Ticket.objects.get().kader == cast.sari.person.kader
