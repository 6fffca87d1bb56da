"""A corrected key: what it would change is shown first, is carried out as a recorded act, and takes no award away."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from assessments import marks, records, regrade, regrade_effect, tasks
from assessments.bank import publish_question
from assessments.draw import issue_ticket
from assessments.errors import ConflictError
from assessments.models import (
    Attempt,
    AttemptRegrade,
    CompetencyRecord,
    Question,
    QuestionVersion,
    RecordChange,
    Regrade,
    RegradeReckoning,
    TicketItem,
)
from assessments.panels import evidence
from assessments.submit import submit
from lms.areas.errors import UserError
from lms.people import roles
from lms.people.models import AuditEvent, User
from tests.assessments.factories import CONTENT, make_bank, make_quiz, sealed
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme

pytestmark = pytest.mark.every_database  # triggers and locks

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def quiz(cast: Cast):
    programme = make_programme()
    make_bank(programme, counting=6)
    Question.objects.update(essential=False)
    return make_quiz(programme)


def takes(user: User, quiz, *, right: int | None = None, at=NOW) -> Attempt:
    ticket = issue_ticket(user.person.kader, quiz, now=at)
    return submit(sealed(ticket, right=right, at=at), channel="form", now=at).attempt


def corrected(cast: Cast, key: str = "b3-c00") -> QuestionVersion:
    """The key of a single choice was wrong. Out: the version that was shown."""
    return turned(QuestionVersion.objects.get(question__key=key), cast)


def decided(cast: Cast, old: QuestionVersion, *, by: User | None = None) -> Regrade:
    new = old.question.current
    return regrade.decide(old, new, reason="Kunci keliru.", by=by or cast.ningsih, now=LATER)


def position_of(attempt: Attempt, old: QuestionVersion) -> str:
    return str(TicketItem.objects.get(ticket=attempt.ticket, version=old).position)


def test_what_would_change_is_shown_and_nothing_is_written(cast: Cast, quiz):
    quiz.pass_percent = 100
    quiz.save()
    takes(cast.sari, quiz)
    takes(cast.tini, quiz, right=0)
    old = corrected(cast)
    effect = regrade_effect.of(old, old.question.current)
    assert (effect.total, effect.reckoned, effect.changed) == (2, 2, 2)
    assert (effect.passes, effect.fails, effect.places) == (0, 1, [("Kota Kediri", 0, 1)])
    assert regrade_effect.candidates().get() == old
    assert not AttemptRegrade.objects.exists()


def test_the_marks_are_superseded_and_what_was_handed_in_stays(cast: Cast, quiz):
    quiz.pass_percent = 100
    quiz.save()
    attempt = takes(cast.sari, quiz)
    assert CompetencyRecord.objects.get(competency__key="B3").study_closed_on == TODAY
    old = corrected(cast)
    act = decided(cast, old)
    assert regrade.carry_out(act, now=LATER) == 1
    attempt.refresh_from_db()
    now = marks.of(attempt)
    assert (attempt.passed, now.passed, now.marks[position_of(attempt, old)]) == (True, False, 0)
    assert not CompetencyRecord.objects.exists()
    assert records.differences(quiz.competency.group.programme) == []
    assert AuditEvent.objects.get(act="regraded").detail == {"question": "b3-c00", "old": 1, "new": 2}
    assert not regrade_effect.candidates().exists()


def test_a_pass_that_was_missed_by_a_wrong_key_comes_with_its_day(cast: Cast, quiz):
    attempt = takes(cast.sari, quiz, right=4)
    assert not CompetencyRecord.objects.exists()
    missed = next(item for item in attempt.ticket.items.all() if attempt.marks[str(item.position)] == 0)
    old = turned(missed.version, cast)
    regrade.carry_out(decided(cast, old), now=LATER)
    assert marks.of(attempt).passed
    assert CompetencyRecord.objects.get(competency__key="B3").study_closed_on == TODAY
    [line] = evidence(cast.sari.person.kader)
    assert "dinilai ulang" in line["told"]


def turned(old: QuestionVersion, cast: Cast) -> QuestionVersion:
    """What was wrong becomes right."""
    options = [option | {"correct": not option["correct"]} for option in old.content["options"]]
    publish_question(old.question, {"stem": old.content["stem"], "options": options}, now=LATER, by=cast.budi)
    old.question.refresh_from_db()
    return old


def test_broken_off_it_goes_on_and_twice_is_once(cast: Cast, quiz, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(regrade, "CHUNK", 1)
    takes(cast.sari, quiz)
    takes(cast.tini, quiz)
    act = decided(cast, corrected(cast))
    first = list(regrade.due(act).values_list("pk", flat=True))[:1]
    regrade._some(act, first, LATER)
    assert regrade.catch_up(now=LATER) == 1
    assert regrade.carry_out(act, now=LATER) == 0
    assert AttemptRegrade.objects.count() == 2


def test_an_open_sheet_with_the_old_version_is_marked_by_the_key_in_force(cast: Cast, quiz):
    ticket = issue_ticket(cast.sari.person.kader, quiz, now=NOW)
    old = corrected(cast)
    decided(cast, old)
    attempt = submit(sealed(ticket, at=LATER), channel="form", now=LATER).attempt
    assert attempt.marks[position_of(attempt, old)] == 1
    assert marks.of(attempt).marks[position_of(attempt, old)] == 0
    assert regrade.catch_up(now=LATER) == 0


def test_corrected_again_the_latest_act_holds_and_can_be_taken_back(cast: Cast, quiz):
    attempt = takes(cast.sari, quiz)
    old = corrected(cast)
    regrade.carry_out(decided(cast, old), now=LATER)
    corrected_back = {"stem": old.content["stem"], "options": CONTENT["single"]}
    publish_question(old.question, corrected_back, now=LATER, by=cast.budi)
    old.question.refresh_from_db()
    assert old.question.current == old
    with pytest.raises(ConflictError):  # the page was opened before that
        regrade.decide(
            old, QuestionVersion.objects.get(question=old.question, number=2), reason="x", by=cast.ningsih, now=LATER
        )
    regrade.carry_out(decided(cast, old), now=LATER)
    assert marks.of(attempt).score_percent == 100
    assert AttemptRegrade.objects.count() == 2


def test_two_corrected_keys_add_up_whoever_comes_first(cast: Cast, quiz):
    attempt = takes(cast.sari, quiz)
    acts = [decided(cast, corrected(cast, key)) for key in ("b3-c00", "b3-c03")]
    for act in reversed(acts):
        regrade.carry_out(act, now=LATER)
    assert sum(marks.of(attempt).marks.values()) == 4


def test_what_is_refused_changes_nothing(cast: Cast, quiz):
    takes(cast.sari, quiz)
    old = corrected(cast)
    with pytest.raises(UserError, match="penelaah lain"):
        decided(cast, old, by=cast.budi)
    with pytest.raises(UserError, match="alasannya"):
        regrade.decide(old, old.question.current, reason=" ", by=cast.ningsih, now=LATER)
    decided(cast, old)
    with pytest.raises(ConflictError):
        decided(cast, old)
    other = QuestionVersion.objects.get(question__key="b3-c01")
    publish_question(other.question, {"stem": "Lain?", "options": CONTENT["single"][:2]}, now=LATER)
    other.question.refresh_from_db()
    with pytest.raises(UserError, match="hal lain"):
        decided(cast, other)
    assert Regrade.objects.count() == 1


def test_the_database_keeps_acts_and_marks_as_they_are(cast: Cast, quiz):
    takes(cast.sari, quiz)
    regrade.carry_out(decided(cast, corrected(cast)), now=LATER)
    for statement in ("DELETE FROM assessments_attemptregrade", "UPDATE assessments_regrade SET reason = 'lain'"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_boards_hear_of_it_as_of_the_day_it_was_done(cast: Cast, quiz):
    quiz.pass_percent = 100
    quiz.kind, quiz.competency, quiz.group = "evaluasi", None, quiz.competency.group
    quiz.save()
    takes(cast.sari, quiz)
    before = RecordChange.objects.count()
    regrade.carry_out(decided(cast, corrected(cast)), now=LATER)
    assert not any(RecordChange.objects.filter(received_at=LATER).values_list("now", flat=True))
    assert RecordChange.objects.count() >= before


# -- an item that no key can mend -------------------------------------------------------------------------------------
def struck(cast: Cast, old: QuestionVersion, *, at=LATER) -> Regrade:
    return regrade.decide(old, None, reason="Dua jawaban sama benar.", by=cast.ningsih, now=at)


def missed(attempt: Attempt) -> QuestionVersion:
    return next(item.version for item in attempt.ticket.items.all() if attempt.marks[str(item.position)] == 0)


def test_sheets_are_marked_without_a_struck_item_and_nobody_loses_by_it(cast: Cast, quiz):
    below, all_right = takes(cast.sari, quiz, right=4), takes(cast.tini, quiz)
    old = missed(below)
    before = regrade_effect.of(old, None)
    assert (before.total, before.changed, before.passes, before.fails) == (2, 1, 1, 0)
    assert not AttemptRegrade.objects.exists()
    act = struck(cast, old)
    assert regrade.carry_out(act, now=LATER) == 2
    hers, other = marks.of(below), marks.of(all_right)
    assert (hers.passed, hers.score_percent, len(hers.marks)) == (True, 80, 5)
    assert (other.passed, other.score_percent) == (True, 100)
    assert CompetencyRecord.objects.filter(competency__key="B3").count() == 2
    assert records.differences(quiz.competency.group.programme) == []
    assert AuditEvent.objects.get(act="regraded").detail == {"question": old.question.key, "old": 1, "struck": True}


def test_who_had_it_right_keeps_it_where_that_is_better(cast: Cast, quiz):
    """Of six the last two are wrong: without one of the right ones she has three of five."""
    attempt = takes(cast.sari, quiz, right=4)
    right = next(item.version for item in attempt.ticket.items.all() if attempt.marks[str(item.position)] == 1)
    regrade.carry_out(struck(cast, right), now=LATER)
    now = marks.of(attempt)
    assert (now.score_percent, len(now.marks)) == (attempt.score_percent, 6)


def test_a_struck_essential_item_fails_nobody(cast: Cast, quiz):
    quiz.pass_percent = 50
    quiz.save()
    Question.objects.update(essential=True)
    attempt = takes(cast.sari, quiz, right=5)
    assert not attempt.passed
    regrade.carry_out(struck(cast, missed(attempt)), now=LATER)
    assert marks.of(attempt).passed


def test_a_struck_version_in_use_rests_and_an_open_sheet_is_marked_without_it(cast: Cast, quiz):
    ticket = issue_ticket(cast.sari.person.kader, quiz, now=NOW)
    old = ticket.items.get(position=6).version
    struck(cast, old)
    row = Question.objects.get(pk=old.question_id)
    assert (row.status, row.steps.get().act) == ("retired", "rested")
    attempt = submit(sealed(ticket, right=5, at=LATER), channel="form", now=LATER).attempt
    assert attempt.score_percent < 100
    assert marks.of(attempt).score_percent == 100


def test_a_strike_is_taken_back_by_another_act(cast: Cast, quiz):
    attempt = takes(cast.sari, quiz, right=4)
    old = missed(attempt)
    regrade.carry_out(struck(cast, old), now=LATER)
    with pytest.raises(ConflictError):
        struck(cast, old)
    assert regrade.is_struck(old)
    back = regrade.decide(old, old, reason="Kuncinya ternyata benar.", by=cast.ningsih, now=LATER)
    regrade.carry_out(back, now=LATER)
    assert (marks.of(attempt).marks, marks.of(attempt).passed) == (attempt.marks, False)
    assert not CompetencyRecord.objects.exists()


def test_a_sheet_of_struck_items_only_stays_as_it_was(cast: Cast, quiz):
    attempt = takes(cast.sari, quiz, right=4)
    for item in attempt.ticket.items.select_related("version"):
        regrade.carry_out(struck(cast, item.version), now=LATER)
    assert marks.of(attempt).score_percent in (100, attempt.score_percent)
    assert marks.of(attempt).marks


def test_many_sheets_are_counted_by_a_worker_that_goes_on_where_another_was_killed(cast: Cast, quiz, monkeypatch):
    quiz.pass_percent = 100
    quiz.save()
    takes(cast.sari, quiz)
    takes(cast.tini, quiz, right=0)
    old = corrected(cast)
    at_once = regrade_effect.of(old, old.question.current)
    monkeypatch.setattr(regrade_effect, "MOST", 1)
    monkeypatch.setattr(regrade_effect, "_CHUNK", 1)
    new = old.question.current
    assert regrade_effect.of(old, new) is None
    row = regrade_effect.ask(old, new, now=NOW)
    with monkeypatch.context() as killed:
        killed.setattr(regrade_effect.Breath, "draw", lambda self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            regrade_effect.work(row, now=NOW)
    half = regrade_effect.of(old, new)
    assert (half.reckoned, half.total, half.whole) == (1, 2, False)
    assert regrade_effect.left_over(now=NOW) == []
    [again] = regrade_effect.left_over(now=LATER)
    regrade_effect.work(again, now=LATER)
    told = regrade_effect.of(old, new)
    assert (told.whole, told.done_at) == (True, LATER)
    for name in ("total", "reckoned", "changed", "gained", "lost", "places"):
        assert getattr(told, name) == getattr(at_once, name)


# -- the page ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def as_(cast: Cast, client: Client, quiz):
    takes(cast.sari, quiz)
    roles.synchronise([cast.budi, cast.ningsih, cast.admin], on=TODAY)

    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in


def test_a_nakes_reads_both_keys_and_the_effect_then_decides(cast: Cast, as_, django_capture_on_commit_callbacks):
    old = corrected(cast)
    nakes, url = as_(cast.ningsih), f"/cms/nilai-ulang/{old.pk}/"
    assert url in nakes.get("/cms/nilai-ulang/").content.decode()
    page = nakes.get(url).content.decode()
    assert "1 lembar terjawab menampilkan versi ini." in page
    assert "Di meja yang datar" in page
    given = {"note": "Kunci keliru menurut Juknis.", "kunci": old.question.current.pk}
    done = nakes.post(url, given, follow=True).content.decode()
    assert "versi 1 dinilai dengan kunci versi 2" in done
    assert Regrade.objects.get().by == cast.ningsih
    assert nakes.get(url).status_code == 404


def test_a_nakes_strikes_a_version_from_its_own_page_and_takes_it_back(cast: Cast, as_):
    old = TicketItem.objects.select_related("version__question").first().version
    nakes, url = as_(cast.ningsih), f"/cms/nilai-ulang/{old.pk}/coret/"
    assert url in nakes.get(f"/cms/soal/lihat/{old.question.key}/").content.decode()
    page = nakes.get(url).content.decode()
    assert "Soal ini juga diistirahatkan." in page
    assert "1 lembar terjawab menampilkan versi ini. Semuanya dihitung." in page
    assert nakes.post(url, {"note": ""}).status_code == 409
    assert "dicoret dari penilaian" in nakes.post(url, {"note": "Rancu."}, follow=True).content.decode()
    assert "Batalkan pencoretan" in nakes.get(url).content.decode()
    nakes.post(url, {"note": "Tidak rancu.", "kunci": old.pk})
    assert list(Regrade.objects.order_by("pk").values_list("new", flat=True)) == [None, old.pk]


def test_too_many_sheets_are_counted_before_anybody_decides(cast: Cast, as_, monkeypatch):
    monkeypatch.setattr(regrade_effect, "MOST", 0)
    old = corrected(cast)
    nakes, url = as_(cast.ningsih), f"/cms/nilai-ulang/{old.pk}/"
    page = nakes.get(url).content.decode()
    assert "Hitung akibatnya" in page
    assert "Nilai ulang lembar-lembar ini" not in page
    nakes.post(url, {"act": "hitung"})
    assert "Sedang dihitung: 0 dari 1 lembar." in nakes.get(url).content.decode()
    tasks.reckon_regrade(RegradeReckoning.objects.get().pk)
    page = nakes.get(url).content.decode()
    assert "Semuanya dihitung, " in page
    assert "Nilai ulang lembar-lembar ini" in page


def test_the_menu_leads_authors_and_nakes_there(cast: Cast, as_):
    for who in (cast.ningsih, cast.budi):
        assert "/cms/nilai-ulang/" in as_(who).get("/cms/soal/").content.decode()


def test_a_note_is_asked_for_and_a_key_that_changed_meanwhile_is_said(cast: Cast, as_):
    old = corrected(cast)
    nakes, url = as_(cast.ningsih), f"/cms/nilai-ulang/{old.pk}/"
    assert nakes.post(url, {"note": "", "kunci": old.question.current.pk}).status_code == 409
    assert "baru saja berganti versi" in nakes.post(url, {"note": "Salah.", "kunci": old.pk}).content.decode()
    assert not Regrade.objects.exists()


def test_an_author_looks_on_and_nobody_else_comes_in(cast: Cast, as_):
    old = corrected(cast)
    url = f"/cms/nilai-ulang/{old.pk}/"
    author = as_(cast.budi)
    assert "Keputusan ada pada nakes" in author.get(url).content.decode()
    assert author.post(url, {"note": "x", "kunci": old.question.current.pk}).status_code == 404
    assert author.post(f"{url}coret/", {"note": "x"}).status_code == 404
    assert author.post(url, {"act": "hitung"}).status_code == 404
    for who in (cast.sari, cast.dewi, cast.rina):
        assert as_(who).get(url).status_code in (302, 404)
        assert as_(who).get(f"{url}coret/").status_code in (302, 404)
    assert not Regrade.objects.exists()
