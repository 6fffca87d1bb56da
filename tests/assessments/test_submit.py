import hashlib
import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from assessments import submit as verb
from assessments.draw import WINDOW, issue_ticket
from assessments.envelope import UnreadableError, unseal
from assessments.errors import RefusedError
from assessments.models import Attempt, CompetencyRecord, Quarantine, Ticket
from assessments.submit import submit
from lms.people.devices import credential_of, profile_on, revoke
from lms.people.models import Device
from lms.people.sealed import receipt_code
from tests.assessments.factories import answers_to, make_bank, make_quiz, sealed
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme

pytestmark = pytest.mark.every_database  # its own locks

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def ticket(cast: Cast):
    programme = make_programme()
    make_bank(programme)
    return issue_ticket(cast.sari.person.kader, make_quiz(programme), now=NOW)


def hand_in(body: str, *, now: datetime = LATER, channel: str = "sync", credential: str | None = None):
    return submit(body, channel=channel, now=now, credential=credential)


def refused(body: str, **how) -> str:
    with pytest.raises(RefusedError) as caught:
        hand_in(body, **how)
    return caught.value.reason


def test_all_right_passes_and_closes_the_study(cast: Cast, ticket):
    receipt = hand_in(sealed(ticket))
    assert (receipt.attempt.score_percent, receipt.attempt.passed, receipt.duplicate) == (100, True, False)
    assert receipt.attempt.membership.posyandu == cast.melati
    assert CompetencyRecord.objects.get(competency__key="B3").study_closed_on == TODAY


def test_four_of_six_do_not_reach_70_percent_and_are_kept(ticket):
    attempt = hand_in(sealed(ticket, right=4)).attempt
    assert (str(attempt.score_percent), attempt.passed) == ("66.66", False)
    assert not CompetencyRecord.objects.exists()


def test_the_same_envelope_again_gives_the_first_receipt(ticket):
    body = sealed(ticket)
    first, second = hand_in(body), hand_in(body, now=LATER + WINDOW * 3)
    assert (second.attempt, second.code, second.duplicate) == (first.attempt, first.code, True)
    assert Attempt.objects.count() == 1


def test_the_same_id_with_other_bytes_is_a_conflict_and_both_are_kept(ticket):
    tap = uuid.uuid4()
    hand_in(sealed(ticket, id=tap))
    other = sealed(ticket, id=tap, right=2)
    assert refused(other) == "conflict"
    assert Quarantine.objects.get().body == other
    assert Attempt.objects.get().score_percent == 100


def test_a_second_envelope_for_a_used_ticket_is_kept_aside(ticket):
    hand_in(sealed(ticket, right=1))
    assert refused(sealed(ticket)) == "ticket_used"
    assert refused(sealed(ticket)) == "ticket_used"
    assert (Attempt.objects.count(), Quarantine.objects.filter(ticket=ticket).count()) == (1, 2)


def test_what_was_refused_once_stands_once_in_quarantine(ticket):
    body = sealed(ticket)
    assert refused(body, now=NOW + WINDOW) == "too_late"
    assert refused(body, now=NOW + WINDOW) == "too_late"
    assert Quarantine.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    ["", "bukan json", "[]", "{}", '{"v":2}', '{"v":1,"id":"x","ticket":"t","answers":{}}', "[" * 9999, "\ud800\x00"],
)
@pytest.mark.django_db
def test_the_unreadable_is_kept_for_a_person(body: str):
    assert refused(body) == "unreadable"
    assert Quarantine.objects.get().body_sha256 == hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


@pytest.mark.parametrize("answers", [{"99": "a"}, {"1": 7}, {"1": {"a": "b"}}, {"satu": "a"}])
def test_answers_no_item_can_have_are_kept_for_a_person(ticket, answers: dict):
    body = json.dumps(json.loads(sealed(ticket)) | {"answers": answers})
    assert refused(body) == "unreadable"
    assert not Attempt.objects.exists()


def test_an_unknown_ticket_opens_nothing(ticket):
    assert refused(sealed(ticket).replace(ticket.token, "x" * 22)) == "unknown_ticket"


