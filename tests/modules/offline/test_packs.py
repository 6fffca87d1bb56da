"""Packs: fragments by what they say, for everybody alike, gone as soon as their page is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from modules import facts, page_cache
from modules.models import AreaPage, LessonPage, LocalPage, ModulePage
from modules.offline import packs, registry
from modules.offline.fragments import Fragment
from modules.tasks import weigh_packs
from tests.cast import Cast
from tests.factories import NOW
from tests.modules.conftest import ADDRESS

MODULE = "/modul/penimbangan/"
PACK = "/paket/penimbangan.json"


def hashes(client: Client) -> dict[str, str]:
    """Path -> hash, as a phone reads them."""
    listed = client.get("/paket.json").json()
    return listed["pages"] | {path: word for one in listed["modules"] for path, word in one["fragments"].items()}


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def isi(client: Client, path: str) -> str:
    return f"/isi/{hashes(client)[path]}{path}"


def test_a_pack_names_every_page_of_its_module_with_its_weight(staged: Path, client: Client) -> None:
    pack = client.get(PACK).json()
    paths = [one["path"] for one in pack["fragments"]]
    assert paths == [MODULE, f"{MODULE}kartu/", ADDRESS, f"{MODULE}menimbang/"]
    assert pack["bytes"] == sum(one["bytes"] for one in pack["fragments"]) < 20_000
    assert [one["url"].startswith("/media/") for one in pack["pictures"]] == [True]
    assert pack["pictures_bytes"] == pack["pictures"][0]["bytes"] > 100
    listed = client.get("/paket.json").json()["modules"]
    assert [(one["key"], one["hash"], one["group"]) for one in listed] == [("penimbangan", pack["hash"], "B")]


def test_a_fragment_is_the_content_of_its_page_without_frame_and_scripts(staged: Path, client: Client) -> None:
    answer, page = client.get(isi(client, ADDRESS)), client.get(ADDRESS)
    assert answer.text.partition("<i hidden data-script")[0] in page.text
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert page.headers["X-Isi"] == hashes(client)[ADDRESS]
    assert "Menyiapkan" in answer.text
    assert not any(mark in answer.text for mark in ("<main", "<script", "<html", "/static/"))


def test_a_fragment_only_names_the_scripts_that_it_needs(staged: Path) -> None:
    page = '<script src="/static/js/app.1f.js"></script><main>Isi<script src="/static/js/daerah.2e.js"></script></main>'
    fragment = Fragment("/", "Isi", [], lambda: f'{page}<script src="/static/js/item.3d.js"></script>')
    assert fragment.html == 'Isi<i hidden data-script="daerah"></i><i hidden data-script="item"></i>'


def test_asked_again_a_pack_needs_no_sql_and_no_bytes(
    staged: Path, client: Client, django_assert_num_queries: Callable[[int], object]
) -> None:
    paths = ("/paket.json", PACK, "/paket/kartu.json", isi(client, ADDRESS))
    tags = [client.get(path).headers["ETag"] for path in paths]
    with django_assert_num_queries(0):
        assert {client.get(path).status_code for path in paths} == {200}
        again = [client.get(path, headers={"If-None-Match": tag}) for path, tag in zip(paths, tags, strict=True)]
    assert {(answer.status_code, answer.content) for answer in again} == {(304, b"")}


def test_the_list_takes_the_same_queries_for_any_number_of_lessons(
    staged: Path, client: Client, django_assert_num_queries: Callable[[int], object]
) -> None:
    packs.packs()
    with django_assert_num_queries(20):
        packs.packs()
    module = ModulePage.objects.get(slug="penimbangan")
    for name in ("satu", "dua"):
        module.add_child(instance=LessonPage(title=name, slug=name, aim="Bisa.", minutes=1))
    packs.packs()
    with django_assert_num_queries(20):
        packs.packs()


def test_what_is_weighed_beforehand_is_not_rendered_when_a_phone_asks(
    staged: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert weigh_packs() == 4

    def never(*_: object) -> str:
        raise AssertionError("rendered while a phone waited")

    monkeypatch.setattr("modules.offline.fragments.render_to_string", never)
    assert client.get("/paket.json").json()["modules"][0]["bytes"] > 1_000


def test_a_new_template_changes_no_hash(staged: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = hashes(client)
    monkeypatch.setattr("modules.offline.fragments.render_to_string", lambda *_: "<main>Baju baru</main>")
    page_cache.purge_all()
    assert hashes(client) == before
    assert client.get(isi(client, ADDRESS)).text == "Baju baru"


def test_a_changed_lesson_changes_itself_and_what_names_it(
    staged: Path, client: Client, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    before = hashes(client)
    old = isi(client, ADDRESS)
    lesson = LessonPage.objects.get(slug="menyiapkan")
    lesson.aim = "Ibu/Bapak bisa menyiapkan semua alat."
    with django_capture_on_commit_callbacks(execute=True):
        lesson.save_revision().publish()
    assert changed(before, hashes(client)) == {ADDRESS}
    assert client.get(old).status_code == 404  # nobody who asks now gets other words under the old name
    lesson.title = "Menata alat"
    with django_capture_on_commit_callbacks(execute=True):
        lesson.save_revision().publish()
    assert changed(before, hashes(client)) == {ADDRESS, MODULE, f"{MODULE}menimbang/"}


def test_a_changed_fact_changes_the_pages_that_cite_it(
    staged: Path, client: Client, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    before = hashes(client)
    with django_capture_on_commit_callbacks(execute=True):
        facts.change_fact("b3.batas", now=NOW, value="11,4", wording="LiLA kurang dari 11,4 cm berada di warna merah.")
    assert changed(before, hashes(client)) == {ADDRESS}
    assert "11,4 cm" in client.get(isi(client, ADDRESS)).text


@pytest.mark.parametrize("act", ["unpublish", "hide", "delete"])
def test_what_is_no_longer_for_everybody_is_gone_at_once(
    staged: Path, client: Client, act: str, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    address, lesson = isi(client, ADDRESS), LessonPage.objects.get(slug="menyiapkan")
    assert client.get(address).status_code == 200
    acts = {
        "unpublish": lesson.unpublish,
        "hide": lambda: lesson.view_restrictions.create(restriction_type="password", password="rahasia"),
        "delete": lesson.delete,
    }
    with django_capture_on_commit_callbacks(execute=True):
        acts[act]()
    assert client.get(address).status_code == 404
    assert ADDRESS not in hashes(client)
    assert ADDRESS not in [one["path"] for one in client.get(PACK).json()["fragments"]]


def test_the_pack_of_a_module_that_is_not_for_everybody_is_not_there(
    staged: Path, client: Client, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    assert client.get(PACK).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        ModulePage.objects.get(slug="penimbangan").view_restrictions.create(restriction_type="login")
    assert client.get(PACK).status_code == client.get("/paket/tidak-ada.json").status_code == 404
    assert client.get("/paket.json").json()["modules"] == []


def test_a_leaf_of_an_area_is_named_in_its_module_and_stands_in_no_pack(
    staged: Path, cast: Cast, client: Client, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    before = hashes(client)
    module = ModulePage.objects.get(slug="penimbangan")
    with django_capture_on_commit_callbacks(execute=True):
        home = module.get_parent().add_child(instance=AreaPage(title="Kota Kediri", slug="kediri", place=cast.kediri))
        leaf = LocalPage(title="Ke mana merujuk", lead="Ke bidan.", slug="rujukan", competency=module.competency)
        home.add_child(instance=leaf)
        leaf.save_revision().publish()
    assert changed(before, hashes(client)) == {MODULE}
    assert f'href="{leaf.address}"' in client.get(isi(client, MODULE)).text
    page = client.get(leaf.address)
    assert (page.status_code, "X-Isi" in page.headers) == (200, False)


def test_the_cards_of_the_25_come_whole_in_one_answer(staged: Path, client: Client) -> None:
    cards = client.get("/paket/kartu.json").json()
    assert [one["path"] for one in cards["fragments"]] == [f"{MODULE}kartu/"]
    assert "Nolkan" in cards["fragments"][0]["html"]
    assert cards["fragments"][0]["hash"] == hashes(client)[f"{MODULE}kartu/"]
    assert cards["hash"] == client.get("/paket.json").json()["cards"]


def test_a_higher_floor_adds_to_the_pack(staged: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_more", {})
    registry.register(
        "latihan",
        lambda module: [
            Fragment(f"/latihan/{module.slug}/", "Latihan", ["soal"], lambda: "<main id=isi>\nSoal <b>1</b>\n</main>")
        ],
    )
    page_cache.purge([])
    assert client.get(isi(client, "/latihan/penimbangan/")).text == "Soal <b>1</b>"
    assert client.get(PACK).json()["fragments"][-1]["path"] == "/latihan/penimbangan/"
