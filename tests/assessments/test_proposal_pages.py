"""The page of proposed questions in the admin."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments import proposals
from assessments.models import Question
from lms.people import roles
from modules.facts import change_fact
from modules.models import Programme
from tests.assessments.test_proposals import programme, seen  # noqa: F401
from tests.cast import Cast
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
PAGE = "/cms/soal/usulan/"


@pytest.fixture
def as_(programme: Programme, cast: Cast, client: Client) -> object:  # noqa: F811
    """Sign somebody in who may enter the admin; a number has changed."""
    change_fact("b3.batas", value="12", now=NOW)
    roles.synchronise([cast.budi, cast.ningsih, cast.admin], on=TODAY)

    def sign_in(user: object) -> Client:
        client.force_login(user)
        return client

    return sign_in


def ticked() -> list[str]:
    return [f"{pk}:{sha256}" for pk, sha256 in seen()]


def test_old_and_new_stand_side_by_side_in_a_few_queries(
    as_: object, cast: Cast, django_assert_max_num_queries: object
):
    nakes = as_(cast.ningsih)
    with django_assert_max_num_queries(22):  # some of them ask what the menu may show
        text = nakes.get(PAGE).text
    assert reverse("question-proposals") == PAGE
    assert "<ins>Di bawah 12\u00a0cm?</ins>" in text
    assert "Di bawah 11,5\u00a0cm?" in text
    assert "2 soal menunggu nakes" in nakes.get("/cms/").text


def test_a_nakes_takes_what_she_ticked_and_nothing_else(as_: object, cast: Cast):
    first, _second = ticked()
    text = as_(cast.ningsih).post(PAGE, {"pilih": [first, "x", "9:"], "terima": "1"}, follow=True).text
    assert "1 soal memakai versi baru." in text
    assert proposals.waiting().count() == 1
    assert "Beri tanda" in as_(cast.ningsih).post(PAGE, {"terima": "1"}, follow=True).text


def test_what_she_drops_rests(as_: object, cast: Cast):
    as_(cast.ningsih).post(PAGE, {"pilih": ticked(), "tolak": "1"})
    assert Question.objects.get(key="b3-c00").status == "draft"
    assert not proposals.waiting().exists()


def test_an_author_looks_on_and_others_find_nothing(as_: object, cast: Cast):
    author = as_(cast.budi)
    assert "Keputusan ada pada nakes" in author.get(PAGE).text
    assert author.post(PAGE, {"pilih": ticked(), "terima": "1"}).status_code == 404
    assert as_(cast.admin).get(PAGE).status_code == 404
    assert as_(cast.dewi).get(PAGE).status_code == 302
    assert proposals.waiting().count() == 2
