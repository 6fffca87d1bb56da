"""Simpan untuk dibaca tanpa sinyal: what a kader sees before she taps."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from modules import page_cache
from modules.models import LessonPage, ModulePage
from modules.offline import packs, saving


@pytest.mark.parametrize(
    ("weight", "words", "cost"),
    [
        (1, "1\u00a0KB", "±Rp\u00a01"),
        (47_100, "48\u00a0KB", "±Rp\u00a01"),
        (1_240_000, "1,2\u00a0MB", "±Rp\u00a013"),
        (150_000_000, "150,0\u00a0MB", "±Rp\u00a01.500"),
    ],
)
def test_sizes_and_prices_are_rounded_so_that_nobody_pays_more(weight: int, words: str, cost: str) -> None:
    assert saving.size(weight) == words
    assert saving.price(weight) == cost


def test_the_price_is_a_setting_and_none_is_shown_where_there_is_none(staged: Path, client: Client, settings) -> None:
    settings.DATA_PRICE_PER_MB = 0
    assert saving.price(1_000_000) == ""
    assert "Rp" not in client.get("/simpan/").text.split("<main")[1]
    settings.DATA_PRICE_PER_MB = 1500
    page_cache.purge_all()
    assert 'data-price="1500"' in client.get("/simpan/").text


def test_size_and_price_stand_before_the_tap_as_the_pack_has_them(staged: Path, client: Client) -> None:
    text = client.get("/simpan/").text
    pack = packs.pack("penimbangan")
    shown = re.search(r'data-hash="(\w+)" data-text="(\d+)" data-pictures="(\d+)" data-parts="(\d+)"', text)
    assert shown.groups() == (
        pack["hash"],
        str(pack["bytes"]),
        str(pack["pictures_bytes"]),
        str(len(pack["fragments"])),
    )
    assert f"Tulisan {saving.size(pack['bytes'])} ±Rp\u00a01" in text
    assert "csrf" not in text


def test_the_module_the_list_and_the_front_page_lead_here(staged: Path, client: Client) -> None:
    assert 'href="/simpan/#penimbangan"' in client.get("/modul/penimbangan/").text
    assert all('href="/simpan/"' in client.get(path).text for path in ("/", "/modul/"))


def test_a_lesson_that_changes_is_told_at_once(
    staged: Path, client: Client, django_capture_on_commit_callbacks
) -> None:
    before = re.search(r'data-hash="(\w+)"', client.get("/simpan/").text)[1]
    lesson = LessonPage.objects.get(slug="menimbang")
    lesson.aim = "Ibu/Bapak bisa menimbang dengan tenang."
    with django_capture_on_commit_callbacks(execute=True):
        lesson.save_revision().publish()
    assert re.search(r'data-hash="(\w+)"', client.get("/simpan/").text)[1] != before


def test_a_private_module_is_not_offered(staged: Path, client: Client) -> None:
    PageViewRestriction.objects.create(page=ModulePage.objects.get(), restriction_type="login")
    assert "Belum ada modul" in client.get("/simpan/").text


def test_the_page_takes_as_many_queries_as_the_packs_and_one_more_and_then_none(
    staged: Path, client: Client, django_assert_num_queries
) -> None:
    packs.packs()
    with CaptureQueriesContext(connection) as counted:
        packs.packs()
    with django_assert_num_queries(len(counted) + 2):  # the modules once more, and which of them are private
        saving.shelves()
    client.get("/simpan/")
    with django_assert_num_queries(0):
        client.get("/simpan/")
