"""A module kept on the phone: read, searched and reckoned beside without a signal; cut, changed and full."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.e2e.conftest import PHONE, Site
from tests.e2e.fit import assert_fit_for_all

pytestmark = pytest.mark.only_on("sqlite")
SLUG = "penimbangan-dan-pengukuran"
MODULE = f"/modul/{SLUG}/"
LESSON = f"{MODULE}mengukur-lingkar-lengan-atas/"
SAVE = f"[data-pack={SLUG}]"
CARDS_ARE_HERE = """async () => {
  const db = await tuntas.db;
  while (!(await db.get("packs", "kartu"))) await new Promise((done) => setTimeout(done, 50));
}"""
SOON = 20_000  # milliseconds: on a busy machine a pack is weighed while somebody waits


@pytest.fixture(scope="module")
def shared(browser, site: Site) -> Iterator[BrowserContext]:
    """A phone with script that has been here before: its worker is in charge, the cards are kept."""
    context = browser.new_context(**PHONE, base_url=site.url)
    page = context.new_page()
    page.goto("/simpan/")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.evaluate(CARDS_ARE_HERE)
    yield context
    context.close()


@pytest.fixture
def page(shared: BrowserContext) -> Iterator[Page]:
    """The page on which modules are saved, none of them saved yet."""
    expect.set_options(timeout=SOON)
    page = shared.new_page()
    page.goto("/simpan/")
    expect(page.locator(SAVE).get_by_role("button").first).to_be_enabled()
    if page.locator(SAVE).get_by_role("button", name="Hapus").count():
        tap(page, "Hapus")
    expect(page.locator(SAVE).get_by_role("button", name="Simpan")).to_be_enabled()
    yield page
    shared.set_offline(False)
    page.close()
    expect.set_options(timeout=None)


def tap(page: Page, words: str) -> None:
    page.locator(SAVE).get_by_role("button", name=words, exact=False).click()


def asked(page: Page, part: str) -> list[str]:
    """The addresses with that part which the page asks for from now on."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url) if part in request.url else None)
    return found


def test_a_saved_module_is_read_searched_and_its_card_opened_without_a_signal(page: Page):
    pictures = asked(page, "/media/")
    tap(page, "Simpan")
    expect(page.locator(SAVE)).to_contain_text("Tersimpan")
    assert pictures == []
    page.context.set_offline(True)
    page.goto(LESSON)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mengukur lingkar lengan atas (LiLA)")
    page.goto(MODULE)
    expect(page.get_by_role("link", name="Tersimpan di HP ini")).to_be_visible()
    page.goto("/cari/")
    page.get_by_label("Cari pelajaran dan kartu").fill("menimbang balita")
    expect(page.locator("[data-search-out] .row").first).to_contain_text("Menimbang")
    expect(page.locator("[data-search-out]")).not_to_contain_text("‹")
    page.goto("/modul/")
    page.get_by_label("Cari pelajaran dan kartu").fill("lila")
    page.get_by_role("button", name="Cari").click()
    expect(page.locator("[data-search-out] .row").first).to_contain_text("LiLA")
    page.get_by_role("link", name="Tampilan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tampilan")
    page.goto("/hari/")
    page.get_by_role("link", name="Menimbang dan mengukur balita").first.click()
    expect(page.locator(".job-card")).to_contain_text("Timbangan kosong menunjukkan nol")
    page.goto("/simpan/")
    expect(page.locator(SAVE)).to_contain_text("Tersimpan")
    assert_fit_for_all(page)


def test_a_cut_in_the_middle_loses_nothing_and_what_is_here_is_not_asked_again(page: Page):
    seen = 0

    def cut(route: Route) -> None:
        nonlocal seen
        seen += 1
        route.continue_() if seen <= 3 else route.abort()

    page.route("**/isi/**", cut)
    tap(page, "Simpan")
    expect(page.locator("[data-packs-say]")).to_contain_text("Sinyal terputus")
    expect(page.locator(SAVE)).to_contain_text("Baru 4 dari")  # with the card, which was here before
    page.unroute("**/isi/**")
    fragments = asked(page, "/isi/")
    tap(page, "Lanjutkan")
    expect(page.locator(SAVE)).to_contain_text("Tersimpan")
    paths = page.evaluate(f"tuntas.db.then((db) => db.get('packs', '{SLUG}')).then((row) => row.paths.length)")
    assert len(fragments) == paths - 4


