"""A kader learns on her own page that a lesson she read was withdrawn or corrected; a phone asks the API."""

from datetime import timedelta

import pytest
from django.test import Client

from modules import recall, study
from modules.models import LessonPage, Recall, RecallSeen
from tests.assessments.factories import lacks_only_b3, make_module
from tests.cast import Cast
from tests.factories import NOW

SENTENCE = "Batas yang <b>tertulis</b> keliru. Ikuti Buku KIA."
API = "/api/v1/isi-ditarik"


@pytest.fixture
def lesson(cast: Cast) -> LessonPage:
    """A lesson that Sari opened yesterday."""
    module = make_module(lacks_only_b3(cast.sari))
    page = LessonPage.objects.child_of(module).first()
    study.open_lesson(cast.sari.person.kader, module.competency, page.lesson_key, now=NOW - timedelta(days=1))
    return page


@pytest.fixture
def row(lesson: LessonPage, cast: Cast) -> Recall:
    return recall.correct(lesson, reason=SENTENCE, by=cast.budi, now=NOW)


def test_she_is_told_until_she_says_that_she_has_read_it(row: Recall, cast: Cast, client: Client):
    client.force_login(cast.sari)
    for _ in range(2):  # looking is not reading
        text = client.get("/saya/").text
        assert "tertulis&lt;/b&gt; keliru" in text
        assert f'href="{row.address}"' in text
    assert client.get("/saya/isi/").status_code == 405
    assert client.post("/saya/isi/", {"isi": [row.pk, "x", "9" * 40]}).url == "/saya/"
    assert "keliru" not in client.get("/saya/").text
    assert RecallSeen.objects.get().kader == cast.sari.person.kader


def test_others_are_told_nothing_and_can_say_nothing(row: Recall, cast: Cast, client: Client):
    assert client.post("/saya/isi/", {"isi": row.pk}).url.startswith("/masuk/")
    client.force_login(cast.tini)
    assert "keliru" not in client.get("/saya/").text
    client.post("/saya/isi/", {"isi": row.pk})
    client.force_login(cast.rina)
    assert client.post("/saya/isi/", {"isi": row.pk}).status_code == 404
    assert not RecallSeen.objects.exists()


def test_it_costs_one_statement_for_any_number(
    row: Recall, lesson: LessonPage, cast: Cast, client: Client, django_assert_max_num_queries: object
):
    for _ in range(4):
        recall.correct(lesson, reason=SENTENCE, by=cast.budi, now=NOW)
    client.force_login(cast.sari)
    with django_assert_max_num_queries(29):
        text = client.get("/saya/").text
    assert text.count('name="isi"') == 3


def test_a_phone_asks_what_is_no_longer_good(row: Recall, lesson: LessonPage, cast: Cast, client: Client):
    answer = client.get(API)
    [told] = answer.json()["recalls"]
    assert (told["kind"], told["competency"], told["lesson"], told["area"]) == ("diperbaiki", "B3", row.lesson_key, "")
    assert (told["hashes"], told["good_hash"]) == (row.hashes, row.good_hash)
    assert answer["Cache-Control"] == "public, max-age=300"
    again = {"If-None-Match": answer["ETag"]}
    assert client.get(API, headers=again).status_code == 304
    recall.withdraw(lesson, reason=SENTENCE, by=cast.budi, now=NOW)
    assert [one["kind"] for one in client.get(API, headers=again).json()["recalls"]] == ["ditarik", "diperbaiki"]
    assert "/api/v1/isi-ditarik" in client.get("/api/v1/openapi.json").json()["paths"]
