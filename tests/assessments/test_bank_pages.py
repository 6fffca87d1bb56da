"""The bank in the admin: the list, an item's page, its form, many at once; for authors and nakes of the nation."""

import json
import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from assessments import bank
from assessments.cms.bank import urls
from assessments.cms.item_form import ItemForm, read
from assessments.draw import issue_ticket
from assessments.models import Question, Quiz
from assessments.submit import submit
from assessments.types import TYPES, fields_of
from assessments.types.fields import given, shape_of
from lms.people import roles
from lms.people.models import Role
from modules.models import Fact
from modules.shapes import fit
from tests.assessments.factories import ITEMS, make_bank, make_module, make_quiz, sealed
from tests.assessments.test_types import content as content_of
from tests.cast import SINCE, Cast
from tests.factories import NOW, TODAY, make_programme

pytestmark = pytest.mark.django_db
LIST = "/cms/soal/"


@pytest.fixture
def quiz(cast: Cast) -> Quiz:
    """A bank of B3 with a fact in it; one ticket was handed in."""
    programme = make_programme()
    make_bank(programme, counting=6, practice=2)
    make_module(programme)
    Fact.objects.create(key="b3.batas", value="11,5", unit="cm", wording="B.", status="settled", valid_from=SINCE)
    for question in Question.objects.select_related("current"):
        Question.objects.filter(pk=question.pk).update(written=question.current.content)
    item = Question.objects.get(key="b3-c00")
    item.written["stem"] = "Di bawah {fakta:b3.batas}?"
    item.save()
    bank.publish_written(item, now=NOW)
    quiz = make_quiz(programme)
    submit(sealed(issue_ticket(cast.sari.person.kader, quiz, now=NOW)), channel="form", now=NOW)
    return quiz


@pytest.fixture
def as_(quiz: Quiz, cast: Cast, client: Client) -> object:
    roles.synchronise([cast.budi, cast.ningsih, cast.admin], on=TODAY)

    def sign_in(user: object) -> Client:
        client.force_login(user)
        return client

    return sign_in


def posted(**values: str) -> dict[str, str]:
    lesson = f"{Question.objects.first().competency_id}:mengukur-lila"
    return {
        "use": "counting",
        "lesson": lesson,
        "difficulty": "mudah",
        "stem": "Warna pita di bawah {fakta:b3.batas}?",
        "options-0-key": "",
        "options-0-text": "Merah",
        "options-0-correct": "1",
        "options-0-feedback": "Ya.",
        "options-1-key": "",
        "options-1-text": "Hijau",
        "options-1-feedback": "",
        "options-2-key": "",
        "options-2-text": "",
        "options-2-feedback": "",
    } | values


def test_the_list_finds_and_filters_in_the_same_few_queries(
    as_: object, cast: Cast, django_assert_max_num_queries: object
):
    client = as_(cast.budi)
    with django_assert_max_num_queries(18):  # the rows alone, as the menu asks for itself
        text = client.get(reverse("bank-results")).text
    assert "Di bawah 11,5\u00a0cm?" in text
    assert "Soal latihan 0?" in text
    assert "belum ditelaah nakes" in text
    for query, there in (
        ({"q": "bawah 11"}, {"b3-c00"}),
        ({"q": "b3-l0"}, {"b3-l00", "b3-l01"}),
        ({"use": "latihan", "type": "multiple"}, {"b3-l01"}),
        ({"fact": "b3.batas"}, {"b3-c00"}),
        ({"essential": "true", "use": "counting"}, {"b3-c00", "b3-c01"}),
        ({"state": "confusing"}, set()),
        ({"state": "waits"}, set()),
        ({"state": "ill"}, set()),
        ({"status": "retired"}, set()),
    ):
        rows = client.get(LIST, query).context["object_list"]
        assert {row.key for row in rows} == there, query


def test_only_authors_and_nakes_of_the_nation_see_keys(as_: object, cast: Cast):
    Role.objects.create(user=cast.dewi, kind="penyusun_lokal", area=cast.kediri, since=SINCE)
    roles.synchronise([cast.dewi], on=TODAY)
    names = {"key": "b3-c00", "kind": "single", "uuid": uuid4()}
    for user in (cast.admin, cast.dewi):
        client = as_(user)
        for route in urls:
            if route.name != "question-proposals":
                wants = {name: names[name] for name in route.pattern.converters}
                assert client.get(reverse(route.name, kwargs=wants)).status_code in (404, 405), route.name
    nakes = as_(cast.ningsih)
    assert nakes.get(LIST).status_code == 200
    assert nakes.get(reverse("bank-edit", args=["b3-c00"])).status_code == 404
    assert nakes.get(reverse("bank-new")).status_code == 404
    assert nakes.get(reverse("bank-many")).status_code == 404


