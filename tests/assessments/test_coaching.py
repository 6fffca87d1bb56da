from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test import Client

from assessments.coach import coach
from assessments.draw import issue_ticket
from assessments.models import Coaching, Ticket
from assessments.queries import standing
from assessments.stuck import number_within_reach, within_reach
from assessments.submit import submit
from assessments.turns import attempts_left
from lms.areas.errors import UserError
from lms.people.models import AuditEvent
from tests.assessments.factories import make_bank, make_quiz, sealed
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def programme(db: None):
    programme = make_programme()
    make_bank(programme)
    return programme


def misses(kader, quiz, times: int) -> None:
    for _ in range(times):
        submit(sealed(issue_ticket(kader, quiz, now=NOW), right=0), channel="form", now=NOW)


@pytest.fixture
def quiz(cast: Cast, programme):
    """Sari has used all three attempts at it."""
    quiz = make_quiz(programme, "evaluasi")
    misses(cast.sari.person.kader, quiz, 3)
    return quiz


def coached(cast: Cast, quiz):
    return coach(cast.sari.person.kader, quiz, on=TODAY, note="Membaca lagi LiLA", by=cast.rina, now=NOW)


@pytest.mark.every_database
def test_coaching_opens_one_more_attempt_and_is_written_down(cast: Cast, quiz):
    kader = cast.sari.person.kader
    assert attempts_left(kader, quiz) == 0
    coached(cast, quiz)
    row = Coaching.objects.get()
    assert (attempts_left(kader, quiz), row.by, row.on, row.after) == (1, cast.rina, TODAY, 3)
    assert AuditEvent.objects.get(act="coached").kader == kader
    assert issue_ticket(kader, quiz, now=NOW).ordinal == 4


@pytest.mark.every_database
def test_her_result_says_that_an_officer_comes_first_and_promises_no_further_try(cast: Cast, client: Client, quiz):
    client.force_login(cast.sari)
    url = f"/cek/{Ticket.objects.get(ordinal=3).token}/hasil/"
    last = client.get(url).text
    assert "Penilai akan mendampingi" in last
    assert "bisa dicoba lagi" not in last
    assert "coba sekali lagi" not in last
    coached(cast, quiz)
    assert "Bisa dicoba lagi kapan saja; masih 1 kali." in client.get(url).text


def test_one_coaching_opens_one_attempt_only(cast: Cast, quiz):
    coached(cast, quiz)
    with pytest.raises(UserError, match="masih punya kesempatan"):
        coached(cast, quiz)
    misses(cast.sari.person.kader, quiz, 1)
    coached(cast, quiz)
    assert attempts_left(cast.sari.person.kader, quiz) == 1


@pytest.mark.every_database
def test_it_is_never_changed_or_deleted(cast: Cast, quiz):
    coached(cast, quiz)
    for act in ("UPDATE assessments_coaching SET note = 'lain'", "DELETE FROM assessments_coaching"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(act)


def test_who_has_passed_or_has_attempts_left_needs_none(cast: Cast, programme, quiz):
    tini = cast.tini.person.kader
    misses(tini, quiz, 2)
    submit(sealed(issue_ticket(tini, quiz, now=NOW)), channel="form", now=NOW)
    with pytest.raises(UserError):
        coach(tini, quiz, on=TODAY, note="x", by=cast.wulan, now=NOW)
    assert within_reach(cast.wulan, programme, on=TODAY) == []


@pytest.mark.every_database
def test_officers_see_who_waits_in_their_reach(cast: Cast, programme, quiz, django_assert_max_num_queries):
    for officer in (cast.rina, cast.puji):
        with django_assert_max_num_queries(7):
            found = within_reach(officer, programme, on=TODAY)
        assert [(one.name, one.quiz, one.used) for one in found] == [("Sari Wahyuni", quiz, 3)]
        assert number_within_reach(officer, programme, on=TODAY) == 1
    for stranger in (cast.wulan, cast.lastri, cast.dewi, cast.budi):
        assert within_reach(stranger, programme, on=TODAY) == []
    coached(cast, quiz)
    assert within_reach(cast.rina, programme, on=TODAY) == []


def test_standing_tells_her_of_the_attempt_that_was_opened(cast: Cast, programme, quiz):
    kader = cast.sari.person.kader
    assert standing(kader, programme, now=NOW).groups[1].attempts_left == 0
    coached(cast, quiz)
    assert standing(kader, programme, now=NOW).groups[1].attempts_left == 1


def test_rina_records_it_on_her_screen(cast: Cast, client: Client, quiz):
    client.force_login(cast.rina)
    assert "Perlu pendampingan" in client.get("/nilai/").content.decode()
    page = client.get("/nilai/pendampingan/").content.decode()
    address = f"/nilai/pendampingan/{cast.sari.person.kader.uuid}/{quiz.key}/"
    assert address in page
    assert "Sari Wahyuni" in page
    tomorrow = client.post(address, {"on": TODAY + timedelta(days=1), "note": "LiLA"})
    assert "Tanggal ini belum tiba" in tomorrow.content.decode()
    saved = client.post(address, {"on": TODAY, "note": "LiLA"}, follow=True).content.decode()
    assert "Satu kesempatan lagi sudah terbuka" in saved
    assert client.get(address).status_code == 404  # nothing waits any more


@pytest.mark.parametrize("who", ["wulan", "lastri", "dewi", "yanti", "tini", "budi"])
def test_nobody_out_of_reach_coaches_sari(cast: Cast, client: Client, quiz, who: str):
    client.force_login(getattr(cast, who))
    address = f"/nilai/pendampingan/{cast.sari.person.kader.uuid}/{quiz.key}/"
    answer = client.post(address, {"on": TODAY, "note": "x"})
    assert answer.status_code == 404
    assert not Coaching.objects.exists()
