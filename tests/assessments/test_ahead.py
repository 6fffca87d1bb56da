"""Sheets that a phone holds ahead: how many, of what, for whom, and when they may be begun."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from assessments.ahead import hold
from assessments.draw import WINDOW, begin, issue_ahead, issue_ticket, open_ticket, open_tickets
from assessments.models import Coaching, Question, Ticket
from assessments.queries import standing
from assessments.submit import submit
from lms.areas.errors import UserError
from lms.people.models import Device, DeviceProfile
from tests.assessments.factories import lacks_only_b3, make_bank, make_module, make_quiz, sealed
from tests.cast import Cast
from tests.factories import NOW


@pytest.fixture
def kader(cast: Cast):
    return cast.sari.person.kader


@pytest.fixture
def programme(cast: Cast):
    programme = lacks_only_b3(cast.sari, at=NOW - timedelta(days=9))
    make_bank(programme)
    make_module(programme)
    return programme


def phone(user, digest: str = "a") -> DeviceProfile:
    device = Device.objects.create(secret_digest=digest, first_seen_at=NOW, last_seen_at=NOW)
    return DeviceProfile.objects.create(device=device, user=user, credential_digest=digest, created_at=NOW)


def shown(ticket: Ticket) -> set[str]:
    return set(ticket.items.values_list("version__question__key", flat=True))


def misses(ticket: Ticket, *, at=NOW) -> None:
    submit(sealed(ticket, right=1, at=at), channel="form", now=at)


def test_a_phone_holds_two_sheets_of_a_kuis_with_no_item_in_common_and_no_third(kader, programme):
    quiz = make_quiz(programme)
    first, second = hold(kader, quiz, now=NOW, device_profile=None)
    assert (first.ahead, second.ahead) == (True, True)
    assert not shown(first) & shown(second)
    assert second.receive_until == NOW + WINDOW
    assert hold(kader, quiz, now=NOW, device_profile=None) == [first, second]


def test_where_the_bank_has_no_other_items_there_is_one_sheet(kader, programme):
    Question.objects.filter(key__gte="b3-c08", use="counting").update(status="retired")
    assert len(hold(kader, make_quiz(programme), now=NOW, device_profile=None)) == 1


@pytest.mark.parametrize(("most", "sheets"), [(1, 1), (2, 2), (5, 2), (None, 2)])
def test_never_more_sheets_than_attempts_are_left(kader, programme, most, sheets):
    quiz = make_quiz(programme, "evaluasi")
    quiz.max_attempts = most
    quiz.save()
    assert len(hold(kader, quiz, now=NOW, device_profile=None)) == sheets


def test_a_pre_test_is_held_once_only(kader, programme):
    assert len(hold(kader, make_quiz(programme, "pre_test", count=4), now=NOW, device_profile=None)) == 1


def test_when_all_attempts_are_used_nothing_is_given_until_a_penilai_opens_one(cast: Cast, kader, programme):
    quiz = make_quiz(programme, "evaluasi")
    quiz.max_attempts = 2
    quiz.save()
    for ticket in hold(kader, quiz, now=NOW, device_profile=None):
        misses(ticket)
    with pytest.raises(UserError, match="Dua kali sudah dipakai"):
        hold(kader, quiz, now=NOW, device_profile=None)
    Coaching.objects.create(
        kader=kader, quiz=quiz, by=cast.rina, on=NOW.date(), note="Dibaca bersama.", after=2, recorded_at=NOW
    )
    assert len(hold(kader, quiz, now=NOW, device_profile=None)) == 1


def test_a_held_sheet_is_what_mulai_opens_and_is_no_open_sheet_before(kader, programme):
    quiz = make_quiz(programme)
    held = hold(kader, quiz, now=NOW, device_profile=None)
    assert open_ticket(kader, quiz, now=NOW) is None
    assert not standing(kader, programme, now=NOW).open_tickets
    opened = issue_ticket(kader, quiz, now=NOW)
    assert opened in held
    assert issue_ticket(kader, quiz, now=NOW) == opened
    assert [one.quiz for one in standing(kader, programme, now=NOW).open_tickets] == [quiz]


def test_the_pause_holds_for_the_second_sheet_too(kader, programme):
    quiz = make_quiz(programme)
    first, second = hold(kader, quiz, now=NOW, device_profile=None)
    misses(first)
    with pytest.raises(UserError, match="bisa dicoba lagi pukul"):
        issue_ticket(kader, quiz, now=NOW + timedelta(minutes=9))
    assert issue_ticket(kader, quiz, now=NOW + timedelta(minutes=10)) == second


def test_what_both_sheets_answered_away_from_any_signal_counts_once_each(kader, programme):
    quiz = make_quiz(programme)
    for ticket in hold(kader, quiz, now=NOW, device_profile=None):
        misses(ticket, at=NOW + timedelta(days=2))
    assert open_tickets(kader, quiz, now=NOW + timedelta(days=2)) == []


def test_what_she_has_begun_on_another_phone_stays_there_and_the_rest_follows_her(cast: Cast, kader, programme):
    quiz, mine, other = make_quiz(programme), phone(cast.sari), phone(cast.sari, "b")
    first = issue_ticket(kader, quiz, now=NOW, device_profile=other)
    (second,) = hold(kader, quiz, now=NOW, device_profile=mine)
    assert (first.device_profile, second.device_profile) == (other, mine)
    assert hold(kader, quiz, now=NOW, device_profile=other) == [first, second]
    begin(second)
    with pytest.raises(UserError, match="di HP lain"):
        hold(kader, quiz, now=NOW, device_profile=mine)


def test_two_windows_at_once_get_no_third_sheet(kader, programme, monkeypatch: pytest.MonkeyPatch):
    quiz = make_quiz(programme)
    hold(kader, quiz, now=NOW, device_profile=None)
    monkeypatch.setattr("assessments.draw._next_ordinal", lambda kader, quiz: 2)
    assert issue_ahead(kader, quiz, now=NOW, device_profile=None) is None
    assert len(open_tickets(kader, quiz, now=NOW)) == 2


def test_opened_during_the_pause_a_held_sheet_says_until_when(cast: Cast, client: Client, kader, programme):
    quiz = make_quiz(programme)
    client.force_login(cast.sari)
    with time_machine.travel(NOW, tick=False):
        first, second = hold(kader, quiz, now=NOW, device_profile=None)
        misses(first)
        page = client.get(f"/cek/{second.token}/", follow=True)
        assert "Bisa dicoba lagi pukul 10.10 WIB" in page.content.decode()
    with time_machine.travel(NOW + timedelta(minutes=11), tick=False):
        client.force_login(cast.sari)
        assert client.get(f"/cek/{second.token}/").status_code == 200
    second.refresh_from_db()
    assert not second.ahead
    assert begin(second) is second
