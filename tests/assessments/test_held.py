"""What could not be accepted: who sees it, what may be done with it, and that nothing of it is ever lost."""

import json
import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from assessments import held, quarantine
from assessments.draw import WINDOW, issue_ticket
from assessments.errors import ConflictError, RefusedError
from assessments.models import Attempt, CompetencyRecord, Quarantine, Ticket
from assessments.models.evidence import AppendOnlyError
from assessments.submit import submit
from lms.areas.errors import UserError
from lms.people import devices, memberships
from lms.people.models import AuditEvent, Device
from tests.assessments.factories import make_bank, make_quiz, sealed
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme

pytestmark = pytest.mark.every_database  # locks and constraints

LATE = NOW + WINDOW
LEFT = TODAY + timedelta(days=3)


@pytest.fixture
def quiz(cast: Cast):
    programme = make_programme()
    make_bank(programme)
    return make_quiz(programme)


@pytest.fixture
def ticket(cast: Cast, quiz) -> Ticket:
    return issue_ticket(cast.sari.person.kader, quiz, now=NOW)


def kept(body: str, *, now=NOW, channel: str = "sync") -> Quarantine:
    with pytest.raises(RefusedError) as caught:
        submit(body, channel=channel, now=now)
    return Quarantine.objects.filter(reason=caught.value.reason).latest("pk")


def seen_by(cast: Cast, row: Quarantine) -> set[str]:
    names = ("sari", "tini", "rina", "wulan", "puji", "lastri", "dewi", "yanti", "budi", "ningsih", "admin")
    return {name for name in names if held.visible(getattr(cast, name), on=TODAY).filter(pk=row.pk).exists()}


HERS = {"rina", "puji", "dewi"}  # the officers of Sari's place


def case(reason: str, cast: Cast, ticket: Ticket) -> Quarantine:
    """One envelope of Sari's that is refused for this reason."""
    if reason == "too_late":
        return kept(sealed(ticket), now=LATE)
    if reason == "conflict":
        tap = uuid.uuid4()
        submit(sealed(ticket, id=tap), channel="form", now=NOW)
        return kept(sealed(ticket, id=tap, right=1))
    if reason == "ticket_used":
        submit(sealed(ticket), channel="form", now=NOW)
        return kept(sealed(ticket, right=1))
    if reason == "wrong_credential":
        profile = devices.profile_on(Device.objects.create(secret_digest="x", first_seen_at=NOW), cast.sari, now=NOW)
        Ticket.objects.filter(pk=ticket.pk).update(device_profile=profile)
        return kept(sealed(ticket))
    if reason == "withdrawn":
        membership = cast.sari.person.kader.memberships.get()
        memberships.leave(membership, on=LEFT, now=NOW)
        then = NOW + timedelta(days=5)
        return kept(sealed(ticket, at=then), now=then)
    if reason == "unknown_ticket":
        return kept(sealed(ticket).replace(ticket.token, "x" * 22))
    return kept(f'{{"v":9,"ticket":"{ticket.token}"}}')


@pytest.mark.parametrize(
    ("reason", "who"),
    [
        ("too_late", HERS),
        ("conflict", HERS),
        ("ticket_used", HERS),
        ("wrong_credential", HERS),
        ("withdrawn", HERS),
        ("unreadable", HERS),
        ("unknown_ticket", {"admin"}),
    ],
)
def test_each_reason_reaches_the_officers_of_her_place_or_the_administrator(
    cast: Cast, ticket: Ticket, reason: str, who: set[str]
):
    row = case(reason, cast, ticket)
    assert row.reason == reason
    assert seen_by(cast, row) == who
    [line] = held.lines([row], on=TODAY)
    assert line.who == ("" if reason == "unknown_ticket" else "Sari Wahyuni")
    assert held.ADVICE[row.reason]


def test_she_left_and_the_officers_of_her_last_place_still_see_it(cast: Cast, ticket: Ticket):
    row, later = case("withdrawn", cast, ticket), TODAY + timedelta(days=30)
    assert held.visible(cast.rina, on=later).get() == row
    assert not held.visible(cast.wulan, on=later).exists()
    assert [line.where for line in held.lines([row], on=later)] == [""]