def test_open_questions_earn_nothing_and_are_no_fault(ticket):
    body = json.dumps(json.loads(sealed(ticket)) | {"answers": {}})
    attempt = hand_in(body).attempt
    assert (attempt.score_percent, attempt.answers, set(attempt.marks.values())) == (0, {}, {0.0})


@pytest.mark.parametrize(
    ("clock", "kept"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), NOW),
        (datetime(2099, 1, 1, tzinfo=UTC), LATER),
        (NOW + timedelta(minutes=20), NOW + timedelta(minutes=20)),
    ],
)
def test_the_phone_clock_is_held_between_issue_and_receipt(ticket, clock: datetime, kept: datetime):
    attempt = hand_in(sealed(ticket, at=clock)).attempt
    assert (attempt.happened_at, attempt.received_at) == (kept, LATER)


def test_a_ticket_of_a_device_profile_needs_its_credential(cast: Cast, ticket):
    device = Device.objects.create(secret_digest="d", first_seen_at=NOW)
    hers, other = profile_on(device, cast.sari, now=NOW), profile_on(device, cast.tini, now=NOW)
    Ticket.objects.filter(pk=ticket.pk).update(device_profile=hers)
    body = sealed(ticket)
    assert refused(body) == refused(body, credential=credential_of(other)) == "wrong_credential"
    assert hand_in(body, credential=credential_of(hers)).attempt.passed


def test_a_revoked_device_hands_in_nothing(cast: Cast, ticket):
    device = Device.objects.create(secret_digest="d", first_seen_at=NOW)
    profile = profile_on(device, cast.sari, now=NOW)
    Ticket.objects.filter(pk=ticket.pk).update(device_profile=profile)
    revoke(device, now=NOW)
    assert refused(sealed(ticket), credential=credential_of(profile)) == "wrong_credential"


@pytest.mark.parametrize("same", [True, False])
def test_what_slips_past_the_first_look_is_stopped_by_the_database(ticket, monkeypatch: pytest.MonkeyPatch, same: bool):
    """Two hand-ins at once: both look before either has written."""
    first = sealed(ticket)
    hand_in(first)
    second = first if same else sealed(ticket, right=0)
    real, looks = verb._earlier, []

    def blind_at_first(*args: object) -> object:
        looks.append(args)
        return None if len(looks) == 1 else real(*args)

    monkeypatch.setattr(verb, "_earlier", blind_at_first)
    monkeypatch.setattr(verb, "ticket_named", lambda *args: ticket)
    if same:
        assert hand_in(second).duplicate
    else:
        assert refused(second) == "ticket_used"
    assert Attempt.objects.count() == 1


def test_a_crash_after_the_attempt_leaves_nothing_behind(ticket, monkeypatch: pytest.MonkeyPatch):
    def crash(*args: object, **kwargs: object) -> None:
        raise OSError("disk full")

    body = sealed(ticket)
    with monkeypatch.context() as patch:
        patch.setattr("assessments.records.refresh", crash)
        with pytest.raises(OSError, match="disk full"):
            hand_in(body)
    assert not Attempt.objects.exists()
    assert not hand_in(body).duplicate


def test_what_the_database_refuses_for_another_reason_is_no_used_sheet(ticket, monkeypatch: pytest.MonkeyPatch):
    def broken(*args: object, **kwargs: object) -> None:
        raise IntegrityError("some other rule")

    body = sealed(ticket)
    with monkeypatch.context() as patch:
        patch.setattr("assessments.records.refresh", broken)
        with pytest.raises(IntegrityError, match="some other rule"):
            hand_in(body)
    assert not Quarantine.objects.exists()
    assert not hand_in(body).duplicate


def test_the_receipt_code_is_short_and_cannot_be_misread(ticket):
    code = hand_in(sealed(ticket)).code
    assert len(code) == 7
    assert not set(code) & set("01OILSZB5")


@given(st.text())
def test_no_text_breaks_the_reader(text: str):
    with pytest.raises(UnreadableError):
        unseal(text)
    assert receipt_code(hashlib.sha256(text.encode()).hexdigest())[3] == "-"


def test_answers_of_the_factory_fit_their_ticket(ticket):
    assert set(answers_to(ticket)) == {str(position) for position in range(1, 7)}
