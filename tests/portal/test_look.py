"""Where letters and colours are chosen, and the page that shows every piece of the look."""

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).parents[2] / "templates"


def test_the_page_of_letters_and_colours_is_public_and_costs_nothing_the_second_time(
    client: Client, django_assert_num_queries: object
):
    answer = client.get("/tampilan/")
    assert "Diingat di HP ini saja" in answer.text
    assert answer.headers["Cache-Control"].startswith("public")
    assert "csrf" not in answer.text
    with django_assert_num_queries(0):
        assert client.get("/tampilan/").content == answer.content


def test_a_page_asks_for_its_dress_before_its_sheet(client: Client):
    head = client.get("/tampilan/").text
    assert head.index("js/look") < head.index('rel="stylesheet"') < head.index("js/app")
    assert 'href="/tampilan/"' in head


def test_the_pattern_page_shows_every_component_and_is_there_in_a_demo_only(client: Client, settings: LazySettings):
    assert client.get("/pola/").status_code == 404
    settings.DEMO = True
    assert client.get("/pola/").status_code == 200
    shown = set()
    queue = [TEMPLATES / "portal" / "patterns.html", TEMPLATES / "base.html"]
    while queue:
        text = queue.pop().read_text("utf-8")
        found = set(re.findall(r'{% include "((?:components|portal/patterns)/\w+\.html)"', text)) - shown
        shown |= found
        queue += [TEMPLATES / name for name in found]
    components = {f"components/{path.name}" for path in (TEMPLATES / "components").glob("*.html")}
    assert components - shown == set()
