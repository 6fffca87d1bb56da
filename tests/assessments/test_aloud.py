"""A sheet read aloud by an officer: the same rules, and it is known that it was read and by whom."""

import re
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from assessments import aloud, steps
from assessments.draw import issue_ticket
from assessments.models import Attempt, CompetencyRecord, Quarantine, Ticket
from assessments.panels import evidence
from lms.areas.errors import UserError
from lms.people.models import Role
from tests.assessments.factories import answers_to, make_bank, make_quiz
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def quiz(cast: Cast):
    programme = make_programme()
    make_bank(programme)
    return make_quiz(programme)


@pytest.fixture
def rina(cast: Cast, client: Client, quiz, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("lms.people.access.is_strong", lambda *args, **kwargs: True)
    client.force_login(cast.rina)
    return client


def start_url(cast: Cast) -> str:
    return f"/nilai/{cast.sari.person.kader.uuid}/bacakan/"


def filled(page: str, ticket: Ticket, *, right: int | None = None) -> dict[str, object]:
    answers = {f"soal-{position}": answer for position, answer in answers_to(ticket, right=right).items()}
    found = re.search(r'name="id" value="([^"]+)"', page)
    assert found
    return {"id": found[1], **answers}


def test_rina_reads_a_sheet_to_sari_and_hands_it_in(cast: Cast, rina: Client, quiz):
    assert quiz.title in rina.get(start_url(cast)).content.decode()
    url = rina.post(start_url(cast), {"quiz": quiz.pk}).url
    page = rina.get(url).content.decode()
    assert "Bacakan persis seperti tertulis" in page
    assert "RAHASIA" not in page
    ticket = Ticket.objects.get()
    done = rina.post(url, filled(page, ticket), follow=True).content.decode()
    assert "Diterima: lulus, nilai 100." in done
    assert (ticket.mode, ticket.officer) == ("dibacakan", cast.rina)
    assert CompetencyRecord.objects.get(competency__key="B3").study_closed_on == TODAY
    assert "dibacakan petugas" in evidence(cast.sari.person.kader)[0]["told"]


def test_what_is_open_is_pointed_out_once(cast: Cast, rina: Client, quiz):
    url = rina.post(start_url(cast), {"quiz": quiz.pk}).url
    page = rina.post(url, {"id": "00000000-0000-4000-8000-000000000001"}).content.decode()
    assert "Masih ada yang kosong" in page
    assert not Attempt.objects.exists()
    rina.post(url, {"id": "00000000-0000-4000-8000-000000000001", "yakin": "1"})
    assert Attempt.objects.get().score_percent == 0


def test_what_is_marked_on_the_way_stands_there_when_the_sheet_is_opened_again(cast: Cast, rina: Client, quiz):
    url = rina.post(start_url(cast), {"quiz": quiz.pk}).url
    answers = answers_to(Ticket.objects.get())
    step = {"id": str(uuid4()), "position": "1", "answer": answers["1"], "number": 1}
    sent = {"data": {"steps": [step]}, "content_type": "application/json"}
    assert rina.post(f"{url}langkah/", **sent).status_code == 204
    assert (
        "Yang sudah ditandai tersimpan."
        in rina.post(url, {"soal-1": answers["1"], "soal-2": answers["2"], "simpan": "1"}, follow=True).text
    )
    assert steps.so_far(Ticket.objects.get()) == {place: answers[place] for place in ("1", "2")}
    assert rina.get(url).text.count(" checked") == sum(
        1 if isinstance(answers[place], str) else len(answers[place]) for place in ("1", "2")
    )
    rina.force_login(cast.wulan)
    assert rina.post(f"{url}langkah/", **sent).status_code == 404


def test_a_sheet_she_had_opened_on_her_phone_is_read_on(cast: Cast, quiz):
    opened = issue_ticket(cast.sari.person.kader, quiz, now=NOW)
    assert aloud.begin(cast.sari.person.kader, quiz, by=cast.rina, now=NOW) == opened
    opened.refresh_from_db()
    assert opened.mode == "dibacakan"


def test_nobody_reads_to_herself(cast: Cast, quiz):
    Role.objects.create(user=cast.sari, kind="penilai", puskesmas=cast.balowerti, since=TODAY)
    with pytest.raises(UserError, match="sendiri"):
        aloud.begin(cast.sari.person.kader, quiz, by=cast.sari, now=NOW)
    assert not Ticket.objects.exists()


def test_a_role_that_ended_while_she_read_puts_the_answers_aside(cast: Cast, rina: Client, quiz):
    url = rina.post(start_url(cast), {"quiz": quiz.pk}).url
    form = filled(rina.get(url).content.decode(), Ticket.objects.get())
    Role.objects.filter(user=cast.rina).update(until=TODAY)
    rina.post(url, form)
    assert Quarantine.objects.get().reason == "withdrawn"
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("who", ["sari", "tini", "wulan", "puji", "dewi", "yanti", "budi", "admin"])
def test_nobody_else_opens_or_hands_in_the_sheet(cast: Cast, rina: Client, quiz, who: str):
    url = rina.post(start_url(cast), {"quiz": quiz.pk}).url
    form = filled(rina.get(url).content.decode(), Ticket.objects.get())
    rina.force_login(getattr(cast, who))
    assert rina.get(start_url(cast)).status_code == 404
    assert rina.get(url).status_code == 404
    assert rina.post(url, form).status_code == 404
    assert not Attempt.objects.exists()


def test_a_sheet_of_her_own_phone_is_not_opened_here(cast: Cast, rina: Client, quiz):
    ticket = issue_ticket(cast.sari.person.kader, quiz, now=NOW)
    assert rina.get(f"{start_url(cast)}{ticket.token}/").status_code == 404
