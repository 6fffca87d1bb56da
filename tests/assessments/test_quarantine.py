"""What could not be accepted is kept for a person; what strangers send, only up to a measure."""

import json
import uuid
from datetime import timedelta

import pytest
from django.conf import LazySettings

from assessments import submit as verb
from assessments.draw import issue_ticket
from assessments.errors import RefusedError
from assessments.models import Attempt, Quarantine, Ticket
from assessments.submit import submit
from tests.assessments.factories import make_bank, make_quiz, sealed
from tests.cast import Cast
from tests.factories import NOW, make_programme


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    programme = make_programme()
    make_bank(programme)
    return issue_ticket(cast.sari.person.kader, make_quiz(programme), now=NOW)


def refused(body: str, *, days: int = 0) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        submit(body, channel="sync", now=NOW + timedelta(days=days))
    return caught.value


@pytest.mark.django_db
def test_strangers_fill_a_day_and_no_more(settings: LazySettings):
    settings.QUARANTINE_STRANGERS_A_DAY = 2
    assert [refused(f"sampah {n}").kept for n in range(3)] == [True, True, False]
    assert "tidak menyimpannya" in str(refused("sampah 2"))
    assert refused("sampah 0").kept  # it stands there already
    assert refused("sampah 3", days=1).kept
    assert Quarantine.objects.count() == 3


@pytest.mark.django_db
def test_strangers_do_not_fill_the_disk_over_the_years(settings: LazySettings):
    settings.QUARANTINE_STRANGERS = 2
    assert [refused(f"sampah {n}", days=9 * n).kept for n in range(3)] == [True, True, False]
    assert Quarantine.objects.count() == 2


def test_what_names_a_ticket_of_ours_is_always_kept(ticket: Ticket, settings: LazySettings):
    settings.QUARANTINE_STRANGERS_A_DAY = 0
    for body in (f'{{"v":9,"ticket":"{ticket.token}"}}', sealed(ticket)[:-40], sealed(ticket)[:-1] + ',"v":1}'):
        assert refused(body).kept
    assert set(Quarantine.objects.values_list("ticket", "reason")) == {(ticket.pk, "unreadable")}
    assert Quarantine.objects.count() == 3


def test_two_answers_to_one_item_are_no_answer(ticket: Ticket):
    twin = sealed(ticket).replace('"answers":{', '"answers":{"1":"a",', 1)
    assert json.loads(twin)["answers"]["1"]
    assert refused(twin).reason == "unreadable"
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("token", ["\ud800", "\x00", "a b", "", "x" * 33])
@pytest.mark.django_db
def test_a_ticket_no_database_can_be_asked_for_is_unreadable(token: str):
    body = json.dumps({"v": 1, "id": str(uuid.uuid4()), "ticket": token, "answers": {}})
    assert refused(body).reason == "unreadable"


def test_a_twin_that_overtakes_is_answered_with_the_same_receipt(ticket: Ticket, monkeypatch: pytest.MonkeyPatch):
    body, real = sealed(ticket), verb.ticket_named

    def overtaken(*args: object, **kwargs: object) -> Ticket:
        with monkeypatch.context() as patch:
            patch.setattr(verb, "ticket_named", real)
            submit(body, channel="sync", now=NOW)
        return real(*args, **kwargs)

    monkeypatch.setattr(verb, "ticket_named", overtaken)
    receipt = submit(body, channel="sync", now=NOW)
    assert receipt.duplicate
    assert (Attempt.objects.count(), Quarantine.objects.count()) == (1, 0)
