"""Writing an item and bringing it into use: rancangan, ditelaah, dipakai, diistirahatkan."""

import dataclasses
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from assessments import authoring, bank_lists, retag
from assessments.models import Question, QuestionDraft, QuestionStep
from assessments.retag import Change, Plan
from lms.areas.errors import UserError
from lms.people.models import AuditEvent
from modules.facts import change_fact, in_force
from modules.models import Competency, Fact, Programme
from modules.rules import digest
from tests.assessments.factories import ITEMS, make_bank
from tests.cast import Cast
from tests.factories import NOW, make_programme

pytestmark = [pytest.mark.django_db, pytest.mark.every_database]


def words(stem: str = "LiLA di bawah {fakta:b3.batas}?") -> dict[str, object]:
    return {
        "stem": stem,
        "options": [
            {"key": "a", "text": "Merah", "correct": True, "feedback": "Ya."},
            {"key": "b", "text": "Hijau", "correct": False, "feedback": "Bukan."},
        ],
    }


@pytest.fixture
def programme() -> Programme:
    Fact.objects.create(
        key="b3.batas", value="11,5", unit="cm", wording="B.", status="settled", valid_from=date(2025, 1, 1)
    )
    return make_programme()


@pytest.fixture
def marks(programme: Programme) -> authoring.Marks:
    row = Competency.objects.get(group__programme=programme, key="B3")
    return authoring.Marks(row, "mengukur-lila", "sedang", essential=False)


@pytest.fixture
def item(marks: authoring.Marks, cast: Cast) -> Question:
    return authoring.create("single", "counting", marks, words(), by=cast.budi, now=NOW)


def again(question: Question) -> Question:
    return Question.objects.select_related("current", "draft").get(pk=question.pk)


def seen(question: Question) -> str:
    return digest(authoring.said(authoring.text_of(again(question)), in_force()))


def reviewed(question: Question, cast: Cast) -> None:
    authoring.review(again(question), seen=seen(question), by=cast.ningsih, now=NOW)


def in_use(question: Question, cast: Cast) -> Question:
    reviewed(question, cast)
    authoring.activate(again(question), by=cast.budi, now=NOW)
    return again(question)


def test_an_item_is_drawn_only_after_a_nakes_has_read_it(item: Question, cast: Cast):
    with pytest.raises(UserError, match="belum ditelaah"):
        authoring.activate(again(item), by=cast.budi, now=NOW)
    assert not Question.objects.drawable().exists()
    row = in_use(item, cast)
    assert (row.status, row.current.content["stem"]) == ("active", "LiLA di bawah 11,5\u00a0cm?")
    assert list(Question.objects.drawable()) == [row]
    told = list(QuestionStep.objects.order_by("pk").values_list("act", "before", "after", "by__username"))
    assert told == [
        ("written", "draft", "draft", "budi"),
        ("reviewed", "draft", "reviewed", "ningsih"),
        ("activated", "reviewed", "active", "budi"),
    ]


def test_who_may_not_is_refused(item: Question, marks: authoring.Marks, cast: Cast):
    for stranger in (cast.sari, cast.dewi, cast.ningsih):
        with pytest.raises(PermissionDenied):
            authoring.create("single", "counting", marks, words(), by=stranger, now=NOW)
    with pytest.raises(PermissionDenied):
        authoring.review(again(item), seen=seen(item), by=cast.budi, now=NOW)


