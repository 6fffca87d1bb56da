"""Forms on paper: drawn once, printed as A and B with the key apart, typed in row by row, nothing lost."""

import io

import pikepdf
import pytest
import time_machine
from django.test import Client

from assessments import paper, paper_sheet, printed
from assessments.models import Attempt, CompetencyRecord, PaperForm, Quarantine, Question, QuestionVersion, Ticket
from lms.areas.errors import UserError
from lms.people.models import AuditEvent
from tests.assessments.factories import ITEMS, make_bank, make_one_of_each, make_quiz
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
def forms(cast: Cast, quiz) -> list[PaperForm]:
    return paper.make(quiz, cast.balowerti, by=cast.rina, now=NOW)


@pytest.fixture
def rina(cast: Cast, client: Client, quiz, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("lms.people.access.is_strong", lambda *args, **kwargs: True)
    client.force_login(cast.rina)
    return client


def key(form: PaperForm) -> list[str]:
    return [
        text for item, payload in paper.items(form) for text in printed.key(item.version.content, item.pin, payload)
    ]


def grid(form: PaperForm, cast: Cast, typed: list[str], *, save: str = "semua", **other: str) -> dict[str, str]:
    uuid = cast.sari.person.kader.uuid
    return {"simpan": save, "day": "2025-11-24"} | {f"{uuid}-{at}": text for at, text in enumerate(typed)} | other


def test_a_and_b_ask_the_same_in_another_order(forms: list[PaperForm]):
    one, two = ([item.version.question.key for item, _ in paper.items(form)] for form in forms)
    assert set(one) == set(two)
    assert [form.letter for form in forms] == ["A", "B"]
    assert forms[0].rule["items"] == 6
    assert paper.twin(forms[0]) == forms[1]


def test_what_paper_cannot_ask_is_not_drawn(cast: Cast, quiz):
    Question.objects.filter(use="counting").exclude(key__in=["b3-c00", "b3-c01"]).update(type="hotspot")
    for row in QuestionVersion.objects.filter(question__type="hotspot"):
        row.content |= {"image": "tidak-ada.svg"}
        row.save()
    with pytest.raises(UserError):  # the pictures of the others are not there
        paper.make(quiz, cast.balowerti, by=cast.rina, now=NOW)
    assert not PaperForm.objects.exists()


def test_an_item_of_every_type_is_printed_with_its_picture(cast: Cast, quiz):
    Question.objects.all().update(status="retired")
    make_one_of_each(quiz.competency.group.programme)
    kinds = len(ITEMS) - 1  # the picture of a place to tap is not there
    quiz.blueprint = [{"competency": "B3", "count": kinds}]
    quiz.save()
    form, _twin = paper.make(quiz, cast.balowerti, by=cast.rina, now=NOW)
    told = paper_sheet.data(form, "soal")["items"]
    assert sum(bool(item["pictures"]) for item in told) == 2  # an instrument and a KMS
    with pikepdf.open(io.BytesIO(paper_sheet.pdf(form, "soal"))) as pdf:
        assert len(pdf.pages) <= 6
    typed = [text.lower() for text in key(form)]
    receipt = paper.enter(
        form, cast.sari.person.kader, paper.answers(paper.items(form), typed), day=TODAY, by=cast.rina, now=NOW
    )
    assert receipt.attempt.score_percent == 100


def test_questions_and_answer_sheet_hold_no_key(forms: list[PaperForm]):
    for kind in ("soal", "jawaban"):
        told = paper_sheet.data(forms[0], kind)
        assert not told["key"]
        assert "RAHASIA" not in str(told)
        assert "correct" not in str(told)
    assert [text for _label, text in paper_sheet.data(forms[0], "kunci")["key"]] == key(forms[0])


def test_the_papers_are_tagged_pdfs(forms: list[PaperForm]):
    for kind in paper_sheet.KINDS:
        with pikepdf.open(io.BytesIO(paper_sheet.pdf(forms[1], kind))) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert len(pdf.pages) <= 3


def test_a_typed_row_becomes_her_answer_and_the_mode_is_on_record(cast: Cast, rina: Client, forms: list[PaperForm]):
    page = rina.post(f"/nilai/kertas/{forms[0].uuid}/", grid(forms[0], cast, key(forms[0]))).content.decode()
    assert "1 baris disimpan." in page
    assert "lulus, nilai 100" in page
    attempt = Attempt.objects.get()
    assert (attempt.kader, attempt.ticket.mode, attempt.ticket.paper) == (cast.sari.person.kader, "kertas", forms[0])
    assert CompetencyRecord.objects.get(competency__key="B3").study_closed_on == TODAY


def test_a_wrong_letter_is_said_and_everything_typed_stays(cast: Cast, rina: Client, forms: list[PaperForm]):
    typed = ["Z", *key(forms[0])[1:]]
    page = rina.post(f"/nilai/kertas/{forms[0].uuid}/", grid(forms[0], cast, typed)).content.decode()
    assert "isinya tetap ada" in page
    assert 'value="Z"' in page
    assert page.count('aria-invalid="true"') == 1
    assert not Ticket.objects.exists()


def test_blank_boxes_are_allowed_and_a_blank_row_is_none(cast: Cast, rina: Client, forms: list[PaperForm]):
    url = f"/nilai/kertas/{forms[0].uuid}/"
    row, sari = ["", *key(forms[0])[1:]], str(cast.sari.person.kader.uuid)
    for typed, save in (([""] * 6, sari), (row, "semua"), (row, "")):  # only her own button hands in a row with blanks
        assert "Belum ada yang disimpan" in rina.post(url, grid(forms[0], cast, typed, save=save)).content.decode()
    rina.post(url, grid(forms[0], cast, row, save=sari))
    assert len(Attempt.objects.get().answers) == 5


def test_only_the_row_whose_button_was_pressed_is_saved(cast: Cast, rina: Client, forms: list[PaperForm]):
    other = str(cast.tini.person.kader.uuid)
    page = rina.post(f"/nilai/kertas/{forms[0].uuid}/", grid(forms[0], cast, key(forms[0]), save=other))
    assert "Belum ada yang disimpan" in page.content.decode()
    assert f'value="{key(forms[0])[0]}"' in page.content.decode()
    assert not Attempt.objects.exists()


def test_the_same_row_twice_is_once_and_another_one_is_kept_aside(cast: Cast, forms: list[PaperForm]):
    shown, kader = paper.items(forms[0]), cast.sari.person.kader
    whole = paper.answers(shown, [text.lower() for text in key(forms[0])])
    first, again = (paper.enter(forms[0], kader, whole, day=TODAY, by=cast.rina, now=NOW) for _ in range(2))
    assert (again.attempt, again.duplicate) == (first.attempt, True)
    with pytest.raises(UserError):
        paper.enter(forms[0], kader, {}, day=TODAY, by=cast.rina, now=NOW)
    assert (Attempt.objects.count(), Quarantine.objects.get().reason) == (1, "conflict")


def test_days_rights_and_turns_are_kept(cast: Cast, quiz, forms: list[PaperForm]):
    kader = cast.sari.person.kader
    for by, day in ((cast.wulan, TODAY), (cast.rina, TODAY.replace(day=23)), (cast.rina, TODAY.replace(day=25))):
        with pytest.raises(UserError):
            paper.enter(forms[0], kader, {}, day=day, by=by, now=NOW)
    quiz.max_attempts = 1
    quiz.save()
    paper.enter(forms[0], kader, {}, day=TODAY, by=cast.rina, now=NOW)
    with pytest.raises(UserError, match="kesempatannya"):
        paper.enter(PaperForm.objects.get(pk=forms[1].pk), kader, {}, day=TODAY, by=cast.rina, now=NOW)
    assert Attempt.objects.count() == 1


def test_rina_makes_a_pair_and_taking_the_key_is_told(cast: Cast, rina: Client, quiz):
    page = rina.post("/nilai/kertas/", {"quiz": quiz.pk, "puskesmas": cast.balowerti.pk}, follow=True)
    assert "Lembar A" in page.content.decode()
    form = PaperForm.objects.get(letter="A")
    for kind in paper_sheet.KINDS:
        assert rina.get(f"/nilai/kertas/{form.uuid}/{kind}.pdf")["Content-Type"] == "application/pdf"
    assert AuditEvent.objects.filter(act="paper_key", puskesmas=cast.balowerti).count() == 1
    assert rina.post("/nilai/kertas/", {"quiz": quiz.pk, "puskesmas": cast.puskesmas_ngletih.pk}).status_code == 409
    assert rina.get(f"/nilai/kertas/{form.uuid}/lain.pdf").status_code == 404


@pytest.mark.parametrize("who", ["sari", "tini", "wulan", "puji", "dewi", "yanti", "budi", "admin"])
def test_nobody_else_sees_the_papers_or_types(cast: Cast, rina: Client, forms: list[PaperForm], who: str):
    rina.force_login(getattr(cast, who))
    url = f"/nilai/kertas/{forms[0].uuid}/"
    for address in (url, f"{url}kunci.pdf", f"{url}soal.pdf"):
        assert rina.get(address).status_code == 404
    assert rina.post(url, grid(forms[0], cast, key(forms[0]))).status_code == 404
    assert not Attempt.objects.exists()


def test_the_grid_costs_the_same_for_few_and_many(
    cast: Cast, rina: Client, forms: list[PaperForm], django_assert_num_queries
):
    rina.get(f"/nilai/kertas/{forms[0].uuid}/")
    with django_assert_num_queries(13):
        rina.get(f"/nilai/kertas/{forms[0].uuid}/")