def test_an_item_tells_who_draws_it_and_how_often_it_was_answered(as_: object, cast: Cast, quiz: Quiz):
    text = as_(cast.budi).get(reverse("bank-item", args=["b3-c01"])).text
    assert quiz.title in text
    assert "belum ditelaah tenaga kesehatan" in text
    assert "<li>Pertanyaan: " in text  # a number alone would not say what it is
    assert 'data-label="Dijawab">1 · <a href="/cms/nilai-ulang/' in text


def test_an_author_writes_without_a_script_and_a_nakes_brings_it_into_use(as_: object, cast: Cast):
    author = as_(cast.budi)
    text = author.post(reverse("bank-new-kind", args=["single"]), posted(), follow=True).text
    assert "Tersimpan sebagai rancangan" in text
    item = Question.objects.exclude(key__regex=r"^b3-[cl]\d\d$").get()
    assert [option["key"] for option in item.draft.written["options"]] == ["a", "b"]
    nakes = as_(cast.ningsih)
    assert "1 rancangan soal menunggu telaah" in nakes.get("/cms/").text
    page = nakes.get(reverse("bank-item", args=[item.key]))
    done = nakes.post(
        reverse("bank-act", args=[item.key]), {"act": "setuju", "seen": page.context["seen"]}, follow=True
    )
    assert "tinggal dipakai" in done.text
    as_(cast.budi).post(reverse("bank-act", args=[item.key]), {"act": "pakai"})
    item.refresh_from_db()
    assert (item.status, item.current.content["stem"]) == ("active", "Warna pita di bawah 11,5\u00a0cm?")


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(as_: object, cast: Cast):
    sent = posted(stem="Di atas {fakta:b3.asing}?", **{"options-1-text": "", "options-0-feedback": "Simpan kata ini"})
    text = as_(cast.budi).post(reverse("bank-new-kind", args=["single"]), sent).text
    assert "Fakta b3.asing tidak ada" in text
    assert "Paling sedikit 2, sekarang 1." in text
    assert "Simpan kata ini" in text
    assert Question.objects.count() == 8
    twice = as_(cast.budi).post(reverse("bank-new-kind", args=["single"]), posted(**{"options-1-correct": "1"})).text
    assert "tepat satu pilihan benar" in twice


def test_rows_come_and_go_without_a_script(as_: object, cast: Cast):
    client, url = as_(cast.budi), reverse("bank-edit", args=["b3-c00"])
    before = client.get(url)
    assert before.text.count("data-bank-row>") == 5  # three options, one blank, and a picture that may come
    sent = written(before.context["boxes"])
    more = client.post(url, posted(tambah="options", base=before.context["base"], **sent))
    assert more.text.count("data-bank-row>") == 6
    sent |= {"options-0-hapus": "1", "stem": "Lain?", "base": before.context["base"]}
    client.post(url, posted(**sent))
    item = Question.objects.select_related("draft").get(key="b3-c00")
    assert [option["key"] for option in item.draft.written["options"]] == ["b", "c"]
    assert item.status == "active"
    assert "Yang akan berubah" in client.get(reverse("bank-item", args=["b3-c00"])).text


def test_rows_change_places_without_a_script_and_nothing_is_kept_yet(as_: object, cast: Cast):
    budi, written = as_(cast.budi), ITEMS["ordering"]  # type: ignore[operator]
    steps = {f"steps-{at}-{name}": step[name] for at, step in enumerate(written["steps"]) for name in ("key", "text")}
    posted = {"stem": "Urutkan.", **steps, "steps-4-key": "", "steps-4-text": "", "pindah": "steps-2-naik"}
    page = budi.post("/cms/soal/baru/ordering/", posted).content.decode()
    texts = re.findall(r'name="steps-\d-text" value="([^"]*)"', page)
    assert texts[:4] == ["Pendaftaran", "Pencatatan", "Pengukuran", "Pelayanan"]
    assert page.count(" autofocus") == 1
    assert 'value="steps-1-naik" data-bank-move="-1" autofocus' in page
    assert "Belum tersimpan" not in page
    assert not Question.objects.filter(type="ordering").exists()


