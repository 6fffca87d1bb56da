"""The page cache: the same bytes for everybody, no SQL, gone when a page changes."""

import gzip
from pathlib import Path

import brotli
import pytest
from django.test import Client

from modules import page_cache
from modules.models import LessonPage
from tests.cast import Cast
from tests.modules.conftest import ADDRESS

PAGES = ["/", "/modul/", "/modul/penimbangan/", ADDRESS]


@pytest.mark.parametrize("address", PAGES)
def test_a_cached_page_needs_no_sql(
    imported: Path, client: Client, address: str, django_assert_num_queries: object
) -> None:
    first = client.get(address)
    with django_assert_num_queries(0):
        second = client.get(address)
    assert first.status_code == second.status_code == 200
    assert first.content == second.content


def test_everybody_gets_the_same_bytes(imported: Path, cast: Cast, client: Client) -> None:
    stranger = client.get(ADDRESS)
    client.force_login(cast.sari)
    client.cookies["apa"] = "saja"
    for fresh in (True, False):
        if fresh:
            page_cache.purge_all()
        answer = client.get(ADDRESS, headers={"Accept-Language": "en"})
        assert answer.content == stranger.content
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert "Set-Cookie" not in answer.headers
        assert not answer.cookies


def test_bodies_are_compressed_once(imported: Path, client: Client) -> None:
    plain = client.get(ADDRESS).content
    assert gzip.decompress(client.get(ADDRESS, headers={"Accept-Encoding": "gzip, deflate"}).content) == plain
    assert brotli.decompress(client.get(ADDRESS, headers={"Accept-Encoding": "gzip, br"}).content) == plain
    assert client.get(ADDRESS, headers={"Accept-Encoding": "br;q=0"}).content == plain


def test_a_reader_who_has_the_page_gets_304(imported: Path, client: Client) -> None:
    tag = client.get(ADDRESS).headers["ETag"]
    again = client.get(ADDRESS, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(ADDRESS, headers={"If-None-Match": '"lain"'}).status_code == 200


def test_head_has_the_headers_and_no_body(imported: Path, client: Client) -> None:
    get, head = client.get(ADDRESS), client.head(ADDRESS)
    assert head.content == b""
    assert head.headers["Content-Length"] == str(len(get.content))


def test_the_strict_policy_stands_on_a_cached_page(imported: Path, client: Client) -> None:
    for _ in range(2):
        policy = client.get(ADDRESS).headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "nonce" not in policy


def test_publishing_shows_at_once_on_the_page_and_its_neighbours(
    lesson: LessonPage, client: Client, django_capture_on_commit_callbacks: object
) -> None:
    for address in PAGES:
        client.get(address)
    lesson.title = "Menata alat"
    with django_capture_on_commit_callbacks(execute=True):
        lesson.save_revision().publish()
    assert all("Menata alat" in client.get(address).text for address in (ADDRESS, "/modul/penimbangan/"))


def test_an_unpublished_page_is_gone_at_once(
    lesson: LessonPage, client: Client, django_capture_on_commit_callbacks: object
) -> None:
    client.get(ADDRESS)
    with django_capture_on_commit_callbacks(execute=True):
        lesson.unpublish()
    assert client.get(ADDRESS).status_code == 404


def test_a_page_rendered_while_another_was_published_is_not_kept(
    imported: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    generations = iter(["lama", "baru"])
    monkeypatch.setattr(page_cache, "generation", lambda: next(generations))
    assert client.get(ADDRESS).status_code == 200
    assert page_cache.caches["pages"].get(page_cache._key(ADDRESS, "")) is None


def test_a_draft_preview_is_never_kept(lesson: LessonPage, client: Client, cast: Cast) -> None:
    response = lesson.make_preview_request()
    assert response.status_code == 200
    assert not getattr(response, "public_page", False)


def test_a_page_behind_a_password_is_never_kept(lesson: LessonPage, client: Client) -> None:
    lesson.view_restrictions.create(restriction_type="password", password="rahasia")
    assert "Menyiapkan" not in client.get(ADDRESS).text
    assert page_cache.caches["pages"].get(page_cache._key(ADDRESS, "")) is None


def test_a_page_made_private_is_gone_at_once(
    lesson: LessonPage, client: Client, django_capture_on_commit_callbacks: object
) -> None:
    client.get(ADDRESS)
    with django_capture_on_commit_callbacks(execute=True):
        lesson.get_parent().view_restrictions.create(restriction_type="password", password="rahasia")
    assert "Menyiapkan" not in client.get(ADDRESS).text


def test_a_foreign_host_is_refused(imported: Path, client: Client) -> None:
    client.get(ADDRESS)
    assert client.get(ADDRESS, headers={"Host": "jahat.example"}).status_code == 400