def test_a_lesson_that_changed_is_all_that_is_asked_for(page: Page):
    tap(page, "Simpan")
    expect(page.locator(SAVE)).to_contain_text("Tersimpan")
    changed = "0123456789abcdef"

    def told(route: Route) -> None:
        pack = json.loads(route.fetch().text())
        pack["hash"] = changed
        next(one for one in pack["fragments"] if one["path"] == LESSON)["hash"] = changed
        route.fulfill(json=pack)

    page.route(f"**/paket/{SLUG}.json", told)
    page.route(f"**/isi/{changed}/**", lambda route: route.fulfill(body="<h1>Isi yang baru</h1>"))
    page.evaluate(f"document.querySelector('{SAVE}').dataset.hash = '{changed}'; dispatchEvent(new Event('offline'))")
    fragments = asked(page, "/isi/")
    with page.expect_request(f"**/isi/{changed}/**"):
        tap(page, "Perbarui")
    expect(page.locator(SAVE)).to_contain_text("Tersimpan")
    assert [url.partition("/isi/")[2] for url in fragments] == [f"{changed}{LESSON}"]
    page.goto(LESSON)
    expect(page.get_by_role("heading", level=1)).to_have_text("Isi yang baru")


def test_a_full_phone_is_told_before_anything_is_fetched_and_a_removed_module_is_gone(page: Page):
    tap(page, "Simpan")
    expect(page.locator(SAVE)).to_contain_text("Tersimpan")
    page.evaluate("navigator.storage.estimate = () => Promise.resolve({ quota: 5e7, usage: 4.99e7 })")
    packs = asked(page, "/paket/")
    page.locator("[data-packs-all]").click()
    expect(page.locator("[data-packs-say]")).to_contain_text("Ruang di HP ini tinggal 100\u00a0KB")
    assert packs == []
    tap(page, "Hapus")
    expect(page.locator("[data-packs-say]")).to_contain_text("dihapus dari HP ini")
    here = f"tuntas.db.then((db) => Promise.all(['{LESSON}', '{MODULE}kartu/'].map((path) => db.get('kept', path))))"
    assert [bool(row) for row in page.evaluate(here)] == [False, True]


def test_the_arithmetic_is_that_of_the_cards(browser, site: Site):
    context = browser.new_context(**PHONE, base_url=site.url, service_workers="block")
    page = context.new_page()
    page.goto("/hari/hitung/")

    def typed(values: dict[str, str], box: str) -> str:
        for field, value in values.items():
            page.locator(field).fill(value)
        return page.locator(f"[data-sum={box}] [data-sum-out]").text_content()

    def age(born: str, on: str) -> str:
        fields = [f"[data-part={name}-{part}]" for name in ("lahir", "hari") for part in "dmy"]
        return typed(dict(zip(fields, f"{born} {on}".split(), strict=True)), "age")

    assert age("20 1 2026", "15 7 2026") == "5 bulan penuh."
    assert age("31 1 2026", "28 2 2026") == "1 bulan penuh."
    assert age("29 2 2024", "28 2 2026") == "24 bulan penuh = 2 tahun 0 bulan."
    assert age("1 12 2026", "15 7 2026").startswith("Tanggal lahir ini sesudah")
    assert age("31 2 2026", "15 7 2026").startswith("Tanggal lahir ini tidak ada")
    assert typed({"#berat": "62", "#tinggi": "150"}, "imt") == "IMT 27,6. Hitungannya: 62 : 1,50 : 1,50."
    assert typed({"#berat": "60.5", "#tinggi": "1,6"}, "imt").startswith("Tulis tinggi dalam sentimeter")
    assert typed({"#lila": "11,4"}, "arm") == "Pilih dulu siapa yang diukur."
    page.get_by_role("radio", name="Anak umur").check()
    assert typed({"#lila": "11,4"}, "arm").startswith("11,4 cm: Merah.")
    assert typed({"#lila": "11.5"}, "arm").startswith("11,5 cm: Kuning.")
    assert typed({"#lila": "12,5"}, "arm").startswith("12,5 cm: Hijau.")
    assert typed({"#lila": "99"}, "arm").startswith("LiLA ditulis 5 sampai 60 cm")
    assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    assert page.url.endswith("/hari/hitung/")
    context.close()
