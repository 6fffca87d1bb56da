from random import Random
from typing import Any

import pytest
from django.test import Client

from assessments.models import Question
from assessments.types import TYPES
from modules.models import Programme
from tests.assessments import solve
from tests.assessments.factories import ITEMS, make_bank, make_module, make_one_of_each
from tests.factories import make_programme


@pytest.fixture
def url(db: None) -> str:
    programme = make_programme()
    make_bank(programme)
    return f"/latihan/{make_module(programme).slug}/"


def test_anybody_practises_one_item_at_a_time(client: Client, url: str):
    page = client.get(url).content.decode()
    assert "Soal latihan 0?" in page
    assert "1 dari 4" in page
    assert "RAHASIA" not in page


@pytest.mark.parametrize(("how", "word"), [(solve.right, "Benar"), (solve.wrong, "Kurang tepat")])
def test_the_answer_to_every_type_is_explained_at_once(client: Client, url: str, how: Any, word: str):
    Question.objects.filter(use="latihan").update(status="retired")
    make_one_of_each(Programme.objects.get(), use="latihan")
    for number, row in enumerate(Question.objects.drawable().filter(use="latihan").order_by("key"), start=1):
        content = ITEMS[row.type]
        answer = solve.fields("jawab", how(row.type, content, TYPES[row.type].pin(content, Random(row.key))))
        page = client.get(url, {"soal": number, "dijawab": 1, **answer}).content.decode()
        assert f"{word} (jawaban Ibu/Bapak)" in page, row.type
        assert ("Kurang tepat" in page) is (word == "Kurang tepat"), row.type
        assert "RAHASIA-" in page, row.type
        assert f"?soal={number + 1}" in page


def test_checking_without_a_choice_says_so(client: Client, url: str):
    assert "Belum ada jawaban" in client.get(url, {"soal": 2, "dijawab": 1}).content.decode()


@pytest.mark.parametrize("query", ["soal=0", "soal=x", "soal=-1", "soal=%00", "soal=1&dijawab=1&jawab=zzz&jawab=a"])
def test_a_strange_address_does_no_harm(client: Client, url: str, query: str):
    assert client.get(f"{url}?{query}").status_code == 200


def test_the_round_ends_and_can_begin_again(client: Client, url: str):
    page = client.get(f"{url}?soal=5").content.decode()
    assert "Latihan selesai" in page
    assert url in page


def test_a_counting_item_is_never_practised(client: Client, url: str):
    seen = "".join(client.get(f"{url}?soal={number}").content.decode() for number in range(1, 6))
    assert "Soal counting" not in seen
    Question.objects.filter(use="latihan").update(status="retired")
    assert "Latihan belum ada" in client.get(url).content.decode()


def test_practice_leaves_no_trace(client: Client, url: str, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        response = client.get(url, {"soal": 1, "dijawab": 1, "jawab": "b"})
    assert not response.cookies


@pytest.mark.django_db
def test_an_unknown_module_is_not_found(client: Client):
    assert client.get("/latihan/tidak-ada/").status_code == 404