def test_a_row_at_the_edge_stays_and_rows_within_rows_move_among_themselves():
    fields = fields_of("scenario")
    inner = {f"scenes-0-options-{at}-{name}": word for at, word in enumerate("pq") for name in ("key", "text")}
    posted = {"stem": "S", "scenes-0-key": "s1", "scenes-0-text": "Satu", "scenes-1-text": "Dua", **inner}

    def order(move: str) -> list[str]:
        scenes = read(fields, {**posted, "pindah": move})["scenes"]
        return [scene["text"] for scene in scenes] + [option["text"] for option in scenes[0]["options"]]

    assert order("scenes-0-naik") == order("scenes-9-naik") == order("steps-0-turun") == ["Satu", "Dua", "p", "q"]
    assert order("scenes-0-options-1-naik") == ["Satu", "Dua", "q", "p"]
    assert order("scenes-0-turun") == ["Dua", "Satu"]


def test_a_new_row_never_takes_the_key_of_another():
    sent = {"options-0-key": "a", "options-0-text": "A", "options-4-key": "", "options-4-text": "B", "stem": "S"}
    read = ItemForm("single", use="latihan", content={}, posted=sent).content["options"]
    assert [(row["key"], row["text"]) for row in read] == [("a", "A"), ("b", "B")]
    begun = ItemForm("truefalse", use="latihan", content={}).content["options"]
    assert [row["key"] for row in begun] == ["benar", "salah"]


def written(boxes: list) -> dict[str, str]:
    """What a browser posts of these boxes."""
    sent: dict[str, str] = {}
    for box in boxes:
        for row in box.rows:
            sent |= written(row.boxes)
        if box.field.kind != "rows" and box.value is not False:
            sent[box.name] = "1" if box.value is True else str(box.value)
    return sent


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_the_form_of_every_type_gives_back_what_it_was_given(kind: str):
    whole = content_of(kind)
    form = ItemForm(kind, use="latihan", content=whole)
    again = ItemForm(kind, use="latihan", content={}, posted=written(form.boxes()))
    assert again.check({}), again.faults
    shape = shape_of(fields_of(kind))
    assert fit(given(fields_of(kind), again.content), shape)[0] == fit(given(fields_of(kind), whole), shape)[0]


def test_the_preview_shows_the_form_of_the_kader_and_answers(as_: object, cast: Cast):
    author = as_(cast.budi)
    url = reverse("bank-preview", args=["single"])
    page = author.post(url, posted())
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert "Warna pita di bawah 11,5\u00a0cm?" in page.text
    assert 'name="jawab"' in page.text
    letter = page.context["item"].shown["options"][0]["key"]
    told = author.post(url, {"isi": page.context["written"], "use": "counting", "jawab": letter}).text
    assert "Merah" in told
    assert "Ya." in told
    assert "Belum bisa ditampilkan" in author.post(url, posted(stem="")).text
    for junk in ("{", "[]", json.dumps({"stem": 3})):
        assert author.post(url, {"isi": junk}).status_code in (200, 404)
    saved = as_(cast.ningsih).get(reverse("bank-saved", args=["b3-c00"]), {"versi": "1"})
    assert "Soal counting 0?" in saved.text


def test_versions_stand_side_by_side(as_: object, cast: Cast):
    text = as_(cast.ningsih).get(reverse("bank-versions", args=["b3-c00"])).text
    assert "Soal counting 0?" in text
    assert "<ins>Di bawah 11,5\u00a0cm?</ins>" in text
    assert as_(cast.ningsih).get(reverse("bank-versions", args=["b3-c01"])).status_code == 404


def test_many_are_changed_after_the_number_was_said(as_: object, cast: Cast):
    author, url = as_(cast.budi), f"{reverse('bank-many')}?use=counting"
    page = author.get(url)
    assert len(page.context["rows"]) == 6
    sent = {
        "what": "difficulty",
        "difficulty": "sulit",
        "pilih": [row.pk for row, _stem, _on in page.context["rows"]][:4],
    }
    assert "4 soal akan diubah." in author.post(url, sent).text
    assert not Question.objects.filter(difficulty="sulit").exists()
    assert "4 soal diubah." in author.post(url, sent | {"sungguh": "1"}, follow=True).text
    assert Question.objects.filter(difficulty="sulit").count() == 4