@pytest.mark.parametrize("reason", ["too_late", "wrong_credential", "withdrawn"])
def test_an_officer_accepts_what_came_late_or_from_elsewhere(cast: Cast, ticket: Ticket, reason: str):
    row = case(reason, cast, ticket)
    attempt = quarantine.accept(row, reason="Sinyal mati dua minggu.", by=cast.rina, now=LATE + timedelta(days=1))
    assert (attempt.ticket, attempt.passed, attempt.channel) == (ticket, True, "meja")
    assert attempt.received_at == row.received_at
    row.refresh_from_db()
    assert (row.settled_by, row.attempt, row.settlement) == (cast.rina, attempt, "Sinyal mati dua minggu.")
    assert AuditEvent.objects.get(act="held_settled").detail == {"held": row.pk, "reason": reason, "accepted": True}
    assert CompetencyRecord.objects.filter(competency__key="B3").exists()


def test_sent_again_after_it_was_accepted_it_gets_the_receipt(cast: Cast, ticket: Ticket):
    row = case("too_late", cast, ticket)
    attempt = quarantine.accept(row, reason="Wajar.", by=cast.rina, now=LATE)
    again = submit(row.body, channel="sync", now=LATE)
    assert (again.attempt, again.duplicate) == (attempt, True)


@pytest.mark.parametrize("reason", ["conflict", "ticket_used", "unreadable", "unknown_ticket"])
def test_what_cannot_be_accepted_is_closed_with_a_note_and_stays(cast: Cast, ticket: Ticket, reason: str):
    row, before = case(reason, cast, ticket), Attempt.objects.count()
    with pytest.raises(UserError):
        quarantine.accept(row, reason="Coba.", by=cast.rina, now=NOW)
    row.refresh_from_db()
    assert row.settled_at is None
    quarantine.close(row, note="Dikirim dari dua HP.", by=cast.rina, now=NOW)
    assert Attempt.objects.count() == before
    settled = held.narrowed(Quarantine.objects.all(), state="selesai", reason="")
    assert settled.get().body == row.body


def test_a_sheet_answered_since_takes_no_second_answer(cast: Cast, ticket: Ticket):
    row = case("wrong_credential", cast, ticket)
    submit(sealed(ticket, right=2), channel="form", now=NOW)
    with pytest.raises(UserError, match="sudah punya jawaban"):
        quarantine.accept(row, reason="Wajar.", by=cast.rina, now=NOW)
    assert Attempt.objects.get().passed is False
    assert not Quarantine.objects.filter(settled_at__isnull=False).exists()


def test_two_officers_at_once_settle_once(cast: Cast, ticket: Ticket):
    row, twin = case("too_late", cast, ticket), Quarantine.objects.get()
    quarantine.close(row, note="Sudah ditanyakan.", by=cast.puji, now=LATE)
    with pytest.raises(ConflictError):
        quarantine.accept(twin, reason="Wajar.", by=cast.rina, now=LATE)
    assert not Attempt.objects.exists()
    assert Quarantine.objects.get().settled_by == cast.puji


def test_nobody_decides_on_her_own_answers_nor_without_a_word(cast: Cast, ticket: Ticket):
    row = case("too_late", cast, ticket)
    with pytest.raises(UserError, match="sendiri"):
        quarantine.accept(row, reason="Wajar.", by=cast.sari, now=LATE)
    with pytest.raises(UserError, match="alasannya"):
        quarantine.accept(row, reason="  ", by=cast.rina, now=LATE)
    assert Quarantine.objects.get().settled_at is None


def test_nothing_in_quarantine_is_dropped(cast: Cast, ticket: Ticket):
    row = case("too_late", cast, ticket)
    for drop in (row.delete, Quarantine.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            drop()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_quarantine SET settled_at = received_at")


def test_what_she_finished_while_she_served_is_accepted_after_she_left(cast: Cast, ticket: Ticket):
    memberships.leave(cast.sari.person.kader.memberships.get(), on=LEFT, now=NOW)
    receipt = submit(sealed(ticket, at=NOW), channel="sync", now=NOW + timedelta(days=9))
    assert receipt.attempt.passed
    assert not Quarantine.objects.exists()


def test_answers_stand_there_in_words_and_never_which_is_right(cast: Cast, ticket: Ticket):
    row = case("ticket_used", cast, ticket)
    rows = held.answers(row, held.accepted(row))
    assert len(rows) == 6
    assert any(line["given"] != line["standing"] for line in rows)
    assert not any(word in json.dumps(rows) for word in ("RAHASIA", "correct"))