def test_nobody_reviews_her_own_words(item: Question, cast: Cast):
    QuestionDraft.objects.update(written_by=cast.ningsih)
    with pytest.raises(UserError, match="Tulisan sendiri"):
        reviewed(item, cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionDraft.objects.update(reviewed_by=cast.ningsih, reviewed_at=NOW, reviewed_sha256="0" * 64)


def test_the_database_keeps_the_trail_and_refuses_a_step_past_the_nakes(item: Question, cast: Cast):
    step = {"question": item, "at": NOW, "by": cast.budi}
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionStep.objects.create(act="activated", before="draft", after="active", **step)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionStep.objects.create(act="rested", before="draft", after="retired", **step | {"by": None})
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionStep.objects.update(note="lain")


def test_other_words_wait_while_the_item_goes_on_as_it_was(item: Question, marks: authoring.Marks, cast: Cast):
    row = in_use(item, cast)
    base = authoring.base_of(row)
    assert authoring.write(row, marks, words("Pita apa?"), base=base, by=cast.budi, now=NOW)
    row = again(row)
    assert (row.status, row.current.number, row.written["stem"]) == ("active", 1, words()["stem"])
    assert Question.objects.drawable().filter(pk=row.pk).exists()
    assert list(bank_lists.to_review(bank_lists.listed())) == [row]
    row = in_use(row, cast)
    assert (row.current.number, row.current.content["stem"], authoring.draft_of(row)) == (2, "Pita apa?", None)


def test_two_authors_at_once_lose_nothing(item: Question, marks: authoring.Marks, cast: Cast):
    base = authoring.base_of(item)
    authoring.write(again(item), marks, words("Satu?"), base=base, by=cast.budi, now=NOW)
    with pytest.raises(UserError, match="diubah orang lain"):
        authoring.write(again(item), marks, words("Dua?"), base=base, by=cast.budi, now=NOW)
    assert again(item).draft.written["stem"] == "Satu?"


def test_a_number_that_changes_after_the_review_is_read_again(item: Question, cast: Cast):
    reviewed(item, cast)
    change_fact("b3.batas", value="12", now=NOW)
    with pytest.raises(UserError, match="berubah sejak ditelaah"):
        authoring.activate(again(item), by=cast.budi, now=NOW)
    assert in_use(item, cast).current.content["stem"] == "LiLA di bawah 12\u00a0cm?"


def test_what_cannot_be_scored_or_is_no_item_is_refused(item: Question, marks: authoring.Marks, cast: Cast):
    change_fact("b3.batas", status="disputed", now=NOW)
    with pytest.raises(UserError, match="belum ditetapkan"):
        authoring.create("single", "counting", marks, words(), by=cast.budi, now=NOW)
    with pytest.raises(UserError, match="tidak ada"):
        authoring.create("single", "latihan", marks, words("{fakta:b3.asing}?"), by=cast.budi, now=NOW)
    both = [option | {"correct": True} for option in words()["options"]]
    with pytest.raises(UserError, match="tepat satu"):
        authoring.create("single", "latihan", marks, words() | {"options": both}, by=cast.budi, now=NOW)


def test_a_nakes_says_what_to_mend(item: Question, cast: Cast):
    reviewed(item, cast)
    with pytest.raises(UserError, match="Tulis apa"):
        authoring.send_back(again(item), note=" ", by=cast.ningsih, now=NOW)
    authoring.send_back(again(item), note="Pilihan B juga benar.", by=cast.ningsih, now=NOW)
    row = again(item)
    assert (row.status, row.draft.is_reviewed) == ("draft", False)
    assert bank_lists.steps(row).first().note == "Pilihan B juga benar."


def test_an_item_rests_and_comes_back_as_a_draft(item: Question, cast: Cast):
    row = in_use(item, cast)
    authoring.rest(row, by=cast.budi, now=NOW)
    assert not Question.objects.drawable().exists()
    with pytest.raises(UserError, match="Keadaan soal"):
        authoring.rest(row, by=cast.budi, now=NOW)
    authoring.revive(row, by=cast.budi, now=NOW)
    row = again(row)
    assert (row.status, row.draft.written) == ("draft", row.written)
    assert in_use(row, cast).current.number == 1


def test_what_was_imported_is_in_use_and_a_nakes_can_approve_it_as_it_is(programme: Programme, cast: Cast):
    make_bank(programme, counting=1, practice=0)
    row = Question.objects.get()
    Question.objects.update(written=row.current.content)
    assert list(bank_lists.unread(bank_lists.listed())) == [row]
    reviewed(row, cast)
    assert not bank_lists.unread(bank_lists.listed()).exists()
    assert again(row).status == "active"


def test_many_items_are_marked_and_counted_before(programme: Programme, cast: Cast):
    make_bank(programme, counting=5, practice=0)
    Question.objects.filter(key="b3-c00").update(difficulty="sulit")
    chosen = list(Question.objects.values_list("pk", flat=True))
    hard = Change("difficulty", "sulit")
    assert retag.plan(chosen, hard) == Plan(changes=4, same=1, unfit=0)
    assert retag.apply(chosen, hard, by=cast.budi, now=NOW) == 4
    assert AuditEvent.objects.get(act="questions_marked").count == 4
    other = Competency.objects.exclude(key="B3").first()
    assert retag.plan(chosen, Change("lesson", f"{other.pk}:lain")) == Plan(changes=0, same=0, unfit=5)
    assert retag.apply(chosen, Change("rest"), by=cast.budi, now=NOW) == 5
    with pytest.raises(PermissionDenied):
        retag.apply(chosen, hard, by=cast.ningsih, now=NOW)


# -- the item that may be answered instead ----------------------------------------------------------------------------
def reading(alternative: str) -> dict[str, object]:
    return {**ITEMS["reading"], "alternative": alternative}


def test_the_item_answered_instead_is_of_the_same_competency_here_as_in_a_package(item, marks, cast: Cast):
    row, facts = in_use(item, cast), in_force()
    other = Competency.objects.exclude(pk=marks.competency.pk).first()
    named = reading(row.key)
    assert authoring.problems("reading", "counting", named, facts, marks.competency) == []
    [fault] = authoring.problems("reading", "counting", named, facts, other)
    assert fault == f"Soal pengganti “{row.key}” tidak ada di kompetensi ini."
    assert authoring.problems("reading", "counting", named, facts, None, near=other.pk) == [fault]
    with pytest.raises(UserError, match="tidak ada di kompetensi ini"):
        authoring.create(
            "reading", "counting", dataclasses.replace(marks, competency=other), named, by=cast.budi, now=NOW
        )


def test_an_item_that_others_name_stays_in_their_competency(item, marks, cast: Cast):
    row = in_use(item, cast)
    seeing = authoring.create("reading", "counting", marks, reading(row.key), by=cast.budi, now=NOW)
    in_use(seeing, cast)
    other = Competency.objects.exclude(pk=marks.competency.pk).first()
    elsewhere = dataclasses.replace(marks, competency=other)
    with pytest.raises(UserError, match=f"pengganti bagi {seeing.key}"):
        authoring.write(row, elsewhere, row.written, base=authoring.base_of(row), by=cast.budi, now=NOW)
    assert again(row).competency == marks.competency
