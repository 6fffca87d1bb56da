"""The practice of a module as it travels in its pack: whole, with its keys, and no counting item in it."""

import json
from html import unescape
from re import findall

import pytest
from django.core.cache import caches

from assessments.models import Question
from assessments.practice_pack import fragments
from assessments.types import TYPES
from modules.models import ModulePage
from modules.offline import registry
from modules.pictures import store
from tests.assessments.factories import make_bank, make_module, make_one_of_each
from tests.assessments.test_pictures import SVG
from tests.factories import make_programme


@pytest.fixture
def module(db: None, settings, tmp_path) -> ModulePage:
    settings.MEDIA_ROOT = tmp_path
    programme = make_programme()
    make_bank(programme, practice=0)
    make_one_of_each(programme)
    make_one_of_each(programme, use="latihan")
    store("lengan.svg", SVG.encode(), package_path="ilp/modules/b3/pictures/lengan.svg")
    return make_module(programme)


def test_a_round_holds_every_practice_item_with_its_key_and_its_reasons(module: ModulePage):
    (fragment,) = fragments(module)
    keys = [json.loads(unescape(found)) for found in findall(r'data-key="([^"]+)"', fragment.html)]
    assert (fragment.path, [one["type"] for one in keys]) == ("/latihan/b3/", sorted(TYPES))
    assert all("RAHASIA" in json.dumps(one) for one in keys)
    assert 'data-script="practice"' in fragment.html


def test_no_counting_item_is_ever_in_it(module: ModulePage):
    (fragment,) = fragments(module)
    assert "Soal counting" not in fragment.html
    assert fragment.html.count("Soal single?") == 1  # there are two of that name: only the one for practice
    Question.objects.filter(use="latihan").update(status="retired")
    assert fragments(module) == []


def test_its_pictures_are_files_that_a_pack_can_bring(module: ModulePage):
    (fragment,) = fragments(module)
    assert len(fragment.weigh().pictures) == 3  # of the hotspot, the instrument, the growth curve
    assert all(url.startswith("/media/") for url in fragment.weigh().pictures)
    again = fragments(module)[0].weigh().pictures
    assert again == fragment.weigh().pictures


def test_it_stands_in_the_registry_and_is_made_anew_when_an_item_changes(module: ModulePage):
    (before,) = [one for one in registry.of_module(module) if one.path == "/latihan/b3/"]
    known = caches["pages"].get("generation")
    row = Question.objects.get(key="l-single")
    row.status = "retired"
    row.save()
    assert fragments(module)[0].hash != before.hash
    assert caches["pages"].get("generation") != known
