"""Broken off after any write, what she sends leaves nothing half, and is taken once when it comes again."""

from datetime import timedelta

import pytest

from assessments import regrade, steps
from assessments.bank import publish_question
from assessments.draw import WINDOW, issue_ticket
from assessments.errors import RefusedError
from assessments.models import (
    AnswerStep,
    Attempt,
    AttemptRegrade,
    CompetencyRecord,
    Quarantine,
    Question,
    QuestionVersion,
    RecordChange,
    Ticket,
)
from assessments.submit import submit
from tests.assessments.crashes import crash_after_each_write
from tests.assessments.factories import CONTENT, answers_to, lacks_only_the_evaluasi, make_bank, make_quiz, sealed
from tests.assessments.test_steps import step
from tests.cast import Cast
from tests.factories import NOW, make_programme

pytestmark = pytest.mark.every_database  # its own transactions

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def programme(cast: Cast):
    made = make_programme()
    make_bank(made, counting=12)
    return made


def opened(cast: Cast, programme, kind: str = "kuis_modul") -> Ticket:
    return issue_ticket(cast.sari.person.kader, make_quiz(programme, kind), now=NOW)


@pytest.mark.parametrize(("kind", "writes_of", "told"), [("kuis_modul", 2, 0), ("evaluasi", 5, 3)])
def test_a_hand_in_is_there_whole_or_not_at_all(cast: Cast, programme, kind: str, writes_of: int, told: int):
    """The attempt, the record; where she becomes *terampil* by it, three records and what higher floors are told."""
    lacks_only_the_evaluasi(cast.sari, programme, assessor=cast.rina)
    body, before = sealed(opened(cast, programme, kind)), RecordChange.objects.count()
    writes, receipt = crash_after_each_write(lambda: submit(body, channel="sync", now=LATER))
    assert writes == writes_of
    assert (receipt.duplicate, Attempt.objects.count(), Quarantine.objects.count()) == (False, 1, 0)
    assert submit(body, channel="sync", now=LATER).duplicate
    assert RecordChange.objects.count() - before == told


def test_a_hand_in_that_is_marked_by_a_corrected_key_is_whole_too(cast: Cast, programme):
    ticket = opened(cast, programme)
    regrade.decide(corrected(ticket), corrected(ticket).question.current, reason="Keliru.", by=cast.ningsih, now=NOW)
    body = sealed(ticket)
    writes, receipt = crash_after_each_write(lambda: submit(body, channel="sync", now=LATER))
    assert writes >= 2
    assert AttemptRegrade.objects.get().attempt == receipt.attempt


def corrected(ticket: Ticket) -> QuestionVersion:
    """A version on this sheet, of which there is a newer one by now."""
    item = ticket.items.filter(version__question__type="single").order_by("position")[0]
    options = [option | {"correct": option["key"] == "a"} for option in CONTENT["single"]]
    publish_question(item.version.question, {"stem": item.version.content["stem"], "options": options}, now=NOW)
    return QuestionVersion.objects.select_related("question__current").get(pk=item.version_id)


def test_what_is_refused_is_kept_once_however_often_it_broke_off(cast: Cast, programme):
    body = sealed(opened(cast, programme))

    def refused() -> str:
        with pytest.raises(RefusedError) as caught:
            submit(body, channel="sync", now=NOW + WINDOW)
        return caught.value.reason

    assert crash_after_each_write(refused) == (1, "too_late")
    assert Quarantine.objects.get().body == body


def test_the_sheets_of_a_regrade_are_marked_together_with_their_records(cast: Cast, programme):
    Question.objects.update(essential=False)
    quiz = make_quiz(programme, count=12)
    for user in (cast.sari, cast.tini):
        ticket = issue_ticket(user.person.kader, quiz, now=NOW)
        submit(sealed(ticket, right=8), channel="sync", now=NOW)
    missed = QuestionVersion.objects.filter(pk__in=_missed()).select_related("question")[0]
    options = [option | {"correct": not option["correct"]} for option in missed.content["options"]]
    publish_question(missed.question, {"stem": missed.content["stem"], "options": options}, now=LATER)
    missed.question.refresh_from_db()
    act = regrade.decide(missed, missed.question.current, reason="Keliru.", by=cast.ningsih, now=LATER)
    writes, done = crash_after_each_write(lambda: regrade.carry_out(act, now=LATER))
    assert (done, AttemptRegrade.objects.count(), regrade.carry_out(act, now=LATER)) == (2, 2, 0)
    assert writes == 1 + (1 if CompetencyRecord.objects.exists() else 0)


def _missed() -> list[int]:
    """Versions that somebody answered wrongly, those first which most people did."""
    attempt = Attempt.objects.order_by("pk")[0]
    return [item.version_id for item in attempt.ticket.items.all() if attempt.marks[str(item.position)] == 0]


def test_steps_of_one_delivery_are_kept_together(cast: Cast, programme):
    ticket = opened(cast, programme)
    sent = [step(position, answer) for position, answer in answers_to(ticket).items()]
    writes, kept = crash_after_each_write(lambda: steps.keep(ticket, sent, now=LATER))
    assert (writes, kept, AnswerStep.objects.count()) == (1, len(sent), len(sent))
    assert steps.so_far(ticket) == answers_to(ticket)


def test_a_form_that_is_kept_for_later_is_kept_whole(cast: Cast, programme):
    ticket = opened(cast, programme)
    crash_after_each_write(lambda: steps.keep_form(ticket, answers_to(ticket), now=LATER))
    assert steps.so_far(ticket) == answers_to(ticket)


def test_the_crash_would_be_seen(cast: Cast, programme):
    """Two writes without a transaction are what this net is for."""
    ticket = opened(cast, programme)

    def careless() -> None:
        for position, answer in answers_to(ticket).items():
            steps.keep(ticket, [step(position, answer)], now=NOW)

    with pytest.raises(AssertionError, match="after write 2"):
        crash_after_each_write(careless)
    assert AnswerStep.objects.count() == 1
